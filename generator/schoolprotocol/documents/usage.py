"""Which schools use which clauses of the catalogue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from schoolprotocol.documents.finding import Key
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


def usage(corpus: Corpus, used: Iterable[tuple[Key, Collection[str]]]) -> tuple[Usage, ...]:
    """Every catalogue, each clause with the schools that use it.

    Args:
        corpus: the source, or what all schools share of it.
        used: ids of the clauses of each document, in the order in which schools are told.
    """
    schools: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (school, protocol), clauses in used:
        for id_ in clauses:
            schools[protocol, id_].append(school)
    return tuple(
        Usage(
            protocol.id,
            tuple(Use(id_, clause.title, tuple(schools[protocol.id, id_])) for id_, clause in protocol.clauses.items()),
        )
        for protocol in corpus.protocols.values()
    )
