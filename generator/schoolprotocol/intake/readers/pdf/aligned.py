"""Running text, tables without rules and tables of contents, told apart in a stream of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from schoolprotocol.intake.readers.pdf.cutting import Around, Cells, cells_of, goes_on, rows_in, widths
from schoolprotocol.intake.readers.pdf.lines import Line
from schoolprotocol.intake.readers.pdf.paragraphs import Row, rows_of
from schoolprotocol.intake.readers.pdf.whites import (
    ALIKE,
    CLOSE,
    FAR,
    Span,
    Strip,
    filled,
    fills,
    holds,
    middle_of_cell,
    runs_on,
    strips_of,
    table_at,
)

_PAGE = re.compile(r"\d{1,4}")
_DOUBT = 1.0
"""What a row of a table may cost for each of its columns but one, on average."""
_BESIDE = 3
"""Lines that stand beside the white of a table by chance, at most."""
_ENTRIES = 3
"""Lines with the number of a page before they are a table of contents."""


@dataclass
class Aligned:
    """A table without rules."""

    rows: list[Cells]
    columns: list[Span]
    """From where to where each column goes."""
    around: Around

    size: float = 10.0
    bold: bool = False
    text: str = ""

    @property
    def lines(self) -> list[Line]:
        """All that stand in it."""
        return [line for cells in self.rows for cell in cells for line in cell]

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.columns[0][0]

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.columns[-1][1]

    @property
    def top(self) -> float:
        """Of its first line."""
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        """Of its last line."""
        return max(line.bottom for line in self.lines)

    @property
    def base(self) -> float:
        """Where it begins."""
        return self.top

    @property
    def page(self) -> int:
        """On which it ends."""
        return max(line.page for cell in self.rows[-1] for line in cell)

    @property
    def _first_page(self) -> int:
        return min(line.page for cell in self.rows[0] for line in cell)

    def take(self, other: Aligned) -> bool:
        """Take in a table that goes on on the next page, if it does."""
        together = holds(self.columns, other.columns)
        if together is None or len(self.columns) != len(other.columns) or other._first_page != self.page + 1:
            return False
        self._add(other.rows[0])
        self.rows += other.rows[1:]
        self.columns = together
        return True

    def take_head(self, row: Row) -> bool:
        """Take in the last line of the page before as its first row, if it has a cell in each of its columns."""
        cells = self._whole(row)
        if cells is None or row.main.page + 1 != self._first_page:
            return False
        self.rows.insert(0, cells)
        return True

    def take_rows(self, rows: Sequence[Row]) -> int:
        """Take in lines at the head of the next page that go on with it; how many those are."""
        if not rows or rows[0].main.page != self.page + 1:
            return 0
        beside = [_spans(cells) for cells in self.rows]
        below: list[Strip] = [strip for strip in strips_of(rows) if strip.page == rows[0].main.page]
        end, columns = 0, self.columns
        while end < len(below):
            far = end + 1
            wider = holds(columns, below[end].words)
            if wider is None or not self._is_more(below, end, beside, wider):
                far = middle_of_cell(below, end)
                wider = holds(columns, (word for strip in below[end:far] for word in strip.words))
                if not far or wider is None or not fills(below[far - 1], beside, wider):
                    break
            end, columns = far, wider
        strips = below[:end]
        if not strips:
            return 0
        _cost, found = rows_in(strips, columns, self.around)
        self.columns = columns
        self._add(found[0])
        self.rows += found[1:]
        return sum(len(strip.rows) for strip in strips)

    def _is_more(
        self, strips: Sequence[Strip], place: int, beside: Sequence[Mapping[int, Span]], columns: Sequence[Span]
    ) -> bool:
        """Whether a strip at the head of a page is of the table too, as those above it are."""
        strip = strips[place]
        apart = (strip.first - strips[place - 1].last) / strip.size if place else 0.0
        if fills(strip, beside, columns):
            return apart < FAR
        if 0 in filled(strip, columns):
            above = strips[place - 1].texts[-1:] if place else self.rows[-1][0][-1:]
            return apart < CLOSE and len(strip.texts) == 1 and bool(above) and runs_on(above[0], strip.texts[0])
        return apart < CLOSE if place else self._goes_on(cells_of(strip, columns))

    def _goes_on(self, cells: Cells) -> bool:
        """Whether cells on the next page are the rest of the last row."""
        return goes_on(self.rows[-1], cells, widths([*self.rows, cells], self.columns, self.around.right))

    def _whole(self, row: Row) -> Cells | None:
        """The cells of a line that has one in each column."""
        strip = Strip([row])
        is_within = holds(self.columns, strip.words) is not None
        return (
            cells_of(strip, self.columns)
            if is_within and len(filled(strip, self.columns)) == len(self.columns)
            else None
        )

    def _add(self, cells: Cells) -> None:
        """Add what may be the rest of the last row."""
        if self._goes_on(cells):
            for column, more in enumerate(cells):
                self.rows[-1][column] += more
        else:
            self.rows.append(cells)


@dataclass
class Contents:
    """A table of contents: by entry its lines."""

    entries: list[list[Row]]


def tables_on(lines: Sequence[Line], around: Around) -> tuple[list[Aligned], list[Line]]:
    """The tables without rules that go over the whole width of a page, and the lines that stand in none.

    Args:
        lines: of the page, from the top down.
        around: where they stand.
    """
    found = [part for part in split(rows_of(lines), around) if isinstance(part, Aligned)]
    beside = _outside(found, lines)
    tables = [table for table in found if not _is_gutter(table, beside)]
    return tables, _outside(tables, lines)


def _outside(tables: Sequence[Aligned], lines: Sequence[Line]) -> list[Line]:
    taken = {piece.order for table in tables for line in table.lines for piece in line.pieces}
    return [line for line in lines if line.pieces[0].order not in taken]


def _is_gutter(table: Aligned, lines: Sequence[Line]) -> bool:
    """Whether the white between two columns goes on beside the other lines of the page: no table, but text."""
    for one, other in pairwise(table.columns):
        across = sum(line.x0 < one[1] and line.x1 > other[0] for line in lines)
        if sum(line.x0 > one[1] for line in lines) > across + _BESIDE:
            return True
    return False


def _spans(cells: Cells) -> dict[int, Span]:
    """From where to where what stands in each cell goes."""
    return {
        column: (min(line.x0 for line in lines), max(line.x1 for line in lines))
        for column, lines in enumerate(cells)
        if lines
    }


def split(rows: Sequence[Row], around: Around) -> Iterator[list[Row] | Aligned | Contents]:
    """Running text, tables and tables of contents, in their order.

    Args:
        rows: of a stream, from the top down.
        around: where they stand.
    """
    strips = strips_of(rows)
    begins = [0, *accumulate(len(strip.rows) for strip in strips)]
    around = replace(around, right=max((row.x1 for row in rows), default=0.0))
    done = place = 0
    while place < len(strips):
        entries = _contents(rows, begins[place])
        found = None if entries else _table(strips, place, done, around)
        if not entries and found is None:
            place += 1
            continue
        start = found[0] if found else place
        if done < start:
            yield list(rows[begins[done] : begins[start]])
        if found:
            yield found[2]
            done = place = found[1]
        else:
            yield Contents(entries)
            end = begins[place] + sum(map(len, entries))
            done = place = next(at for at, begin in enumerate(begins) if begin >= end)
    if done < len(strips):
        yield list(rows[begins[done] :])


def _table(strips: Sequence[Strip], place: int, least: int, around: Around) -> tuple[int, int, Aligned] | None:
    """From which strip to which a table goes that is seen at one of them; None where none is, or hardly one."""
    found = table_at(strips, place, least)
    if found is None:
        return None
    start, end, columns = found
    for may_be_one in (True, False):
        cost, rows = rows_in(strips[start:end], columns, around, may_be_one=may_be_one)
        if cost <= _DOUBT * (len(rows) - 0.5) * (len(columns) - 1):
            return start, end, Aligned(rows, columns, around)
        if len(rows) > 1 or start == 0:  # what heads a page may be the rest of a row
            break
    return None


def _contents(rows: Sequence[Row], place: int) -> list[list[Row]]:
    """The entries from here that end in the number of a page: each no lower than the one before, at the right edge."""
    entries: list[list[Row]] = []
    waiting: list[Row] = []
    last, edge = 0, None
    for row in rows[place:]:
        waiting.append(row)
        end = row.texts[-1]
        if len(row.lines) >= 2 and _PAGE.fullmatch(end.text) and int(end.text) >= last:
            if edge is not None and abs(end.x1 - edge) > ALIKE:
                break
            if any(one.x1 > end.x1 + 1 for one in waiting):  # a cell of two lines, of which the second is a number
                break
            if abs(waiting[0].main.size - row.main.size) > 2 or any(one.main.page != row.main.page for one in waiting):
                break
            entries.append(waiting)
            waiting, last, edge = [], int(end.text), end.x1
        elif len(waiting) > 2:
            break
        if abs((entries[-1] if entries else waiting)[0].main.size - row.main.size) > 2:
            break
    return entries if len(entries) >= _ENTRIES else []
