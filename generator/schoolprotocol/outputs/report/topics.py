"""The items of a report as numbered changes: what one note explains is one change, as a council discusses it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from schoolprotocol.compare.changeset import Change, ChangeSet, Explanation, HeadingChange, ParameterChange
from schoolprotocol.outputs.report.items import Items, audience_words
from schoolprotocol.outputs.report.summary import concerned, consent_words
from schoolprotocol.outputs.report.view import ItemView, Listed, NoteView, Pointer, TopicView
from schoolprotocol.outputs.report.words import what_happened
from schoolprotocol.text.html import to_html
from schoolprotocol.text.parse import read
from schoolprotocol.words.grammar import letters

Explained = Change | HeadingChange | ParameterChange


@dataclass(frozen=True, slots=True)
class Topic:
    """A numbered change: what one note is about, or one change without a note."""

    number: int
    note: str | None
    """Id of the note."""
    changes: tuple[Explained, ...]

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
        self.topics = grouped(self.changes)
        self.by_note = {topic.note: topic for topic in self.topics if topic.note}

    def views(self) -> tuple[TopicView, ...]:
        """The numbered changes, in reading order."""
        return tuple(self._view(topic) for topic in self.topics)

    def editorial(self) -> tuple[Listed, ...]:
        """What does not change the meaning, without numbers; values are not among it."""
        rest: list[Explained] = [*self.changes.headings, *self.changes.changes]
        return tuple(self._listed(change, "", None) for change in rest if change.weight != "substantive")

    def pointers(self) -> dict[tuple[str, str], Pointer]:
        """By sort and id of a change: the item of a numbered change where it is told."""
        return {
            key(change): Pointer(f"wijziging {self._reference(topic, index)}", self._item(change).anchor)
            for topic in self.topics
            for index, change in enumerate(topic.changes)
        }

    def _view(self, topic: Topic) -> TopicView:
        items = [
            self._listed(change, self._reference(topic, index), topic.note)
            for index, change in enumerate(topic.changes)
        ]
        audiences = concerned(items)
        note = self.explanations.get(topic.note or "")
        return TopicView(
            number=topic.number,
            anchor=anchor(topic.number),
            title=note.summary if note else items[0].item.title,
            what=what_happened(topic.changes),
            audience=audience_words(audiences),
            consent=consent_words(self.items.report, audiences),
            note=self._note(note) if note else None,
            items=tuple(items),
        )

    @staticmethod
    def _reference(topic: Topic, index: int) -> str:
        return f"{topic.number}{letters(index + 1) if len(topic.changes) > 1 else ''}"

    def _item(self, change: Explained) -> ItemView:
        match change:
            case Change():
                return self.items.clause(change)
            case HeadingChange():
                return self.items.heading(change)
            case ParameterChange():
                return self.items.value(change)

    def _listed(self, change: Explained, reference: str, told: str | None) -> Listed:
        others = [id_ for id_ in change.notes if id_ != told]
        return Listed(
            reference=reference,
            item=self._item(change),
            see=tuple(self.by_note[id_].pointer for id_ in others if id_ in self.by_note),
            notes=tuple(self._note(self.explanations[id_]) for id_ in others if id_ not in self.by_note),
        )

    def _note(self, note: Explanation) -> NoteView:
        texts = (("Beweegredenen", note.motive), ("Gevolgen", note.consequences), ("Maatregelen", note.measures))
        return NoteView(note.summary, tuple((heading, self._html(text)) for heading, text in texts))

    def _html(self, text: str) -> Markup:
        return to_html(read(text), self.labels)


def grouped(changes: ChangeSet) -> tuple[Topic, ...]:
    """The substantive changes, by the first note that is about each; clauses come in reading order."""
    found: dict[tuple[str, ...], list[Explained]] = {}
    every: list[Explained] = [*changes.changes, *changes.headings, *changes.parameters]
    for change in every:
        if change.weight == "substantive":
            found.setdefault(("", change.notes[0]) if change.notes else key(change), []).append(change)
    return tuple(
        Topic(number, next(iter(group[0].notes), None), tuple(sorted(group, key=_rank)))
        for number, group in enumerate(found.values(), start=1)
    )


def _rank(change: Explained) -> int:
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
