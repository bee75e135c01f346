"""The characters of a merged paragraph: which stay, which go, which come, which move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from schoolprotocol.outputs.word.changes.authors import Kinds
from schoolprotocol.outputs.word.changes.links import Links
from schoolprotocol.outputs.word.changes.merge import Merger
from schoolprotocol.outputs.word.model import Kind, Mark, Merged, MergedBlock, MergedTable, Paragraph, State
from schoolprotocol.policy.slots import Slot

MIN_MOVED = 4
"""Fewer characters than this are no move."""
_MOVABLE = frozenset({"clause", "heading", "group", "column"})

Key = tuple[str, Slot, int]


@dataclass(frozen=True, slots=True)
class Move:
    """One end of a move."""

    name: str
    other: Paragraph
    """The paragraph at the other end."""


@dataclass(frozen=True, slots=True)
class Moves:
    """The moves, by the paragraph that went and by the paragraph that came."""

    went: Mapping[Key, Move]
    came: Mapping[Key, Move]


def key(paragraph: Paragraph) -> Key:
    """What tells a paragraph from the others of its version."""
    return paragraph.part, paragraph.slot, paragraph.start


def moves(merged: Sequence[MergedBlock], links: Links) -> Moves:
    """What went in one place and came in another."""
    loose = [one for one in _outside_lapsed_rows(merged) if (one.old is None) != (one.new is None)]
    gone = [one.old for one in loose if one.old is not None and one.old.slot.kind in _MOVABLE]
    come = [one.new for one in loose if one.new is not None and one.new.slot.kind in _MOVABLE]
    common = Merger(links).characters(gone, come)
    went: dict[Key, Move] = {}
    came: dict[Key, Move] = {}
    for (i, j), shared in sorted(common.items(), key=lambda pair: (-pair[1], pair[0])):
        left, right = gone[i], come[j]
        enough = 2 * shared >= min(left.size, right.size) and shared >= MIN_MOVED and left.part == right.part
        if enough and key(left) not in went and key(right) not in came:
            name = f"verplaatst{len(went) + 1}"
            went[key(left)], came[key(right)] = Move(name, right), Move(name, left)
    return Moves(went, came)


def _outside_lapsed_rows(merged: Sequence[MergedBlock]) -> Iterator[Merged]:
    for block in merged:
        if isinstance(block, MergedTable):
            for row in block.rows:
                if row.old is not None and row.new is not None:
                    for cell in row.cells:
                        yield from cell
        else:
            yield block


@dataclass(frozen=True, slots=True)
class Marker:
    """Marks the characters of paragraphs."""

    links: Links
    kinds: Kinds

    def marks(self, old: Paragraph, new: Paragraph) -> list[Mark]:
        """Both texts in one line; between two words that stay first what goes, then what comes."""
        found: list[Mark] = []
        i = j = 0
        for left, right in [*_staying(old, new, self.links), (len(old.content.text), len(new.content.text))]:
            found += self._cut(old, "del", i, left)
            found += self._cut(new, "ins", j, right)
            if left < len(old.content.text):
                note = old.content.looks[left].note
                found.append(Mark("same", new.content.text[right], new.content.looks[right], None, note))
            i, j = left + 1, right + 1
        return joined(found)

    def one_sided(self, paragraph: Paragraph, state: State, kind: Kind | None) -> list[Mark]:
        """The whole text in one state."""
        content, was = paragraph.content, state in {"del", "from"}
        each = zip(content.text, content.looks, strict=True)
        return joined([Mark(state, one, look, kind, look.note if was else None) for one, look in each])

    def _cut(self, paragraph: Paragraph, state: State, start: int, end: int) -> Iterator[Mark]:
        content, old = paragraph.content, state == "del"
        default = self.kinds.of(paragraph.slot, old=old, otherwise="value")
        place = paragraph.start + len("".join(content.text[:start].split())) - 1
        for at in range(start, end):
            if not content.text[at].isspace():
                place += 1
            look = content.looks[at]
            kind = self.links.kind(paragraph.slot, place, old=old) or default
            yield Mark(state, content.text[at], look, kind, look.note if old else None)


def joined(found: Sequence[Mark]) -> list[Mark]:
    """Neighbours of one sort as one; what is silent goes."""
    heard = (mark for mark in found if not mark.look.silent)
    result = []
    for sort, group in groupby(heard, key=lambda mark: (mark.state, mark.look, mark.kind, mark.note_was)):
        state, look, kind, note = sort
        result.append(Mark(state, "".join(mark.text for mark in group), look, kind, note))
    return result


def _staying(old: Paragraph, new: Paragraph, links: Links) -> list[tuple[int, int]]:
    """Places in both texts of the characters that stay, in order. Only equal characters do, whatever a link says."""
    where = [[at for at, c in enumerate(one.content.text) if not c.isspace()] for one in (old, new)]
    partner: dict[int, int] = {}
    for link in links.within(old):
        if link.new == new.slot:
            for n in range(link.size):
                i, j = link.old_at + n - old.start, link.new_at + n - new.start
                if 0 <= j < len(where[1]):
                    partner[where[0][i]] = where[1][j]
    pairs: list[tuple[int, int]] = []
    for i, j in sorted(partner.items()):
        if _equal(old, i, new, j) and (not pairs or j > pairs[-1][1]):
            pairs.append((i, j))
    return _with_white_space(old, new, pairs)


def _equal(old: Paragraph, i: int, new: Paragraph, j: int) -> bool:
    one, other = old.content.looks[i], new.content.looks[j]
    if one.note and other.note:  # their numbers are Word's; their texts are compared by themselves
        return one.silent == other.silent
    return (
        old.content.text[i] == new.content.text[j]
        and (one.bold, one.italic, one.silent, one.note) == (other.bold, other.italic, other.silent, other.note)
        and (one.target == other.target or one.target[:1] == other.target[:1] == "#")
    )


def _with_white_space(old: Paragraph, new: Paragraph, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """White space stays behind a word that stays, else before one."""
    left, right = (set(side) for side in zip(*pairs, strict=True)) if pairs else (set(), set())
    found = list(pairs)
    for step in (1, -1):
        for i, j in pairs:
            a, b = i + step, j + step
            inside = 0 <= a < len(old.content.text) and 0 <= b < len(new.content.text)
            if inside and a not in left and b not in right and old.content.text[a].isspace() and _equal(old, a, new, b):
                left.add(a)
                right.add(b)
                found.append((a, b))
    return sorted(found)
