"""The characters of a merged paragraph: which stay, which go, which come, which move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from schoolprotocol.outputs.word.changes.authors import Kinds
from schoolprotocol.outputs.word.changes.links import Links, kind_at
from schoolprotocol.outputs.word.changes.merge import Merger
from schoolprotocol.outputs.word.model import Kind, Look, Mark, Merged, MergedBlock, MergedTable, Paragraph, State
from schoolprotocol.policy.slots import Slot

MIN_MOVED = 4
"""Fewer characters than this are no move."""
MOVABLE = frozenset({"clause", "heading", "group", "column"})

Key = tuple[str, Slot, int]
"""Part of the document, slot, and the so-manieth paragraph of it."""


@dataclass(frozen=True, slots=True)
class Move:
    """One end of a move."""

    name: str
    other: Paragraph
    """The paragraph at the other end."""


@dataclass(frozen=True, slots=True)
class Inline:
    """One end of the move of a sentence, of an item whose paragraph stays, or of a note with its call."""

    name: str
    at: int = 0
    """From which character of its slot, white space not counted."""
    size: int = 0
    other: Slot | None = None
    """The note at the other end."""


Place = tuple[str, Slot, bool]
"""The part of the document, the slot, and whether it is one of the old version."""


@dataclass(frozen=True, slots=True)
class Moves:
    """The moves, by the paragraph that went and by the paragraph that came; and those inside paragraphs."""

    went: Mapping[Key, Move]
    came: Mapping[Key, Move]
    inline: Mapping[Place, Sequence[Inline]]

    def inside(self, paragraph: Paragraph, *, old: bool) -> Sequence[Inline]:
        """The ends of moves that lie inside a paragraph."""
        return self.inline.get((paragraph.part, paragraph.slot, old), ())

    def of_note(self, paragraph: Paragraph, look: Look, *, old: bool) -> Inline | None:
        """The move of the note that a paragraph calls by characters of this look."""
        return next(iter(self.inline.get((paragraph.part, look.note, old), ())), None) if look.note else None


def key(paragraph: Paragraph) -> Key:
    """What tells a paragraph from the others of its version."""
    return paragraph.part, paragraph.slot, paragraph.place


def moves(merged: Sequence[MergedBlock], links: Links) -> Moves:
    """What went in one place and came in another."""
    every = list(_outside_lapsed_rows(merged))
    loose = [one for one in every if (one.old is None) != (one.new is None)]
    gone = [one.old for one in loose if one.old is not None and one.old.slot.kind in MOVABLE]
    come = [one.new for one in loose if one.new is not None and one.new.slot.kind in MOVABLE]
    common = Merger(links).characters(gone, come)
    went: dict[Key, Move] = {}
    came: dict[Key, Move] = {}
    for (i, j), shared in sorted(common.items(), key=lambda pair: (-pair[1], pair[0])):
        left, right = gone[i], come[j]
        enough = 2 * shared >= min(left.size, right.size) and shared >= MIN_MOVED and left.part == right.part
        if enough and key(left) not in went and key(right) not in came:
            name = f"verplaatst{len(went) + 1}"
            went[key(left)], came[key(right)] = Move(name, right), Move(name, left)
    for left, right in list(_along(gone, come, went)):
        name = f"verplaatst{len(went) + 1}"
        went[key(left)], came[key(right)] = Move(name, right), Move(name, left)
    old = [one.old for one in every if one.old is not None and key(one.old) not in went]
    new = [one.new for one in every if one.new is not None and key(one.new) not in came]
    return Moves(went, came, _inline(old, new, links, first=len(went) + 1))


def _along(
    gone: Sequence[Paragraph], come: Sequence[Paragraph], went: Mapping[Key, Move]
) -> Iterator[tuple[Paragraph, Paragraph]]:
    """The numbers by themselves before a list that moved: they moved with its first item."""
    numbers = {key(one): one for one in come if one.leads}
    before: list[Paragraph] = []
    for one in gone:
        if one.leads:
            before.append(one)
            continue
        move = went.get(key(one))
        for n, number in enumerate(reversed(before), start=1):
            other = move and numbers.get((move.other.part, move.other.slot, move.other.place - n))
            if not other or key(number) != (one.part, one.slot, one.place - n):
                break
            yield number, other
        before = []


def _inline(old: Sequence[Paragraph], new: Sequence[Paragraph], links: Links, first: int) -> dict[Place, list[Inline]]:
    """What moved from inside a paragraph, or to it: only where both ends are there to be marked."""
    found: dict[Place, list[Inline]] = {}
    name = first
    for link in links.moved:
        is_note = link.old.kind == "note"
        parts = _parts_with(old, link.old, link.old_at) & _parts_with(new, link.new, link.new_at)
        for part in sorted(parts):
            ends = (part, link.old, True), (part, link.new, False)
            if is_note and any(end in found for end in ends):  # its first paragraph moved already
                continue
            size = 0 if is_note else link.size
            others = (link.new, link.old) if is_note else (None, None)
            for end, at, other in zip(ends, (link.old_at, link.new_at), others, strict=True):
                found.setdefault(end, []).append(Inline(f"verplaatst{name}", at, size, other))
            name += 1
    return found


def _parts_with(paragraphs: Sequence[Paragraph], slot: Slot, at: int) -> set[str]:
    """The parts of the document in which a paragraph has a character of a slot, or calls that note."""
    if slot.kind == "note":
        return {one.part for one in paragraphs if any(look.note == slot for look in one.content.looks)}
    return {one.part for one in paragraphs if one.slot == slot and one.start <= at < one.start + one.size}


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
    moves: Moves

    def marks(self, old: Paragraph, new: Paragraph, *, moved: bool) -> list[Mark]:
        """Both texts in one line; between two words that stay first what goes, then what comes.

        Args:
            old: the paragraph in the old version.
            new: in the new version.
            moved: whether they are the two ends of a move.
        """
        found: list[Mark] = []
        i = j = 0
        gone, come = self._default(old, old=True), self._default(new, old=False)

        def sort(one: tuple[int, tuple[int, int]]) -> tuple[int, int, Look, Slot | None]:
            n, (left, right) = one
            return left - n, right - n, new.content.looks[right], old.content.looks[left].note

        for (*_apart, look, note), run in groupby(enumerate(_staying(old, new, self.links, moved=moved)), key=sort):
            places = [pair for _n, pair in run]
            left, right = places[0]
            found += self._cut(old, "del", gone, i, left)
            found += self._cut(new, "ins", come, j, right)
            i, j = left + len(places), right + len(places)
            found.append(Mark("same", new.content.text[right:j], look, None, note))
        found += self._cut(old, "del", gone, i, len(old.content.text))
        found += self._cut(new, "ins", come, j, len(new.content.text))
        return joined(found)

    def one_sided(self, paragraph: Paragraph, state: State, kind: Kind | None) -> list[Mark]:
        """The whole text in one state."""
        return joined(list(self._cut(paragraph, state, kind, 0, len(paragraph.content.text))))

    def _default(self, paragraph: Paragraph, *, old: bool) -> Kind:
        return self.kinds.of(paragraph.slot, old=old, otherwise="value")

    def _cut(self, paragraph: Paragraph, state: State, kind: Kind | None, start: int, end: int) -> Iterator[Mark]:
        if start == end:
            return
        content, old = paragraph.content, state in {"del", "from"}
        is_told = state in {"del", "ins"}  # else nothing is told of its characters one by one
        ends = self.moves.inside(paragraph, old=old) if is_told else ()
        told = self.links.told(paragraph.slot, old=old) if is_told else ()
        first_place = paragraph.start + len("".join(content.text[:start].split())) - 1
        # White space belongs to what stands before it.
        places = [*accumulate((not c.isspace() for c in content.text[start:end]), initial=first_place)][1:]

        def why(at: int) -> tuple[Inline | None, Kind | None]:
            place = places[at - start]
            move = next((one for one in ends if one.at <= place < one.at + one.size), None)
            return move, None if move is not None else kind_at(told, place)

        for look, alike in groupby(range(start, end), key=content.looks.__getitem__):
            note = look.note if old else None
            of_note = self.moves.of_note(paragraph, look, old=old) if is_told else None
            for (inside, other), (first, *more) in groupby(alike, key=why) if ends or told else [((None, None), alike)]:
                text, move = content.text[first : first + 1 + len(more)], inside or of_note
                if move is not None:
                    yield Mark("from" if old else "to", text, look, "moved", note or move.other, move.name)
                else:
                    yield Mark(state, text, look, other or kind, note)


def joined(found: Sequence[Mark]) -> list[Mark]:
    """Neighbours of one sort as one; what is silent goes."""
    heard = (mark for mark in found if not mark.look.silent)
    result = []
    for _sort, group in groupby(heard, key=lambda mark: (mark.state, mark.look, mark.kind, mark.note_was, mark.move)):
        first, *more = group
        result.append(replace(first, text="".join([first.text, *(mark.text for mark in more)])) if more else first)
    return result


def _staying(old: Paragraph, new: Paragraph, links: Links, *, moved: bool) -> list[tuple[int, int]]:
    """Places in both texts of the characters that stay, in order. Only equal characters do, whatever a link says."""
    where = [[at for at, c in enumerate(one.content.text) if not c.isspace()] for one in (old, new)]
    partner: dict[int, int] = {}
    for link in links.within(old, moved=moved):
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
