"""`lineage`: what was renamed, split or merged, and was not declared."""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from schoolprotocol.cli import terminal
from schoolprotocol.cli.context import Context, from_option, pass_project, protocol_option, to_option
from schoolprotocol.project import CONCEPT

if TYPE_CHECKING:
    from schoolprotocol import Ancestry, Clause, Document

_SHOWN = 90
"""So many letters of a text are enough to know it by."""


@click.command(help=_("Find clauses whose origin nobody wrote down."))
@click.argument("school", metavar=_("SCHOOL"))
@from_option
@to_option
@click.option("--write", is_flag=True, help=_("Write what is certain in the source; all of it, or nothing."))
@protocol_option
@pass_project
def lineage(project: Context, school: str, old: str | None, new: str, protocol: str | None, *, write: bool) -> None:
    """Propose lineage, and write it where asked."""
    if write and new != CONCEPT:
        raise click.UsageError(_("--write is for the working text: leave --to out."))
    if write:
        project.changes_source()
    own = project.project.only(school)
    document = own.document(school, protocol)
    found = document.missing_lineage(old, new)
    for one in found:
        _show(one)
    if not found:
        terminal.out.print(_("No clause seems to be renamed, split or merged without saying so."), markup=False)
    elif write:
        _write(document, [one for one in found if one.can_be_written])
    else:
        certain = sum(one.can_be_written for one in found)
        if certain:
            text = ngettext(
                "{n} is certain: schoolprotocol lineage {document} --write writes it in the source.",
                "{n} are certain: schoolprotocol lineage {document} --write writes them in the source.",
                certain,
            )
            terminal.out.print(text.format(n=certain, document=document.called), markup=False)
    project.end_with(own.faults_elsewhere(document))


def _show(one: Ancestry) -> None:
    likeness = one.likeness
    certain = _("certain for {score} %") if likeness.is_certain else _("{score} %: look for yourself")
    kinds = {
        "renamed": _("Renamed"),
        "split": _("Split"),
        "merged": _("Merged"),
        "collision": _("Another id, and the old id names another clause"),
    }
    terminal.out.print(f"{kinds[likeness.kind]} ({certain.format(score=likeness.score)})", markup=False, style="bold")
    for word, clauses in ((_("before:"), one.old), (_("now:"), one.new)):
        for clause in clauses:
            terminal.out.print(f"  {word}  {_said(clause)}", markup=False)
    for id_, was in one.was.items():
        line = _("  → with {id}: was: [{was}]").format(id=id_, was=", ".join(was))
        terminal.out.print(f"{line}  ({one.places[id_]})" if id_ in one.places else line, markup=False)
    if not one.was:
        remedy = _(
            "  → “was” cannot say this, as the id is in use. Give the clause that has it now an id of its own "
            "(ids are never used again), or compare with diff --match text."
        )
        terminal.out.print(remedy, markup=False)
    terminal.out.print()


def _said(clause: Clause) -> str:
    text = " ".join(clause.wording.text.split())
    quoted = _("“{text}”").format(text=shorten(text, _SHOWN, placeholder=" …"))
    return f"{clause.id}: {quoted}"


def _write(document: Document, certain: list[Ancestry]) -> None:
    edit = document.project.edit()
    for one in certain:
        edit = edit.declare_lineage(document.key[1], one.was)
    files = edit.save() if certain else ()
    for file in files:
        terminal.out.print(_("Written: {file}").format(file=file), markup=False)
    if not files:
        terminal.out.print(_("Nothing is certain enough to be written."), markup=False)
