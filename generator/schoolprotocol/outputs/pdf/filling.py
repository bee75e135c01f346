"""How full pages are while a document is laid out, and which parts need no page of their own.

A part (the text itself, an appendix) begins on a new page, so that it can be handed out alone; but not where that would
leave the page before it under half full. That is known once this page was laid out, so it alone is laid out again. As
in `layout`, WeasyPrint's boxes are read, and nothing is imported from it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

TEXT: Final = "main"
"""The text itself."""
HALF: Final = 0.5
FRONT: Final = 2
"""Pages before the text, as it should be: the cover, and contents with the data of the document."""


class TooLongError(Exception):
    """A document has more pages, or more of them before the text, than it may have."""


def fill(page: Any) -> float:
    """How much of a page's height is used, up to its last line."""
    return float((_end(page.children[0]) - page.content_box_y()) / page.height)


def _end(box: Any) -> float:
    children = getattr(box, "children", None)
    if not children:
        return float(box.position_y + box.height)
    return max(map(_end, children))


def filled(remake_page: Callable[..., tuple[Any, Any]], goes_on: Callable[[Any], Any]) -> Callable[..., Any]:
    """WeasyPrint's function that lays out a page, for pages that are not left half empty before a part.

    Of its `HTML` it reads `own_most`: how many pages there may be; and `own_little`: a page after `FRONT` that is less
    full than this, and behind which the text begins, is one too many.

    Args:
        remake_page: theirs.
        goes_on: makes of the style of a part one with which it begins no page.

    Raises:
        TooLongError: where there are more.
    """

    def page_of(index: int, context: Any, root: Any, html: Any) -> tuple[Any, Any]:
        if index == vars(html).get("own_most"):
            raise TooLongError
        before = [*context.footnotes], context.reported_footnotes, context.broken_out_of_flow
        while True:
            page, rest = remake_page(index, context, root, html)
            part = _part(root, rest) if index and rest and context.page_maker[index + 1][1]["break"] == "page" else None
            if part is None or (used := fill(page)) >= HALF:  # nothing goes on on a cover
                return page, rest
            if index == FRONT and part.element_tag == TEXT and used < vars(html).get("own_little", 0):
                raise TooLongError
            part.style = goes_on(part.style)
            # What the page left behind, as it was before it.
            context.footnotes, context.reported_footnotes, context.broken_out_of_flow = [*before[0]], *before[1:]
            context.page_maker[index][-1].update(content_changed=False, pages_wanted=False)
            context.page_maker[index][-1].update(anchors=[], content_lookups=[])
            for running in context.running_elements.values():
                running.pop(index + 1, None)

    return page_of


def _part(box: Any, rest: Any) -> Any:
    """The part that begins where a page ended; none where something else does, or where that cannot be told."""
    while rest:
        if len(rest) > 1:
            return None
        ((place, rest),) = rest.items()
        box = box.children[place]
    while box.element_tag not in {TEXT, "h2"} or box.style["break_before"] != "page":
        if not (children := getattr(box, "children", ())):
            return None
        box = children[0]
    return box
