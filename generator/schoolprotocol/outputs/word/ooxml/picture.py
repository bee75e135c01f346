"""A logo → the drawing that shows it in a Word document (ISO/IEC 29500-1, section 20.4).

Word shows an SVG since 2016 (`svgBlip`, [MS-ODRAWXML]); a program that does not know it shows the PNG beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from schoolprotocol.outputs.word.ooxml.elements import Element, e

_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_SVG: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION: Final = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
"""By this id Word knows what the extension of a picture is."""
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_EMU: Final = 360_000
"""English metric units in a centimetre."""
PNG: Final = "rIdP"
SVG: Final = "rIdS"
WIDE, HIGH = 6.0, 3.0
"""The most that a logo takes, in centimetres."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, and the SVG of which it was drawn."""

    data: bytes
    width: int
    """In pixels, as `height`."""
    height: int
    alternative: str
    """What it says, for who cannot see it."""
    svg: bytes | None = None

    def files(self) -> dict[str, tuple[str, bytes]]:
        """By relationship, the name and content of each file that `drawing` shows."""
        drawn = {PNG: ("logo.png", self.data)}
        return drawn if self.svg is None else {**drawn, SVG: ("logo.svg", self.svg)}


def picture_of(logo: Path, alternative: str, drawn: bytes | None) -> Picture | None:
    """A logo as a picture; None for an SVG of which there is no PNG, since not every Word can show it.

    Args:
        logo: a PNG or SVG.
        alternative: what it says, for who cannot see it.
        drawn: the PNG that was drawn of an SVG.

    Raises:
        OSError: where the file cannot be read.
    """
    content = logo.read_bytes()
    if logo.suffix != ".svg":
        return _png(content, alternative)
    picture = _png(drawn, alternative) if drawn is not None else None
    return replace(picture, svg=content) if picture is not None else None


def _png(data: bytes, alternative: str) -> Picture | None:
    """None where it is no PNG (W3C PNG, section 11.2.2: IHDR)."""
    if not data.startswith(_SIGNATURE) or data[12:16] != b"IHDR":
        return None
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    return Picture(data, width, height, alternative) if width and height else None


def drawing(picture: Picture, wide: float = WIDE, high: float = HIGH) -> Element:
    """The run that shows a picture, as large as it may be (in centimetres)."""
    scale = min(wide / picture.width, high / picture.height)
    size = {"cx": str(round(picture.width * scale * _EMU)), "cy": str(round(picture.height * scale * _EMU))}
    name = {"id": "1", "name": "logo", "descr": picture.alternative}
    shown = e(
        "pic:pic",
        {"xmlns:pic": f"{_DRAWING}/picture"},
        e("pic:nvPicPr", {}, e("pic:cNvPr", name), e("pic:cNvPicPr")),
        e("pic:blipFill", {}, _blip(picture), e("a:stretch", {}, e("a:fillRect"))),
        e(
            "pic:spPr",
            {},
            e("a:xfrm", {}, e("a:off", {"x": "0", "y": "0"}), e("a:ext", size)),
            e("a:prstGeom", {"prst": "rect"}, e("a:avLst")),
        ),
    )
    inline = e(
        "wp:inline",
        {"xmlns:wp": f"{_DRAWING}/wordprocessingDrawing", **dict.fromkeys(("distT", "distB", "distL", "distR"), "0")},
        e("wp:extent", size),
        e("wp:docPr", name),
        e("a:graphic", {"xmlns:a": f"{_DRAWING}/main"}, e("a:graphicData", {"uri": f"{_DRAWING}/picture"}, shown)),
    )
    return e("w:r", {}, e("w:drawing", {}, inline))


def _blip(picture: Picture) -> Element:
    if picture.svg is None:
        return e("a:blip", {"r:embed": PNG})
    svg = e("asvg:svgBlip", {"xmlns:asvg": _SVG, "r:embed": SVG})
    return e("a:blip", {"r:embed": PNG}, e("a:extLst", {}, e("a:ext", {"uri": _SVG_EXTENSION}, svg)))
