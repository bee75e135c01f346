"""Lines of a page → streams in the order of reading: what stands in columns is read column by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from schoolprotocol.intake.readers.pdf.lines import Line, below

_WIDE = 9.0
"""Times the size of the letters that a column is wide at least: what is narrower are numbers, or labels."""
_GUTTER = 0.8
"""Times the size of the letters between two columns, at least."""
_LINES = 4
"""Lines that stand beside others before there are columns."""
_PER_ROW = 12
"""Lines of a row of a table, on average, at most."""
_MOST = 1_500
"""Lines of a page that are looked at for columns."""


def streams(lines: Sequence[Line], depth: int = 0) -> list[list[Line]]:
    """Lines in the order of reading, in parts that are read from the top down.

    Args:
        lines: of a page, from the top down; numbers and bullets stand before their text.
        depth: how many columns were found around them.
    """
    gutter = _gutter(lines) if 2 * _LINES <= len(lines) <= _MOST and depth < 3 else None
    if gutter is None:
        return [list(lines)] if lines else []
    found: list[list[Line]] = []
    left: list[Line] = []
    right: list[Line] = []

    def over() -> None:
        for side in (left, right):
            found.extend(streams(side, depth + 1))
            side.clear()

    for line in lines:
        if line.x1 <= gutter + 1:
            left.append(line)
        elif line.x0 >= gutter - 1:
            right.append(line)
        else:  # over the whole width: what is above it is read first
            over()
            if found and found[-1] and _spans(found[-1][-1], gutter):
                found[-1].append(line)
            else:
                found.append([line])
    over()
    return found


def _spans(line: Line, gutter: float) -> bool:
    return line.x0 < gutter - 1 and line.x1 > gutter + 1


def _gutter(lines: Sequence[Line]) -> float | None:
    """The middle of the white between two columns; None where there are none."""
    gaps: list[tuple[float, float]] = []
    for line in lines:
        if line.x1 - line.x0 < _WIDE * line.size:
            continue
        beside = [
            other.x0
            for other in lines
            if other.x0 > line.x1
            and other.x1 - other.x0 >= _WIDE * other.size
            and min(line.bottom, other.bottom) - max(line.top, other.top) > 0.3 * min(line.size, other.size)
        ]
        if beside and min(beside) - line.x1 > _GUTTER * line.size:
            gaps.append((line.x1, min(beside)))
    best, most = None, _LINES - 1
    for edge in sorted({gap[1] for gap in gaps}):
        place = edge - 1.5
        many = sum(one < place < other for one, other in gaps)
        crossing = sum(line.x0 < place - 1 and line.x1 > place + 1 for line in lines)
        if many > most and crossing <= many:
            best, most = place, many
    if best is None:
        return _clean_gutter(lines)
    return None if _is_table(lines, best) else best


def _clean_gutter(lines: Sequence[Line]) -> float | None:
    """The left edge of a short second column: lines that begin below each other, and level with none of the first."""
    edges = Counter(round(line.x0) for line in lines)
    for edge, many in sorted(edges.items()):
        right = [line for line in lines if line.x0 > edge - 1.5]
        if many < _LINES or len(right) < _LINES:
            continue
        top, bottom = min(line.top for line in right), max(line.bottom for line in right)
        beside = [line for line in lines if line.x0 <= edge - 1.5 and line.bottom > top and line.top < bottom]
        white = _GUTTER * max(line.size for line in [*beside, *right])
        if any(line.x1 > edge - white for line in beside):
            continue
        wide = [sum(line.x1 - line.x0 >= _WIDE * line.size for line in side) for side in (beside, right)]
        level = sum(any(abs(line.base - other.base) < 2 for other in beside) for line in right)
        if min(wide) >= _LINES - 1 and 2 * level < len(right):
            return edge - 1.5
    return None


def _is_table(lines: Sequence[Line], gutter: float) -> bool:
    """Whether what stands left and right is in rows: each begins level, with white above both."""
    beside = sorted((line for line in lines if not _spans(line, gutter)), key=lambda line: line.base)
    apart = Counter(round((other.base - one.base) * 2) / 2 for one, other in below(beside))
    usual = apart.most_common(1)[0][0] if apart else 0.0
    rows: list[list[Line]] = []
    for line in beside:
        if rows and line.base - rows[-1][-1].base < 1.3 * usual:
            rows[-1].append(line)
        else:
            rows.append([line])
    level = 0
    for row in rows:
        left = min((line.base for line in row if line.x0 < gutter), default=None)
        right = min((line.base for line in row if line.x0 >= gutter), default=None)
        level += left is not None and right is not None and abs(left - right) < 2
    return level >= 3 and level >= 0.7 * len(rows) and len(beside) <= _PER_ROW * len(rows)
