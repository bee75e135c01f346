"""`adopt`: a text that a body adopted: recorded, dated and kept, in one go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from gettext import gettext as _

import click

from schoolprotocol.cli import showing, terminal
from schoolprotocol.cli.asking import told_or_asked
from schoolprotocol.cli.context import Context, Day, pass_project, protocol_option, today_option


@click.command(help=_("Record that a text was adopted, and keep it as a release."))
@click.argument("school", metavar=_("SCHOOL"))
@protocol_option
@click.option("--body", metavar=_("BODY"), help=_("Who adopted it; by default the board, as texts name it."))
@click.option("--day", type=Day(), metavar=_("YYYY-MM-DD"), help=_("The day of the adoption."))
@click.option(
    "--effective", type=Day(), metavar=_("YYYY-MM-DD"), help=_("From which day it applies; by default that day.")
)
@today_option
@pass_project
def adopt(
    project: Context,
    /,
    school: str,
    protocol: str | None,
    body: str | None,
    day: date | None,
    effective: date | None,
    today: date,
) -> None:
    """Record an adoption."""
    project.changes_source()
    source = project.project
    given = {"school": school, "protocol": protocol, "body": body, "day": day, "effective": effective}
    told = {name: str(value) for name, value in given.items() if value is not None}

    def use(told: Mapping[str, str]) -> None:
        own = source.only(school)
        document = own.document(school, told.get("protocol"))
        days = [date.fromisoformat(told[name]) for name in ("day", "effective")]
        made, release = document.adopt(told["body"], *days, today=today)
        showing.decided(made)
        if release is None:
            terminal.err.print(_("The text is not kept as a release yet."), markup=False)
            raise click.exceptions.Exit(1)
        file = release.relative_to(project.folders.root)
        terminal.out.print(_("Released: {file}").format(file=file), markup=False)
        project.end_with(own.faults_elsewhere(document))

    told_or_asked(partial(source.asks, "adoption"), told, use)
