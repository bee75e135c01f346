"""What kept its place, and what moved: everything outside the heaviest increasing subsequence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zlib import crc32


def moved(old: Sequence[str], new: Sequence[str], weights: Mapping[str, int]) -> set[str]:
    """The ids that changed places among those that both lists have.

    Args:
        old: ids in their old order.
        new: ids in their new order.
        weights: how much text each holds: of two that changed places, the smaller one moved.

    Returns:
        As few ids as possible; the same ones when old and new are swapped.
    """
    where = {id_: index for index, id_ in enumerate(old)}
    common = [id_ for id_ in new if id_ in where]
    places = [where[id_] for id_ in common]
    if places == sorted(places):
        return set()
    return set(common) - _staying(common, places, weights)


def _staying(ids: list[str], places: list[int], weights: Mapping[str, int]) -> set[str]:
    """The increasing subsequence with the most members; among equals the one with most text, then by id."""
    own = [(1 << 80) + (weights.get(id_, 0) << 40) + crc32(id_.encode()) for id_ in ids]
    best: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        top, link = 0, -1
        for earlier in range(index):
            if places[earlier] < place and best[earlier] > top:
                top, link = best[earlier], earlier
        best.append(top + own[index])
        before.append(link)
    index = max(range(len(best)), key=best.__getitem__, default=-1)
    staying = set()
    while index >= 0:
        staying.add(ids[index])
        index = before[index]
    return staying
