"""The rows of a table → clauses: columns beside each other, a list of two columns, or a clause for each row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from schoolprotocol.importing.inline import plainly, styled
from schoolprotocol.importing.parts import Columns, Norm, Piece
from schoolprotocol.intake.blocks import Block
from schoolprotocol.intake.reading import Reading

_SENTENCE: Final = re.compile(r"[.?!…][’”)]?$")


class Rows:
    """Makes clauses of the rows of a table."""

    def __init__(self, reading: Reading, blocks: Sequence[Block]) -> None:
        self.reading, self.blocks = reading, blocks
        self.found: list[Norm | Columns] = []

    def made(self, rows: Sequence[int]) -> list[Norm | Columns]:
        """What rows of one table, with as many cells each, become."""
        if len(self.blocks[rows[0]].cells or ()) == 1:
            self.found += [Norm("prose", self._lines(row, 0)) for row in rows]
        elif self._is_side_by_side(rows):
            self._columns(rows)
        else:
            self._data(rows)
        return self.found

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
                self.found.append(Norm("prose", pieces, is_row=bool(heads)))

    def _pairs(self, heads: Sequence[Piece], rows: Sequence[int]) -> None:
        """A table of two columns: what stands above it once, and below that a list (`Directeur: 0172-123456`)."""
        heads[1].is_line = True
        self.found.append(Norm("prose", [heads[0], *_colon(heads[0]), heads[1]], is_row=True))
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


_PAIR: Final = 2
"""Columns."""
_SIDES: Final = re.compile(r"\b(?:do[’']?s|don[’']?ts?|wel|niet|mag|goed|fout|doen|laten)\b", re.IGNORECASE)
