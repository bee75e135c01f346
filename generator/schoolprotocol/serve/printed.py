"""A PDF → its pages as pictures, so that a browser shows them as they are printed and keeps the place."""

from __future__ import annotations

from io import BytesIO
from threading import Lock

import pypdfium2

_TURN = Lock()
"""PDFium does one thing at a time."""
SCALE = 1.5
"""Points of a picture for each point on paper."""


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of the picture of each page."""
    with _TURN:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [(round(width * SCALE), round(height * SCALE)) for width, height in map(_size, document)]
        finally:
            document.close()


def _size(page: pypdfium2.PdfPage) -> tuple[float, float]:
    width, height = page.get_size()
    page.close()
    return width, height


def picture(pdf: bytes, number: int) -> bytes | None:
    """A page as PNG; None where there is no such page.

    Args:
        pdf: the file.
        number: of the page, from 1.
    """
    with _TURN:
        document = pypdfium2.PdfDocument(pdf)
        try:
            if not 1 <= number <= len(document):
                return None
            page = document[number - 1]
            drawn = page.render(scale=SCALE * 1.5).to_pil()
            page.close()
        finally:
            document.close()
    into = BytesIO()
    drawn.convert("P").save(into, "PNG")
    return into.getvalue()
