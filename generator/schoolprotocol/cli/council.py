"""`dossier` and `release`: texts that are put to a council, and texts that were adopted."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _

import click

from schoolprotocol.cli import showing, terminal
from schoolprotocol.cli.context import Context, pass_project, protocol_option, today_option


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
    project.keeps = True
    document = project.project.document(school, protocol)
    path = document.release(version, despite=despite, today=today)
    terminal.out.print(_("Released: {file}").format(file=path.relative_to(project.folders.root)), markup=False)
    project.end_with(project.project.faults_elsewhere(document))


@click.command(help=_("Keep a text as a proposal and make the papers for its council."))
@click.argument("school", metavar=_("SCHOOL"))
@protocol_option
@today_option
@pass_project
def dossier(project: Context, school: str, protocol: str | None, today: date) -> None:
    """Make the papers for a council."""
    project.keeps = True
    document = project.project.document(school, protocol)
    with terminal.progress(_("Papers for the council")) as progress:
        made = document.dossier(today=today, waits=terminal.tell, progress=progress)
    showing.dossier(made, project.folders.root)
    project.end_with(project.project.faults_elsewhere(document))
