"""Blocks → sections and clauses in the making: what stands in what, which form it has, which blocks make one clause."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from schoolprotocol.importing.inline import Styled, plainly, styled
from schoolprotocol.intake.blocks import Block
from schoolprotocol.intake.reading import Reading, solid
from schoolprotocol.model.outline import GroupForm

_DO: Final = "✓✔☑"
_DONT: Final = "✗✘☒✕✖"
_STEP: Final = 6
"""Points by which a paragraph below a clause stands to the right of it, where it is part of that."""
_SENTENCE: Final = re.compile(r"[.?!…][’”)]?$")


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
    """By mark: the id of the note, and what it says."""
    sign: int = 0
    """So many characters before its text say that it is a do or a don't, as our pages have it."""
    column: int = 0
    """In which column of a table, from 0."""
    is_row: bool = False
    """Whether it is a row of a table, which its first line gives a name."""

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

    def norms(self) -> Iterator[Norm]:
        """Its own clauses."""
        for one in self.content:
            yield from one.norms if isinstance(one, Columns) else (one,)

    def every(self) -> Iterator[Part]:
        """This section and those in it, in the order of the document."""
        yield self
        for part in self.parts:
            yield from part.every()


def parts_of(
    reading: Reading, blocks: Sequence[Block], skipped: Collection[int], sides: Mapping[str, GroupForm] | None
) -> list[Part]:
    """The sections of a document.

    Args:
        reading: the file as it was read.
        blocks: what stands in it.
        skipped: blocks that are no text of it.
        sides: words before the text of an item that tell which list it is of, in documents of ours; None in others.
    """
    return _Body(reading, blocks, skipped, sides).parts()


def is_told(number: str | None) -> bool:
    """Whether a number says anything: a bullet by itself does not."""
    return any(letter.isalnum() for letter in number or "")


def table_of(reading: Reading, block: Block) -> int | None:
    """The number of the table that a block is a row of."""
    cell = reading.paragraphs[block.spans[0].paragraph].cell if block.spans else None
    return cell.table if cell is not None else None


