"""SVG logo → PNG, for programs that show no SVG: WeasyPrint lays it out, pdfium draws it."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import pypdfium2
from PIL import Image

from schoolprotocol.outputs.pdf.typeset import Assets, logo_pdf
from schoolprotocol.templating import Templates

_LONGEST: Final = 720
"""Pixels of the longer side: 300 per inch where a logo is 6 cm wide."""
_COLOURS: Final = 256


def drawn(assets: Assets) -> bytes:
    """The logo of a school as PNG on white, the same bytes each time: drawn once for all papers of a school.

    Raises:
        SourceError: where the logo cannot be shown (SP602).
    """
    return _png(_look_up(assets))


def image_of(assets: Assets) -> Image.Image:
    """The same as pixels, which nobody may change.

    Raises:
        SourceError: where the logo cannot be shown (SP602).
    """
    return _image(_look_up(assets))


@dataclass(frozen=True, slots=True)
class _Logo:
    """What a logo is drawn of: what the file holds, so that schools which have it in common have it drawn once."""

    templates: Templates
    suffix: str
    """How WeasyPrint takes it."""
    content: bytes
    assets: Assets = field(compare=False)


def _look_up(assets: Assets) -> _Logo:
    logo = assets.logo
    return _Logo(assets.templates, logo.suffix if logo else "", logo.read_bytes() if logo else b"", assets)


@lru_cache(maxsize=4)
def _png(logo: _Logo) -> bytes:
    memory = io.BytesIO()
    _image(logo).quantize(_COLOURS).save(memory, "PNG")
    return memory.getvalue()


@lru_cache(maxsize=4)
def _image(logo: _Logo) -> Image.Image:
    with pypdfium2.PdfDocument(logo_pdf(logo.assets)) as document:
        page = document[0]
        image: Image.Image = page.render(scale=_LONGEST / max(page.get_size())).to_pil()
        return image.convert("RGB")
