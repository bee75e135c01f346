"""What many changes have in common: one thing that was done to three or more clauses, so that a report tells it once.

A change set has an entry per clause. That thirty clauses went to another section, or that one name stands for another
in twenty-nine of them, is one thing for who reads it. Pure: a bulk takes nothing away from the change set.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from schoolprotocol.compare.changeset import Change, ChangeSet, Facet, HeadingChange, Part, Segment
from schoolprotocol.compare.tokens import tokens
from schoolprotocol.once import made_once

LEAST = 3
"""Fewer changes than this are told one by one."""

BulkKind = Literal["moved", "replaced", "audience", "form", "renamed"]
"""`moved`: all from one place to one place, or shuffled inside one; `replaced`: the same words for the same words, and
nothing else; `audience`: from one audience to one other; `form`: from one form to one other; `renamed`: another id, and
perhaps another title, neither of them printed."""

Member = Change | HeadingChange
_Words = tuple[str, ...]
_Pair = tuple[_Words, _Words]

_ELSEWHERE: frozenset[Facet] = frozenset({"renumbered", "parameter"})
"""Told by itself, once, in a table: two changes that differ in these only are the same thing."""
_UNSEEN: frozenset[Facet] = frozenset({"renamed", "metadata"})
_KINDS: dict[frozenset[Facet], BulkKind] = {
    frozenset({"moved"}): "moved",
    frozenset({"audience"}): "audience",
    frozenset({"form"}): "form",
    frozenset(): "renamed",
}
_REWORDED: frozenset[Facet] = frozenset({"changed", "kort", "heading"})


@dataclass(frozen=True, slots=True)
class Bulk:
    """Three or more changes that are wholly the same thing.

    The members also agree in weight, in the change notes about them and in what an author overruled, so that all which
    a report says of the first holds for each. No change is in two bulks.
    """

    kind: BulkKind
    members: tuple[Member, ...]
    """The changes themselves, in the order of the change set; headings only where words were replaced. What they have
    in common reads from the first: `members[0].old[0]` and `.new[0]` say from where to where it moved, or from which
    audience or form to which."""
    old: str = ""
    """Of `replaced`: the words that went, as printed; without a capital where one of the members has none."""
    new: str = ""
    """Of `replaced`: the words that came, as printed."""
    times: int = 0
    """Of `replaced`: how many times, in all members together; of the others how many members."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the clauses among them."""
        return tuple(one.id for one in self.members if isinstance(one, Change))

    @property
    def inside(self) -> bool:
        """Of `moved`: whether they only changed places among each other, below one heading."""
        first = self.members[0]
        return self.kind == "moved" and isinstance(first, Change) and not first.moves[0].elsewhere


@made_once(4)  # asked for the order of a report, and for what it tells
def bulks(changes: ChangeSet) -> tuple[Bulk, ...]:
    """The bulks of a change set: by their first member in its order, clauses before headings."""
    alike: dict[tuple[object, ...], list[Change]] = {}
    reworded: dict[tuple[object, ...], list[Member]] = {}
    for change in changes.changes:
        kind = _KINDS.get(_main(change))
        if kind is not None and len(change.old) == len(change.new) == 1:
            alike.setdefault((kind, *_common(change), *_ends(change)), []).append(change)
    every: tuple[Member, ...] = (*changes.changes, *changes.headings)
    for one in every:
        if _main(one) and _main(one) <= _REWORDED and not any(part.before for part in one.parts):
            # A clause and a heading in which one name became another are one thing, whatever that is called in each.
            unseen = frozenset(one.facets) & _UNSEEN
            reworded.setdefault((one.weight, one.weight_reason, one.notes, unseen), []).append(one)
    found = [
        Bulk(kind=_KINDS[_main(members[0])], members=tuple(members), times=len(members))
        for members in alike.values()
        if len(members) >= LEAST
    ]
    for several in reworded.values():
        found += _replacements(several)
    places = {id(one): n for n, one in enumerate(every)}
    return tuple(sorted(found, key=lambda bulk: places[id(bulk.members[0])]))


def _main(change: Member) -> frozenset[Facet]:
    return frozenset(change.facets) - _ELSEWHERE - _UNSEEN


def _common(change: Change) -> tuple[object, ...]:
    facets = frozenset(change.facets) - _ELSEWHERE
    reason = change.reason if "metadata" in facets else None
    return facets, change.weight, change.weight_reason, change.notes, reason


def _ends(change: Change) -> tuple[object, ...]:
    old, new = change.old[0], change.new[0]
    match _KINDS[_main(change)]:
        case "moved":
            places = ((one.section, one.group, one.column) for one in (old, new))
            return (*places, change.moves[0].elsewhere)
        case "audience":
            return frozenset(old.audience), frozenset(new.audience)
        case "form":
            return old.form, new.form
        case _:
            return ()


