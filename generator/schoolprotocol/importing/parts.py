"""Sections, clauses and paragraphs in the making."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from schoolprotocol.importing.inline import Styled
from schoolprotocol.model.outline import GroupForm


@dataclass
class Piece:
    """A paragraph or item of a clause."""

    block: int
    text: Styled
    offset: int = 0
    """Where in the text of the block, or of the cell, it begins."""
    cell: int | None = None
    depth: int = 0
    """0 for a paragraph, 1 and on for an item of a list in the clause."""
    number: str | None = None
    """Of an item, as printed; None for a bullet."""
    is_added: bool = False
    """Whether the block is said elsewhere, and this repeats it (the heading of a column)."""
    is_line: bool = False
    """Whether it goes on in the paragraph before it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The heading of a frame."""

    block: int
    heading: str
    """As the source has it."""


@dataclass(eq=False)
class Norm:
    """A clause in the making."""

    form: GroupForm
    pieces: list[Piece]
    number: str | None = None
    """As printed before it."""
    level: int = 0
    """Of the block that it began with: in lists, from 1."""
    title: str = ""
    is_titled: bool = False
    """Whether the title stands before the text, and is printed there by itself."""
    id: str = ""
    is_counted: bool = False
    """Whether our outline computes its number; else that is part of the text."""
    computed: str = ""
    notes: dict[str, tuple[str, list[Piece]]] = field(default_factory=dict)
    """By key: the id of the note, and what it says."""
    sign: int = 0
    """So many characters before its text say that it is a do or a don't, as our pages have it."""
    column: int = 0
    """In which column of a table, from 0."""
    is_row: bool = False
    """Whether it is a row of a table, which its first line gives a name."""
    table: int | None = None
    """The first block of the table that it is a row of."""
    frame: Frame | None = None
    """Of the first clause in a frame what stands above it."""

    @property
    def block(self) -> int:
        """The block that it begins with."""
        return self.pieces[0].block

    @property
    def plain(self) -> str:
        """Its words."""
        return "\n".join(piece.text.text for piece in self.pieces)


@dataclass(eq=False)
class Columns:
    """A table of columns, each with a heading and clauses."""

    headings: list[Piece]
    norms: list[Norm]


@dataclass(eq=False)
class Part:
    """A section in the making."""

    block: int | None
    heading: Styled | None
    level: int = 0
    number: str | None = None
    """As printed."""
    content: list[Norm | Columns] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    id: str = ""
    is_counted: bool = False
    scheme: str = "none"
    """How our outline numbers it."""
    items: str | None = None
    """How its clauses are numbered; None: as those of the section above."""
    computed: str = ""

    sign: int = 0
    """So many characters of its block are the number."""

    def take(self, many: int) -> None:
        """Its first characters are its number."""
        if self.heading is not None:
            self.number, self.sign = self.heading.text[:many].strip(), many
            self.heading = self.heading.cut(many)

    @property
    def printed(self) -> str:
        """Its heading, with a number that our outline does not compute."""
        number = self.number if self.number and not self.is_counted else ""
        return " ".join(filter(None, [number, self.heading.text if self.heading is not None else ""]))

    def norms(self) -> Iterator[Norm]:
        """Its own clauses."""
        for one in self.content:
            yield from one.norms if isinstance(one, Columns) else (one,)

    def every(self) -> Iterator[Part]:
        """This section and those in it, in the order of the document."""
        yield self
        for part in self.parts:
            yield from part.every()
