"""A document as Word sees it: paragraphs and tables, and the characters in them; and two versions of it as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from schoolprotocol.policy.slots import Slot

UNNAMED: Final = Slot.own("")
"""Of a paragraph that is no text of a version, and so is compared with none."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a character is printed."""

    bold: bool = False
    italic: bool = False
    target: str = ""
    """An address; or `#` and the id of a clause."""
    note: Slot | None = None
    """The note that it calls."""
    silent: bool = False
    """Not printed, but there in the texts of a change set: the address of a link, the second digit of a note call."""


@dataclass(frozen=True, slots=True)
class Rich:
    """A text with a look for each of its characters."""

    text: str = ""
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, with the slot whose text it prints."""

    style: str
    """Id of one of `outputs.word.ooxml.styles.STYLES`."""
    content: Rich
    slot: Slot = UNNAMED
    start: int = 0
    """How many characters, white space not counted, its slot has before it."""
    place: int = 0
    """How many paragraphs its slot has before it."""
    part: str = ""
    """`excerpt` in the text for the schoolgids, which repeats clauses of the document."""
    label: str = ""
    """A number or mark before the text, with the white space behind it."""
    title: str = ""
    """Of a clause, before its text and in bold; no part of what its slot says."""
    framed: bool = False
    listing: str = ""
    """The ordered list whose item it is; each list has its own numbers."""
    bookmark: str = ""
    """The clause that begins here."""
    new_page: bool = False
    """Whether a page begins with it."""
    leads: bool = False
    """Whether it has nothing but a number or sign of its own, and a list behind it that is its text."""
    holds: bool = False
    """Whether it stands on the page of the row below it: the name of a column does."""

    @property
    def size(self) -> int:
        """How many characters it has, white space not counted."""
        return len("".join(self.content.text.split()))


@dataclass(frozen=True, slots=True)
class Row:
    """A row; each cell holds at least one paragraph."""

    cells: tuple[tuple[Paragraph, ...], ...]
    key: str = ""
    """Rows of two versions with the same key are the same row."""
    heads: bool = False
    """Whether it is repeated at the top of each page."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `widths` of its columns are in percents."""

    key: str
    widths: tuple[int, ...]
    rows: tuple[Row, ...]


Block = Paragraph | Table
Item = Paragraph | Row | Table


@dataclass(frozen=True, slots=True)
class Layout:
    """One version of the document."""

    body: tuple[Block, ...]
    excerpt: tuple[Block, ...]
    notes: Mapping[Slot, tuple[Paragraph, ...]]
    """By slot."""

    def texts(self) -> dict[Slot, str]:
        """What each slot prints, what is silent too; paragraphs on lines of their own."""
        found: dict[tuple[Slot, int], str] = {}
        of_notes = (paragraph for own in self.notes.values() for paragraph in own)
        for paragraph in (*paragraphs(*self.body, *self.excerpt), *of_notes):
            found.setdefault((paragraph.slot, paragraph.place), paragraph.content.text)
        texts: dict[Slot, str] = {}
        for (slot, _place), text in found.items():
            texts[slot] = f"{texts[slot]}\n{text}" if slot in texts else text
        return texts


def paragraphs(*items: Item) -> Iterator[Paragraph]:
    """The paragraphs in order, those in cells too."""
    for item in items:
        match item:
            case Paragraph():
                yield item
            case Row():
                for cell in item.cells:
                    yield from cell
            case Table():
                yield from paragraphs(*item.rows)


# -- two versions as one ----------------------------------------------------------------------------------------------

State = Literal["same", "del", "ins", "from", "to", "to-del"]
"""`from` and `to`: the two ends of a move; `to-del`: moved along, and deleted there."""
Kind = Literal["substantive", "review", "editorial", "moved", "value", "number"]
"""What a tracked change is about: the weight of the change that it is part of; a move; a value; a number."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of characters that share their look and what happened to them."""

    state: State
    text: str
    look: Look
    kind: Kind | None = None
    """None where nothing happened."""
    note_was: Slot | None = None
    """The old slot of the note that it calls."""
    move: str = ""
    """Name of the move of which it is an end, where its paragraph stays."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A paragraph of both versions, or of one of them."""

    old: Paragraph | None
    new: Paragraph | None


@dataclass(frozen=True, slots=True)
class MergedRow:
    """A row of both versions, or of one of them."""

    old: Row | None
    new: Row | None
    cells: tuple[tuple[Merged, ...], ...]


@dataclass(frozen=True, slots=True)
class MergedTable:
    """A table of both versions, or of one of them."""

    table: Table
    """In the new version, or the old one where it lapsed."""
    rows: tuple[MergedRow, ...]


MergedBlock = Merged | MergedTable


def unchanged(*blocks: Block) -> list[MergedBlock]:
    """A document of which there is one version: old and new are the same."""
    return [_unchanged_table(block) if isinstance(block, Table) else Merged(block, block) for block in blocks]


def _unchanged_table(table: Table) -> MergedTable:
    def cells(row: Row) -> tuple[tuple[Merged, ...], ...]:
        return tuple(tuple(Merged(one, one) for one in cell) for cell in row.cells)

    return MergedTable(table, tuple(MergedRow(row, row, cells(row)) for row in table.rows))
