"""Looks at a school's logo before anything is built with it."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Sequence
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
_USED = re.compile(r"""url\s*\(\s*['"]?\#([^)'"]*)""", re.IGNORECASE)
_NAMED = re.compile(r"#\w+")
"""A colour or the name of a part."""
_NUMBERS = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]+)?", re.IGNORECASE)
_VIEW = re.compile(r"\s*(?:[-+]?[0-9.][0-9.e+-]*(?:\s*,\s*|\s+|$)){4}", re.IGNORECASE)
_MEASURE = re.compile(
    r"""\s* (?: auto | \+? (?: [0-9]+\.?[0-9]* | \.[0-9]+ ) (?: e[-+]?[0-9]+ )?
    \s* (?: px|pt|pc|mm|cm|in|r?em|ex|ch|q|v[wh]|% )? ) \s*""",
    re.IGNORECASE | re.VERBOSE,
)
"""How wide or high a whole drawing is."""
_ENCODING = re.compile(r"""<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']([^"'>]{0,60})""")
_OF_ASCII = frozenset({"us-ascii", "iso-8859-1"})
"""What programs for drawing write there, and what is UTF-8 as well where a file has no other letters."""
LARGEST = 100_000
"""No measure in a logo is larger."""
SMALLEST_TILE = 0.05
"""No side of a pattern is smaller."""
MAX_DEPTH = 40
MAX_DRAWN = 20_000
"""Elements that are drawn, each as often as it is used."""
MAX_LETTERS = 2_000


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
    """What is wrong with a PNG: not one, cut off, too many bytes or pixels (PNG specification, 5 and 11.2)."""
    if len(data) > MAX_BYTES:
        return _("it is larger than {limit}").format(limit="1 MB")
    chunks = _chunks(data)
    if chunks is None or len(chunks[0][1]) != 13:
        return _("it is not a whole PNG image")
    width, height, bits, colours, *ways = struct.unpack(">IIBBBBB", chunks[0][1])
    if not (0 < width <= MAX_PIXELS and 0 < height <= MAX_PIXELS):
        measures = _("it measures {width} by {height} pixels, and {limit} is the most")
        return measures.format(width=width, height=height, limit=MAX_PIXELS)
    names = [name for name, _data in chunks]
    if bits not in _BITS.get(colours, ()) or ways not in ([0, 0, 0], [0, 0, 1]) or names.count(b"IHDR") > 1:
        return _("it is not a whole PNG image")
    if not _ANIMATED.isdisjoint(names):
        return _("it is a film: a logo is one picture")
    if any(
        len(_unpacked(rest.partition(b"\0")[2][1:], MAX_BYTES)) > MAX_BYTES for name, rest in chunks if name in _PACKED
    ):
        return _("it holds more than {limit} beside the picture").format(limit="1 MB")
    row = _CHANNELS[colours] * bits
    if not _are_as_they_should_be(chunks, bits, colours):
        return _("it is not a whole PNG image")
    whole = _has_pixels(
        b"".join(part for name, part in chunks if name == b"IDAT"), _passes(width, height, row, ways[2])
    )
    return None if whole else _("it is not a whole PNG image")


