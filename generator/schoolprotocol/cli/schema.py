"""`schema`: files for editors and for readers of reports."""

from __future__ import annotations

from gettext import gettext as _

import click

from schoolprotocol.cli import terminal
from schoolprotocol.cli.context import Context, pass_project


@click.command(help=_("Write the files with which an editor helps you type, and the form of report.json."))
@pass_project
def schema(project: Context) -> None:
    """Write the JSON Schemas."""
    project.keeps = True
    root = project.folders.root
    for path in project.project.write_schemas():
        terminal.out.print(str(path.relative_to(root)), markup=False)
