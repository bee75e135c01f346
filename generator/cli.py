"""The command `schoolprotocol`: reads what people ask, calls the pipeline, prints, and owns the exit codes.

0 done; 1 faults in the source; 2 wrong use; 3 something is missing on the machine; 4 a target
refused or the connection failed; 70 our bug, with a saved traceback.
"""

from __future__ import annotations

import re
import tempfile
import traceback
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from gettext import gettext as _
from io import StringIO
from pathlib import Path

import click

from generator import __version__, messages, showing, terminal
from generator.config import TARGETS, Folders, Target, find_root
from generator.diagnostics import has_errors
from generator.errors import SchoolprotocolError, SourceError, UsageError, why
from generator.load.schemas import write_schemas
from generator.pipeline import (
    assembling,
    building,
    checking,
    comparing,
    deciding,
    documents,
    impact,
    overview,
    publishing,
    releasing,
    reporting,
)
from generator.pipeline import dossier as dossiers
from generator.render.findings import FORMATS, Format, findings
from generator.render.impact import impact_json, impact_markdown
from generator.render.report_schema import write_changeset_schema

_QUOTED = re.compile(r"(?<!\w)'([^']*)'(?!\w)")
"""What Click quotes; not the apostrophe in a word."""


class _Day(click.ParamType[date]):
    """A date as 2027-11-01."""

    name = "day"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(_("“{value}” is not a date such as 2027-11-01.").format(value=value), param, ctx)


