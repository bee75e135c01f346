"""What pdfium says stands on a page: pieces of text that look the same, with place, size and tag; rules beside."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

_BOLD = re.compile(r"bold|black|heavy|semi-?bold|demi|(?<![a-z])(bd|sb)(?![a-z])", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv|(?<![a-z])it(?![a-z])", re.IGNORECASE)
_FORCE_BOLD, _ITALIC_FLAG = 1 << 18, 1 << 6
_BOLD_FROM = 600
_INVISIBLE = 3
"""The render mode of text that is not drawn: what a scanner's program read, behind the picture."""
_NAME_SIZE = 256
_THIN = 3.0
"""Points: a filled box not thicker than this is a rule."""
_LONG = 12.0
"""Points from which a rule counts."""
_DOT = (1.5, 8.0)
"""Points that a bullet is high and wide, at least and at most."""
_SAME_LINE = 0.45
"""Part of the size that two base lines may differ on one line."""
_RAISED = 0.75
"""The same, where one of both may be the raised mark of a note."""
_MARK = 4
"""Characters of such a mark, at most."""
_STRAIGHT = 0.05
"""Radians that text may lean and still stand straight."""
_UNTOLD = frozenset({*range(0x20), 0xFFFF}) - {0x02, 0x09, 0x0A, 0x0D}
_READ = {0x02: "-", 0xFFFE: "-", 0x93: "“", 0x94: "”", 0x96: "–", 0x97: "—", 0x98: "˜"}
_READ |= dict.fromkeys(_UNTOLD, "\ufffd")
"""What pdfium gives for a hyphen at the end of a line; quotes and dashes of old fonts; and what no font tells."""
_LEFT_OUT = frozenset({0x02, 0x03, 0x93, 0x94, 0x96, 0x97, 0x98, 0xFFFE})
"""What pdfium leaves out of the text of a page, but for hyphens, and not of its characters."""


_DRAWN_BY = ctypes.CFUNCTYPE(ctypes.c_void_p, pdfium.FPDF_TEXTPAGE, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)
"""The address of what draws a character: asked of each, and making a pointer of it takes longer than all else."""


@dataclass(slots=True)
class Piece:
    """Characters beside each other that one operator drew. Points, from the left and from the top of the page."""

    text: str
    order: int
    """Of its first character, in the document; they count on."""
    x0: float
    x1: float
    base: float
    """Of the line on which it stands, from the top."""
    top: float
    bottom: float
    size: float
    bold: bool
    italic: bool
    mark: int | None
    """Number of the tag that holds it (MCID); None where none does."""
    is_artifact: bool = False
    is_hidden: bool = False
    turn: int = 0
    """Quarters of a turn to the left, beside the other text of the page; -1 where it stands askew."""
    glued: bool = False
    """Whether pdfium sees no space between the piece before it and this one."""
    breaks: bool = False
    """Whether its last character is a hyphen in the midst of a word, as pdfium takes it."""
    colour: tuple[int, int, int] = (0, 0, 0)
    page: int = 0
    """From 1."""
    is_underlined: bool = False
    goes_on: bool = False
    """Whether it goes on with a word that a narrow cell broke without a hyphen."""

    def is_level_with(self, other: Piece) -> bool:
        """Whether another one stands behind this one on the same line; a raised number does."""
        if self.page != other.page or other.x0 < self.x0 - self.size:
            return False
        one, two = sorted((self, other), key=lambda piece: piece.size)
        is_raised = one.size < 0.99 * two.size and len(one.text.strip()) <= _MARK
        return abs(self.base - other.base) < (_RAISED if is_raised else _SAME_LINE) * two.size


@dataclass(slots=True)
class Rule:
    """A straight line that is drawn, or the edge of a box."""

    x0: float
    x1: float
    top: float
    bottom: float


@dataclass(slots=True)
class Page:
    """A page as it is drawn."""

    number: int
    """From 1."""
    width: float
    height: float
    pieces: list[Piece] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    """Horizontal rules."""
    down: list[Rule] = field(default_factory=list)
    """Vertical rules."""
    dots: list[Rule] = field(default_factory=list)
    """Small round or square shapes: bullets that a browser draws."""
    pictured: float = 0.0
    """Which part of it, from 0 to 1, the largest picture covers."""
    unread: int = 0
    """Characters of which the font does not say which they are."""
    has_more: bool = False
    """Whether it has characters that pdfium leaves out where it gives all the text at once."""


@dataclass(frozen=True, slots=True)
class _Look:
    size: float
    bold: bool
    italic: bool
    mark: int | None
    is_artifact: bool
    is_hidden: bool
    angle: float
    colour: tuple[int, int, int]


