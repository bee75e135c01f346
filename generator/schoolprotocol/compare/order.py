"""What kept its place, and what moved: everything outside the heaviest increasing subsequence."""

from __future__ import annotations

from bisect import bisect
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
    best: list[int] = []
    """Of each the weight of the heaviest row that ends with it."""
    before: list[int] = []
    """And what stands before it in that row."""
    ends: list[int] = []
    """Where rows end that none outweighs of those that end sooner: the later, the heavier."""
    rows: list[int] = []
    for index, (id_, place) in enumerate(zip(ids, places, strict=True)):
        at = bisect(ends, place)
        before.append(rows[at - 1] if at else -1)
        own = (1 << 80) + (weights.get(id_, 0) << 40) + crc32(id_.encode())
        best.append(own + (best[before[-1]] if at else 0))
        outweighed = next((n for n in range(at, len(rows)) if best[rows[n]] > best[index]), len(rows))
        ends[at:outweighed], rows[at:outweighed] = [place], [index]
    staying = set()
    index = rows[-1] if rows else -1
    while index >= 0:
        staying.add(ids[index])
        index = before[index]
    return staying
