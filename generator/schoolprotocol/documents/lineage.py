"""Which lineage the authors of a document forgot to declare, and what they would write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from schoolprotocol.compare.changeset import Suggestion
from schoolprotocol.compare.matching import Family, families, suggestions
from schoolprotocol.compare.version import Version, version
from schoolprotocol.documents.comparing import both_versions, lineage_in
from schoolprotocol.documents.finding import CONCEPT, Key
from schoolprotocol.model.variant import Add
from schoolprotocol.places import Place
from schoolprotocol.policy.model import Clause
from schoolprotocol.resolve.chain import Layer, chain
from schoolprotocol.source.corpus import Corpus, ProtocolSource


@dataclass(frozen=True)
class Ancestry:
    """Clauses that seem to be the same, and what to write so that every comparison knows it."""

    likeness: Suggestion
    old: tuple[Clause, ...]
    new: tuple[Clause, ...]
    was: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By clause id what its `was:` is to hold; nothing where `was:` cannot say it: an id names another clause now."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where those clauses stand in the source; nothing where two older versions were compared."""

    @property
    def can_be_written(self) -> bool:
        """Whether it is certain, and can be declared."""
        return self.likeness.is_certain and bool(self.was) and bool(self.places)


def missing_lineage(corpus: Corpus, key: Key, old: str | None, new: str) -> tuple[Ancestry, ...]:
    """What seems to be renamed, split or merged between two versions of a document, and was not declared.

    Args:
        corpus: the loaded source.
        key: the document.
        old: as for `changes_between`.
        new: likewise.

    Raises:
        UsageError: where a version is not there.
        SourceError: where the document's files have faults, or a release of it was edited.
    """
    before, after = (version(policy) for policy in both_versions(corpus, key, old, new))
    source = corpus.protocols[key[1]]
    layers, _found = chain(corpus, *key)
    lineage = lineage_in(corpus, key)
    kin = families(before.templates(), after.templates(), lineage)
    return tuple(
        _ancestry(one, before, after, lineage, _places(source, layers) if new == CONCEPT else {})
        for one in suggestions(before, after, kin)
    )


def _ancestry(
    one: Suggestion,
    old: Version,
    new: Version,
    lineage: Mapping[str, tuple[str, ...]],
    places: Mapping[str, Place],
) -> Ancestry:
    was = {id_: tuple(earlier for earlier in one.old if earlier != id_) for id_ in one.new}
    # A clause that keeps its id when others split off says nothing; those others do.
    was = {id_: ids for id_, ids in was.items() if ids and not (id_ in one.old and len(one.new) > 1)}
    told = families(
        old.templates(),
        new.templates(),
        {**lineage, **{id_: (*lineage.get(id_, ()), *ids) for id_, ids in was.items()}},
    )
    if not any(_same(family, one) for family in told):
        was = {}
    return Ancestry(
        one,
        tuple(old.clauses[id_] for id_ in one.old),
        tuple(new.clauses[id_] for id_ in one.new),
        was,
        {id_: places[id_] for id_ in was if id_ in places},
    )


def _same(family: Family, one: Suggestion) -> bool:
    return set(family.old) == set(one.old) and set(family.new) == set(one.new)


def _places(source: ProtocolSource, layers: Sequence[Layer]) -> dict[str, Place]:
    """Where clauses are defined: in the catalogue, or where a school adds them."""
    found = {clause.id: clause.at("id") for clause in source.clauses.values()}
    for layer in layers:
        for operation in layer.variant.operations:
            if isinstance(operation, Add):
                found.setdefault(operation.add, operation.at("add"))
    return found
