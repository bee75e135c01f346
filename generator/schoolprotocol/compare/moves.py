"""Which list items, sentences and notes went in one place and came, in the same words, in another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from schoolprotocol.compare import blocks
from schoolprotocol.compare.changeset import Change, Part
from schoolprotocol.policy.slots import Slot

_Place = tuple[int, int]
"""Which change, and which of its parts."""
_What = tuple[str, str]
"""What kind of text, and its words."""


def numbered(changes: Sequence[Change]) -> list[Change]:
    """The changes, with one number on the two parts of each move: 1, 2, 3 in the order in which the old parts stand.

    A part that went finds its words first in its own clause, then in the nearest change after it, then in the first.
    The clauses that came and went as a whole are not compared with each other: that is lineage, and to be declared.
    """
    gone: dict[_What, list[_Place]] = {}
    come: dict[_What, list[_Place]] = {}
    for at, what, is_new in _one_sided(changes):
        (come if is_new else gone).setdefault(what, []).append(at)
    found: dict[_Place, _Place] = {}
    for what in gone.keys() & come.keys():
        waiting, long = come[what], blocks.is_long(what[1])
        own = {change for change, _part in waiting}
        # Those that find their words in their own clause first, so that no other takes them.
        for at in sorted(gone[what], key=lambda at: (at[0] not in own, at)):
            there = [
                place for place in waiting if place[0] == at[0] or (long and _kept(changes[at[0]], changes[place[0]]))
            ]
            if there:
                found[at] = min(there, key=lambda place: (place[0] != at[0], place < at, place))
                waiting.remove(found[at])
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


def _one_sided(changes: Sequence[Change]) -> Iterator[tuple[_Place, _What, bool]]:
    for n, change in enumerate(changes):
        for m, part in enumerate(change.parts):
            slot = part.new or part.old
            if slot is not None and (part.old is None or part.new is None):
                block = _block(part, slot)
                if blocks.can_move(block):
                    yield (n, m), (slot.kind, block.words), part.new is not None


def _kept(old: Change, new: Change) -> bool:
    """Whether one of the two clauses is in both versions."""
    return bool(old.new or new.old)


def _block(part: Part, slot: Slot) -> blocks.Block:
    text = "".join(segment.text for segment in part.segments)
    # A part is one block; a sentence from the middle of one has no marker, and looks like none.
    marker = next(length for _piece, length in blocks.pieces(text)) if part.kind == "item" else 0
    return blocks.Block(slot, text, part.kind, marker)
