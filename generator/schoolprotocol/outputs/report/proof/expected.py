"""Two policies → everything that differs between them for a reader, whatever the comparison made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.model.base import Audience
from schoolprotocol.outputs.report.proof.edition import Edition, Spot, squeezed
from schoolprotocol.policy.model import Text
from schoolprotocol.policy.slots import EXCERPT, Slot
from schoolprotocol.words.grammar import enumerate_nl
from schoolprotocol.words.terms import AUDIENCE_WORDS, FORMS, STATUS_WORDS

Kind = Literal[
    "text", "layout", "short", "title", "place", "form", "audience", "number", "order", "heading", "look", "value",
    "printed", "control", "row",
]  # fmt: skip
"""`layout`: the same words, written otherwise; `look`: the sort or the frame of a section; `printed`: a clause that
prints a changed value."""
BETWEEN: Final = "\n"
"""Between the texts of one side."""
CELLS: Final = " · "
"""Between the cells of a row."""
_SPEAKING: Final = frozenset({"dos", "donts", "callout", "columns"})
"""Of a clause that came or went, these forms say something that its words do not."""

Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One thing that differs."""

    kind: Kind
    subject: str
    """Id of the clause (of the new version; of those that were split or merged all), section or table; name of the
    value or field."""
    old: str
    """In words; empty where it was not there."""
    new: str


@dataclass(frozen=True)
class Pairing:
    """What belongs together: all that is taken over from the comparison."""

    families: tuple[tuple[Ids, Ids], ...]
    """Old and new ids; of what was split or merged several."""
    sections: Mapping[str, str]
    """New id by old id."""
    headings: Mapping[Slot, Slot]
    """New slot by old slot, of headings of groups and columns of which a change is told."""
    lone: Collection[str] = ()
    """New ids of the sections that have a heading in one of the two only: that it came or went is told."""

    @property
    def pairs(self) -> dict[str, str]:
        """New id by old id: one and one, and what kept its id in a split or merge."""
        found: dict[str, str] = {}
        for old, new in self.families:
            found |= {old[0]: new[0]} if len(old) == len(new) == 1 else {id_: id_ for id_ in old if id_ in new}
        return found

    def is_headed(self, section: str, *, old: bool) -> bool:
        """Whether a section without a heading has one in the other version."""
        return (self.sections.get(section, "") if old else section) in self.lone


def pairing(changes: ChangeSet, old: Edition, new: Edition) -> Pairing:
    """Which clauses, sections and headings the comparison laid beside each other."""
    families = [(tuple(s.id for s in one.old), tuple(s.id for s in one.new)) for one in changes.changes]
    seen = ({id_ for was, _now in families for id_ in was}, {id_ for _was, now in families for id_ in now})
    families += [((id_,), (id_,)) for id_ in new.clauses if id_ in old.clauses and id_ not in seen[0] | seen[1]]
    families += [((id_,), ()) for id_ in old.clauses if id_ not in new.clauses and id_ not in seen[0]]
    families += [((), (id_,)) for id_ in new.clauses if id_ not in old.clauses and id_ not in seen[1]]
    sections = {id_: id_ for id_ in (*old.sections, EXCERPT) if id_ in new.sections or id_ == EXCERPT}
    headings: dict[Slot, Slot] = {}
    for change in changes.headings:
        was = next((part.old for part in change.parts if part.old is not None), None)
        now = next((part.new for part in change.parts if part.new is not None), None)
        if was is None or now is None:
            continue
        if change.kind == "section":
            sections[was.id] = now.id
        else:
            headings[was] = now
    lone = {
        now
        for was, now in sections.items()
        if (Slot.heading(was) in old.headings) != (Slot.heading(now) in new.headings)
    }
    return Pairing(tuple(families), sections, headings, lone)


def differences(old: Edition, new: Edition, pairing: Pairing) -> Counter[Difference]:
    """Everything that must be told, the order of things apart (`order_breaks`)."""
    return Counter(
        [
            *_of_clauses(old, new, pairing),
            *_of_sections(old, new, pairing),
            *_of_values(old, new, pairing),
            *_of_control(old, new),
            *_elsewhere(old, new),
        ]
    )


def _elsewhere(old: Edition, new: Edition) -> Iterator[Difference]:
    """What references to other documents print; one that came or went is a change of the text."""
    for called in old.elsewhere.keys() & new.elsewhere.keys():
        if old.elsewhere[called] != new.elsewhere[called]:
            yield Difference("number", called, old.elsewhere[called], new.elsewhere[called])


