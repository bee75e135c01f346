"""The paragraphs and items of a clause → paragraphs and lists in lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from schoolprotocol.text.parse import MAX_LISTS
from schoolprotocol.text.tree import Block, Inline, Listing, Paragraph, Words

Entry = tuple[int, "str | None", tuple[Inline, ...]]
"""A paragraph of a clause: how deep it stands in lists (0: in none), its number, what it says."""
COUNTED: Final = "#"
"""The number of an item of a list that counts by itself."""


def counted(
    entries: Sequence[Entry],
) -> Iterator[Entry]:
    """Numbers that a list in a text counts by itself (`1.`, `2.`) as such; the others as words of their text."""
    for n, (depth, number, nodes) in enumerate(entries):
        if number is None:
            yield min(depth, MAX_LISTS), None, nodes
            continue
        row = list(_row(entries, n))
        is_counted = depth > 0 and [one.rstrip(".") for one in row] == [str(m + 1) for m in range(len(row))]
        if is_counted and all(one.endswith(".") for one in row):
            yield min(depth, MAX_LISTS), COUNTED, nodes
        else:
            yield 0, None, (Words(f"{number} "), *nodes)


def _row(entries: Sequence[Entry], n: int) -> Iterator[str]:
    """The numbers of the row that an entry is in."""
    depth = entries[n][0]
    begin = n
    while (
        begin
        and entries[begin - 1][0] >= depth
        and (entries[begin - 1][0] > depth or entries[begin - 1][1] is not None)
    ):
        begin -= 1
    for other, number, _nodes in entries[begin:]:
        if other < depth or (other == depth and number is None):
            return
        if other == depth and number is not None:
            yield number


def in_blocks(entries: Sequence[Entry]) -> Iterator[Block]:
    """Paragraphs and lists of entries."""
    at = 0
    while at < len(entries):
        if entries[at][0] == 0:
            yield Paragraph(entries[at][2])
            at += 1
        else:
            listing, at = _list(entries, at)
            yield listing


def _list(entries: Sequence[Entry], at: int) -> tuple[Listing, int]:
    """The list that begins at an entry, and the entry behind it."""
    depth, is_ordered = entries[at][0], entries[at][1] == COUNTED
    items: list[tuple[Block, ...]] = []
    while at < len(entries) and entries[at][0] >= depth:
        if entries[at][0] > depth:
            below, at = _list(entries, at)
            items[-1] = (*items[-1], below)
        elif (entries[at][1] == COUNTED) != is_ordered:
            break
        else:
            items.append((Paragraph(entries[at][2]),))
            at += 1
    return Listing(tuple(items), is_ordered), at
