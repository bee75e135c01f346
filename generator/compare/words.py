"""Two texts as runs of words that stay, come and go.

Words are aligned by their longest common subsequence (rapidfuzz `Indel.opcodes`); white space belongs to the word
before it and never serves as an anchor. Then the runs are cleaned up at word level: an anchor of a word or two between
larger edits goes, and an inserted or dropped run slides to the boundary of a sentence where it can.
The result does not depend on which of the two texts is the old one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from rapidfuzz.distance import Indel

from generator.compare.tokens import Printing, Token, shown, tokens
from generator.model.changes import Segment

MAX_ANCHOR = 2
"""An anchor of so many words, or fewer, is given up where the edits around it are larger."""
MIN_LIKENESS = 0.3
"""Of two texts with a smaller share of letters in common, one is shown as replaced by the other."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A token with the white space after it."""

    core: Token
    tail: str = ""

    @property
    def raw(self) -> str:
        """As written."""
        return self.core.raw + self.tail


@dataclass(frozen=True, slots=True)
class Run:
    """Units of both texts that belong together: the same ones, or an edit."""

    same: bool
    old: tuple[Unit, ...]
    new: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who prints a text: a version, and the clause in which the text stands."""

    printing: Printing
    clause: str = ""

    def shown(self, unit: Unit) -> str:
        """The unit as printed."""
        return shown(unit.core, self.printing, self.clause) + (" " if unit.tail else "")


def units(text: str, *, markup: bool, marker: int = 0) -> tuple[Unit, ...]:
    """The units of a text; its first `marker` characters are a list marker."""
    found: list[Unit] = [Unit(Token(text[:marker], "layout"))] if marker else []
    for token in tokens(text[marker:], markup=markup):
        if token.kind != "space":
            found.append(Unit(token))
        elif found:
            found[-1] = Unit(found[-1].core, token.raw)
        else:
            found.append(Unit(Token(token.raw, "layout")))
    return tuple(found)


def runs(old: tuple[Unit, ...], new: tuple[Unit, ...]) -> tuple[Run, ...]:
    """The two texts as runs, cleaned up."""
    if _order(old) > _order(new):
        return tuple(Run(run.same, run.new, run.old) for run in runs(new, old))
    aligned = _aligned(old, new)
    if not _alike(aligned, old, new):
        return (Run(same=False, old=old, new=new),)
    return tuple(_slid(_without_small_anchors(aligned)))


def _order(text: tuple[Unit, ...]) -> tuple[int, str]:
    return len(text), "".join(unit.raw for unit in text)


def _aligned(old: tuple[Unit, ...], new: tuple[Unit, ...]) -> list[Run]:
    keys = [[unit.core.raw for unit in text] for text in (old, new)]
    return _joined(
        Run(code.tag == "equal", old[code.src_start : code.src_end], new[code.dest_start : code.dest_end])
        for code in Indel.opcodes(keys[0], keys[1])
    )


def _joined(parts: Iterable[Run]) -> list[Run]:
    """Neighbours of one sort as one run."""
    result: list[Run] = []
    for same, group in groupby(parts, key=lambda run: run.same):
        members = list(group)
        old = tuple(unit for run in members for unit in run.old)
        new = tuple(unit for run in members for unit in run.new)
        if old or new:
            result.append(Run(same, old, new))
    return result


def _letters(text: Sequence[Unit]) -> int:
    return sum(len(unit.core.raw) for unit in text if unit.core.kind not in {"mark", "layout", "sign"})


def _words(text: Sequence[Unit]) -> int:
    return sum(unit.core.kind not in {"mark", "layout", "sign"} for unit in text)


def _alike(aligned: list[Run], old: tuple[Unit, ...], new: tuple[Unit, ...]) -> bool:
    kept = sum(_letters(run.old) for run in aligned if run.same)
    longest = max(_letters(old), _letters(new))
    # A long addition to a short text keeps all of the short one: that is alike, too.
    shortest = min(_letters(old), _letters(new))
    return kept >= MIN_LIKENESS * longest or (kept == shortest and shortest > 0)


def _without_small_anchors(found: list[Run]) -> list[Run]:
    while True:
        for index in range(1, len(found) - 1):
            if _is_small(found[index], found[index - 1], found[index + 1]):
                run = found[index]
                found = _joined(
                    [*found[:index], Run(same=False, old=run.old, new=run.new), *found[index + 1 :]],
                )
                break
        else:
            return found


def _is_small(anchor: Run, before: Run, after: Run) -> bool:
    if not anchor.same or before.same or after.same:
        return False
    # An anchor between two pure insertions (or deletions) separates what was added here from what was added there.
    if _words(anchor.old) > MAX_ANCHOR or not (_replaces(before) or _replaces(after)):
        return False
    size = _letters(anchor.old)
    return size <= min(max(_letters(run.old), _letters(run.new)) for run in (before, after))


def _replaces(run: Run) -> bool:
    return _words(run.old) > 0 and _words(run.new) > 0


def _slid(found: list[Run]) -> list[Run]:
    """Move each pure insertion or deletion to the best of the places where it means the same."""
    result = list(found)
    for index in range(1, len(result) - 1):
        before, edit, after = result[index - 1 : index + 2]
        if before.same and not edit.same and after.same and not (edit.old and edit.new):
            result[index - 1 : index + 2] = _best_slide(before, edit, after)
    return _joined(result)


def _best_slide(before: Run, edit: Run, after: Run) -> list[Run]:
    side = "old" if edit.old else "new"
    moved: tuple[Unit, ...] = getattr(edit, side)
    own_before, own_after = getattr(before, side), getattr(after, side)
    line = own_before + moved + own_after
    other = before.new + after.new if side == "old" else before.old + after.old
    start, size = len(own_before), len(moved)
    low = start
    while low > 0 and line[low - 1].core == line[low + size - 1].core:
        low -= 1
    high = start
    while high + size < len(line) and line[high].core == line[high + size].core:
        high += 1
    best = max(range(low, high + 1), key=lambda at: (_boundary(line, at, size), -abs(at - start), -at))

    def run(first: tuple[Unit, ...], second: tuple[Unit, ...], *, same: bool) -> Run:
        return Run(same, first, second) if side == "old" else Run(same, second, first)

    return [
        run(line[:best], other[:best], same=True),
        run(line[best : best + size], (), same=False),
        run(line[best + size :], other[best:], same=True),
    ]


def _boundary(line: tuple[Unit, ...], at: int, size: int) -> int:
    """How well a run from `at` stands: at the beginning of a sentence, after a comma, or anywhere."""
    last = line[at + size - 1].core.raw
    if at == 0 or line[at - 1].core.raw in {".", "!", "?"}:
        return 3 if last in {".", "!", "?"} else 2
    return 1 if line[at - 1].core.raw in {",", ";", ":"} or last in {",", ";", ":"} else 0


# -- segments ---------------------------------------------------------------------------------------------------------


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
