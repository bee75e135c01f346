"""Change set → what its report shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from schoolprotocol.compare.changeset import ChangeSet, Renumbering, Suggestion, TableChange
from schoolprotocol.compare.control import TEXT_MARK
from schoolprotocol.outputs.report.full import FullText
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.items import joined
from schoolprotocol.outputs.report.slots import Slots
from schoolprotocol.outputs.report.summary import Beside, is_proposal, summary, version_words
from schoolprotocol.outputs.report.text import Line, Run, Side, has_marks
from schoolprotocol.outputs.report.topics import key, topics_of
from schoolprotocol.outputs.report.unseen import unseen, unseen_between
from schoolprotocol.outputs.report.view import (
    BulkView,
    ClauseView,
    ItemView,
    ReportView,
    RowView,
)
from schoolprotocol.outputs.report.words import field_value
from schoolprotocol.words.fields import field_name
from schoolprotocol.words.grammar import count, enumerate_nl

PROOF = (
    "Dit overzicht is berekend uit beide teksten. Voordat het werd geschreven, zijn beide versies er letter voor "
    "letter uit teruggebouwd. Daarna is apart nagegaan dat elk verschil tussen beide erin staat: anders was het "
    "niet gemaakt."
)
"""What was checked (`compare.prove` and `outputs.report.proof`)."""
_SIDES: tuple[Side, ...] = ("old", "new")
_TEXT_MARK = re.compile(rf", {TEXT_MARK} [0-9a-f]+$")


def view(report: ReportInput) -> ReportView:
    """The report's contents, with the whole new text in renvooi."""
    return in_full(told(report), report)


def in_full(shown: ReportView, report: ReportInput) -> ReportView:
    """The same with the whole new text in renvooi."""
    return replace(shown, full=tuple(FullText(report, Slots(report), topics_of(report).pointers()).blocks()))


def told(report: ReportInput) -> ReportView:
    """What a report tells of the changes: all that a page on a site shows."""
    changes, slots, topics = report.changes, Slots(report), topics_of(report)
    items = topics.items
    pointers = topics.pointers()
    numbered, review, editorial = topics.views(), topics.review(), topics.editorial()
    rows = list(_document(changes, items.titles()))
    seen = [row for row in rows if _text(row.old) != _text(row.new)]
    shown = [one.item for listed in (*(t.items for t in numbered), review, editorial) for one in listed]
    told = _with_number(shown)
    renumbered = tuple(_renumbered(o) for o in changes.renumbered if o.kind != "clause" or o.id not in told)
    control = tuple(_joined_rows(seen))
    beside = Beside(len(review), len(editorial), len(renumbered), len(control))
    return ReportView(
        stamp=report.stamp,
        title=changes.new.frame.title,
        kind="Wijzigingsvoorstel" if is_proposal(changes) else "Wijzigingen",
        organisation=changes.new.frame.organisation.name,
        old=version_words(changes.old),
        new=version_words(changes.new),
        old_hash=changes.old.hash,
        new_hash=changes.new.hash,
        text_hash="",
        is_empty=changes.is_empty,
        summary=summary(report, slots, numbered, beside),
        topics=numbered,
        review=review,
        editorial=editorial,
        values=tuple((items.value(one), pointers.get(key(one))) for one in changes.parameters),
        renumbered=renumbered,
        document=tuple(seen),
        control=control,
        suggestions=tuple(_suggestion(one, items.titles()) for one in changes.suggestions),
        unseen=_unseen(len(rows) - len(seen)),
        full=(),
        proof=PROOF,
    )


def _text(line: Line) -> str:
    return "".join(run.text for run in line)


def _with_number(shown: Iterable[ItemView]) -> set[str]:
    """The clauses of which an entry tells the old number and the new one."""
    every = [one for item in shown for one in (item.every if isinstance(item, BulkView) else (item,))]
    return {one.id for one in every if isinstance(one, ClauseView) and one.number.startswith("was ")}


def _suggestion(one: Suggestion, titles: Mapping[str, str]) -> str:
    old, new = (enumerate_nl([f"‘{titles.get(id_, id_)}’ ({id_})" for id_ in ids]) for ids in (one.old, one.new))
    alike = f"{one.score} procent zeker"
    match one.kind:
        case "split":
            return f"Mogelijk is {old} gesplitst in {new} ({alike})."
        case "merged":
            return f"Mogelijk opgegaan in {new}: {old} ({alike})."
        case _:
            return f"Mogelijk dezelfde bepaling: {old} uit de oude versie en {new} uit de nieuwe ({alike})."


def _joined_rows(rows: Iterable[RowView]) -> Iterator[RowView]:
    """Rows of one field under each other that only came, or only went, as one."""
    for (what, came, went), found in groupby(rows, lambda row: (row.what, not row.old, not row.new)):
        several = list(found)
        if len(several) == 1 or not (came or went):
            yield from several
            continue
        old, new = _listed(row.old for row in several), _listed(row.new for row in several)
        yield RowView(what, old, new, several[0].id)


def _listed(lines: Iterable[Line]) -> Line:
    runs: list[Run] = []
    for own in filter(None, lines):
        runs += [Run("; "), *own] if runs else own
    return tuple(runs)


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
    return RowView(where, (Run(one.old or "zonder nummer"),), (Run(one.new or "zonder nummer"),), one.id)


def _document(changes: ChangeSet, titles: Mapping[str, str]) -> Iterator[RowView]:
    told = Counter(_unmarked(value) for change in changes.document for value in (change.old, change.new) if value)
    for change in changes.document:
        values = [field_value(change.field, value, titles) for value in (change.old, change.new)]
        if change.field == "decision":
            # Which text it is matters where two decisions say the same of two.
            values = [_unmarked(value) if told[_unmarked(value)] == 1 else value for value in values]
        old, new = ((Run(value),) if value else () for value in values)
        yield RowView(field_name(change.field), old, new, change.field, _told(old, new, unseen_between(*values)))
    for table in changes.tables:
        yield _row(table)


def _unmarked(decision: str) -> str:
    """A decision without the hash of the text."""
    return _TEXT_MARK.sub("", decision)


def _row(change: TableChange) -> RowView:
    name = " – ".join(piece for piece in (change.title, change.row) if piece)
    # What the row is called needs no second mention; unless that is what changed, or all that there is to see.
    said = [joined(change.parts[:1], side) for side in _SIDES]
    told = "".join(run.text for run in said[1] or said[0]) == (change.row or change.title) and not (
        change.facet == "changed" and (not change.row or has_marks(said))
    )
    rest = change.parts[1:]
    parts = rest if told and any(joined(rest, side) for side in _SIDES) else change.parts
    if not change.row and told and parts is change.parts:
        name = "Kop van een tabel"
    old, new = joined(parts, "old"), joined(parts, "new")
    return RowView(name or change.table, old, new, change.table, _told(old, new, unseen(change.parts)))


def _told(old: Line, new: Line, words: str) -> str:
    """What is said of two lines beside each other; of one alone there is nothing to compare."""
    return words if old and new else ""
