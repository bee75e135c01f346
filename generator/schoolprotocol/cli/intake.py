"""`import`: an existing document in."""

from __future__ import annotations

from collections import Counter
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schoolprotocol.cli import terminal
from schoolprotocol.cli.context import Context, pass_project, protocol_option
from schoolprotocol.project import Import, Project

if TYPE_CHECKING:
    from schoolprotocol.importing.plan import Plan
    from schoolprotocol.intake.taking import Taken

_SHOWN = 20
"""Proposals that are shown."""


@click.command(name="import", help=_("Bring an existing document into the source."))
@click.argument("file", metavar=_("FILE"), type=click.Path(path_type=Path))
@click.option("--school", metavar=_("SCHOOL"), help=_("Whose document it is; a school that is not there is made."))
@protocol_option
@click.option("--new-protocol", is_flag=True, help=_("Make a protocol of its own of it."))
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    metavar=_("FOLDER"),
    help=_("The project to write in, or a new folder; by default the project that you are in."),
)
@click.option("--dry-run", is_flag=True, help=_("Only read: nothing is written in the source."))
@click.option(
    "--blocks",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar=_("FILE"),
    help=_("Write what was found as JSON; - is standard output."),
)
@click.option(
    "--review",
    type=click.Path(path_type=Path),
    metavar=_("FILE"),
    help=_("Where the page to review it comes (.html), and beside it the list of what to do; by default in the build."),
)
@pass_project
def import_(
    context: Context,
    file: Path,
    school: str | None,
    protocol: str | None,
    into: Path | None,
    blocks: Path | None,
    review: Path | None,
    *,
    new_protocol: bool,
    dry_run: bool,
) -> None:
    """Take in a document."""
    if school is None and not dry_run:
        raise click.UsageError(_("Say whose document it is with --school, or add --dry-run to see what was found."))
    is_printed = blocks is not None and str(blocks) == "-"
    if blocks is not None and not is_printed:
        _require_other(file, blocks)
    if review is not None:
        _require_page(file, blocks, review)
    taken = Project.take_in(file)
    planned = None
    if school is not None:
        project = Project.open_or_new(into) if into is not None else context.project
        if not dry_run:
            context.changes_source(project)
        planned = project.plan_import(taken, school, protocol, is_new=new_protocol)
    if is_printed:
        terminal.document(taken.json)
    elif blocks is not None:
        taken.write(blocks)
    _tell(taken, is_quiet=is_printed)
    if planned is not None:
        _tell_plan(planned.plan, is_quiet=is_printed)
        _carry_out(planned, file, review, is_dry=dry_run, is_quiet=is_printed)
    elif review is not None:
        _tell_review(Project.review(file, taken, review), review, is_quiet=is_printed)


def _carry_out(planned: Import, file: Path, review: Path | None, *, is_dry: bool, is_quiet: bool) -> None:
    """Write what was planned, and then the page to review it; of a dry run only a page that was asked for."""
    page = review if review is not None or is_dry else planned.page
    reviewed = planned.review(file, page) if page is not None else None
    if is_dry:
        terminal.err.print(_("Nothing was written in the source: --dry-run."), markup=False)
    else:
        written = planned.save()
        for path in written:
            terminal.err.print(_("Written: {file}").format(file=path), markup=False)
        if not written and review is None and page is not None and page.exists():
            return  # it was taken over before, and the page of that is there
    if reviewed is not None and page is not None:
        _tell_review(reviewed.write(page), page, is_quiet=is_quiet)


def _tell_review(todo: Path, page: Path, *, is_quiet: bool) -> None:
    """Where the page is on which a person reviews it, and the list."""
    text = _("The page to review it is {page}, the list of what to do {list}.").format(page=page, list=todo)
    (terminal.err if is_quiet else terminal.out).print(text, markup=False)


def _require_page(file: Path, blocks: Path | None, review: Path) -> None:
    """A page has the name of one, and takes the place of nothing that is read or written beside it."""
    if review.suffix.lower() not in {".html", ".htm"}:
        raise click.UsageError(_("--review writes a page: name a file that ends in .html."))
    for path in (review, Project.list_beside(review)):
        if file.exists() and path.exists() and path.samefile(file):
            raise click.UsageError(_("--review would write over the document itself: name another file."))
        if blocks is not None and path.absolute() == blocks.absolute():
            raise click.UsageError(_("--review and --blocks name the same file."))


def _tell_plan(plan: Plan, *, is_quiet: bool) -> None:
    """What becomes of it, and what a person has to decide."""
    console = terminal.err if is_quiet else terminal.out
    clauses = len({target.place for target in plan.targets if target.kind == "clause"})
    text = ngettext("{n} clause for {school}, {protocol}.", "{n} clauses for {school}, {protocol}.", clauses)
    console.print(text.format(n=clauses, school=plan.school, protocol=plan.protocol), markup=False)
    if plan.questions:
        console.print(_("To decide:"), markup=False, style="bold")
    for question in plan.questions:
        console.print(f"  – {question.text}", markup=False)


def _require_other(file: Path, blocks: Path) -> None:
    """What is read is not written over."""
    if blocks.exists() and file.exists() and blocks.samefile(file):
        raise click.UsageError(_("--blocks names the document itself: name another file."))


def _tell(taken: Taken, *, is_quiet: bool) -> None:
    """What was found, for people."""
    console = terminal.err if is_quiet else terminal.out
    names = {
        "title": _("title"),
        "heading": _("headings"),
        "clause": _("clauses with a number or letter"),
        "item": _("items with a bullet"),
        "prose": _("paragraphs"),
        "row": _("rows of tables"),
        "note": _("notes"),
        "meta": _("data about the document"),
        "furniture": _("contents, headers and footers"),
        "comment": _("comments"),
        "deleted": _("deleted, and still in the file"),
        "hidden": _("hidden"),
        "unplaced": _("without a place"),
    }
    blocks = Counter(block.kind for block in taken.blocks)
    characters: Counter[str] = Counter()
    for place, many in taken.sums.items():
        characters[place.partition(" ")[0]] += many
    rows = [(name, str(blocks[kind]), str(characters[kind])) for kind, name in names.items() if blocks[kind]]  # type: ignore[index]
    terminal.table((_("What"), _("Number"), _("Characters")), rows, console)
    total = sum(taken.sums.values())
    text = ngettext(
        "{n} character was read, and has its place.", "{n} characters were read, and each has its place.", total
    )
    console.print(text.format(n=total), markup=False)
    for remark in taken.remarks:
        terminal.err.print(remark, markup=False)
    for proposal in taken.proposals[:_SHOWN]:
        text = _("“{text}” looks like a slip of a scanner: “{better}”? It was left as it is.")
        terminal.err.print(text.format(text=proposal.text, better=proposal.better), markup=False)