# -- clauses ----------------------------------------------------------------------------------------------------------


def subject(family: tuple[Ids, Ids]) -> str:
    """How the clauses of a family are called in a difference."""
    old, new = family
    return old[0] if old and not new else " + ".join(dict.fromkeys((*new, *(old if len(old) > 1 else ()))))


def _of_clauses(old: Edition, new: Edition, pairing: Pairing) -> Iterator[Difference]:
    lone_headings = _lone_headings(old, new, pairing)
    for family in pairing.families:
        was, now = family
        own = subject(family)
        yield from _text(old, new, family, own)
        yield from _shorts(old, new, family, own)
        one_to_one = len(was) == len(now) == 1
        if one_to_one:
            titles = old.clauses[was[0]].title, new.clauses[now[0]].title
            if titles[0] != titles[1] and (old.is_titled(was[0]) or new.is_titled(now[0])):
                yield Difference("title", own, *titles)
        places = [_place(old, id_, pairing, new) for id_ in was], [_place(new, id_, pairing, new) for id_ in now]
        forms = [old.spots[id_].form for id_ in was], [new.spots[id_].form for id_ in now]
        readers = [set(old.clauses[id_].audience) for id_ in was], [set(new.clauses[id_].audience) for id_ in now]
        # Of clauses that were split or merged nobody can tell which was which: all of each side, once one differs.
        if not was or not now or not _is_one_place(*places, lone_headings):
            words = [_joined(e.spots[id_].words for id_ in ids) for e, ids in ((old, was), (new, now))]
            if one_to_one or not was or not now or len({*words[0].split(BETWEEN), *words[1].split(BETWEEN)}) > 1:
                yield Difference("place", own, *words)
        lone = {*forms[0], *forms[1]}
        if (lone & _SPEAKING) if not was or not now else len(lone) > 1:
            yield Difference("form", own, *(_joined(FORMS[form] for form in side) for side in forms))
        if not was or not now or any(one != readers[0][0] for side in readers for one in side):
            yield Difference("audience", own, *(_joined(map(audience, side)) for side in readers))
        numbers = [old.clauses[id_].number for id_ in was], [new.clauses[id_].number for id_ in now]
        if was and now and any(one != numbers[0][0] for side in numbers for one in side):
            yield Difference("number", own, *map(_joined, numbers))


def _text(old: Edition, new: Edition, family: tuple[Ids, Ids], own: str) -> Iterator[Difference]:
    was, now = family
    if [old.templates(id_) for id_ in was] == [new.templates(id_) for id_ in now]:
        return
    texts = text_of(old, was), text_of(new, now)
    if texts[0] != texts[1]:
        yield Difference("text", own, *texts)
    elif was and now:
        yield Difference("layout", own, "", "")


def text_of(edition: Edition, ids: Ids) -> str:
    """The words of these clauses: the texts in order, then the notes."""
    notes = sorted(note for id_ in ids for note in edition.notes(id_) if note)
    return BETWEEN.join([*(edition.wording(id_) for id_ in ids), *notes])


def _shorts(old: Edition, new: Edition, family: tuple[Ids, Ids], own: str) -> Iterator[Difference]:
    was, now = (
        Counter({text.template: 1 for id_ in ids if (text := edition.clauses[id_].kort) is not None})
        for edition, ids in zip((old, new), family, strict=True)
    )
    for gone, edition, ids, side in ((was - now, old, family[0], 0), (now - was, new, family[1], 1)):
        for id_ in ids:
            kort = edition.clauses[id_].kort
            if kort is not None and gone[kort.template]:
                words = edition.words(kort, id_)
                yield Difference("short", own, "" if side else words, words if side else "")


def _place(edition: Edition, id_: str, pairing: Pairing, new: Edition) -> tuple[str, str]:
    """Section and heading under which a clause stands, as the new version calls them."""
    heading = edition.spots[id_].heading
    own = edition.inside(edition.section_of[id_])
    headed = (
        one for one in own if Slot.heading(one) in edition.headings or pairing.is_headed(one, old=edition is not new)
    )
    around = next(headed, "")
    if edition is new:
        return around, edition.headings[heading].template if heading else ""
    section = pairing.sections.get(around, f"was {around}" if around else "")
    if heading is None:
        return section, ""
    counterpart = pairing.headings.get(heading)
    return section, (new.headings[counterpart] if counterpart else edition.headings[heading]).template