_BITS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""How many bits a colour may have, by the kind of colours (PNG specification, 11.2.1)."""
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PACKED = frozenset({b"iCCP", b"zTXt"})
_ANIMATED = frozenset({b"acTL", b"fcTL", b"fdAT"})
_ADAM7 = ((0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2), (0, 1, 1, 2))
"""Of each pass of an interlaced image: first column, step, first row, step (PNG specification, 8.2)."""


def _chunks(data: bytes) -> list[tuple[bytes, bytes]] | None:
    """The chunks of a PNG, from IHDR to IEND, each as it was written; None where they are not (5.3)."""
    at, found = len(_PNG), list[tuple[bytes, bytes]]()
    while data.startswith(_PNG) and at + 12 <= len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        name, end = data[at + 4 : at + 8], at + 12 + size
        if end > len(data) or struct.unpack(">I", data[end - 4 : end])[0] != zlib.crc32(data[at + 4 : end - 4]):
            return None
        found.append((name, data[at + 8 : end - 4]))
        if name == b"IEND":
            return found if found[0][0] == b"IHDR" else None
        at = end
    return None


def _are_as_they_should_be(chunks: Sequence[tuple[bytes, bytes]], bits: int, colours: int) -> bool:
    """Whether a reader knows what it must know, pixels stand together, and lists of colours fit (5.4, 5.6, 11)."""
    names = [name for name, _data in chunks]
    if any(not name.isalpha() or (name[:1].isupper() and name not in _KNOWN) for name in names):
        return False
    pixels = [index for index, name in enumerate(names) if name == b"IDAT"]
    if not pixels or pixels[-1] - pixels[0] >= len(pixels):
        return False
    lists = [name for name in names if name in _LISTS]
    if lists not in ([], *([name] for name in _LISTS), [*_LISTS]) or set(lists).intersection(names[pixels[0] :]):
        return False
    held = dict(chunks)
    palette, clear = (held.get(name) for name in _LISTS)
    if palette is None:
        palette_fits = colours != 3
    else:
        most = 1 << bits if colours == 3 else 256
        palette_fits = colours not in {0, 4} and len(palette) % 3 == 0 and 0 < len(palette) // 3 <= most
    sizes = {0: {2}, 2: {6}, 3: range(1, len(palette or b"") // 3 + 1)}.get(colours, ())
    return palette_fits and (clear is None or len(clear) in sizes)


_LISTS = (b"PLTE", b"tRNS")
"""The colours by number, and how clear they are: each once, in this order, before the pixels."""
_KNOWN = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
"""Chunks without which nobody can show an image; each other one may be left out (5.4)."""


def _unpacked(packed: bytes, limit: int) -> bytes:
    """What packed bytes hold, `limit + 1` at most; nothing where they are damaged or not whole."""
    engine = zlib.decompressobj()
    try:
        data = engine.decompress(packed, limit + 1)
    except zlib.error:
        return b""
    return data if engine.eof or len(data) > limit else b""


def _passes(width: int, height: int, bits: int, interlaced: int) -> list[tuple[int, int]]:
    """Rows, and bytes of a row with its filter, of each pass over an image of so many bits for a pixel."""
    steps = _ADAM7 if interlaced else ((0, 1, 0, 1),)
    sizes = [(-(-(height - row) // down), -(-(width - column) // right)) for column, right, row, down in steps]
    return [(rows, 1 + (columns * bits + 7) // 8) for rows, columns in sizes if rows > 0 and columns > 0]


def _has_pixels(packed: bytes, passes: Sequence[tuple[int, int]]) -> bool:
    """Whether every row of an image is there, with a filter that there is (9.2)."""
    size = sum(rows * row for rows, row in passes)
    data, at = _unpacked(packed, size), 0
    if len(data) != size:
        return False
    for rows, row in passes:
        if max(data[at : at + rows * row : row]) > 4:
            return False
        at += rows * row
    return True


def svg_fault(text: str) -> str | None:
    """What is wrong with an SVG text: not one, or something in it does more than draw."""
    declared = re.search(r"<!(?:DOCTYPE|ENTITY)|<\?xml-", text, re.IGNORECASE)
    if declared:  # before the parser sees it: entities can unfold without end
        return _holds(declared[0])
    encoding = _ENCODING.match(text)
    if encoding and not (encoding[1].lower() == "utf-8" or (encoding[1].lower() in _OF_ASCII and text.isascii())):
        return _("it says that it is written in “{encoding}”, and only UTF-8 is read").format(encoding=encoding[1])
    try:
        root = ET.fromstring(text)  # noqa: S314
        elements = list(root.iter())
    except ET.ParseError as error:
        return _("it is not valid XML (line {line})").format(line=error.position[0])
    except RecursionError:
        return _("its elements lie too deep inside each other")
    except (ValueError, LookupError):
        return _("it is not valid XML (line {line})").format(line=1)
    if root.tag != f"{_SVG}svg":
        return _("it is not an SVG image")
    if _depth(root) > MAX_DEPTH:
        return _("its elements lie too deep inside each other")
    fault = next(filter(None, map(_element_fault, elements)), None)
    if fault is not None:
        return fault
    for side in ("width", "height"):
        if not _MEASURE.fullmatch(root.get(side, "1")):
            return _("its “{side}” is no measure").format(side=side)
    if sum(len(text) for text in root.itertext() if text.strip()) > MAX_LETTERS:
        return _("it holds more than {limit} letters").format(limit=MAX_LETTERS)
    return _drawn_too_often(elements)


def _element_fault(element: ET.Element) -> str | None:
    """What is wrong with one element of a drawing by itself."""
    name = str(element.tag)
    if not name.startswith(_SVG) or name.removeprefix(_SVG) not in _DRAWING:
        return _holds(name.removeprefix(_SVG))
    for attribute, value in element.attrib.items():
        local = attribute.rpartition("}")[2].lower()
        if local.startswith("on") or local in {"href", "src"} or _OUTSIDE.search(value):
            return _holds(f"{local}=…")
        if local == "spreadmethod" and value.strip() != "pad":  # as many stripes as a length of nearly nothing fits
            return _holds(f"spreadMethod={value.strip()[:20]}")
        if local not in {"id", "class"} and _largest(value) > LARGEST:
            return _("a number in “{attribute}” is larger than {limit}").format(attribute=local, limit=LARGEST)
        if local == "viewbox" and not _VIEW.fullmatch(value):
            return _("its “viewBox” is not four numbers")
    if element.tag == f"{_SVG}pattern" and not all(_is_tile(element.get(side, "")) for side in ("width", "height")):
        return _("a pattern is repeated too often: its “width” and “height” are nearly nothing, or not there")
    return None


def _largest(value: str) -> float:
    """The largest number in a value, without its sign; of measures, not of colours and names."""
    return max(map(float, _NUMBERS.findall(_NAMED.sub("", value))), default=0.0)


def _depth(root: ET.Element) -> int:
    """How many elements lie inside each other."""
    depth, level = 0, [root]
    while level:
        depth, level = depth + 1, [child for element in level for child in element]
    return depth


def _is_tile(size: str) -> bool:
    found = re.fullmatch(r"\s*([0-9.]+)\s*(?:px|pt|%)?\s*", size)
    try:
        return found is not None and float(found[1]) >= SMALLEST_TILE
    except ValueError:
        return False


def _drawn_too_often(elements: Sequence[ET.Element]) -> str | None:
    """What is wrong where elements use others by name: one that uses ten which use ten, and so on, or itself."""
    named: dict[str, list[ET.Element]] = {}
    for element in elements:  # of two with one name, who draws may take either
        named.setdefault(element.get("id", ""), []).append(element)
    costs: dict[int, int] = {}
    waiting = [(elements[0], False)]
    at_work: set[int] = set()
    while waiting:
        element, is_ready = waiting.pop()
        key = id(element)
        if key in costs:
            continue
        parts = [*element, *(part for name in _uses(element) for part in named.get(name, ()))]
        if is_ready:
            at_work.discard(key)
            costs[key] = 1 + sum(costs.get(id(part), MAX_DRAWN) for part in parts)
            if costs[key] > MAX_DRAWN:
                return _("its parts are used by each other too often: more than {limit} would be drawn").format(
                    limit=MAX_DRAWN
                )
        elif key in at_work:
            return _("a part of it uses itself")
        else:
            at_work.add(key)
            waiting += [(element, True), *((part, False) for part in parts)]
    return None


def _uses(element: ET.Element) -> list[str]:
    """The names of the elements that one is drawn with: a gradient, a pattern, a mask, what cuts it off."""
    return [name.strip() for value in element.attrib.values() for name in _USED.findall(value)]


def _holds(what: str) -> str:
    return _("the SVG holds “{what}”, which does more than draw").format(what=what)
