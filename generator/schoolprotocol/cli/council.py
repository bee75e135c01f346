"""`dossier`, `decide`, `reactions`, `release`: texts that are put to a council, what comes back, what was adopted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack, cast

import click

from schoolprotocol import disk
from schoolprotocol.cli import showing, terminal
from schoolprotocol.cli.asking import ask_all, is_asked
from schoolprotocol.cli.context import Context, Day, pass_project, protocol_option, today_option

if TYPE_CHECKING:
    from schoolprotocol import DecisionKind, DecisionOutcome, Project

KINDS = ("instemming", "advies", "vaststelling", "bevestiging")
VOTES = ("positief", "negatief", "met-voorwaarden")
OUTCOMES = (*VOTES, "niet-nodig")
MOST = 1_500_000
"""Bytes of a file with reactions that are read: one of more than a million is refused, so no more need be known."""


class _More(TypedDict):
    """What else is told of a decision."""

    part: str | None
    conditions: Sequence[str]
    reason: str | None
    text_hash: str | None


@click.command(help=_("Keep a document as a release. Refused while the check finds errors."))
@click.argument("school", metavar=_("SCHOOL"))
@click.option(
    "--version", metavar=_("VERSION"), help=_("The version that you mean; it must be the one that the document states.")
)
@click.option(
    "--despite", metavar=_("REASON"), help=_("Release although there are errors; the reason goes into the file.")
)
@protocol_option
@today_option
@pass_project
def release(
    project: Context, school: str, version: str | None, despite: str | None, protocol: str | None, today: date
) -> None:
    """Freeze a document."""
    project.changes_source()
    own = project.project.only(school)
    document = own.document(school, protocol)
    path = document.release(version, despite=despite, today=today)
    terminal.out.print(_("Released: {file}").format(file=path.relative_to(project.folders.root)), markup=False)
    kept = own.now().document(*document.key).released_despite
    if despite is not None and document.policy.document.version not in dict(kept):
        terminal.out.print(_("The check found no errors: the reason was not kept."), markup=False)
    _tell_of_ledger(own, school)
    project.end_with(own.faults_elsewhere(document))


@click.command(help=_("Put a text to its council, and make the papers for it."))
@click.argument("school", metavar=_("SCHOOL"))
@click.option("--draft", is_flag=True, help=_("Only make a proof of the papers; nothing is kept or written down."))
@protocol_option
@today_option
@pass_project
def dossier(project: Context, school: str, *, draft: bool, protocol: str | None, today: date) -> None:
    """Make the papers for a council."""
    if not draft:
        project.changes_source()
    own = project.project.only(school)
    document = own.document(school, protocol)
    with terminal.progress(_("Papers for the council")) as progress:
        made = document.dossier(draft=draft, today=today, waits=terminal.tell, progress=progress)
    showing.dossier(made, document.called, project.folders.root)
    _tell_of_ledger(own, school)
    project.end_with(own.faults_elsewhere(document))


def _tell_of_ledger(own: Project, school: str) -> None:
    """What went into the school's ledger: also the decisions that stood in the source when it was begun."""
    after = own.now()
    before, now = own.ledger(school), after.ledger(school)
    new = now.entries[len(before.entries) if before is not None else 0 :] if now is not None else ()
    if new:
        showing.entered(new, after.outcomes(school))


