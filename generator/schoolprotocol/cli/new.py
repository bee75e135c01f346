"""`new`: begin a project of one's own, by questions, by options or by a file with answers."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from schoolprotocol import disk
from schoolprotocol.cli import terminal
from schoolprotocol.cli.asking import ask_all, is_asked
from schoolprotocol.cli.context import today_option
from schoolprotocol.project import Project

if TYPE_CHECKING:
    from schoolprotocol import Begun

KINDS = ("po", "vo", "so", "beide")
_MOST = 1_500_000
"""Bytes of a file with answers that are read: one of more than a million is refused, so no more need be known."""


choice_option = click.option(
    "--choice",
    "choices",
    type=(str, str),
    multiple=True,
    metavar=_("NAME VALUE"),
    help=_("What the schools choose, such as telefoons.bewaren; may be given more often."),
)


class _Given(TypedDict):
    """Answers that were given as options."""

    board: str | None
    website: str | None
    schools: Sequence[tuple[str, str]]
    protocols: Sequence[str]
    choices: Sequence[tuple[str, str]]


@click.command(help=_("Begin a project of your own, by answering questions."))
@click.argument("folder", metavar=_("FOLDER"), type=click.Path(path_type=Path))
@click.option("--board", metavar=_("NAME"), help=_("Name of the board."))
@click.option("--website", metavar=_("ADDRESS"), help=_("Address of the board's website."))
@click.option(
    "--school",
    "schools",
    type=(str, click.Choice(KINDS)),
    multiple=True,
    metavar=_("NAME KIND"),
    help=_("A school and its kind (po, vo, so or beide); may be given more often."),
)
@click.option(
    "--protocol",
    "protocols",
    multiple=True,
    metavar=_("PROTOCOL"),
    help=_("A protocol of the library; may be given more often. By default all."),
)
@choice_option
@click.option(
    "--answers",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar=_("FILE"),
    help=_("A file with all answers, in YAML or JSON: then nothing is asked."),
)
@click.option(
    "--oefenen", "practice", is_flag=True, help=_("The practice project on which the manual's examples work.")
)
@today_option
def new(folder: Path, file: Path | None, today: date, *, practice: bool, **given: Unpack[_Given]) -> None:
    """Begin a project."""
    if (practice or file is not None) and (any(given.values()) or (practice and file is not None)):
        raise click.UsageError(_("With --answers or --oefenen nothing else can be told."))
    Project.require_new(folder)
    if practice:
        begun = Project.practice(folder)
    elif file is not None:
        answers = Project.answers_in(disk.read(file, _MOST, follow=True), file)
        begun = Project.begin(folder, answers, today=today, beside=file.parent)
    else:
        begun = _begin(folder, given, today)
    _show(begun)


def _begin(folder: Path, given: _Given, today: date) -> Begun:
    """Begin with what was told by options, and in a terminal with the answers to what was not."""
    missing = [f"--{name}" for name, value in _needed(given).items() if not value]
    if not missing:
        return Project.begin(folder, Project.answers(_data(given)), today=today)
    if not is_asked():
        text = _("Nobody can be asked here. Tell {options}, or give a file with --answers.")
        raise click.UsageError(text.format(options=", ".join(missing)))
    return ask_all(
        Project.next_question,
        _told(given),
        lambda told: Project.begin(folder, Project.answers_told(told), today=today),
    )


def _needed(given: _Given) -> dict[str, object]:
    return {"board": given["board"], "website": given["website"], "school": given["schools"]}


def _data(given: _Given) -> Mapping[str, object]:
    website = given["website"] or ""
    return {
        "board": {"name": given["board"], "website": website if "://" in website else f"https://{website}"},
        "schools": [{"name": name, "kind": kind} for name, kind in given["schools"]],
        "protocols": list(given["protocols"]) or None,
        "choices": dict(given["choices"]),
    }


def _told(given: _Given) -> dict[str, str]:
    """The questions that options have answered."""
    told = {key: value for key, value in (("board.name", given["board"]), ("board.website", given["website"])) if value}
    for number, (name, kind) in enumerate(given["schools"], 1):
        told |= {f"school.{number}.name": name, f"school.{number}.kind": kind}
        told[f"school.{number}.more"] = "ja" if number < len(given["schools"]) else "nee"
    if given["protocols"]:
        told["protocols"] = ",".join(given["protocols"])
    return told | {f"choice.{name}": value for name, value in given["choices"]}


def _show(begun: Begun) -> None:
    """What was made, and what to do with it."""
    say = terminal.out.print
    text = _("Begun in {folder}: {schools} schools, {files} files.")
    say(text.format(folder=begun.folder, schools=len(begun.schools), files=begun.files), markup=False)
    for id_, protocols in begun.schools:
        say(f"  {id_}" + (f": {', '.join(protocols)}" if protocols else ""), markup=False)
    if begun.findings:
        terminal.show(begun.findings)
        terminal.err.print(
            _("The check will say this too: {summary}.").format(summary=terminal.summary(begun.findings))
        )
    say(_("Go on with:"))
    for command in (f"cd {shlex.quote(str(begun.folder))}", "schoolprotocol check", "schoolprotocol build"):
        say(f"  [bold]{terminal.escape(command)}[/]")
    say(_("Then open build/html/index.html. README.md there says what else you can do."))
