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
_BEARING = 1.5
"""Points by which letters at the begin of a cell may be drawn before it."""
_BETWEEN = 12
"""Lines with nothing at both sides between two that have, at most: a cell of many lines."""
_LEVEL = 0.85
"""Times the size of the letters: lines that are closer stand beside each other."""


@dataclass(frozen=True)
class _Parting:
    """Two pieces beside each other that are drawn by themselves, and close."""

    row: int
    before: Piece
    piece: Piece


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
        if found and one.piece.x0 - found[0].piece.x0 > _BEARING:
            yield sorted(found, key=lambda one: one.row)
            found = []
        found.append(one)
    yield sorted(found, key=lambda one: one.row)


def _partings(rows: Sequence[Sequence[Row]]) -> Iterator[_Parting]:
    for place, group in enumerate(rows):
        lines = [[piece for piece in line.pieces if piece.text.strip()] for row in group for line in row.texts]
        for line in lines:
            ends = [other[-1] for other in lines if len(group) > 1 and other is not line and other[-1].x1 < line[0].x0]
            last = max(ends, key=lambda piece: piece.x1, default=None)
            for before, piece in pairwise([last, *line] if last else line):
                if _WHITE <= piece.x0 - before.x1 < WIDE * piece.size:
                    yield _Parting(place, before, piece)


def _is_crossed(rows: Iterable[Row], parting: _Parting) -> bool:
    page, x = parting.piece.page, parting.piece.x0
    pieces = [piece for row in rows for line in row.lines for piece in line.pieces if piece.text.strip()]
    return any(piece.page != page or piece.x0 < x - _BEARING < x + _WHITE < piece.x1 for piece in pieces)


def _is_seam(run: Sequence[_Parting]) -> bool:
    """Whether it is no chance: line after line, not behind the same word, and not of words that are drawn one by one."""
    texts = {one.before.text.strip() for one in run}
    is_said = any(" " in piece.text.strip() for one in run for piece in (one.before, one.piece))
    return len({one.row for one in run}) >= _LEAST and len(texts) > 1 and is_said


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
