"""`build` and `site`: make documents. What is imported here is imported by every build, also where nothing changed."""

from __future__ import annotations

from collections.abc import Iterable
from gettext import gettext as _
from gettext import ngettext
from typing import TYPE_CHECKING

import click

from schoolprotocol.cli import terminal
from schoolprotocol.cli.bug import bug
from schoolprotocol.cli.context import Context, jobs_option, pass_project, school_option
from schoolprotocol.errors import SourceError
from schoolprotocol.messages import legible
from schoolprotocol.project import Project

if TYPE_CHECKING:
    from schoolprotocol import Result


class _Shard(click.ParamType[tuple[int, int]]):
    """A part of the schools: `2/5`."""

    name = "part"

    def convert(
        self, value: str | tuple[int, int], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        number, slash, total = value.partition("/")
        if not (slash and _is_count(number) and _is_count(total) and 1 <= int(number) <= int(total)):
            self.fail(_("“{value}” is not a part such as 2/5: the second of five.").format(value=value), param, ctx)
        return int(number), int(total)


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


class _OutputName(click.Choice[str]):
    """The name of an output: any that the list has by now."""

    def __init__(self) -> None:
        super().__init__(())

    @property
    def choices(self) -> tuple[str, ...]:
        """Every name."""
        return Project.output_names()

    @choices.setter
    def choices(self, _choices: Iterable[str]) -> None:
        """Click sets what it was given."""


keep_going_option = click.option(
    "--keep-going", is_flag=True, help=_("Make the other documents where one has faults or fails.")
)
profile_option = click.option(
    "--profile", is_flag=True, help=_("Say where the time went, for each document and stage.")
)


@click.command(help=_("Make documents. Name what you want made; by default everything is."))
@click.argument("targets", nargs=-1, type=_OutputName())
@school_option
@jobs_option
@keep_going_option
@profile_option
@click.option(
    "--shard",
    type=_Shard(),
    metavar="I/N",
    help=_("Only a part of the schools: 2/5 takes every fifth, from the second."),
)
@click.option(
    "--scheduler",
    metavar=_("ADDRESS"),
    help=_("Let the workers of a Dask scheduler make the documents: tls://machine:8786."),
)
@pass_project
def build(
    project: Context,
    targets: tuple[str, ...],
    schools: tuple[str, ...],
    jobs: int | None,
    keep_going: bool,  # noqa: FBT001 (an option)
    profile: bool,  # noqa: FBT001 (an option)
    shard: tuple[int, int] | None,
    scheduler: str | None,
) -> None:
    """Build outputs."""
    project.keeps = True
    with terminal.progress(_("Building")) as progress:
        result = project.project.build(
            targets,
            schools,
            part=shard or (1, 1),
            jobs=jobs,
            keep_going=keep_going,
            scheduler=scheduler,
            waits=terminal.tell,
            progress=progress,
        )
    if result.is_begun:
        _told(result)
    if profile:
        terminal.times(result)
    _stop(result)


_NAMED = 5
"""So many documents are named that have the same in common."""


def _told(result: Result) -> None:
    """Say what there is now: how many documents and files, and what has no report."""
    for told in result.missing:
        terminal.out.print(told, markup=False)
    due = len(result.made)
    changed = ngettext("{n} document was out of date", "{n} documents were out of date", due).format(n=due)
    summary = terminal.made(len(result.documents), result.files, result.folder)
    # What is there of a text with faults is of an earlier state, and is told below.
    nothing = _("nothing else was out of date") if result.failed or result.faults else _("nothing was out of date")
    terminal.out.print(f"{summary}; {changed if due else nothing}", markup=False)
    for outputs in sorted({*result.older.values()}):
        names = sorted(name for name, older in result.older.items() if older == outputs)
        shown = ", ".join([*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])])
        text = _("{names}: {outputs} in this folder are of an earlier state of the source. Build these too.")
        terminal.out.print(text.format(names=shown, outputs=", ".join(outputs)), markup=False)


def _stop(result: Result) -> None:
    """Tell what could not be made, and end the command where anything could not.

    Raises:
        SourceError: where nothing was begun because of faults.
        OSError: what the machine refused when the documents were there.
    """
    if result.is_begun:
        terminal.show(result.faults)
    for outcome in result.failed:
        if not outcome.diagnostics:
            terminal.err.print(legible(f"{outcome.name}: {outcome.error}"), markup=False)
    if result.not_begun:
        left = result.not_begun
        text = ngettext("{n} document was not begun", "{n} documents were not begun", left).format(n=left)
        terminal.err.print(text + ": " + _("--keep-going makes the others all the same."), markup=False)
    trace = result.trace
    code = bug(trace) if trace else result.exit_code
    if result.error is not None:
        raise result.error
    if result.faults and not result.is_begun:
        raise SourceError(result.faults)
    if code:
        raise click.exceptions.Exit(code)


@click.command(help=_("Make the site that is ready to upload: build/site."))
@jobs_option
@pass_project
def site(project: Context, jobs: int | None) -> None:
    """Put everything that goes online in one folder."""
    project.keeps = True
    with terminal.progress(_("Building")) as progress:
        result = project.project.site(jobs=jobs, waits=terminal.tell, progress=progress)
    _stop(result)
    terminal.out.print(terminal.made(len(result.documents), result.files, result.folder), markup=False)
