"""Which clause came from which, as authors declared it."""

from __future__ import annotations

from collections.abc import Iterable

from schoolprotocol.model.variant import Add, Variant
from schoolprotocol.source.corpus import Corpus, ProtocolSource


def lineage_of(source: ProtocolSource, variants: Iterable[Variant]) -> dict[str, tuple[str, ...]]:
    """Earlier ids by clause id: from `was` in the catalogue and in added clauses, and from tombstones.

    Args:
        source: the protocol.
        variants: the school's variant and those that it extends.
    """
    found: dict[str, dict[str, None]] = {}
    for clause in source.clauses.values():
        found.setdefault(clause.id, {}).update(dict.fromkeys(clause.was))
    for variant in variants:
        for operation in variant.operations:
            if isinstance(operation, Add):
                found.setdefault(operation.add, {}).update(dict.fromkeys(operation.was))
    for tombstone in source.tombstones.values():
        for id_ in tombstone.replaced_by:
            found.setdefault(id_, {})[tombstone.dropped] = None
    return {id_: tuple(was) for id_, was in sorted(found.items()) if was}


def bases_of(corpus: Corpus, school: str) -> tuple[str, ...]:
    """On whom the documents of a school build, and those of these, whether they are there or not; sorted."""
    found, waiting = set[str](), [school]
    while waiting:
        source = corpus.schools.get(waiting.pop())
        named = {one.extends for one in source.variants.values()} - found - {"base"} if source is not None else set()
        found |= named
        waiting += named
    return tuple(sorted(found))
