"""Change set → the comments beside the text, in Dutch: what changed, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from schoolprotocol.compare.changeset import Change, Explanation, HeadingChange, ParameterChange, Part
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.proof.proven import proven
from schoolprotocol.outputs.report.text import Line
from schoolprotocol.outputs.report.topics import key, topics_of
from schoolprotocol.outputs.report.unseen import unseen_between
from schoolprotocol.outputs.report.view import IndexRow, ReportView, RowView
from schoolprotocol.outputs.word.changes.authors import AUTHORS, kind_of
from schoolprotocol.outputs.word.layout import CONTROL, TITLE
from schoolprotocol.outputs.word.ooxml.package import AUTHOR
from schoolprotocol.policy.decided import shown
from schoolprotocol.policy.slots import Slot
from schoolprotocol.text.parse import read
from schoolprotocol.text.plain import to_text
from schoolprotocol.words.terms import WEIGHT_WORDS

MISSING: Final = "Bij deze wijziging staat nog geen toelichting."
LOOK: Final = (
    "Hier lijkt alleen de schrijfwijze, de opmaak of de volgorde anders. Ook een leesteken, een hoofdletter, een "
    "spatie of een andere volgorde kan een regel anders maken. Kijk of de betekenis verandert."
)
"""Asks to look at a change of weight *review*."""
READING: Final = (
    (
        "Eén soort wijziging",
        "elke soort heeft een auteur met een eigen naam. Kies in Word Controleren, Markeringen weergeven, Specifieke "
        "personen: dan ziet, accepteert of weigert u er één soort van.",
    ),
    (
        "Nummers",
        "Word telt ze zelf, en telt ook tekst mee die nog vervalt. Kies Controleren, Geen markeringen voor de nieuwe "
        "nummers, of Origineel voor de oude.",
    ),
)

Lines = list[tuple[str, str]]
"""Name (may be empty) and text of paragraphs."""
Changed = Change | HeadingChange | ParameterChange


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment."""

    slots: tuple[tuple[str, Slot], ...]
    """Where it can stand: `new` or `old` and a slot; the first of them that is there."""
    heading: str
    lines: tuple[tuple[str, str], ...]
    """Name (may be empty) and text of each of its paragraphs."""
    author: str = AUTHOR
    """The same as of the tracked changes that it is about."""


def comments(report: ReportInput) -> list[Comment]:
    """A summary at the title, one for document control, and one for each change of a clause, heading or value."""
    return list(_Writer(report).comments())


class _Writer:
    def __init__(self, report: ReportInput) -> None:
        self.changes = report.changes
        topics = topics_of(report)
        self.items, self.pointers = topics.items, topics.pointers()
        self.view = proven(report)
        self.told: dict[str, str] = {}
        """By id of a note, the heading of the comment that has its texts."""
        self.explanations = {one.id: one for one in self.changes.explanations}
        self.labels = {**self.changes.old.frame.labels(), **self.changes.new.frame.labels()}

    def comments(self) -> Iterator[Comment]:
        yield _summary(self.view)
        if self.view.suggestions:
            yield _suggestions(self.view.suggestions)
        if self.view.control:
            yield _control(self.view.control)
        for change in self.changes.changes:
            yield self._clause(change)
        for heading in self.changes.headings:
            yield self._heading(heading)
        for value in self.changes.parameters:
            yield self._value(value)

    def _clause(self, change: Change) -> Comment:
        item = self.items.clause(change)
        name = f"{item.title} ({item.number})" if item.number else item.title
        about = [f"Voor {item.audience}.", *([f"Plaats: {item.place}."] if item.place else []), *item.remarks]
        lines: Lines = [("", f"{_what(item.facets, change)}. {' '.join(about)}")]
        if item.reason:
            lines.append(("Waarom deze school een eigen tekst heeft", item.reason))
        return self._comment(change, name, lines, _slots(change.parts))

    def _heading(self, change: HeadingChange) -> Comment:
        item = self.items.heading(change)
        name = f"{item.title} ‘{_plain(item.new or item.old)}’"
        lines: Lines = [("", " ".join([f"{_what(item.facets, change)}.", *item.told]))]
        return self._comment(change, name, lines, _slots(change.parts))

    def _value(self, change: ParameterChange) -> Comment:
        item = self.items.value(change)
        lines: Lines = [("", f"{_what(item.facets, change)}. {item.about}".strip())]
        lines += [("Was", _plain(item.old)), ("Wordt", _plain(item.new))]
        lines += [("", words) for words in [unseen_between(change.old.text, change.new.text)] if words]
        lines += [("Staat in", "; ".join(item.clauses))] if item.clauses else []
        slots = [("new", Slot.clause(id_)) for id_ in change.clauses]
        return self._comment(change, item.title, lines, slots)

    def _comment(self, change: Changed, name: str, lines: Lines, slots: Sequence[tuple[str, Slot]]) -> Comment:
        pointer = self.pointers.get(key(change))
        number = f"{pointer.text[:1].upper()}{pointer.text[1:]}" if pointer else ""
        heading = f"{number}: {name}" if number else name
        every = (*lines, *self._why(change, heading))
        return Comment((*slots, ("new", TITLE)), heading, every, AUTHORS[kind_of(change)])

    # -- why ----------------------------------------------------------------------------------------------------------

    def _why(self, change: Changed, heading: str) -> Lines:
        """What the author says of it; a note that is about several changes is told in full at the first of them."""
        lines: Lines = [("Kijk na", LOOK)] if change.weight == "review" else []
        if change.weight_reason:
            lines.append(("De opsteller bepaalde zelf of dit om de inhoud gaat", change.weight_reason))
        for id_ in change.notes:
            note = self.explanations[id_]
            there = self.told.setdefault(id_, heading)
            # By identity: two changes may have one heading.
            lines += (
                self._note(note)
                if there is heading
                else [("Toelichting", f"{note.summary.rstrip('.')}. Zie ‘{there}’.")]
            )
        return lines if change.notes or change.weight != "substantive" else [*lines, ("", MISSING)]

    def _note(self, note: Explanation) -> Iterator[tuple[str, str]]:
        yield "Toelichting", note.summary
        texts = (("Beweegredenen", note.motive), ("Gevolgen", note.consequences), ("Maatregelen", note.measures))
        for name, text in texts:
            first, *others = self._printed(text).split("\n\n")
            yield name, first
            yield from (("", other) for other in others)

    def _printed(self, text: str) -> str:
        return to_text(read(text), self.labels)


