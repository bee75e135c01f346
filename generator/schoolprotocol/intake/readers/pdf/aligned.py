"""Tables without rules: rows in which text begins at the same places, below each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from schoolprotocol.intake.readers.pdf.drawn import Rule
from schoolprotocol.intake.readers.pdf.lines import Line
from schoolprotocol.intake.readers.pdf.paragraphs import Row

_ALIKE = 4.0
"""Points by which the places where cells begin may differ."""
_ROWS = 2
"""Rows that begin at the same places before they are a table."""
_ENDS = re.compile(r"[.:;!?…][\"'”’)\]]*$")
_PAGE = re.compile(r"\d{1,4}")
_ENTRIES = 3
"""Lines with the number of a page before they are a table of contents."""
_MOST_COLUMNS = 12


@dataclass
class Aligned:
    """A table without rules."""

    rows: list[list[list[Line]]]
    """By row and column the lines of each cell."""


@dataclass
class Contents:
    """A table of contents: by entry its lines."""

    entries: list[list[Row]]


def split(rows: Sequence[Row], rules: Mapping[int, Sequence[Rule]]) -> Iterator[list[Row] | Aligned | Contents]:
    """Running text, tables and tables of contents, in their order.

    Args:
        rows: of a stream, from the top down.
        rules: by page the level rules on it.
    """
    text: list[Row] = []
    place = 0
    while place < len(rows):
        entries = _contents(rows, place)
        many, columns = (sum(map(len, entries)), []) if entries else _table(rows, place)
        if many:
            if text:
                yield text
            yield Contents(entries) if entries else Aligned(_cells(rows[place : place + many], columns, rules))
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
    return row.lines


def _starts(row: Row) -> list[float]:
    return [line.x0 for line in _parts(row)]


def _is_row(row: Row) -> bool:
    """Whether a line may be one of a table: two texts or more, and no line of a table of contents."""
    if (row.label is not None and len(row.texts) < 2) or not 2 <= len(_parts(row)) <= _MOST_COLUMNS:
        return False
    return not _PAGE.fullmatch(row.texts[-1].text) or len(row.texts) > 2


def _table(rows: Sequence[Row], place: int) -> tuple[int, list[float]]:
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
        shared = [start for start in starts if any(abs(start - column) < _ALIKE for column in columns)]
        if len(starts) >= 2 and len(shared) >= 2:
            columns = sorted(columns + [start for start in starts if start not in shared])
            full += 1
        elif not (len(starts) == 1 and shared and _is_within(row, columns, starts[0]) and _goes_on(rows, end, columns)):
            break
        end += 1
    return (end - place, columns) if full >= _ROWS else (0, [])


def _is_within(row: Row, columns: Sequence[float], start: float) -> bool:
    """Whether a line stays within its column."""
    after = [column for column in columns if column > start + _ALIKE]
    return not after or row.x1 < after[0] + 1


def _goes_on(rows: Sequence[Row], place: int, columns: Sequence[float]) -> bool:
    """Whether a line that stands alone goes on with a cell: it is as close to the one above as lines are."""
    one, other = rows[place - 1], rows[place]
    above = min(one.lines, key=lambda line: abs(line.x0 - other.left))
    alike = above.bold == other.main.bold and abs(above.size - other.main.size) < 0.5
    if other.left < columns[0] + _ALIKE and not _runs_on([[above]], other.lines[0], columns):
        return False
    return alike and other.main.base - one.main.base < 1.6 * other.main.size


def _cells(
    rows: Sequence[Row], columns: Sequence[float], rules: Mapping[int, Sequence[Rule]]
) -> list[list[list[Line]]]:
    cut = [_is_ruled(one, other, rules) for one, other in pairwise(rows)]
    apart = [other.main.base - one.main.base for one, other in pairwise(rows)]
    has_rules, has_white = any(cut), bool(apart) and max(apart) > 1.25 * min(apart)
    found: list[list[list[Line]]] = []
    for number, row in enumerate(rows):
        parts = _parts(row)
        if number == 0:
            goes_on = False
        elif has_rules:
            goes_on = not cut[number - 1]
        else:
            is_close = has_white and apart[number - 1] <= 1.1 * min(apart)
            is_alone = len(parts) == 1 and abs(parts[0].x0 - columns[0]) >= _ALIKE
            goes_on = is_close or is_alone or all(_runs_on(found[-1], part, columns) for part in parts)
        if not goes_on:
            found.append([[] for _column in columns])
        for line in parts:
            near = min(range(len(columns)), key=lambda place: abs(columns[place] - line.x0))
            found[-1][near].append(line)
    return found


def _runs_on(cells: Sequence[Sequence[Line]], part: Line, columns: Sequence[float]) -> bool:
    """Whether a line goes on with the text of the cell above: that is no whole sentence, and fills its column."""
    column = min(range(min(len(columns), len(cells))), key=lambda place: abs(columns[place] - part.x0))
    above = cells[column][-1] if cells[column] else None
    if above is None or _ENDS.search(above.text) or above.bold != part.bold:
        return False
    if column + 1 == len(columns):
        return not part.text[:1].isupper()
    word = part.text.split(" ")[0]
    return above.x1 + (part.x1 - part.x0) * (len(word) + 1) / max(len(part.text), 1) > columns[column + 1] - 6


def _is_ruled(one: Row, other: Row, rules: Mapping[int, Sequence[Rule]]) -> bool:
    """Whether a rule is drawn between two rows."""
    return any(
        one.main.base - 1 < (rule.top + rule.bottom) / 2 < other.main.base - 0.3 * other.main.size
        and rule.x0 <= other.left + 10
        and rule.x1 - rule.x0 > 40
        for rule in rules.get(other.main.page, ())
    )