class _Forms(click.ParamType[tuple[comparing.Format, ...]]):
    """Forms of a report: `html,pdf`."""

    name = "forms"

    def convert(
        self, value: str | tuple[comparing.Format, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[comparing.Format, ...]:
        if isinstance(value, tuple):
            return value
        choice = click.Choice(comparing.FORMATS)
        return tuple(dict.fromkeys(choice.convert(form.strip(), param, ctx) for form in value.split(",")))


class _WholeNumber(click.IntRange):
    """A whole number; `name` is the word that messages use."""

    name = _("whole number")


def run(arguments: Sequence[str]) -> int:
    """Run the command line and give the exit code. The one place where exceptions end."""
    try:
        # Click returns the code of an Exit; commands themselves return nothing.
        code = main.main(args=list(arguments), prog_name="schoolprotocol", standalone_mode=False)
    except click.Abort:
        terminal.err.print(_("Stopped."))
        return 130
    except click.ClickException as error:
        told = StringIO()
        error.show(file=told)
        click.echo(_quoted(told.getvalue()), err=True, nl=False)
        return error.exit_code
    except SourceError as error:
        terminal.show(error.diagnostics)
        terminal.err.print(terminal.summary(error.diagnostics) + ". " + _("Nothing was written."))
        return error.exit_code
    except SchoolprotocolError as error:
        terminal.err.print(str(error), markup=False)
        return error.exit_code
    except OSError as error:
        terminal.err.print(_("{what}: {why}.").format(what=error.filename or "", why=why(error)), markup=False)
        terminal.err.print(_("What was there before is still there. Mend this and try again."))
        return 3
    except Exception:  # (a bug of ours: say so, keep the details, never show a traceback)
        return _bug(traceback.format_exc())
    return code if isinstance(code, int) else 0


def _quoted(text: str) -> str:
    """A message of Click with the quotation marks that our own messages have."""
    return _QUOTED.sub(lambda match: _("“{text}”").format(text=match[1]), text)


def _bug(trace: str) -> int:
    with tempfile.NamedTemporaryFile(
        "w", prefix="schoolprotocol-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(f"schoolprotocol {__version__}\n{trace}")
    terminal.err.print(
        _("This is a fault in schoolprotocol, not in your texts. Details: {file}").format(file=file.name)
    )
    return 70


class _Context:
    """The project that commands work on. It is looked up when a command asks, once all options were read."""

    def __init__(self, root: Path | None, output: Path | None) -> None:
        self.root = root
        self.output = output

    @cached_property
    def folders(self) -> Folders:
        """Its folders.

        Raises:
            UsageError: where there is no project.
        """
        found = self.root or find_root(Path.cwd())
        if found is None or not (found / "policy_src").is_dir():
            raise UsageError(_("There is no policy_src here. Go to the project's folder or name it with --root."))
        found = found.resolve()
        return Folders(found, (self.output or found / "build").resolve())


pass_project = click.make_pass_decorator(_Context)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    subcommand_metavar=_("COMMAND …"),
)
@click.version_option(
    __version__, "--version", message="schoolprotocol %(version)s", help=_("Show the version and exit.")
)
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    metavar=_("FOLDER"),
    help=_("The project's folder; by default the one you are in."),
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar=_("FOLDER"),
    help=_("Where documents go; by default “build” in the project."),
)
@click.option("--lang", type=click.Choice(messages.LANGUAGES), default="nl", help=_("Language of messages."))
@click.pass_context
def main(context: click.Context, root: Path | None, output: Path | None, lang: str) -> None:
    """Policy documents of schools from one source of clauses."""
    del lang  # chosen in __main__, before the help texts were made
    context.obj = _Context(root, output)


# Help texts come from gettext, so they are set here and not read from docstrings.
main.help = _(
    "Makes the policy documents of schools from one source: websites, PDFs, texts for the schoolgids and reports."
)

school_option = click.option(
    "--school", "schools", multiple=True, metavar=_("SCHOOL"), help=_("Only this school; may be given more often.")
)
protocol_option = click.option(
    "--protocol", metavar=_("PROTOCOL"), help=_("Which protocol, where a school has several.")
)
today_option = click.option(
    "--today",
    type=_Day(),
    default=date.today,
    show_default=False,
    metavar=_("YYYY-MM-DD"),
    help=_("Work as if it were this day."),
)


@main.command(help=_("Make documents. Name what you want made; by default everything is."))
@click.argument("targets", nargs=-1, type=click.Choice(TARGETS))
@school_option
@click.option(
    "--jobs",
    type=_WholeNumber(1, 64),
    metavar=_("NUMBER"),
    help=_("How many documents are made at once; by default one for each processor core."),
)
@pass_project
def build(project: _Context, targets: tuple[Target, ...], schools: tuple[str, ...], jobs: int | None) -> None:
    """Build outputs."""
    corpus = documents.open_corpus(project.folders.root)
    keys = [documents.find_document(corpus, school) for school in schools] or None
    chosen: tuple[Target, ...] = targets or TARGETS
    plan = building.plan(corpus, project.folders, chosen, keys)
    with terminal.progress(_("Building"), len(plan)) as advance:
        outcomes = building.build(plan, jobs, lambda outcome: advance(outcome.name))
    if "html" in chosen:
        overview.write_overview(corpus, project.folders)
    failed = [outcome for outcome in outcomes if outcome.error]
    for job in plan:
        if "diff" in chosen and job.report is None:
            told = _("{name}: there is no adopted version to compare with, so there is no report of changes.")
            terminal.out.print(told.format(name=job.name), markup=False)
    made = sum(len(outcome.made) for outcome in outcomes)
    terminal.out.print(terminal.made(len(outcomes) - len(failed), made, project.folders.build), markup=False)
    _stop_where_failed(outcomes)


def _stop_where_failed(outcomes: Sequence[building.Outcome]) -> None:
    """Tell what could not be made, and end the command where that is anything."""
    failed = [outcome for outcome in outcomes if outcome.error]
    for outcome in failed:
        terminal.show(outcome.diagnostics)
        terminal.err.print(f"{outcome.name}: {outcome.error}", markup=False)
    if failed:
        trace = "\n".join(outcome.trace for outcome in failed if outcome.trace)
        raise click.exceptions.Exit(_bug(trace) if trace else 1)


@main.command(help=_("Make the site that is ready to upload: build/site."))
@pass_project
def site(project: _Context) -> None:
    """Put everything that goes online in one folder."""
    corpus = documents.open_corpus(project.folders.root)
    planned = assembling.plan_site(corpus, project.folders)
    with terminal.progress(_("Building"), len(planned.jobs)) as advance:
        outcomes = building.build(planned.jobs, None, lambda outcome: advance(outcome.name))
    _stop_where_failed(outcomes)
    folder, files = assembling.assemble(corpus, planned, project.folders)
    terminal.out.print(terminal.made(len(outcomes), files, folder), markup=False)


@main.command(help=_("Put what “site” made online: the pages of a school, or everything."))
@click.argument("school", required=False, metavar=_("[SCHOOL]"))
@click.option("--to", "target", required=True, metavar=_("TARGET"), help=_("A target of policy_src/publishing.yaml."))
@click.option("--dry-run", is_flag=True, help=_("Only show what would change."))
@protocol_option
@pass_project
def publish(project: _Context, school: str | None, target: str, dry_run: bool, protocol: str | None) -> None:  # noqa: FBT001 (an option)
    """Publish to a target."""
    corpus = documents.open_corpus(project.folders.root)
    key = documents.find_document(corpus, school, protocol) if school is not None else None
    changes = publishing.publish(corpus, project.folders, key, target, dry_run=dry_run)
    showing.published(changes, target, dry_run=dry_run)


@main.command(help=_("Check the source, the documents and the releases."))
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
@today_option
@pass_project
def check(
    project: _Context, schools: tuple[str, ...], version: str | None, form: Format, pasted: Path | None, today: date
) -> None:
    """Check the source, frozen versions, or a text that a school took from us."""
    corpus = documents.open_corpus(project.folders.root)
    keys = [documents.find_document(corpus, school) for school in schools] or None
    if pasted is not None and version is not None:
        raise UsageError(_("--excerpt and --release do not go together: the text itself says its version."))
    if pasted is not None:
        found = checking.check_pasted(corpus, pasted, keys)
    elif version is None:
        found = checking.check_working(corpus, today, keys)
    else:
        found = checking.check_releases(corpus, version, today, keys)
    if form == "text":
        terminal.show(found, terminal.out)
        terminal.out.print(terminal.summary(found))
    else:
        click.echo(findings(found, form))
    if has_errors(found):
        raise click.exceptions.Exit(1)


@main.command(help=_("Show what changed between two versions of a document."))
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
    default=documents.CONCEPT,
    metavar=_("VERSION"),
    help=_("The new version, or git:REVISION; by default the working text (concept)."),
)
@click.option(
    "--format",
    "forms",
    type=_Forms(),
    default=("md",),
    show_default=False,
    metavar="|".join(comparing.FORMATS),
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
    project: _Context,
    school: str,
    old: str | None,
    new: str,
    forms: tuple[comparing.Format, ...],
    folder: Path | None,
    protocol: str | None,
) -> None:
    """Report what changed between two versions."""
    corpus = documents.open_corpus(project.folders.root)
    key = documents.find_document(corpus, school, protocol)
    report = comparing.report_input(corpus, key, comparing.changes_between(corpus, key, old, new))
    templates = project.folders.templates
    text = next((form for form in comparing.TEXT_FORMATS if forms == (form,)), None)
    if folder is None and text is not None:
        click.echo(comparing.report_text(report, text, templates), nl=False)
        return
    target = folder or reporting.folder_for(project.folders, key, report)
    for path in reporting.write_reports(report, forms, target, templates, reporting.logo_of(corpus, key[0])):
        terminal.out.print(str(path), markup=False, soft_wrap=True)


