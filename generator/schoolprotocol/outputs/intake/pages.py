"""The bytes of a PDF → its pages as small pictures, with the place of each block on them.

The ledger proved that the characters of the paragraphs, in the order of the file, are those that pdfium gives; so which
of them went to a block tells where on the page it stands. Drawn by a child with bounds, as reading is: where it breaks
there are no pictures, and the page shows the text instead.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from schoolprotocol.errors import IntakeError
from schoolprotocol.intake.blocks import Place
from schoolprotocol.intake.readers.apart import apart
from schoolprotocol.intake.reading import solid
from schoolprotocol.intake.taking import Taken

PART = "pages"
"""The part of a PDF whose characters stand on its pages."""
BUDGET = 1_400_000
"""Bytes of all pictures together, about; no document has more than half of that beside it."""
_WIDTHS = {1000: 31_000, 840: 25_000, 700: 19_500, 560: 14_000, 470: 10_500, 400: 8_200, 340: 6_400, 280: 4_700}
"""Pixels, and bytes of a page of text that is so wide; the widest of which all pages fit is taken. Below the last one
nobody sees where a line stands."""
_OVER = 1.5
"""Times its share that one page may take."""
_TALL = 2.0
"""Times its width; a taller page is drawn smaller."""
_SHADES = 4
_MOST_RECTANGLES = 4_000
_SECONDS = 15
"""Of the processor; three hundred pages of text take five."""
_READ = {0x02: "-", 0xFFFE: "-", 0x00: "\ufffd", 0xFFFF: "\ufffd"}
"""What the reader makes of signs that pdfium gives for what is none."""

Box = tuple[int, int, int, int]
"""Left, top, width and height in pixels."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Where a block stands on a page."""

    block: int
    """Which, from 0."""
    place: Place
    boxes: tuple[Box, ...]
    """Line by line."""

    @property
    def path(self) -> str:
        """The boxes as a path of SVG."""
        return "".join(f"M{x} {y}h{wide}v{high}h-{wide}z" for x, y, wide, high in self.boxes)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page."""

    number: int
    """From 1."""
    width: int
    """Pixels."""
    height: int
    png: bytes
    marked: tuple[Marked, ...]

    @property
    def address(self) -> str:
        """The picture, as an address that needs no file."""
        return "data:image/png;base64," + b64encode(self.png).decode()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Characters that follow each other in the file, without blanks, and went to one place."""

    start: int
    end: int
    block: int
    place: Place


def draw(taken: Taken, data: bytes) -> list[Drawn]:
    """The pages of a PDF; nothing where they are too many, or cannot be drawn.

    Args:
        taken: what was read of it.
        data: its bytes.
    """
    solids, stretches = _stretches(taken)
    try:
        return apart(partial(_draw, solids=solids, stretches=stretches), data, _SECONDS)
    except IntakeError:
        return []


def _stretches(taken: Taken) -> tuple[str, list[_Stretch]]:
    """The characters of all pages in the order of the file, and where each went."""
    spans: dict[int, list[tuple[int, int, int, Place]]] = {}
    for number, block in enumerate(taken.blocks):
        for span in block.spans:
            spans.setdefault(span.paragraph, []).append((span.start, span.end, number, span.place))
    runs = sorted(
        (
            (run.order, run.text, number, edge)
            for number, paragraph in enumerate(taken.reading.paragraphs)
            if paragraph.at.part == PART
            for run, edge in zip(paragraph.runs, paragraph.edges, strict=True)
        ),
        key=lambda run: run[0],
    )
    found: list[_Stretch] = []
    texts: list[str] = []
    at = 0
    for _order, text, number, edge in runs:
        for start, end, went_to, place in spans.get(number, ()):
            low, high = max(start - edge, 0), min(end - edge, len(text))
            if low < high:
                begin, many = at + len(solid(text[:low])), len(solid(text[low:high]))
                if many:
                    found.append(_Stretch(begin, begin + many, went_to, place))
        texts.append(solid(text))
        at += len(texts[-1])
    return "".join(texts), sorted(found, key=lambda one: one.start)


