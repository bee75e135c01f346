"""Texts as blocks (paragraphs, list items, sentences), aligned before their words are compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate, groupby, pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from schoolprotocol.compare import segments, words
from schoolprotocol.compare.changeset import Part, PartKind
from schoolprotocol.compare.tokens import Printing, tokens
from schoolprotocol.policy.slots import Slot

MIN_RATIO = 40
"""Blocks less alike than this (rapidfuzz `ratio`, 0–100) are not a changed block but one gone and one come."""
MIN_MOVED = 3
"""A text of fewer words stands in two places by chance."""
_LARGE = 10_000
"""So many pairs of blocks in one gap are not all compared."""
_MIN_CUT = 60
"""A sentence is cut only where each of its pieces is so much like what it became."""
_MANY_WORDS = 1_000_000
"""More pairs of words in one gap are not searched for where a sentence was cut."""
_CLOSING = frozenset("'\"’”»)]")
_MOVABLE = re.compile(rf"[\W_]*(?:[^\W_]+[\W_]+){{{MIN_MOVED - 1}}}[^\W_]")
_ITEM = re.compile(r"[ \t]*(?:[-+*]|(\d{1,9})[.)])[ \t]+")


@dataclass(frozen=True)
class Block:
    """A piece of a text; the blocks of a text, joined, are the text."""

    slot: Slot
    text: str
    kind: PartKind
    marker: int = 0
    """Length of its list marker."""

    @property
    def key(self) -> str:
        """What it says, without the white space around it."""
        return self.text[self.marker :].strip()

    @cached_property
    def words(self) -> str:
        """The same, whatever white space stands between the words."""
        return " ".join(self.text[self.marker :].split())

    @cached_property
    def sentences(self) -> tuple[Block, ...]:
        """It, cut into sentences."""
        cut = _sentences(self.text, self.marker)
        return tuple([Block(self.slot, one, self.kind, 0 if n else self.marker) for n, one in enumerate(cut)])


Likeness = Callable[[Block, Block], float]


@lru_cache(maxsize=10_000)  # of a clause that changed they are asked for twice
def blocks(slot: Slot, text: str) -> tuple[Block, ...]:
    """The paragraphs and list items of one slot's template, at least one; a heading or cell is one block."""
    if not slot.is_markup:
        return (Block(slot, text, "line"),)
    found: list[Block] = []
    for piece, marker in pieces(text):
        kind: PartKind = "item" if marker else "paragraph"
        found.append(Block(slot, piece, "note" if slot.kind == "note" else kind, marker))
    return tuple(found)


def pieces(text: str) -> Iterator[tuple[str, int]]:
    """The paragraphs and list items of clause markup, each with the length of its list marker (0 for a paragraph)."""
    piece, marker, blank = "", 0, False
    for line in text.splitlines(keepends=True):
        item = _ITEM.match(line)
        # Inside a paragraph only a list that starts at 1 can begin: “2027. Dat jaar …” is text.
        begins = item is not None and (not piece or blank or marker > 0 or item[1] in {None, "1"})
        if piece and line.strip() and (begins or blank):
            yield piece, marker
            piece, marker = "", 0
        if not piece and item is not None and begins:
            marker = item.end()
        piece += line
        blank = not line.strip() and bool(piece.strip())
    if piece or not text:
        yield piece, marker


def sentences(found: Iterable[Block]) -> list[Block]:
    """The blocks cut into sentences: a clause can be split in the middle of a paragraph."""
    return [sentence for block in found for sentence in block.sentences]


def _sentences(text: str, marker: int) -> tuple[str, ...]:
    found: list[str] = []
    sentence, ended, apart = text[:marker], False, False
    for token in tokens(text[marker:], markup=True):
        # What closes a sentence (a quote, a bracket, a note call) still belongs to it.
        closes = token.kind in {"note", "mark"} or token.raw in _CLOSING
        # The point in `example.nl` ends nothing.
        ended = ended and (apart or closes or token.kind == "space")
        if ended and apart and token.kind != "space":
            found.append(sentence)
            sentence, ended = "", False
        sentence += token.raw
        ended = ended or token.raw in {".", "!", "?"}
        apart = token.kind == "space"
    return (*found, sentence) if sentence or not text else tuple(found)


