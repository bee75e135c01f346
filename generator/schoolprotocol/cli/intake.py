"""`import`: an existing document in."""

from __future__ import annotations

from collections import Counter
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schoolprotocol.cli import terminal
from schoolprotocol.project import Project

if TYPE_CHECKING:
    from schoolprotocol.intake.taking import Taken

_SHOWN = 20
"""Proposals that are shown."""


@click.command(name="import", help=_("Read an existing document: which clauses, headings and tables stand in it."))
@click.argument("file", metavar=_("FILE"), type=click.Path(path_type=Path))
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
    help=_("Write a page on which the document stands beside what was found in it (.html), and a list of what to do."),
)
def import_(file: Path, blocks: Path | None, review: Path | None, *, dry_run: bool) -> None:
    """Take in a document."""
    if not dry_run:
        text = _("What a document says cannot be taken over into the source yet: add --dry-run to see what was found.")
        raise click.UsageError(text)
    is_printed = blocks is not None and str(blocks) == "-"
    if blocks is not None and not is_printed:
        _require_other(file, blocks)
    if review is not None:
        _require_page(file, blocks, review)
    taken = Project.take_in(file)
    if is_printed:
        terminal.document(taken.json)
    elif blocks is not None:
        taken.write(blocks)
    _tell(taken, is_quiet=is_printed)
    if review is not None:
        todo = Project.review(file, taken, review)
        text = _("The page to review it is {page}, the list of what to do {list}.")
        (terminal.err if is_printed else terminal.out).print(text.format(page=review, list=todo), markup=False)


def _require_page(file: Path, blocks: Path | None, review: Path) -> None:
    """A page has the name of one, and takes the place of nothing that is read or written beside it."""
    if review.suffix.lower() not in {".html", ".htm"}:
        raise click.UsageError(_("--review writes a page: name a file that ends in .html."))
    for path in (review, Project.list_beside(review)):
        if file.exists() and path.exists() and path.samefile(file):
            raise click.UsageError(_("--review would write over the document itself: name another file."))
        if blocks is not None and path.absolute() == blocks.absolute():
            raise click.UsageError(_("--review and --blocks name the same file."))


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
