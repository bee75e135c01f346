"""Change set → what its report shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schoolprotocol.compare.changeset import Change, ChangeSet, Renumbering, TableChange
from schoolprotocol.outputs.report.full import FullText
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.items import Items, joined
from schoolprotocol.outputs.report.slots import Slots
from schoolprotocol.outputs.report.summary import is_proposal, summary, version_words
from schoolprotocol.outputs.report.text import Column, Group, Line, Run, Side, has_marks
from schoolprotocol.outputs.report.topics import Topics, key
from schoolprotocol.outputs.report.view import LineView, Pointer, ReportView, RowView, WideRow
from schoolprotocol.outputs.report.words import field_name, field_value
from schoolprotocol.words.grammar import count

_SIDES: tuple[Side, ...] = ("old", "new")


def view(report: ReportInput, *, whole: bool = True) -> ReportView:
    """The report's contents.

    Args:
        report: the change set and what the source says around it.
        whole: also the full text and the was-wordt table, which take as long as all the rest.
    """
    changes, slots, items = report.changes, Slots(report), Items(report)
    topics = Topics(items)
    pointers = topics.pointers()
    numbered = topics.views()
    rows = list(_document(changes, items.titles()))
    seen = [row for row in rows if _text(row.old) != _text(row.new)]
    return ReportView(
        title=changes.new.frame.title,
        kind="Wijzigingsvoorstel" if is_proposal(changes) else "Wijzigingen",
        organisation=changes.new.frame.organisation.name,
        old=version_words(changes.old),
        new=version_words(changes.new),
        old_hash=changes.old.hash,
        new_hash=changes.new.hash,
        is_empty=changes.is_empty,
        summary=summary(report, slots, numbered, len(seen)),
        topics=numbered,
        editorial=topics.editorial(),
        values=tuple((items.value(one), pointers.get(key(one))) for one in changes.parameters),
        renumbered=tuple(map(_renumbered, changes.renumbered)),
        document=tuple(seen),
        unseen=_unseen(len(rows) - len(seen)),
        full=tuple(FullText(report, slots, pointers).blocks()) if whole else (),
        table=tuple(_table(items, pointers)) if whole else (),
    )


def _text(line: Line) -> str:
    return "".join(run.text for run in line)


def _unseen(number: int) -> str:
    if not number:
        return ""
    them = "die er in het document net zo uitziet" if number == 1 else "die er in het document net zo uitzien"
    return f"Niet in de tabel: {count(number, 'regel', 'regels')} {them} als voorheen."


# -- tables -----------------------------------------------------------------------------------------------------------


def _renumbered(one: Renumbering) -> RowView:
    """The clause with its section, where the number alone says nothing (each list starts at 1)."""
    label = one.new_label or one.old_label
    place = label.partition(" van ")[2] or ("" if label.startswith("artikel ") else label.partition(",")[0])
    where = f"{one.title}, {place}" if one.kind == "clause" and place else one.title
    return RowView(where, (Run(one.old or "zonder nummer"),), (Run(one.new or "zonder nummer"),))


def _document(changes: ChangeSet, titles: Mapping[str, str]) -> Iterator[RowView]:
    for change in changes.document:
        values = [field_value(change.field, value, titles) for value in (change.old, change.new)]
        old, new = ((Run(value),) if value else () for value in values)
        yield RowView(field_name(change.field), old, new)
    for table in changes.tables:
        yield _row(table)


def _row(change: TableChange) -> RowView:
    name = " – ".join(piece for piece in (change.title, change.row) if piece)
    # What the row is called needs no second mention; unless that is what changed.
    told = (
        bool(change.row) and len(change.parts) > 1 and not has_marks(joined(change.parts[:1], side) for side in _SIDES)
    )
    parts = change.parts[1:] if told or change.facet != "changed" else change.parts
    return RowView(name or change.table, joined(parts, "old"), joined(parts, "new"))


def _table(items: Items, pointers: Mapping[tuple[str, str], Pointer]) -> Iterator[WideRow]:
    """Headings, clauses and values, each once: clauses in reading order."""
    changes = items.changes
    for heading in changes.headings:
        yield _wide(items.heading(heading), heading.id, pointers.get(key(heading)))
    for clause in changes.changes:
        yield _clause_row(items, clause, pointers.get(key(clause)))
    for value in changes.parameters:
        yield _wide(items.value(value), value.name, pointers.get(key(value)))


def _clause_row(items: Items, change: Change, pointer: Pointer | None) -> WideRow:
    one = items.clause(change)
    return WideRow(one.title, one.number, one.id, one.old, one.new, pointer, one.is_long)


def _wide(one: LineView, id_: str, pointer: Pointer | None) -> WideRow:
    old, new = ((Column("", (Group("paragraph", (line,)),)),) if line else () for line in (one.old, one.new))
    return WideRow(one.title, "", id_, old, new, pointer)
