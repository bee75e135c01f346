"""Whose consent a change asks: the rules of a protocol and what changed → the councils, change by change.

A rule that stops concerning pupils concerns pupils: who is asked follows from whom a text was for and will be for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from schoolprotocol.compare.changeset import Change, ChangeSet, DocumentChange, HeadingChange, ParameterChange
from schoolprotocol.model.base import Audience, Education
from schoolprotocol.model.protocol import Consent
from schoolprotocol.once import made_once
from schoolprotocol.policy.model import Clause, Policy, Section
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.release.substance import TEXT_FIELDS, touched

Asking = Change | HeadingChange | ParameterChange | DocumentChange
"""What may ask a council's consent."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A change that asks consent, and of whom."""

    topic: str
    """How a council calls it: the id of the change note that is about it; else that of the clause or section, or the
    name of the value. Of title and excerpt it is empty: those have no number of their own."""
    change: Asking
    audiences: frozenset[Audience]
    """Whom it concerns, or concerned; empty: everybody."""
    rules: tuple[Consent, ...]


def asked(rules: Iterable[Consent], education: Collection[Education], changes: ChangeSet) -> tuple[Asked, ...]:
    """Every change of which the meaning changes or may change, and whose consent it asks.

    Args:
        rules: of the protocol.
        education: which education the school gives; empty: it is not said, and every rule counts.
        changes: since the last release.
    """
    own = tuple(rules)
    weighed: list[Change | HeadingChange | ParameterChange] = [
        *changes.changes,
        *changes.headings,
        *changes.parameters,
    ]
    every: list[Asking] = [one for one in weighed if one.weight != "editorial"]
    found = []
    for change in (*every, *(one for one in changes.document if one.field in TEXT_FIELDS)):
        concerned = audiences(change, changes)
        found.append(Asked(topic_of(change), change, concerned, tuple(asking(own, education, concerned))))
    return tuple(found)


def asking(
    rules: Iterable[Consent], education: Collection[Education], concerned: Collection[Audience]
) -> Iterator[Consent]:
    """The rules that a change falls under which concerns these groups; no groups are all of them."""
    for rule in rules:
        if rule.education is not None and education and rule.education not in education:
            continue
        if not rule.audience or not concerned or set(rule.audience) & set(concerned):
            yield rule


def topics(changes: ChangeSet) -> dict[str, tuple[str, ...]]:
    """What each change is about that a council can vote on, by how it calls it; see `substance.touched`."""
    found: dict[str, set[str]] = {}
    for one in asked((), (), changes):
        if one.topic:
            found.setdefault(one.topic, set()).update(touched(one.change))
    return {topic: tuple(sorted(keys)) for topic, keys in found.items()}


def topic_of(change: Asking) -> str:
    """How a council calls a change; see `Asked.topic`."""
    match change:
        case DocumentChange():
            return ""
        case ParameterChange():
            return next(iter(change.notes), change.name)
        case _:
            return next(iter(change.notes), change.id)


def audiences(change: Asking, changes: ChangeSet) -> frozenset[Audience]:
    """Whom a change concerns: the groups of the old text and those of the new one. Nobody in particular is everybody.

    A heading concerns whom the clauses below it are for, a value whom the clauses are for that print it.
    """
    frames = (changes.old.frame, changes.new.frame)
    match change:
        case Change():
            return frozenset(group for one in (*change.old, *change.new) for group in one.audience)
        case HeadingChange():
            ids = {slot.id for part in change.parts for slot in (part.old, part.new) if slot is not None} | {change.id}
            return _groups(clause for frame in frames for one in _sections(frame, ids) for clause in one.all_clauses())
        case ParameterChange():
            return _printing(changes).get(change.name, frozenset())
        case DocumentChange():
            return frozenset()


@made_once(4)
def _printing(changes: ChangeSet) -> Mapping[str, frozenset[Audience]]:
    """By value whom the clauses of either version are for that print it."""
    found: dict[str, set[Audience]] = {}
    for clause in (*every_clause(changes.old.frame), *every_clause(changes.new.frame)):
        for name in clause.parameters:
            found.setdefault(name, set()).update(clause.audience)
    return {name: frozenset(groups) for name, groups in found.items()}


def _sections(frame: Policy, ids: Collection[str]) -> Iterator[Section]:
    return (section for section in frame.all_sections() if section.id in ids)


def _groups(clauses: Iterable[Clause]) -> frozenset[Audience]:
    return frozenset(group for clause in clauses for group in clause.audience)