def _summary(report: ReportView) -> Comment:
    """What the first page of the report says."""
    summary = report.summary
    lines: Lines = [*summary.facts, ("Kenmerk van de nieuwe tekst", shown(report.text_hash))]
    if report.is_empty:
        lines.append(("", "Er zijn geen verschillen."))
    else:
        lines.append(("Gevraagd", summary.ask))
        lines += [
            ("", f"{one.council[:1].upper()}{one.council[1:]}: {one.about} ({one.law})") for one in summary.consents
        ]
        lines.append(("", summary.lead))
        for group in summary.index:
            lines += [(group.title, ""), *(("", _index_row(row)) for row in group.rows)]
        lines += [("Nog open", point) for point in summary.points]
        listed = {group.title for group in summary.index}
        lines += [(count.what, str(count.number)) for count in summary.counts if count.what not in listed]
        lines += [("", sentence) for sentence in (*summary.same, *([summary.overruled] if summary.overruled else []))]
        lines += READING
    return Comment((("new", TITLE),), report.kind, tuple(lines))


def _index_row(row: IndexRow) -> str:
    return f"{row.number}. {row.sentence}{f' (voor {row.audience})' if row.audience else ''}"


def _suggestions(found: Sequence[str]) -> Comment:
    """Clauses that may be one, by the author of what somebody must look at."""
    return Comment(
        (("new", TITLE),), "Mogelijk dezelfde bepaling", tuple(("", one) for one in found), AUTHORS["review"]
    )


def _control(rows: Sequence[RowView]) -> Comment:
    lines = [(row.what, _was_and_is(row.old, row.new, row.told)) for row in rows]
    return Comment((("new", CONTROL),), "Documentbeheer", tuple(lines), AUTHORS["value"])


def _was_and_is(old: Line, new: Line, told: str) -> str:
    if old and new:
        return f"was {_plain(old)}, wordt {_plain(new)}{f'. {told}' if told else ''}"
    return f"nieuw: {_plain(new)}" if new else f"vervallen: {_plain(old)}"


def _what(facets: Sequence[str], change: Changed) -> str:
    return f"{', '.join(facets).capitalize()} ({WEIGHT_WORDS[change.weight]})"


def _slots(parts: Sequence[Part]) -> list[tuple[str, Slot]]:
    """Of the new version if it can be."""
    new = [("new", part.new) for part in parts if part.new is not None]
    return [*new, *(("old", part.old) for part in parts if part.old is not None)]


def _plain(line: Line) -> str:
    return "".join(run.text for run in line) or "—"
