"""Two texts as runs of words that stay, come and go.

Words are aligned by their longest common subsequence (rapidfuzz `Indel.opcodes`); white space belongs to the word
before it and never serves as an anchor. Then the runs are cleaned up at word level: an anchor of a word or two between
larger edits goes, and an inserted or dropped run slides to the boundary of a sentence where it can.
The result does not depend on which of the two texts is the old one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby
from operator import attrgetter
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from schoolprotocol.compare import anchors
from schoolprotocol.compare.tokens import Token, tokens

MAX_ANCHOR = 2
"""An anchor of so many words, or fewer, is given up where the edits around it are larger."""
MAX_PAIRS = 100_000_000
"""Texts with more pairs of words are first cut at anchors: the alignment needs a bit of memory for each pair."""
MAX_CELLS = 2_500
"""A replaced run with more pairs of words than this is not looked into again."""
WEIGHT = 100
"""A letter in common weighs so much more than a mark in common."""
MIN_LIKENESS = 0.3
"""Of two texts with a smaller share of letters in common, one is shown as replaced by the other."""


class Unit(NamedTuple):
    """A token with the white space after it."""

    core: Token
    tail: str = ""

    @property
    def raw(self) -> str:
        """As written."""
        return self.core.raw + self.tail


class Run(NamedTuple):
    """Units of both texts that belong together: the same ones, or an edit."""

    same: bool
    old: tuple[Unit, ...]
    new: tuple[Unit, ...]


def units(text: str, *, markup: bool, marker: int = 0) -> tuple[Unit, ...]:
    """The units of a text; its first `marker` characters are a list marker."""
    return _units(text, markup, marker)


@lru_cache(maxsize=1_000)  # most texts are the same in both versions, and in the documents of many schools
def _units(text: str, markup: bool, marker: int) -> tuple[Unit, ...]:  # noqa: FBT001
    found: list[Unit] = []
    core = Token(text[:marker], "layout") if marker else None
    for token in tokens(text[marker:], markup=markup):
        if token.kind == "space":
            found.append(Unit(core, token.raw) if core is not None else Unit(Token(token.raw, "layout")))
            core = None
        else:
            if core is not None:
                found.append(Unit(core))
            core = token
    return (*found, Unit(core)) if core is not None else tuple(found)


def written(text: Iterable[Unit]) -> str:
    """Units as they were written."""
    return "".join([core.raw + tail for core, tail in text])


def runs(old: tuple[Unit, ...], new: tuple[Unit, ...]) -> tuple[Run, ...]:
    """The two texts as runs, cleaned up."""
    if old == new:
        return (Run(same=True, old=old, new=new),) if old else ()
    if _order(old) > _order(new):
        return tuple(Run(run.same, run.new, run.old) for run in runs(new, old))
    aligned = _aligned(old, new)
    if not _alike(aligned, old, new):
        return (Run(same=False, old=old, new=new),)
    refined = [part for run in _without_small_anchors(aligned) for part in _refined(run)]
    return tuple(_slid(_without_small_anchors(_joined(refined))))


def redline(old: str, new: str) -> tuple[tuple[Literal["same", "old", "new"], str], ...]:
    """Two texts as they were written, in pieces that stay, go and come."""
    found: list[tuple[Literal["same", "old", "new"], str]] = []
    for run in runs(units(old, markup=True), units(new, markup=True)):
        before, after = written(run.old), written(run.new)
        if run.same:
            found.append(("same", after))
        else:
            found += [(kind, text) for kind, text in (("old", before), ("new", after)) if text]  # type: ignore[misc]
    return tuple(found)


def _order(text: tuple[Unit, ...]) -> tuple[int, str]:
    return len(text), written(text)


def _aligned(old: tuple[Unit, ...], new: tuple[Unit, ...]) -> list[Run]:
    if len(old) * len(new) <= MAX_PAIRS:
        return _joined(_common(old, new))
    keys = [[unit.core.raw for unit in text] for text in (old, new)]
    return _joined(run for i, k, j, m in anchors.pieces(*keys) for run in _common(old[i:k], new[j:m]))


def _common(old: tuple[Unit, ...], new: tuple[Unit, ...]) -> Iterator[Run]:
    if len(old) * len(new) > MAX_PAIRS:
        head = _agreeing(old, new)
        tail = _agreeing(old[head:][::-1], new[head:][::-1])
        yield Run(same=True, old=old[:head], new=new[:head])
        middle = old[head : len(old) - tail], new[head : len(new) - tail]
        # Long, and nothing of which it is sure that it is in both.
        large = len(middle[0]) * len(middle[1]) > MAX_PAIRS
        yield from (Run(same=False, old=middle[0], new=middle[1]),) if large else _common(*middle)
        yield Run(same=True, old=old[len(old) - tail :], new=new[len(new) - tail :])
        return
    for code in Indel.opcodes(*([unit.core.raw for unit in text] for text in (old, new))):
        yield Run(code.tag == "equal", old[code.src_start : code.src_end], new[code.dest_start : code.dest_end])


def _agreeing(old: tuple[Unit, ...], new: tuple[Unit, ...]) -> int:
    """How many units the two have in common from the start."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (one, other) in pairs if one.core.raw != other.core.raw), min(len(old), len(new)))