def _draw(data: bytes, solids: str, stretches: Sequence[_Stretch]) -> list[Drawn]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return []
    with contextlib.closing(document):
        many = len(document)
        share = BUDGET / max(1, many)
        widths = [width for width, size in _WIDTHS.items() if size <= share]
        if not widths:
            return []
        drawn: list[Drawn] = []
        at, place = 0, 0
        for number in range(1, many + 1):
            page = document[number - 1]
            text = page.get_textpage()
            places = _places(text)
            said = "".join(letter for _place, letter in places)
            is_known = at >= 0 and solids.startswith(said, at)
            here: list[_Stretch] = []
            while is_known and place < len(stretches) and stretches[place].start < at + len(said):
                here.append(stretches[place])
                place += 1
            made = _page(page, widths, share * _OVER)
            if made is None:
                return []
            size, png = made
            marked = _marked(page, text, size, [one for one, _letter in places], here, at)
            drawn.append(Drawn(number, *size, png, tuple(marked)))
            at = at + len(said) if is_known else -1  # from here on nobody knows which character is which
            text.close()
            page.close()
        return drawn


def _places(text: Any) -> list[tuple[int, str]]:
    """The characters of a page that are not blank, and which each is for pdfium."""
    code, raw = pdfium.FPDFText_GetUnicode, text.raw
    found = []
    for place in range(pdfium.FPDFText_CountChars(text)):
        number = code(raw, place)
        is_half = 0xD800 <= number <= 0xDFFF or number > 0x10FFFF
        letter = solid("\ufffd" if is_half else _READ.get(number) or chr(number))
        if letter:
            found.append((place, letter))
    return found


def _page(page: Any, widths: Sequence[int], most: float) -> tuple[tuple[int, int], bytes] | None:
    """A page as a picture of a few shades of grey, no larger than it may be; None where it cannot be drawn."""
    wide, high = page.get_size()
    if not (wide > 0 and high > 0):
        return None
    for width in widths:
        scale = min(width / wide, _TALL * width / high)
        picture = page.render(scale=scale, grayscale=True).to_pil().convert("L")
        step = 255 / (_SHADES - 1)
        few = picture.point([round(shade / step) for shade in range(256)])
        few.putpalette([round(shade * step) for shade in range(_SHADES) for _colour in range(3)])
        out = io.BytesIO()
        few.save(out, "PNG", bits=2, compress_level=6)
        if out.tell() <= most or width == widths[-1]:
            return (few.width, few.height), out.getvalue()
    return None


def _marked(
    page: Any, text: Any, size: tuple[int, int], places: Sequence[int], stretches: Sequence[_Stretch], at: int
) -> Iterator[Marked]:
    """Where each block stands on a page, whose first character is the one at a place in the document."""
    found: dict[tuple[int, Place], list[Box]] = {}
    many = 0
    for one in stretches:
        first, last = places[one.start - at], places[min(one.end - at, len(places)) - 1]
        for box in _boxes(page, text, size, first, last - first + 1):
            many += 1
            if many <= _MOST_RECTANGLES:
                found.setdefault((one.block, one.place), []).append(box)
    for (block, place), boxes in found.items():
        yield Marked(block, place, tuple(_joined(boxes)))


def _joined(boxes: Sequence[Box]) -> list[Box]:
    """The same boxes; those that follow each other on a line are one."""
    found: list[Box] = []
    for box in boxes:
        x, y, wide, high = found[-1] if found else (0, 0, 0, 0)
        is_level = abs(box[1] - y) * 2 < high and abs(box[1] + box[3] - y - high) * 2 < high
        if found and is_level and x <= box[0] <= x + wide + high:
            top, bottom = min(y, box[1]), max(y + high, box[1] + box[3])
            found[-1] = (x, top, max(x + wide, box[0] + box[2]) - x, bottom - top)
        else:
            found.append(box)
    return found


def _boxes(page: Any, text: Any, size: tuple[int, int], first: int, many: int) -> Iterator[Box]:
    """The lines on which characters stand, in pixels of the picture."""
    left, top, right, bottom = (ctypes.c_double() for _edge in range(4))
    x, y = ctypes.c_int(), ctypes.c_int()
    for index in range(pdfium.FPDFText_CountRects(text, first, many)):
        if not pdfium.FPDFText_GetRect(text, index, left, top, right, bottom):
            continue
        corners = []
        for across, up in ((left.value, top.value), (right.value, bottom.value)):
            pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, across, up, x, y)
            corners.append((min(max(x.value, 0), size[0]), min(max(y.value, 0), size[1])))
        (x0, y0), (x1, y1) = corners
        yield min(x0, x1), min(y0, y1), max(1, abs(x1 - x0)), max(1, abs(y1 - y0))
