"""A second version of a document: which of its sections and clauses are those that are there already.

Texts lead (`compare.alike`, as for a change report); then titles and numbers in the same place. What was split or
merged keeps one id, and the others say from where they came. What only stands where another stood is asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from schoolprotocol.compare.alike import Passage, alike
from schoolprotocol.compare.changeset import CERTAIN
from schoolprotocol.importing.catalogue import normalised
from schoolprotocol.importing.names import unique
from schoolprotocol.importing.parts import Norm, Part
from schoolprotocol.importing.texts import Writer, without_run_in
from schoolprotocol.policy.model import Clause, Policy, Section
from schoolprotocol.policy.tree import tree_of
from schoolprotocol.text.plain import bare


@dataclass
class Again:
    """What a second version has of the first."""

    kept: dict[Norm, Clause] = field(default_factory=dict)
    """The clause that each is."""
    was: dict[Norm, tuple[str, ...]] = field(default_factory=dict)
    """Clauses from which one came that is not the same, or not only."""
    gone: dict[str, tuple[Norm, ...]] = field(default_factory=dict)
    """Clauses that the second version lacks, with those that took their place."""
    doubtful: list[tuple[Norm, str, float | None]] = field(default_factory=list)
    """What may have come of which clause, and how likely that is (0–1); None where only the place says so."""


def again(policy: Policy, parts: Sequence[Part], writer: Writer, apart: Collection[str] = ()) -> Again:
    """Find the clauses of a document in its second version, and give the sections their ids.

    Args:
        policy: what the document says until now.
        parts: the second version.
        writer: knows what is left out, or printed otherwise.
        apart: clauses that cannot say what became of them: that becomes another one, which came of it.
    """
    found = Again()
    old = {clause.id: clause for clause in policy.clauses()}
    homes = _homes(policy)
    places = {norm: part for top in parts for part in top.every() for norm in part.norms()}
    new = [*places]
    passages = [Passage(str(n), _said(norm, writer), norm.title, _heading(places[norm])) for n, norm in enumerate(new)]
    tree = tree_of(policy)  # as printed: in markup a brace is `&#123;`, and that is no word of the document
    labels = {id_: one.number or "" for id_, one in old.items()}
    before = [Passage(id_, bare(tree.clause(one), labels), one.title, _title(homes[id_])) for id_, one in old.items()]
    for one in alike(before, passages, CERTAIN / 100):
        norms = tuple(new[int(n)] for n in one.new)
        if one.certainty * 100 >= CERTAIN:
            _take(found, [old[id_] for id_ in one.old], norms)
        else:
            found.doubtful += [(norm, id_, one.certainty) for norm in norms for id_ in one.old]
    _in_their_place(found, old, places)
    for norm, clause in [(norm, clause) for norm, clause in found.kept.items() if clause.id in apart]:
        del found.kept[norm]
        found.was[norm] = (clause.id, *found.was.get(norm, ()))
        found.gone[clause.id] = (norm,)
    for norm, clause in found.kept.items():
        _notes(norm, {note.id: bare(tree.note(clause, note), labels) for note in clause.notes}, writer)
    told = {clause.id for clause in found.kept.values()}
    came = {id_ for ids in found.was.values() for id_ in ids}
    found.gone |= {id_: () for id_ in old if id_ not in told and id_ not in came}
    found.gone = {id_: norms for id_, norms in found.gone.items() if id_ not in told}
    found.doubtful = [one for one in found.doubtful if one[0] not in found.kept and one[1] not in told]
    _sections(found, policy, parts)
    found.doubtful += _where_they_stood(found, old, places, homes)
    return found


def _take(found: Again, old: Sequence[Clause], new: Sequence[Norm]) -> None:
    """The longest of each side is the same clause; the others were split off, or went up in it."""
    clause = max(old, key=lambda one: len(one.wording.text))
    norm = max(new, key=lambda one: len(one.plain))
    found.kept[norm] = clause
    others = tuple(one.id for one in old if one is not clause)
    if others:
        found.was[norm] = others
        found.gone |= dict.fromkeys(others, (norm,))
    for one in new:
        if one is not norm:
            found.was[one] = tuple(each.id for each in old)


def _in_their_place(found: Again, old: Mapping[str, Clause], places: Mapping[Norm, Part]) -> None:
    """What says something else, under the same title and the same number, is that clause all the same."""
    taken = {clause.id for clause in found.kept.values()}
    free = {(normalised(one.title), one.number): one for one in old.values() if one.id not in taken and one.number}
    for norm in places:
        clause = free.get((normalised(norm.title), norm.computed))
        if norm not in found.kept and norm.is_titled and clause is not None and clause.id not in taken:
            found.kept[norm] = clause
            taken.add(clause.id)


def _where_they_stood(
    found: Again, old: Mapping[str, Clause], places: Mapping[Norm, Part], homes: Mapping[str, Section]
) -> list[tuple[Norm, str, None]]:
    """What has no counterpart, between the same neighbours in the same section: only a person knows what it is."""
    came = {norm: id_ for norm, id_, _likeness in reversed(found.doubtful)}
    came |= {norm: ids[0] for norm, ids in found.was.items()}
    came |= {norm: clause.id for norm, clause in found.kept.items()}
    merged = {id_: came[norm] for norm, ids in found.was.items() for id_ in ids if norm in found.kept}
    asked = {id_ for _norm, id_, _likeness in found.doubtful}
    is_open = {id_ for id_, norms in found.gone.items() if not norms} - asked
    lefts: defaultdict[_Spot, list[str]] = defaultdict(list)
    rights: defaultdict[_Spot, list[Norm]] = defaultdict(list)
    ends = [None if id_ in is_open else merged.get(id_, id_) for id_ in old]
    nexts = [came.get(norm) for norm in places]
    steady = _in_order(ends, nexts)  # a neighbour that moved says nothing of the place
    ends, nexts = ([one if one in steady else None for one in row] for row in (ends, nexts))
    for id_, around in zip(old, _around(ends), strict=True):
        if id_ in is_open:
            lefts[homes[id_].id, *around].append(id_)
    for norm, around in zip(places, _around(nexts), strict=True):
        if norm not in came:
            rights[places[norm].id, *around].append(norm)
    pairs: list[tuple[Norm, str, None]] = []
    for spot in lefts.keys() & rights.keys():
        ids, norms = lefts[spot], rights[spot]
        titles = Counter(normalised(old[id_].title) for id_ in ids), Counter(normalised(norm.title) for norm in norms)
        same = {title for title in titles[0] if title and titles[0][title] == titles[1][title] == 1}
        named = {normalised(norm.title): norm for norm in norms}
        pairs += [(named[title], id_, None) for id_ in ids if (title := normalised(old[id_].title)) in same]
        ids = [id_ for id_ in ids if normalised(old[id_].title) not in same]
        norms = [norm for norm in norms if normalised(norm.title) not in same]
        if len(ids) == len(norms):
            is_one = len(ids) == 1
            both = zip(norms, ids, strict=True)
            pairs += [(norm, id_, None) for norm, id_ in both if is_one or _is_numbered_as(norm, old[id_])]
    return sorted(pairs, key=lambda one: one[0].block)


_Spot = tuple[str, str | None, str | None]
"""A section, and the clauses between which something stands there."""


def _in_order(old: Sequence[str | None], new: Sequence[str | None]) -> set[str]:
    """What comes in the same order in both."""
    one, other = [id_ for id_ in old if id_], [id_ for id_ in new if id_]
    return {
        id_ for code in Indel.opcodes(one, other) if code.tag == "equal" for id_ in one[code.src_start : code.src_end]
    }


def _around(ends: Sequence[str | None]) -> Iterator[tuple[str | None, str | None]]:
    """Of each the nearest that is known before it, and behind it."""

    def nearest(row: Iterable[str | None]) -> list[str | None]:
        seen: list[str | None] = [None]
        for one in row:
            seen.append(one or seen[-1])
        return seen[:-1]

    return zip(nearest(ends), reversed(nearest(reversed(ends))), strict=True)


def _is_numbered_as(norm: Norm, clause: Clause) -> bool:
    return bool(clause.number) and norm.computed == clause.number


def _notes(norm: Norm, old: Mapping[str, str], writer: Writer) -> None:
    """Give notes the ids that they had: by their words, else by their order."""
    said = {mark: "\n".join(map(writer.words, pieces)) for mark, (_, pieces) in norm.notes.items()}
    left = {normalised(text): id_ for id_, text in reversed([*old.items()])}
    ids = {mark: left.pop(normalised(text)) for mark, text in said.items() if normalised(text) in left}
    free = [id_ for id_ in old if id_ not in ids.values()]
    others = [mark for mark in said if mark not in ids]
    ids |= zip(others, free, strict=False)
    for mark, (id_, pieces) in norm.notes.items():
        ids.setdefault(mark, unique(id_, {*old, *ids.values()}))
        norm.notes[mark] = ids[mark], pieces


def _said(norm: Norm, writer: Writer) -> str:
    """Its words as they were kept: with a number that is words, and without names of persons."""
    said = "\n".join(map(writer.words, without_run_in(norm).pieces))
    if norm.number and not norm.is_counted:
        said = f"{norm.number} {said}"
    return said.replace("\n:\n", ": ")


def _heading(part: Part) -> str:
    return part.heading.text if part.heading is not None else ""


def _title(section: Section) -> str:
    return section.heading.text if section.heading is not None else ""


def _homes(policy: Policy) -> dict[str, Section]:
    return {
        clause.id: section
        for section in policy.all_sections()
        for group in section.groups
        for clause in group.all_clauses()
    }


def _sections(found: Again, policy: Policy, parts: Sequence[Part]) -> None:
    """Give sections the ids that they had: by their heading, else by the clauses in them."""
    every = list(policy.all_sections())
    homes = _homes(policy)
    above = {child.id: one.id for one in every for child in one.sections}
    taken: set[str] = set()
    left: list[Part] = []
    for part in _all(parts):
        match = next((one for one in every if one.id not in taken and _is_same(part, one)), None)
        if match is None:
            left.append(part)
        else:
            part.id = match.id
            taken.add(match.id)
    for part in reversed(left):  # what is within a section tells which one that is
        inside = [homes[found.kept[norm].id].id for norm in part.norms() if norm in found.kept]
        inside += [above[child.id] for child in part.parts if child.id in above]
        every_one = len([*part.norms()]) + len(part.parts)
        best = next((id_ for id_, many in Counter(inside).most_common(1) if 2 * many > every_one), None)
        if best is not None and best not in taken:
            part.id = best
            taken.add(best)


def _is_same(part: Part, section: Section) -> bool:
    if part.heading is None or section.heading is None:
        return part.heading is None and section.heading is None
    text = section.heading.text
    return normalised(text) in {normalised(part.heading.text), normalised(f"{part.number} {part.heading.text}")}


def _all(parts: Sequence[Part]) -> Iterator[Part]:
    for part in parts:
        yield from part.every()
