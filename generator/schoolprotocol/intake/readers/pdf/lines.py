"""Pieces of a page → lines: what stands beside each other on one line, cut where the gap is too wide for a space."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from schoolprotocol.intake.readers.pdf.drawn import Page, Piece

_FAR = 24
"""Lines after a line among which the next of its column is."""
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
WIDE = 0.8
"""Times the size of the letters: a gap from which the parts of a line are looked at apart (a tab, a column)."""
_WORD_END = re.compile(r"(?<=[ /])")
_WIDTHS = dict.fromkeys("mwMW@%", 1.5) | dict.fromkeys("fijlrtI.,;:!|'’()[] -/", 0.55)
"""How wide letters are beside most of them."""


@dataclass
class Line:
    """Pieces on one line, without a wide gap between them."""

    pieces: list[Piece]
    is_cut: bool = False
    """Whether it begins at a seam, close behind what stands before it."""

    @cached_property
    def x0(self) -> float:
        """Left edge of its letters."""
        return min(piece.x0 for piece in self.pieces)

    @cached_property
    def x1(self) -> float:
        """Right edge."""
        return max(piece.x1 for piece in self.pieces)

    @cached_property
    def _main(self) -> Piece:
        return max(self.pieces, key=lambda piece: (piece.size, len(piece.text.strip())))

    @cached_property
    def base(self) -> float:
        """On which its largest letters stand, from the top of the page."""
        return self._main.base

    @cached_property
    def top(self) -> float:
        """Of its largest letters."""
        return self._main.top

    @cached_property
    def bottom(self) -> float:
        """Of its largest letters."""
        return self._main.bottom

    @cached_property
    def size(self) -> float:
        """Of most of its letters."""
        many: Counter[float] = Counter()
        for piece in self.pieces:
            many[piece.size] += len(piece.text.strip())
        return max(many, key=lambda size: (many[size], size))

    @cached_property
    def bold(self) -> bool:
        """Whether all of its letters are."""
        return all(piece.bold for piece in self.pieces if any(map(str.isalnum, piece.text)))

    @property
    def page(self) -> int:
        """From 1."""
        return self.pieces[0].page

    @cached_property
    def first_word(self) -> float:
        """How wide its first word is, with the space behind it."""
        word = _WORD_END.split(self.text, maxsplit=1)[0]
        part = _width(word) if word != self.text else _width(f"{word} ")
        return (self.x1 - self.x0) * part / max(_width(self.text), 1)

    @cached_property
    def text(self) -> str:
        """Without a care for spaces between pieces."""
        said = ""
        for before, piece in zip([None, *self.pieces], self.pieces, strict=False):
            apart = before is not None and not piece.glued and piece.x0 - before.x1 > 0.18 * piece.size
            said += (" " if apart else "") + piece.text
        return _SPACES.sub(" ", said).strip()


def _width(text: str) -> float:
    """How wide a text is, beside the width of most of its letters."""
    return sum(_WIDTHS.get(letter, 1.25 if letter.isupper() else 1.0) for letter in text)


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """Lines from the top down, and from left to right where they are level."""
    lines: list[list[Piece]] = []
    for piece in pieces:
        if not piece.text.strip():
            if lines and lines[-1][-1].is_level_with(piece):
                lines[-1].append(piece)
            continue
        if lines and _follows(lines[-1][-1], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return sorted(_joined([Line(line) for line in lines]), key=lambda line: (round(line.base), line.x0))


def _follows(before: Piece, piece: Piece) -> bool:
    if not before.is_level_with(piece):
        return False
    largest = max(before.size, piece.size)
    return -largest < piece.x0 - before.x1 < WIDE * largest


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Lines that a program drew in parts: what is level, and close, becomes one."""
    rows: dict[int, list[Line]] = {}
    found: list[Line] = []
    for line in sorted(lines, key=lambda line: line.x0):
        beside = [
            one
            for row in range(round(line.base / 4) - 2, round(line.base / 4) + 3)
            for one in rows.get(row, ())
            if abs(one.base - line.base) < 0.45 * max(one.size, line.size)
            and -0.5 * line.size < line.x0 - one.x1 < WIDE * max(one.size, line.size)
        ]
        if beside:
            near = max(beside, key=lambda one: one.x1)
            joined = Line([*near.pieces, *line.pieces])
            rows[round(near.base / 4)].remove(near)
            found[next(place for place, one in enumerate(found) if one is near)] = joined
            rows.setdefault(round(joined.base / 4), []).append(joined)
        else:
            rows.setdefault(round(line.base / 4), []).append(line)
            found.append(line)
    return found


def below(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Each line with the next below it in its column.

    Args:
        lines: from the top down.
    """
    for place, line in enumerate(lines):
        for other in lines[place + 1 : place + _FAR]:
            is_beside = abs(other.base - line.base) < 0.5 * line.size
            if not is_beside and min(line.x1, other.x1) - max(line.x0, other.x0) > 0:
                yield line, other
                break


def straight(page: Page) -> list[Piece]:
    """The pieces of a page that stand upright and are seen."""
    return [piece for piece in page.pieces if piece.turn == 0 and not piece.is_hidden]
