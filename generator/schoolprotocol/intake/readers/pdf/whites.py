"""Tables without rules: where they stand, told by the white that runs down between their columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from schoolprotocol.intake.readers.pdf.lines import WIDE, Line
from schoolprotocol.intake.readers.pdf.paragraphs import ENDS, Row, is_bulleted
from schoolprotocol.intake.readers.pdf.seams import at_seams, beside

Span = tuple[float, float]
"""From where to where a column goes, in points."""

ALIKE = 4.0
"""Points by which the places where cells begin may differ."""
_PAGE = re.compile(r"\d{1,4}")
_MOST_COLUMNS = 12
_TIGHT = 0.12
"""Times the size of the letters: pieces that are closer are of one word."""
_WHITE = 1.0
"""Points that the white between two columns is wide, at least."""
CLOSE = 1.85
"""Times the size of the letters that lines of a cell are from each other, at most."""
FAR = 4.0
"""The same, of rows."""
_EDGES, _EDGE = 3, 0.4
"""Lines that have words at both edges of the white between two columns, at least; and how wide that is, in sizes."""
_MANY = 4
"""Lines of a table from which a column has more than one of them."""
_SPREAD = 3.0
"""Times the size of the letters that words are spread, at most."""
_TALL = 12
"""Lines that a cell has before the middle of its row, at most."""
_LINES = 250
"""Lines of a table on a page, at most."""


@dataclass
class Strip:
    """What stands beside each other: a line; or lines that overlap in height, as cells in the middle of a row do."""

    rows: list[Row]

    @property
    def first(self) -> float:
        """Base of its first line."""
        return self.rows[0].main.base

    @property
    def last(self) -> float:
        """Base of its last line."""
        return self.rows[-1].main.base

    @property
    def page(self) -> int:
        """From 1."""
        return self.rows[0].main.page

    @property
    def size(self) -> float:
        """Of its letters."""
        return self.rows[0].main.size

    @cached_property
    def texts(self) -> list[Line]:
        """What a wide gap parts, from left to right."""
        return sorted((line for row in self.rows for line in parts_of(row)), key=lambda line: line.x0)

    @cached_property
    def words(self) -> list[Span]:
        """What any gap parts between pieces that are drawn by themselves."""
        return [span for line in self.texts for span in _words(line)]

    @cached_property
    def gaps(self) -> list[Span]:
        """The white between its parts that is wide, or a seam."""
        ends = _joined((line.x0, line.x1) for line in self.texts)
        seams = [line.x0 for line in self.texts if line.is_cut]
        return [
            (one[1], other[0])
            for one, other in pairwise(ends)
            if other[0] - one[1] >= WIDE * self.size or any(0 <= seam - other[0] < _WHITE for seam in seams)
        ]


def parts_of(row: Row) -> list[Line]:
    """The texts of a line, a bullet with the text behind it."""
    if row.label is not None and is_bulleted(row.label):
        return [Line([*row.label.pieces, *row.texts[0].pieces]), *row.texts[1:]]
    return row.lines


def strips_of(rows: Sequence[Row]) -> list[Strip]:
    """Lines from the top down; those that overlap in height as one."""
    return [Strip(group) for group in beside(at_seams(rows))]


def _words(line: Line) -> list[Span]:
    spans: list[Span] = []
    for piece in line.pieces:
        if not piece.text.strip():
            continue
        if spans and (piece.x0 - spans[-1][1] < _TIGHT * piece.size or (is_bulleted(line) and len(spans) == 1)):
            spans[-1] = spans[-1][0], max(spans[-1][1], piece.x1)
        else:
            spans.append((piece.x0, piece.x1))
    return spans


def _joined(spans: Iterable[Span], apart: float = 0.0) -> list[Span]:
    found: list[Span] = []
    for x0, x1 in sorted(spans):
        if found and x0 < found[-1][1] + apart:
            found[-1] = found[-1][0], max(found[-1][1], x1)
        else:
            found.append((x0, x1))
    return found


def column_of(columns: Sequence[Span], x0: float, x1: float) -> int:
    """In which column something stands, from 0: the one it shares most with, else the nearest."""
    shares = [min(x1, right) - max(x0, left) for left, right in columns]
    return shares.index(max(shares))


def holds(columns: Sequence[Span], others: Iterable[Span]) -> list[Span] | None:
    """Columns with what else stands in them; None where that does not leave them apart."""
    found = _joined([*columns, *others], _WHITE)
    return found if len(found) == len(columns) else None


def _columns(strips: Sequence[Strip]) -> list[Span] | None:
    """The columns of strips; None where something stands across the white between two of them."""
    spans = _joined((word for strip in strips for word in strip.words), _WHITE)
    for strip in strips:
        if any(left < one and other < right for one, other in strip.gaps for left, right in spans):
            return None
    return spans


def _parted(strips: Sequence[Strip], spans: list[Span]) -> list[Span]:
    """The same columns, but those as one between which there is no more white than between words."""
    found = spans[:1]
    for span in spans[1:]:
        last = found[-1]
        if any(_is_wide(strip, last, span) for strip in strips) or _are_edges(strips, last, span):
            found.append(span)
        else:
            found[-1] = last[0], span[1]
    return _without_spread(strips, found)


def _without_spread(strips: Sequence[Strip], columns: list[Span]) -> list[Span]:
    """The same columns, but for those in which one line has a word: it is of a cell whose words are spread."""
    if len(strips) < _MANY:
        return columns
    lines: Counter[int] = Counter()
    for strip in strips:
        lines.update(filled(strip, columns))
        if len(lines) == len(columns) and min(lines.values()) > 1:
            return columns
    found = columns[:1]
    for place, column in enumerate(columns[1:], start=1):
        if lines[place] == 1:
            found[-1] = found[-1][0], column[1]
        else:
            found.append(column)
    return found


def _is_wide(strip: Strip, one: Span, other: Span) -> bool:
    """Whether the white between two columns is wide in a strip."""
    return any(one[0] < left <= one[1] + 0.01 and other[0] - 0.01 <= right < other[1] for left, right in strip.gaps)


def _are_edges(strips: Sequence[Strip], one: Span, other: Span) -> bool:
    """Whether what stands left ends at the edge of the white and what stands right begins there, line after line."""
    many = sum(
        any(abs(word[1] - one[1]) < 1 for word in strip.words)
        and any(abs(word[0] - other[0]) < 1 for word in strip.words)
        for strip in strips
    )
    return many >= _EDGES and other[0] - one[1] >= _EDGE * strips[0].size


def fills(strip: Strip, others: Iterable[Mapping[int, Span]], columns: Sequence[Span]) -> bool:
    """Whether a strip has more than one cell: parted by wide white, or each below a cell of others."""
    cells = cells_in(strip, columns)
    if len(cells) < 2:
        return False
    row, is_listed = strip.rows[0], False
    if row.label is not None and len(strip.rows) == len(row.texts) == 1:
        is_listed = row.x0 - row.label.x1 < FAR * strip.size
    if not is_listed and len({column_of(columns, line.x0, line.x1) for line in strip.texts}) == len(cells):
        return True
    if len(cells) < len(columns) or (row.label is None and row.is_numbered):
        return False
    told = list(others)
    return all(any(_are_alike(span, one[column]) for one in told if column in one) for column, span in cells.items())


def cells_in(strip: Strip, columns: Sequence[Span]) -> dict[int, Span]:
    """From where to where what stands in each column goes."""
    found: dict[int, Span] = {}
    for x0, x1 in strip.words:
        column = column_of(columns, x0, x1)
        left, right = found.get(column, (x0, x1))
        found[column] = min(left, x0), max(right, x1)
    return found


def _are_alike(one: Span, other: Span) -> bool:
    """Whether both begin, end or have their middle at the same place."""
    return any(abs(place(one) - place(other)) < 2 for place in (_left, _right, _middle))


def filled(strip: Strip, columns: Sequence[Span]) -> set[int]:
    """In which columns something of a strip stands."""
    return {column_of(columns, *word) for word in strip.words}


def _is_seed(strips: Sequence[Strip], place: int) -> bool:
    """Whether a table may be seen by a line: two texts or more, and none of a list or a table of contents."""
    strip = strips[place]
    if not strip.gaps or len(strip.texts) > _MOST_COLUMNS or _is_even(strip):
        return False
    if len(strip.rows) > 1:
        return True
    row = strip.rows[0]
    is_listed = row.label is not None and row.label.text.isalnum() and is_bulleted(row.texts[0])
    if row.label is not None and len(row.texts) < 2 and not is_listed:
        return False
    if place and _is_spread(strips[place - 1].rows[-1], row):
        return False
    return not _PAGE.fullmatch(row.texts[-1].text) or len(row.texts) > 2


def _is_even(strip: Strip) -> bool:
    """Whether all the white in a line is as wide: its words are spread over a column."""
    wide = [right - left for left, right in strip.gaps]
    return len(wide) > 1 and max(wide) - min(wide) < 1 and wide[0] < _SPREAD * strip.size


def _is_spread(above: Row, row: Row) -> bool:
    """Whether a line goes on with the sentence above it, its words spread over a narrow column."""
    return not ENDS.search(above.text) and row.text[:1].islower() and above.main.size == row.main.size


def table_at(strips: Sequence[Strip], place: int, least: int) -> tuple[int, int, list[Span]] | None:
    """From which strip to which a table goes that is seen at one of them, and its columns; None where none is.

    Args:
        strips: of a stream, from the top down.
        place: of a strip.
        least: the first strip that may be one of it.
    """
    if not _is_seed(strips, place):
        return None
    start, end = place, place + 1
    columns = _columns(strips[start:end])
    if columns is None:
        return None
    while end < min(len(strips), place + _LINES):
        wider = _columns(strips[start : end + 1])
        if wider is not None and _is_next(strips[start:end], strips[end], _parted(strips[start : end + 1], wider)):
            columns, end = wider, end + 1
            continue
        is_near = strips[end].first - strips[end - 1].last <= FAR * strips[end].size
        far = middle_of_cell(strips, end) if is_near else 0
        wider = _columns(strips[start:far]) if far else None
        if wider is None or not _is_next(strips[start : far - 1], strips[far - 1], _parted(strips[start:far], wider)):
            break
        columns, end = wider, far
    while start > least:
        wider = _columns(strips[start - 1 : end])
        if wider is None or not _is_above(
            strips[start - 1], strips[start:end], _parted(strips[start - 1 : end], wider)
        ):
            break
        columns, start = wider, start - 1
    columns = _parted(strips[start:end], columns)
    return (start, end, columns) if _is_table(strips[start:end], columns) else None


def middle_of_cell(strips: Sequence[Strip], place: int) -> int:
    """Behind the next strip with more than one text, if lines of one cell, close to each other, lead to it."""
    for end in range(place + 1, min(len(strips), place + _TALL)):
        above, strip = strips[end - 1], strips[end]
        line = above.texts[0]
        is_alike = line.bold == strip.texts[0].bold and abs(line.size - strip.texts[0].size) < 0.5
        if len(above.texts) > 1 or not is_alike or above.rows[0].is_numbered or strip.page != above.page:
            break
        if strip.first - above.last > CLOSE * strip.size:
            break
        if len(strip.texts) > 1:
            return end + 1
    return 0


def _is_next(table: Sequence[Strip], strip: Strip, columns: Sequence[Span]) -> bool:
    """Whether a strip may be the next of a table: more than one cell, or close below the cell that it goes on with."""
    above = table[-1]
    apart = strip.first - above.last
    if strip.page != above.page or apart > FAR * strip.size:
        return False
    if fills(strip, (cells_in(one, columns) for one in table), columns):
        return True
    line = strip.texts[0]
    column = column_of(columns, line.x0, line.x1)
    near = next((one for one in reversed(above.texts) if column_of(columns, one.x0, one.x1) == column), above.texts[0])
    is_alike = near.bold == line.bold and abs(near.size - line.size) < 0.5
    is_one = len(filled(strip, columns)) == 1 and (column > 0 or not strip.rows[0].is_numbered)
    return is_alike and is_one and apart < CLOSE * strip.size


def _is_above(strip: Strip, below: Sequence[Strip], columns: Sequence[Span]) -> bool:
    """Whether a strip may be the one above a table."""
    table = below[0]
    apart = table.first - strip.last
    if strip.page != table.page or abs(strip.size - table.size) > 1:
        return False
    if fills(strip, (cells_in(one, columns) for one in below), columns):
        return apart < 2.5 * strip.size
    line = strip.texts[0]
    is_first = len(strip.texts) == 1 and column_of(columns, line.x0, line.x1) == 0
    is_cell = runs_on(line, table.texts[0]) if is_first else line.x0 > columns[0][1]
    return apart < CLOSE * strip.size and is_cell


def runs_on(line: Line, below: Line) -> bool:
    """Whether a sentence runs on from a line into one below it."""
    is_alike = line.bold == below.bold and abs(line.size - below.size) < 0.5
    return is_alike and below.text[:1].islower() and not ENDS.search(line.text)


def _is_table(strips: Sequence[Strip], columns: Sequence[Span]) -> bool:
    """Whether it is no chance: rows of two cells or more, of which those of a column stand below each other."""
    full = [strip for strip in strips if len(filled(strip, columns)) > 1]
    if len(columns) < 2 or (len(full) < 2 and len(columns) < 3) or len(strips) < 2:
        return False
    if len(columns) == 2 and all(row.label is not None for strip in full for row in strip.rows):
        return False
    return all(_stands_below(strips, columns, column) for column in range(len(columns)))


def _stands_below(strips: Sequence[Strip], columns: Sequence[Span], column: int) -> bool:
    """Whether what stands in a column begins, ends or has its middle at the same place, for most of it."""
    spans = [cells[column] for strip in strips if column in (cells := cells_in(strip, columns))]
    ways = [Counter(round(place(span) / 2) for span in spans) for place in (_left, _right, _middle)]
    alike = max(many[near] + many[near + 1] for many in ways for near in many)
    return alike >= 0.5 * len(spans)


def _left(span: Span) -> float:
    return span[0]


def _right(span: Span) -> float:
    return span[1]


def _middle(span: Span) -> float:
    return (span[0] + span[1]) / 2
