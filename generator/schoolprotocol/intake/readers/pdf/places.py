"""Places in a PDF that have a name: where links to a heading or a clause lead."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

_MOST = 20_000
"""A thick book has some thousands."""
_LONGEST = 500
_NEAR = 2.0
"""Points that a text may begin above the place that leads to it."""


@dataclass(frozen=True)
class Places:
    """The named places of a document, from its beginning on."""

    starts: tuple[tuple[int, float], ...] = ()
    """Of each its page, from 1, and points from the top."""
    names: tuple[str, ...] = ()

    def last_before(self, page: int, top: float) -> str | None:
        """The name of the last place at or above a text; None where there is none."""
        at = bisect_right(self.starts, (page, top + _NEAR))
        return self.names[at - 1] if at else None


def places_of(document: pypdfium2.PdfDocument) -> Places:
    """The places of an open document."""
    found: dict[tuple[int, float], str] = {}
    for index in range(min(pdfium.FPDF_CountNamedDests(document), _MOST)):
        size = ctypes.c_long(0)
        pdfium.FPDF_GetNamedDest(document, index, None, size)
        if not 0 < size.value <= _LONGEST:
            continue
        buffer = ctypes.create_string_buffer(size.value)
        place = pdfium.FPDF_GetNamedDest(document, index, buffer, size)
        page = pdfium.FPDFDest_GetDestPageIndex(document, place) if place else -1
        across, down, zoom = (ctypes.c_int(0) for _ in range(3))
        x, y, z = (ctypes.c_float(0) for _ in range(3))
        if page < 0 or not pdfium.FPDFDest_GetLocationInPage(place, across, down, zoom, x, y, z) or not down.value:
            continue
        sheet = pdfium.FS_SIZEF()
        pdfium.FPDF_GetPageSizeByIndexF(document, page, sheet)
        name = buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
        found.setdefault((page + 1, round(sheet.height - y.value, 1)), name)
    order = sorted(found)
    return Places(tuple(order), tuple(found[one] for one in order))
