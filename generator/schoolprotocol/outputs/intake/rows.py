"""A document that was taken in → rows: what stands in the original, and beside it the blocks that came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schoolprotocol.intake.blocks import Block, Place, Span
from schoolprotocol.intake.reading import Paragraph
from schoolprotocol.intake.taking import Taken


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of the original that went to one place."""

    text: str
    block: int | None = None
    """Which, from 0; None for white space."""
    place: Place = "text"
    cell: int = 0
    is_first: bool = False
    """Whether the block begins here, for who comes from there."""
    is_computed: bool = False
    """Whether it is a number that a program prints here, and no character of the file."""


@dataclass(frozen=True, slots=True)
class Original:
    """A paragraph of the original."""

    part: str
    page: int | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What stands beside each other."""

    originals: tuple[Original, ...]
    blocks: tuple[int, ...]
    """Which, from 0."""


def rows_of(taken: Taken) -> list[Row]:
    """Every paragraph and every block once, in the order of the original; what belongs together stands in one row."""
    paragraphs, blocks = taken.reading.paragraphs, taken.blocks
    spans: list[list[tuple[Span, int]]] = [[] for _paragraph in paragraphs]
    for number, block in enumerate(blocks):
        for span in block.spans:
            spans[span.paragraph].append((span, number))
    seen: set[int] = set()
    originals = [
        Original(one.at.part, one.at.page, tuple(_pieces(one, spans[number], seen)))
        for number, one in enumerate(paragraphs)
    ]
    held: dict[int, tuple[list[int], list[int]]] = {}
    row_of = _together(len(paragraphs), blocks)
    for number in range(len(paragraphs)):
        held.setdefault(row_of[number], ([], []))[0].append(number)
    for number, block in enumerate(blocks):
        place = row_of[block.spans[0].paragraph] if block.spans else -1
        held.setdefault(place, ([], []))[1].append(number)
    return [
        Row(tuple(originals[number] for number in told if originals[number].pieces), tuple(found))
        for told, found in held.values()
        if found or any(piece.text.strip() for number in told for piece in originals[number].pieces)
    ]


def _pieces(paragraph: Paragraph, spans: Sequence[tuple[Span, int]], seen: set[int]) -> Iterator[Piece]:
    at = 0
    if paragraph.number and spans and not any(span.computed for span, _block in spans):
        block = min(block for _span, block in spans)
        yield Piece(paragraph.number, block, "number", is_first=block not in seen, is_computed=True)
        seen.add(block)
    for span, block in sorted(spans, key=lambda one: (one[0].start, one[0].end)):
        if span.start > at:
            yield Piece(paragraph.source[at : span.start])
        text = span.computed or paragraph.source[span.start : span.end]
        if text:
            yield Piece(text, block, span.place, span.cell, block not in seen, is_computed=bool(span.computed))
            seen.add(block)
        at = max(at, span.end)
    if paragraph.source[at:]:
        yield Piece(paragraph.source[at:])


def _together(many: int, blocks: Sequence[Block]) -> list[int]:
    """For each paragraph the first one of its row: blocks that are made of several bring these together."""
    first = list(range(many))

    def root(number: int) -> int:
        while first[number] != number:
            first[number] = first[first[number]]
            number = first[number]
        return number

    for block in blocks:
        for one, other in zip(block.spans, block.spans[1:], strict=False):
            low, high = sorted((root(one.paragraph), root(other.paragraph)))
            first[high] = low
    return [root(number) for number in range(many)]
