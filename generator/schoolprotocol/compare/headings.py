"""What happened to sections and to the headings of groups and columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from schoolprotocol.compare import blocks
from schoolprotocol.compare.changeset import Facet, HeadingChange
from schoolprotocol.compare.classify import Meaning, heaviest
from schoolprotocol.compare.sections import Structure
from schoolprotocol.compare.version import Version
from schoolprotocol.model.base import Weight
from schoolprotocol.policy.model import Section
from schoolprotocol.policy.slots import EXCERPT, Slot


@dataclass(frozen=True)
class Headings:
    """Tells what happened to headings."""

    old: Version
    new: Version
    structure: Structure
    meaning: Meaning

    def changes(self) -> Iterator[HeadingChange]:
        """Sections in reading order, those that lapsed last; then groups and columns likewise."""
        back = {new: old for old, new in self.structure.sections.items()}
        for id_ in [*self.new.sections, EXCERPT]:
            yield from self._section(back.get(id_), id_)
        for id_ in self.old.sections:
            if id_ not in self.structure.sections:
                yield from self._section(id_, None)
        places = {new: old for old, new in self.structure.places.items()}
        for slot in self.new.texts:
            if slot.stands_in_group:
                yield from self._inside(places.get(slot), slot)
        for slot in self.old.texts:
            if slot.stands_in_group and self.structure.places.get(slot) not in self.new.texts:
                yield from self._inside(slot, None)

    def _section(self, old: str | None, new: str | None) -> Iterator[HeadingChange]:
        facets: list[Facet] = []
        weights: list[Weight] = []
        if old is not None and new is not None:
            if new in self.structure.moved_sections:
                facets.append("moved")
                weights.append("substantive" if self.structure.moved_sections[new] else "review")
            if old != new:
                facets.append("renamed")
            if self._look(self.old, old) != self._look(self.new, new) or self._other_lists(old, new):
                facets.append("form")
                weights.append("review")
        slots = (Slot.heading(old) if old else None, Slot.heading(new) if new else None)
        yield from self._change(new or old or "", "section", facets, weights, *slots)

    @staticmethod
    def _look(side: Version, id_: str) -> tuple[object, ...]:
        section = side.sections.get(id_)
        return (section.kind, section.framed) if section else ()

    def _other_lists(self, old: str, new: str) -> bool:
        """Whether clauses that stay where they are, in their form and below no heading, are divided otherwise."""
        before, after = self._staying
        return _lists(self.old.sections.get(old), before) != _lists(self.new.sections.get(new), after)

    @cached_property
    def _staying(self) -> tuple[dict[str, str], dict[str, str]]:
        """New id by the id that those clauses have in the old version, and in the new one."""
        moved = {right for _left, right in self.structure.moved_clauses}
        own: dict[str, str] = {}
        for left, right in self.structure.pairs.items():
            one, other = self.old.spots[left], self.new.spots[right]
            if right not in moved and one.form == other.form and not (one.headed or other.headed):
                own[left] = right
        return own, {right: right for right in own.values()}

    def _inside(self, old: Slot | None, new: Slot | None) -> Iterator[HeadingChange]:
        some = new or old
        if some is None:
            return
        has_moved = new in self.structure.moved_groups
        facets: list[Facet] = ["moved"] if has_moved else []
        weights: list[Weight] = ["review"] if has_moved else []
        yield from self._change(some.id, "group" if some.kind == "group" else "column", facets, weights, old, new)

    def _change(
        self,
        id_: str,
        kind: Literal["section", "group", "column"],
        facets: list[Facet],
        weights: list[Weight],
        old_slot: Slot | None,
        new_slot: Slot | None,
    ) -> Iterator[HeadingChange]:
        old = self.old.texts.get(old_slot) if old_slot else None
        new = self.new.texts.get(new_slot) if new_slot else None
        if old is None and new is None and not facets:
            return
        if old is None and new is not None:
            facets.insert(0, "added")
        elif new is None and old is not None:
            facets.insert(0, "dropped")
        elif old is not None and new is not None and old.template != new.template:
            facets.insert(0, "heading")
        if {"added", "dropped"} & set(facets):
            weights.append("substantive")
        weights.append(self.meaning.weight(old.template if old else "", new.template if new else "", markup=False))
        if not facets:
            return
        numbers = [
            side.sections[slot.id].number if kind == "section" and slot and slot.id in side.sections else None
            for side, slot in ((self.old, old_slot), (self.new, new_slot))
        ]
        if None not in numbers and numbers[0] != numbers[1]:
            facets.append("renumbered")
        yield HeadingChange(
            id=id_,
            kind=kind,
            facets=tuple(facets),
            weight=heaviest(weights),
            old_number=numbers[0],
            new_number=numbers[1],
            parts=blocks.parts(
                [blocks.Block(old_slot, old.template, "line")] if old and old_slot else [],
                [blocks.Block(new_slot, new.template, "line")] if new and new_slot else [],
                self.old.printing,
                self.new.printing,
            ),
        )


def _lists(section: Section | None, ids: Mapping[str, str]) -> set[frozenset[str]]:
    """Which clauses stand in one group, each by what `ids` calls it; the others do not count."""
    groups = section.groups if section is not None else ()
    found = (frozenset(ids[clause.id] for clause in group.clauses if clause.id in ids) for group in groups)
    return {members for members in found if members}
