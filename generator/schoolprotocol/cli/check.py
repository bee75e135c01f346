"""`check`: what is wrong with the source, the documents and the releases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from gettext import gettext as _
from pathlib import Path

import click

from schoolprotocol.cli import showing, terminal
from schoolprotocol.cli.context import Context, jobs_option, pass_project, school_option, today_option
from schoolprotocol.cli.findings import FORMATS, Format, findings
from schoolprotocol.diagnostics import Diagnostic, has_errors, sort
from schoolprotocol.errors import UsageError


@click.command(help=_("Check the source, the documents and the releases."))
@school_option
@click.option("--release", "version", metavar=_("VERSION"), help=_("Check this release instead of the working text."))
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help=_("Form of the report."))
@click.option(
    "--excerpt",
    "pasted",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar=_("FILE"),
    help=_("Check whether this text for the schoolgids is that of the adopted version (.txt, .md, .html, .docx)."),
)
@click.option(
    "--since",
    metavar=_("REVISION"),
    help=_("Also check that what was frozen and decided at this git revision is still there as it was."),
)
@click.option("--anew", is_flag=True, help=_("Look at everything again, also at what did not change."))
@jobs_option
@today_option
@pass_project
def check(
    project: Context,
    schools: tuple[str, ...],
    version: str | None,
    form: Format,
    pasted: Path | None,
    since: str | None,
    anew: bool,  # noqa: FBT001
    jobs: int | None,
    today: date,
) -> None:
    """Check the source, frozen versions, or a text that a school took from us."""
    if pasted is not None and version is not None:
        raise UsageError(_("--excerpt and --release do not go together: the text itself says its version."))
    if since is not None and (pasted is not None or version is not None):
        raise UsageError(_("--since looks at the whole source: leave out --release and --excerpt."))
    own = project.project.for_check(*schools) if schools and not anew else project.project
    elsewhere: tuple[Diagnostic, ...] = ()
    despite: Iterable[tuple[str, str, str, str]] = ()
    if pasted is not None:
        found = own.check_excerpt(pasted, schools)
    elif schools or version is not None:
        found = own.check(schools, version=version, today=today, since=since)
        chosen = [one for one in own.documents() if not schools or one.school in schools]
        despite = ((*one.key, *reason) for one in chosen for reason in one.released_despite)
    else:
        checkup = project.project.check_all(today=today, anew=anew, jobs=jobs)
        found, despite = checkup.found, checkup.despite
        if since is not None:
            found = sort((*found, *project.project.changed_since(since)))
    if schools:
        elsewhere = own.check_elsewhere(schools)
    if form == "text":
        terminal.show(found, terminal.out)
        showing.released_despite(despite)
        terminal.out.print(terminal.summary(found))
        project.end_with(elsewhere)
    else:
        terminal.document(f"{findings(sort((*found, *elsewhere)), form)}\n")
    if has_errors((*found, *elsewhere)):
        raise click.exceptions.Exit(1)
