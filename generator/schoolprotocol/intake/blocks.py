"""The blocks of a document, and their JSON: what everything after the intake works with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from schoolprotocol.intake.reading import At, Kind

BlockKind = Literal[
    "title",
    "heading",
    "clause",
    "item",
    "prose",
    "row",
    "note",
    "meta",
    "furniture",
    "comment",
    "deleted",
    "hidden",
    "unplaced",
]
"""`clause` is a norm with a number or letter, `item` has a bullet, `prose` neither; `row` is of a table, `meta` tells
about the
document (its version, owner, dates)."""
Place = Literal["number", "text", "cell", "call", "hyphen", "mark"]
"""Where in a block a character goes. `call` is the mark of a note, `hyphen` the stroke at the end of a line in the
midst of a word, `mark` a sign of the format: none of these is in the text."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a paragraph that went to a block."""

    paragraph: int
    """Which, from 0, in `Reading.paragraphs`."""
    start: int
    """From 0, in `Paragraph.source`."""
    end: int
    """Behind the last."""
    place: Place = "text"
    cell: int = 0
    """Which cell of the row, from 0."""
    computed: str = ""
    """A number that is printed here and no character of the file: then the span has none."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a clause, a row: what stands by itself in a document."""

    kind: BlockKind
    text: str
    at: At
    spans: tuple[Span, ...]
    level: int | None = None
    """Of a heading, clause or item, from 1."""
    number: str | None = None
    """Number, letter or bullet as printed: `Artikel 3`, `1.1`, `a)`, `•`."""
    cells: tuple[str, ...] | None = None
    """Of a row, and of `meta` that stood in a table; its text is empty then."""
    section: tuple[str, ...] = ()
    """The headings above it, the highest first."""
    anchor: str | None = None
    """Of a note: its mark as printed. Of what was deleted, hidden or remarked: nothing."""
    calls: tuple[tuple[int, str], ...] = ()
    """Notes that its text calls: behind how many characters of the text, and the mark."""
    called: tuple[str, ...] = ()
    """The keys of those notes: two can have one mark."""
    note: str | None = None
    """Of a note: its key."""


@dataclass(frozen=True, slots=True)
class Source:
    """Which file."""

    name: str
    sha256: str
    kind: Kind


def as_json(source: Source, blocks: Iterable[Block]) -> str:
    """The form for other programs; the same blocks give the same bytes."""
    told = {
        "source": {"name": source.name, "sha256": source.sha256, "kind": source.kind},
        "blocks": [_block(block) for block in blocks],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _block(block: Block) -> dict[str, Any]:
    told: dict[str, Any] = {
        "kind": block.kind,
        "level": block.level,
        "number": block.number,
        "text": block.text,
    }
    if block.cells is not None:
        told["cells"] = list(block.cells)
    if block.section:
        told["section"] = list(block.section)
    places = {
        "part": block.at.part,
        "page": block.at.page,
        "paragraph": block.at.paragraph,
        "anchor": block.anchor,
    }
    told["at"] = {name: value for name, value in places.items() if value is not None}
    return told


def count(blocks: Sequence[Block]) -> dict[BlockKind, int]:
    """How many there are of each kind, in the order of `BlockKind`."""
    counted = {kind: sum(block.kind == kind for block in blocks) for kind in BlockKind.__args__}  # type: ignore[attr-defined]
    return {kind: many for kind, many in counted.items() if many}
