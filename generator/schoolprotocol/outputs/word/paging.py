"""On which page of a Word document its headings come, as far as that can be told without Word.

Contents hold page numbers as text until Word counts pages itself. These are reckoned from the sizes of the styles and a
mean width of letters: right in most documents of some pages, and the contents tell Word that they want to be counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Final

from schoolprotocol.outputs.word.model import Block, Paragraph, Table
from schoolprotocol.outputs.word.ooxml import styles
from schoolprotocol.policy.slots import Slot

_POINTS: Final = 72 / 2.54
"""In a centimetre."""
_HIGH: Final = (29.7 - 2 * 2.5) * _POINTS
_SIZE: Final = 11.0
_LETTER: Final = 0.49
"""Mean width of a letter of Dutch in Calibri, in times its size."""
_LINE: Final = 1.22 * 269 / 240
"""Height of a line, in times the size of its letters: that of Calibri, and the spacing of the styles."""
_STYLES: Final = {style.id: style for style in styles.STYLES}


@dataclass
class Pages:
    """Where one is while laying out blocks on pages."""

    page: int
    notes: Mapping[Slot, Sequence[Paragraph]]
    used: float = 0.0
    headings: dict[Slot, int] = field(default_factory=dict)
    """The page of each paragraph that is a heading."""

    def lay(self, blocks: Iterable[Block]) -> None:
        """Lay out more blocks."""
        for block in blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    self._take(
                        max(self._cell(cell, width) for cell, width in zip(row.cells, block.widths, strict=True))
                    )
            else:
                self._paragraph(block)

    @property
    def share(self) -> float:
        """How full the page is, from 0 to 1."""
        return self.used / _HIGH

    def turn(self) -> None:
        """Begin a page."""
        self.page, self.used = self.page + 1, 0.0

    def _paragraph(self, one: Paragraph) -> None:
        if one.new_page and self.used:
            self.turn()
        is_heading = _STYLES[one.style].outline is not None
        high = _height(one)
        # A heading stands on the page of what follows it.
        if self.used + high + (2 * _SIZE * _LINE if is_heading else 0) > _HIGH and self.used:
            self.turn()
        if is_heading:
            self.headings[one.slot] = self.page
        calls = dict.fromkeys(look.note for look in one.content.looks if look.note is not None)
        self._take(high + sum(_height(note) for slot in calls for note in self.notes.get(slot, ())))

    def _take(self, high: float) -> None:
        self.used += high
        while self.used > _HIGH:
            self.page, self.used = self.page + 1, self.used - _HIGH

    @staticmethod
    def _cell(cell: Sequence[Paragraph], width: int) -> float:
        return sum(_height(one, width / 100) for one in cell)


def _height(one: Paragraph, share: float = 1.0) -> float:
    style = _STYLES[one.style]
    size = style.size or _SIZE
    width = (share * styles.TEXT_WIDTH - style.left - (0.4 if share < 1 else 0)) * _POINTS
    letters = len(one.label) + len(one.title) + len(one.content.text)
    lines = max(1, ceil(letters * _LETTER * size / max(width, size)))
    return lines * size * _LINE + (style.before or 0) + (style.after or 0)
