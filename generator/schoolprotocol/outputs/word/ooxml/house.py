"""The colours of a Word document: our own, or those of a school's house style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from schoolprotocol.colours import palette
from schoolprotocol.model.school import Style

INK: Final = "1F3A5F"
"""Stands in a style for the colour of headings, whatever the house."""

ON_BAND: Final = "FFFFFF"
"""Stands in a style for the colour of words on the band of a cover, whatever the house."""


@dataclass(frozen=True, slots=True)
class House:
    """Colours as `rrggbb`, as OOXML writes them."""

    ink: str = INK
    """Headings, and the line beside a frame."""
    tint: str = "EEF2F7"
    """Behind the heads of tables, and in frames."""
    line: str = "A6B1C0"
    """The lines of tables."""
    band: str = INK
    """The band of the cover."""
    on_band: str = ON_BAND
    """Words on it."""


HOUSE: Final = House()
"""Of documents that are no school's, such as a change report."""


def house_of(style: Style) -> House:
    """The colours of a school, dark enough to be read on paper."""
    shades = palette(style, dark=False)
    colours = (shades.ink, shades.tint, shades.line, shades.primary, shades.on_primary)
    return House(*(colour[1:].upper() for colour in colours))
