"""Words that a narrow cell broke without a hyphen: they stand alone on their line, and fill it to the last letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise

from schoolprotocol.intake.readers.pdf.aligned import Aligned
from schoolprotocol.intake.readers.pdf.drawn import Page
from schoolprotocol.intake.readers.pdf.joining import all_words, is_at_syllable
from schoolprotocol.intake.readers.pdf.lines import Line, lines_of, straight
from schoolprotocol.intake.readers.pdf.tables import Box, Grid, lines_in, ruled

_LETTERS = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W\d_]{3,}")
_ENDING = re.compile(r"[;:,.!?)]+(?:\s|$)")
"""With which no line begins that was broken between words."""
_RUNNING = 4
"""Words from which a line is none of a narrow cell: no word of it is a part of one."""
_TORN = 2
"""Words of a table that are broken within a syllable before it is one that breaks words."""
_SHORT = 2
"""Letters of the rest of a word that are too few for a word, but for those that there are."""
_MOST_PAD = 8.0
"""Points of white that cells have beside their text, at most."""
_SLACK = 1.0
"""Points by which a letter may be wider than that of its kind."""
_LITTLE = frozenset(
    [
        "al",
        "af",
        "de",
        "en",
        "er",
        "he",
        "ik",
        "in",
        "is",
        "je",
        "ma",
        "na",
        "of",
        "om",
        "op",
        "te",
        "u",
        "uw",
        "we",
        "wo",
        "ze",
    ]
)
"""Words of one or two letters."""
_WIDTHS = dict.fromkeys("mw", 1.7) | dict.fromkeys("fijlrt", 0.6)
"""How wide letters are beside most of them."""


def tell_broken(pages: Sequence[Page]) -> None:
    """Say of the pieces of all pages which go on with the word above them (`Piece.goes_on`)."""
    ruled_pages = [page for page in pages if len(page.across) > 1 and page.down]
    if not ruled_pages:
        return
    lines = {page.number: lines_of(straight(page)) for page in pages}
    known = _known(lines.values())
    for page in ruled_pages:
        grids, _rest = ruled(page, lines[page.number])
        for grid in grids:
            _tell(grid, known)


def tell_torn(tables: Iterable[Aligned], lines: Iterable[Sequence[Line]]) -> None:
    """Say the same of tables without rules: only what is surely one word, as the edges of their cells are not seen.

    Args:
        tables: of a document.
        lines: of its pages.
    """
    known: set[str] | None = None
    for table in tables:
        breaks = [
            (one, other)
            for (_left, right), column in zip(table.columns, zip(*table.rows, strict=True), strict=True)
            for cell in column
            for one, other in _broken(cell, right)
        ]
        if breaks:
            known = known if known is not None else _known(lines)
            torn = [(one, other) for one, other in breaks if _is_ended(other) or _is_torn(one.text, other.text, known)]
            is_narrow = any(_is_ended(other) or len(_first(other.text)) <= _SHORT for _one, other in torn)
            for _one, other in torn if is_narrow else []:
                _go_on(other)


def _known(lines: Iterable[Sequence[Line]]) -> set[str]:
    """Words of running text."""
    return all_words(line.text for told in lines for line in told if len(line.text.split()) >= _RUNNING)


def _tell(grid: Grid, known: Set[str]) -> None:
    """Tell it of the words of a table; where few are torn for certain, it breaks lines between words as others do."""
    breaks = [(one, other) for box in grid.cells for one, other in _breaks(box)]
    is_narrow = sum(_is_torn(one.text, other.text, known) for one, other in breaks) >= _TORN
    for one, other in breaks:
        rest = _first(other.text)
        is_said = (one.text + rest).lower() in known or _is_ended(other)
        if is_said or (is_narrow and _is_one_word(one.text, rest, known)):
            _go_on(other)


def _go_on(line: Line) -> None:
    next(piece for piece in line.pieces if piece.text.strip()).goes_on = True


def _breaks(box: Box) -> Iterator[tuple[Line, Line]]:
    """The lines of a cell that are one word, and leave no room for another letter; each with the next."""
    lines = lines_in(box)
    pad = min((line.x0 - box.x0 for line in lines), default=0.0)
    return _broken(lines, box.x1 - min(max(pad, 0.0), _MOST_PAD))


def _broken(lines: Sequence[Line], limit: float) -> Iterator[tuple[Line, Line]]:
    for one, other in pairwise(lines):
        is_word = _TOKEN.fullmatch(one.text) and (other.text[:1].islower() or _is_ended(other))
        if is_word and _is_alike(one, other) and _is_full(one, other, limit):
            yield one, other


def _is_alike(one: Line, other: Line) -> bool:
    return one.page == other.page and one.bold == other.bold and abs(one.size - other.size) < 0.5


def _is_full(one: Line, other: Line, limit: float) -> bool:
    """Whether not even the first letter of the next line would have fitted on one."""
    letter = (other.x1 - other.x0) / max(_width(other.text), 1.0)
    return one.x1 + letter * _width(other.text[:1]) + _SLACK > limit


def _width(text: Iterable[str]) -> float:
    return sum(_WIDTHS.get(letter, 1.0) for letter in text)


def _first(text: str) -> str:
    found = _LETTERS.match(text)
    return found[0] if found else ""


def _is_one_word(one: str, rest: str, known: Set[str]) -> bool:
    """Whether the word of a line and the first of the next may be one: neither is a word by itself."""
    if len(rest) <= _SHORT:
        return rest not in _LITTLE
    return one.lower() not in known and rest not in known


def _is_ended(rest: Line) -> bool:
    """Whether a line begins with a sign that no word is before."""
    return _ENDING.match(rest.text) is not None


def _is_torn(one: str, other: str, known: Set[str]) -> bool:
    """Whether they are surely one: it was broken where no syllable ends."""
    rest = _first(other)
    return _is_one_word(one, rest, known) and (len(rest) <= _SHORT or not is_at_syllable(one, rest))
