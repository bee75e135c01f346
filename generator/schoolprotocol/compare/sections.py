"""Which sections, groups and columns of the two versions are the same one, and which of them moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from schoolprotocol.compare.alike import ids_hold
from schoolprotocol.compare.order import moved
from schoolprotocol.compare.version import Spot, Version
from schoolprotocol.policy.slots import EXCERPT, SHORT, Slot
from schoolprotocol.policy.walk import every_clause

Link = tuple[str, str]
"""(Old id, new id) of a clause, or of one of which it is a part."""

MIN_SHARED = 0.5
"""Sections with other ids are the same one where they share so large a part of the larger one's clauses."""


@dataclass(frozen=True, slots=True)
class Structure:
    """How the structures of the two versions correspond."""

    sections: dict[str, str]
    """New id by old id."""
    pairs: Mapping[str, str]
    """New clause id by old clause id, for clauses that are one and one."""
    places: dict[Slot, Slot]
    """New slot by old slot, for the headings of sections, groups and columns: where clauses stand (see `Spot`)."""
    moved_sections: Mapping[str, bool]
    """By new id of each that moved whether it stands in another section."""
    moved_groups: frozenset[Slot]
    """New slots of the groups with a heading and of the columns that changed places inside what they stand in."""
    moved_clauses: Mapping[Link, bool]
    """By (old id, new id) of each that moved whether it stands below another heading, and not only elsewhere there."""


def structure(old: Version, new: Version, pairs: Mapping[str, str], links: Sequence[Link]) -> Structure:
    """Match the structures.

    Args:
        old: the one version.
        new: the other.
        pairs: new clause id by old clause id, for clauses that are one and one.
        links: which clause became which; those that were split or merged have several.
    """
    sections = _sections(old, new, pairs)
    places = _places(old, new, sections, pairs)
    return Structure(
        sections,
        pairs,
        places,
        dict(_moved_sections(old, new, sections)),
        frozenset(_moved_groups(old, new, places)),
        _moved_clauses(old, new, links, places),
    )


def _sections(old: Version, new: Version, pairs: Mapping[str, str]) -> dict[str, str]:
    found = {id_: id_ for id_ in old.sections if id_ in new.sections}
    # The excerpt's own clauses stand in a section of their own, on both sides.
    found |= {EXCERPT: EXCERPT, SHORT: SHORT}
    homes = [{id_: around[0] for id_, around in _homes(side).items()} for side in (old, new)]
    sizes = [Counter(home.values()) for home in homes]
    shared = Counter((homes[0].get(left, ""), homes[1].get(right, "")) for left, right in pairs.items())
    candidates = []
    for (left, right), count in shared.items():
        largest = max(sizes[0][left], sizes[1][right])
        if left in old.sections and right in new.sections and count >= MIN_SHARED * largest:
            candidates.append((-count / largest, min(left, right), max(left, right), left, right))
    taken = set(found.values())
    for _share, _first, _second, left, right in sorted(candidates):
        if left not in found and right not in taken:
            found[left] = right
            taken.add(right)
    return found


def alike_sections(old: Version, new: Version, pairs: Mapping[str, str]) -> dict[str, str]:
    """New id by old id of sections that are the same one, whatever their ids.

    Those with one heading; those that share most clauses; then those with one id, where ids still mean the same.
    """
    homes = [_homes(side) for side in (old, new)]
    shared = Counter(
        link for left, right in pairs.items() for link in product(homes[0].get(left, ()), homes[1].get(right, ()))
    )
    sizes = [Counter(id_ for around in home.values() for id_ in around) for home in homes]
    titled: dict[str, list[str]] = {}
    for id_, section in new.sections.items():
        titled.setdefault(section.heading.text if section.heading else "", []).append(id_)
    headed = {
        (left, right)
        for left, section in old.sections.items()
        for right in (titled.get(section.heading.text, ()) if section.heading else ())
    }
    order = [{id_: n for n, id_ in enumerate(side.sections)} for side in (old, new)]

    def rank(link: tuple[str, str]) -> tuple[bool, float, int, int]:
        one, other = order[0][link[0]], order[1][link[1]]
        return link not in headed, -_part(link), abs(one - other), one + other

    def _part(link: tuple[str, str]) -> float:
        return shared[link] / max(sizes[0][link[0]], sizes[1][link[1]], 1)

    likely = {link for link in shared if _part(link) >= MIN_SHARED} | headed
    found: dict[str, str] = {}
    taken: set[str] = set()
    for left, right in sorted(likely, key=rank):
        if left not in found and right not in taken:
            found[left] = right
            taken.add(right)
    if ids_hold(found.items(), old.sections, new.sections):
        found |= {id_: id_ for id_ in old.sections if id_ in new.sections and id_ not in taken and id_ not in found}
    return found


