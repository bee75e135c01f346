"""Which clauses of the two versions are the same one: by permanent id and by declared lineage, never by likeness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest

from rapidfuzz import fuzz

from schoolprotocol.compare.changeset import Suggestion
from schoolprotocol.model.variant import Add, Variant
from schoolprotocol.source.corpus import ProtocolSource

MIN_RENAMED = 60
"""rapidfuzz `ratio` from which a clause that came looks like one that went."""
MIN_PARTIAL = 75
"""rapidfuzz `partial_ratio` from which one looks like a piece of the other."""
MIN_LENGTH = 24
"""Shorter texts look like a piece of anything."""
MANY = 5_000
"""More pairs than this are not searched for pieces: another document, not another version."""

Lineage = Mapping[str, tuple[str, ...]]


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


@dataclass(frozen=True, slots=True)
class Family:
    """Clauses that belong together: one and one, or more where they were split or merged; in reading order."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()
    """Which became which: (old id, new id), each pair once."""


def families(old: Mapping[str, str], new: Mapping[str, str], lineage: Lineage) -> list[Family]:
    """Every clause of both versions in exactly one family.

    Args:
        old: template by clause id, in reading order.
        new: likewise.
        lineage: earlier ids by clause id. It holds in both directions, so that versions can be swapped.
    """
    joined: dict[tuple[str, str], tuple[str, str]] = {}

    def root(node: tuple[str, str]) -> tuple[str, str]:
        while node in joined:
            node = joined[node]
        return node

    links = [(id_, id_) for id_ in new if id_ in old]
    links += _declared(old, new, lineage)
    links += [(was, now) for now, was in _declared(new, old, lineage)]
    for was, now in links:
        left, right = root(("old", was)), root(("new", now))
        if left != right:
            joined[right] = left
    members: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for id_ in old:
        members.setdefault(root(("old", id_)), ([], []))[0].append(id_)
    for id_ in new:
        members.setdefault(root(("new", id_)), ([], []))[1].append(id_)
    own: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for link in dict.fromkeys(links):
        own.setdefault(root(("old", link[0])), []).append(link)
    return [Family(tuple(left), tuple(right), tuple(own.get(node, ()))) for node, (left, right) in members.items()]


def _declared(old: Mapping[str, str], new: Mapping[str, str], lineage: Lineage) -> Iterator[tuple[str, str]]:
    for id_ in lineage:
        if id_ not in new:
            continue
        for was in _ancestors(id_, old, lineage):
            if was in new and id_ in old:
                continue  # both have both: it was split or merged in an earlier version
            survivor = id_ if id_ in old else was if was in new else None
            if survivor is None or old[survivor] != new[survivor]:
                yield was, id_


def _ancestors(id_: str, old: Mapping[str, str], lineage: Lineage) -> Iterator[str]:
    """The nearest earlier ids that the old version has."""
    seen = {id_}
    waiting = list(lineage[id_])
    while waiting:
        was = waiting.pop(0)
        if was in seen:
            continue
        seen.add(was)
        if was in old:
            yield was
        else:
            waiting += lineage.get(was, ())


def suggestions(gone: Mapping[str, str], come: Mapping[str, str]) -> tuple[Suggestion, ...]:
    """Clauses that went and clauses that came and look alike.

    Args:
        gone: template by id of the clauses that only the old version has.
        come: likewise of the new version.
    """
    pairs = sorted(
        (-score, was, now)
        for was, text in gone.items()
        for now, other in come.items()
        if (score := fuzz.ratio(text, other, score_cutoff=MIN_RENAMED))
    )
    left, right = set(gone), set(come)
    found: list[Suggestion] = []
    for score, was, now in pairs:
        if was in left and now in right:
            left.discard(was)
            right.discard(now)
            found.append(Suggestion(kind="renamed", old=was, new=now, score=round(-score)))
    if len(left) * len(come) + len(right) * len(gone) > MANY:
        return tuple(found)
    for now in sorted(right):
        best = _piece(come[now], gone)
        if best:
            found.append(Suggestion(kind="split", old=best[1], new=now, score=best[0]))
    for was in sorted(left):
        best = _piece(gone[was], come)
        if best:
            found.append(Suggestion(kind="merged", old=was, new=best[1], score=best[0]))
    return tuple(found)


def _piece(text: str, others: Mapping[str, str]) -> tuple[int, str] | None:
    """Of the longer texts, the one of which this text looks most like a piece."""
    if len(text) < MIN_LENGTH:
        return None
    words = Counter(text.split())
    longer = ((id_, other) for id_, other in others.items() if len(other) >= len(text))
    # The likeness is dear to compute: only for those that share most words.
    nearest = nlargest(3, longer, key=lambda pair: ((words & Counter(pair[1].split())).total(), pair[0]))
    scores = ((round(fuzz.partial_ratio(text, other, score_cutoff=MIN_PARTIAL)), id_) for id_, other in nearest)
    return max((pair for pair in scores if pair[0]), default=None)
