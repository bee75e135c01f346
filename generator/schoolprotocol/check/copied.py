"""What a school's file still says of the school whose folder it was made from: its name, or where to reach it.

Schools of one board share much: a website, an address, a telephone number. So only what is surely one school's is told:
one name for two, and what bears the name of the other school and not one's own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from schoolprotocol.check.names import GENERAL
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.places import Place
from schoolprotocol.source.neighbours import Neighbour, Neighbours
from schoolprotocol.words.names import tokens

_NAMES = frozenset(("name", "site_title"))
"""By these readers tell schools apart in lists."""
_SMALL = frozenset(("aan", "bij", "de", "den", "der", "en", "het", "in", "op", "te", "ten", "ter", "van", "voor"))
_LONG = 4
"""A word of so many letters is known inside another: an address has no spaces."""


_Told = tuple[Neighbour, str, str, Place]
"""A school, and what it says of itself: by which key, what, and where."""


@dataclass(frozen=True, slots=True)
class _Name:
    """What tells a school apart in the name that it has."""

    folded: str
    words: frozenset[str]
    initials: str
    """Of all its words; "" where it has one only. A text that has some of them is its own, and no other's."""


def left_by_copying(around: Neighbours, schools: Collection[str] | None = None) -> Iterator[Diagnostic]:
    """What two schools say of themselves and holds for one of them at most; told once for a school and another.

    Args:
        around: all schools.
        schools: ids of those for which it is told; by default all.
    """
    alike: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    for one in around.by_id.values():
        for key, text, place in one.told:
            alike[key, _folded(text)].append((one, key, text, place))
    names: dict[str, _Name] = {}
    left: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    for same in alike.values():
        if len(same) > 1 and (schools is None or any(told[0].id in schools for told in same)):
            names |= {one.id: _name(one.name) for one, *_told in same if one.id not in names}
            for told, other in _copied(same, names):
                left[told[0].id, other.id].append(told)
    for (school, id_), found in left.items():
        if schools is None or school in schools:
            keys = ", ".join(f"{key}: {text}" for _school, key, text, _place in found)
            place = min(place for *_said, place in found)
            yield Diagnostic(Kind.LEFT_BY_COPYING, place, {"keys": keys, "other": id_}, school=school)


def _copied(same: list[_Told], names: Mapping[str, _Name]) -> Iterator[tuple[_Told, Neighbour]]:
    """Of those who say the same, who surely has it from whom; with a name that two have goes all that they share."""
    _school, key, text, _place = same[0]
    said, joined = {*re.findall(r"[^\W_]+", text.casefold())}, _folded(text)
    is_name, bearing, owners = key in _NAMES, set[str](), list[Neighbour]()
    twins: dict[str, list[Neighbour]] = defaultdict(list)
    for one, *_told in same:
        name = names[one.id]
        twins[name.folded].append(one)
        is_in = any(word in said or (len(word) >= _LONG and word in joined) for word in name.words)
        if is_name or is_in or name.initials in said:
            owners.append(one)
        if is_in or any(len(word) > 1 and word in name.initials for word in said):
            bearing.add(one.id)
    for told in same:
        one = told[0]
        of_board = any(other.id in one.extends.values() for other, *_told in same)  # the board says it of itself too
        is_own = not is_name and (one.id in bearing or of_board)
        other = _first(one, twins[names[one.id].folded]) or (None if is_own else _first(one, owners, but_kin=True))
        if other is not None:
            yield told, other


def _first(one: Neighbour, others: Iterable[Neighbour], *, but_kin: bool = False) -> Neighbour | None:
    """The first other school; what a board says of itself may hold for its schools too, but for its full name."""
    return next((other for other in others if other is not one and not (but_kin and _are_kin(one, other))), None)


def _are_kin(one: Neighbour, other: Neighbour) -> bool:
    return one.kind != other.kind or other.id in one.extends.values() or one.id in other.extends.values()


def _folded(text: str) -> str:
    """A text as it is whatever its capitals, spaces and signs."""
    return re.sub(r"[\W_]+", "", text.casefold()) or text


def _name(name: str) -> _Name:
    words = [word for word in tokens(name.casefold()) if word not in _SMALL]
    initials = "".join(word[0] for word in words) if len(words) > 1 else ""
    return _Name(_folded(name), frozenset(words) - GENERAL, initials)