_Place = tuple[str, str]
"""Section, and heading of a group or column in it, as the new version calls them."""


def _is_one_place(
    was: Sequence[_Place], now: Sequence[_Place], lone: tuple[frozenset[_Place], frozenset[_Place]]
) -> bool:
    """Whether clauses stand where they stood; also where their group only got a heading or lost it: that is told."""
    if len({*was, *now}) == 1:
        return True
    gone, came = lone
    lost, got = not gone.isdisjoint(was), not came.isdisjoint(now)
    bare = {(one[0], "") if one in gone else one for one in was} | {(one[0], "") if one in came else one for one in now}
    return lost != got and len(bare) == 1


def _lone_headings(old: Edition, new: Edition, pairing: Pairing) -> tuple[frozenset[_Place], frozenset[_Place]]:
    """The headings of groups that went, and those that came, each with nothing in its place."""
    was = {_place(old, id_, pairing, new): spot.heading for id_, spot in old.spots.items() if _in_group(spot)}
    now = {_place(new, id_, pairing, new): spot.heading for id_, spot in new.spots.items() if _in_group(spot)}
    gone = {place for place, slot in was.items() if place not in now and slot not in pairing.headings}
    came = {place for place, slot in now.items() if place not in was and slot not in pairing.headings.values()}
    return frozenset(gone), frozenset(came)


def _in_group(spot: Spot) -> bool:
    return spot.heading is not None and spot.heading.kind == "group"


def _joined(words: Iterable[str]) -> str:
    return BETWEEN.join(words)


def audience(readers: Iterable[Audience]) -> str:
    """For whom, in words."""
    own = set(readers)
    names = [words for reader, words in AUDIENCE_WORDS.items() if reader in own]
    return "iedereen" if len(names) == len(AUDIENCE_WORDS) else enumerate_nl(names)


# -- sections, groups, columns ----------------------------------------------------------------------------------------


def _of_sections(old: Edition, new: Edition, pairing: Pairing) -> Iterator[Difference]:
    back = {right: left for left, right in pairing.sections.items()}
    for id_ in (*new.sections, EXCERPT):
        left = back.get(id_)
        was, now = (side.headings.get(Slot.heading(one)) for side, one in ((old, left or ""), (new, id_)))
        if (was and was.template) != (now and now.template):
            yield from _heading(id_, _headed(old, left or "", was), _headed(new, id_, now))
        if left in old.sections and id_ in new.sections:
            before, after = old.sections[left], new.sections[id_]
            if before.number != after.number:
                yield Difference("number", id_, before.number, after.number)
            if (before.kind, before.framed) != (after.kind, after.framed):
                yield Difference("look", id_, "", "")
    for id_ in old.sections:
        if id_ not in pairing.sections and (was := old.headings.get(Slot.heading(id_))) is not None:
            yield from _heading(id_, _headed(old, id_, was), "")
    yield from _of_groups(old, new, pairing)


def _headed(edition: Edition, id_: str, text: Text | None) -> str:
    return "" if text is None else edition.headed(Slot.heading(id_), text)


def _heading(id_: str, was: str, now: str) -> Iterator[Difference]:
    """What went and what came, each by itself: a heading that went and one that came may be told as one."""
    if was:
        yield Difference("heading", id_, was, "")
    if now:
        yield Difference("heading", id_, "", now)


def _of_groups(old: Edition, new: Edition, pairing: Pairing) -> Iterator[Difference]:
    was = [
        (pairing.sections.get(slot.id, slot.id), text) for slot, text in old.headings.items() if slot.stands_in_group
    ]
    now = [(slot.id, text) for slot, text in new.headings.items() if slot.stands_in_group]
    before, after = (Counter((id_, text.template) for id_, text in side) for side in (was, now))
    for found, edition, gone, side in ((was, old, before - after, 0), (now, new, after - before, 1)):
        for id_, text in found:
            if gone[id_, text.template]:
                gone[id_, text.template] -= 1
                words = edition.line(text)
                yield Difference("heading", id_, "" if side else words, words if side else "")


# -- values and document control --------------------------------------------------------------------------------------


