"""Where the numbers of pages go in a document that was laid out: with them WeasyPrint lays out those pages once more.

Each stands alone in a box of fixed width, at its right (`.page` in `print/base.css`), so that it moves nothing. As in
`layout`, WeasyPrint's boxes are read, and nothing is imported from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

_NUMBER = "span::after"


def numbers_of(pages: Sequence[Any]) -> Iterator[tuple[Any, int]]:
    """Each text that stands for the number of a page, with that of the page on which begins what `data-to` names."""
    numbers: dict[str, int] = {}
    for number, page in enumerate(pages, start=1):
        for anchor in page.anchors:
            numbers.setdefault(anchor, number)
    for page in pages:
        for box in page._page_box.descendants():
            target = box.element.get("data-to") if box.element_tag == _NUMBER else None
            if target and hasattr(box, "text"):
                yield box, numbers[target.removeprefix("#")]
