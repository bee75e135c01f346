"""Tables: which are rows of cells, which tell about the document, and which only put text in its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from schoolprotocol.intake.lines import Line
from schoolprotocol.intake.marks import Mark
from schoolprotocol.intake.reading import Cell

Use = Literal["rows", "meta", "text", "numbers"]
"""`text`: its cells are read one after the other; `numbers`: so, and what stands in the first column are numbers."""

ABOUT = re.compile(
    r"(?:document(?:naam|titel|nummer|code|beheer(?:der)?|eigenaar|type|gegevens|soort)?"
    r"|naam (?:van het )?(?:document|school|protocol)|titel|onderwerp|kenmerk|versie(?:nummer|beheer|datum)?"
    r"|datum(?: .*)?|status|eigenaar|proceseigenaar|auteurs?|opsteller|opgesteld (?:door|op)|opsteldatum|beheerder"
    r"|verantwoordelijke?|vastgesteld(?: .*)?|vaststelling(?: .*)?|goedgekeurd(?: .*)?|instemming(?: .*)?"
    r"|advies (?:g?mr)|besluit(?: .*)?|besproken(?: .*)?|ingangsdatum|geldig(?: .*)?|geldigheid(?:sduur)?"
    r"|evaluatie(?:datum| .*)?|herzien(?:ing)?(?: .*)?|herzieningsdatum|looptijd|laatst gewijzigd|laatste wijziging"
    r"|bevoegd gezag|bestuur|school|schoolnaam|brin(?:-?nummer)?|publicatie(?:datum)?|vervangt|revisie|mr|gmr)",
    re.IGNORECASE,
)
"""What control tables and lines say a document by: its owner, version and dates."""
_HISTORY = re.compile(
    r"(?:versie(?:nummer)?|datum|auteur|wijziging(?:en)?|omschrijving|status|door|toelichting|naam|functie)"
)


_SPARSE, _SMALL = 50, 10_000
"""Places of a table for each cell that says something, at most; beside these."""


@dataclass
class Table:
    """The lines of one table."""

    number: int
    lines: list[Line] = field(default_factory=list)

    @cached_property
    def cells(self) -> dict[tuple[int, int], list[Line]]:
        """Lines by row and column."""
        found: dict[tuple[int, int], list[Line]] = defaultdict(list)
        for line in self.lines:
            cell = _cell(line)
            found[cell.row, self._places[cell.column]].append(line)
        return found

    @cached_property
    def _places(self) -> dict[int, int]:
        """Which is the first column in which a cell begins, and so on: programs cut a grid finer than it looks."""
        return {column: n for n, column in enumerate(sorted({_cell(line).column for line in self.lines}))}

    @cached_property
    def rows(self) -> int:
        """How many rows it has."""
        return 1 + max(row for row, _column in self.cells)

    @cached_property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self._places)

    def text(self, row: int, column: int) -> str:
        """What a cell says."""
        return "\n".join(filter(None, (line.text for line in self.cells.get((row, column), ()))))

    @cached_property
    def use(self) -> Use:
        """What it is for."""
        if self.rows * self.columns > _SPARSE * len(self.cells) + _SMALL:
            return "text"  # cells that stand nowhere below or beside each other: no table that anybody drew
        if len(self.cells) == 1 or any(line.paragraph.outline is not None and line.text for line in self.lines):
            return "text"
        if self.columns == 1 or (self.rows == 1 and self._is_running()):
            return "text"
        if self._is_about():
            return "meta"
        if self._is_numbered():
            return "numbers"
        return "rows"

    def _is_running(self) -> bool:
        """Whether a cell holds so much that it is a column of a page."""
        return any(sum(bool(line.text) for line in cell) >= 4 for cell in self.cells.values())

    def _is_about(self) -> bool:
        """Whether it tells about the document: what about stands in its first column, or in its first row."""
        firsts = [text.strip().rstrip(":").strip() for row in range(self.rows) if (text := self.text(row, 0))]
        known = sum(bool(ABOUT.fullmatch(text)) for text in firsts)
        if self.columns <= 4 and firsts and (known >= max(2, 0.6 * len(firsts)) or known >= max(4, 0.4 * len(firsts))):
            return True
        heads = [text.strip().rstrip(":").lower() for column in range(self.columns) if (text := self.text(0, column))]
        is_history = len(heads) >= 2 and all(_HISTORY.fullmatch(head) for head in heads)
        return is_history and any(head.startswith(("versie", "datum")) for head in heads)

    def _is_numbered(self) -> bool:
        """Whether its first column holds numbers or bullets of what stands beside them, and nothing else."""
        if self.columns != 2 or any(_cell(line).is_heading for line in self.lines):
            return False
        for row in range(self.rows):
            if number_of(self.cells.get((row, 0), ())) is None or not self.text(row, 1):
                return False
        return True


def number_of(lines: Sequence[Line]) -> Mark | None:
    """The number that a cell consists of."""
    said = [line for line in lines if line.text]
    if len(said) != 1:
        return None
    text = said[0].whole.strip()
    return next((mark for mark in said[0].candidates if mark.end >= len(text) and mark.scheme != "bullet"), None)


def _cell(line: Line) -> Cell:
    cell = line.paragraph.cell
    if cell is None:
        raise TypeError(line)
    return cell


def tables(lines: Sequence[Line]) -> dict[int, Table]:
    """The tables of a document by their number."""
    found: dict[int, Table] = {}
    for line in lines:
        if line.paragraph.cell is not None and line.paragraph.note is None:
            number = line.paragraph.cell.table
            found.setdefault(number, Table(number)).lines.append(line)
    return found
