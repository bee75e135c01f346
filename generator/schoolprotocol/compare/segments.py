"""Runs of words as segments: what each version has, as written and as printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from schoolprotocol.compare.changeset import Segment
from schoolprotocol.compare.tokens import Printing, shown
from schoolprotocol.compare.words import Run, Unit, runs, written


@dataclass(frozen=True, slots=True)
class Reader:
    """Who prints a text: a version, and the clause in which the text stands."""

    printing: Printing
    clause: str = ""

    def shown(self, unit: Unit) -> str:
        """The unit as printed."""
        return shown(unit.core, self.printing, self.clause) + (" " if unit.tail else "")

    def all_shown(self, text: Sequence[Unit]) -> str:
        """Units as printed."""
        return "".join(map(self.shown, text))


class _Piece(NamedTuple):
    """A segment in the making: most are joined to their neighbours at once."""

    op: Literal["same", "insert", "delete"]
    text: str
    shown: str
    before: str | None = None


def segments(old: tuple[Unit, ...], new: tuple[Unit, ...], before: Reader, after: Reader) -> tuple[Segment, ...]:
    """The segments of two texts, with what each version prints."""
    pieces: list[_Piece] = []
    for run in runs(old, new):
        if run.same and run.old == run.new and all(unit.core.printed is not None for unit in run.new):
            pieces.append(_Piece("same", written(run.new), after.all_shown(run.new)))
        elif run.same:
            for own, other in zip(run.old, run.new, strict=True):
                pieces += _same(own, other, before, after)
        else:
            pieces += _edit(run, before, after)
    return _tidy(pieces)


def one_sided(text: tuple[Unit, ...], reader: Reader, *, inserted: bool) -> tuple[Segment, ...]:
    """The one segment of a text that only one version has."""
    return _tidy([_segment("insert" if inserted else "delete", text, reader)])


def _segment(op: Literal["insert", "delete"], text: Sequence[Unit], reader: Reader) -> _Piece:
    return _Piece(op, written(text), reader.all_shown(text))


def _same(own: Unit, other: Unit, before: Reader, after: Reader) -> list[_Piece]:
    tails_agree = own.tail == other.tail
    old, new = (own, other) if tails_agree else (Unit(own.core), Unit(other.core))
    was, now = before.shown(old), after.shown(new)
    same = _Piece("same", new.raw, now, was if was != now else None)
    return [same] if tails_agree else [same, *_white_space(own.tail, other.tail)]


def _white_space(old: str, new: str) -> list[_Piece]:
    sides: tuple[tuple[Literal["insert", "delete"], str], ...] = (("delete", old), ("insert", new))
    return [_Piece(op, text, " ") for op, text in sides if text]


def _edit(run: Run, before: Reader, after: Reader) -> list[_Piece]:
    old, new = run.old, run.new
    tail = old[-1].tail if old and new and old[-1].tail == new[-1].tail else ""
    if tail:
        old, new = ((*text[:-1], Unit(text[-1].core)) for text in (old, new))
    edit = [_segment("delete", old, before)] if old else []
    edit += [_segment("insert", new, after)] if new else []
    return [*edit, _Piece("same", tail, " ")] if tail else edit


def _tidy(pieces: list[_Piece]) -> tuple[Segment, ...]:
    """Neighbours of one sort as one segment; between two anchors first what goes, then what comes."""
    result: list[_Piece] = []
    for same, group in groupby(pieces, key=lambda piece: piece.op == "same"):
        members = list(group)
        if same:
            for _differs, alike in groupby(members, key=lambda piece: piece.before is not None):
                result += _concatenated(list(alike), apart=_differs)
        else:
            result += _concatenated([piece for piece in members if piece.op == "delete"])
            result += _concatenated([piece for piece in members if piece.op == "insert"])
    return tuple(Segment.model_construct(**piece._asdict()) for piece in result)


def _concatenated(pieces: list[_Piece], *, apart: bool = False) -> list[_Piece]:
    """One piece; or, where each has a printed form of its own per version, each by itself."""
    if apart or len(pieces) < 2:
        return [piece for piece in pieces if piece.text]
    return [_Piece(pieces[0].op, "".join(one.text for one in pieces), "".join(one.shown for one in pieces))]