class _Body:
    def __init__(
        self, reading: Reading, blocks: Sequence[Block], skipped: Collection[int], sides: Mapping[str, GroupForm] | None
    ) -> None:
        self.is_ours = sides is not None
        self.sides = sides or {}
        self.reading = reading
        self.blocks = blocks
        self.skipped = skipped
        self.top: list[Part] = []
        self.open: list[Part] = []
        self.last: Norm | None = None
        """The clause to which an item below may belong."""
        self.is_listing = False
        """Whether items are being put into a clause without a number."""

    def parts(self) -> list[Part]:
        n = 0
        while n < len(self.blocks):
            block = self.blocks[n]
            is_blank = block.kind in {"clause", "item", "prose"} and not solid(block.text) and not is_told(block.number)
            if n in self.skipped or is_blank:
                n += 1
                continue
            match block.kind:
                case "heading":
                    self._heading(n, block)
                case "clause":
                    self._clause(n, block)
                case "item":
                    self._item(n, block)
                case "prose":
                    self._prose(n)
                case "row":
                    n = self._rows(n)
                    continue
            n += 1
        return self.top

    @property
    def here(self) -> Part:
        if not self.open:
            part = Part(None, None)
            self.top.append(part)
            self.open.append(part)
        return self.open[-1]

    def _heading(self, n: int, block: Block) -> None:
        level = block.level or 1
        while self.open and (self.open[-1].level >= level or self.open[-1].block is None):
            self.open.pop()
        part = Part(n, styled(self.reading, block), level, block.number)
        (self.open[-1].parts if self.open else self.top).append(part)
        self.open.append(part)
        self.last, self.is_listing = None, False

    def _add(self, norm: Norm) -> None:
        self.here.content.append(norm)
        self.last, self.is_listing = norm, False

    def _text(self, n: int) -> Styled:
        return styled(self.reading, self.blocks[n])

    def _clause(self, n: int, block: Block) -> None:
        level = block.level or 1
        last = self.last
        if last is not None and level > 1 and (last.level < level or last.form == "prose"):
            last.pieces.append(Piece(n, self._text(n), depth=max(level - max(last.level, 0), 1), number=block.number))
            return
        is_lettered = block.number is not None and not any(letter.isdigit() for letter in block.number)
        if last is not None and is_lettered and last.form in {"prose", "numbered"} and self._goes_on(last, block):
            last.pieces.append(Piece(n, self._text(n), depth=1, number=block.number))
            return
        self._add(Norm("numbered", [Piece(n, self._text(n))], block.number, level))

    def _goes_on(self, last: Norm, block: Block) -> bool:
        """Whether what is lettered belongs to the sentence before it: that ends with a colon, or began the row."""
        row = last.pieces[-1]
        if row.depth == 1 and row.number is not None and self.blocks[row.block].level == block.level:
            return True
        return (
            len(last.pieces) == 1
            and last.plain.rstrip().endswith(":")
            and last.level < (block.level or 1) + (last.form == "prose")
        )

    def _item(self, n: int, block: Block) -> None:
        level, last = block.level or 1, self.last
        text = self._text(n)
        if last is not None and self._is_inside(last, level, text):
            base = last.level if last.form != "prose" else 0
            last.pieces.append(Piece(n, text, depth=max(level - base, 1)))
            self.is_listing = last.form == "prose"
            return
        mark = block.number or ""
        side = next((words for words in self.sides if text.text.startswith(words)), None)
        if side is not None and (side[0].isupper() or mark in _DONT):
            self._add(Norm(self.sides[side], [Piece(n, text.cut(len(side)), len(side))], None, level, sign=len(side)))
            return
        form: GroupForm = "dos" if mark and mark in _DO else "donts" if mark and mark in _DONT else "bullets"
        self._add(Norm(form, [Piece(n, text)], None, level))

    def _is_inside(self, last: Norm, level: int, text: Styled) -> bool:
        if last.form in {"bullets", "dos", "donts"}:
            return level > last.level
        if last.form == "numbered":
            return level > last.level or (last.plain.rstrip().endswith(":") and len(last.pieces) == 1)
        if self.is_listing:
            return True
        if level > 1:
            return True
        if self.is_ours:  # there a list without a title above it is one of clauses
            return last.plain.rstrip().endswith(":") and text.bold == (0, 0) and last.pieces[0].text.bold != (0, 0)
        is_fragment = not _SENTENCE.search(text.text) or text.text[:1].islower()
        has_title = last.pieces[0].text.bold[0] == 0 < last.pieces[0].text.bold[1]
        return last.plain.rstrip().endswith(":") and (is_fragment or has_title) and text.bold == (0, 0)

    def _prose(self, n: int) -> None:
        last = self.last
        if last is not None and self._is_further_paragraph(last, n):
            last.pieces.append(Piece(n, self._text(n)))
            return
        self._add(Norm("prose", [Piece(n, self._text(n))]))

    def _is_further_paragraph(self, last: Norm, n: int) -> bool:
        """Whether it stands below the text of a clause with a number or bullet, and not at the edge of the page."""
        if last.form == "prose":
            return False
        indent, edge = self._indent(n), self._indent(last.block)
        if indent is None or edge is None:
            return False
        return (edge > 1 and abs(indent - edge) <= 2) or indent - edge > _STEP

    def _indent(self, n: int) -> float | None:
        spans = [span for span in self.blocks[n].spans if span.place == "text"]
        return self.reading.paragraphs[spans[0].paragraph].indent if spans else None

    # -- tables ---------------------------------------------------------------------------------------------------

    def _rows(self, n: int) -> int:
        """Take over the table that begins at a block; the block behind it."""
        end = n
        while (
            end < len(self.blocks)
            and self.blocks[end].kind == "row"
            and end not in self.skipped
            and len(self.blocks[end].cells or ()) == len(self.blocks[n].cells or ())
            and self._table(end) == self._table(n)
        ):
            end += 1
        rows = list(range(n, end))
        self.last, self.is_listing = None, False
        if len(self.blocks[n].cells or ()) == 1:
            for row in rows:
                self.here.content.append(Norm("prose", self._lines(row, 0)))
        elif self._is_side_by_side(rows):
            self._columns(rows)
        else:
            self._data(rows)
        self.last = None
        return end

    def _table(self, n: int) -> int | None:
        return table_of(self.reading, self.blocks[n])

    def _lines(self, row: int, cell: int) -> list[Piece]:
        """The lines of a cell."""
        whole = styled(self.reading, self.blocks[row], cell)
        found, at = [], 0
        for line in whole.text.split("\n"):
            if line.strip():
                found.append(Piece(row, whole.cut(at, at + len(line)), at + len(line) - len(line.lstrip()), cell))
            at += len(line) + 1
        return found

    def _has_head(self, rows: Sequence[int]) -> bool:
        """Whether the first row is the head of the others."""
        cells = self.blocks[rows[0]].cells or ()
        if len(rows) < 2 or not all(cells[1:]) or any("\n" in cell or len(cell) > 120 for cell in cells):
            return False
        first = self.reading.paragraphs[self.blocks[rows[0]].spans[0].paragraph]
        if first.cell is not None and first.cell.is_heading:
            return True
        return all(not _SENTENCE.search(cell) and len(cell) <= 60 for cell in cells)

    def _is_side_by_side(self, rows: Sequence[int]) -> bool:
        """Whether its columns stand beside each other, and its rows say nothing: dos and don'ts, mostly."""
        cells = self.blocks[rows[0]].cells or ()
        if not self._has_head(rows) or not all(cells):
            return False
        every = [self.blocks[row].cells or () for row in rows[1:]]
        if not all(any(row[column] for row in every) for column in range(len(cells))):
            return False
        return len(rows) == 2 or any(_SIDES.search(cell) for cell in cells)

    def _columns(self, rows: Sequence[int]) -> None:
        many = len(self.blocks[rows[0]].cells or ())
        heads = [self._whole(rows[0], column) for column in range(many)]
        norms = [
            Norm("columns", [piece], column=column)
            for column in range(many)
            for row in rows[1:]
            for piece in self._lines(row, column)
        ]
        self.here.content.append(Columns(heads, norms))

    def _whole(self, row: int, cell: int) -> Piece:
        return Piece(row, styled(self.reading, self.blocks[row], cell), 0, cell)

    def _data(self, rows: Sequence[int]) -> None:
        """A table of which each row says something: each row a clause, with the heading of its column before a cell."""
        heads: list[Piece] = []
        if self._has_head(rows):
            heads = [self._whole(rows[0], cell) for cell in range(len(self.blocks[rows[0]].cells or ()))]
        if len(heads) == _PAIR and all(head.text.text for head in heads):
            self._pairs(heads, rows[1:])
            return
        told: set[int] = set()
        for index, row in enumerate(rows[1:] if heads else rows):
            pieces: list[Piece] = []
            for cell in range(len(self.blocks[row].cells or ())):
                depth = 1 if pieces else 0
                lines = self._lines(row, cell)
                if heads and heads[cell].text.text and (lines or index == 0):
                    pieces += self._head(heads[cell], depth, is_told=cell in told)
                    told.add(cell)
                    for line in lines[:1]:
                        line.is_line = True
                for line in lines:
                    line.depth = depth
                pieces += lines
            if pieces:
                self.here.content.append(Norm("prose", pieces, is_row=bool(heads)))

    def _pairs(self, heads: Sequence[Piece], rows: Sequence[int]) -> None:
        """A table of two columns: what stands above it once, and below that a list (`Directeur: 0172-123456`)."""
        heads[1].is_line = True
        self.here.content.append(Norm("prose", [heads[0], *_colon(heads[0]), heads[1]], is_row=True))
        last: Norm | None = None
        for row in rows:
            lines = self._lines(row, 0)
            name, more = (lines[0], lines[1:]) if lines else (None, [])
            value = self._lines(row, 1)
            for line in (*more, *value[:1]):
                line.is_line = name is not None
            for line in value[1:] if name is not None else value:
                line.depth = 1
            if name is not None:
                pieces = [name, *more, *(_colon([name, *more][-1]) if value else ()), *value]
                last = Norm("bullets", pieces, is_row=True)
                self.here.content.append(last)
            elif last is not None:
                last.pieces += value  # a cell that was merged with the one above it
            elif value:
                self.here.content.append(Norm("prose", [replace(line, depth=0) for line in value]))

    @staticmethod
    def _head(head: Piece, depth: int, *, is_told: bool) -> Iterator[Piece]:
        """The heading of a column before what a cell says."""
        yield Piece(head.block, head.text, 0, head.cell, depth=depth, is_added=is_told)
        yield from _colon(head)


def _colon(piece: Piece) -> Iterator[Piece]:
    """The colon behind the heading of a column, or what a row is about."""
    if not piece.text.text.rstrip().endswith((":", "?", ".", "!", ";")):
        yield Piece(piece.block, plainly(":"), cell=piece.cell, depth=piece.depth, is_added=True, is_line=True)


_PAIR: Final = 2
"""Columns."""
_SIDES: Final = re.compile(r"\b(?:do[’']?s|don[’']?ts?|wel|niet|mag|goed|fout|doen|laten)\b", re.IGNORECASE)
