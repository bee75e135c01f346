"""`ledger`: what was frozen and decided of a school, and how what is lacking gets into it."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from schoolprotocol import disk
from schoolprotocol.cli import showing, terminal
from schoolprotocol.cli.context import Context, pass_project
from schoolprotocol.errors import SourceError

if TYPE_CHECKING:
    from schoolprotocol import Project, Side

_MOST = 1_000_000
"""Bytes of a timestamp that are read; one has some thousands."""


class _Asked(TypedDict):
    """What is asked of a ledger; one thing, or nothing."""

    add: bool
    side: Side | None
    entry: int | None
    reason: str | None
    key: Path | None
    who: str | None
    request: Path | None
    answer: Path | None


@click.command(name="ledger", help=_("Show what was frozen and decided of a school; or enter what is not in it yet."))
@click.argument("school", metavar=_("SCHOOL"))
@click.option("--add", is_flag=True, help=_("Enter what is frozen and decided and was never entered; tells what."))
@click.option(
    "--join",
    "side",
    type=click.IntRange(1, 2),
    metavar="1|2",
    help=_("Two branches have both added to it: the first, or the second, stays as it is; the other comes behind it."),
)
@click.option(
    "--withdraw",
    "entry",
    type=click.IntRange(1),
    metavar=_("NUMBER"),
    help=_("Say that the decision of this entry was written down wrongly; the entry stays. Goes with --reason."),
)
@click.option("--reason", metavar=_("TEXT"), help=_("Why a decision is withdrawn; no names of persons."))
@click.option(
    "--sign",
    "key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar=_("KEY"),
    help=_("Sign the ledger as it is now with this ssh key. Goes with --as."),
)
@click.option("--as", "who", metavar=_("WHO"), help=_("Who signs: a body or a function, as allowed_signers names it."))
@click.option(
    "--request",
    "request",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=_("FILE"),
    help=_("Write what a timestamping authority is sent for the ledger as it is now."),
)
@click.option(
    "--timestamp",
    "answer",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar=_("FILE"),
    help=_("Keep what a timestamping authority answered."),
)
@pass_project
def ledger_(project: Context, school: str, **asked: Unpack[_Asked]) -> None:
    """Show or mend a ledger, sign it or have it stamped."""
    acts = [name for name in ("add", "side", "entry", "key", "request", "answer") if asked[name]]
    if len(acts) > 1:
        raise click.UsageError(_("Ask one thing at a time of a ledger."))
    if (asked["entry"] is None) != (asked["reason"] is None):
        raise click.UsageError(_("--withdraw and --reason go together."))
    if (asked["key"] is None) != (asked["who"] is None):
        raise click.UsageError(_("--sign and --as go together."))
    if acts:
        project.changes_source()
    own = project.project.only(school)
    if acts and acts[0] in {"key", "request", "answer"}:
        _seal(own, school, asked)
    else:
        _mend(own, school, asked)


def _seal(project: Project, school: str, asked: _Asked) -> None:
    """Sign it, or have it stamped."""
    if asked["key"] is not None and asked["who"] is not None:
        name = project.sign_ledger(school, asked["key"], asked["who"])
        terminal.out.print(_("Signed: {file}").format(file=name), markup=False)
    elif asked["request"] is not None:
        content = project.timestamp_request(school)  # before there is a file
        with asked["request"].open("xb") as file:
            file.write(content)
        terminal.out.print(_("Written: {file}").format(file=asked["request"]), markup=False)
    elif asked["answer"] is not None:
        name = project.keep_timestamp(school, disk.read(asked["answer"], _MOST, follow=True))
        terminal.out.print(_("Kept: {file}").format(file=name), markup=False)


def _mend(project: Project, school: str, asked: _Asked) -> None:
    """Enter, join or withdraw; or show."""
    side, entry, reason = asked["side"], asked["entry"], asked["reason"]
    if asked["add"]:
        outcomes = project.outcomes(school)
        showing.entered(project.enter_in_ledger(school), outcomes)
    elif side is not None:
        showing.entered(project.join_ledger(school, side), {})  # of a school that may not be readable
    elif entry is not None and reason is not None:
        showing.entered([project.withdraw_decision(school, entry, reason)], {})
    else:
        ledger = project.ledger(school)
        missed = [one for one in project.spoiled if one.school == school] if ledger is None else []
        if missed:
            raise SourceError(missed)
        if ledger is None:
            terminal.out.print(_("{school} has no ledger: nothing was frozen yet.").format(school=school))
        else:
            showing.ledger(ledger, project.outcomes(school))
            showing.seals(project.seals(school))