def divided(old: Sequence[Block], new: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks, with a sentence cut in two where the other side has two sentences for it.

    “Bel de school of lees artikel 2.” that became “Bel de school.” and, in another clause, “Lees artikel 2.” is not one
    sentence that became the second, while the first is new.
    """
    swap = [block.words for block in old] > [block.words for block in new]
    stretches = list(_stretches(*((new, old) if swap else (old, new))))
    apart = _elsewhere(stretches)
    sides: tuple[list[Block], list[Block]] = ([], [])
    for same, left, right in stretches:
        if same or len(left) + len(right) < 3 or any(block.words in apart for block in (*left, *right)):
            sides[0].extend(left)
            sides[1].extend(right)
        else:
            sides[0].extend(_cut(left, right))
            sides[1].extend(_cut(right, left))
    return sides[::-1] if swap else sides


def _cut(side: Sequence[Block], other: Sequence[Block]) -> Iterator[Block]:
    """The blocks of one side, cut where their words go over from one block of the other side to the next."""
    own, theirs = ([_units(block) for block in blocks] for blocks in (side, other))
    flat = [[unit.core.raw for units in each for unit in units] for each in (own, theirs)]
    if not flat[1] or len(flat[0]) * len(flat[1]) > _MANY_WORDS:
        yield from side
        return
    same = [code for code in Indel.opcodes(*flat) if code.tag == "equal"]
    places: dict[int, int] = {}
    """By a place in the own words the block of the other side that ends there."""
    for n, end in enumerate(accumulate(map(len, theirs[:-1]))):
        before = [code for code in same if code.dest_start < end]
        if before:
            last = before[-1]
            places[last.src_start + min(end, last.dest_end) - last.dest_start] = n
    start = 0
    for block, units in zip(side, own, strict=True):
        inside = [place for place in places if start < place < start + len(units)]
        cuts = [0, *(place - start for place in inside), len(units)]
        pieces = [
            replace(block, text=words.written(units[i:k]), marker=0 if i else block.marker) for i, k in pairwise(cuts)
        ]
        counterparts = [other[places[place]] for place in inside]
        counterparts += [other[places[inside[-1]] + 1]] if inside else []
        fits = all(_text_likeness(a, b) >= _MIN_CUT for a, b in zip(pieces, counterparts, strict=False))
        yield from pieces if inside and fits else [block]
        start += len(units)


def parts(
    old: Sequence[Block],
    new: Sequence[Block],
    before: Printing,
    after: Printing,
    elsewhere: frozenset[str] = frozenset(),
) -> tuple[Part, ...]:
    """The blocks of the two sides beside each other, with their words compared; both sides in order.

    Args:
        old: of the old version.
        new: of the new one.
        before: how the old version is printed.
        after: how the new one is.
        elsewhere: words of blocks that went to another text, or came from one.
    """
    return tuple(_part(left, right, before, after) for left, right in aligned(old, new, elsewhere=elsewhere))


def _part(old: Block | None, new: Block | None, before: Printing, after: Printing) -> Part:
    some = new or old
    if some is None:
        raise AssertionError("aligned() never pairs nothing with nothing")
    left = _units(old) if old else ()
    right = _units(new) if new else ()
    reader = segments.Reader(before, old.slot.clause_id if old else "")
    other = segments.Reader(after, new.slot.clause_id if new else "")
    if old and new:
        found = segments.segments(left, right, reader, other)
    else:
        text, own = (right, other) if new else (left, reader)
        found = segments.one_sided(text, own, inserted=new is not None)
    return Part(
        kind=some.kind,
        before=old.kind if old and old.kind != some.kind else None,
        old=old.slot if old else None,
        new=new.slot if new else None,
        segments=found,
    )


def _units(block: Block) -> tuple[words.Unit, ...]:
    return words.units(block.text, markup=block.slot.is_markup, marker=block.marker)


def aligned(
    old: Sequence[Block],
    new: Sequence[Block],
    likeness: Likeness | None = None,
    elsewhere: frozenset[str] = frozenset(),
) -> list[tuple[Block | None, Block | None]]:
    """Pairs in the order of both sides: first the blocks that are equal, then in each gap the ones most alike.

    Args:
        old: the blocks of the old version.
        new: those of the new version.
        likeness: 0–100, 0 for no pair. By default that of the texts; then one block that became one other block is a
            changed block, however little they are alike.
        elsewhere: words of blocks without a counterpart: they went to another text, or came from one.
    """
    keys = [[block.words for block in side] for side in (old, new)]
    swap = keys[0] > keys[1]
    first, second = (new, old) if swap else (old, new)
    stretches = list(_stretches(first, second))
    apart = _elsewhere(stretches) | elsewhere if likeness is None else frozenset()
    pairs: list[tuple[Block | None, Block | None]] = []
    for same, left, right in stretches:
        pairs += zip(left, right, strict=True) if same else _in_gap(left, right, likeness, apart)
    return _lapsed_first([(right, left) for left, right in pairs] if swap else pairs)


def have_moved(old: Sequence[Block], new: Sequence[Block]) -> bool:
    """Whether some blocks stand in both texts, but not in the same order."""
    return len(old) + len(new) > 2 and bool(_elsewhere(_stretches(old, new)))


_Stretch = tuple[bool, list[Block], list[Block]]
"""Whether they are equal, and the blocks of both sides."""


def _stretches(old: Sequence[Block], new: Sequence[Block]) -> Iterator[_Stretch]:
    """The longest row of equal blocks, and the gaps between them."""
    gap: tuple[list[Block], list[Block]] = ([], [])
    for code in Indel.opcodes([b.words for b in old], [b.words for b in new]):
        left, right = old[code.src_start : code.src_end], new[code.dest_start : code.dest_end]
        if code.tag == "equal":
            yield (False, *gap)
            gap = ([], [])
            yield True, list(left), list(right)
        else:
            gap[0].extend(left)
            gap[1].extend(right)
    yield (False, *gap)


def _elsewhere(stretches: Iterable[_Stretch]) -> frozenset[str]:
    """The words of the blocks that went in one gap and came in another: those have moved, not changed."""
    gaps = [(left, right) for same, left, right in stretches if not same]
    gone, come = ({b.words for gap in gaps for b in gap[side] if can_move(b)} for side in (0, 1))
    return frozenset(gone & come)


def can_move(block: Block) -> bool:
    """Whether a block that stands elsewhere in its clause is the same block; an item of a list is, however short."""
    return (block.kind == "item" and bool(block.words)) or is_long(block.words)


def is_long(text: str) -> bool:
    """Whether a text has so many words that the same ones in another place are the same text."""
    return _MOVABLE.match(text) is not None


def _lapsed_first(pairs: list[tuple[Block | None, Block | None]]) -> list[tuple[Block | None, Block | None]]:
    """Between two pairs first what went, then what came; neither side's own order changes."""
    result: list[tuple[Block | None, Block | None]] = []
    for paired, group in groupby(pairs, key=all):
        members = list(group)
        result += members if paired else sorted(members, key=_has_come)
    return result


def _has_come(pair: tuple[Block | None, Block | None]) -> bool:
    return pair[0] is None


def _text_likeness(old: Block, new: Block) -> float:
    """How much two texts are alike; 0 where they are not."""
    return fuzz.ratio(old.key, new.key, score_cutoff=MIN_RATIO)


def _in_gap(
    old: list[Block], new: list[Block], likeness: Likeness | None, apart: frozenset[str]
) -> list[tuple[Block | None, Block | None]]:
    """The pairing in order with the highest total likeness; blocks with the words of `apart` have no counterpart."""
    if likeness is None and len(old) == len(new) == 1 and not apart & {old[0].words, new[0].words}:
        return [(old[0], new[0])]
    if not old or not new or len(old) * len(new) > _LARGE:
        return [*((block, None) for block in old), *((None, block) for block in new)]
    best = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    alone = [{n for n, block in enumerate(side) if apart and block.words in apart} for side in (old, new)]
    ratios = [
        [0.0 if i in alone[0] or j in alone[1] else (likeness or _text_likeness)(a, b) for j, b in enumerate(new)]
        for i, a in enumerate(old)
    ]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            pair = best[i + 1][j + 1] + ratios[i][j] if ratios[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], pair)
    pairs: list[tuple[Block | None, Block | None]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if ratios[i][j] and best[i][j] == best[i + 1][j + 1] + ratios[i][j]:
            pairs.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((old[i], None))
            i += 1
        else:
            pairs.append((None, new[j]))
            j += 1
    return [*pairs, *((block, None) for block in old[i:]), *((None, block) for block in new[j:])]
