"""Which clauses of the two versions are the same one: by permanent id and declared lineage; by likeness where asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from schoolprotocol.compare.alike import Likeness, Passage, alike, ids_hold
from schoolprotocol.compare.changeset import CERTAIN, Suggestion
from schoolprotocol.compare.version import Version

Lineage = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Family:
    """Clauses that belong together: one and one, or more where they were split or merged; in reading order."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()
    """Which became which: (old id, new id), each pair once."""


def families(old: Mapping[str, str], new: Mapping[str, str], lineage: Lineage) -> list[Family]:
    """Every clause of both versions in exactly one family.

    Args:
        old: template by clause id, in reading order.
        new: likewise.
        lineage: earlier ids by clause id. It holds in both directions, so that versions can be swapped.
    """
    links = [(id_, id_) for id_ in new if id_ in old]
    links += _declared(old, new, lineage)
    links += [(was, now) for now, was in _declared(new, old, lineage)]
    return _joined(old, new, links)


def _joined(old: Iterable[str], new: Iterable[str], links: Sequence[tuple[str, str]]) -> list[Family]:
    joined: dict[tuple[str, str], tuple[str, str]] = {}

    def root(node: tuple[str, str]) -> tuple[str, str]:
        while node in joined:
            node = joined[node]
        return node

    for was, now in links:
        left, right = root(("old", was)), root(("new", now))
        if left != right:
            joined[right] = left
    members: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for id_ in old:
        members.setdefault(root(("old", id_)), ([], []))[0].append(id_)
    for id_ in new:
        members.setdefault(root(("new", id_)), ([], []))[1].append(id_)
    own: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for link in dict.fromkeys(links):
        own.setdefault(root(("old", link[0])), []).append(link)
    return [Family(tuple(left), tuple(right), tuple(own.get(node, ()))) for node, (left, right) in members.items()]


def _declared(old: Mapping[str, str], new: Mapping[str, str], lineage: Lineage) -> Iterator[tuple[str, str]]:
    for id_ in lineage:
        if id_ not in new:
            continue
        for was in _ancestors(id_, old, lineage):
            if was in new and id_ in old:
                continue  # both have both: it was split or merged in an earlier version
            survivor = id_ if id_ in old else was if was in new else None
            if survivor is None or old[survivor] != new[survivor]:
                yield was, id_


def _ancestors(id_: str, old: Mapping[str, str], lineage: Lineage) -> Iterator[str]:
    """The nearest earlier ids that the old version has."""
    seen = {id_}
    waiting = list(lineage[id_])
    while waiting:
        was = waiting.pop(0)
        if was in seen:
            continue
        seen.add(was)
        if was in old:
            yield was
        else:
            waiting += lineage.get(was, ())


def by_text(old: Version, new: Version, lineage: Lineage) -> tuple[list[Family], tuple[Suggestion, ...]]:
    """Every clause of both versions in exactly one family, by what they say where no lineage was declared.

    Ids pair what the texts leave over, but only in documents where no clause got the id of another.

    Returns:
        The families, and the likenesses that were too uncertain to take.
    """
    every = families(old.templates(), new.templates(), lineage) if lineage else []
    declared = [kin for kin in every if _is_declared(kin)]
    held = {id_ for kin in declared for id_ in kin.old}, {id_ for kin in declared for id_ in kin.new}
    free = _passages(old, held[0]), _passages(new, held[1])
    found = alike(*free, CERTAIN / 100)
    told = [_suggestion(likeness, old, new) for likeness in found]
    links = [link for kin in declared for link in kin.links]
    certain = [one for one in told if one.is_certain]
    links += [link for one in certain for link in product(one.old, one.new)]
    taken = {was for was, _now in links}, {now for _was, now in links}
    pairs = [(one.old[0], one.new[0]) for one in certain if len(one.old) == len(one.new) == 1]
    if ids_hold(pairs, old.clauses, new.clauses):
        links += [(id_, id_) for id_ in old.clauses if id_ in new.clauses and id_ not in taken[0] | taken[1]]
    kin = _joined(old.clauses, new.clauses, links)
    return kin, _untold((one for one in told if not one.is_certain), kin)


def suggestions(old: Version, new: Version, kin: Sequence[Family]) -> tuple[Suggestion, ...]:
    """Likenesses for which no lineage was declared: clauses that went and came, and ids that name another clause.

    Args:
        old: the one version.
        new: the other.
        kin: the families, by id and declared lineage.
    """
    pairs = [one for one in kin if one.old == one.new and len(one.old) == 1]
    same = [id_ for one in pairs for id_ in one.old if _says(old, id_) == _says(new, id_)]
    changed = len(pairs) - len(same)
    gone, come = any(not one.new for one in kin), any(not one.old for one in kin)
    if changed + gone < 1 or changed + come < 1 or not (gone or come or changed > 1):
        return ()
    declared = [one for one in kin if _is_declared(one)]
    held = {id_ for one in declared for id_ in one.old}, {id_ for one in declared for id_ in one.new}
    found = alike(_passages(old, held[0]), _passages(new, held[1]), CERTAIN / 100, [(id_, id_) for id_ in same])
    return _untold((_suggestion(likeness, old, new) for likeness in found), kin)


def _is_declared(kin: Family) -> bool:
    return bool(kin.old and kin.new) and kin.old != kin.new


def _untold(found: Iterable[Suggestion], kin: Iterable[Family]) -> tuple[Suggestion, ...]:
    """Those of which the clauses are not in one family already."""
    homes: tuple[dict[str, Family], dict[str, Family]] = ({}, {})
    for family in kin:
        homes[0].update(dict.fromkeys(family.old, family))
        homes[1].update(dict.fromkeys(family.new, family))
    around = ((one, {*map(homes[0].get, one.old), *map(homes[1].get, one.new)}) for one in found)
    return tuple(one for one, families_ in around if len(families_) > 1)


def _suggestion(likeness: Likeness, old: Version, new: Version) -> Suggestion:
    was, now = likeness.old, likeness.new
    kind: Literal["renamed", "split", "merged", "collision"] = "split" if len(now) > 1 else "merged"
    if len(was) == len(now) == 1:
        kind = "collision" if was[0] in new.clauses or now[0] in old.clauses else "renamed"
    return Suggestion(kind=kind, old=was, new=now, score=int(likeness.certainty * 100))


def _says(side: Version, id_: str) -> str:
    return side.clauses[id_].wording.text


def _passages(side: Version, without: Collection[str]) -> list[Passage]:
    return [
        Passage(id_, _says(side, id_), clause.title, side.heading(side.spots[id_].section))
        for id_, clause in side.clauses.items()
        if id_ not in without
    ]