class Vote(click.ParamType[tuple[str, str]]):
    """What a body decided about one change: `3=positief`."""

    name = "vote"

    def convert(
        self, value: str | tuple[str, str], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """The change and the outcome."""
        if isinstance(value, tuple):
            return value
        change, _is, outcome = value.rpartition("=")
        if not change or outcome not in VOTES:
            self.fail(_("“{value}” is not a change and an outcome such as 3=positief.").format(value=value), param, ctx)
        return change.strip(), outcome


@click.command(help=_("Record what a body decided about the text that was put to it."))
@click.argument("school", metavar=_("SCHOOL"))
@click.option("--body", metavar=_("BODY"), help=_("Who decided, as the papers name it."))
@click.option("--day", type=Day(), metavar=_("YYYY-MM-DD"), help=_("The day of the decision."))
@click.option(
    "--outcome", type=click.Choice(OUTCOMES), help=_("Whether the body agreed; of a consent it must be told.")
)
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="instemming",
    show_default=False,
    help=_("What was decided; by default a consent (instemming)."),
)
@click.option("--part", metavar=_("PART"), help=_("Which part of the council decided, where the body does not say it."))
@click.option(
    "--condition",
    "conditions",
    multiple=True,
    metavar=_("TEXT"),
    help=_("A condition that the body set; may be given more often."),
)
@click.option("--reason", metavar=_("TEXT"), help=_("Why the consent is not needed, or why a change does not matter."))
@click.option(
    "--change",
    "votes",
    type=Vote(),
    multiple=True,
    metavar=_("CHANGE=OUTCOME"),
    help=_("What the body decided about one change, by its number; may be given more often."),
)
@click.option("--text", "text_hash", metavar=_("HASH"), help=_("The text that the body had, where several were put."))
@protocol_option
@today_option
@pass_project
def decide(
    project: Context,
    school: str,
    body: str | None,
    day: date | None,
    outcome: DecisionOutcome | None,
    kind: DecisionKind,
    votes: Sequence[tuple[str, str]],
    protocol: str | None,
    today: date,
    **more: Unpack[_More],
) -> None:
    """Record a decision."""
    if (body is None or day is None) and is_asked():
        told = _asked(project, school, protocol=protocol, body=body, day=day, outcome=outcome)
        protocol, body, day = told["protocol"], told["body"], date.fromisoformat(told["day"])
        outcome = cast("DecisionOutcome", told["outcome"])
        more["conditions"] = (*more["conditions"], *filter(None, map(str.strip, told.get("condition", "").split(";"))))
    for name, value in (("--body", body), ("--day", day)):
        if value is None:
            raise click.MissingParameter(param_hint=f"'{name}'", param_type="option")
    assert body is not None  # noqa: S101
    assert day is not None  # noqa: S101
    if outcome is None and kind in {"instemming", "advies"}:
        raise click.UsageError(_("Tell with --outcome whether the body agreed."))
    twice = sorted(change for change in dict(votes) if [one for one, _outcome in votes].count(change) > 1)
    if twice:
        raise click.UsageError(_("Of change {change} two outcomes are told: give one.").format(change=twice[0]))
    project.changes_source()
    own = project.project.only(school)
    document = own.document(school, protocol)
    agreed = outcome or "positief"
    made = document.decide(body, day, kind=kind, outcome=agreed, votes=dict(votes), today=today, **more)
    showing.decided(made, document.called)
    _tell_of_ledger(own, school)
    project.end_with(own.faults_elsewhere(document))


def _asked(project: Context, school: str, **given: object) -> dict[str, str]:
    """What a decision was, where not all of it was told by options."""
    told = {"school": school} | {name: str(value) for name, value in given.items() if value is not None}
    return ask_all(partial(project.project.asks, "decision"), told, dict)


@click.command(help=_("Keep the reactions in a file that a report gave."))
@click.argument("school", metavar=_("SCHOOL"))
@click.argument("file", metavar=_("FILE"), type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--from", "by", metavar=_("WHO"), help=_("Who sent them: a body, a part of it or a function, not a name.")
)
@protocol_option
@pass_project
def reactions(project: Context, school: str, file: Path, by: str | None, protocol: str | None) -> None:
    """Write reactions down."""
    project.changes_source()
    own = project.project.only(school)
    document = own.document(school, protocol)
    showing.received(document.receive(disk.read(file, MOST, follow=True), by))
    project.end_with(own.faults_elsewhere(document))
