"""Which sections, groups and columns of the two versions are the same one, and which of them moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schoolprotocol.compare.alike import ids_hold
from schoolprotocol.compare.changeset import Match
from schoolprotocol.compare.order import moved
from schoolprotocol.compare.version import Version
from schoolprotocol.policy.slots import EXCERPT, SHORT, Slot
from schoolprotocol.policy.walk import every_clause

MIN_SHARED = 0.5
"""Sections with other ids are the same one where they share so large a part of the larger one's clauses."""


@dataclass(frozen=True, slots=True)
class Structure:
    """How the structures of the two versions correspond."""

    sections: dict[str, str]
    """New id by old id."""
    places: dict[Slot, Slot]
    """New slot by old slot, for the headings of sections, groups and columns: where clauses stand (see `Spot`)."""
    moved_sections: frozenset[str]
    """New ids."""
    moved_clauses: frozenset[str]
    """New ids of clauses that stand in another place, or elsewhere in the same section."""
    displaced_clauses: frozenset[str]
    """Of those, the ones that stand in another section or column."""


def structure(old: Version, new: Version, pairs: Mapping[str, str], match: Match = "id") -> Structure:
    """Match the structures.

    Args:
        old: the one version.
        new: the other.
        pairs: new clause id by old clause id, for clauses that are one and one.
        match: by `text`, sections are the same one by what stands in them, and only then by heading and id.
    """
    sections = _sections(old, new, pairs, {} if match == "text" else {i: i for i in old.sections if i in new.sections})
    if match == "text":
        sections |= _alike(old, new, sections)
    places = _places(old, new, sections, pairs)
    displaced, shuffled = _moved_clauses(old, new, pairs, places)
    moved_sections = frozenset(_moved_sections(old, new, sections))
    return Structure(sections, places, moved_sections, frozenset(displaced | shuffled), frozenset(displaced))


def _alike(old: Version, new: Version, found: Mapping[str, str]) -> dict[str, str]:
    """Of the sections that share no clauses: those with one heading; then those with one id, where ids still hold."""
    left = [id_ for id_ in old.sections if id_ not in found]
    right = [id_ for id_ in new.sections if id_ not in found.values()]
    more: dict[str, str] = {}
    sure = [(was, now) for was, now in found.items() if was in old.sections]
    for same in (lambda was, now: _heading(old, was) == _heading(new, now), str.__eq__):
        if same is str.__eq__ and not ids_hold(sure, old.sections, new.sections):
            break
        for was in left:
            now = next((id_ for id_ in right if id_ not in more.values() and same(was, id_)), None)
            if was not in more and now is not None:
                more[was] = now
    return more


def _heading(side: Version, id_: str) -> str:
    heading = side.sections[id_].heading
    return heading.text if heading is not None else f"\0{id_}"


def _sections(old: Version, new: Version, pairs: Mapping[str, str], same: Mapping[str, str]) -> dict[str, str]:
    # The excerpt's own clauses stand in a section of their own, on both sides.
    found = {**same, EXCERPT: EXCERPT, SHORT: SHORT}
    members = [
        {id_: {clause.id for clause in every_clause(*section.groups)} for id_, section in side.sections.items()}
        for side in (old, new)
    ]
    candidates = []
    for left in (id_ for id_ in old.sections if id_ not in found):
        for right in (id_ for id_ in new.sections if id_ not in same):
            shared = len({pairs.get(id_) for id_ in members[0][left]} & members[1][right])
            largest = max(len(members[0][left]), len(members[1][right]))
            if shared and shared >= MIN_SHARED * largest:
                candidates.append((-shared / largest, min(left, right), max(left, right), left, right))
    for _share, _first, _second, left, right in sorted(candidates):
        if left not in found and right not in found.values():
            found[left] = right
    return found


def _places(old: Version, new: Version, sections: Mapping[str, str], pairs: Mapping[str, str]) -> dict[Slot, Slot]:
    """Sections; groups in one section, columns in one group: those that share most clauses, then the nearest."""
    inside: dict[Slot, list[_Inside]] = {}
    for other in _inside(new):
        inside.setdefault(other.around, []).append(other)
    found = {Slot.heading(one): Slot.heading(other) for one, other in sections.items()}
    for kind in ("group", "column"):
        candidates = []
        for one in _inside(old):
            around = found.get(one.around) if one.slot.kind == kind else None
            for other in inside.get(around, []) if around else []:
                shared = len({pairs.get(id_) for id_ in one.clauses} & other.clauses)
                near = abs(one.place - other.place), one.place + other.place
                candidates.append((-shared, *near, str(one.slot), str(other.slot), one.slot, other.slot))
        taken: set[Slot] = set()
        for *_rank, slot, counterpart in sorted(candidates, key=lambda candidate: candidate[:5]):
            if slot not in found and counterpart not in taken:
                found[slot] = counterpart
                taken.add(counterpart)
    return found


@dataclass(frozen=True, slots=True)
class _Inside:
    """A group in a section, or a column in a group."""

    slot: Slot
    around: Slot
    """What it stands in."""
    place: int
    """As how manieth."""
    clauses: frozenset[str]
    """Their ids."""


def _inside(side: Version) -> Iterator[_Inside]:
    groups = [(id_, section.groups) for id_, section in side.sections.items()]
    for section, members in [*groups, (EXCERPT, side.policy.excerpt_groups)]:
        for n, group in enumerate(members):
            slot = Slot.group(section, n)
            yield _Inside(slot, Slot.heading(section), n, frozenset(clause.id for clause in group.all_clauses()))
            for m, column in enumerate(group.columns):
                yield _Inside(Slot.column(section, n, m), slot, m, frozenset(clause.id for clause in column.clauses))


def _moved_clauses(
    old: Version, new: Version, pairs: Mapping[str, str], places: Mapping[Slot, Slot]
) -> tuple[set[str], set[str]]:
    displaced: set[str] = set()
    was: dict[Slot, list[str]] = {}
    now: dict[Slot, list[str]] = {}
    back = {right: left for left, right in pairs.items()}
    for left, right in pairs.items():
        place = new.spots[right].place
        if places.get(old.spots[left].place) != place:
            displaced.add(right)
        else:
            was.setdefault(place, []).append(right)
    for right in new.clauses:
        if right in back and right not in displaced:
            now.setdefault(new.spots[right].place, []).append(right)
    weights = {
        right: min(len(old.clauses[left].wording.template), len(new.clauses[right].wording.template))
        for left, right in pairs.items()
    }
    order = {id_: index for index, id_ in enumerate(old.clauses)}
    shuffled = {
        id_
        for place, ids in now.items()
        for id_ in moved(sorted(was[place], key=lambda right: order[back[right]]), ids, weights)
    }
    return displaced, shuffled


def _moved_sections(old: Version, new: Version, sections: Mapping[str, str]) -> Iterator[str]:
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    back = {right: left for left, right in sections.items()}
    for right, parent in new.parents.items():
        if right not in back:
            continue
        left = back[right]
        if (sections.get(old.parents[left]) or "") != parent:
            yield right
        else:
            after.setdefault(parent, []).append(right)
    staying = {id_ for ids in after.values() for id_ in ids}
    for left in old.parents:
        if sections.get(left) in staying:
            before.setdefault(new.parents[sections[left]], []).append(sections[left])
    weights = {
        right: min(sum(1 for _clause in side.all_clauses()) for side in (old.sections[left], new.sections[right]))
        for left, right in sections.items()
        if right in new.sections
    }
    for parent, ids in after.items():
        yield from moved(before[parent], ids, weights)
