"""A school → the picture that a message shows which links to one of its pages: its name, its logo, its colours.

Drawing takes a tenth of a second, and the picture seldom changes: so it carries a key of all that it is made of.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from schoolprotocol import disk
from schoolprotocol.colours import palette
from schoolprotocol.errors import MissingOnMachineError, SourceError
from schoolprotocol.model.school import Style
from schoolprotocol.templating import Templates

PICTURE: Final = "delen.png"
"""In the folder of a school; that of all schools beside the overview."""
SIZE: Final = (1200, 630)
"""Pixels: what networks ask for."""
LARGEST: Final = 60_000
"""Bytes."""
BELOW_NAME: Final = "Afspraken en protocollen"
_LETTERS: Final = ("fonts/ProtocolSans-Semibold.ttf", "fonts/ProtocolSans-Regular.ttf")
_FORM: Final = 2
"""Higher where the same is drawn otherwise."""
_KEY: Final = "made-of"
_EDGE, _WIDE = 90, 1020
_LOGO: Final = (620, 190)
_STRIP: Final = 130
_LARGE, _SMALL = 84, 40
_APART: Final = 1.15
_COLOURS: Final = 64


@dataclass(frozen=True, slots=True)
class Shared:
    """What the picture shows."""

    name: str
    style: Style
    logo: Path | None = None
    """.svg or .png."""

    @property
    def text(self) -> str:
        """What is seen, for who cannot see it."""
        return f"{self.name}: {BELOW_NAME[0].lower()}{BELOW_NAME[1:]}"


def key_of(shared: Shared, templates: Templates) -> str:
    """Changes where the picture would be another one."""
    hashes = [*_letters(templates), *([disk.sha256(shared.logo, follow=True)] if shared.logo else [])]
    made_of = [_FORM, shared.name, shared.style.primary, shared.style.accent, *hashes]
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()


@lru_cache(maxsize=4)  # the same for every school
def _letters(templates: Templates) -> tuple[str, ...]:
    return tuple(disk.sha256(templates.find(name), follow=True) for name in _LETTERS)


def has_key(data: bytes, key: str) -> bool:
    """Whether a picture is of what the key is of."""
    return f"{_KEY}\0{key}".encode() in data[:400]


Logo = Image.Image
"""What is put in the picture."""


def logo_of(shared: Shared, templates: Templates) -> Logo | None:
    """The logo on white, as large as the picture has it; None where there is none, or it cannot be drawn."""
    logo = _logo(shared, templates)
    if logo is not None:
        logo.thumbnail(_LOGO, Image.Resampling.LANCZOS)
    return logo


def picture(shared: Shared, templates: Templates, logo: Callable[[Shared, Templates], Logo | None] = logo_of) -> bytes:
    """The picture as PNG, the same bytes each time.

    A logo that cannot be drawn on this machine is left out: what is wrong with it is told where documents show it.

    Args:
        shared: what it shows.
        templates: with its letters.
        logo: gives the logo as `logo_of` does, or did before (`logo_in`).
    """
    colours = palette(shared.style, dark=False)
    image = Image.new("RGB", SIZE, "#ffffff")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, SIZE[1] - _STRIP, *SIZE), fill=colours.tint)
    draw.rectangle((0, 0, SIZE[0], 22), fill=shared.style.primary)
    top = _with_logo(image, shared, logo(shared, templates))
    lines, font = _fitting(shared.name, SIZE[1] - _STRIP - 20 - top, templates)
    for number, line in enumerate(lines):
        draw.text((_EDGE, top + number * font.size * _APART), line, font=font, fill=colours.ink)
    small = _font(templates, 1, _SMALL)
    draw.text((_EDGE, SIZE[1] - _STRIP // 2), BELOW_NAME, font=small, fill="#1c2126", anchor="lm")
    about = PngImagePlugin.PngInfo()
    about.add_text(_KEY, key_of(shared, templates))
    data = _as_png(image, about)
    # To choose fewer colours takes longer than to draw the picture: a photograph needs it, a logo does not.
    return data if len(data) < LARGEST else _as_png(image.quantize(_COLOURS), about)


def _as_png(image: Image.Image, about: PngImagePlugin.PngInfo) -> bytes:
    memory = io.BytesIO()
    image.save(memory, "PNG", pnginfo=about)
    return memory.getvalue()


def _with_logo(image: Image.Image, shared: Shared, logo: Logo | None) -> int:
    """Put the logo in the picture, or a mark in the colours of the school; where the text begins below it."""
    if logo is not None:
        image.paste(logo, (_EDGE, 80))
        return 80 + logo.height + 40
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((_EDGE, 84, _EDGE + 120, 204), 26, fill=shared.style.primary)
    draw.rounded_rectangle((_EDGE + 26, 155, _EDGE + 94, 170), 7, fill=shared.style.accent)
    return 240


def png_of(logo: Logo) -> bytes:
    """A logo to keep: each pixel of it."""
    return _as_png(logo, PngImagePlugin.PngInfo())


def logo_in(data: bytes) -> Logo | None:
    """A logo that was kept; None where it is no such picture."""
    try:
        logo = Image.open(io.BytesIO(data), formats=["PNG"])
        if logo.mode != "RGB" or logo.width > _LOGO[0] or logo.height > _LOGO[1]:
            return None
        logo.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return logo


def _logo(shared: Shared, templates: Templates) -> Image.Image | None:
    """The logo on white, as large as it is kept; an SVG as the papers for Word have it."""
    if shared.logo is None:
        return None
    try:
        if shared.logo.suffix == ".svg":
            # Imports WeasyPrint, which takes 0.3 s: only where a picture is made anew.
            from schoolprotocol.outputs.pdf.logo import image_of  # noqa: PLC0415
            from schoolprotocol.outputs.pdf.typeset import Assets  # noqa: PLC0415

            return image_of(Assets(templates, shared.logo)).copy()
        own = Image.open(shared.logo).convert("RGBA")
    except (SourceError, MissingOnMachineError, OSError, Image.DecompressionBombError):
        return None
    paper = Image.new("RGBA", own.size, "#ffffff")
    return Image.alpha_composite(paper, own).convert("RGB")


def _fitting(name: str, high: int, templates: Templates) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The name in lines that fit, in letters as large as that allows; what does not fit at all is cut off."""
    for size in range(_LARGE, _SMALL, -4):
        font = _font(templates, 0, size)
        lines = [*_wrapped(name, font)]
        if len(lines) * size * _APART <= high and all(font.getlength(line) <= _WIDE for line in lines):
            return lines, font
    font = _font(templates, 0, _SMALL)
    lines = [*_wrapped(name, font)][: int(high / (_SMALL * _APART))]
    return [_cut(line, font) for line in lines], font


def _cut(line: str, font: ImageFont.FreeTypeFont) -> str:
    if font.getlength(line) <= _WIDE:
        return line
    end = next(end for end in range(len(line), -1, -1) if font.getlength(f"{line[:end]}…") <= _WIDE)
    return f"{line[:end]}…"


def _wrapped(name: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    line = ""
    for word in name.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > _WIDE:
            yield line
            line = word
        else:
            line = longer
    yield line


def _font(templates: Templates, which: int, size: int) -> ImageFont.FreeTypeFont:
    # The layout of the library itself: another engine may be on the machine or not.
    return ImageFont.truetype(str(templates.find(_LETTERS[which])), size, layout_engine=ImageFont.Layout.BASIC)