def _joined(parts: Iterable[Run]) -> list[Run]:
    """Neighbours of one sort as one run."""
    result: list[Run] = []
    for same, group in groupby(parts, attrgetter("same")):
        first, *others = group
        if others:
            old = tuple(chain(first.old, *(run.old for run in others)))
            first = Run(same, old, tuple(chain(first.new, *(run.new for run in others))))
        if first.old or first.new:
            result.append(first)
    return result


def _refined(run: Run) -> list[Run]:
    """A replaced run around the heaviest words that both sides have: `Indel` counts words, not letters."""
    old, new = run.old, run.new
    if run.same or not old or not new or len(old) * len(new) > MAX_CELLS:
        return [run]
    best = [[0] * (len(new) + 1) for _row in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            pair = best[i + 1][j + 1] + 1 + WEIGHT * _letters(old[i : i + 1]) if old[i].core == new[j].core else 0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], pair)
    found: list[Run] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i].core == new[j].core and best[i][j] > max(best[i + 1][j], best[i][j + 1]):
            found.append(Run(same=True, old=old[i : i + 1], new=new[j : j + 1]))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            found.append(Run(same=False, old=old[i : i + 1], new=()))
            i += 1
        else:
            found.append(Run(same=False, old=(), new=new[j : j + 1]))
            j += 1
    return [*found, Run(same=False, old=old[i:], new=new[j:])]


def _letters(text: Sequence[Unit]) -> int:
    return sum([unit.core.letters for unit in text])


def _words(text: Sequence[Unit]) -> int:
    return sum([unit.core.is_word for unit in text])


def _alike(aligned: list[Run], old: tuple[Unit, ...], new: tuple[Unit, ...]) -> bool:
    kept = sum(_letters(run.old) for run in aligned if run.same)
    longest = max(_letters(old), _letters(new))
    if kept == 0:
        return longest == 0
    # A long addition to a short text keeps all of the short one: that is alike, too. So is what differs at one spot.
    shortest = min(_letters(old), _letters(new))
    return kept >= MIN_LIKENESS * longest or kept == shortest or sum(not run.same for run in aligned) == 1


def _without_small_anchors(found: list[Run]) -> list[Run]:
    result = list(found)
    index = 1
    while index < len(result) - 1:
        if _is_small(result[index], result[index - 1], result[index + 1]):
            around = (Run(same=False, old=run.old, new=run.new) for run in result[index - 1 : index + 2])
            result[index - 1 : index + 2] = _joined(around)
            index = max(1, index - 2)  # the anchor before it has a larger edit behind it now
        else:
            index += 1
    return result


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
