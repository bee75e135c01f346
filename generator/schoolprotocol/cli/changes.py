"""`diff`, `compare` and `impact`: how texts differ."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schoolprotocol.cli import showing, terminal
from schoolprotocol.cli.context import Context, from_option, pass_project, protocol_option, to_option
from schoolprotocol.config import FORMATS, TEXT_FORMATS, Format
from schoolprotocol.project import as_json

if TYPE_CHECKING:
    from schoolprotocol import Match


class Forms(click.ParamType[tuple[Format, ...]]):
    """Forms of a report: `html,pdf`."""

    name = "forms"

    def convert(
        self, value: str | tuple[Format, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Format, ...]:
        """What was typed as forms, each once."""
        if isinstance(value, tuple):
            return value
        choice = click.Choice(FORMATS)
        return tuple(dict.fromkeys(choice.convert(form.strip(), param, ctx) for form in value.split(",")))


@click.command(help=_("Show what changed between two versions of a document."))
@click.argument("school", metavar=_("SCHOOL"))
@from_option
@to_option
@click.option(
    "--format",
    "forms",
    type=Forms(),
    default=("md",),
    show_default=False,
    metavar="|".join(FORMATS),
    help=_("Form of the report, by default md; or several, separated by commas. Several forms are written as files."),
)
@click.option(
    "--match",
    type=click.Choice(("id", "text")),
    default="id",
    help=_(
        "How clauses are recognised: by id and declared origin (id, the default), or also where texts are much alike "
        "(text), for versions that share no ids."
    ),
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
    forms: tuple[Format, ...],
    folder: Path | None,
    protocol: str | None,
    match: Match,
) -> None:
    """Report what changed between two versions."""
    text = next((form for form in TEXT_FORMATS if forms == (form,)), None) if folder is None else None
    project.keeps = text is None
    own = project.project.only(school)
    document = own.document(school, protocol)
    report = document.compare(old, new, match=match)
    if text is not None:
        terminal.document(report.text(text))
    else:
        for path in report.write(forms, folder):
            terminal.out.print(str(path), markup=False, soft_wrap=True)
    project.end_with(own.faults_elsewhere(document))


@click.command(help=_("Show what two schools have in common and where they differ."))
@click.argument("school", metavar=_("SCHOOL"))
@click.argument("other", metavar=_("OTHER-SCHOOL"))
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help=_("Form of the report."))
@protocol_option
@pass_project
def compare(project: Context, school: str, other: str, form: str, protocol: str | None) -> None:
    """Compare two schools."""
    both = project.project.only(school, other)
    one, two = (both.document(name, protocol) for name in (school, other))
    comparison = one.beside(two)
    if form == "json":
        terminal.document(f"{as_json(comparison)}\n")
    else:
        showing.comparison(comparison)
    project.end_with(both.faults_elsewhere(one, two))


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
    impact = project.project.impact(since)
    found = impact.value
    if form == "json":
        terminal.document(f"{as_json(found)}\n")
    elif form == "md":
        terminal.document(project.project.impact_markdown(found))
    else:
        showing.impact(found)
    project.end_with(impact.faults)
