"""`status`, `list` and `show`: what there is."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _

import click

from schoolprotocol.cli import showing
from schoolprotocol.cli.context import Context, pass_project, protocol_option, today_option


@click.command(help=_("List the documents with their version, status and review date."))
@today_option
@pass_project
def status(project: Context, today: date) -> None:
    """Show version, status and review date of every document."""
    told = project.project.statuses(today=today)
    showing.statuses(told.value)
    project.end_with(told.faults)


@click.command(name="list", help=_("List the clauses and which schools use them."))
@pass_project
def list_(project: Context) -> None:
    """Show the catalogue and who uses what."""
    told = project.project.usage()
    showing.clauses(told.value)
    project.end_with(told.faults)


@click.command(help=_("Show a document or one clause. Of a clause: where each value comes from."))
@click.argument("school", metavar=_("SCHOOL"))
@click.argument("clause", required=False, metavar=_("[CLAUSE]"))
@protocol_option
@pass_project
def show(project: Context, school: str, clause: str | None, protocol: str | None) -> None:
    """Show a document or a clause."""
    own = project.project.only(school)
    document = own.document(school, protocol)
    if clause is None:
        showing.document(document)
    else:
        showing.clause(document, clause)
    project.end_with(own.faults_elsewhere(document))