# -- replaced words ---------------------------------------------------------------------------------------------------


def _replacements(changes: list[Member]) -> Iterator[Bulk]:
    """The bulks of one replaced pair of words: first the pair that most changes show."""
    texts = {id(one): [(old, new) for old, new in map(_sides, one.parts) if old != new] for one in changes}
    having: dict[tuple[int, str], list[Member]] = {}
    beginning: dict[_Pair, list[Member]] = {}
    for one in changes:
        for side, word in {(n, _uncapped(word)) for n in (0, 1) for pair in texts[id(one)][:1] for word in pair[n]}:
            having.setdefault((side, word), []).append(one)
        for pair in texts[id(one)][:1]:
            beginning.setdefault(_first(*pair), []).append(one)
    counts: Counter[_Pair] = Counter()
    shown: dict[_Pair, tuple[str, str]] = {}
    for one in changes:
        for pair, printed in {_small(pair): (pair, printed) for pair, printed in _edits(one)}.items():
            counts[pair] += 1
            if pair not in shown or printed[0] == pair:
                shown[pair] = printed[1]
    told: set[int] = set()
    for pair in sorted(counts, key=lambda pair: (-counts[pair], len(pair[0]), pair)):
        # Of all that changed, their number would count squared. A pair of which the first words differ can only begin
        # where two texts first differ; any other is only shown by those that have its rarest word.
        if pair[0][:1] != pair[1][:1]:
            among = beginning.get(_first(*pair), [])
        else:
            words = [(n, _uncapped(word)) for n in (0, 1) for word in pair[n]]
            among = min((having.get(word, []) for word in words), key=len, default=[])
        if len(among) < LEAST:
            continue
        times = {id(one): n for one in among if id(one) not in told and (n := _times(texts[id(one)], pair))}
        if len(times) >= LEAST:
            members = tuple(one for one in among if id(one) in times)
            old, new = shown[pair]
            yield Bulk(kind="replaced", members=members, old=old, new=new, times=sum(times.values()))
            told |= times.keys()


def _first(old: _Words, new: _Words) -> _Pair:
    """The first words that differ, whatever their capitals; none of a text that ends there."""
    place = 0
    while place < min(len(old), len(new)) and old[place] == new[place]:
        place += 1
    left, right = (tuple(map(_uncapped, text[place : place + 1])) for text in (old, new))
    return left, right


def _edits(change: Member) -> Iterator[tuple[_Pair, tuple[str, str]]]:
    """Each place where words stand for other words: as written, and as printed."""
    for part in change.parts:
        for one, other in zip(part.segments, part.segments[1:], strict=False):
            if (one.op, other.op) == ("delete", "insert"):
                yield (_words([one]), _words([other])), (one.shown.strip(), other.shown.strip())


def _sides(part: Part) -> tuple[_Words, _Words]:
    old, new = ([s for s in part.segments if s.op != dropped] for dropped in ("insert", "delete"))
    return _words(old), _words(new)


def _words(segments: Iterable[Segment]) -> _Words:
    text = "".join(segment.text for segment in segments)
    return tuple(token.raw for token in tokens(text, markup=True) if token.kind != "space")


def _small(pair: _Pair) -> _Pair:
    """Without the capital of a first word that has one on both sides: at the start of a sentence it is the same word.

    Where the capital is all that differs, it stays.
    """
    old, new = pair
    if old and new and old[0][:1].isupper() and new[0][:1].isupper():
        return _lower(old), _lower(new)
    return pair


def _lower(words: _Words) -> _Words:
    return (_uncapped(words[0]), *words[1:])


def _uncapped(word: str) -> str:
    return word[:1].lower() + word[1:]


def _times(texts: list[tuple[_Words, _Words]], pair: _Pair) -> int:
    """How many times the pair makes the new texts of the old ones; 0 where it does not, or not it alone."""
    total = 0
    for old, new in texts:
        times = _replaced(old, new, pair)
        if not times:
            return 0
        total += times
    return total


def _replaced(old: _Words, new: _Words, pair: _Pair) -> int:
    left, right = pair
    if not left or not right:
        return 0
    i = j = times = 0
    while i < len(old) or j < len(new):
        here = old[i : i + len(left)], new[j : j + len(right)]
        if pair in (here, _small(here)):
            i, j, times = i + len(left), j + len(right), times + 1
        elif old[i : i + 1] == new[j : j + 1]:
            i, j = i + 1, j + 1
        else:
            return 0
    return times
