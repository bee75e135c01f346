"""Tables that are drawn with rules: where their cells are, and which pieces stand in which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from schoolprotocol.intake.readers.pdf.drawn import Page, Piece, Rule
from schoolprotocol.intake.readers.pdf.lines import Line, lines_of

_NEAR = 3.0
"""Points between rules that meet."""
_MOST_RULES = 1_500
"""Rules of a page, joined; a page with more is a drawing."""


_Region = tuple[list[Rule], list[Rule]]
"""Level and upright rules that hang together."""


@dataclass
class Box:
    """A cell: where it lies, and how many columns and rows it takes."""

    row: int
    column: int
    width: int
    height: int
    x0: float
    """Left edge."""
    x1: float
    pieces: list[Piece] = field(default_factory=list)


@dataclass
class Grid:
    """A table on a page; it has the edges of a line, to be put in the order of reading like one."""

    x0: float
    x1: float
    top: float
    bottom: float
    page: int
    cells: list[Box]
    size: float = 10.0
    bold: bool = False
    text: str = ""
    last_page: int = 0
    """Where it ends, as it may go on over pages."""

    @property
    def columns(self) -> int:
        """How many it has."""
        return max(cell.column + cell.width for cell in self.cells)

    @property
    def base(self) -> float:
        """Where it begins."""
        return self.top

    @property
    def pieces(self) -> list[Piece]:
        """All that stand in it, cell after cell."""
        return [piece for cell in self.cells for piece in cell.pieces]


def ruled(page: Page, lines: Sequence[Line]) -> tuple[list[Grid], list[Line]]:
    """The tables of a page that have rules, and the lines that stand in none.

    Args:
        page: with its rules.
        lines: of its body.
    """
    across, down = _merged(page.across, is_across=True), _merged(page.down, is_across=False)
    if not across or len(across) + len(down) > _MOST_RULES:
        return [], list(lines)
    grids, rest = [], list(lines)
    regions = _regions(across, down)
    for rows, columns in regions:
        if _is_stripe((rows, columns), regions, lines):
            continue
        grid, rest = _filled(page, rows, columns, rest)
        grids += grid
    return grids, rest


def _merged(rules: Iterable[Rule], *, is_across: bool) -> list[Rule]:
    """Rules of which one goes on where the other ends, as one."""
    found: dict[int, list[Rule]] = {}
    for rule in sorted(rules, key=lambda rule: rule.x0 if is_across else rule.top):
        place = round((rule.top + rule.bottom) / 2 if is_across else (rule.x0 + rule.x1) / 2)
        for near in (place, place - 1, place + 1):
            last = found.get(near, [None])[-1]
            if last is not None and (rule.x0 <= last.x1 + _NEAR if is_across else rule.top <= last.bottom + _NEAR):
                last.x1, last.bottom = max(last.x1, rule.x1), max(last.bottom, rule.bottom)
                break
        else:
            found.setdefault(place, []).append(Rule(rule.x0, rule.x1, rule.top, rule.bottom))
    return [rule for rules in found.values() for rule in rules]


def _meet(one: Rule, other: Rule) -> bool:
    return (
        one.x0 - _NEAR <= other.x1
        and other.x0 - _NEAR <= one.x1
        and one.top - _NEAR <= other.bottom
        and other.top - _NEAR <= one.bottom
    )


def _regions(across: list[Rule], down: list[Rule]) -> list[_Region]:
    """Rules that hang together."""
    left = [(rule, True) for rule in across] + [(rule, False) for rule in down]
    regions: list[_Region] = []
    while left:
        group, waiting = [], [left.pop()]
        while waiting:
            one = waiting.pop()
            group.append(one)
            near = [other for other in left if _meet(one[0], other[0])]
            left = [other for other in left if not _meet(one[0], other[0])]
            waiting += near
        rows = [rule for rule, is_across in group if is_across]
        columns = [rule for rule, is_across in group if not is_across]
        if len(rows) >= 2 and len(columns) >= 1:
            regions.append((rows, columns))
    return regions


def _is_stripe(region: _Region, regions: Sequence[_Region], lines: Sequence[Line]) -> bool:
    """Whether it is one of the rows that have a colour: another is like it, and between both stand cells."""
    ys, xs = _places(region)
    if len(ys) != 2 or len(xs) < 3:
        return False
    for other in regions:
        above, edges = _places(other)
        is_alike = len(above) == 2 and len(edges) == len(xs)
        if other is region or not is_alike or any(abs(a - b) > _NEAR for a, b in zip(xs, edges, strict=True)):
            continue
        top, bottom = sorted((above[0], above[1], ys[0], ys[1]))[1:3]
        between = [line for line in lines if top < line.base < bottom and xs[1] - _NEAR < line.x0 < xs[-1]]
        if any(not _is_boxed(line, regions) for line in between):
            return True
    return False


def _is_boxed(line: Line, regions: Sequence[_Region]) -> bool:
    return any(min(r.top for r in rows) < line.base < max(r.bottom for r in rows) for rows, _columns in regions)


def _places(region: _Region) -> tuple[list[float], list[float]]:
    """Where the rules of a region lie: from the top down, and from left to right."""
    rows, columns = region
    ends = min(rule.x0 for rule in rows), max(rule.x1 for rule in rows)
    return (
        _edges((rule.top + rule.bottom) / 2 for rule in rows),
        _edges([*((rule.x0 + rule.x1) / 2 for rule in columns), *ends]),
    )


def _edges(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _filled(page: Page, rows: list[Rule], columns: list[Rule], lines: list[Line]) -> tuple[list[Grid], list[Line]]:
    top, bottom = min(rule.top for rule in rows), max(rule.bottom for rule in rows)
    x0, x1 = min(rule.x0 for rule in rows), max(rule.x1 for rule in rows)
    inside = [line for line in lines if top - 1 < (line.top + line.bottom) / 2 < bottom + 1 and _overlaps(line, x0, x1)]
    ys, xs = _places((rows, columns))
    if len(xs) < 3 or len(ys) < 2 or not inside:  # one column is a box, or boxes below each other: running text
        return [], lines
    cells = _cells(xs, ys, rows, columns)
    at = {(row, column): box for box, places in cells for row, column in places}
    for piece in (piece for line in inside for piece in line.pieces):
        row = _index(ys, (piece.top + piece.bottom) / 2)
        column = _index(xs, (piece.x0 + piece.x1) / 2 if piece.x1 - piece.x0 < 40 else piece.x0 + 10)
        at[row, column].pieces.append(piece)
    boxes = [box for box, _places in cells]
    if sum(bool(box.pieces) for box in boxes) < 2:
        return [], lines
    taken = {id(line) for line in inside}
    grid = Grid(x0, x1, top, bottom, page.number, boxes, last_page=page.number)
    return [grid], [line for line in lines if id(line) not in taken]


def _overlaps(line: Line, x0: float, x1: float) -> bool:
    return min(line.x1, x1) - max(line.x0, x0) > 0.5 * (line.x1 - line.x0)


def _index(edges: Sequence[float], place: float) -> int:
    """Between which two edges, from 0."""
    return max(0, min(len(edges) - 2, sum(edge <= place for edge in edges) - 1))


def _cells(
    xs: Sequence[float], ys: Sequence[float], rows: Sequence[Rule], columns: Sequence[Rule]
) -> list[tuple[Box, list[tuple[int, int]]]]:
    """The cells of a grid: places between which no rule is drawn are one."""
    high, wide = len(ys) - 1, len(xs) - 1
    of = {(row, column): (row, column) for row in range(high) for column in range(wide)}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while of[place] != place:
            place = of[place]
        return place

    for row in range(high):
        for column in range(wide):
            x, y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            if column + 1 < wide and not _cut(columns, xs[column + 1], y, is_across=False):
                of[root((row, column + 1))] = root((row, column))
            if row + 1 < high and not _cut(rows, x, ys[row + 1], is_across=True):
                of[root((row + 1, column))] = root((row, column))
    found: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in of:
        found.setdefault(root(place), []).append(place)
    boxes = []
    for places in found.values():
        first, left = min(row for row, _column in places), min(column for _row, column in places)
        last, right = max(row for row, _column in places), max(column for _row, column in places)
        boxes.append((Box(first, left, right - left + 1, last - first + 1, xs[left], xs[right + 1]), places))
    return sorted(boxes, key=lambda one: (one[0].row, one[0].column))


def _cut(rules: Sequence[Rule], x: float, y: float, *, is_across: bool) -> bool:
    """Whether a rule runs through a place."""
    if is_across:
        return any(abs((r.top + r.bottom) / 2 - y) <= _NEAR and r.x0 - 1 <= x <= r.x1 + 1 for r in rules)
    return any(abs((r.x0 + r.x1) / 2 - x) <= _NEAR and r.top - 1 <= y <= r.bottom + 1 for r in rules)


def lines_in(cell: Box) -> list[Line]:
    """The lines of a cell, from the top down."""
    pieces = sorted(cell.pieces, key=lambda piece: piece.order)
    return [line for _page, held in groupby(pieces, key=lambda piece: piece.page) for line in lines_of(held)]
