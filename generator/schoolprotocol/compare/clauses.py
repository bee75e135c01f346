"""The change of one clause, or of the clauses that were split or merged: what happened, its weight, its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from schoolprotocol.compare import blocks, moves
from schoolprotocol.compare.changeset import Change, Facet, Match, Move, Part
from schoolprotocol.compare.classify import Meaning, heaviest
from schoolprotocol.compare.matching import Family
from schoolprotocol.compare.sections import Structure
from schoolprotocol.compare.version import Version
from schoolprotocol.model.base import Weight
from schoolprotocol.model.outline import GroupForm
from schoolprotocol.policy.model import Clause, Policy
from schoolprotocol.policy.slots import Slot
from schoolprotocol.policy.titles import beginnings

_MEANT = {"dos", "donts"}
"""Between these forms and any other, the same words do not mean the same."""
_SILENT: frozenset[Facet] = frozenset({"renumbered", "parameter"})
"""Told elsewhere, in a table: no change by themselves."""


@dataclass(frozen=True)
class Clauses:
    """Tells what happened to a family of clauses."""

    old: Version
    new: Version
    structure: Structure
    meaning: Meaning
    values: frozenset[str]
    """Names of the values that changed."""
    wandered: frozenset[str] | None = frozenset()
    """Words of the sentences that went from one clause to another; None where no words are to be told."""
    match: Match = "id"
    """By `text`, what is not printed need not be the same."""

    def change(self, family: Family) -> Change | None:
        """The change; None where at most its number, or a value that it prints, is another."""
        facets = tuple(dict.fromkeys(self._facets(family)))
        if not set(facets) - _SILENT:
            return None
        id_ = _id(family)
        main = self.new.clauses.get(id_) or self.old.clauses[id_]
        return Change(
            id=id_,
            title=main.title,
            facets=facets,
            weight=self._weight(family, facets),
            old=tuple(self.old.standing(id_) for id_ in family.old),
            new=tuple(self.new.standing(id_) for id_ in family.new),
            moves=tuple(self._moves(family)),
            parts=self._parts(family),
            parameters=tuple(self._printed_values(family)) if "parameter" in facets else (),
            reason=self._reason(family),
        )

    # -- what happened ------------------------------------------------------------------------------------------------

    def _facets(self, family: Family) -> Iterator[Facet]:
        if not family.old or not family.new:
            yield "added" if family.new else "dropped"
            return
        if len(family.new) > 1:
            yield "split"
        if len(family.old) > 1:
            yield "merged"
        if self._wording_differs(family):
            yield "changed"
        if self._other_kort(family):
            yield "kort"
        if self._other_title(family):
            yield "title"
        if any(True for _move in self._moves(family)):
            yield "moved"
        if any(was != now for was, now in self._forms(family)):
            yield "form"
        # Of each part by itself: what was meant for pupils and staff and is now for the one here, for the other there.
        if any(set(was.audience) != set(now.audience) for was, now in self._linked(family)):
            yield "audience"
        if self._refers(family):
            yield "reference"
        if any(True for _name in self._printed_values(family)):
            yield "parameter"
        if len(family.old) == len(family.new) == 1:
            yield from self._single_facets(family)

    def _single_facets(self, family: Family) -> Iterator[Facet]:
        (old,), (new,) = self._clauses(family)
        if self.match == "id":
            if old.id != new.id:
                yield "renamed"
            if (
                (old.title != new.title and not self._other_title(family))
                or (
                    old.wording.template == new.wording.template
                    and (old.source, old.alternative, old.reason) != (new.source, new.alternative, new.reason)
                )
                or _other_order(old.audience, new.audience)
                or _other_order(old.references, new.references)
            ):
                yield "metadata"
        if old.number != new.number:
            yield "renumbered"

    def _clauses(self, family: Family) -> tuple[list[Clause], list[Clause]]:
        return [self.old.clauses[id_] for id_ in family.old], [self.new.clauses[id_] for id_ in family.new]

    def _linked(self, family: Family) -> Iterator[tuple[Clause, Clause]]:
        return ((self.old.clauses[left], self.new.clauses[right]) for left, right in family.links)

    def _wording_differs(self, family: Family) -> bool:
        if len(family.old) == len(family.new) == 1:
            old, new = family.old[0], family.new[0]
            return self.old.templates_of(old) != self.new.templates_of(new)
        return self._wording(family) != "editorial"

    def _moves(self, family: Family) -> Iterator[Move]:
        for left, right in family.links:
            elsewhere = self.structure.moved_clauses.get((left, right))
            if elsewhere is not None:
                yield Move(old=left, new=right, elsewhere=elsewhere)

    def _forms(self, family: Family) -> Iterator[tuple[GroupForm, GroupForm]]:
        return ((self.old.spots[left].form, self.new.spots[right].form) for left, right in family.links)

    def _other_kort(self, family: Family) -> bool:
        own = [id_ for id_ in family.new if id_ in family.old]
        if _korts(self.old, own) != _korts(self.new, own):
            return True
        every = (list(filter(None, _korts(*side))) for side in ((self.old, family.old), (self.new, family.new)))
        return next(every) != next(every)

    def _other_title(self, family: Family) -> bool:
        """Whether a clause has another title, which readers of a version see before its text."""
        if not len(family.old) == len(family.new) == 1:
            return False  # its lineage tells of every title
        sides = (self.old, *family.old), (self.new, *family.new)
        was, now = (side.clauses[id_].title for side, id_ in sides)
        return was != now and any(_is_titled(side.policy, id_) for side, id_ in sides)

    def _refers(self, family: Family) -> bool:
        olds, news = self._clauses(family)
        if {r for c in olds for r in c.references} != {r for c in news for r in c.references}:
            return True
        was, now = (
            {r for text in _all_texts(side, ids) for r in self.meaning.references(text, old=side is self.old)}
            for side, ids in ((self.old, family.old), (self.new, family.new))
        )
        return was != now

    def _printed_values(self, family: Family) -> Iterator[str]:
        before = {name for id_ in family.old for name in self.old.clauses[id_].parameters}
        for name in dict.fromkeys(name for id_ in family.new for name in self.new.clauses[id_].parameters):
            if name in before and name in self.values:
                yield name

    def _reason(self, family: Family) -> str | None:
        if family.new:
            return next((c.reason for c in self._clauses(family)[1] if c.reason), None)
        omitted = {omission.id: omission.reason for omission in self.new.policy.omitted}
        return next((omitted[id_] for id_ in family.old if id_ in omitted), None)

    # -- how much it matters ------------------------------------------------------------------------------------------

    def _weight(self, family: Family, facets: tuple[Facet, ...]) -> Weight:
        if {"added", "dropped", "split", "merged", "audience", "reference"} & set(facets):
            return "substantive"
        return heaviest(self._weights(family, facets))

    def _weights(self, family: Family, facets: tuple[Facet, ...]) -> Iterator[Weight]:
        if "changed" in facets:
            yield self._wording(family)
        if "kort" in facets:
            yield self._short_wording(family)
        if "title" in facets:
            was, now = (clause.title for side in self._clauses(family) for clause in side)
            yield self.meaning.weight(was, now, markup=False)
        # In another order the same steps can be another rule; so can what no longer is a list.
        yield from ("substantive" if move.elsewhere else "review" for move in self._moves(family))
        for forms in self._forms(family):
            if forms[0] != forms[1]:
                yield "substantive" if _MEANT & set(forms) else "review"

    def _wording(self, family: Family) -> Weight:
        old, new = (
            "\n\n".join(_all_texts(side, ids)) for side, ids in ((self.old, family.old), (self.new, family.new))
        )
        return self.meaning.weight(old, new, markup=True)

    def _short_wording(self, family: Family) -> Weight:
        """Of the short sentences. Readers may get nothing else, so none comes or goes unseen."""
        weights: list[Weight] = []
        for old, new in _kort_pairs(family, self.old, self.new):
            if old is None or new is None:
                return "substantive"
            was, now = self.old.texts[old].template, self.new.texts[new].template
            weights.append(self.meaning.weight(was, now, markup=True))
        return heaviest(weights)

    # -- its text -----------------------------------------------------------------------------------------------------

    def _parts(self, family: Family) -> tuple[Part, ...]:
        if self.wandered is None:
            return tuple(self._slots(family))
        old = [b for id_ in family.old for b in _blocks(Slot.clause(id_), self.old)]
        new = [b for id_ in family.new for b in _blocks(Slot.clause(id_), self.new)]
        if family.old and family.new and len(family.old) + len(family.new) > 2:
            old, new = blocks.divided(blocks.sentences(old), blocks.sentences(new))
        elif family.old and family.new:
            cut = blocks.sentences(old), blocks.sentences(new)
            inside = not blocks.have_moved(old, new) and blocks.have_moved(*cut)
            old, new = cut if inside or _lost_or_got(*cut, self.wandered) else (old, new)
        found = list(blocks.parts(old, new, self.old.printing, self.new.printing, self.wandered))
        for left, right in chain(_note_pairs(family, self.old, self.new), _kort_pairs(family, self.old, self.new)):
            found += blocks.parts(
                _blocks(left, self.old), _blocks(right, self.new), self.old.printing, self.new.printing
            )
        return tuple(found)

    def _slots(self, family: Family) -> Iterator[Part]:
        """Of which texts the parts are, without their words."""
        wordings = (
            (Slot.clause(old) if old else None, Slot.clause(new) if new else None)
            for old, new in zip_longest(family.old, family.new)
        )
        pairs = chain(wordings, _note_pairs(family, self.old, self.new), _kort_pairs(family, self.old, self.new))
        return (Part(kind="line", old=old, new=new, segments=()) for old, new in pairs)


def _lost_or_got(old: Sequence[blocks.Block], new: Sequence[blocks.Block], wandered: frozenset[str]) -> bool:
    was, now = ({block.words for block in side} & wandered for side in (old, new))
    return was != now


def _is_titled(policy: Policy, id_: str) -> bool:
    found = beginnings(policy).get(id_)
    return found is not None and bool(found.title)


def wandered(kin: Iterable[Family], old: Version, new: Version) -> frozenset[str]:
    """Words of the sentences that went from one clause to another, of those that both versions have."""
    both = [(family.old, family.new) for family in kin if family.old and family.new]
    other = [ids for ids in both if list(_all_texts(old, ids[0])) != list(_all_texts(new, ids[1]))]
    return moves.wandered([(_sentences(was, old), _sentences(now, new)) for was, now in other])


def _sentences(ids: Iterable[str], side: Version) -> list[blocks.Block]:
    return blocks.sentences([block for id_ in ids for block in _blocks(Slot.clause(id_), side)])


def _other_order(old: Sequence[str], new: Sequence[str]) -> bool:
    return old != new and set(old) == set(new)


def _id(family: Family) -> str:
    """The id that both have; else the clause that was split, or the one that came of others."""
    both = [id_ for id_ in family.new if id_ in family.old]
    if both:
        return both[0]
    if family.old and (len(family.new) > 1 or not family.new):
        return family.old[0]
    return family.new[0]


def _all_texts(side: Version, ids: tuple[str, ...]) -> Iterator[str]:
    """The wordings, then the notes: so that a clause with a note reads the same before and after a merge."""
    for id_ in ids:
        yield side.clauses[id_].wording.template
    for id_ in ids:
        yield from side.notes(id_).values()


def _korts(side: Version, ids: Iterable[str]) -> list[str | None]:
    """The short sentences as they were written; None for a clause without one."""
    korts = (side.clauses[id_].kort for id_ in ids)
    return [kort.template if kort is not None else None for kort in korts]


def _blocks(slot: Slot | None, side: Version) -> tuple[blocks.Block, ...]:
    return blocks.blocks(slot, side.texts[slot].template) if slot is not None else ()


def _kort_pairs(family: Family, old: Version, new: Version) -> Iterator[tuple[Slot | None, Slot | None]]:
    """Slots of short sentences: of one clause beside each other, then in order."""
    left = [slot for id_ in family.old if (slot := Slot.kort(id_)) in old.texts]
    right = [slot for id_ in family.new if (slot := Slot.kort(id_)) in new.texts]
    both = [slot for slot in left if slot in right]
    yield from ((slot, slot) for slot in both)
    yield from zip_longest((s for s in left if s not in both), (s for s in right if s not in both))


def _note_pairs(family: Family, old: Version, new: Version) -> Iterator[tuple[Slot | None, Slot | None]]:
    """Slots of notes of one name, in the order of the new version; then the notes that lapsed."""
    left = [(id_, note) for id_ in family.old for note in old.notes(id_)]
    for id_ in family.new:
        for note in new.notes(id_):
            match = next((pair for pair in left if pair[1] == note), None)
            if match:
                left.remove(match)
            yield Slot.note(*match) if match else None, Slot.note(id_, note)
    for id_, note in left:
        yield Slot.note(id_, note), None
