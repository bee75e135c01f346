"""Which clauses of two versions are the same one, by what they say: one and one, split, or merged.

Equal texts come first, then the likest. A likeness counts by how rare the words are that two texts share in the same
order, so that what every clause says proves nothing; it is certain where no other clause comes near it. Where clauses
stand, their titles and their ids only help to choose. Not every text is laid beside every other: rare words and pairs
of words lead from a text to the few that may be meant.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, combinations, pairwise, product
from math import log
from typing import Final, Literal

from rapidfuzz.distance import Indel

_REFERENCE = re.compile(r"\{clause\}`[^`\n]*`")
_UNSAID = re.compile(r"\[\^[^\]\s]+\]|\]\([^)\s]*\)")
"""Calls of notes and targets of links: they hold ids and addresses, which readers do not read."""
_WORD = re.compile(r"[^\W_]+(?:['’.,:-][^\W_]+)*|§")

CROWD: Final = 64
"""A word that would lead to more pairs of texts than this leads nowhere."""
RAREST: Final = 6
"""Of so many words of a text every three lead somewhere, where single words do not."""
LED: Final = 0.8
"""A text for which nothing so like was found is looked for once more."""
NEAREST: Final = 6
"""So many texts are laid beside one."""
FEW_WORDS: Final = 4
"""A text with fewer words may stand anywhere: where it stands must agree as well."""
FEW_LETTERS: Final = 12
"""Words that are the same to the letter need not be many, if they are long."""
WORTH: Final = 0.3
"""A likeness below this is no proposal."""
PIECE: Final = 0.6
"""So much of a piece must come from the text that was split."""
BETTER: Final = 0.01
"""So much likelier must the pieces together be than one of them alone."""
CLEAR: Final = 0.1
"""So much likelier than any other must a proposal be."""
UNCLEAR: Final = 0.6
"""The most that a proposal is worth where another comes near it, or where little text says it."""
SPOKEN: Final = 0.35
"""Below this likeness no place, title or id makes it certain."""
STANDING, HOUSED, TITLED, NAMED, GROWN = 0.1, 0.05, 0.1, 0.15, 0.1
"""What the same neighbours, the same section, a title that only these two have and the same id add; and that one text
has all of the other, where more came to it than it had."""


@dataclass(frozen=True)
class Passage:
    """A clause as a reader sees it."""

    id: str
    text: str
    """As printed, in clause markup."""
    title: str = ""
    heading: str = ""
    """Of the section in which it stands."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What it says, without case, punctuation and references."""
        return _words(self.text)


@lru_cache(maxsize=10_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_UNSAID.sub(" ", _REFERENCE.sub(" § ", text)).casefold()))


@dataclass(frozen=True, slots=True)
class Likeness:
    """Clauses that seem to be the same: one and one, one that was split, or several that were merged."""

    old: tuple[str, ...]
    """Ids in reading order."""
    new: tuple[str, ...]
    """Ids in reading order."""
    certainty: float
    """0–1."""


def alike(
    old: Sequence[Passage], new: Sequence[Passage], certain: float, known: Iterable[tuple[str, str]] = ()
) -> list[Likeness]:
    """What seems to be the same in two versions; each clause at most once.

    Args:
        old: the clauses of the one version, in reading order.
        new: those of the other.
        certain: from here on (0–1) a likeness is taken, and tells where its neighbours belong.
        known: old and new id of clauses of which it is known already; they only tell where others belong.

    Returns:
        In the order of the old version. Swapped versions give the same, the other way round.
    """
    matcher = _Matcher((old, new), certain, known)
    found = sorted([*matcher.equal(), *matcher.likest()], key=lambda one: (one.left, one.right))
    return [
        Likeness(tuple(old[n].id for n in one.left), tuple(new[n].id for n in one.right), min(one.value, 1.0))
        for one in found
    ]


