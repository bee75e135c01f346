"""What the comments of a Word document must say, and where each must stand: from the report's model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from schoolprotocol.compare.changeset import Change, ChangeSet, Explanation, HeadingChange, ParameterChange
from schoolprotocol.outputs.report.proof.word_wanted import CONTROL, TITLE
from schoolprotocol.outputs.report.text import Line
from schoolprotocol.outputs.report.view import BulkView, ClauseView, LineView, Listed, ReportView, RowView
from schoolprotocol.outputs.word.changes.authors import AUTHORS, kind_of
from schoolprotocol.outputs.word.changes.comments import LOOK, MISSING, READING
from schoolprotocol.outputs.word.ooxml.package import AUTHOR
from schoolprotocol.policy.decided import shown
from schoolprotocol.policy.slots import Slot
from schoolprotocol.text.parse import read
from schoolprotocol.text.plain import to_text
from schoolprotocol.words.terms import WEIGHT_WORDS

_UNSEEN: Final = "Dit ziet u niet in de tekst: "
Lines = list[tuple[str, str]]
"""Name (may be empty) and words of each paragraph."""


@dataclass(frozen=True, slots=True)
class WantedComment:
    """A comment that must be there."""

    entry: str
    """What a person calls what it is about."""
    author: str
    heading: str
    lines: Lines
    notes: tuple[str, ...]
    """Ids of the notes about it: each is told in full in the first comment, and named in the others."""
    slots: tuple[tuple[bool, Slot], ...]
    """Where it can stand: whether in the old version, and the text; the first that is there."""


def comments_of(view: ReportView, changes: ChangeSet) -> Iterator[WantedComment]:
    """Every comment, in no order."""
    at_title = ((False, TITLE),)
    yield WantedComment(view.kind, AUTHOR, view.kind, _summary(view), (), at_title)
    if view.suggestions:
        heading = "Mogelijk dezelfde bepaling"
        yield WantedComment(heading, AUTHORS["review"], heading, [("", one) for one in view.suggestions], (), at_title)
    if view.control:
        rows = [(row.what, _row(row)) for row in view.control]
        yield WantedComment("Documentbeheer", AUTHORS["value"], "Documentbeheer", rows, (), ((False, CONTROL),))
    every = _Every(changes)
    for topic in view.topics:
        for one in topic.items:
            yield from _of(one, f"Wijziging {one.reference}", every)
    for one in view.review:
        yield from _of(one, f"Kijk na, {one.reference}", every)
    for one in view.editorial:
        yield from _of(one, "", every)


class _Every:
    """The changes by what an entry of the report knows of them."""

    def __init__(self, changes: ChangeSet) -> None:
        self.clauses = {one.id: one for one in changes.changes}
        self.headings = {
            str(slot): one for one in changes.headings for part in one.parts for slot in (part.old, part.new) if slot
        } | {f"#{one.id}": one for one in changes.headings if not one.parts}
        self.values = {one.name: one for one in changes.parameters}

    def of(self, item: ClauseView | LineView) -> Change | HeadingChange | ParameterChange:
        if isinstance(item, ClauseView):
            return self.clauses[item.id]
        return self.values[item.id] if item.kind == "value" else self.headings[item.slot or f"#{item.id}"]


def _of(one: Listed, number: str, every: _Every) -> Iterator[WantedComment]:
    for item in one.item.every if isinstance(one.item, BulkView) else (one.item,):
        change = every.of(item)
        name, lines, slots = _told(item, change)
        if change.weight == "review":
            lines.append(("Kijk na", LOOK))
        if item.weight_reason:
            lines.append(("De opsteller bepaalde zelf of dit om de inhoud gaat", item.weight_reason))
        heading = f"{number}: {name}" if number else name
        # Nothing is said of why where a note says it, or where nothing needs saying.
        lines += [("", MISSING)] if change.weight == "substantive" and not change.notes else []
        places = (*slots, (False, TITLE))
        yield WantedComment(item.title, AUTHORS[kind_of(change)], heading, lines, change.notes, places)


def _told(
    item: ClauseView | LineView, change: Change | HeadingChange | ParameterChange
) -> tuple[str, Lines, list[tuple[bool, Slot]]]:
    what = f"{', '.join(item.facets).capitalize()} ({WEIGHT_WORDS[item.weight]})."
    if isinstance(item, ClauseView):
        place = [f"Plaats: {item.place}."] if item.place else []
        lines = [("", " ".join([what, f"Voor {item.audience}.", *place, *item.remarks]))]
        lines += [("Waarom deze school een eigen tekst heeft", item.reason)] if item.reason else []
        return f"{item.title} ({item.number})" if item.number else item.title, lines, _slots(change)
    if item.kind == "heading":
        lines = [("", " ".join([what, *item.told]))]
        return f"{item.title} ‘{_plain(item.new or item.old)}’", lines, _slots(change)
    lines = [("", f"{what} {item.about}".strip()), ("Was", _plain(item.old)), ("Wordt", _plain(item.new))]
    lines += [("", words) for words in item.told if words.startswith(_UNSEEN)]
    lines += [("Staat in", "; ".join(item.clauses))] if item.clauses else []
    printed = change.clauses if isinstance(change, ParameterChange) else ()
    return item.title, lines, [(False, Slot.clause(id_)) for id_ in printed]


def _slots(change: Change | HeadingChange | ParameterChange) -> list[tuple[bool, Slot]]:
    parts = () if isinstance(change, ParameterChange) else change.parts
    new = [(False, part.new) for part in parts if part.new is not None]
    return [*new, *((True, part.old) for part in parts if part.old is not None)]


def in_full(note: Explanation, labels: dict[str, str]) -> Lines:
    """A note as it is told once."""
    found: Lines = [("Toelichting", note.summary)]
    for name, text in (("Beweegredenen", note.motive), ("Gevolgen", note.consequences), ("Maatregelen", note.measures)):
        paragraphs = to_text(read(text), labels).split("\n\n")
        found += [(name if not n else "", words) for n, words in enumerate(paragraphs)]
    return found


def named(note: Explanation, there: str) -> tuple[str, str]:
    """A note as the other comments name it."""
    return "Toelichting", f"{note.summary.rstrip('.')}. Zie ‘{there}’."


def _summary(view: ReportView) -> Lines:
    summary = view.summary
    lines: Lines = [*summary.facts, ("Kenmerk van de nieuwe tekst", shown(view.text_hash))]
    if view.is_empty:
        return [*lines, ("", "Er zijn geen verschillen.")]
    lines.append(("Gevraagd", summary.ask))
    lines += [("", f"{one.council[:1].upper()}{one.council[1:]}: {one.about} ({one.law})") for one in summary.consents]
    lines.append(("", summary.lead))
    for group in summary.index:
        lines.append((group.title, ""))
        for row in group.rows:
            who = f" (voor {row.audience})" if row.audience else ""
            lines.append(("", f"{row.number}. {row.sentence}{who}"))
    lines += [("Nog open", point) for point in summary.points]
    lines += [(row.what, str(row.number)) for row in summary.counts if row.anchor != "inhoudelijk"]
    lines += [("", sentence) for sentence in (*summary.same, summary.overruled) if sentence]
    return [*lines, *READING]


def _row(row: RowView) -> str:
    if row.old and row.new:
        unseen = f". {row.told}" if row.told else ""
        return f"was {_plain(row.old)}, wordt {_plain(row.new)}{unseen}"
    return f"nieuw: {_plain(row.new)}" if row.new else f"vervallen: {_plain(row.old)}"


def _plain(line: Line | Sequence[object]) -> str:
    return "".join(getattr(run, "text", "") for run in line) or "—"