def read_page(document: Any, index: int, order: int) -> tuple[Page, str]:
    """A page, and beside it all of its characters as pdfium gives them at once (what the ledger counts).

    Args:
        document: as pypdfium2 has it.
        index: of the page, from 0.
        order: of its first character.
    """
    page = document[index]
    try:
        text = page.get_textpage()
        try:
            many = pdfium.FPDFText_CountChars(text)
            drawn = Page(index + 1, *page.get_size())
            _pieces(text, page, many, order, drawn)
            _rules(page, drawn)
            _underline(drawn)
            return drawn, _all(text, many, has_more=drawn.has_more)
        finally:
            text.close()
    finally:
        page.close()


def _all(text: Any, many: int, *, has_more: bool) -> str:
    if has_more:
        codes = (pdfium.FPDFText_GetUnicode(text.raw, place) for place in range(many))
        return "".join(_READ.get(code) or _letter(code) for code in codes)
    return text.get_text_range().translate(_READ) if many else ""


def _pieces(text: Any, page: Any, many: int, order: int, drawn: Page) -> None:
    raw, box = text.raw, pdfium.FS_RECTF()
    looks: dict[int, _Look] = {}
    code, of, where = pdfium.FPDFText_GetUnicode, _DRAWN_BY, pdfium.FPDFText_GetLooseCharBox
    found: list[tuple[_Look, int, int, str, bool]] = []  # look, first and last character, text, glued
    letters: list[str] = []
    holder, first, glued = 0, 0, False
    for place in range(many):
        address = of(raw, place) or 0
        if address != holder:
            if holder and letters:
                found.append((looks[holder], first, place - 1, "".join(letters), glued))
                glued = bool(address)
            elif not holder:
                glued = False
            letters, first, holder = [], place, address
            if address and address not in looks:
                looks[address] = _look(raw, place, pdfium.FPDFText_GetTextObject(raw, place))
        if not address:
            continue
        letter = code(raw, place)
        letters.append(_READ.get(letter) or _letter(letter))
        drawn.unread += letter in _UNTOLD or letter == 0xFFFD
        if letter in _LEFT_OUT:
            drawn.has_more |= pdfium.FPDFText_IsHyphen(raw, place) != 1
        drawn.has_more |= letter in _UNTOLD or 0xD800 <= letter <= 0xDFFF
    if holder and letters:
        found.append((looks[holder], first, many - 1, "".join(letters), glued))
    straight = _most_common_angle(found)
    for look, first, last, said, is_glued in found:
        where(raw, first, box)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if last > first:
            where(raw, last, box)
            left, right = min(left, box.left), max(right, box.right)
            bottom, top = min(bottom, box.bottom), max(top, box.top)
        x = ctypes.c_double()
        y = ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(raw, first, x, y)
        turned = _turned(look.angle - straight)
        if straight == 0:  # a letter may hang out before the place where it is set, as a j does
            left = max(left, min(x.value, right))
        x0, x1, up, down, base = _seen(drawn, straight, (left, right, top, bottom, x.value, y.value))
        drawn.pieces.append(
            Piece(
                said,
                order + first,
                x0,
                x1,
                base,
                up,
                down,
                look.size,
                look.bold,
                look.italic,
                look.mark,
                look.is_artifact,
                look.is_hidden or not _is_on(page, left, right, top, bottom),
                turned,
                is_glued,
                said.endswith(("-", "\u2010", "\u00ad")) and pdfium.FPDFText_IsHyphen(raw, last) == 1,
                look.colour,
                drawn.number,
            )
        )
    if _quarter(straight) % 2:
        drawn.width, drawn.height = drawn.height, drawn.width


def _letter(code: int) -> str:
    """One character; half of a pair, or what is none, as the sign for that."""
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)


def _look(raw: Any, place: int, drawn_by: Any) -> _Look:
    name, flags = ctypes.create_string_buffer(_NAME_SIZE), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(raw, place, name, _NAME_SIZE, flags)
    font = name.value.decode("utf-8", "replace").partition("+")
    called = font[2] or font[0]
    weight = pdfium.FPDFText_GetFontWeight(raw, place)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(raw, place, matrix)
    size = pdfium.FPDFText_GetFontSize(raw, place) * math.hypot(matrix.c, matrix.d)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFText_GetFillColor(raw, place, red, green, blue, alpha)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn_by)
    mark = pdfium.FPDFPageObj_GetMarkedContentID(drawn_by)
    return _Look(
        size=round(size, 2),
        bold=bool(_BOLD.search(called)) or weight >= _BOLD_FROM or (bool(flags.value & _FORCE_BOLD) and weight > 500),
        italic=bool(_ITALIC.search(called)) or bool(flags.value & _ITALIC_FLAG),
        mark=mark if mark >= 0 else None,
        is_artifact="Artifact" in _names_of_marks(drawn_by),
        is_hidden=mode == _INVISIBLE or size < 1.0 or (alpha.value == 0 and mode == 0),
        angle=pdfium.FPDFText_GetCharAngle(raw, place),
        colour=(red.value, green.value, blue.value),
    )


