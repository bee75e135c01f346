"""The rows of a table → clauses: columns beside each other, a list of two columns, or a clause for each row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from schoolprotocol.importing.inline import plainly, styled
from schoolprotocol.importing.parts import Columns, Norm, Piece
from schoolprotocol.intake.blocks import Block
from schoolprotocol.intake.reading import Cell, Reading

_SENTENCE: Final = re.compile(r"[.?!…][’”)]?$")


class Rows:
    """Makes clauses of the rows of a table."""

    def __init__(self, reading: Reading, blocks: Sequence[Block], *, is_ours: bool) -> None:
        self.reading, self.blocks, self.is_ours = reading, blocks, is_ours
        self.found: list[Norm | Columns] = []

    def made(self, rows: Sequence[int], within: Mapping[int, int]) -> list[Norm | Columns]:
        """What rows of one table, with as many cells each, become.

        Args:
            rows: their blocks.
            within: blocks of tables in its cells, with the row that they stand in.
        """
        if len(self.blocks[rows[0]].cells or ()) == 1:
            self.found += [Norm("prose", self._lines(row, 0)) for row in rows]
        elif self._is_side_by_side(rows):
            self._columns(rows)
        else:
            self._data(rows)
        for one in self.found:
            if isinstance(one, Norm):
                one.table = rows[0]
        for block, row in within.items():
            self._add_within(block, row)
        return self.found

    def _add_within(self, block: int, row: int) -> None:
        """Let what stands in a table in a cell be said with the row of that cell."""
        pieces = self._nested(block)
        every = [norm for one in self.found for norm in (one.norms if isinstance(one, Columns) else (one,))]
        own = ((norm, [piece for piece in norm.pieces if not piece.is_added]) for norm in every)
        around = (norm for norm, pieces in own if any(self._place(piece.block) == row for piece in pieces))
        norm = next(around, None)
        if norm is None:
            self.found.append(Norm("prose", pieces))
        else:
            norm.pieces += pieces

    def _nested(self, n: int) -> list[Piece]:
        """What a block in a table in a cell says: a row is one item, its cells behind each other."""
        block = self.blocks[n]
        if block.cells is None:
            return [Piece(n, styled(self.reading, block), depth=1, number=block.number)]
        pieces: list[Piece] = []
        for cell in range(len(block.cells)):
            lines = self._lines(n, cell)
            for line in lines:
                line.depth, line.is_line = 1, bool(pieces)
            if pieces and lines:
                pieces += _colon(pieces[-1])
            pieces += lines
        return pieces

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
        if any(cell and not any(letter.isalpha() for letter in cell) and not _YEAR.fullmatch(cell) for cell in cells):
            return False  # an arrow, a time, a number of a telephone
        if self._is_bold(rows[0]) and not self._is_bold(rows[1]):
            return True
        return all(len(cell) <= 60 and not _is_sentence(cell) for cell in cells)

    def _is_bold(self, row: int) -> bool:
        """Whether all letters of a row are bold."""
        told = [run for span in self.blocks[row].spans for run in self.reading.paragraphs[span.paragraph].runs]
        return all(run.bold for run in told if run.fate == "body" and run.text.strip())

    def _is_side_by_side(self, rows: Sequence[int]) -> bool:
        """Whether its columns stand beside each other, and its rows say nothing: dos and don'ts, mostly."""
        cells = self.blocks[rows[0]].cells or ()
        if not self._has_head(rows) or not all(cells):
            return False
        every = [self.blocks[row].cells or () for row in rows[1:]]
        if not all(any(row[column] for row in every) for column in range(len(cells))):
            return False
        if len(rows) == 2:
            return self.is_ours or any("\n" in cell for cell in every[0])
        return all(_SIDES.search(cell) for cell in cells) or (self.is_ours and any(map(_SIDES.search, cells)))

    def _columns(self, rows: Sequence[int]) -> None:
        many = len(self.blocks[rows[0]].cells or ())
        heads = [self._whole(rows[0], column) for column in range(many)]
        norms = [
            Norm("columns", [piece], column=column)
            for column in range(many)
            for row in rows[1:]
            for piece in self._lines(row, column)
        ]
        self.found.append(Columns(heads, norms))

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
        below = rows[1:] if heads else rows
        across = [row for row in below if self._is_across(row)]
        for row in below:
            if row in across and len(across) < len(below):
                self.found.append(Norm("prose", self._lines(row, 0)))
                continue
            pieces: list[Piece] = []
            is_first = not told
            for cell in range(len(self.blocks[row].cells or ())):
                depth = 1 if pieces else 0
                lines = self._lines(row, cell) or self._merged(row, cell, below)
                if heads and heads[cell].text.text and (lines or is_first):
                    pieces += self._head(heads[cell], depth, is_told=cell in told)
                    told.add(cell)
                    for line in lines[:1]:
                        line.is_line = True
                for line in lines:
                    line.depth = depth
                pieces += lines
            if pieces:
                self.found.append(Norm("prose", pieces, is_row=bool(heads)))

    def _is_across(self, row: int) -> bool:
        """Whether one cell takes the whole row: what it says is about the rows below it."""
        first, *others = self.blocks[row].cells or ("",)
        cell = self._cell(row, 0)
        return bool(first) and not any(others) and cell is not None and cell.width > len(others)

    def _merged(self, row: int, cell: int, rows: Sequence[int]) -> list[Piece]:
        """What the cell above says that was merged with an empty one: it is true of this row as well."""
        here = self._place(row)
        for above in rows[: rows.index(row)]:
            place = self._cell(above, cell)
            if place is not None and here is not None and place.row < here < place.row + place.height:
                return [replace(line, is_added=True) for line in self._lines(above, cell)]
        return []

    def _cell(self, row: int, cell: int) -> Cell | None:
        spans = (span for span in self.blocks[row].spans if span.cell == cell)
        return next((self.reading.paragraphs[span.paragraph].cell for span in spans), None)

    def _place(self, row: int) -> int | None:
        """Which row of the table a block is."""
        cell = self.reading.paragraphs[self.blocks[row].spans[0].paragraph].cell
        return cell.row if cell is not None else None

    def _pairs(self, heads: Sequence[Piece], rows: Sequence[int]) -> None:
        """A table of two columns: what stands above it once, and below that a list (`Directeur: 0172-123456`)."""
        heads[1].is_line = True
        self.found.append(Norm("prose", [heads[0], *_colon(heads[0]), heads[1]], is_row=True))
        last: Norm | None = None
        for row in rows:
            lines = self._lines(row, 0)
            if self._is_across(row):
                self.found.append(Norm("prose", lines))
                last = None
                continue
            name, more = (lines[0], lines[1:]) if lines else (None, [])
            value = self._lines(row, 1)
            for line in (*more, *value[:1]):
                line.is_line = name is not None
            for line in value[1:] if name is not None else value:
                line.depth = 1
            if name is not None:
                pieces = [name, *more, *(_colon([name, *more][-1]) if value else ()), *value]
                last = Norm("bullets", pieces, is_row=True)
                self.found.append(last)
            elif last is not None:
                last.pieces += value  # a cell that was merged with the one above it
            elif value:
                self.found.append(Norm("prose", [replace(line, depth=0) for line in value]))

    @staticmethod
    def _head(head: Piece, depth: int, *, is_told: bool) -> Iterator[Piece]:
        """The heading of a column before what a cell says."""
        yield Piece(head.block, head.text, 0, head.cell, depth=depth, is_added=is_told)
        yield from _colon(head)


def _colon(piece: Piece) -> Iterator[Piece]:
    """The colon behind the heading of a column, or what a row is about."""
    if not piece.text.text.rstrip().endswith((":", "?", ".", "!", ";")):
        yield Piece(piece.block, plainly(":"), cell=piece.cell, depth=piece.depth, is_added=True, is_line=True)


def _is_sentence(cell: str) -> bool:
    """Whether a cell says a sentence; `n.v.t.` and `Tel.` are none."""
    return _SENTENCE.search(cell) is not None and len(cell.split()) > _SHORT


_SHORT: Final = 2
"""Words of which no sentence in the head of a table is made."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?:\s*[-/–]\s*(?:20)?\d\d)?")
_PAIR: Final = 2
"""Columns."""
_SIDES: Final = re.compile(
    r"\b(?:do[’']?s|don[’']?ts?|wel|niet|mag|goed|fout|doen|laten|(?:on)?gewenst)\b", re.IGNORECASE
)
