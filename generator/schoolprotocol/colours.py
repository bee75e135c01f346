"""A school's two colours → the few shades that pages and prints use, each with enough contrast.

Contrast as WCAG 2.2 defines it: 4.5 : 1 for text (1.4.3), 3 : 1 for lines and marks that carry meaning (1.4.11).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import floor

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.school import Style

Rgb = tuple[int, int, int]

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
GROUNDS: dict[bool, Rgb] = {False: WHITE, True: (0x14, 0x17, 0x1C)}
"""What text stands on: paper, or a dark screen."""
TEXT, MARK = 4.5, 3.0
DARK_TEXT = 7.0
"""Coloured text on a dark screen: at 4.5 it is readable by the norm, yet dull."""
_STEPS = 50


@dataclass(frozen=True, slots=True)
class Palette:
    """Shades as `#rrggbb`."""

    primary: str
    """The school's colour as it is, a surface; on a dark screen light enough to be seen."""
    on_primary: str
    """Text on that surface."""
    ink: str
    """Headings and links, also on `tint`; on paper white text on it is readable too."""
    accent: str
    """Marks and lines that carry meaning."""
    tint: str
    """A quiet surface behind text."""
    line: str
    """Quiet lines."""


@lru_cache(maxsize=64)
def _palette(primary: str, accent: str, *, dark: bool) -> Palette:
    ground = GROUNDS[dark]
    tint = mixed(rgb(primary), ground, 0.12 if dark else 0.07)
    surface = with_contrast(rgb(primary), tint, MARK, dark=True) if dark else rgb(primary)
    return Palette(
        primary=hex_of(surface),
        on_primary=hex_of(max((WHITE, BLACK), key=lambda text: contrast(text, surface))),
        ink=hex_of(with_contrast(rgb(primary), tint, DARK_TEXT if dark else TEXT, dark=dark)),
        accent=hex_of(with_contrast(rgb(accent), tint, MARK, dark=dark)),
        tint=hex_of(tint),
        line=hex_of(mixed(rgb(primary), ground, 0.28)),
    )


def palette(style: Style, *, dark: bool) -> Palette:
    """The shades of a house style, for paper and light screens or for dark screens."""
    return _palette(style.primary, style.accent, dark=dark)


def adjusted(style: Style, school: str) -> Iterator[Diagnostic]:
    """A warning for each colour that is too pale for what it is used for on paper and light screens.

    What a dark screen shows is always a shade of its own, which is no fault of the school's colours.

    Args:
        style: the house style, as it was read.
        school: the school's id.
    """
    made = palette(style, dark=False)
    uses = (("primary", style.primary, made.ink, TEXT), ("accent", style.accent, made.accent, MARK))
    for key, colour, used, least in uses:
        found = contrast(rgb(colour), rgb(made.tint))
        if found < least:
            # Rounded down: 2.99 is not 3.
            values = {"key": key, "colour": colour, "ratio": f"{floor(found * 100) / 100:.2f}", "least": f"{least:g}"}
            yield Diagnostic(Kind.COLOUR_ADJUSTED, style.at(key), {**values, "used": used}, school=school, target=key)


def with_contrast(colour: Rgb, ground: Rgb, least: float, *, dark: bool) -> Rgb:
    """The colour, or the nearest shade towards black (on a dark ground: white) that has the contrast."""
    end = WHITE if dark else BLACK
    for step in range(_STEPS):
        shade = mixed(end, colour, step / _STEPS)
        if contrast(shade, ground) >= least:
            return shade
    return end


def mixed(colour: Rgb, other: Rgb, share: float) -> Rgb:
    """Two colours mixed: `share` (0 to 1) of the first."""
    red, green, blue = (round(b + (a - b) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (p / 255 / 12.92 if p <= 10 else ((p / 255 + 0.055) / 1.055) ** 2.4 for p in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def rgb(colour: str) -> Rgb:
    """`#rrggbb` as three numbers from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def hex_of(colour: Rgb) -> str:
    """Three numbers as `#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*colour)
