"""Which list items, sentences and notes went in one place and came, in the same words, in another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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
        pairs = [
            (_apart(changes, old, new), old[0], new[0])
            for old, new in product(_counted(gone[what]), _counted(come[what]))
            if old[0][0] == new[0][0]
            or (blocks.is_long(what[1]) and _kept(changes[old[0][0]]) + _kept(changes[new[0][0]]))
        ]
        taken: set[_Place] = set()
        for _how, at, place in sorted(pairs):
            if at not in found and place not in taken:
                found[at] = place
                taken.add(place)
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


def _counted(ends: Iterable[_End]) -> Iterator[_Counted]:
    before: Counter[Slot] = Counter()
    for place, slot in ends:
        yield place, slot, before[slot]
        before[slot] += 1


def _apart(
    changes: Sequence[Change], old: tuple[_Place, Slot, int], new: tuple[_Place, Slot, int]
) -> tuple[object, ...]:
    """How little two ends belong together; the same where the versions are swapped."""
    (at, slot, n), (place, other, m) = old, new
    one_sided = 2 - _kept(changes[at[0]]) - _kept(changes[place[0]])
    return at[0] != place[0], one_sided, abs(n - m), n + m, sorted([str(slot), str(other)])


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
