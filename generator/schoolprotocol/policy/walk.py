"""The one place that goes through a policy: every clause and text in reading order; rebuilt, or sifted.

What holds what is told once, in `_HOLDS`. A policy that comes out of here has its ids, numbers and labels as they were:
whoever reads a part of a document can still talk about it with whoever reads the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import is_
from typing import Any, Final, TypeVar

from schoolprotocol.policy.model import (
    Clause,
    Column,
    Excerpt,
    Frozen,
    Group,
    Note,
    Policy,
    Section,
    Table,
    Text,
)
from schoolprotocol.policy.slots import EXCERPT, Slot

Holder = Policy | Excerpt | Section | Group | Column
"""What clauses stand in."""
_HOLDS: Final[Mapping[type[Frozen], tuple[str, ...]]] = {
    Policy: ("sections", "excerpt"),
    Excerpt: ("groups", "half", "short"),
    Section: ("groups", "sections"),
    Group: ("clauses", "columns"),
    Column: ("clauses",),
}
"""The fields with clauses in them, however deep, in reading order."""
_Whole = TypeVar("_Whole", Policy, Excerpt, Section, Group, Column, Clause)
_Part = TypeVar("_Part", Section, Group, Column, Clause)
_Texted = TypeVar("_Texted", bound=Frozen)


def every_clause(*parts: Holder | Clause) -> Iterator[Clause]:
    """The clauses in these parts in reading order; one that stands in two places is given twice.

    Of a policy: the document's clauses, then those of the excerpt, its short one last. `*policy.excerpt_groups` are
    the excerpt's without the short one.
    """
    for part in parts:
        if isinstance(part, Clause):
            yield part
        else:
            for name in _HOLDS[type(part)]:
                yield from every_clause(*_several(getattr(part, name)))


def map_clauses(part: _Whole, change: Callable[[Clause], Clause]) -> _Whole:
    """The same with every clause in it replaced by what `change` makes of it; what keeps its clauses is not copied."""
    if isinstance(part, Clause):
        return change(part)
    update = {}
    for name in _HOLDS[type(part)]:
        value = getattr(part, name)
        parts = _several(value)
        changed = [map_clauses(one, change) for one in parts]
        if not all(map(is_, changed, parts)):
            update[name] = tuple(changed) if isinstance(value, tuple) else changed[0]
    return part.model_copy(update=update) if update else part


def keep(parts: Iterable[_Part], wanted: Callable[[Clause], bool]) -> tuple[_Part, ...]:
    """These with only the clauses that are wanted; a section, group or column goes when no clause is left in it."""
    kept = (_kept(part, wanted) for part in parts)
    return tuple(part for part in kept if part is not None)


def _kept(part: _Part, wanted: Callable[[Clause], bool]) -> _Part | None:
    if isinstance(part, Clause):
        return part if wanted(part) else None
    inside = {name: keep(getattr(part, name), wanted) for name in _HOLDS[type(part)]}
    return part.model_copy(update=inside) if any(inside.values()) else None


def _several(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


# -- texts ------------------------------------------------------------------------------------------------------------

Visit = Callable[[Slot, Text], Text]
"""Takes a slot and its text, gives the text to put there."""


def every_text(policy: Policy) -> Iterator[tuple[Slot, Text]]:
    """Every text with its slot, in reading order; the text of a clause that stands in two places is given twice."""
    found: list[tuple[Slot, Text]] = []

    def collect(slot: Slot, text: Text) -> Text:
        found.append((slot, text))
        return text

    map_texts(policy, collect)
    return iter(found)


def map_texts(policy: Policy, visit: Visit) -> Policy:
    """The policy with every text replaced by what `visit` makes of it."""
    return _with(
        policy,
        {
            "front": tuple(_table(table, visit) for table in policy.front),
            "sections": tuple(_section(section, visit) for section in policy.sections),
            "excerpt": None if policy.excerpt is None else _excerpt(policy.excerpt, visit),
        },
    )


def _table(table: Table, visit: Visit) -> Table:
    return _with(
        table,
        {
            "heading": _optional(Slot.table(table.id), table.heading, visit),
            "columns": tuple(visit(Slot.table_column(table.id, m), text) for m, text in enumerate(table.columns)),
            "rows": tuple(
                tuple(visit(Slot.cell(table.id, n, m), text) for m, text in enumerate(row))
                for n, row in enumerate(table.rows)
            ),
        },
    )


def _optional(slot: Slot, text: Text | None, visit: Visit) -> Text | None:
    return None if text is None else visit(slot, text)


def _section(section: Section, visit: Visit) -> Section:
    return _with(
        section,
        {
            "heading": _optional(Slot.heading(section.id), section.heading, visit),
            "groups": tuple(_group(group, section.id, n, visit) for n, group in enumerate(section.groups)),
            "sections": tuple(_section(child, visit) for child in section.sections),
        },
    )


def _excerpt(excerpt: Excerpt, visit: Visit) -> Excerpt:
    return _with(
        excerpt,
        {
            "heading": visit(Slot.heading(EXCERPT), excerpt.heading),
            "groups": tuple(_group(group, EXCERPT, n, visit) for n, group in enumerate(excerpt.groups)),
            # Its groups have no headings, so that its texts are those of its clauses.
            "half": excerpt.half and tuple(_group(group, EXCERPT, n, visit) for n, group in enumerate(excerpt.half)),
            "short": _clause(excerpt.short, visit),
        },
    )


def _group(group: Group, section: str, n: int, visit: Visit) -> Group:
    return _with(
        group,
        {
            "heading": _optional(Slot.group(section, n), group.heading, visit),
            "clauses": tuple(_clause(clause, visit) for clause in group.clauses),
            "columns": tuple(
                _column(column, Slot.column(section, n, m), visit) for m, column in enumerate(group.columns)
            ),
        },
    )


def _column(column: Column, slot: Slot, visit: Visit) -> Column:
    return _with(
        column,
        {
            "heading": visit(slot, column.heading),
            "clauses": tuple(_clause(clause, visit) for clause in column.clauses),
        },
    )


def _clause(clause: Clause, visit: Visit) -> Clause:
    return _with(
        clause,
        {
            "wording": visit(Slot.clause(clause.id), clause.wording),
            "notes": tuple(_note(note, clause.id, visit) for note in clause.notes),
            "kort": _optional(Slot.kort(clause.id), clause.kort, visit),
        },
    )


def _note(note: Note, clause: str, visit: Visit) -> Note:
    return _with(note, {"wording": visit(Slot.note(clause, note.id), note.wording)})


def _with(part: _Texted, update: Mapping[str, Any]) -> _Texted:
    """A part with other texts; the same one where they are the same: who only reads copies nothing."""
    is_same = [getattr(part, name) for name in update] == [*update.values()]  # of a list, what is one is not compared
    return part if is_same else part.model_copy(update=update)
