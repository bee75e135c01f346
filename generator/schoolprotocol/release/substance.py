"""What was changed in a text after it was put to a council: in substance, or so that somebody has to look.

Nothing is too small. What a report calls editorial (a space, bold type, the kind of a quote) somebody has to look at
here; and where two texts have another hash although the comparison tells of nothing, so has what it did not tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from gettext import gettext as _

from schoolprotocol.compare.changeset import (
    Change,
    ChangeSet,
    DocumentChange,
    HeadingChange,
    ParameterChange,
    TableChange,
)
from schoolprotocol.compare.classify import Meaning, heaviest
from schoolprotocol.compare.tokens import Printing
from schoolprotocol.model.base import Weight
from schoolprotocol.policy.decided import decided_form, follows
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.walk import every_text
from schoolprotocol.text.template import names_in

_EXCERPTS = ("excerpt", "excerpt-half")
TEXT_FIELDS = {"title", "excerpt-short", *(f"{name}{what}" for name in _EXCERPTS for what in ("", "-order", "-form"))}
"""Fields of a change set that are about what readers get, and not about document control."""
RULE = "document/consent"
"""What a difference is about that is in the rule of who consents, and not in the text."""
_LOOKED_AT = {"review", "omission"}
"""Fields of document control in which no rule is stated."""
_PLAIN = Meaning(Printing(), Printing(), {})


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
    """What two texts differ in; in reading order."""

    differences: tuple[Difference, ...] = ()

    @property
    def substantive(self) -> tuple[str, ...]:
        """The titles of what changed in substance."""
        return self._titles("substantive")

    @property
    def review(self) -> tuple[str, ...]:
        """The titles of what somebody has to look at: marks, capitals or an order that may turn a rule round."""
        return self._titles("review")

    def but(self, what: str) -> Since:
        """The same without what is about this alone."""
        return Since(tuple(one for one in self.differences if one.touched != {what}))

    def _titles(self, weight: Weight) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.title for one in self.differences if one.weight == weight))

    @property
    def touched(self) -> frozenset[str]:
        """Everything that they are about."""
        return frozenset[str]().union(*(one.touched for one in self.differences))


def differences(changes: ChangeSet, old: Policy, new: Policy) -> Since:
    """Everything that differs between two texts that bodies decide on; nothing only where their hashes are equal.

    Args:
        changes: what differs between their decided texts (`policy.decided.decided_text`), compared without change
            notes: an author cannot overrule that a consent is void.
        old: the earlier text.
        new: the later one.
    """
    told = tuple(_differences(changes))
    return Since((*told, *_printed_otherwise(old, new)) or tuple(_untold(old, new)))


def _differences(changes: ChangeSet) -> Iterator[Difference]:
    for clause in changes.changes:
        yield Difference(clause.title, _at_least_looked_at(clause.weight), touched(clause))
    for heading in changes.headings:
        yield Difference(heading.id, _at_least_looked_at(heading.weight), touched(heading))
    for value in changes.parameters:
        yield Difference(value.name, _at_least_looked_at(value.weight), touched(value))
    for table in changes.tables:
        yield Difference(table.title or table.row or table.table, _at_least_looked_at(table.weight), touched(table))
    for field in changes.document:
        yield Difference(field.field, _weight(field), touched(field))


def _at_least_looked_at(weight: Weight) -> Weight:
    return heaviest((weight, "review"))


def _weight(field: DocumentChange) -> Weight:
    """Of words on the cover and in lists: as of words in a clause. A day, an order or a reason is looked at."""
    if field.field in TEXT_FIELDS:
        return "review" if field.field.endswith("-order") else "substantive"
    if field.field in _LOOKED_AT or field.field.endswith("-order"):
        return "review"
    if field.field == "consent" or field.old is None or field.new is None:
        return "substantive"
    return _at_least_looked_at(_PLAIN.weight(field.old, field.new, markup=False))


def _printed_otherwise(old: Policy, new: Policy) -> Iterator[Difference]:
    """What a reader sees although nobody wrote it: other numbers for the same clauses, another print of a text.

    A comparison takes numbers for what follows from the order, and a print for what follows from a text and its values.
    """
    was, now = _numbers(old), _numbers(new)
    if was != now and [id_ for id_, _number in was] == [id_ for id_, _number in now]:
        yield Difference(_("numbers"), "review", frozenset({"untold/numbers"}))
    printed = [{one.target: one.label for one in text.elsewhere or ()} for text in (old, new)]
    for target in sorted(printed[0].keys() & printed[1].keys()):
        if printed[0][target] != printed[1][target]:
            yield Difference(printed[1][target], "review", frozenset({f"untold/elsewhere/{target}"}))
    texts = dict(every_text(old))
    for slot, text in every_text(new):
        before = texts.get(slot)
        if before is None or before.template != text.template or before.text == text.text:
            continue
        names = names_in(text.template)
        if not any(map(follows, names)) and all(old.values.get(name) == new.values.get(name) for name in names):
            yield Difference(str(slot), "substantive", frozenset({f"untold/{slot}"}))


def _numbers(text: Policy) -> list[tuple[str, str]]:
    sections = [(section.id, section.number) for section in text.all_sections()]
    return [*sections, *((clause.id, clause.number) for clause in text.clauses())]


def _untold(old: Policy, new: Policy) -> Iterator[Difference]:
    """What the hash covers and the comparison says nothing of."""
    was, now = decided_form(old), decided_form(new)
    if was != now:
        names = sorted(name for name in was.keys() | now.keys() if was.get(name) != now.get(name))
        yield Difference(", ".join(names), "review", frozenset({f"untold/{name}" for name in names}))


def touched(change: Change | HeadingChange | ParameterChange | TableChange | DocumentChange) -> frozenset[str]:
    """What a change is about, in either version: clauses, a heading, a value or a field, told from each other."""
    match change:
        case Change():
            return frozenset(f"clause/{one.id}" for one in (*change.old, *change.new))
        case HeadingChange():
            slots = {str(slot) for part in change.parts for slot in (part.old, part.new) if slot is not None}
            return frozenset(slots or {f"heading/{change.id}"})
        case ParameterChange():
            return frozenset({f"value/{change.name}"})
        case TableChange():
            return frozenset({f"table/{change.table}"})
        case DocumentChange():
            return frozenset({f"document/{change.field}"})
