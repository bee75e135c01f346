"""How full the pages of a laid out document are, and which parts need no page of their own.

A part (the text itself, an appendix) begins on a new page, so that it can be handed out alone; but not where that would
leave the page before it under half full. As in `layout`, WeasyPrint's boxes are read, and nothing is imported from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

TEXT: Final = "main"
"""Selects the text itself."""
HALF: Final = 0.5
_GAP: Final = 0.04
"""What stands between two parts on one page, as a share of it."""


def fill(page: Any) -> float:
    """How much of a page's height is used, up to its last line."""
    box = page._page_box
    return float((_end(box.children[0]) - box.content_box_y()) / box.height)


def run_on(pages: Sequence[Any]) -> list[str]:
    """What selects the parts that can do without a new page, as they would then stand.

    Args:
        pages: with each part on a new page.
    """
    starts = list(_starts(pages))
    found: list[str] = []
    used = fill(pages[starts[0][0] - 1]) if starts else 0.0
    for (first, part), (after, _next) in pairwise([*starts, (len(pages), "")]):
        own = after - first - 1 + fill(pages[after - 1])
        if used < HALF:
            found.append(part)
            own += used + _GAP
        used = own % 1
    return found


def _end(box: Any) -> float:
    children = getattr(box, "children", None)
    if not children:
        return float(box.position_y + box.height)
    return max(map(_end, children))


def front(pages: Sequence[Any]) -> int:
    """How many pages stand before the text; none where it has no page of its own to begin with."""
    return next((n for n, part in _starts(pages) if part == TEXT), 0)


def _starts(pages: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """The pages that begin with a part which asks for a new one, and what selects it; nothing goes on on a cover."""
    begun: set[int] = set()
    for n, page in enumerate(pages):
        for box in _first(page._page_box.children[0]):
            begins = id(box.element) not in begun  # else it goes on from the page before
            begun.add(id(box.element))
            if n > 1 and begins and box.element_tag in {TEXT, "h2"} and box.style["break_before"] == "page":
                yield n, TEXT if box.element_tag == TEXT else f'h2[id="{box.element.get("id")}"]'
                break


def _first(box: Any) -> Iterator[Any]:
    while children := getattr(box, "children", ()):
        box = children[0]
        yield box
