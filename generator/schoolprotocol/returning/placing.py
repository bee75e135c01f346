"""Which words of a file that came back belong to which paragraph that we gave out.

Marks are believed first, but not blindly: programs stretch, drop and double them. A paragraph that says what another
text of ours says, or that bears no likeness where a likeness is needed, is rather not placed than put with a wrong
text. What has no mark is found by its words, and by the place between others that were found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz

from schoolprotocol.returning.reading import Bit, Line

ALIKE: Final = 0.6
"""Between two paragraphs that were found, a paragraph with this likeness is the one that is missing there."""
SAME_ANYWHERE: Final = 0.85
"""Elsewhere in the document it takes more."""
KIN: Final = 0.4
"""Words that share less with a text are no version of it."""
AHEAD: Final = 0.1
"""So much more alike than any other text it has to be."""
TELLING: Final = 12
"""Characters from which on words are no chance."""


@dataclass(frozen=True)
class Piece:
    """Words of one paragraph of the file that belong together."""

    line: int
    """Which paragraph of the file."""
    bits: tuple[Bit, ...]
    place: int | None = None
    """The paragraph that we gave out, whose words these are now; none where it is a new one, or not known."""
    near: int | None = None
    """Where it is not placed: the paragraph of ours that it may be, or that it is a copy of."""
    is_copy: bool = False
    """Whether it was copied from `near`, which is there too."""

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(bit.text for bit in self.bits)

    @property
    def words(self) -> str:
        """Its words with one space between them."""
        return " ".join(self.text.split())


def place(given: Sequence[Line], ours: Sequence[Line]) -> list[Piece]:
    """The pieces of a file in its order, each placed or not.

    Args:
        given: the paragraphs of the file.
        ours: those of what we gave out, with their marks.
    """
    return _Placing(given, ours).pieces()


class _Placing:
    def __init__(self, given: Sequence[Line], ours: Sequence[Line]) -> None:
        self.given, self.ours = given, ours
        self.words = [line.words for line in ours]
        marked = ((line.claim, n) for n, line in enumerate(ours))
        self.by_mark = {claim.mark.place: n for claim, n in marked if claim is not None}
        self.by_words: dict[str, list[int]] = defaultdict(list)
        for n, words in enumerate(self.words):
            self.by_words[words].append(n)

    def pieces(self) -> list[Piece]:
        found = self._by_marks()
        found = self._by_same_words(found)
        found = self._by_points(found)
        found = self._cut(found)
        for _again in range(2):  # what was found tells where the same words in several places belong
            found = self._by_place(found)
            found = self._by_same_words(found)
        found = self._anywhere(found)
        return self._continued(found)

    # -- by their marks -----------------------------------------------------------------------------------------------

    def _by_marks(self) -> list[Piece]:
        claimed: list[tuple[Piece, int | None, int]] = []
        for number, line in enumerate(self.given):
            for bits in _claims(line.bits):
                claim = next((bit.claim for bit in bits if bit.claim is not None), None)
                place = None if claim is None else self.by_mark.get(claim.mark.place)
                claimed.append((Piece(number, bits), place, -1 if claim is None else claim.instance))
        by_place: dict[int, list[int]] = defaultdict(list)
        for at, (_piece, place, _instance) in enumerate(claimed):
            if place is not None:
                by_place[place].append(at)
        found = [piece for piece, _place, _instance in claimed]
        for place, those in by_place.items():
            for at, (is_its, is_copy) in self._judged(place, [(at, found[at], claimed[at][2]) for at in those]).items():
                found[at] = (
                    replace(found[at], place=place) if is_its else replace(found[at], near=place, is_copy=is_copy)
                )
        return found

    def _judged(self, place: int, those: Sequence[tuple[int, Piece, int]]) -> dict[int, tuple[bool, bool]]:
        """Of pieces with one mark, which are its text and which are a copy of it."""
        wanted = self.words[place]
        alike = {at: likeness(piece.words, wanted) for at, piece, _instance in those}
        kin = {at: _share(piece.words, wanted) for at, piece, _instance in those}
        instances = list(dict.fromkeys(instance for _at, _piece, instance in those))
        best = instances[0]
        if len(instances) > 1:
            total = {one: max(alike[at] for at, _piece, i in those if i == one) for one in instances}
            top = max(total.values())
            level = [one for one in instances if total[one] >= top - 1e-9]
            best = next((one for one in level if self._stands(place, those, one)), level[0])
        own = [at for at, _piece, instance in those if instance == best]
        some = any(kin[at] >= KIN for at in own)
        judged: dict[int, tuple[bool, bool]] = {}
        for at, piece, instance in those:
            if instance != best:
                judged[at] = (False, alike[at] >= ALIKE)
            elif self._says_another(piece.words, place) or (some and len(own) > 1 and kin[at] < KIN):
                judged[at] = (False, False)
            else:
                judged[at] = (True, False)
        return judged

    def _stands(self, place: int, those: Sequence[tuple[int, Piece, int]], instance: int) -> bool:
        """Whether a piece stands behind what it stood behind."""
        line = next(piece.line for _at, piece, one in those if one == instance)
        before = self.given[line - 1].words if line else ""
        return place > 0 and before == self.words[place - 1]

    def _says_another(self, words: str, place: int) -> bool:
        """Whether words are those of another text of ours, and not like those of this one."""
        others = [n for n in self.by_words.get(words, ()) if n != place]
        return (
            bool(others)
            and words != self.words[place]
            and len(words) >= TELLING
            and likeness(words, self.words[place]) < SAME_ANYWHERE
        )

    def _by_points(self, pieces: list[Piece]) -> list[Piece]:
        """Bookmarks without words, as some programs leave them, where the words agree."""
        taken = {piece.place for piece in pieces}
        found = list(pieces)
        for at, piece in enumerate(pieces):
            if piece.place is not None or piece.is_copy:
                continue
            for claim in self.given[piece.line].points:
                place = self.by_mark.get(claim.mark.place)
                if place is not None and place not in taken and likeness(piece.words, self.words[place]) >= ALIKE:
                    found[at] = replace(piece, place=place)
                    taken.add(place)
                    break
        return found

    # -- by their words -----------------------------------------------------------------------------------------------

    def _by_same_words(self, pieces: list[Piece]) -> list[Piece]:
        """Paragraphs in the very words of one that is missing; of several the one that stands where it stood."""
        missing = self._missing(pieces)
        found = list(pieces)
        loose: dict[str, list[int]] = defaultdict(list)
        for at, piece in enumerate(pieces):
            if piece.place is None and not piece.is_copy:
                loose[piece.words].append(at)
        several: list[tuple[list[int], list[int]]] = []
        for words, those in loose.items():
            places = [n for n in self.by_words.get(words, ()) if n in missing]
            if len(places) == len(those) == 1:
                found[those[0]] = replace(found[those[0]], place=places[0], near=None)
            elif places:
                several.append((those, places))
        for near in (2, 2, 1, 1, 0):  # the more certain first: each that is found tells where the next one belongs
            for those, places in several:
                self._by_neighbours(found, those, places, near)
        taken = {piece.place for piece in found}
        for words, those in loose.items():
            for at in those:
                if found[at].place is None and (there := [n for n in self.by_words.get(words, ()) if n in taken]):
                    found[at] = replace(found[at], near=there[0], is_copy=len(words) >= TELLING)
        return found

    def _by_neighbours(self, found: list[Piece], those: list[int], places: list[int], near: int) -> None:
        """Of the same words in several places those that stand beside what they stood beside.

        Args:
            found: all pieces.
            those: which of them say these words; what is placed is taken out.
            places: where these words are missing; what is found is taken out.
            near: on how many sides their neighbour has to be the one that it was; 0: as many are left as are missing.
        """
        if not near and len(those) == len(places):
            for at, place in zip(those, places, strict=True):
                found[at] = replace(found[at], place=place, near=None)
            those.clear()
            return
        for at in list(those):
            before = found[at - 1].place if at else None
            after = found[at + 1].place if at + 1 < len(found) else None
            fits = [n for n in places if (before == n - 1) + (after == n + 1) >= near] if near else []
            if len(fits) == 1:
                found[at] = replace(found[at], place=fits[0], near=None)
                places.remove(fits[0])
                those.remove(at)

    def _missing(self, pieces: Sequence[Piece]) -> set[int]:
        return set(range(len(self.ours))) - {piece.place for piece in pieces if piece.place is not None}

    def _cut(self, pieces: list[Piece]) -> list[Piece]:
        """Paragraphs that somebody joined, where marks were lost: cut where a text that is missing stands in them."""
        missing = sorted(n for n in self._missing(pieces) if len(self.words[n]) >= TELLING)
        found: list[Piece] = []
        for piece in pieces:
            parts = self._cut_one(piece, missing) if len(piece.words) > TELLING else [piece]
            found += [part for one in parts for part in self._cut_tail(one, missing)]
        return found

    def _cut_tail(self, piece: Piece, missing: Sequence[int]) -> list[Piece]:
        """Words behind a bookmark that are like a text which is missing: they came there without their own."""
        last = max((n for n, bit in enumerate(piece.bits) if bit.claim is not None), default=-1)
        tail = Piece(piece.line, piece.bits[last + 1 :])
        if piece.place is None or last < 0 or len(tail.words) < TELLING:
            return [piece]
        for n in missing:
            score = likeness(tail.words, self.words[n])
            ahead = 0.0 if n == piece.place + 1 else AHEAD  # it stood there: then it need not be much more alike
            if score >= ALIKE and not self._is_more_like(tail.words, n, score, ahead):
                return [replace(piece, bits=piece.bits[: last + 1]), replace(tail, place=n)]
        return [piece]

    def _cut_one(self, piece: Piece, missing: Sequence[int]) -> list[Piece]:
        text, own = piece.text, self.words[piece.place] if piece.place is not None else ""
        there: list[tuple[int, int, int]] = []
        for n in missing:
            at = _find(text, self.words[n])
            if at is not None and self.words[n] not in own and len(self.by_words[self.words[n]]) == 1:
                there.append((*at, n))
        there.sort(key=lambda one: (one[0], -one[1]))
        cuts: list[tuple[int, int, int]] = []
        for one in there:
            if not cuts or one[0] >= cuts[-1][1]:
                cuts.append(one)
        if not cuts or (len(cuts) == 1 and not text[: cuts[0][0]].strip() and not text[cuts[0][1] :].strip()):
            return [piece]
        found, end = [], 0
        for begin, stop, n in cuts:
            if text[end:begin].strip():
                found.append(replace(piece, bits=_slice(piece.bits, end, begin)))
            found.append(Piece(piece.line, _slice(piece.bits, begin, stop), n))
            end = stop
        if text[end:].strip():
            rest = replace(piece, bits=_slice(piece.bits, end, len(text)))
            is_first = all(one.place != piece.place for one in found)
            found.append(rest if is_first else replace(rest, place=None))
        return found

    # -- by likeness --------------------------------------------------------------------------------------------------

    def _by_place(self, pieces: list[Piece]) -> list[Piece]:
        """What stands between two paragraphs that were found, and is like one that is missing between them."""
        found = list(pieces)
        missing = self._missing(pieces)
        for run, before, after in _runs(pieces):
            low, high = -1 if before is None else before, len(self.ours) if after is None else after
            if low < high:
                self._match(found, run, [n for n in sorted(missing) if low < n < high], ALIKE)
        return found

    def _anywhere(self, pieces: list[Piece]) -> list[Piece]:
        found = list(pieces)
        loose = [at for at, piece in enumerate(pieces) if piece.place is None and not piece.is_copy]
        long = [at for at in loose if len(pieces[at].words) >= TELLING]
        self._match(found, long, sorted(self._missing(pieces)), SAME_ANYWHERE)
        return found

    def _match(self, found: list[Piece], run: Sequence[int], missing: Sequence[int], least: float) -> None:
        loose = {at: found[at].words for at in run if found[at].place is None and not found[at].is_copy}
        wanted = [n for n in missing if len(self.words[n]) > 1]
        pairs = [(likeness(words, self.words[n]), at, n) for at, words in loose.items() for n in wanted]
        pairs = [one for one in pairs if one[0] >= KIN]
        of_piece: dict[int, list[tuple[float, int]]] = defaultdict(list)
        of_text: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for score, at, n in pairs:
            of_piece[at].append((score, n))
            of_text[n].append((score, at))
        done: set[int] = set()
        gone: set[int] = set()
        for score, at, n in sorted(pairs, key=lambda one: (-one[0], one[1], one[2])):
            if at in done or n in gone:
                continue
            rivals = [other for other, m in of_piece[at] if m != n and m not in gone]
            rivals += [other for other, a in of_text[n] if a != at and a not in done]
            if score < least or max(rivals, default=0.0) > score - AHEAD or self._is_more_like(loose[at], n, score):
                found[at] = replace(found[at], near=n)
                done.add(at)
                continue
            found[at] = replace(found[at], place=n, near=None)
            done.add(at)
            gone.add(n)

    def _is_more_like(self, words: str, place: int, score: float, ahead: float = AHEAD) -> bool:
        """Whether another text of ours is about as much like it, or as good as."""
        return any(
            n != place and abs(len(other) - len(words)) <= len(words) and likeness(words, other) >= score - ahead
            for n, other in enumerate(self.words)
        )

    def _continued(self, pieces: list[Piece]) -> list[Piece]:
        """The second half of a paragraph that somebody divided, where its mark ended with the first."""
        found = list(pieces)
        for at, (piece, following) in enumerate(pairwise(pieces), start=1):
            place = found[at - 1].place
            if place is None or following.place is not None or following.is_copy or piece.line == following.line:
                continue
            wanted = self.words[place]
            own = " ".join(one.words for one in found[:at] if one.place == place)
            more = likeness(f"{own} {following.words}", wanted)
            if _share(following.words, wanted) >= SAME_ANYWHERE and more > likeness(own, wanted) + AHEAD / 2:
                found[at] = replace(following, place=place, near=None)
        return found


def _claims(bits: Sequence[Bit]) -> Iterator[tuple[Bit, ...]]:
    """The bits of a paragraph by the bookmark that they stand in; words between go with those before them."""
    running: list[Bit] = []
    own: int | None = None
    for bit in bits:
        instance = None if bit.claim is None else bit.claim.instance
        if instance is not None and own is not None and instance != own and any(one.text.strip() for one in running):
            yield tuple(running)
            running = []
        if instance is not None:
            own = instance
        running.append(bit)
    if any(bit.text.strip() for bit in running):
        yield tuple(running)


def _runs(pieces: Sequence[Piece]) -> Iterator[tuple[list[int], int | None, int | None]]:
    """Pieces without a place that follow each other, with the places before and behind them."""
    run: list[int] = []
    before: int | None = None
    for at, piece in enumerate(pieces):
        if piece.place is None:
            run.append(at)
            continue
        if run:
            yield run, before, piece.place
        run, before = [], piece.place
    if run:
        yield run, before, None


def _slice(bits: Sequence[Bit], begin: int, end: int) -> tuple[Bit, ...]:
    found, at = [], 0
    for bit in bits:
        text = bit.text[max(begin - at, 0) : max(end - at, 0)]
        if text:
            found.append(replace(bit, text=text))
        at += len(bit.text)
    return tuple(found)


def _find(text: str, words: str) -> tuple[int, int] | None:
    """Where words stand in a text, whatever white space it has; only as a whole."""
    solid, places = [], []
    for n, character in enumerate(text):
        if not character.isspace():
            solid.append(character)
            places.append(n)
    wanted = "".join(words.split())
    at = "".join(solid).find(wanted)
    if at < 0 or not wanted:
        return None
    return places[at], places[at + len(wanted) - 1] + 1


@lru_cache(maxsize=200_000)
def likeness(one: str, other: str) -> float:
    """How much alike two texts are, from 0 to 1."""
    return fuzz.ratio(one.lower(), other.lower()) / 100


def _share(words: str, of: str) -> float:
    """Which part of the words stand in another text, from 0 to 1."""
    own, there = Counter(_letters(words)), Counter(_letters(of))
    total = sum(len(word) * many for word, many in own.items())
    shared = sum(len(word) * min(many, there[word]) for word, many in own.items())
    return shared / total if total else 0.0


def _letters(words: str) -> list[str]:
    return [solid for word in words.lower().split() if (solid := "".join(filter(str.isalnum, word)))]


def staying(places: Sequence[int], weights: Sequence[int]) -> set[int]:
    """Which items of a sequence stay where they were when as little as possible moves: their indexes.

    Args:
        places: where each item was; no two are the same.
        weights: how much it would take to move each.
    """
    ranks = {place: rank for rank, place in enumerate(sorted(places), start=1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(places) + 1)
    """A Fenwick tree: by rank the heaviest row so far that ends there, and its last item."""
    before: list[int] = []
    for at, place in enumerate(places):
        weight, last, rank = 0, -1, ranks[place] - 1
        while rank:
            if best[rank][0] > weight:
                weight, last = best[rank]
            rank -= rank & -rank
        before.append(last)
        rank = ranks[place]
        while rank <= len(places):
            if weight + weights[at] > best[rank][0]:
                best[rank] = (weight + weights[at], at)
            rank += rank & -rank
    at = max(((best[rank]) for rank in range(1, len(best))), default=(0, -1))[1]
    found: set[int] = set()
    while at >= 0:
        found.add(at)
        at = before[at]
    return found
