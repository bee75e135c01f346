"""Policy → what of it concerns one group of readers: the same clauses, ids, numbers and headings, without the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schoolprotocol.model.base import Audience
from schoolprotocol.policy.model import Clause, Column, Group, Policy, Section
from schoolprotocol.words.terms import AUDIENCE_PAGES, AUDIENCE_WORDS


@dataclass(frozen=True, slots=True)
class Part:
    """What concerns one group of readers."""

    audience: Audience
    page: str
    """Name of its page, without ending: `leerlingen`."""
    readers: str
    """The group, for readers: `ouders en verzorgers`."""
    policy: Policy
    """The policy with only their clauses, without document control."""


def audience_counts(policy: Policy) -> dict[Audience, int]:
    """How many clauses each group has; empty where sifting would leave nothing out for anybody."""
    clauses = list(policy.clauses())
    counts = {id_: sum(id_ in clause.audience for clause in clauses) for id_ in AUDIENCE_WORDS}
    if all(count in {0, len(clauses)} for count in counts.values()):
        return {}
    return {id_: count for id_, count in counts.items() if count}


def parts_of(policy: Policy) -> list[Part]:
    """A part for each group that the document has, in the order of the navigation."""
    counts = audience_counts(policy)
    asked = ((id_, *AUDIENCE_PAGES[id_]) for id_ in AUDIENCE_PAGES if id_ in counts)
    return [Part(id_, page, readers, for_readers(policy, id_)) for id_, page, readers in asked]


def for_readers(policy: Policy, audience: Audience) -> Policy:
    """The policy with only the clauses for these readers. Numbers stay as they are in the policy."""
    document = policy.document.model_copy(update={"history": ()})
    sections = _sections(policy.sections, audience)
    return policy.model_copy(update={"sections": sections, "front": (), "document": document})


def _sections(sections: Iterable[Section], audience: Audience) -> tuple[Section, ...]:
    made = (
        section.model_copy(
            update={"groups": _groups(section.groups, audience), "sections": _sections(section.sections, audience)}
        )
        for section in sections
    )
    return tuple(section for section in made if section.groups or section.sections)


def _groups(groups: Iterable[Group], audience: Audience) -> tuple[Group, ...]:
    made = (
        group.model_copy(
            update={"clauses": _clauses(group.clauses, audience), "columns": _columns(group.columns, audience)}
        )
        for group in groups
    )
    return tuple(group for group in made if group.clauses or group.columns)


def _columns(columns: Iterable[Column], audience: Audience) -> tuple[Column, ...]:
    made = (column.model_copy(update={"clauses": _clauses(column.clauses, audience)}) for column in columns)
    return tuple(column for column in made if column.clauses)


def _clauses(clauses: Iterable[Clause], audience: Audience) -> tuple[Clause, ...]:
    return tuple(clause for clause in clauses if audience in clause.audience)
