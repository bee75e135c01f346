"""What a school's file still says of the school whose folder it was made from: its name, or where to reach it.

Schools of one board share much: a website, an address, a telephone number. So only what is surely one school's is told:
one name for two, and what bears the name of the other school and not one's own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
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


@dataclass(frozen=True, slots=True)
class _Told:
    """What a school says of itself."""

    school: Neighbour
    key: str
    text: str
    place: Place


def left_by_copying(around: Neighbours, schools: Collection[str] | None = None) -> Iterator[Diagnostic]:
    """What two schools say of themselves and holds for one of them at most; told once for a school and another.

    Args:
        around: all schools.
        schools: ids of those for which it is told; by default all.
    """
    alike: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    for one in around.by_id.values():
        for key, text, place in one.told:
            alike[key, _folded(text)].append(_Told(one, key, text, place))
    left: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    for same in alike.values():
        if len(same) > 1:
            for told, other in _copied(same, schools):
                left[told.school.id, other.id].append(told)
    for (school, id_), found in left.items():
        keys = ", ".join(f"{told.key}: {told.text}" for told in found)
        yield Diagnostic(Kind.LEFT_BY_COPYING, min(t.place for t in found), {"keys": keys, "other": id_}, school=school)


def _copied(same: list[_Told], schools: Collection[str] | None) -> Iterator[tuple[_Told, Neighbour]]:
    """Of those who say the same, who surely has it from whom; with a name that two have goes all that they share."""
    key, text = same[0].key, same[0].text
    owners = [told.school for told in same if key in _NAMES or _bears(text, told.school.name)]
    twins: dict[str, list[Neighbour]] = defaultdict(list)
    for told in same:
        twins[_folded(told.school.name)].append(told.school)
    for told in same:
        one = told.school
        if schools is None or one.id in schools:
            is_own = key not in _NAMES and one in owners
            others = _first(one, twins[_folded(one.name)]) or (not is_own and _first(one, owners, key=key))
            if others:
                yield told, others


def _first(one: Neighbour, others: Iterable[Neighbour], key: str = "name") -> Neighbour | None:
    """The first other school; what a board says of itself may hold for its schools too, but for its full name."""
    return next((other for other in others if other is not one and (key == "name" or not _are_kin(one, other))), None)


def _are_kin(one: Neighbour, other: Neighbour) -> bool:
    return one.kind != other.kind or other.id in one.extends.values() or one.id in other.extends.values()


def _folded(text: str) -> str:
    """A text as it is whatever its capitals, spaces and signs."""
    return re.sub(r"[\W_]+", "", text.casefold()) or text


def _bears(text: str, name: str) -> bool:
    """Whether a name, a word of it that tells schools apart, or its first letters stand in a text."""
    words = [word for word in tokens(name.casefold()) if word not in _SMALL]
    particular = {*words, "".join(word[0] for word in words) if len(words) > 1 else ""} - GENERAL - {""}
    said, joined = {*re.findall(r"[^\W_]+", text.casefold())}, _folded(text)
    return any(word in said or (len(word) >= _LONG and word in joined) for word in particular)