def _names_of_marks(drawn_by: Any) -> Iterator[str]:
    size = ctypes.c_ulong()
    for index in range(min(pdfium.FPDFPageObj_CountMarks(drawn_by), 20)):
        mark = pdfium.FPDFPageObj_GetMark(drawn_by, index)
        name = (ctypes.c_ushort * 64)()
        if pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), size):
            yield bytes(name)[: max(0, size.value - 2)].decode("utf-16-le", "replace")


def _most_common_angle(found: list[tuple[_Look, int, int, str, bool]]) -> float:
    """How most of the text of the page stands, of the four ways in which a page can be turned."""
    times = [0, 0, 0, 0]
    for look, _first, _last, said, _glued in found:
        if _turned(look.angle) >= 0:
            times[_turned(look.angle)] += len(said)
    return times.index(max(times)) * math.pi / 2


def _quarter(angle: float) -> int:
    return round(angle / (math.pi / 2)) % 4


def _turned(angle: float) -> int:
    quarters = angle / (math.pi / 2)
    return round(quarters) % 4 if abs(quarters - round(quarters)) < _STRAIGHT else -1


def _seen(
    drawn: Page, straight: float, box: tuple[float, float, float, float, float, float]
) -> tuple[float, float, float, float, float]:
    """Left, right, top, bottom and base line of a box on a page that is turned so that its text stands straight."""
    left, right, top, bottom, x, y = box
    turn = _quarter(straight)
    if turn == 0:
        return left, right, drawn.height - top, drawn.height - bottom, drawn.height - y
    if turn == 1:  # the text runs one way of the page's height
        return bottom, top, left, right, x
    if turn == 2:
        return drawn.width - right, drawn.width - left, bottom, top, y
    return drawn.height - top, drawn.height - bottom, drawn.width - right, drawn.width - left, drawn.width - x


def _is_on(page: Any, left: float, right: float, top: float, bottom: float) -> bool:
    """Whether a box lies on what is shown of the page."""
    x0, y0, x1, y1 = page.get_cropbox()
    return bool(right > x0 and left < x1 and top > y0 and bottom < y1)


def _rules(page: Any, drawn: Page) -> None:
    if any(piece.turn for piece in drawn.pieces[:1]):
        return
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(min(pdfium.FPDFPage_CountObjects(page), 20_000)):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind not in {pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE}:
            continue
        if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            continue
        box = Rule(left.value, right.value, drawn.height - top.value, drawn.height - bottom.value)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            covers = (box.x1 - box.x0) * (box.bottom - box.top) / max(1.0, drawn.width * drawn.height)
            drawn.pictured = max(drawn.pictured, min(1.0, covers))
        else:
            _edges(box, drawn)


def _underline(drawn: Page) -> None:
    """Mark what has a rule right below its letters, and not much wider than they are."""
    by_height: dict[int, list[Rule]] = {}
    for rule in drawn.across:
        by_height.setdefault(round(rule.top), []).append(rule)
    for piece in drawn.pieces:
        for height in range(int(piece.base), int(piece.base + 0.25 * piece.size) + 2):
            for rule in by_height.get(height, ()):
                inside = min(rule.x1, piece.x1) - max(rule.x0, piece.x0)
                below = (rule.top + rule.bottom) / 2 - piece.base
                if inside > 0.8 * (piece.x1 - piece.x0) and 0 < below < 0.25 * piece.size:
                    piece.is_underlined = True


def _edges(box: Rule, drawn: Page) -> None:
    wide, high = box.x1 - box.x0, box.bottom - box.top
    if _DOT[0] <= min(wide, high) and max(wide, high) <= _DOT[1] and abs(wide - high) < 1:
        drawn.dots.append(box)
    elif high <= _THIN and wide >= _LONG:
        drawn.across.append(box)
    elif wide <= _THIN and high >= _LONG / 2:
        drawn.down.append(box)
    elif wide >= _LONG and high >= _LONG / 2:
        drawn.across += [Rule(box.x0, box.x1, edge, edge) for edge in (box.top, box.bottom)]
        drawn.down += [Rule(edge, edge, box.top, box.bottom) for edge in (box.x0, box.x1)]
