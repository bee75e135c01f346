"""`publish`: put what was made online."""

from __future__ import annotations

from gettext import gettext as _

import click

from schoolprotocol.cli import showing, terminal
from schoolprotocol.cli.context import Context, pass_project, protocol_option


@click.command(help=_("Put what “site” made online: the pages of a school, or everything."))
@click.argument("school", required=False, metavar=_("[SCHOOL]"))
@click.option("--to", "target", required=True, metavar=_("TARGET"), help=_("A target of policy_src/publishing.yaml."))
@click.option("--dry-run", is_flag=True, help=_("Only show what would change."))
@protocol_option
@pass_project
def publish(project: Context, school: str | None, target: str, dry_run: bool, protocol: str | None) -> None:  # noqa: FBT001 (an option)
    """Publish to a target."""
    project.keeps = not dry_run
    document = project.project.document_for(target, school, protocol) if school is not None else None
    changes = project.project.publish(target, document, dry_run=dry_run, waits=terminal.tell)
    showing.published(changes, target, dry_run=dry_run)
    project.end_with(project.project.faults_elsewhere(document) if document is not None else ())
