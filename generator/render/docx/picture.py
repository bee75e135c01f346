"""A PNG logo → the drawing that shows it in a Word document (ISO/IEC 29500-1, section 20.4)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.render.docx.elements import Element, e

_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_EMU: Final = 360_000
"""English metric units in a centimetre."""
WIDE, HIGH = 6.0, 3.0
"""The most that a logo takes, in centimetres."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG."""

    data: bytes
    width: int
    """In pixels, as `height`."""
    height: int
    alternative: str
    """What it says, for who cannot see it."""


def read_png(path: Path, alternative: str) -> Picture | None:
    """A logo as a picture; None where it is no PNG, which every Word can show (W3C PNG, section 11.2.2: IHDR).

    Raises:
        OSError: where the file cannot be read.
    """
    data = path.read_bytes()
    if not data.startswith(_SIGNATURE) or data[12:16] != b"IHDR":
        return None
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    return Picture(data, width, height, alternative) if width and height else None


def drawing(picture: Picture, relation: str) -> Element:
    """The run that shows a picture, as large as a logo may be."""
    scale = min(WIDE / picture.width, HIGH / picture.height)
    size = {"cx": str(round(picture.width * scale * _EMU)), "cy": str(round(picture.height * scale * _EMU))}
    name = {"id": "1", "name": "logo", "descr": picture.alternative}
    shown = e(
        "pic:pic",
        {"xmlns:pic": f"{_DRAWING}/picture"},
        e("pic:nvPicPr", {}, e("pic:cNvPr", name), e("pic:cNvPicPr")),
        e("pic:blipFill", {}, e("a:blip", {"r:embed": relation}), e("a:stretch", {}, e("a:fillRect"))),
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
