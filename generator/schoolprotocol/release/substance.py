"""What was changed in a text after it was put to a council: in substance, or so that somebody has to look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schoolprotocol.compare.changeset import Change, ChangeSet, DocumentChange, HeadingChange, ParameterChange
from schoolprotocol.model.base import Weight

_EXCERPTS = ("excerpt", "excerpt-half")
TEXT_FIELDS = {"title", "excerpt-short", *(f"{name}{what}" for name in _EXCERPTS for what in ("", "-order", "-form"))}
"""Fields of a change set that are about what readers get, and not about document control."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A change after which a decision may not hold."""

    title: str
    """How a message names it."""
    weight: Weight
    touched: frozenset[str]
    """What it is about; see `touched`."""


@dataclass(frozen=True, slots=True)
class Since:
    """What two texts differ in, but for what is editorial; in reading order."""

    differences: tuple[Difference, ...] = ()

    @property
    def substantive(self) -> tuple[str, ...]:
        """The titles of what changed in substance."""
        return self._titles("substantive")

    @property
    def review(self) -> tuple[str, ...]:
        """The titles of what somebody has to look at: marks, capitals or an order that may turn a rule round."""
        return self._titles("review")

    def _titles(self, weight: Weight) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.title for one in self.differences if one.weight == weight))

    @property
    def touched(self) -> frozenset[str]:
        """Everything that they are about."""
        return frozenset[str]().union(*(one.touched for one in self.differences))


def differences(changes: ChangeSet) -> Since:
    """What differs and is not editorial.

    Args:
        changes: what differs between the decided text (`policy.decided.decided_text`) of two policies, compared
            without change notes: an author cannot overrule that a consent is void.
    """
    return Since(tuple(one for one in _differences(changes) if one.weight != "editorial"))


def _differences(changes: ChangeSet) -> Iterator[Difference]:
    for clause in changes.changes:
        yield Difference(clause.title, clause.weight, touched(clause))
    for heading in changes.headings:
        yield Difference(heading.id, heading.weight, touched(heading))
    for value in changes.parameters:
        yield Difference(value.name, value.weight, touched(value))
    for field in changes.document:
        if field.field in TEXT_FIELDS:
            weight: Weight = "review" if field.field.endswith("-order") else "substantive"
            yield Difference(field.field, weight, touched(field))


def touched(change: Change | HeadingChange | ParameterChange | DocumentChange) -> frozenset[str]:
    """What a change is about, in either version: clauses, a heading, a value or a field, told from each other."""
    match change:
        case Change():
            return frozenset(f"clause/{one.id}" for one in (*change.old, *change.new))
        case HeadingChange():
            slots = {str(slot) for part in change.parts for slot in (part.old, part.new) if slot is not None}
            return frozenset(slots or {f"heading/{change.id}"})
        case ParameterChange():
            return frozenset({f"value/{change.name}"})
        case DocumentChange():
            return frozenset({f"document/{change.field}"})
