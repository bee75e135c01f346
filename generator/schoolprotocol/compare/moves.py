"""Which list items, sentences and notes went in one place and came, in the same words, in another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import groupby, product

from schoolprotocol.compare import blocks
from schoolprotocol.compare.changeset import Change, Part
from schoolprotocol.policy.slots import Slot

_Place = tuple[int, int]
"""Which change, and which of its parts."""
_End = tuple[_Place, Slot]
_Counted = tuple[_Place, Slot, int]
"""With how many of the same words stand before it in its slot."""
_What = tuple[str, str]
"""What kind of text, and its words."""


def wandered(sides: Sequence[tuple[Sequence[blocks.Block], Sequence[blocks.Block]]]) -> frozenset[str]:
    """The words of the sentences that one clause lost and another one got.

    Args:
        sides: of each clause that is in both versions its sentences, before and after.
    """
    lost: dict[str, set[int]] = {}
    got: dict[str, set[int]] = {}
    for n, (old, new) in enumerate(sides):
        was, now = (Counter(block.words for block in side if blocks.is_long(block.words)) for side in (old, new))
        for found, words in ((lost, was - now), (got, now - was)):
            for one in words:
                found.setdefault(one, set()).add(n)
    # Where one clause both lost and got it, that is not counted as different.
    return frozenset(lost.keys() & got.keys())


def numbered(changes: Sequence[Change]) -> list[Change]:
    """The changes, with one number on the two parts of each move: 1, 2, 3 in the order in which the old parts stand.

    A part that went finds its words first in its own clause, then in another one that both versions have. The clauses
    that came and went as a whole are not compared with each other: that is lineage, and to be declared.
    """
    gone: dict[_What, list[_End]] = {}
    come: dict[_What, list[_End]] = {}
    for end, what, is_new in _one_sided(changes):
        (come if is_new else gone).setdefault(what, []).append(end)
    found: dict[_Place, _Place] = {}
    for what in gone.keys() & come.keys():
        found |= _met(changes, gone[what], come[what], far=blocks.is_long(what[1]))
    numbers: dict[_Place, int] = {}
    for number, (at, place) in enumerate(sorted(found.items()), start=1):
        numbers[at] = numbers[place] = number
    result = list(changes)
    for index, places in groupby(sorted(numbers), key=lambda at: at[0]):
        parts = list(changes[index].parts)
        for at in places:
            parts[at[1]] = parts[at[1]].model_copy(update={"move": numbers[at]})
        result[index] = changes[index].model_copy(update={"parts": tuple(parts)})
    return result


def _met(changes: Sequence[Change], gone: Sequence[_End], come: Sequence[_End], *, far: bool) -> dict[_Place, _Place]:
    """Where parts with the same words went, and where they came; where `far`, to another clause too."""
    sides = list(_counted(gone)), list(_counted(come))
    found = dict(_nearest(*sides, lambda one: one[0][0]))
    for ways in ((True, True), (True, False), (False, True)) if far else ():
        taken = found.keys(), {*found.values()}
        left, right = (
            [one for one in side if one[0] not in places and _kept(changes[one[0][0]]) is kept]
            for side, places, kept in zip(sides, taken, ways, strict=True)
        )
        found |= _nearest(left, right, lambda _one: None)
    return found


def _counted(ends: Iterable[_End]) -> Iterator[_Counted]:
    before: Counter[Slot] = Counter()
    for place, slot in ends:
        yield place, slot, before[slot]
        before[slot] += 1


def _nearest(
    gone: Iterable[_Counted], come: Iterable[_Counted], group: Callable[[_Counted], Hashable]
) -> Iterator[tuple[_Place, _Place]]:
    """Pairs inside a group: first those before which as many of the same words stand in their slots.

    Of these in the order of their slots; so they are the same where the versions are swapped.
    """
    rows: tuple[dict[Hashable, dict[int, list[_Counted]]], ...] = ({}, {})
    for row, side in zip(rows, (gone, come), strict=True):
        for one in sorted(side, key=lambda one: (str(one[1]), one[0]), reverse=True):
            row.setdefault(group(one), {}).setdefault(one[2], []).append(one)
    for key in rows[0].keys() & rows[1].keys():
        lefts, rights = rows[0][key], rows[1][key]
        for n, m in sorted(product(lefts, rights), key=lambda counts: (abs(counts[0] - counts[1]), sum(counts))):
            while lefts[n] and rights[m]:
                yield lefts[n].pop()[0], rights[m].pop()[0]


def _one_sided(changes: Sequence[Change]) -> Iterator[tuple[_End, _What, bool]]:
    for n, change in enumerate(changes):
        for m, part in enumerate(change.parts):
            slot = part.new or part.old
            if slot is not None and (part.old is None or part.new is None):
                block = _block(part, slot)
                if blocks.can_move(block):
                    yield ((n, m), slot), (slot.kind, block.words), part.new is not None


def _kept(change: Change) -> bool:
    """Whether its clause is in both versions."""
    return bool(change.old and change.new)


def _block(part: Part, slot: Slot) -> blocks.Block:
    text = "".join(segment.text for segment in part.segments)
    # A part is one block; a sentence from the middle of one has no marker, and looks like none.
    marker = next(length for _piece, length in blocks.pieces(text)) if part.kind == "item" else 0
    return blocks.Block(slot, text, part.kind, marker)
