"""How we speak in a terminal: findings, tables and progress; plain and quiet where there is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from schoolprotocol.diagnostics import Diagnostic, at_most
from schoolprotocol.messages import legible

if TYPE_CHECKING:
    from rich.console import Console

    from schoolprotocol import Progress, Result

    out: Console
    """Says what was asked; nothing that a terminal would obey, wherever a name or a word came from."""
    err: Console
    """Says the rest."""


def __getattr__(name: str) -> Console:
    """`out` and `err`, once anything is said: Rich takes as long to import as all that help needs."""
    if name not in {"out", "err"}:
        raise AttributeError(name)
    from rich.console import Console  # noqa: PLC0415

    class Legible(Console):
        def print(self, *objects: Any, **options: Any) -> None:
            super().print(*(legible(o, is_line=False) if isinstance(o, str) else o for o in objects), **options)

    # Findings are read by editors and by people: never wrapped, a place first, as compilers do.
    made = globals()[name] = Legible(stderr=name == "err", soft_wrap=True, highlight=False)
    return made


def _this() -> Any:
    """This module, of which `out` and `err` may still have to be made."""
    return sys.modules[__name__]


def escape(text: str) -> str:
    """A text in which Rich finds no marks."""
    from rich.markup import escape as escaped  # noqa: PLC0415

    return escaped(text)


def show(diagnostics: Sequence[Diagnostic], console: Console | None = None) -> None:
    """One finding after the other: place, severity, code and message; below it what to do. Of many, the first."""
    console = console or _this().err
    for d in at_most(diagnostics):
        is_error = d.kind.severity == "error"
        word = _("error") if is_error else _("warning")
        colour = "red" if is_error else "yellow"
        about = f" ({d.school})" if d.school else ""
        console.print(
            f"[bold]{escape(str(d.place))}[/]: [{colour}]{word} {d.kind.code}[/]{escape(about)}: {escape(d.message())}"
        )
        console.print(f"    → {escape(d.remedy())}", style="dim")


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """`2 fouten, 1 waarschuwing`."""
    errors = sum(d.kind.severity == "error" for d in diagnostics)
    warnings = len(diagnostics) - errors
    return ", ".join(
        [
            ngettext("{n} error", "{n} errors", errors).format(n=errors),
            ngettext("{n} warning", "{n} warnings", warnings).format(n=warnings),
        ]
    )


def made(documents: int, files: int, folder: Path) -> str:
    """`5 documenten, 20 bestanden in build`."""
    return _("{documents}, {files} in {folder}").format(
        documents=ngettext("{n} document", "{n} documents", documents).format(n=documents),
        files=ngettext("{n} file", "{n} files", files).format(n=files),
        folder=folder,
    )


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], console: Console | None = None) -> None:
    """A table: drawn in a terminal, tab-separated elsewhere so that it can be piped."""
    console = console or _this().out
    if not console.is_terminal:
        for row in [headings, *rows]:
            console.file.write("\t".join(map(legible, row)) + "\n")  # rich would turn the tabs into spaces
        return
    from rich.table import Table  # noqa: PLC0415 (see progress)

    drawn = Table(*headings, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        drawn.add_row(*(escape(legible(cell, is_line=False)) for cell in row))
    console.print(drawn, soft_wrap=False)


def document(text: str) -> None:
    """A document for a file or another program: in UTF-8, whatever the letters of a terminal are."""
    click.echo(
        text if sys.stdout is None or sys.stdout.isatty() else text.encode("utf-8", "backslashreplace"), nl=False
    )


def tell(what: str) -> None:
    """Something that a person who waits wants to know."""
    _this().err.print(what, markup=False)


def times(result: Result) -> None:
    """Where the time went: a row for each document, a column for each stage, in seconds of the processor."""
    names = result.stages
    rows = [(name or _("everything"), measured) for name, measured in result.times]
    used = [stage for stage in names if any(stage in dict(measured) for _name, measured in rows)]
    cells = [(name, [dict(measured).get(stage, 0.0) for stage in used]) for name, measured in rows]
    sums = [sum(column) for column in zip(*(seconds for _name, seconds in cells), strict=True)]
    table(
        ("", *(_(names[stage]) for stage in used), _("together")),
        [(name, *map(_seconds, seconds), _seconds(sum(seconds))) for name, seconds in [*cells, (_("together"), sums)]],
        _this().err,
    )


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}" if seconds else "—"


def _unseen(_now: Progress) -> None:
    """Nobody watches."""


@contextmanager
def progress(title: str) -> Iterator[Callable[[Progress], None]]:
    """A progress bar with the time that is left, from the first time that anything is told; none without a terminal."""
    err = _this().err
    if not err.is_terminal:
        yield _unseen
        return
    # What draws takes as long to import as a build with nothing to do may take: only where somebody watches.
    from rich import progress as drawn  # noqa: PLC0415

    columns = (
        drawn.TextColumn("{task.description}"),
        drawn.BarColumn(),
        drawn.MofNCompleteColumn(),
        drawn.TimeElapsedColumn(),
        drawn.TimeRemainingColumn(),
        drawn.TextColumn("{task.fields[what]}"),
    )
    bar = drawn.Progress(*columns, console=err, transient=True)
    task = bar.add_task(title, total=None, what="")

    def show(now: Progress) -> None:
        bar.start()
        bar.update(task, completed=now.done, total=now.total, what=now.name)

    try:
        yield show
    finally:
        bar.stop()