def _homes(side: Version) -> dict[str, list[str]]:
    """By clause id the sections in which it stands, from the inside out."""
    found: dict[str, list[str]] = {}
    for id_, section in side.sections.items():
        around = [id_]
        while side.parents.get(around[-1]):
            around.append(side.parents[around[-1]])
        for clause in every_clause(*section.groups):
            found.setdefault(clause.id, around)
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
    headed: bool
    """Whether it is a column, or has a heading or columns: what it stands above is told by more than its clauses."""


def _inside(side: Version) -> Iterator[_Inside]:
    groups = [(id_, section.groups) for id_, section in side.sections.items()]
    for section, members in [*groups, (EXCERPT, side.policy.excerpt_groups)]:
        for n, group in enumerate(members):
            slot = Slot.group(section, n)
            headed = group.heading is not None or bool(group.columns)
            ids = frozenset(clause.id for clause in group.all_clauses())
            yield _Inside(slot, Slot.heading(section), n, ids, headed)
            for m, column in enumerate(group.columns):
                ids = frozenset(clause.id for clause in column.clauses)
                yield _Inside(Slot.column(section, n, m), slot, m, ids, headed=True)


def _moved_clauses(old: Version, new: Version, links: Sequence[Link], places: Mapping[Slot, Slot]) -> dict[Link, bool]:
    before = {id_: n for n, id_ in enumerate(old.clauses)}
    after = {id_: n for n, id_ in enumerate(new.clauses)}
    parts = Counter(("old", left) for left, _right in links) + Counter(("new", right) for _left, right in links)
    found: dict[Link, bool] = {}
    staying: dict[Slot, dict[str, Link]] = {}
    weights: dict[str, int] = {}
    for left, right in links:
        if not _same_place(old.spots[left], new.spots[right], places):
            found[left, right] = True
            continue
        name = right if left == right else "|".join(sorted((left, right)))
        own = staying.setdefault(new.spots[right].place, {})
        name = f"{name}|" if name in own else name  # two that took each other's id
        own[name] = left, right
        # Of a part of a clause and a clause that changed places, the part has moved.
        whole = parts["old", left] == parts["new", right] == 1
        lengths = (len(side.clauses[id_].wording.template) for side, id_ in ((old, left), (new, right)))
        weights[name] = min(lengths) if whole else 0
    for own in staying.values():
        # The parts of a clause stand in its place, in the order in which they stand now.
        was = sorted(own, key=lambda name: (before[own[name][0]], after[own[name][1]]))
        now = sorted(own, key=lambda name: (after[own[name][1]], before[own[name][0]]))
        found |= {own[name]: False for name in moved(was, now, weights)}
    return found


def _same_place(old: Spot, new: Spot, places: Mapping[Slot, Slot]) -> bool:
    if places.get(old.place) != new.place:
        return False
    if new.place.kind == "column" or not (old.headed or new.headed):
        return True
    return places.get(old.group) == new.group


def _moved_groups(old: Version, new: Version, places: Mapping[Slot, Slot]) -> Iterator[Slot]:
    """The heaviest columns, and groups with a heading, of each place keep it; those that came or went do not count."""
    was = {places[one.slot]: one.place for one in _inside(old) if one.slot in places}
    around: dict[Slot, list[_Inside]] = {}
    for other in _inside(new):
        if other.slot in was and other.headed:
            around.setdefault(other.around, []).append(other)
    for members in around.values():
        slots = {str(one.slot): one.slot for one in members}
        weights = {str(one.slot): len(one.clauses) for one in members}
        now = [str(one.slot) for one in members]
        before = sorted(now, key=lambda name: was[slots[name]])
        yield from (slots[name] for name in moved(before, now, weights))


def _moved_sections(old: Version, new: Version, sections: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    back = {right: left for left, right in sections.items()}
    for right, parent in new.parents.items():
        if right not in back:
            continue
        left = back[right]
        if (sections.get(old.parents[left]) or "") != parent:
            yield right, True
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
        yield from ((right, False) for right in moved(before[parent], ids, weights))