def _of_values(old: Edition, new: Edition, pairing: Pairing) -> Iterator[Difference]:
    was, now = old.policy.values, new.policy.values
    for name in sorted(was.keys() & now.keys()):
        if was[name].text == now[name].text or name.startswith(("document.", "besluit.")):
            continue
        yield Difference("value", name, squeezed(was[name].text), squeezed(now[name].text))
        for left, right in pairing.pairs.items():
            if name in old.clauses[left].parameters and name in new.clauses[right].parameters:
                clause = new.clauses[right]
                called = f"{clause.title} ({clause.label})" if clause.number else clause.title
                yield Difference("printed", name, "", called)


def _of_control(old: Edition, new: Edition) -> Iterator[Difference]:
    was, now = old.fields(), new.fields()
    both = old.policy.values.keys() & new.policy.values.keys()
    for name in dict.fromkeys((*was, *now)):
        group, _dot, rest = name.partition(".")
        told_as_value = group == "organisation" and f"school.{rest}" in both
        only_one = (
            (group == "besluit" and name not in both)
            or (name == "excerpt-readers" and None in (old.policy.excerpt, new.policy.excerpt))
            or (name == "consent" and None in (old.policy.consent, new.policy.consent))
        )
        if was.get(name) != now.get(name) and not told_as_value and not only_one:
            words = [_field(e, name, f.get(name, "")) for e, f in ((old, was), (new, now))]
            if words[0] != words[1]:  # another clause with the same title reads the same: its text is told
                yield Difference("control", name, *words)
    yield from _of_orders(old, new)
    before, after = old.lists(), new.lists()
    for name in before:
        keys = [{line.key for line in side[name]} for side in (before, after)]
        for line in before[name]:
            if line.key not in keys[1] and (not name.startswith("excerpt") or line.key in new.clauses):
                yield Difference("control", name, BETWEEN.join(line.words), "")
        for line in after[name]:
            if line.key not in keys[0] and (not name.startswith("excerpt") or line.key in old.clauses):
                yield Difference("control", name, "", BETWEEN.join(line.words))


def _field(edition: Edition, name: str, words: str) -> str:
    if name == "status":
        return next((words_ for status, words_ in STATUS_WORDS.items() if status == words), words)
    if name == "excerpt-short" and words:
        return edition.clauses[words].title
    return words


# -- order ------------------------------------------------------------------------------------------------------------


def order_breaks(
    old: Edition, new: Edition, pairing: Pairing, moved: frozenset[str], moved_sections: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Pairs of clauses (new ids) that changed places although neither is told to have moved.

    Without what moved, both versions must have the same order.

    Args:
        old: the one version.
        new: the other.
        pairing: what belongs together.
        moved: clauses that are told to have moved, by their new ids.
        moved_sections: likewise sections; groups and columns by their slots.
    """
    pairs = pairing.pairs
    staying = {left: right for left, right in pairs.items() if right not in moved}
    home = {id_: _mover(new, id_, moved_sections) for id_ in staying.values()}
    was: dict[str, list[str]] = {}
    now: dict[str, list[str]] = {}
    for left in old.clauses:
        if left in staying:
            was.setdefault(home[staying[left]], []).append(staying[left])
    here = set(staying.values())
    for right in new.clauses:
        if right in here:
            now.setdefault(home[right], []).append(right)
    for around, ids in now.items():
        yield from ((one, other) for one, other in zip(was[around], ids, strict=True) if one != other)


def _mover(new: Edition, id_: str, moved_sections: frozenset[str]) -> str:
    """The innermost section, group or column around a clause that moved, with all that stands in it."""
    heading = new.spots[id_].heading
    around = (*([str(heading)] if heading is not None else []), *new.inside(new.section_of[id_]))
    return next((one for one in around if one in moved_sections), "")


def _of_orders(old: Edition, new: Edition) -> Iterator[Difference]:
    """What both versions have in another order, or the text for the schoolgids in another form."""
    before, after = old.orders(), new.orders()
    for name in before:
        common = before[name].keys() & after[name].keys()
        was, now = ([key for key in side[name] if key in common] for side in (before, after))
        if was != now:
            yield Difference("control", name, *(BETWEEN.join(after[name][key] for key in keys) for keys in (was, now)))
    for name, groups in old.forms().items():
        lists = groups, new.forms()[name]
        both = frozenset(id_ for _form, ids in lists[0] for id_ in ids) & {
            id_ for _form, ids in lists[1] for id_ in ids
        }
        parts = [[(form, ids & both) for form, ids in side if ids & both] for side in lists]
        if any(one not in parts[1] for one in parts[0]):
            forms = (BETWEEN.join(form for form, _ids in side) for side in parts)
            yield Difference("control", name, *forms)
