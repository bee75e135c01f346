"""Where a line and a row of a table end, in the two cases in which WeasyPrint ends them where nobody would.

As in `layout`, WeasyPrint's boxes are read, and nothing is imported from it.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any, Final

_NARROW: Final = 0.35
"""The letters of a text are wider than this, in times their size."""


def abreast(lay_out: Callable[..., tuple[Any, ...]], cell: Any) -> Callable[..., tuple[Any, ...]]:
    """WeasyPrint's function that lays out what stands in a block, for rows that begin with all of their cells.

    It divides a row over two pages where one of its cells can be divided. Another cell, of which too few lines fit
    above the end of the page, then stands on the next page as a whole: a text begins without its label, or what a text
    becomes beside nothing at all. Here such a cell sticks out below the page, so that the row begins on the next one.

    Args:
        lay_out: theirs.
        cell: their class of cells.
    """

    def laid_out(context: Any, box: Any, bottom_space: float, *about: Any, **named: Any) -> tuple[Any, ...]:
        result = lay_out(context, box, bottom_space, *about, **named)
        if result[0] is not None or not isinstance(box, cell):
            return result
        empty, *rest = lay_out(context, box.copy_with_children([]), -inf, *about, **named)
        empty.height = context.page_bottom
        return empty, *rest

    return laid_out


def filled_up(
    split: Callable[..., tuple[Any, ...]], space_of: Callable[[Any, Any], float]
) -> Callable[..., tuple[Any, ...]]:
    """WeasyPrint's function that takes from a text what fits on a line, for lines that are as full as they can be.

    Of a text that fits but for the space behind it (other words are marked after it) it takes the first word or half of
    that, and leaves the rest of the line empty. The space at the end of a line is not there.

    Args:
        split: theirs.
        space_of: theirs, that tells how wide the space is at the end of a text.
    """

    def taken(context: Any, box: Any, room: float | None, skip: int | None, **named: Any) -> tuple[Any, ...]:
        result = split(context, box, room, skip, **named)
        if result[1] is None or room is None or box.text[-1] != " " or box.style["white_space"] != "normal":
            return result
        letters = len(box.text) - (skip or 0)
        if result[0] is None or letters * box.style["font_size"] * _NARROW > room:
            return result
        whole = split(context, box, inf, skip, **named)
        return whole if whole[0].width - space_of(context, whole[0]) <= room else result

    return taken
