"""Lines of a table without rules → its rows: the way to cut it that costs least."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from schoolprotocol.intake.readers.pdf.drawn import Rule
from schoolprotocol.intake.readers.pdf.joining import HYPHENS
from schoolprotocol.intake.readers.pdf.lines import Line
from schoolprotocol.intake.readers.pdf.paragraphs import ENDS, UNFINISHED, Row, is_bulleted
from schoolprotocol.intake.readers.pdf.whites import Span, Strip, column_of, parts_of

Cells = list[list[Line]]
"""By column the lines of a cell."""
_MOST_LINES = 40
"""Strips of a row, at most."""
_EMPTY, _SLANTED = 1.0, 3.0
"""What an empty cell costs, and a cell that stands in its row otherwise than the others of the table."""
_FAR, _NEAR, _RULED, _UNRULED = 5.0, 2.0, 8.0, 4.0
"""What it costs to join what is far apart, to cut what is close, to join over a rule, and to cut where none is."""
_FITS, _BEGINS, _OTHER, _CAPITAL, _WHOLE = 2.0, 1.0, 4.0, 0.5, 0.5
"""What it costs to join a line whose word would have fitted above (or would, where the column is wider than its text),
that looks otherwise, has a capital, or follows an end."""
_TORN, _UNFINISHED = 1.0, 2.0
"""What it costs to cut within a sentence."""
_BROKEN = 4.0
"""Times the size of the letters that text stays from the next column at most, where a line of it is broken."""
_SURE = 0.97
"""Part of the width of a word that is sure, as that of its letters is not known."""
_OFF = 0.3
"""Times the size of the letters that cells in the middle of a row are off the lines of others, at least."""
_JUMP = 1.07
"""How many times as far rows are from each other as lines of a cell, at least."""
_LOOSELY = 2.0
"""What it costs to say that lines of the cells of a table are farther from each other than elsewhere."""
_LOOSE = 1.12
"""How many times the leading lines of a cell may be from each other."""


@dataclass(frozen=True)
class Around:
    """Where a table stands."""

    rules: Mapping[int, Sequence[Rule]]
    """By page the level rules on it."""
    leading: Mapping[float, float]
    """By size of letters how far base lines of a paragraph mostly are from each other."""
    right: float = 0.0
    """The right edge of the text."""


@dataclass(frozen=True)
class _Boundary:
    """Between two strips: what it costs to join them, and to cut there."""

    join: float
    cut: float


def cells_of(strip: Strip, columns: Sequence[Span]) -> Cells:
    """What stands in each column of a strip, line by line."""
    cells: Cells = [[] for _column in columns]
    for row in strip.rows:
        for column, line in cut(row, columns):
            cells[column].append(line)
    return cells


def cut(row: Row, columns: Sequence[Span]) -> list[tuple[int, Line]]:
    """The parts of a line with the column of each."""
    found: list[tuple[int, Line]] = []
    for line in parts_of(row):
        begins = True
        for piece in line.pieces:
            is_blank = not piece.text.strip()
            column = found[-1][0] if found and is_blank and not begins else column_of(columns, piece.x0, piece.x1)
            if is_bulleted(line) and not begins:
                column = found[-1][0]
            if found and found[-1][0] == column:
                found[-1] = column, Line([*found[-1][1].pieces, piece])
            else:
                found.append((column, Line([piece])))
            begins = False
    return found


def rows_in(
    strips: Sequence[Strip], columns: Sequence[Span], around: Around, *, may_be_one: bool = True
) -> tuple[float, list[Cells]]:
    """The rows of a table, by column their lines; and before them what they cost: how doubtful they are.

    Args:
        strips: of the table, from the top down.
        columns: of it.
        around: where it stands.
        may_be_one: whether all of them may be one row.
    """
    told = [cells_of(strip, columns) for strip in strips]
    wide = widths(told, columns, around.right)
    most = _MOST_LINES if may_be_one else min(_MOST_LINES, len(told) - 1)
    ways: list[tuple[float, list[tuple[int, int]]]] = []
    rests: dict[tuple[int, int, bool], float] = {}
    for doubt, between in enumerate(_boundaries(strips, told, around)):
        for stands in (_top, _middle, _bottom):
            cost, groups = _cheapest(told, between, wide, stands, most, rests)
            ways.append((cost + _LOOSELY * doubt, groups))
    cost, groups = min(ways, key=lambda way: way[0])
    return cost, [
        [[line for cells in told[start:end] for line in cells[column]] for column in range(len(columns))]
        for start, end in groups
    ]


def _top(lines: Sequence[float]) -> float:
    return lines[0]


def _bottom(lines: Sequence[float]) -> float:
    return lines[-1]


def _middle(lines: Sequence[float]) -> float:
    return (lines[0] + lines[-1]) / 2


def _cheapest(
    told: Sequence[Cells],
    between: Sequence[_Boundary],
    wide: Sequence[Span],
    stands: Callable[[Sequence[float]], float],
    most: int,
    rests: dict[tuple[int, int, bool], float],
) -> tuple[float, list[tuple[int, int]]]:
    """What the best rows cost if cells stand so in them; and from which strip to which each goes."""
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * len(told)
    cuts = [0.0] + [one.cut + _torn_by(*beside, wide) for one, beside in zip(between, pairwise(told), strict=True)]
    alone = sum(_form(cells, stands) + _joined(cells, cells, wide, rests) for cells in told)
    dearest = sum(cuts) + alone + 1e-9  # each line a row
    for start in range(len(told)):
        cost = best[start][0] + cuts[start]
        cells: Cells = [[] for _column in wide]
        joined = 0.0
        for end in range(start, min(len(told), start + most)):
            joined += between[end - 1].join if end > start else 0.0
            more = [[*above[-1:], *lines] for above, lines in zip(cells, told[end], strict=True)]
            joined += _joined(more, told[end], wide, rests)
            cells = [above + lines for above, lines in zip(cells, told[end], strict=True)]
            if cost + joined > dearest:
                break
            total = cost + joined + _form(cells, stands)
            if total < best[end + 1][0] - 1e-9:
                best[end + 1] = total, start
    groups: list[tuple[int, int]] = []
    end = len(told)
    while end:
        start = best[end][1]
        groups.append((start, end))
        end = start
    return best[-1][0], groups[::-1]


def _joined(cells: Cells, strip: Cells, wide: Sequence[Span], rests: dict[tuple[int, int, bool], float]) -> float:
    """What it costs to say that lines below each other are of one cell.

    Args:
        cells: by column the lines of a strip, behind the last of those above.
        strip: only those.
        wide: by column, how wide its text is.
        rests: what was said before.
    """
    is_full, cost = all(strip), 0.0
    for lines, span in zip(cells, wide, strict=True):
        for one, other in pairwise(lines):
            key = id(one), id(other), is_full
            if key not in rests:
                rests[key] = _rest(one, other, span, is_full=is_full)
            cost += rests[key]
    return cost


def _form(cells: Cells, stands: Callable[[Sequence[float]], float]) -> float:
    """What the form of a row costs: empty cells, and cells that stand otherwise in its height."""
    heights = sorted(line.base for lines in cells for line in lines)
    where, size = stands(heights), next(line.size for lines in cells for line in lines)
    empty = sum(not lines for lines in cells)
    slanted = sum(bool(lines) and abs(stands([line.base for line in lines]) - where) > 0.2 * size for lines in cells)
    return _EMPTY * empty + _SLANTED * slanted


def _rest(above: Line, line: Line, wide: Span, *, is_full: bool = False) -> float:
    """What it costs to say that a line goes on with the one above it."""
    if is_bulleted(line):
        return 0.0
    if above.bold != line.bold or abs(above.size - line.size) > 0.5:
        return _OTHER
    if above.text.endswith(HYPHENS):
        return 0.0
    begins = not line.text[:1].islower()
    cost = _FITS if _fits(above, line, wide[0]) else 0.0
    if not cost and (begins or is_full) and _fits(above, line, wide[1]):
        cost = _BEGINS
    cost += _CAPITAL if begins else 0.0
    return cost + (_WHOLE if ENDS.search(above.text) else 0.0)


def _torn_by(above: Cells, below: Cells, wide: Sequence[Span]) -> float:
    """What it costs to cut between two lines: less where both fill every column and not all go on."""
    torn = list(map(_torn, above, below, wide))
    is_full = all(above) and all(below)
    return sum(torn) * (0.5 if is_full and not min(torn) else 1.0)


def _torn(above: Sequence[Line], below: Sequence[Line], wide: Span) -> float:
    """What it costs to say that a cell ends and another one begins."""
    if not above or not below or above[-1].bold != below[0].bold:
        return 0.0
    one, other = above[-1], below[0]
    is_small = other.text[:1].islower()
    is_broken = one.text.endswith(HYPHENS) or not _fits(one, other, wide[1])
    if is_broken and (UNFINISHED.search(one.text) or one.text.endswith(HYPHENS)):
        return _UNFINISHED if is_small else _TORN
    return _TORN if is_broken and is_small and not ENDS.search(one.text) else 0.0


def _fits(above: Line, line: Line, wide: float) -> bool:
    """Whether the first word of a line would have fitted behind the line above it."""
    return above.x1 - above.x0 + line.first_word * _SURE <= wide


def goes_on(above: Cells, below: Cells, wide: Sequence[Span]) -> bool:
    """Whether cells at the head of a page are the rest of a row at the foot of the one before."""
    both = [
        (cell[-1], lines[0], width) for cell, lines, width in zip(above, below, wide, strict=True) if cell and lines
    ]
    empty = sum(not lines for lines in below) + sum(not cell for cell in above)
    join = sum(_rest(one, other, width) for one, other, width in both)
    return bool(both) and join < _EMPTY * empty + sum(map(_torn, above, below, wide))


def widths(rows: Sequence[Cells], columns: Sequence[Span], right: float) -> list[Span]:
    """How wide the text of each column is; and the same, without end where none of it seems broken there.

    Args:
        rows: of a table, or parts of them.
        columns: of it.
        right: the right edge of the text around it.
    """
    limits = [*(left for left, _right in columns[1:]), right + 1]
    size = max(line.size for lines in rows[0] for line in lines)
    found = []
    for column, (_left, edge), limit in zip(zip(*rows, strict=True), columns, limits, strict=True):
        wide = max((line.x1 - line.x0 for lines in column for line in lines), default=0.0)
        found.append((wide, wide if limit - edge < _BROKEN * size else float("inf")))
    return found


def _boundaries(strips: Sequence[Strip], told: Sequence[Cells], around: Around) -> Iterator[list[_Boundary]]:
    """What it costs to join and to cut; also if lines of its cells are farther from each other than elsewhere."""
    columns = [_apart(one, other) for one, other in pairwise(told)]
    straight = [below.first - above.last for above, below in pairwise(strips)]
    apart = [min(shared, default=white) for shared, white in zip(columns, straight, strict=True)]
    white = [
        between if far - between > _OFF * below.size else far  # the tallest cell may stand in another column
        for far, between, below in zip(apart, straight, strips[1:], strict=True)
    ]
    ruled = [_is_ruled(one.rows[-1], other.rows[0], around.rules) for one, other in pairwise(strips)]
    seen = [near for near, shared in zip(white, columns, strict=True) if shared] or white
    limit, is_seen = _limit(seen, strips[0].size, around.leading)
    has_rules = sum(ruled) > 1
    for most in (limit,) if is_seen or not white or limit >= max(white) else (limit, max(white)):
        yield [
            _Boundary(
                join=_RULED * is_ruled + _FAR * (far > most),
                cut=_UNRULED * (has_rules and not is_ruled) + _NEAR * (is_seen and near <= most),
            )
            for far, near, is_ruled in zip(apart, white, ruled, strict=True)
        ]


def _apart(above: Cells, below: Cells) -> list[float]:
    """How far the lines of each column are from each other."""
    return [other[0].base - one[-1].base for one, other in zip(above, below, strict=True) if one and other]


def _limit(apart: Sequence[float], size: float, leading: Mapping[float, float]) -> tuple[float, bool]:
    """How far lines of a cell are from each other at most; and whether both they and rows that are farther are seen."""
    seen = sorted(apart)
    for one, other in pairwise(seen):
        if other > _JUMP * one and other - one > 1 and one > 0.9 * size:
            return (one + other) / 2, True
    told = min(leading.get(round(size * 2) / 2, 1.25 * size), 1.6 * size)
    return _LOOSE * told + 0.5, False


def _is_ruled(one: Row, other: Row, rules: Mapping[int, Sequence[Rule]]) -> bool:
    """Whether a rule is drawn between two rows."""
    between = [
        rule
        for rule in rules.get(other.main.page, ())
        if one.main.base - 1 < (rule.top + rule.bottom) / 2 < other.main.base - 0.3 * other.main.size
    ]
    begins = any(rule.x0 <= other.left + 10 for rule in between)  # a browser draws that of each cell by itself
    return begins and sum(rule.x1 - rule.x0 for rule in between) > 40
