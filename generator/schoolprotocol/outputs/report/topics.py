"""The items of a report as numbered changes: what one note explains is one change, as a council discusses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from markupsafe import Markup

from schoolprotocol.compare.bulk import Bulk, bulks
from schoolprotocol.compare.changeset import Change, ChangeSet, Explanation, HeadingChange, ParameterChange
from schoolprotocol.model.base import Audience, Weight
from schoolprotocol.once import made_once
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.items import Items, audience_words
from schoolprotocol.outputs.report.ranks import RANKS, rank
from schoolprotocol.outputs.report.summary import concerned, consent_words
from schoolprotocol.outputs.report.view import ItemView, Listed, NoteView, Pointer, Rank, TopicView
from schoolprotocol.outputs.report.words import value_title, what_happened
from schoolprotocol.text.html import to_html
from schoolprotocol.text.parse import read
from schoolprotocol.words.grammar import letters

Explained = Change | HeadingChange | ParameterChange
Entry = Explained | Bulk


@dataclass(frozen=True, slots=True)
class Topic:
    """A numbered change: what one note is about, one change without a note, or one bulk of them."""

    number: int
    note: str | None
    """Id of the note."""
    rank: Rank
    changes: tuple[Explained, ...]

    @property
    def id(self) -> str:
        """Of the note; else of the clause, value or section: how votes and reactions name the change."""
        first = self.changes[0]
        return self.note or (first.name if isinstance(first, ParameterChange) else first.id)

    @property
    def pointer(self) -> Pointer:
        """Where the report tells of it."""
        return Pointer(f"wijziging {self.number}", anchor(self.number))


class Topics:
    """Groups the changes of a report."""

    def __init__(self, items: Items) -> None:
        self.items = items
        self.changes = items.changes
        self.explanations = {one.id: one for one in self.changes.explanations}
        self.labels = {**self.changes.old.frame.labels(), **self.changes.new.frame.labels()}
        self.bulks = _by_member(self.changes)
        self.topics = grouped(self.changes)
        self.by_note = {topic.note: topic for topic in self.topics if topic.note}
        self.entries = {topic.number: self._entries(topic.changes) for topic in self.topics}
        self.looked_at = self._entries(self._of("review"))
        self._items: dict[int, ItemView] = {}

    def views(self) -> tuple[TopicView, ...]:
        """The numbered changes, weightiest first."""
        return tuple(self._view(topic) for topic in self.topics)

    def review(self) -> tuple[Listed, ...]:
        """What somebody must look at, K1, K2 and so on."""
        return tuple(self._listed(one, f"K{n}", None) for n, one in enumerate(self.looked_at, start=1))

    def editorial(self) -> tuple[Listed, ...]:
        """What does not change the meaning, without numbers."""
        return tuple(self._listed(one, "", None) for one in self._entries(self._of("editorial")))

    def pointers(self) -> dict[tuple[str, str], Pointer]:
        """By sort and id of a change: the item where it is told."""
        return self._pointers

    @cached_property
    def _pointers(self) -> dict[tuple[str, str], Pointer]:
        found: dict[tuple[str, str], Pointer] = {}
        for topic in self.topics:
            for index, entry in enumerate(self.entries[topic.number]):
                place = Pointer(f"wijziging {self._reference(topic, index)}", self._item(entry).anchor)
                found |= {key(change): place for change in _members(entry)}
        for n, entry in enumerate(self.looked_at, start=1):
            place = Pointer(f"kijk na, K{n}", self._item(entry).anchor)
            found |= {key(change): place for change in _members(entry)}
        return found

    def _of(self, weight: Weight) -> tuple[Explained, ...]:
        every: tuple[Explained, ...] = (*self.changes.headings, *self.changes.changes, *self.changes.parameters)
        return tuple(change for change in every if change.weight == weight)

    def _entries(self, found: Iterable[Explained]) -> tuple[Entry, ...]:
        """The changes, with a bulk in the place of its first member."""
        entries: list[Entry] = []
        told: set[int] = set()
        for change in found:
            bulk = self.bulks.get(id(change))
            if bulk is None:
                entries.append(change)
            elif id(bulk) not in told:
                told.add(id(bulk))
                entries.append(bulk)
        return tuple(entries)

    def _view(self, topic: Topic) -> TopicView:
        items = [
            self._listed(entry, self._reference(topic, index), topic.note)
            for index, entry in enumerate(self.entries[topic.number])
        ]
        audiences = frozenset(concerned(items))
        named = frozenset(audience for one in items for audience in one.item.audiences)
        readers: frozenset[Audience] = named or frozenset(get_args(Audience))
        note = self.explanations.get(topic.note or "")
        return TopicView(
            number=topic.number,
            anchor=anchor(topic.number),
            id=topic.id,
            rank=topic.rank,
            title=note.summary if note else items[0].item.title,
            what=what_happened(topic.changes),
            kinds=tuple(dict.fromkeys(kind for one in items for kind in one.item.kinds)),
            audiences=audiences,
            readers=readers,
            audience=audience_words(readers),
            consent=consent_words(self.items.report, audiences),
            note=self._note(note) if note else None,
            items=tuple(items),
        )

    def _reference(self, topic: Topic, index: int) -> str:
        return f"{topic.number}{letters(index + 1) if len(self.entries[topic.number]) > 1 else ''}"

    def _values(self, entry: Entry) -> Iterator[Pointer]:
        """Where the values are told that a clause prints."""
        if isinstance(entry, Change):
            for name in entry.parameters:
                title = value_title(name, self.items.report)
                place = self._pointers.get(("value", name))
                yield place or Pointer(f"‘{title}’, redactioneel", f"gegeven-{name}")

    def _item(self, entry: Entry) -> ItemView:
        if id(entry) not in self._items:
            self._items[id(entry)] = self._made(entry)
        return self._items[id(entry)]

    def _made(self, change: Entry) -> ItemView:
        match change:
            case Bulk():
                return self.items.bulk(change)
            case Change():
                return self.items.clause(change)
            case HeadingChange():
                return self.items.heading(change)
            case ParameterChange():
                return self.items.value(change)

    def _listed(self, entry: Entry, reference: str, told: str | None) -> Listed:
        others = [id_ for id_ in _members(entry)[0].notes if id_ != told]
        return Listed(
            reference=reference,
            item=self._item(entry),
            see=tuple(self.by_note[id_].pointer for id_ in others if id_ in self.by_note),
            values=tuple(self._values(entry)),
            notes=tuple(self._note(self.explanations[id_]) for id_ in others if id_ not in self.by_note),
        )

    def _note(self, note: Explanation) -> NoteView:
        texts = (("Beweegredenen", note.motive), ("Gevolgen", note.consequences), ("Maatregelen", note.measures))
        return NoteView(note.summary, tuple((heading, self._html(text)) for heading, text in texts))

    def _html(self, text: str) -> Markup:
        return to_html(read(text), self.labels)


@made_once(4)  # its forms come one after the other
def topics_of(report: ReportInput) -> Topics:
    """The changes of a report, grouped: the same for all of its forms."""
    return Topics(Items(report))


def grouped(changes: ChangeSet) -> tuple[Topic, ...]:
    """The substantive changes, by the first note that is about each: weightiest first, and then in reading order."""
    found: dict[tuple[str, ...], list[Explained]] = {}
    raised = {note.id for note in changes.explanations if note.rule}
    every: list[Explained] = [*changes.changes, *changes.headings, *changes.parameters]
    several = _by_member(changes)
    for change in every:
        if change.weight == "substantive":
            first = several[id(change)].members[0] if id(change) in several else change
            found.setdefault(("", change.notes[0]) if change.notes else key(first), []).append(change)
    ranked = sorted(((rank(group, raised), group) for group in found.values()), key=lambda one: RANKS.index(one[0]))
    return tuple(
        Topic(number, next(iter(group[0].notes), None), own, tuple(sorted(group, key=_sort)))
        for number, (own, group) in enumerate(ranked, start=1)
    )


def _by_member(changes: ChangeSet) -> dict[int, Bulk]:
    """The bulk in which a change is told, by the identity of the change."""
    return {id(member): bulk for bulk in bulks(changes) for member in bulk.members}


def _members(entry: Entry) -> tuple[Explained, ...]:
    return entry.members if isinstance(entry, Bulk) else (entry,)


def _sort(change: Explained) -> int:
    """Headings, then clauses, then values."""
    return [HeadingChange, Change, ParameterChange].index(type(change))


def key(change: Explained) -> tuple[str, str]:
    """Sort and id: a clause, a section and a value may have the same name."""
    match change:
        case Change(id=id_):
            return "clause", id_
        case ParameterChange(name=name):
            return "value", name
        case HeadingChange():
            slots = [str(slot) for part in change.parts for slot in (part.new, part.old) if slot]
            return "heading", (slots or [change.id])[0]


def anchor(number: int) -> str:
    """Where a numbered change stands."""
    return f"wijziging-{number}"
