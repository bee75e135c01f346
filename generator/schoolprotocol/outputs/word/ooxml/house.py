"""The colours of a Word document: our own, or those of a school's house style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from schoolprotocol.colours import palette
from schoolprotocol.model.school import Style

INK: Final = "1F3A5F"
"""Stands in a style for the colour of headings, whatever the house."""


@dataclass(frozen=True, slots=True)
class House:
    """Colours as `rrggbb`, as OOXML writes them."""

    ink: str = INK
    """Headings, and the line beside a frame."""
    tint: str = "EEF2F7"
    """Behind the heads of tables, and in frames."""
    line: str = "A6B1C0"
    """The lines of tables."""


HOUSE: Final = House()
"""Of documents that are no school's, such as a change report."""


def house_of(style: Style) -> House:
    """The colours of a school, dark enough to be read on paper."""
    shades = palette(style, dark=False)
    ink, tint, line = (colour[1:].upper() for colour in (shades.ink, shades.tint, shades.line))
    return House(ink, tint, line)
