"""Which sections, groups and columns of the two versions are the same one, and which of them moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schoolprotocol.compare.order import moved
from schoolprotocol.compare.version import Version
from schoolprotocol.policy.slots import EXCERPT
from schoolprotocol.policy.walk import every_clause

MIN_SHARED = 0.5
"""Sections with other ids are the same one where they share so large a part of the larger one's clauses."""


@dataclass(frozen=True, slots=True)
class Structure:
    """How the structures of the two versions correspond."""

    sections: dict[str, str]
    """New id by old id."""
    headings: dict[str, str]
    """New slot by old slot, for the headings of groups and columns."""
    moved_sections: frozenset[str]
    """New ids."""
    moved_clauses: frozenset[str]
    """New ids of clauses that stand in another place, or elsewhere in the same section."""
    displaced_clauses: frozenset[str]
    """Of those, the ones that stand in another section or column."""


def structure(old: Version, new: Version, pairs: Mapping[str, str]) -> Structure:
    """Match the structures.

    Args:
        old: the one version.
        new: the other.
        pairs: new clause id by old clause id, for clauses that are one and one.
    """
    sections = _sections(old, new, pairs)
    headings = _headings(old, new, sections, pairs)
    displaced, shuffled = _moved_clauses(old, new, pairs, {**sections, **headings})
    moved_sections = frozenset(_moved_sections(old, new, sections))
    return Structure(sections, headings, moved_sections, frozenset(displaced | shuffled), frozenset(displaced))


def _sections(old: Version, new: Version, pairs: Mapping[str, str]) -> dict[str, str]:
    found = {id_: id_ for id_ in old.sections if id_ in new.sections}
    # The excerpt's own clauses stand in a section of their own, on both sides.
    found |= {EXCERPT: EXCERPT, f"{EXCERPT}/short": f"{EXCERPT}/short"}
    members = [
        {id_: {clause.id for clause in every_clause(*section.groups)} for id_, section in side.sections.items()}
        for side in (old, new)
    ]
    candidates = []
    for left in (id_ for id_ in old.sections if id_ not in found):
        for right in (id_ for id_ in new.sections if id_ not in old.sections):
            shared = len({pairs.get(id_) for id_ in members[0][left]} & members[1][right])
            largest = max(len(members[0][left]), len(members[1][right]))
            if shared and shared >= MIN_SHARED * largest:
                candidates.append((-shared / largest, min(left, right), max(left, right), left, right))
    for _share, _first, _second, left, right in sorted(candidates):
        if left not in found and right not in found.values():
            found[left] = right
    return found


def _headings(old: Version, new: Version, sections: Mapping[str, str], pairs: Mapping[str, str]) -> dict[str, str]:
    """Pair groups in one section, then columns in one group: those that share most clauses, then the nearest."""
    left, right = _slots(old), _slots(new)
    found: dict[str, str] = {}
    for kind in ("group", "column"):
        candidates = []
        for slot, (around, place, members) in left.items():
            if not slot.startswith(kind):
                continue
            counterpart = found.get(around) if kind == "column" else sections.get(around)
            for other, (other_around, other_place, other_members) in right.items():
                if other.startswith(kind) and other_around == counterpart:
                    shared = len({pairs.get(id_) for id_ in members} & other_members)
                    candidates.append((-shared, abs(place - other_place), place + other_place, slot, other))
        for _shared, _distance, _sum, slot, other in sorted(candidates):
            if slot not in found and other not in found.values():
                found[slot] = other
    return found


def _slots(side: Version) -> dict[str, tuple[str, int, set[str]]]:
    """Of each group and column: what it stands in, as how manieth, and its clauses."""
    found: dict[str, tuple[str, int, set[str]]] = {}
    groups = [(id_, section.groups) for id_, section in side.sections.items()]
    for section, members in [*groups, (EXCERPT, side.policy.excerpt.groups)]:
        for n, group in enumerate(members):
            slot = f"group/{section}/{n}"
            found[slot] = (section, n, {clause.id for clause in group.all_clauses()})
            for m, column in enumerate(group.columns):
                found[f"column/{section}/{n}/{m}"] = (slot, m, {clause.id for clause in column.clauses})
    return found


def _moved_clauses(
    old: Version, new: Version, pairs: Mapping[str, str], places: Mapping[str, str]
) -> tuple[set[str], set[str]]:
    displaced: set[str] = set()
    was: dict[str, list[str]] = {}
    now: dict[str, list[str]] = {}
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
