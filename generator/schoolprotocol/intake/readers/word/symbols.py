"""Characters of symbol fonts, which have letters of their own, as the characters that everybody has for them."""

from __future__ import annotations

_SYMBOL = {
    0xB7: "•",
    0xA7: "▪",
    0x2D: "−",
    0xAE: "→",
    0xAC: "←",
    0xA8: "♦",
    0xDE: "⇒",
    0xB3: "≥",
    0xA3: "≤",
    0xB1: "±",
    0xB4: "×",
}
_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x72: "❒",
    0x73: "⬧",
    0x74: "⧫",
    0x75: "◆",
    0x76: "❖",
    0x77: "⬥",
    0x9E: "·",
    0x9F: "•",
    0xA0: "▪",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "◻",
    0xD8: "➢",
    0xDC: "➔",
    0xE0: "→",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    0x4A: "☺",
    0x46: "☞",
    0x28: "☎",
    0x2A: "✉",
}
_WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x97: "●", 0x98: "●", 0xA3: "□", 0x3D: "▪"}
_WEBDINGS = {0x61: "✓", 0x72: "✗", 0x3D: "■", 0x63: "□"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "webdings": _WEBDINGS}
_OWN = range(0xF000, 0xF100)
"""Where Word keeps the letters of symbol fonts."""
_UNKNOWN = "▫"
"""For what we do not know how to name: something was drawn there."""


def symbol(code: int, font: str) -> str:
    """The character that a symbol font draws for a code.

    Args:
        code: of the character, with or without the 0xF000 that Word adds.
        font: its name.
    """
    known = _FONTS.get(font.strip().lower())
    if known is not None:
        own = code - _OWN.start if code in _OWN else code
        return known.get(own, _UNKNOWN)
    if code in _OWN:  # another symbol font, or none was named: bullets of Symbol and Wingdings are what people use
        own = code - _OWN.start
        return _SYMBOL.get(own) or _WINGDINGS.get(own) or _UNKNOWN
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF else _UNKNOWN


def plain(text: str, font: str = "") -> str:
    """Text in which letters of symbol fonts stand, with what they draw; other letters stay as they are."""
    if font.strip().lower() in _FONTS:
        return "".join(symbol(ord(letter), font) if letter.strip() else letter for letter in text)
    return "".join(symbol(ord(letter), font) if ord(letter) in _OWN else letter for letter in text)


def code(hexadecimal: str | None) -> int:
    """The number of a character as `w:sym` has it; that of a bullet where it is none."""
    try:
        return int(hexadecimal or "", 16)
    except ValueError:
        return 0xF0B7
