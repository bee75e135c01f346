"""What a person looks at first: what has no place, what nobody sees in Word, and what may have been cut wrongly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from schoolprotocol.intake.blocks import Block, BlockKind
from schoolprotocol.intake.marks import Mark, marks

DoubtKind = Literal["unplaced", "deleted", "hidden", "comment", "number", "parted", "long", "heading"]
"""In the order in which they are shown."""
LONG = 900
"""Characters of a clause from which it may hold several."""
LONG_HEADING = 140
_ASIDE: tuple[BlockKind, ...] = ("unplaced", "deleted", "hidden", "comment")
_TEXT: frozenset[BlockKind] = frozenset({"clause", "item", "prose"})


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a block should be looked at."""

    kind: DoubtKind
    block: int
    """Which, from 0."""
    before: str = ""
    """Of a number: the one before it."""


def doubts(blocks: Sequence[Block]) -> list[Doubt]:
    """What to look at, by kind, and in the order of the document."""
    found = [*_aside(blocks), *_numbers(blocks), *_parted(blocks), *_long(blocks)]
    kinds = list(DoubtKind.__args__)  # type: ignore[attr-defined]
    return sorted(found, key=lambda one: (kinds.index(one.kind), one.block))


def _aside(blocks: Sequence[Block]) -> Iterator[Doubt]:
    for number, block in enumerate(blocks):
        if block.kind in _ASIDE:
            yield Doubt(block.kind, number)  # type: ignore[arg-type]


def _numbers(blocks: Sequence[Block]) -> Iterator[Doubt]:
    """Numbers after which another one was expected: 1.2 and then 1.4, or 1.2 twice."""
    last: dict[str, tuple[Mark, str]] = {}
    for number, block in enumerate(blocks):
        if block.kind == "heading":
            # below a new heading letters and the like begin anew
            last = {shape: told for shape, told in last.items() if told[0].scheme in {"word", "decimal"}}
        if block.number is None or block.kind not in {"heading", "clause"}:
            continue
        found = [mark for mark in marks(block.number) if mark.values and mark.scheme in {"word", "decimal"}]
        if not found:
            continue
        mark = found[0]
        before = last.get(mark.shape)
        if before is not None and not mark.follows(before[0]) and _should_follow(before[0], mark):
            yield Doubt("number", number, before[1])
        last[mark.shape] = (mark, block.number)


def _should_follow(before: Mark, mark: Mark) -> bool:
    is_in_row = before.values[:-1] == mark.values[:-1] and mark.values[-1] != 1
    return is_in_row and mark.values != before.values[:-1]


def _parted(blocks: Sequence[Block]) -> Iterator[Doubt]:
    """Text that begins in small letters where the one before it did not end: one of both may belong to the other."""
    before: Block | None = None
    for number, block in enumerate(blocks):
        if block.kind not in _TEXT:
            before = block if block.kind == "heading" else before if block.kind in _ASIDE else None
            continue
        begins = block.text.lstrip()[:1]
        is_open = before is not None and before.text.rstrip()[-1:].isalpha() and before.text.rstrip()[-1:].islower()
        if block.number is None and block.kind == "prose" and begins.islower() and is_open:
            yield Doubt("parted", number)
        before = block


def _long(blocks: Sequence[Block]) -> Iterator[Doubt]:
    for number, block in enumerate(blocks):
        if block.kind in _TEXT and len(block.text) > LONG:
            yield Doubt("long", number)
        elif block.kind == "heading" and len(block.text) > LONG_HEADING:
            yield Doubt("heading", number)
