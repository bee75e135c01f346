"""Cuts two long texts at places where they surely agree, so that no comparison needs memory without bounds."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

SHINGLE = 4
"""So many words in a row that occur once in both texts mark the same place."""
MIN_PIECE = 1_000
"""A text is not cut more finely than this."""


def pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches (start and end in the old text, start and end in the new one) that together are both texts.

    The anchors are rows of words that occur once in each text, as in patience diff (Cohen, 2010), in the longest order
    that both texts have.
    """
    i = j = 0
    for left, right in _increasing(list(_unique(old, new))):
        if left - i >= MIN_PIECE and right - j >= MIN_PIECE:
            yield i, left, j, right
            i, j = left, right
    yield i, len(old), j, len(new)


def _unique(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    rows = [list(zip(*(text[n:] for n in range(SHINGLE)), strict=False)) for text in (old, new)]
    counts = [Counter(side) for side in rows]
    where = {row: index for index, row in enumerate(rows[1]) if counts[1][row] == 1}
    yield from ((index, where[row]) for index, row in enumerate(rows[0]) if row in where and counts[0][row] == 1)


def _increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, given by their first number, in which the second rises too."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (_left, right) in enumerate(pairs):
        length = bisect_left(ends, right)
        before.append(at[length - 1] if length else -1)
        ends[length : length + 1] = [right]
        at[length : length + 1] = [index]
    found: list[tuple[int, int]] = []
    index = at[-1] if at else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]
