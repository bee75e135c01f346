"""What a labelled edit says of itself: what a perfect report tells, and which words it marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from schoolprotocol.model.base import Weight
from schoolprotocol.policy.model import Clause, Policy
from tests.bench_diff.draft import Draft

Fact = tuple[str, str]
"""(kind, id): `("moved", "ouders.ophalen")`. The kinds of clauses are the facets of `compare.changeset`."""
WORD = re.compile(r"[^\W_⁰¹²³⁴⁵⁶⁷⁸⁹]+")
"""A word of a printed text; marks and the numbers of notes are none."""


def words(text: str) -> Counter[str]:
    """The words of a printed text."""
    return Counter(WORD.findall(text))


@dataclass(frozen=True)
class Label:
    """One edit."""

    kind: str
    """What was done: `word`, `merged and changed`, `cell` …"""
    facts: frozenset[Fact]
    """What the report must tell, and nothing else about these ids."""
    place: str = ""
    """Where the words are marked: a clause id, `heading/<id>` or `cell/<table>/<row>`; empty for none."""
    weight: Weight | None = None
    """Of a change in a clause."""
    removed: Counter[str] = field(default_factory=Counter)
    """Words that go, as printed."""
    added: Counter[str] = field(default_factory=Counter)
    """Words that come, as printed."""
    exact: bool = True
    """Whether exactly these words are to be marked. Not where a reference changes: it prints a number."""
    old: tuple[str, ...] = ()
    """The clauses in the old version."""
    new: tuple[str, ...] = ()
    """The clauses in the new version."""
    suggested: tuple[str, str] | None = None
    """Old and new id of a clause whose lineage the author forgot to declare."""

    @property
    def is_bulk(self) -> bool:
        """Whether it is one of many of its kind that are one thing."""
        return self.kind.startswith("bulk")


@dataclass(frozen=True)
class Case:
    """Two versions, and every edit that lies between them."""

    old: Policy
    new: Policy
    labels: tuple[Label, ...]
    lineage: dict[str, tuple[str, ...]]

    @property
    def facts(self) -> frozenset[Fact]:
        """All that a report must tell."""
        return frozenset(fact for label in self.labels for fact in label.facts)

    @property
    def entries(self) -> int:
        """Of a perfect report: one per clause, heading, row or value, and one for what was done to many."""
        single = {id_ for label in self.labels if not label.is_bulk for _kind, id_ in label.facts}
        return len(single) + len({label.kind for label in self.labels if label.is_bulk})

    def pairs(self) -> dict[str, str]:
        """New clause id by old clause id, of the clauses that are one and one, or kept their id."""
        both = {clause.id for clause in self.old.clauses()} & {clause.id for clause in self.new.clauses()}
        renamed = {
            label.old[0]: label.new[0]
            for label in self.labels
            if len(label.old) == len(label.new) == 1 and label.old != label.new and not label.suggested
        }
        return {id_: id_ for id_ in both} | renamed

    def renumbered(self) -> frozenset[tuple[str, str, str]]:
        """(id, old number, new number) of the clauses with another number: what the table must say."""
        before = {clause.id: clause.number for clause in self.old.clauses()}
        after = {clause.id: clause.number for clause in self.new.clauses()}
        pairs = self.pairs().items()
        return frozenset((new, before[old], after[new]) for old, new in pairs if before[old] != after[new])

    def users(self, name: str) -> frozenset[str]:
        """The clauses that print a value in both versions, by their new id; those of the excerpt too."""
        before = {clause.id for clause in _every(self.old) if name in clause.parameters}
        after = {clause.id for clause in _every(self.new) if name in clause.parameters}
        same = {clause.id: clause.id for clause in _every(self.old)} | self.pairs()
        return frozenset(new for old, new in same.items() if old in before and new in after)


def _every(policy: Policy) -> Iterator[Clause]:
    yield from policy.clauses()
    for group in policy.excerpt_groups:
        yield from group.all_clauses()
    if policy.excerpt is not None:
        yield policy.excerpt.short


def case_of(old: Draft, new: Draft, labels: tuple[Label, ...]) -> Case:
    """Both drafts resolved."""
    return Case(old.policy(), new.policy(), labels, new.lineage())
