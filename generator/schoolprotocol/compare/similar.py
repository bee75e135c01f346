"""Two schools' documents beside each other: what both have, what only one has, where they differ."""

from __future__ import annotations

from schoolprotocol.compare import blocks
from schoolprotocol.compare.changeset import Comparison, Lone, Part, SharedClause
from schoolprotocol.compare.classify import Meaning
from schoolprotocol.compare.compare import require_one_protocol
from schoolprotocol.compare.control import is_own_name
from schoolprotocol.compare.values import parameters
from schoolprotocol.compare.version import Version, version
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.slots import Slot


def similarities(left: Policy, right: Policy) -> Comparison:
    """Compare two schools by clause id.

    Raises:
        UsageError: the two are of different protocols.
    """
    require_one_protocol(left, right)
    one, other = version(left), version(right)
    same = {id_: id_ for id_ in one.clauses if id_ in other.clauses}
    meaning = Meaning(one.printing, other.printing, same)
    return Comparison(
        protocol=left.protocol,
        left=left.school,
        right=right.school,
        shared=tuple(_shared(id_, one, other) for id_ in one.clauses if id_ in same),
        only_left=_alone(one, other),
        only_right=_alone(other, one),
        values=tuple(
            change for change in parameters(one, other, meaning, same) if not change.name.startswith("school.")
        ),
    )


def _shared(id_: str, left: Version, right: Version) -> SharedClause:
    same = left.templates_of(id_) == right.templates_of(id_)
    other = left.printing.values
    names = [
        name
        for name in left.clauses[id_].parameters
        if name in right.clauses[id_].parameters and other.get(name) != right.printing.values.get(name)
    ]
    facts = tuple(name for name in names if name.startswith("school.") or is_own_name(name))
    return SharedClause(
        id=id_,
        title=left.clauses[id_].title,
        same_wording=same,
        values=tuple(name for name in names if name not in facts),
        facts=facts,
        parts=() if same else _parts(id_, left, right),
    )


def _parts(id_: str, left: Version, right: Version) -> tuple[Part, ...]:
    found: list[Part] = []
    notes = [Slot.note(id_, note) for note in dict.fromkeys((*left.notes(id_), *right.notes(id_)))]
    for slot in (Slot.clause(id_), *notes):
        sides = [blocks.blocks(slot, side.texts[slot].template) if slot in side.texts else [] for side in (left, right)]
        found += blocks.parts(sides[0], sides[1], left.printing, right.printing)
    return tuple(found)


def _alone(side: Version, other: Version) -> tuple[Lone, ...]:
    reasons = {omission.id: omission.reason for omission in other.policy.omitted}
    return tuple(
        Lone(id=id_, title=clause.title, reason=reasons.get(id_))
        for id_, clause in side.clauses.items()
        if id_ not in other.clauses
    )
