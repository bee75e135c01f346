"""Where everything stands in the picture of the deviations. Lengths in pixels; the letters' widths are estimates."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from schoolprotocol.compare.overview import CellKind, ClauseRow, Deviations, Theme

MARGIN, GAP = 16, 28
TITLE, BASE, CELL = 252, 18, 24
"""Widths: of a clause's title, of the column that says what the base outline has, of a school's column."""
ROW, THEME, SPACE = 16, 19, 9
"""Heights: of a clause, of a theme's name, between themes."""
HEADING, LEGEND = 34, 20
"""Heights: of the picture's title, of a line of the legend."""
MIN_WIDTH, MAX_WIDTH = 380, 1260
MAX_TITLE = 43
"""Characters of a title that fit; the page has it in full."""
LETTER = 6.2
"""Width of a character, on the large side: a picture has no letters of its own and takes those of the machine."""
PANEL_ROWS = 24
"""A shorter table is not cut into panels side by side."""


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell; `x` is its left side."""

    x: float
    kind: CellKind
    own_value: bool


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A clause; `y` is its top."""

    y: float
    title: str
    in_base: bool
    cells: tuple[PlacedCell, ...]


@dataclass(frozen=True, slots=True)
class PlacedTheme:
    """A theme's name and clauses; `y` is the top of the name."""

    y: float
    title: str
    rows: tuple[PlacedRow, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Themes below each other, with the schools' ids above them; `x` is its left side, `base_x` the middle."""

    x: float
    base_x: float
    heads: tuple[tuple[float, str], ...]
    """Middle of each school's column, and the school's id."""
    themes: tuple[PlacedTheme, ...]


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A sign and what it means; `x` and `y` are its left side and top."""

    x: float
    y: float
    sign: CellKind | str
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole picture."""

    width: int
    height: int
    legend: tuple[LegendItem, ...]
    heads_y: float
    """Where the headings of the columns begin; they run upwards."""
    panels: tuple[Panel, ...]


def layout(table: Deviations, legend: Iterable[Sequence[tuple[str, str]]]) -> Layout:
    """Place everything.

    Args:
        table: what is shown.
        legend: signs and what they mean, in lines; an empty sign is a text by itself.
    """
    panel_width = TITLE + BASE + CELL * len(table.schools)
    fitting = max(1, int((MAX_WIDTH - 2 * MARGIN + GAP) // (panel_width + GAP)))
    columns = in_columns(table.themes, max(1, min(fitting, ceil(len(table.rows()) / PANEL_ROWS))))
    width = max(MIN_WIDTH, 2 * MARGIN + len(columns) * panel_width + (len(columns) - 1) * GAP)
    items = tuple(_legend(legend, width))
    longest = max((len(school.id) for school in table.schools), default=0)
    heads_y = (items[-1].y if items else MARGIN) + LEGEND + SPACE + max(longest, 11) * LETTER
    first = heads_y + SPACE
    return Layout(
        width=width,
        height=round(first + max((_height(themes) for themes in columns), default=0) + MARGIN - SPACE),
        legend=items,
        heads_y=heads_y,
        panels=tuple(
            _panel(table, themes, MARGIN + place * (panel_width + GAP), first) for place, themes in enumerate(columns)
        ),
    )


def in_columns(themes: Sequence[Theme], number: int) -> list[list[Theme]]:
    """The themes in order, in at most so many columns, the longest of them as short as can be."""

    def poured(limit: int) -> list[list[Theme]]:
        columns: list[list[Theme]] = []
        for theme in themes:
            if columns and _height([*columns[-1], theme]) <= limit:
                columns[-1].append(theme)
            else:
                columns.append([theme])
        return columns

    least = max((_height([theme]) for theme in themes), default=0)
    limits = range(least, _height(themes) + 1)
    return poured(limits[bisect_left(limits, 1, key=lambda limit: len(poured(limit)) <= number)]) if themes else []


def _height(themes: Iterable[Theme]) -> int:
    return sum(THEME + ROW * len(theme.rows) + SPACE for theme in themes)


def _legend(lines: Iterable[Sequence[tuple[str, str]]], width: int) -> Iterator[LegendItem]:
    """A line that is too long goes on below."""
    y = MARGIN + HEADING - LEGEND
    for line in lines:
        x, y = float(MARGIN), y + LEGEND
        for sign, text in line:
            length = (CELL + 4 if sign else 0) + len(text) * LETTER
            if x > MARGIN and x + length > width - MARGIN:
                x, y = MARGIN, y + LEGEND
            yield LegendItem(x, y, sign, text)
            x += length + MARGIN


def _panel(table: Deviations, themes: Iterable[Theme], x: float, y: float) -> Panel:
    placed = []
    for theme in themes:
        rows = tuple(_row(row, x, y + THEME + ROW * place) for place, row in enumerate(theme.rows))
        placed.append(PlacedTheme(y, theme.title, rows))
        y += _height([theme])
    heads = tuple((x + TITLE + BASE + CELL * (place + 0.5), school.id) for place, school in enumerate(table.schools))
    return Panel(x, x + TITLE + BASE / 2, heads, tuple(placed))


def _row(row: ClauseRow, x: float, y: float) -> PlacedRow:
    title = row.title if len(row.title) <= MAX_TITLE else row.title[: MAX_TITLE - 1].rstrip() + "…"
    cells = tuple(
        PlacedCell(x + TITLE + BASE + CELL * place, cell.kind, bool(cell.values))
        for place, cell in enumerate(row.cells)
    )
    return PlacedRow(y, title, row.in_base, cells)
