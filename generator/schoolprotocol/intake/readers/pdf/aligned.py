"""Tables without rules: rows in which text begins at the same places, below each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from schoolprotocol.intake.readers.pdf.drawn import Rule
from schoolprotocol.intake.readers.pdf.joining import HYPHENS
from schoolprotocol.intake.readers.pdf.lines import Line
from schoolprotocol.intake.readers.pdf.paragraphs import ENDS, UNFINISHED, Row, is_bulleted

_ALIKE = 4.0
"""Points by which the places where cells begin may differ."""
_ROWS = 2
"""Rows that begin at the same places before they are a table."""
_PAGE = re.compile(r"\d{1,4}")
_ENTRIES = 3
"""Lines with the number of a page before they are a table of contents."""
_MOST_COLUMNS = 12
_APART = 1.6
"""Times the size of the letters that lines of a cell are from each other, at most."""
_BROKEN = 4.0
"""Times the size of the letters that text stays from the next column at most, where a line of it is broken."""


@dataclass
class Aligned:
    """A table without rules."""

    rows: list[list[list[Line]]]
    """By row and column the lines of each cell."""
    columns: list[float]
    """Where each column begins, in points."""
    edges: list[tuple[float, float]]
    """How far each goes, as `_edge` tells."""
    is_over: bool = False
    """Whether lines at the head of another page were taken in."""

    @property
    def page(self) -> int:
        """On which it ends."""
        return max(line.page for cell in self.rows[-1] for line in cell)

    def take(self, other: Aligned) -> bool:
        """Take in a table that goes on on the next page, if it does."""
        first = next(line for cell in other.rows[0] for line in cell)
        alike = len(self.columns) == len(other.columns) and all(
            abs(one - two) < _ALIKE for one, two in zip(self.columns, other.columns, strict=True)
        )
        if not alike or first.page != self.page + 1:
            return False
        rest = [(column, line) for column, cell in enumerate(other.rows[0]) for line in cell[:1]]
        if _is_rest(self.rows[-1], rest, self.edges):
            for column, more in enumerate(other.rows[0]):
                self.rows[-1][column] += more
            self.rows += other.rows[1:]
        else:
            self.rows += other.rows
        return True

    def take_head(self, row: Row) -> bool:
        """Take in the last line of the page before as its first row, if words of it begin with each of its columns."""
        first = next(line for cell in self.rows[0] for line in cell)
        if row.main.page + 1 != first.page or not _is_row(row) or not _begins_with_all(_parts(row), self.columns):
            return False
        self.rows.insert(0, [[line] for line in _parts(row)])
        return True

    def take_row(self, row: Row) -> bool:
        """Take in a line at the head of the next page that has a cell in each of three columns or more."""
        is_next = row.main.page == self.page + 1 or (self.is_over and row.main.page == self.page)
        if not is_next or not _has_every_column(row, self.columns, is_sure=len(self.columns) > 2):
            return False
        self.is_over = True
        self.rows.append([[part] for whole in _parts(row) for part in _cut(whole, self.columns)])
        return True

    def take_lines(self, row: Row) -> bool:
        """Take in a line at the head of the next page that goes on with the last cell, if it does."""
        parts = [(_column(line, self.columns), line) for line in _parts(row)]
        is_within = all(_begins_at(line, self.columns[column]) for column, line in parts) and len(self.columns) > 1
        beside = all(column > 0 for column, _line in parts) and row.main.page == self.page + 1
        if not (is_within and beside and _is_rest(self.rows[-1], parts, self.edges)):
            return False
        for column, line in parts:
            self.rows[-1][column].append(line)
        return True


@dataclass
class Contents:
    """A table of contents: by entry its lines."""

    entries: list[list[Row]]


def split(
    rows: Sequence[Row], rules: Mapping[int, Sequence[Rule]], leading: Mapping[float, float]
) -> Iterator[list[Row] | Aligned | Contents]:
    """Running text, tables and tables of contents, in their order.

    Args:
        rows: of a stream, from the top down.
        rules: by page the level rules on it.
        leading: by size of letters how far base lines of a paragraph mostly are from each other.
    """
    text: list[Row] = []
    place, right = 0, max((row.x1 for row in rows), default=0.0)
    while place < len(rows):
        entries = _contents(rows, place)
        many, columns = (sum(map(len, entries)), []) if entries else _table(rows, place, right)
        if many:
            if text:
                yield text
            yield Contents(entries) if entries else _aligned(rows[place : place + many], columns, rules, leading, right)
            text, place = [], place + many
        else:
            text.append(rows[place])
            place += 1
    if text:
        yield text


def _contents(rows: Sequence[Row], place: int) -> list[list[Row]]:
    """The entries from here that end in the number of a page: each no lower than the one before, at the right edge."""
    entries: list[list[Row]] = []
    waiting: list[Row] = []
    last, edge = 0, None
    for row in rows[place:]:
        waiting.append(row)
        end = row.texts[-1]
        if len(row.lines) >= 2 and _PAGE.fullmatch(end.text) and int(end.text) >= last:
            if edge is not None and abs(end.x1 - edge) > _ALIKE:
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


def _parts(row: Row) -> list[Line]:
    if row.label is not None and is_bulleted(row.label):
        return [Line([*row.label.pieces, *row.texts[0].pieces]), *row.texts[1:]]
    return row.lines


def _starts(row: Row) -> list[float]:
    return [line.x0 for line in _parts(row)]


def _is_row(row: Row) -> bool:
    """Whether a line may be one of a table: two texts or more, and no line of a table of contents."""
    is_listed = row.label is not None and row.label.text.isalnum() and is_bulleted(row.texts[0])
    if (row.label is not None and len(row.texts) < 2 and not is_listed) or not 2 <= len(_parts(row)) <= _MOST_COLUMNS:
        return False
    return not _PAGE.fullmatch(row.texts[-1].text) or len(row.texts) > 2


def _table(rows: Sequence[Row], place: int, right: float) -> tuple[int, list[float]]:
    """How many rows from here are a table, and where its columns begin; 0 where none is."""
    if not _is_row(rows[place]):
        return 0, []
    columns = _starts(rows[place])
    end, full = place + 1, 1
    while end < len(rows):
        row = rows[end]
        if row.main.page != rows[place].main.page or row.main.base - rows[end - 1].main.base > 4 * row.main.size:
            break
        starts = _starts(row)
        shared = [line.x0 for line in _parts(row) if any(_begins_at(line, column) for column in columns)]
        after = _parts(rows[end + 1]) if end + 1 < len(rows) else []
        if _has_every_column(row, columns, is_sure=len(columns) > 2 or _begins_with_all(after, columns)):
            full += 1
        elif len(starts) >= 2 and len(shared) >= 2:
            columns = sorted(columns + [start for start in starts if start not in shared])
            full += 1
        elif not (
            len(starts) == 1
            and shared
            and _is_within(row, columns, starts[0])
            and _goes_on(rows, place, end, columns, right)
        ):
            break
        end += 1
    is_wide = len(columns) > 2 and end - place >= _ROWS and not (place and _is_spread(rows[place - 1], rows[place]))
    return (end - place, columns) if full >= _ROWS or is_wide else (0, [])


def _has_every_column(row: Row, columns: Sequence[float], *, is_sure: bool) -> bool:
    """Whether words of a line begin with all columns: cells that are as close as words are.

    Args:
        row: the line.
        columns: where each begins.
        is_sure: whether it is no chance: there are three or more, or the next line is a row of the table.
    """
    parts = [part for whole in _parts(row) for part in _cut(whole, columns)]
    return is_sure and _begins_with_all(parts, columns)


def _begins_with_all(parts: Sequence[Line], columns: Sequence[float]) -> bool:
    return len(parts) == len(columns) and all(
        abs(part.x0 - column) < _ALIKE for part, column in zip(parts, columns, strict=True)
    )


def _is_spread(above: Row, row: Row) -> bool:
    """Whether a line goes on with the sentence above it, its words spread over a narrow column."""
    return not ENDS.search(above.text) and row.text[:1].islower() and above.main.size == row.main.size


def _begins_at(line: Line, column: float) -> bool:
    """Whether a line begins where a column does; a list in a cell is indented."""
    apart = line.x0 - column
    return abs(apart) < _ALIKE or (is_bulleted(line) and 0 < apart < 3 * line.size)


def _is_within(row: Row, columns: Sequence[float], start: float) -> bool:
    """Whether a line stays within its column."""
    after = [column for column in columns if column > start + _ALIKE]
    return not after or row.x1 < after[0] + 1


def _goes_on(rows: Sequence[Row], start: int, place: int, columns: Sequence[float], right: float) -> bool:
    """Whether a line that stands alone goes on with a cell: it is as close to the one above as lines are."""
    one, other = rows[place - 1], rows[place]
    above = min(_parts(one), key=lambda line: abs(line.x0 - other.left))
    alike = above.bold == other.main.bold and abs(above.size - other.main.size) < 0.5
    if other.left < columns[0] + _ALIKE:
        edge, _loose = _edge(rows[start:place], columns, 0, right)
        if _column(above, columns) > 0 or _fits(above, other.lines[0], edge):
            return False
    return alike and other.main.base - one.main.base < 1.6 * other.main.size


def _aligned(
    rows: Sequence[Row],
    columns: Sequence[float],
    rules: Mapping[int, Sequence[Rule]],
    leading: Mapping[float, float],
    right: float,
) -> Aligned:
    cut = [_is_ruled(one, other, rules) for one, other in pairwise(rows)]
    apart = [other.main.base - one.main.base for one, other in pairwise(rows)]
    edges = [_edge(rows, columns, column, right) for column in range(len(columns))]
    has_rules = any(cut)
    found: list[list[list[Line]]] = []
    for number, row in enumerate(rows):
        parts = [(_column(line, columns), line) for whole in _parts(row) for line in _cut(whole, columns)]
        if number == 0:
            goes_on = False
        elif has_rules:
            goes_on = not cut[number - 1]
        else:
            told = min(leading.get(round(row.main.size * 2) / 2, 1.25 * row.main.size), _APART * row.main.size)
            usual = min([told, *_close(apart, row)])
            is_close = apart[number - 1] <= 1.12 * usual + 0.5
            goes_on = is_close and _is_rest(found[-1], parts, edges)
        if not goes_on:
            found.append([[] for _column in columns])
        for column, line in parts:
            found[-1][column].append(line)
    return Aligned(found, list(columns), edges)


def _cut(line: Line, columns: Sequence[float]) -> list[Line]:
    """A line; as several where words of it begin with a column each, too close for lines of their own."""
    found = [line]
    for place, piece in enumerate(line.pieces):
        if (
            place
            and piece.text.strip()
            and any(abs(piece.x0 - column) < 1 for column in columns if column > line.x0 + 1)
        ):
            at = place - len(line.pieces)
            found[-1:] = [Line(found[-1].pieces[:at]), Line(found[-1].pieces[at:])]
    return found


def _close(apart: Sequence[float], row: Row) -> list[float]:
    """How close lines stand in the cells: closer than rows, where both are seen."""
    least, most = min(apart, default=0.0), max(apart, default=0.0)
    return [least] if most > 1.25 * least and least > row.main.size else []


def _column(line: Line, columns: Sequence[float]) -> int:
    return min(range(len(columns)), key=lambda place: abs(columns[place] - line.x0))


def _edge(rows: Sequence[Row], columns: Sequence[float], column: int, right: float) -> tuple[float, float]:
    """How far the text of a column goes to the right; and the same, without end where none of it seems broken there.

    Args:
        rows: of the table.
        columns: where each begins.
        column: which, from 0.
        right: the right edge of the text around the table.
    """
    limit = columns[column + 1] if column + 1 < len(columns) else right + 1
    within = [line for row in rows for line in _parts(row) if _column(line, columns) == column and line.x1 < limit]
    if not within:
        return float("inf"), float("inf")
    edge = max(line.x1 for line in within)
    return edge, edge if limit - edge < _BROKEN * within[0].size else float("inf")


def _is_rest(
    cells: Sequence[Sequence[Line]], parts: Sequence[tuple[int, Line]], edges: Sequence[tuple[float, float]]
) -> bool:
    """Whether a line goes on with the cells of the row above it, and begins none of the next.

    The words of a cell are broken where the next one would not have fitted: where it would, a new cell begins.
    """
    is_beside_first = all(column > 0 for column, _line in parts)
    is_full = {column for column, _line in parts} >= {column for column, told in enumerate(cells) if told}
    says_so = is_beside_first
    for column, line in parts:
        above = cells[column][-1] if cells[column] else None
        if above is not None and is_bulleted(line) and is_bulleted(cells[column][0]) and len(parts) == 1:
            continue  # the next item of a list in a cell
        tight, loose = edges[column]
        is_loose = (is_full and not is_beside_first) or line.text[:1].isupper()
        if above is not None and UNFINISHED.search(above.text) and not _fits(above, line, tight):
            says_so = True
            continue
        if above is None or above.bold != line.bold or _fits(above, line, loose if is_loose else tight):
            return False
        if not (is_full or is_beside_first or column > 0) and (line.text[:1].isupper() or line.text[:1].isdigit()):
            return False
        says_so |= line.text[:1].islower() or above.text.endswith(HYPHENS) or not ENDS.search(above.text)
    return says_so


def _fits(above: Line, line: Line, edge: float) -> bool:
    """Whether the first word of a line would have fitted behind the line above it."""
    word = re.split(r"[ /]", line.text, maxsplit=1)[0]
    wide = (line.x1 - line.x0) * (len(word) + 1) / max(len(line.text), 1)
    return not above.text.endswith(HYPHENS) and above.x1 + wide * 0.92 <= edge


def _is_ruled(one: Row, other: Row, rules: Mapping[int, Sequence[Rule]]) -> bool:
    """Whether a rule is drawn between two rows."""
    between = [
        rule
        for rule in rules.get(other.main.page, ())
        if one.main.base - 1 < (rule.top + rule.bottom) / 2 < other.main.base - 0.3 * other.main.size
    ]
    begins = any(rule.x0 <= other.left + 10 for rule in between)  # a browser draws that of each cell by itself
    return begins and sum(rule.x1 - rule.x0 for rule in between) > 40
