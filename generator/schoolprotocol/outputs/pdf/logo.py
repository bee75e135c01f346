"""SVG logo → PNG, for programs that show no SVG: WeasyPrint lays it out, pdfium draws it."""

from __future__ import annotations

import io
from typing import Final

import pypdfium2

from schoolprotocol.outputs.pdf.typeset import Assets, logo_pdf

_LONGEST: Final = 720
"""Pixels of the longer side: 300 per inch where a logo is 6 cm wide."""
_COLOURS: Final = 256


def drawn(assets: Assets) -> bytes:
    """The logo of a school as PNG on white, the same bytes each time.

    Raises:
        SourceError: where the logo cannot be shown (SP602).
    """
    with pypdfium2.PdfDocument(logo_pdf(assets)) as document:
        page = document[0]
        image = page.render(scale=_LONGEST / max(page.get_size())).to_pil()
    memory = io.BytesIO()
    image.convert("RGB").quantize(_COLOURS).save(memory, "PNG", optimize=True)
    return memory.getvalue()