@main.command(help=_("Show what two schools have in common and where they differ."))
@click.argument("school", metavar=_("SCHOOL"))
@click.argument("other", metavar=_("OTHER-SCHOOL"))
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help=_("Form of the report."))
@protocol_option
@pass_project
def compare(project: _Context, school: str, other: str, form: str, protocol: str | None) -> None:
    """Compare two schools."""
    corpus = documents.open_corpus(project.folders.root)
    keys = [documents.find_document(corpus, name, protocol) for name in (school, other)]
    comparison = comparing.between_schools(corpus, keys[0], keys[1])
    if form == "json":
        click.echo(comparing.comparison_json(comparison))
    else:
        showing.comparison(comparison)


@main.command(name="impact", help=_("Show which schools and clauses a change in the source touches."))
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
def impact_(project: _Context, since: str, form: str) -> None:
    """Tell what a change in the source touches, before anything is released."""
    corpus = documents.open_corpus(project.folders.root)
    found = impact.impact(corpus, since)
    if form == "json":
        click.echo(impact_json(found), nl=False)
    elif form == "md":
        titles = {id_: source.protocol.title for id_, source in corpus.protocols.items()}
        click.echo(impact_markdown(found, project.folders.templates, titles), nl=False)
    else:
        showing.impact(found)


