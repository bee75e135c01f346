"""SVG logo → PNG, for programs that show no SVG: WeasyPrint lays it out, pdfium draws it."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Final

import pypdfium2

from schoolprotocol.outputs.pdf.typeset import Assets, logo_pdf
from schoolprotocol.places import Place
from schoolprotocol.templating import Templates

_LONGEST: Final = 720
"""Pixels of the longer side: 300 per inch where a logo is 6 cm wide."""
_COLOURS: Final = 256


def drawn(assets: Assets) -> bytes:
    """The logo of a school as PNG on white, the same bytes each time: drawn once for all papers of a school.

    Raises:
        SourceError: where the logo cannot be shown (SP602).
    """
    content = assets.logo.read_bytes() if assets.logo is not None else b""
    return _drawn(assets.templates, assets.logo, assets.logo_at, assets.school, content)


@lru_cache(maxsize=2)
def _drawn(templates: Templates, logo: Path | None, at: Place, school: str | None, _content: bytes) -> bytes:
    """As `drawn`; what the file holds is there to tell it from what it held before."""
    assets = Assets(templates, logo, at, school)
    with pypdfium2.PdfDocument(logo_pdf(assets)) as document:
        page = document[0]
        image = page.render(scale=_LONGEST / max(page.get_size())).to_pil()
    memory = io.BytesIO()
    image.convert("RGB").quantize(_COLOURS).save(memory, "PNG", optimize=True)
    return memory.getvalue()
