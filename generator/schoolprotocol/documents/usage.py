"""Which schools use which clauses of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schoolprotocol.documents.finding import Key
from schoolprotocol.policy.model import Policy
from schoolprotocol.source.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Use:
    """One clause of a catalogue."""

    id: str
    title: str
    schools: tuple[str, ...]
    """Ids of the schools whose document or excerpt has it."""


@dataclass(frozen=True, slots=True)
class Usage:
    """The catalogue of one protocol."""

    protocol: str
    clauses: tuple[Use, ...]

    @property
    def shared(self) -> int:
        """How many clauses two schools or more use."""
        return sum(len(clause.schools) >= 2 for clause in self.clauses)


def usage(corpus: Corpus, policies: Mapping[Key, Policy]) -> tuple[Usage, ...]:
    """Every catalogue, each clause with the schools that use it.

    Args:
        corpus: the source.
        policies: the documents in which a clause can be used.
    """
    found = []
    for protocol in corpus.protocols.values():
        used: dict[str, list[str]] = {id_: [] for id_ in protocol.clauses}
        for (school, name), policy in sorted(policies.items()):
            for id_ in policy.by_id():
                if name == protocol.id and id_ in used:
                    used[id_].append(school)
        uses = tuple(Use(id_, protocol.clauses[id_].title, tuple(schools)) for id_, schools in used.items())
        found.append(Usage(protocol.id, uses))
    return tuple(found)
