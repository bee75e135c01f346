"""`diff`, `compare` and `impact`: how texts differ."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

import click

from schoolprotocol.cli import showing, terminal
from schoolprotocol.cli.context import Context, pass_project, protocol_option
from schoolprotocol.documents import comparing, finding, impact
from schoolprotocol.outputs.overview.impact import impact_json, impact_markdown
from schoolprotocol.outputs.report import files as reports
from schoolprotocol.outputs.report.input import report_input


class Forms(click.ParamType[tuple[reports.Format, ...]]):
    """Forms of a report: `html,pdf`."""

    name = "forms"

    def convert(
        self, value: str | tuple[reports.Format, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[reports.Format, ...]:
        """What was typed as forms, each once."""
        if isinstance(value, tuple):
            return value
        choice = click.Choice(reports.FORMATS)
        return tuple(dict.fromkeys(choice.convert(form.strip(), param, ctx) for form in value.split(",")))


@click.command(help=_("Show what changed between two versions of a document."))
@click.argument("school", metavar=_("SCHOOL"))
@click.option(
    "--from",
    "old",
    metavar=_("VERSION"),
    help=_("The old version, or git:REVISION; by default the last release."),
)
@click.option(
    "--to",
    "new",
    default=finding.CONCEPT,
    metavar=_("VERSION"),
    help=_("The new version, or git:REVISION; by default the working text (concept)."),
)
@click.option(
    "--format",
    "forms",
    type=Forms(),
    default=("md",),
    show_default=False,
    metavar="|".join(reports.FORMATS),
    help=_("Form of the report, by default md; or several, separated by commas. Several forms are written as files."),
)
@click.option(
    "--into",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar=_("FOLDER"),
    help=_("Folder for the files; by default one of their own in build/diff."),
)
@protocol_option
@pass_project
def diff(
    project: Context,
    school: str,
    old: str | None,
    new: str,
    forms: tuple[reports.Format, ...],
    folder: Path | None,
    protocol: str | None,
) -> None:
    """Report what changed between two versions."""
    corpus = finding.open_corpus(project.folders.root)
    key = finding.find_document(corpus, school, protocol)
    report = report_input(corpus, key, comparing.changes_between(corpus, key, old, new))
    templates = project.folders.templates
    text = next((form for form in reports.TEXT_FORMATS if forms == (form,)), None)
    if folder is None and text is not None:
        click.echo(reports.report_text(report, text, templates), nl=False)
        return
    target = folder or reports.folder_for(project.folders, key, report)
    for path in reports.write_reports(report, forms, target, templates, reports.logo_of(corpus, key[0])):
        terminal.out.print(str(path), markup=False, soft_wrap=True)


@click.command(help=_("Show what two schools have in common and where they differ."))
@click.argument("school", metavar=_("SCHOOL"))
@click.argument("other", metavar=_("OTHER-SCHOOL"))
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help=_("Form of the report."))
@protocol_option
@pass_project
def compare(project: Context, school: str, other: str, form: str, protocol: str | None) -> None:
    """Compare two schools."""
    corpus = finding.open_corpus(project.folders.root)
    keys = [finding.find_document(corpus, name, protocol) for name in (school, other)]
    comparison = comparing.between_schools(corpus, keys[0], keys[1])
    if form == "json":
        click.echo(comparing.comparison_json(comparison))
    else:
        showing.comparison(comparison)


@click.command(name="impact", help=_("Show which schools and clauses a change in the source touches."))
@click.option(
    "--since",
    default="HEAD",
    metavar=_("REVISION"),
    help=_("The git revision to compare the source with; by default the last commit (HEAD)."),
)
@click.option(
    "--format", "form", type=click.Choice(("text", "md", "json")), default="text", help=_("Form of the report.")
)
@pass_project
def impact_(project: Context, since: str, form: str) -> None:
    """Tell what a change in the source touches, before anything is released."""
    corpus = finding.open_corpus(project.folders.root)
    found = impact.impact(corpus, since)
    if form == "json":
        click.echo(impact_json(found), nl=False)
    elif form == "md":
        titles = {id_: source.protocol.title for id_, source in corpus.protocols.items()}
        click.echo(impact_markdown(found, project.folders.templates, titles), nl=False)
    else:
        showing.impact(found)
