"""White that is no wider than a space and parts columns all the same: it lies at the same place line after line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from schoolprotocol.intake.readers.pdf.drawn import Piece
from schoolprotocol.intake.readers.pdf.lines import WIDE, Line
from schoolprotocol.intake.readers.pdf.paragraphs import Row

_LEAST = 3
"""Lines that are parted at a place before it is a seam."""
_WHITE = 1.0
"""Points between what stands at both sides, at least."""
_SLACK = 0.3
"""Points by which the places where cells begin may differ."""
_MANY = 20
"""Spaces that tell how wide these mostly are, at least."""
_SPACE = 0.28
"""Times the size of the letters that a space is wide, where no other is seen."""
_ALIKE = (0.9, 1.15)
"""How many times that white is a space."""
_BETWEEN = 12
"""Lines with nothing at both sides between two that have, at most: a cell of many lines."""
_LEVEL = 0.85
"""Times the size of the letters: lines that are closer stand beside each other."""


@dataclass(frozen=True)
class _Parting:
    """Two words beside each other that are drawn by themselves, and close."""

    row: int
    before: Line
    piece: Piece
    """The first of the second word."""
    is_said: bool
    """Whether one of both is more than a word: the program draws words apart only where it sets something beside it."""
    is_odd: bool
    """Whether the white is another one than that between words."""


def at_seams(rows: Sequence[Row]) -> list[Row]:
    """The same rows; what stands at both sides of a seam are two texts.

    Args:
        rows: of a stream, from the top down.
    """
    groups = beside(rows)
    cut = {id(one.piece) for run in _runs(groups) if _is_seam(run) for one in run}
    return [_cut(row, cut) for row in rows] if cut else list(rows)


def beside(rows: Sequence[Row]) -> list[list[Row]]:
    """Lines from the top down; those that overlap in height together."""
    groups: list[list[Row]] = []
    for row in rows:
        last = groups[-1][-1].main if groups else None
        if last is not None and last.page == row.main.page and 0 <= row.main.base - last.base < _LEVEL * row.main.size:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _runs(rows: Sequence[Sequence[Row]]) -> Iterator[list[_Parting]]:
    """Partings at one place, as long as nothing stands across it."""
    for place in _places(rows):
        run = place[:1]
        for one in place[1:]:
            if one.row - run[-1].row > _BETWEEN or _is_crossed(chain(*rows[run[-1].row + 1 : one.row]), one):
                yield run
                run = []
            run.append(one)
        yield run


def _places(rows: Sequence[Sequence[Row]]) -> Iterator[list[_Parting]]:
    """Partings by where what stands right of them begins, each from the top down."""
    found: list[_Parting] = []
    for one in sorted(_partings(rows), key=lambda one: one.piece.x0):
        if found and one.piece.x0 - found[0].piece.x0 > _SLACK:
            yield sorted(found, key=lambda one: one.row)
            found = []
        found.append(one)
    yield sorted(found, key=lambda one: one.row)


def _partings(rows: Sequence[Sequence[Row]]) -> Iterator[_Parting]:
    told = [[_words(line) for row in group for line in row.texts] for group in rows]
    space = _space(words for lines in told for words in lines)
    for place, lines in enumerate(told):
        for words in lines:
            ends = [other[-1] for other in lines if other is not words and other[-1].x1 < words[0].x0]
            last = max(ends, key=lambda word: word.x1, default=None)
            apart = sorted(other.x0 - one.x1 for one, other in pairwise(words))
            usual = apart[len(apart) // 2] if len(apart) >= _LEAST else space * max(words[0].pieces[0].size, 1.0)
            for before, word in pairwise([last, *words] if last else words):
                white = word.x0 - before.x1
                if _WHITE <= white < WIDE * word.pieces[0].size:
                    is_said = " " in before.text or " " in word.text
                    is_odd = not _ALIKE[0] < white / usual < _ALIKE[1]
                    yield _Parting(place, before, word.pieces[0], is_said, is_odd)


def _space(lines: Iterable[Sequence[Line]]) -> float:
    """How wide most of the white between words is, beside the size of their letters."""
    apart = sorted((two.x0 - one.x1) / max(one.pieces[0].size, 1.0) for words in lines for one, two in pairwise(words))
    return apart[len(apart) // 2] if len(apart) >= _MANY else _SPACE


def _words(line: Line) -> list[Line]:
    """What is drawn without white in between: a word, or more where the spaces are drawn too."""
    found: list[list[Piece]] = []
    for piece in line.pieces:
        if not piece.text.strip():
            continue
        if found and piece.x0 - found[-1][-1].x1 < _WHITE:
            found[-1].append(piece)
        else:
            found.append([piece])
    return [Line(pieces) for pieces in found]


def _is_crossed(rows: Iterable[Row], parting: _Parting) -> bool:
    page, x = parting.piece.page, parting.piece.x0
    pieces = [piece for row in rows for line in row.lines for piece in line.pieces if piece.text.strip()]
    return any(piece.page != page or piece.x0 < x - _SLACK < x + _WHITE < piece.x1 for piece in pieces)


def _is_seam(run: Sequence[_Parting]) -> bool:
    """Whether it is no chance: line after line, behind other words, and no space between two words."""
    is_apart = any(one.is_said for one in run) or sum(one.is_odd for one in run) >= _LEAST
    words = {(round(one.before.x0), round(one.before.x1)) for one in run}
    return is_apart and len({one.row for one in run}) >= _LEAST and len(words) > 1


def _cut(row: Row, cut: set[int]) -> Row:
    texts: list[Line] = []
    for line in row.texts:
        parts: list[list[Piece]] = [[]]
        for piece in line.pieces:
            if id(piece) in cut:
                parts.append([])
            parts[-1].append(piece)
        texts += [Line(part, is_cut=id(part[0]) in cut) for part in parts if part]
    return Row(row.label, texts, row.is_dotted)
