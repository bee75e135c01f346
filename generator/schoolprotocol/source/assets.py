"""Looks at a school's logo before anything is built with it."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
import zlib
from gettext import gettext as _
from pathlib import PurePosixPath

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.school import School
from schoolprotocol.source.loaded import Loaded
from schoolprotocol.source.reader import Reader
from schoolprotocol.source.tree import MAX_BYTES
from schoolprotocol.source.yaml import decode, printable

MAX_PIXELS = 4_000
"""Width and height of a logo at most: a small file can unfold to an image that fills the memory."""
_FORMS = frozenset({".svg", ".png"})
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWING = frozenset(
    {
        *("svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("text", "tspan", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern"),
    }
)
"""Elements that draw: none that runs, links, loads or moves."""
_OUTSIDE = re.compile(
    r"""url\s*\((?!\s*['"]?\#) | \b(?:image|image-set|cross-fade|src)\s*\( | @import | javascript: | \\""",
    re.IGNORECASE | re.VERBOSE,
)
"""What leads outside; a backslash, for in CSS it can spell any of these otherwise."""


def check_logo(reader: Reader, school: School, id_: str, folder: str) -> list[Diagnostic]:
    """The logo is a file in the school's own folder, and what its name says it is; an SVG only draws."""
    logo = school.style.logo
    if logo is None:
        return []

    def wrong(detail: str, help_: str) -> list[Diagnostic]:
        values = {"name": logo, "detail": detail, "help": help_}
        return [Diagnostic(Kind.ASSET, school.style.at("logo"), values, school=id_)]

    if PurePosixPath(logo).name != logo or "\\" in logo or "\0" in logo or PurePosixPath(logo).suffix not in _FORMS:
        return wrong(_("it is not the name of a .svg or .png file in the school's folder"), _("Write: logo: logo.svg"))
    path = f"{folder}/{logo}"
    kind = reader.tree.kind(path)
    if kind == "link":
        return []  # a link has no place here (SP114), wherever it leads
    if kind != "file":
        return wrong(_("the file is not there"), _("Put the file beside school.yaml, or take the key “logo” out."))

    def look(data: bytes) -> Loaded[None]:
        if logo.endswith(".png"):
            fault = png_fault(data)
            help_ = _("Save the logo as PNG again, smaller where needed.")
        else:
            text, found = decode(data, printable(path))
            if found:
                return Loaded(None, tuple(found))
            fault = svg_fault(text)
            help_ = _("Save it as plain SVG with shapes and paths only.")
        return Loaded(None, tuple(wrong(fault, help_)) if fault else ())

    return list(reader.content("logo", path, look).faults)


def png_fault(data: bytes) -> str | None:
    """What is wrong with a PNG: not one, cut off, too many bytes or pixels (PNG specification, 5.2 and 11.2.1)."""
    if len(data) > MAX_BYTES:
        return _("it is larger than {limit}").format(limit="1 MB")
    if not data.startswith(_PNG) or data[12:16] != b"IHDR" or b"IEND" not in data[24:][-12:]:
        return _("it is not a whole PNG image")
    if not _is_whole(data):
        return _("it is not a whole PNG image")
    width, height = struct.unpack(">II", data[16:24])
    if not (0 < width <= MAX_PIXELS and 0 < height <= MAX_PIXELS):
        measures = _("it measures {width} by {height} pixels, and {limit} is the most")
        return measures.format(width=width, height=height, limit=MAX_PIXELS)
    return None


def _is_whole(data: bytes) -> bool:
    """Whether each chunk of a PNG is as it was written, and there are pixels (PNG specification, 5.3)."""
    at, has_pixels = len(_PNG), False
    while at + 12 <= len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        name, end = data[at + 4 : at + 8], at + 12 + size
        if end > len(data) or struct.unpack(">I", data[end - 4 : end])[0] != zlib.crc32(data[at + 4 : end - 4]):
            return False
        if name == b"IDAT" and not has_pixels:
            try:
                has_pixels = bool(zlib.decompressobj().decompress(data[at + 8 : end - 4], 1))
            except zlib.error:
                return False
        if name == b"IEND":
            return has_pixels
        at = end
    return False


def svg_fault(text: str) -> str | None:
    """What is wrong with an SVG text: not one, or something in it does more than draw."""
    declared = re.search(r"<!(?:DOCTYPE|ENTITY)|<\?xml-", text, re.IGNORECASE)
    if declared:  # before the parser sees it: entities can unfold without end
        return _holds(declared[0])
    try:
        root = ET.fromstring(text)  # noqa: S314
        elements = list(root.iter())
    except ET.ParseError as error:
        return _("it is not valid XML (line {line})").format(line=error.position[0])
    except RecursionError:
        return _("its elements lie too deep inside each other")
    if root.tag != f"{_SVG}svg":
        return _("it is not an SVG image")
    for element in elements:
        name = str(element.tag)
        if not name.startswith(_SVG) or name.removeprefix(_SVG) not in _DRAWING:
            return _holds(name.removeprefix(_SVG))
        for attribute, value in element.attrib.items():
            local = attribute.rpartition("}")[2].lower()
            if local.startswith("on") or local in {"href", "src"} or _OUTSIDE.search(value):
                return _holds(f"{local}=…")
    return None


def _holds(what: str) -> str:
    return _("the SVG holds “{what}”, which does more than draw").format(what=what)
