"""What stands beside each other for all schools: what a change in the source touches, and where schools deviate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from pydantic import Field

from schoolprotocol.compare.changeset import Facet, Part
from schoolprotocol.model.base import Weight
from schoolprotocol.policy.model import Frozen

# -- impact -----------------------------------------------------------------------------------------------------------

TouchKind = Literal["clause", "section", "table", "document", "value"]
"""`document`: a field of document control; `value`: a parameter, fact of the school or reference."""


class Touch(Frozen):
    """One thing in one document that a change in the source touches."""

    kind: TouchKind
    id: str
    """Of the clause, section or table; else the name of the field or value."""
    title: str
    facets: tuple[Facet, ...]
    """What happened; another number is not among it. A clause that prints a changed value has `parameter`."""
    weight: Weight | None = None
    """None where it has none: fields of document control."""
    detail: tuple[str, ...] = ()
    """Fields and values: `old → new`. Clauses that were split, merged or renamed: likewise, with their ids; those
    that moved, with their sections or numbers; those with another audience, with whom they concern."""
    old: str | None = None
    """What a clause, heading or table said, as printed; None where it was not there, or where only a value changed."""
    new: str | None = None
    """What it says now."""
    parts: tuple[Part, ...] = Field(default=(), exclude=True, repr=False)
    """Both texts beside each other."""


WhyLost = Literal["changed", "review", "version", "removed"]
"""The text was changed in substance; or so that somebody has to confirm that it does not matter; it is another version
now, and this one was never released; or the decision is not recorded any more."""


class LostDecision(Frozen):
    """A decision that carried the text at the revision, and carries the working text no longer."""

    kind: str
    """`instemming` or `vaststelling`."""
    body: str
    part: str | None
    """Which part of a council."""
    version: str
    day: date | None
    why: WhyLost


class DocumentImpact(Frozen):
    """What a change in the source does to one document."""

    school: str
    protocol: str
    state: Literal["new", "gone", "touched", "untouched"]
    """`new`, `gone`: the document is published only now, or no longer."""
    touches: tuple[Touch, ...] = ()
    """Clauses in reading order first."""
    renumbered: int = 0
    """So many clauses and sections have another number; nothing else is said of them here."""
    weight: Weight | None = None
    """The heaviest of what is touched."""
    lost: tuple[LostDecision, ...] = ()
    """The decisions that the change ends."""


class Impact(Frozen):
    """What the change from a revision to the working source touches."""

    since: str
    """The revision."""
    documents: tuple[DocumentImpact, ...]
    """Sorted by school and protocol; those that are gone too."""

    def protocols(self) -> tuple[str, ...]:
        """Ids of the protocols."""
        return tuple(sorted({document.protocol for document in self.documents}))

    def of_protocol(self, protocol: str) -> tuple[DocumentImpact, ...]:
        """The documents of one protocol."""
        return tuple(document for document in self.documents if document.protocol == protocol)

    def shared(self) -> tuple[SharedTouch, ...]:
        """Every change once, with the documents in which it is the same."""
        return shared_touches(self)

    def rows(self, protocol: str) -> list[ImpactRow]:
        """The matrix of one protocol: clauses first, each kind in the order in which the documents have it."""
        return impact_rows(self.of_protocol(protocol))


class SharedTouch(Frozen):
    """A change that is the same in one document or more."""

    touch: Touch
    documents: tuple[tuple[str, str], ...]
    """(school id, protocol id) of each; the touch is that of the first."""
    varies: bool = False
    """Whether others print other values in it: the change is the same, as it is written."""


def shared_touches(impact: Impact) -> tuple[SharedTouch, ...]:
    """Every change once, with the documents in which it is the same; those that most documents have come first.

    A clause of which only a value changed is left out: the value is told, and its clauses are counted.
    """
    found: dict[tuple[object, ...], list[tuple[Touch, tuple[str, str]]]] = {}
    for document in impact.documents:
        for touch in document.touches:
            if touch.facets != ("parameter",):
                of = document.school, document.protocol
                found.setdefault((document.protocol, *_as_written(touch)), []).append((touch, of))
    whole = [
        SharedTouch(
            touch=same[0][0],
            documents=tuple(document for _touch, document in same),
            varies=len({(touch.old, touch.new) for touch, _document in same}) > 1,
        )
        for same in found.values()
    ]
    return tuple(sorted(whole, key=lambda one: (_HEAVIEST_FIRST.index(one.touch.weight), -len(one.documents))))


def _as_written(touch: Touch) -> tuple[object, ...]:
    """What makes it the same change in two documents, though each fills in values of its own."""
    texts = tuple((part.kind, segment.op, segment.text) for part in touch.parts for segment in part.segments)
    return touch.kind, touch.id, touch.facets, touch.weight, touch.detail, texts or (touch.old, touch.new)


_HEAVIEST_FIRST: tuple[Weight | None, ...] = ("substantive", "review", "editorial", None)


def heaviest(weights: Iterable[Weight | None]) -> Weight | None:
    """The one that asks most of a reader; None where there is none."""
    return min(weights, key=_HEAVIEST_FIRST.index, default=None)


@dataclass(frozen=True, slots=True)
class ImpactRow:
    """One clause, section, table, field or value beside all documents that it touches."""

    kind: TouchKind
    id: str
    title: str
    by_school: dict[str, Touch]


def impact_rows(documents: Iterable[DocumentImpact]) -> list[ImpactRow]:
    """The matrix: clauses first, each kind in the order in which the documents have it."""
    rows: dict[tuple[TouchKind, str], ImpactRow] = {}
    kinds: tuple[TouchKind, ...] = ("clause", "section", "table", "value", "document")
    for document in documents:
        for touch in document.touches:
            row = rows.setdefault((touch.kind, touch.id), ImpactRow(touch.kind, touch.id, touch.title, {}))
            row.by_school[document.school] = touch
    return sorted(rows.values(), key=lambda row: kinds.index(row.kind))


# -- deviations -------------------------------------------------------------------------------------------------------

CellKind = Literal["base", "alternative", "replaced", "own", "omitted", "absent"]
"""`base`: the catalogue's text; `replaced`: the school's own text for it; `own`: a clause that the school or its board
added; `omitted`: left out with a reason; `absent`: the school's outline has no place for it."""
CELL_KINDS: tuple[CellKind, ...] = ("base", "alternative", "replaced", "own", "omitted", "absent")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one school does with one clause."""

    kind: CellKind
    alternative: str | None = None
    """Name of the chosen alternative."""
    reason: str | None = None
    """Why the school deviates, where it says so."""
    values: tuple[str, ...] = ()
    """Names of the parameters that it prints with another value than the default."""
    text: str | None = None
    """What it says, with its placeholders and its notes behind it, where the catalogue does not have that text."""


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One clause beside all schools."""

    id: str
    title: str
    in_base: bool
    """Whether the protocol's own outline or excerpt has it."""
    cells: tuple[Cell, ...]
    """A cell for each school, in the order of the table's schools."""
    base: str | None = None
    """The base text, with its placeholders and notes; None where there are only alternatives, and for a clause that the
    catalogue does not have."""
    alternatives: Mapping[str, str] = field(default_factory=dict)
    """The other wordings, by name."""

    def count(self) -> Counter[CellKind]:
        """How many schools have each kind of cell."""
        return Counter(cell.kind for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Theme:
    """The clauses whose ids begin with the same word."""

    id: str
    title: str
    rows: tuple[ClauseRow, ...]


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A parameter that at least one school prints with another value than the default."""

    name: str
    help: str
    default: str | None
    """As printed; None where every school must give a value."""
    values: tuple[str | None, ...]
    """As each school prints it; None where it has the default, or does not print it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A school."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class DocumentCells:
    """One document beside its catalogue: a column of the table."""

    school: Column
    cells: Mapping[str, Cell]
    """By clause id, of the clauses that it has or leaves out; the other ones are absent from it."""
    titles: Mapping[str, str]
    """By clause id, of those that the catalogue does not have."""
    values: Mapping[str, str]
    """By parameter what it prints, where that is not the default."""


def _rows(rows: Iterable[ClauseRow], schools: slice) -> Iterator[ClauseRow]:
    for row in rows:
        cells = row.cells[schools]
        if row.in_base or any(cell.kind != "absent" for cell in cells):
            yield replace(row, cells=cells)


@dataclass(frozen=True, slots=True)
class Deviations:
    """Clause × school of one protocol."""

    protocol: str
    title: str
    schools: tuple[Column, ...]
    themes: tuple[Theme, ...]
    values: tuple[ValueRow, ...]
    printed: Mapping[str, str] = field(default_factory=dict)
    """What a placeholder prints where it stands for no school in particular."""

    def rows(self) -> tuple[ClauseRow, ...]:
        """The rows of all themes."""
        return tuple(row for theme in self.themes for row in theme.rows)

    def part(self, start: int, stop: int) -> Deviations:
        """The same for some of the schools, by place; without the rows that only others give something to say."""
        themes = [replace(theme, rows=tuple(_rows(theme.rows, slice(start, stop)))) for theme in self.themes]
        values = [replace(row, values=row.values[start:stop]) for row in self.values]
        return replace(
            self,
            schools=self.schools[start:stop],
            themes=tuple(theme for theme in themes if theme.rows),
            values=tuple(row for row in values if any(value is not None for value in row.values)),
        )

    def count(self, school: int) -> Counter[CellKind]:
        """How many cells of each kind a school has; `school` is its place in `schools`."""
        return Counter(row.cells[school].kind for row in self.rows())

    def own_values(self, school: int) -> int:
        """How many values a school has of its own."""
        return sum(row.values[school] is not None for row in self.values)
