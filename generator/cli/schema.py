"""`schema`: files for editors and for readers of reports."""

from __future__ import annotations

from gettext import gettext as _

import click

from generator import terminal
from generator.cli.context import Context, pass_project
from generator.load.schemas import write_schemas
from generator.render.report_schema import write_changeset_schema


@click.command(help=_("Write the files with which an editor helps you type, and the form of report.json."))
@pass_project
def schema(project: Context) -> None:
    """Write the JSON Schemas."""
    root = project.folders.root
    for path in (*write_schemas(root), write_changeset_schema(root)):
        terminal.out.print(str(path.relative_to(root)), markup=False)
