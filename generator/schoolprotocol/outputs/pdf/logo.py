"""SVG logo → PNG, for programs that show no SVG: WeasyPrint lays it out, pdfium draws it."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image

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
    return _png(*_looked_up(assets))


def image_of(assets: Assets) -> Image.Image:
    """The same as pixels, which nobody may change.

    Raises:
        SourceError: where the logo cannot be shown (SP602).
    """
    return _image(*_looked_up(assets))


def _looked_up(assets: Assets) -> tuple[Templates, Path | None, Place, str | None, bytes]:
    """What it is drawn of; what the file holds tells it from what it held before."""
    content = assets.logo.read_bytes() if assets.logo is not None else b""
    return assets.templates, assets.logo, assets.logo_at, assets.school, content


@lru_cache(maxsize=2)
def _png(templates: Templates, logo: Path | None, at: Place, school: str | None, content: bytes) -> bytes:
    memory = io.BytesIO()
    _image(templates, logo, at, school, content).quantize(_COLOURS).save(memory, "PNG")
    return memory.getvalue()


@lru_cache(maxsize=2)
def _image(templates: Templates, logo: Path | None, at: Place, school: str | None, _content: bytes) -> Image.Image:
    assets = Assets(templates, logo, at, school)
    with pypdfium2.PdfDocument(logo_pdf(assets)) as document:
        page = document[0]
        image: Image.Image = page.render(scale=_LONGEST / max(page.get_size())).to_pil()
        return image.convert("RGB")
