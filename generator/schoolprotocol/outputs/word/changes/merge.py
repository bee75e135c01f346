"""Two versions as one: what stands in both, what went, what came, and what moved."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from schoolprotocol.outputs.word.changes.links import Link, Links
from schoolprotocol.outputs.word.model import (
    Block,
    Item,
    Merged,
    MergedBlock,
    MergedRow,
    MergedTable,
    Paragraph,
    Row,
    Table,
    paragraphs,
)
from schoolprotocol.policy.slots import Slot

STEADY = 1_000
"""A character in a place that did not move weighs so much more than one in a place that did."""


@dataclass(frozen=True)
class Merger:
    """Lays two versions on each other."""

    links: Links
    loose: Collection[Slot] = field(default_factory=frozenset)
    """New slots of what moved."""

    def blocks(self, old: Sequence[Block], new: Sequence[Block]) -> list[MergedBlock]:
        """Paragraphs and tables in order; between two that stay first what went, then what came."""
        return [
            self._block(old[i] if i is not None else None, new[j] if j is not None else None)
            for i, j in self._aligned(old, new)
        ]

    def paragraphs(self, old: Sequence[Paragraph], new: Sequence[Paragraph]) -> tuple[Merged, ...]:
        """The paragraphs of a cell or note. One beside one is the same one, whatever its words."""
        if len(old) == len(new) == 1:
            return (Merged(old[0], new[0]),)
        return tuple(
            Merged(old[i] if i is not None else None, new[j] if j is not None else None)
            for i, j in self._aligned(old, new)
        )

    def note(self, old: Sequence[Paragraph], new: Sequence[Paragraph]) -> tuple[Merged, ...]:
        """The paragraphs of a note. The first, which has its number, stays: LibreOffice loses a note without it."""
        if not old or not new:
            return self.paragraphs(old, new)
        return (Merged(old[0], new[0]), *self.paragraphs(old[1:], new[1:]))

    def _block(self, old: Block | None, new: Block | None) -> MergedBlock:
        if isinstance(old, Table) or isinstance(new, Table):
            return self._table(old if isinstance(old, Table) else None, new if isinstance(new, Table) else None)
        return Merged(old, new)

    def _table(self, old: Table | None, new: Table | None) -> MergedTable:
        table = new or old
        if table is None:
            raise AssertionError("never nothing beside nothing")
        left, right = old.rows if old else (), new.rows if new else ()
        rows = [
            self._row(left[i] if i is not None else None, right[j] if j is not None else None)
            for i, j in self._aligned(left, right)
        ]
        return MergedTable(table, tuple(rows))

    def _row(self, old: Row | None, new: Row | None) -> MergedRow:
        left = old.cells if old else ((),) * len(new.cells if new else ())
        right = new.cells if new else ((),) * len(left)
        return MergedRow(old, new, tuple(self.paragraphs(*pair) for pair in zip(left, right, strict=True)))

    def characters(self, old: Sequence[Paragraph], new: Sequence[Paragraph]) -> dict[tuple[int, int], int]:
        """How many characters two paragraphs have in common, those that moved too, by their indexes."""
        where = _spans(new)
        found: dict[tuple[int, int], int] = {}
        for i, paragraph in enumerate(old):
            for link in self.links.within(paragraph, moved=True):
                for j, size in _shared(link, where.get(link.new, [])):
                    found[i, j] = found.get((i, j), 0) + size
        return found

    # -- which belong together ----------------------------------------------------------------------------------------

    def _aligned(self, old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int | None, int | None]]:
        weights = self._common(old, new)
        for i, j in _same_keys(old, new):
            one = new[j]
            is_loose = isinstance(one, Paragraph) and one.slot in self.loose
            weights[i, j] = weights.get((i, j), 0) + (1 if is_loose else STEADY)
        pairs = _heaviest_chain({pair: w for pair, w in weights.items() if _alike(old[pair[0]], new[pair[1]])})
        result: list[tuple[int | None, int | None]] = []
        i = j = 0
        for left, right in [*pairs, (len(old), len(new))]:
            result += [(n, None) for n in range(i, left)]
            result += [(None, n) for n in range(j, right)]
            result += [(left, right)] if left < len(old) else []
            i, j = left + 1, right + 1
        return result

    def _common(self, old: Sequence[Item], new: Sequence[Item]) -> dict[tuple[int, int], int]:
        """How much speaks for laying two items on each other, by their indexes."""
        where = _spans(new)
        found: dict[tuple[int, int], int] = {}
        for i, item in enumerate(old):
            for paragraph in paragraphs(item):
                for link in self.links.within(paragraph):
                    steady = 1 if link.new in self.loose else STEADY
                    for j, weight in _shared(link, where.get(link.new, [])):
                        found[i, j] = found.get((i, j), 0) + steady * weight
        return found


_Span = tuple[int, int, int]
"""From which character of a slot, to which, and in which item."""


def _spans(items: Sequence[Item]) -> dict[Slot, list[_Span]]:
    """Where the characters of each slot stand."""
    found: dict[Slot, list[_Span]] = {}
    for index, item in enumerate(items):
        for paragraph in paragraphs(item):
            # Of an empty paragraph the place counts: of a number before a list that of the list's first character.
            span = (paragraph.start, paragraph.start + max(paragraph.size, 1), index)
            found.setdefault(paragraph.slot, []).append(span)
    return {slot: sorted(spans) for slot, spans in found.items()}


def _shared(link: Link, spans: Sequence[_Span]) -> Iterator[tuple[int, int]]:
    """The items in which the link ends, and how much of it is in each."""
    size = max(link.size, 1)
    for start, end, index in islice(spans, bisect_right(spans, link.new_at, key=lambda span: span[1]), None):
        if start >= link.new_at + size:
            break
        yield index, min(end, link.new_at + size) - max(start, link.new_at)


def _alike(old: Item, new: Item) -> bool:
    """Whether Word can show the two as one: tables must have the same number of columns.

    A number by itself before a list is one with another such number, and with no words.
    """
    if isinstance(old, Paragraph) and isinstance(new, Paragraph):
        return old.leads == new.leads and (not old.leads or (not old.place) == (not new.place))
    if isinstance(old, Table) and isinstance(new, Table):
        return len(old.widths) == len(new.widths)
    if isinstance(old, Row) and isinstance(new, Row):
        return old.heads == new.heads
    return type(old) is type(new)


def _same_keys(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int, int]]:
    keys = {own: j for j, item in enumerate(new) if (own := _key(item))}
    return [(i, keys[own]) for i, item in enumerate(old) if (own := _key(item)) in keys]


def _key(item: Item) -> str:
    """What tells a row, a table, or the number by itself of a clause that is a list, whatever words it has."""
    if isinstance(item, Paragraph):
        return str(item.slot) if item.leads and not item.place else ""
    return item.key


def _heaviest_chain(weights: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    """Pairs that increase on both sides, with the highest total weight."""
    ends: list[int] = []
    """Right sides at which a chain ends, increasing, with ever heavier chains (below)."""
    chains: list[int] = []
    tails: list[tuple[int, int]] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for pair in sorted(weights, key=lambda pair: (pair[0], -pair[1])):
        at = bisect_left(ends, pair[1])
        total = weights[pair] + (chains[at - 1] if at else 0)
        if at < len(ends) and ends[at] == pair[1] and chains[at] >= total:
            continue
        before[pair] = tails[at - 1] if at else None
        after = at
        while after < len(ends) and chains[after] <= total:
            after += 1
        ends[at:after], chains[at:after], tails[at:after] = [pair[1]], [total], [pair]
    found: list[tuple[int, int]] = []
    last = tails[-1] if tails else None
    while last is not None:
        found.append(last)
        last = before[last]
    return found[::-1]
