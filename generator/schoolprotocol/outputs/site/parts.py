"""Policy → what of it concerns one group of readers: the same clauses, ids, numbers and headings, without the rest."""

from __future__ import annotations

from dataclasses import dataclass

from schoolprotocol.model.base import Audience
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.walk import keep
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


def pages_of(policy: Policy) -> tuple[str, ...]:
    """Names of the pages that every site of a text has."""
    return ("index", *(part.page for part in parts_of(policy)), "versies", "search")


def for_readers(policy: Policy, audience: Audience) -> Policy:
    """The policy with only the clauses for these readers. Numbers stay as they are in the policy."""
    document = policy.document.model_copy(update={"history": ()})
    sections = keep(policy.sections, lambda clause: audience in clause.audience)
    return policy.model_copy(update={"sections": sections, "front": (), "document": document})
