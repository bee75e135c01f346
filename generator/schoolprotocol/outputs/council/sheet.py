"""A paper that somebody fills in: headings, sentences and tables with room to write, before it is a PDF or Word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BOX = "□"
"""What somebody ticks."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; its level is 2, or 3 below such a one."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Sentence:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. A cell is text in which a line may end; an empty one is room to write."""

    widths: tuple[float, ...]
    """Of the columns, as shares of the whole."""
    rows: tuple[tuple[str, ...], ...]
    heads: tuple[str, ...] = ()
    """Names of the columns; without them the first cell of each row names that row."""
    height: float = 0
    """The least height of a row in centimetres: so much room to write."""
    tall: tuple[str, ...] = ()
    """Names of rows in which somebody writes several lines."""
    is_read: bool = False
    """Whether its cells hold long texts, so that a row may be divided over pages."""


Piece = Heading | Sentence | Grid
_FIRM = "\N{NO-BREAK SPACE}"
_APART = f"{_FIRM * 3} "
TALL = 1.4
"""Height of a cell for several lines, in centimetres."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole paper."""

    title: str
    """`Besluitformulier`."""
    organisation: str
    about: str
    """Title of the document that it is about."""
    version: str
    text_hash: str
    lead: str
    """Which text it is about, in a sentence or two."""
    pieces: tuple[Piece, ...]
    day: str | None = None
    """Date of the version, `2026-11-01`: it becomes the date of a file."""


def boxes(choices: Sequence[str]) -> str:
    """Choices to tick, beside each other as far as they fit; none is torn apart."""
    return _APART.join(f"{BOX} {choice}".replace(" ", _FIRM) for choice in choices)


def height_of(grid: Grid, row: Sequence[str]) -> float:
    """The least height of a row, in centimetres; 0 where its text decides."""
    return max(grid.height, TALL if row[0] in grid.tall else 0)
