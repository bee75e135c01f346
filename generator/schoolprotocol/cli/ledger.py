"""`ledger`: what was frozen and decided of a school, and how what is lacking gets into it."""

from __future__ import annotations

from gettext import gettext as _
from typing import TYPE_CHECKING

import click

from schoolprotocol.cli import showing, terminal
from schoolprotocol.cli.context import Context, pass_project

if TYPE_CHECKING:
    from schoolprotocol import Side


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
@pass_project
def ledger_(
    project: Context, school: str, *, add: bool, side: Side | None, entry: int | None, reason: str | None
) -> None:
    """Show or mend a ledger."""
    asked = [name for name, given in (("--add", add), ("--join", side), ("--withdraw", entry)) if given]
    if len(asked) > 1:
        raise click.UsageError(_("{options} do not go together.").format(options=_(", ").join(asked)))
    if (entry is None) != (reason is None):
        raise click.UsageError(_("--withdraw and --reason go together."))
    project.keeps = bool(asked)
    if add:
        showing.entered(project.project.enter_in_ledger(school))
    elif side is not None:
        showing.entered(project.project.join_ledger(school, side))
    elif entry is not None and reason is not None:
        showing.entered([project.project.withdraw_decision(school, entry, reason)])
    else:
        ledger = project.project.ledger(school)
        if ledger is None:
            terminal.out.print(_("{school} has no ledger: nothing was frozen yet.").format(school=school))
        else:
            showing.ledger(ledger)
