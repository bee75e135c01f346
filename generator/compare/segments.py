"""Runs of words as segments: what each version has, as written and as printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from generator.compare.tokens import Printing, shown
from generator.compare.words import Run, Unit, runs
from generator.model.changes import Segment


@dataclass(frozen=True, slots=True)
class Reader:
    """Who prints a text: a version, and the clause in which the text stands."""

    printing: Printing
    clause: str = ""

    def shown(self, unit: Unit) -> str:
        """The unit as printed."""
        return shown(unit.core, self.printing, self.clause) + (" " if unit.tail else "")


def segments(old: tuple[Unit, ...], new: tuple[Unit, ...], before: Reader, after: Reader) -> tuple[Segment, ...]:
    """The segments of two texts, with what each version prints."""
    pieces: list[Segment] = []
    for run in runs(old, new):
        if run.same:
            for own, other in zip(run.old, run.new, strict=True):
                pieces += _same(own, other, before, after)
        else:
            pieces += _edit(run, before, after)
    return _tidy(pieces)


def one_sided(text: tuple[Unit, ...], reader: Reader, *, inserted: bool) -> tuple[Segment, ...]:
    """The one segment of a text that only one version has."""
    return _tidy([_segment("insert" if inserted else "delete", text, reader)])


def _segment(op: Literal["insert", "delete"], text: Sequence[Unit], reader: Reader) -> Segment:
    printed = "".join(reader.shown(unit) for unit in text)
    return Segment.model_construct(op=op, text="".join(unit.raw for unit in text), shown=printed, before=None)


def _same(own: Unit, other: Unit, before: Reader, after: Reader) -> list[Segment]:
    tails_agree = own.tail == other.tail
    old, new = (own, other) if tails_agree else (Unit(own.core), Unit(other.core))
    was, now = before.shown(old), after.shown(new)
    same = Segment.model_construct(op="same", text=new.raw, shown=now, before=was if was != now else None)
    return [same] if tails_agree else [same, *_white_space(own.tail, other.tail)]


def _white_space(old: str, new: str) -> list[Segment]:
    sides: tuple[tuple[Literal["insert", "delete"], str], ...] = (("delete", old), ("insert", new))
    return [Segment.model_construct(op=op, text=text, shown=" ", before=None) for op, text in sides if text]


def _edit(run: Run, before: Reader, after: Reader) -> list[Segment]:
    old, new = run.old, run.new
    tail = old[-1].tail if old and new and old[-1].tail == new[-1].tail else ""
    if tail:
        old, new = ((*text[:-1], Unit(text[-1].core)) for text in (old, new))
    edit = [_segment("delete", old, before)] if old else []
    edit += [_segment("insert", new, after)] if new else []
    return [*edit, Segment.model_construct(op="same", text=tail, shown=" ", before=None)] if tail else edit


def _tidy(pieces: list[Segment]) -> tuple[Segment, ...]:
    """Neighbours of one sort as one segment; between two anchors first what goes, then what comes."""
    result: list[Segment] = []
    for same, group in groupby(pieces, key=lambda piece: piece.op == "same"):
        members = list(group)
        if same:
            for _differs, alike in groupby(members, key=lambda piece: piece.before is not None):
                result += _concatenated(list(alike), apart=_differs)
        else:
            result += _concatenated([piece for piece in members if piece.op == "delete"])
            result += _concatenated([piece for piece in members if piece.op == "insert"])
    return tuple(result)


def _concatenated(pieces: list[Segment], *, apart: bool = False) -> list[Segment]:
    """One segment; or, where each has a printed form of its own per version, each by itself."""
    if apart or len(pieces) < 2:
        return [piece for piece in pieces if piece.text]
    text, printed = ("".join(getattr(piece, name) for piece in pieces) for name in ("text", "shown"))
    return [Segment.model_construct(op=pieces[0].op, text=text, shown=printed, before=None)]
