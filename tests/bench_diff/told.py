"""What a change set tells and marks, in the terms of the labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from schoolprotocol.compare.bulk import bulks
from schoolprotocol.compare.changeset import ChangeSet, Part, Segment
from schoolprotocol.outputs.report.text import redline
from tests.bench_diff.labels import WORD, Fact, words

_TOLD_ELSEWHERE = {"parameter", "renumbered"}


def facts(changes: ChangeSet) -> frozenset[Fact]:
    """(kind, id) of all that it tells; renumbering apart."""
    found: set[Fact] = {(facet, c.id) for c in changes.changes for facet in c.facets if facet not in _TOLD_ELSEWHERE}
    for heading in changes.headings:
        for facet in heading.facets:
            if facet != "renumbered":
                found.add((facet if facet == "heading" else f"section {facet}", heading.id))
    found |= {(f"cell {table.facet}", f"{table.table}/{table.row}") for table in changes.tables}
    found |= {("document", change.field) for change in changes.document}
    found |= {("parameter", change.name) for change in changes.parameters}
    return frozenset(found)


def entries(changes: ChangeSet) -> int:
    """How many entries a report has; what was done to many clauses is one."""
    every = (changes.changes, changes.headings, changes.tables, changes.document, changes.parameters)
    return sum(map(len, every)) - sum(len(bulk.members) - 1 for bulk in bulks(changes))


@dataclass
class Chunk:
    """A run of marked text: what goes and what comes at one spot."""

    removed: str = ""
    added: str = ""
    places: set[str] = field(default_factory=set)

    @property
    def is_number(self) -> bool:
        """Whether nothing but numbers changes."""
        found = WORD.findall(f"{self.removed} {self.added}")
        return bool(found) and all(word.replace(".", "").isdigit() for word in found)

    @property
    def is_visible(self) -> bool:
        """Whether it is more than white space and formatting."""
        return bool((self.removed + self.added).strip())


@dataclass
class Marks:
    """All that a report strikes through and underlines."""

    chunks: list[Chunk] = field(default_factory=list)
    removed: dict[str, Counter[str]] = field(default_factory=dict)
    """Words by place (see `Label.place`)."""
    added: dict[str, Counter[str]] = field(default_factory=dict)
    cuts: int = 0
    """Ends of marks in the middle of a word."""
    mentioned: set[str] = field(default_factory=set)
    """Places of which the report says, without a mark, that a value in them changed."""
    lossless: bool = True
    """Whether both versions can be read from it (white space apart)."""

    def places(self, with_numbers: frozenset[str] = frozenset()) -> set[str]:
        """Of which the report says that something but a number changed; in `with_numbers` a number counts as well."""
        told_ = {p for c in self.chunks if c.is_visible for p in c.places if not c.is_number or p in with_numbers}
        return self.mentioned | told_

    def at(self, place: str) -> tuple[Counter[str], Counter[str]]:
        """The words that go and that come at a place."""
        return self.removed.get(place, Counter()), self.added.get(place, Counter())


def marks(changes: ChangeSet) -> Marks:
    """What our report marks."""
    found = Marks()
    for place, parts in _placed(changes):
        for part in parts:
            _collect(found, place, part)
            found.cuts += cuts(part)
    for change in changes.parameters:
        place = f"value/{change.name}"
        found.removed[place], found.added[place] = words(change.old.text), words(change.new.text)
        found.mentioned.update(change.clauses)
    return found


def _placed(changes: ChangeSet) -> Iterator[tuple[str, tuple[Part, ...]]]:
    yield from ((change.id, change.parts) for change in changes.changes)
    yield from ((f"heading/{change.id}", change.parts) for change in changes.headings)
    yield from ((f"cell/{change.table}/{change.row}", change.parts) for change in changes.tables)


def _collect(found: Marks, place: str, part: Part) -> None:
    """The marks of one part, as the report prints them: what prints the same in both versions has none."""
    for marked, group in groupby(redline(part.segments), key=lambda run: run.mark in {"del", "ins"}):
        if not marked:
            continue
        runs = list(group)
        gone, come = (" ".join(run.text for run in runs if run.mark == mark) for mark in ("del", "ins"))
        found.chunks.append(Chunk(gone, come, {place}))
        found.removed.setdefault(place, Counter()).update(words(gone))
        found.added.setdefault(place, Counter()).update(words(come))


def cuts(part: Part) -> int:
    """Ends of marks between two letters, as written and as printed, on either side."""
    total = 0
    for dropped in ("insert", "delete"):
        side = [segment for segment in part.segments if segment.op != dropped]
        total += _cuts((s.op, s.text) for s in side) + _cuts((s.op, _printed(s, dropped)) for s in side)
    return total


def _printed(segment: Segment, dropped: str) -> str:
    old = dropped == "insert"
    return segment.before if old and segment.before is not None else segment.shown


def _cuts(side: Iterable[tuple[str, str]]) -> int:
    total, last, end = 0, "", ""
    for op, text in side:
        if not text:
            continue
        total += op != last and end.isalpha() and text[0].isalpha()
        last, end = op, text[-1]
    return total