@main.command(help=_("List the documents with their version, status and review date."))
@today_option
@pass_project
def status(project: _Context, today: date) -> None:
    """Show version, status and review date of every document."""
    corpus = documents.open_corpus(project.folders.root)
    policies = documents.policies_of(documents.resolve_all(corpus))
    standings = {key: deciding.standing_of(corpus, key, policy, today) for key, policy in policies.items()}
    held = {key: documents.still_holds(corpus, key, policy) for key, policy in policies.items()}
    showing.status(policies, standings, held, today)


@main.command(name="list", help=_("List the clauses and which schools use them."))
@pass_project
def list_(project: _Context) -> None:
    """Show the catalogue and who uses what."""
    corpus = documents.open_corpus(project.folders.root)
    showing.clauses(corpus, documents.policies_of(documents.resolve_all(corpus)))


@main.command(help=_("Show a document or one clause. Of a clause: where each value comes from."))
@click.argument("school", metavar=_("SCHOOL"))
@click.argument("clause", required=False, metavar=_("[CLAUSE]"))
@protocol_option
@pass_project
def show(project: _Context, school: str, clause: str | None, protocol: str | None) -> None:
    """Show a document or a clause."""
    corpus = documents.open_corpus(project.folders.root)
    key = documents.find_document(corpus, school, protocol)
    resolution = documents.resolve_all(corpus, [key])[key]
    if clause is None:
        showing.document(resolution)
    else:
        showing.clause(resolution, clause, corpus.references)


@main.command(help=_("Keep a document as a release. Refused while the check finds errors."))
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
    project: _Context, school: str, version: str | None, despite: str | None, protocol: str | None, today: date
) -> None:
    """Freeze a document."""
    corpus = documents.open_corpus(project.folders.root)
    key = documents.find_document(corpus, school, protocol)
    path = releasing.release(corpus, key, version, today, despite)
    terminal.out.print(_("Released: {file}").format(file=path.relative_to(project.folders.root)), markup=False)


@main.command(help=_("Keep a text as a proposal and make the papers for its council."))
@click.argument("school", metavar=_("SCHOOL"))
@protocol_option
@today_option
@pass_project
def dossier(project: _Context, school: str, protocol: str | None, today: date) -> None:
    """Make the papers for a council."""
    corpus = documents.open_corpus(project.folders.root)
    key = documents.find_document(corpus, school, protocol)
    with terminal.progress(_("Papers for the council"), dossiers.STEPS) as advance:
        made = dossiers.dossier(corpus, project.folders, key, today, advance)
    showing.dossier(made, project.folders.root)


@main.command(help=_("Write the files with which an editor helps you type, and the form of report.json."))
@pass_project
def schema(project: _Context) -> None:
    """Write the JSON Schemas."""
    root = project.folders.root
    for path in (*write_schemas(root), write_changeset_schema(root)):
        terminal.out.print(str(path.relative_to(root)), markup=False)


def _take(context: click.Context, option: click.Parameter, value: Path | None) -> None:
    """An option of the whole program that was given after the command."""
    if value is not None and option.name is not None:
        setattr(context.find_object(_Context), option.name, value)


for _command in (main, *main.commands.values()):
    _command.options_metavar = _("[OPTIONS]")
for _command in main.commands.values():
    # What the whole program takes may also stand after the command; help tells it once, with the program.
    _command.params += [
        click.Option([f"--{name}"], type=click.Path(path_type=Path), callback=_take, expose_value=False, hidden=True)
        for name in ("root", "output")
    ]
    _command.params.append(
        click.Option(["--lang"], type=click.Choice(messages.LANGUAGES), expose_value=False, hidden=True)
    )
