"""A simple logo: the first letters of a name on a square in the school's colour, as plain shapes."""

from __future__ import annotations

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from schoolprotocol.colours import palette
from schoolprotocol.model.school import Style
from schoolprotocol.templating import OURS

_FONT = "fonts/ProtocolSans-Semibold.ttf"
_SMALL = {"de", "het", "van", "der", "den", "en", "voor", "te", "op"}
_SIDE, _ROOM = 100, 56
"""Of the drawing; and how much of it letters may take."""


def initials(name: str) -> str:
    """At most two letters of a name; empty where it has none that begin a word."""
    words = [word for word in name.split() if word[:1].isalnum()]
    telling = [word for word in words if word.casefold() not in _SMALL] or words
    return "".join(word[0].upper()[0] for word in telling[:2])


def letters_logo(name: str, style: Style) -> str:
    """An SVG with the first letters of a name; a plain square where our fonts have none of them."""
    shades = palette(style, dark=False)
    font = TTFont(OURS / _FONT)
    glyphs, cmap = font.getGlyphSet(), font.getBestCmap()
    signs = [cmap[ord(sign)] for sign in initials(name) if ord(sign) in cmap]
    width = sum(glyphs[sign].width for sign in signs)
    drawn = ""
    if signs:
        bounds = BoundsPen(glyphs)
        glyphs[signs[0]].draw(bounds)
        height = bounds.bounds[3] if bounds.bounds else font["head"].unitsPerEm
        scale = _ROOM / max(width, height)
        left, base = (_SIDE - width * scale) / 2, (_SIDE + height * scale) / 2
        for sign in signs:
            pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.1f}")
            glyphs[sign].draw(TransformPen(pen, (scale, 0, 0, -scale, left, base)))
            drawn += f'  <path fill="{shades.on_primary}" d="{pen.getCommands()}"/>\n'
            left += glyphs[sign].width * scale
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIDE} {_SIDE}" width="{_SIDE}" height="{_SIDE}">\n'
        f'  <rect width="{_SIDE}" height="{_SIDE}" rx="12" fill="{shades.primary}"/>\n{drawn}</svg>\n'
    )
