"""The comparison, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import gettext as _

from schoolprotocol.compare import control, moves, prove, values
from schoolprotocol.compare.changeset import (
    Change,
    ChangeSet,
    HeadingChange,
    Match,
    ParameterChange,
    TableChange,
)
from schoolprotocol.compare.classify import Meaning
from schoolprotocol.compare.clauses import Clauses, wandered
from schoolprotocol.compare.headings import Headings
from schoolprotocol.compare.matching import Family, by_text, families, suggestions
from schoolprotocol.compare.notes import Notes, in_scope
from schoolprotocol.compare.rekey import new_ids, renamed, with_ids
from schoolprotocol.compare.sections import alike_sections, structure
from schoolprotocol.compare.version import Version, version
from schoolprotocol.errors import UsageError
from schoolprotocol.model.change import ChangeNote
from schoolprotocol.policy.model import Policy


def compare(
    old: Policy,
    new: Policy,
    notes: Sequence[ChangeNote] = (),
    lineage: Mapping[str, tuple[str, ...]] | None = None,
    match: Match = "id",
    *,
    likely_too: bool = True,
    with_words: bool = True,
) -> ChangeSet:
    """Everything that differs between two policies of one protocol, proven complete where its words are asked.

    Args:
        old: the earlier version, usually the last release.
        new: the later one.
        notes: the protocol's change notes; those for other schools or versions are passed over.
        lineage: earlier ids by clause id (see `source.lineage`).
        match: `text` takes clauses that are much alike for the same, whatever their ids.
        likely_too: with `suggestions`, for which texts are laid beside many others; they tell of no difference.
        with_words: with the words of each change, and the proof that they are all. For who only judges what changed
            and how much it matters, the parts of a clause name their slots and no words, and no words are proven; that
            no text differs of which no change tells is held all the same.

    Raises:
        UsageError: the two are of different protocols.
        ComparisonError: a policy could not be rebuilt from the result (our bug).
    """
    require_one_protocol(old, new)
    before, after = version(old), version(new)
    own: dict[str, str] = {}
    if match == "text":
        kin, likely = by_text(before, after, lineage or {})
        ids = new_ids(before, after, kin, alike_sections(before, after, pairs_of(kin)))
        own = {now: was for was, now in ids.items()}
        before, kin = version(with_ids(old, ids)), renamed(kin, ids)
        likely = tuple(one.model_copy(update={"old": tuple(ids.get(i, i) for i in one.old)}) for one in likely)
    else:
        kin = families(before.templates(), after.templates(), lineage or {})
        likely = suggestions(before, after, kin) if likely_too else ()
    pairs = pairs_of(kin)
    shape = structure(before, after, pairs, [link for family in kin for link in family.links])
    meaning = Meaning(before.printing, after.printing, pairs)
    meant = in_scope(notes, new.school, (old.document.version, new.document.version))
    notes_of = Notes(meant, before, after)

    parameters = [notes_of.of_parameter(change) for change in values.parameters(before, after, meaning, pairs)]
    named = frozenset(change.name for change in parameters)
    strayed = wandered(kin, before, after) if with_words else None
    tell = Clauses(before, after, shape, meaning, named, strayed, match)
    told = [c for c in map(tell.change, _in_reading_order(kin, before, after)) if c is not None]
    changes = [notes_of.of_change(change) for change in moves.numbered(told)]
    headings = [notes_of.of_heading(change) for change in Headings(before, after, shape, meaning).changes()]
    tables = control.tables(before, after, meaning)
    texts: list[Change | HeadingChange | TableChange] = [*changes, *headings, *tables]
    explained: list[Change | HeadingChange | ParameterChange] = [*changes, *headings, *parameters]
    result = ChangeSet(
        match=match,
        protocol=new.protocol,
        school=new.school,
        old=prove.side(before.policy, before.texts, old, own),
        new=prove.side(new, after.texts),
        changes=tuple(changes),
        headings=tuple(headings),
        tables=tables,
        document=control.fields(before, after, pairs),
        parameters=tuple(parameters),
        renumbered=tuple(values.renumbered(before, after, pairs, shape.sections)),
        kept=prove.kept(before.texts, after.texts, (part for change in texts for part in change.parts)),
        suggestions=likely,
        explanations=notes_of.explanations(id_ for change in explained for id_ in change.notes),
        notes_in_scope=tuple(note.id for note in meant),
    )
    if with_words:
        prove.prove(result, old, new)
    return result


def require_one_protocol(one: Policy, other: Policy) -> None:
    """Raise `UsageError` where two policies are of different protocols."""
    if one.protocol != other.protocol:
        message = _("{one} is of protocol “{first}”, {other} of “{second}”: compare documents of one protocol.")
        raise UsageError(message.format(one=one.school, first=one.protocol, other=other.school, second=other.protocol))


def pairs_of(kin: Sequence[Family]) -> dict[str, str]:
    """New clause id by old clause id: one and one, and the clause that kept its id when others split off or joined."""
    pairs: dict[str, str] = {}
    for family in kin:
        if len(family.old) == len(family.new) == 1:
            pairs[family.old[0]] = family.new[0]
        else:
            pairs |= {id_: id_ for id_ in family.old if id_ in family.new}
    return pairs


def _in_reading_order(kin: Sequence[Family], old: Version, new: Version) -> list[Family]:
    """By place in the new version; a family that lapsed comes after the clause that it followed."""
    places = {id_: index for index, id_ in enumerate(new.clauses)}
    of_old = {id_: family for family in kin for id_ in family.old}
    anchors: dict[Family, tuple[int, int]] = {}
    last = -1
    for index, id_ in enumerate(old.clauses):
        family = of_old[id_]
        if family.new:
            last = places[family.new[0]]
        else:
            anchors.setdefault(family, (last, index + 1))
    return sorted(kin, key=lambda family: (places[family.new[0]], 0) if family.new else anchors[family])