def ids_hold(pairs: Iterable[tuple[str, str]], old: Iterable[str], new: Iterable[str]) -> bool:
    """Whether ids mean the same in both versions, by clauses of which the texts leave no doubt.

    They do not where clauses got each other's ids: ids that count (`art-3`), or that repeat a heading that moved on.
    """
    left, right = set(old), set(new)
    agree = against = 0
    for was, now in pairs:
        agree += was == now
        against += was != now and (was in right or now in left)
    return against * 10 <= agree


def _rows(words: tuple[str, ...], both: set[str]) -> Iterator[tuple[str, str]]:
    """The words that follow each other, of those that both versions have."""
    return ((one, other) for one, other in pairwise(words) if one in both and other in both)


_Side = Literal[0, 1]
_Anchor = tuple[int, int] | None
"""A clause and its counterpart, by place; None at either end of the document."""


@dataclass(frozen=True, slots=True)
class _Proposal:
    """Clauses by their place in the reading order, and how alike they are, or how likely to be the same."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    value: float

    @property
    def members(self) -> frozenset[tuple[_Side, int]]:
        return frozenset([*((0, n) for n in self.left), *((1, n) for n in self.right)])

    @property
    def rank(self) -> tuple[float, int, int, int]:
        """The best first; of equals the nearest; the same whichever version comes first."""
        near = abs(self.left[0] - self.right[0])
        return -self.value, len(self.left) + len(self.right), near, self.left[0] + self.right[0]


@dataclass(frozen=True, slots=True)
class _Overlap:
    """What two texts share."""

    places: tuple[frozenset[int], frozenset[int]]
    """Which words of the left text, and of the right one: rows of two at least, in the same order."""
    likeness: float
    """0–1."""


class _Matcher:
    """Lays two versions beside each other."""

    def __init__(
        self,
        sides: tuple[Sequence[Passage], Sequence[Passage]],
        certain: float,
        known: Iterable[tuple[str, str]],
    ) -> None:
        self.sides, self.certain = sides, certain
        self.free = (set(range(len(sides[0]))), set(range(len(sides[1]))))
        self.partner: tuple[dict[int, int], dict[int, int]] = ({}, {})
        """The first counterpart of every clause that was taken."""
        counts = Counter(word for side in sides for one in side for word in set(one.words))
        total = len(sides[0]) + len(sides[1])
        self.weight = {word: log(1 + total / count) for word, count in counts.items()}
        named = [Counter(one.title for one in side) for side in sides]
        self.titles = {title for title, count in named[0].items() if title and count == named[1][title] == 1}
        self.sizes = tuple([self._weigh(one.words) for one in side] for side in sides)
        self.known = tuple(known)
        places = [{one.id: n for n, one in enumerate(side)} for side in sides]
        for was, now in self.known:
            self._take(_Proposal((places[0][was],), (places[1][now],), 1.0))
        self.ids_hold = True
        self.anchors = self._anchors(backwards=False), self._anchors(backwards=True)

    def _weigh(self, words: Iterable[str]) -> float:
        return sum(map(self.weight.__getitem__, words))

    def _take(self, found: _Proposal) -> _Proposal:
        for side, own, other in ((0, found.left, found.right), (1, found.right, found.left)):
            self.free[side].difference_update(own)
            self.partner[side].update(dict.fromkeys(own, other[0]))
        return found

    # -- equal texts --------------------------------------------------------------------------------------------------

    def equal(self) -> list[_Proposal]:
        """Clauses that say the same, word for word. Of more with one text, those in the same surroundings."""
        groups: tuple[dict[tuple[str, ...], list[int]], ...] = (defaultdict(list), defaultdict(list))
        for group, side, free in zip(groups, self.sides, self.free, strict=True):
            for n in sorted(free):
                group[side[n].words].append(n)
        found = [
            self._take(_Proposal((left,), (right,), 1.0))
            for words, lefts in groups[0].items()
            if words in groups[1]
            for left, right in self._beside(
                lefts, groups[1][words], surely=len(words) >= FEW_WORDS or sum(map(len, words)) >= FEW_LETTERS
            )
        ]
        names = [(self.sides[0][one.left[0]].id, self.sides[1][one.right[0]].id) for one in found]
        self.ids_hold = ids_hold([*self.known, *names], *((one.id for one in side) for side in self.sides))
        return found

    def _beside(self, lefts: list[int], rights: list[int], *, surely: bool) -> Iterator[tuple[int, int]]:
        around: list[Callable[[_Side, int], Hashable]] = [self._both_sides, lambda side, n: self.sides[side][n].id]
        if surely:
            around += [
                lambda side, n: self._neighbour(side, n - 1),
                lambda side, n: self._neighbour(side, n + 1),
                lambda side, n: (self.sides[side][n].heading, self.sides[side][n].title),
                lambda side, n: self.sides[side][n].title,
                lambda side, n: self.sides[side][n].heading,
                lambda _side, _n: None,
            ]
        for key in around:
            if not (lefts and rights):
                return
            waiting: dict[Hashable, list[int]] = defaultdict(list)
            for right in reversed(rights):
                waiting[key(1, right)].append(right)
            rest, gone = [], set()
            for left in lefts:
                if same := waiting.get(key(0, left)):
                    gone.add(same[-1])
                    yield left, same.pop()
                else:
                    rest.append(left)
            lefts, rights = rest, [right for right in rights if right not in gone]

    def _both_sides(self, side: _Side, n: int) -> Hashable:
        return self._neighbour(side, n - 1), self._neighbour(side, n + 1)

    def _neighbour(self, side: _Side, n: int) -> tuple[str, ...] | None:
        return self.sides[side][n].words if 0 <= n < len(self.sides[side]) else None

    # -- texts that are much alike ------------------------------------------------------------------------------------

    def likest(self) -> list[_Proposal]:
        """The best of what is left: taken where it is certain, and then once more, with what that tells of places."""
        proposals = self._proposals()
        found: list[_Proposal] = []
        while True:
            self.anchors = self._anchors(backwards=False), self._anchors(backwards=True)
            proposals = [one for one in proposals if self._is_free(one)]
            chosen = self._chosen(proposals)
            # Where it is not clear of which clause a piece came, the rest of that clause may still be clear.
            unclear = {one.members for one in chosen if len(one.members) > 2 and one.value <= UNCLEAR}
            if unclear:
                chosen = self._chosen([one for one in proposals if one.members not in unclear])
            certain = [self._take(one) for one in chosen if one.value >= self.certain]
            found += certain
            if not certain:
                return [*found, *(one for one in chosen if one.value >= WORTH)]

    def _is_free(self, one: _Proposal) -> bool:
        return self.free[0].issuperset(one.left) and self.free[1].issuperset(one.right)

    def _proposals(self) -> list[_Proposal]:
        overlaps = self._overlaps()
        pairs = [_Proposal((left,), (right,), found.likeness) for (left, right), found in overlaps.items()]
        return [*pairs, *self._families(overlaps, 0), *self._families(overlaps, 1)]

    def _overlaps(self) -> dict[tuple[int, int], _Overlap]:
        """The pairs of texts that share most rare words and pairs of words; for each text a few."""
        known = [{word for n in self.free[side] for word in self.sides[side][n].words} for side in (0, 1)]
        both = known[0] & known[1]
        near = self._nearest(self.free, lambda words: {*both.intersection(words), *_rows(words, both)})
        found = {pair: self._overlap(*pair) for pair in sorted(near)}
        # Texts made of the phrases of many others: what few share is three of their words together.
        led = [pair for pair, overlap in found.items() if overlap.likeness >= LED]
        unled = [self.free[side] - {pair[side] for pair in led} for side in (0, 1)]
        more = self._nearest(unled, lambda words: self._threes(both.intersection(words)))
        return found | {pair: self._overlap(*pair) for pair in sorted(more - near)}

    def _threes(self, words: Iterable[str]) -> Iterable[Hashable]:
        rarest = sorted(words, key=lambda word: (-self.weight[word], word))[:RAREST]
        return combinations(sorted(rarest), 3)

    def _nearest(
        self, among: Sequence[set[int]], features: Callable[[tuple[str, ...]], Iterable[Hashable]]
    ) -> set[tuple[int, int]]:
        index: defaultdict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for side in (0, 1):
            for n in sorted(among[side]):
                for feature in features(self.sides[side][n].words):
                    index[feature][side].append(n)
        shared: defaultdict[tuple[int, int], float] = defaultdict(float)
        for lefts, rights in index.values():
            crowd = len(lefts) * len(rights)
            if 0 < crowd <= CROWD:
                for pair in product(lefts, rights):
                    shared[pair] += 1 / crowd
        best: defaultdict[tuple[int, int], list[tuple[float, int, tuple[int, int]]]] = defaultdict(list)
        for pair, score in shared.items():
            for side in (0, 1):
                best[side, pair[side]].append((-score, abs(pair[0] - pair[1]), pair))
        return {pair for ranked in best.values() for _score, _near, pair in sorted(ranked)[:NEAREST]}

    def _overlap(self, left: int, right: int) -> _Overlap:
        one, other = self.sides[0][left].words, self.sides[1][right].words
        turned = one > other  # the longest rows of two texts depend on which comes first, where a word stands twice
        codes = Indel.opcodes(other, one) if turned else Indel.opcodes(one, other)
        blocks = [code for code in codes if code.tag == "equal"]
        sizes = [code.src_end - code.src_start for code in blocks]
        starts = [(code.dest_start, code.src_start) if turned else (code.src_start, code.dest_start) for code in blocks]
        mine, theirs = (
            frozenset(
                start[side] + n for start, size in zip(starts, sizes, strict=True) if size > 1 for n in range(size)
            )
            for side in (0, 1)
        )
        lone = [one[start[0]] for start, size in zip(starts, sizes, strict=True) if size == 1]
        total = self.sizes[0][left] + self.sizes[1][right]
        # A word alone may be there by chance.
        likeness = (2 * self._weigh(one[n] for n in mine) + self._weigh(lone)) / total
        # The same sentences in another order; not where the one has so many more words that it cannot matter.
        most = 2 * min(self.sizes[0][left], self.sizes[1][right]) / total
        bag = 2 * self._weigh((Counter(one) & Counter(other)).elements()) / total if most > 0.99 - CLEAR else 0
        return _Overlap((mine, theirs), round(max(likeness, bag - CLEAR if bag > 1 - CLEAR else 0), 6))

    def _families(self, overlaps: dict[tuple[int, int], _Overlap], side: _Side) -> Iterator[_Proposal]:
        """One text on this side, of which more on the other side together hold most."""
        beside: defaultdict[int, list[tuple[int, _Overlap]]] = defaultdict(list)
        for pair, overlap in overlaps.items():
            beside[pair[side]].append((pair[1 - side], overlap))
        for whole, around in beside.items():
            words = self.sides[side][whole].words
            single = max(overlap.likeness for _n, overlap in around)
            ranked = sorted(around, key=lambda one: (-self._weigh(words[n] for n in one[1].places[side]), one[0]))
            covered: set[int] = set()
            pieces: list[int] = []
            for n, overlap in ranked:
                fresh = overlap.places[side] - covered
                if len(fresh) >= FEW_WORDS - 1 and self._weigh(words[k] for k in fresh) >= (
                    PIECE * self.sizes[1 - side][n]
                ):
                    covered |= fresh
                    pieces.append(n)
            if len(pieces) < 2:
                continue
            total = self.sizes[side][whole] + sum(self.sizes[1 - side][n] for n in pieces)
            likeness = round(2 * self._weigh(words[n] for n in covered) / total, 6)
            if likeness >= single + BETTER:
                many, one = tuple(sorted(pieces)), (whole,)
                yield _Proposal(one, many, likeness) if side == 0 else _Proposal(many, one, likeness)

    # -- which of them ------------------------------------------------------------------------------------------------

    def _chosen(self, proposals: list[_Proposal]) -> list[_Proposal]:
        """Of proposals that cannot all be true the likeliest, each with how certain it is."""
        likely = sorted((self._likely(one) for one in proposals), key=lambda one: one.rank)
        about: defaultdict[tuple[_Side, int], list[_Proposal]] = defaultdict(list)
        chosen: list[_Proposal] = []
        used: dict[tuple[_Side, int], float] = {}
        for one in likely:
            for member in one.members:
                about[member].append(one)
            if not any(member in used for member in one.members):
                chosen.append(one)
                used.update(dict.fromkeys(one.members, one.value))
        return [self._certain(one, about, used) for one in chosen]

    def _likely(self, one: _Proposal) -> _Proposal:
        """With what its place, title and id add; no more than `UNCLEAR` where it is short, and they do not agree."""
        olds, news = [self.sides[0][n] for n in one.left], [self.sides[1][n] for n in one.right]
        is_pair = len(olds) == len(news) == 1
        standing = self._standing(one)
        titled = is_pair and olds[0].title == news[0].title and olds[0].title in self.titles
        named = self.ids_hold and bool({p.id for p in olds} & {p.id for p in news})
        housed = {p.heading for p in olds} == {p.heading for p in news}
        grown = is_pair and one.value < UNCLEAR and self._has_all(one.left[0], one.right[0])
        value = one.value + STANDING * standing + HOUSED * housed + TITLED * titled + NAMED * named + GROWN * grown
        short = min(len(passage.words) for passage in (*olds, *news)) < FEW_WORDS
        if one.value < SPOKEN or (short and standing < 1 and not named):
            value = min(value, UNCLEAR)
        return _Proposal(one.left, one.right, value)

    def _has_all(self, left: int, right: int) -> bool:
        one, other = self.sides[0][left].words, self.sides[1][right].words
        few, many = (one, other) if len(one) <= len(other) else (other, one)
        return set(few) <= set(many) and Counter(few) <= Counter(many)

    def _standing(self, one: _Proposal) -> float:
        """Whether what stands before them belongs together, and what stands behind them: 0, ½ or 1.

        2 where nothing else stands between those.
        """
        before, behind = self.anchors
        first = before[0][one.left[0]] == before[1][one.right[0]]
        last = behind[0][one.left[-1]] == behind[1][one.right[-1]]
        return 1 + self._is_alone(one) if first and last else (first + last) / 2

    def _is_alone(self, one: _Proposal) -> bool:
        around = [(side, n) for side, own in ((0, one.left), (1, one.right)) for n in (own[0] - 1, own[-1] + 1)]
        return all(n in self.partner[side] or not 0 <= n < len(self.sides[side]) for side, n in around)

    def _anchors(self, *, backwards: bool) -> tuple[list[_Anchor], list[_Anchor]]:
        """Of every clause the nearest one before it (or behind it) that was taken, with its counterpart."""
        found: tuple[list[_Anchor], list[_Anchor]] = ([], [])
        for side in (0, 1):
            last: _Anchor = None
            for n in sorted(range(len(self.sides[side])), reverse=backwards):
                found[side].append(last)
                if n in self.partner[side]:
                    other = self.partner[side][n]
                    last = (n, other) if side == 0 else (other, n)
            if backwards:
                found[side].reverse()
        return found

    def _certain(
        self,
        one: _Proposal,
        about: dict[tuple[_Side, int], list[_Proposal]],
        used: dict[tuple[_Side, int], float],
    ) -> _Proposal:
        """At most `UNCLEAR` where another proposal that is as good as free comes near it."""
        for other in chain.from_iterable(about[member] for member in one.members):
            if other.value <= one.value - CLEAR or other.members <= one.members:
                continue
            if all(used.get(member, 0) <= other.value for member in other.members - one.members):
                return _Proposal(one.left, one.right, min(one.value, UNCLEAR))
        return one
