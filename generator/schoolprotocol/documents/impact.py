"""Which documents a change in the source touches, before anything is released: a revision beside the working text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from schoolprotocol.compare.changeset import Change, ChangeSet, DocumentChange, Facet, ParameterChange
from schoolprotocol.compare.overview import DocumentImpact, Impact, Touch
from schoolprotocol.documents import revisions
from schoolprotocol.documents.comparing import compared
from schoolprotocol.documents.finding import Key, policies_of, resolve_all
from schoolprotocol.model.base import Weight
from schoolprotocol.policy.model import Policy
from schoolprotocol.source.corpus import Corpus

_HEAVIEST_FIRST: tuple[Weight, ...] = ("substantive", "editorial")


def impact(corpus: Corpus, revision: str) -> Impact:
    """What differs between the source at a revision and the working source, document by document.

    Args:
        corpus: the working source.
        revision: a branch, tag, hash or `HEAD~2`; `git:` before it is allowed.

    Raises:
        UsageError: no checkout, no such revision, or there was no source yet.
        SourceError: one of the two has faults.
        MissingOnMachineError: git is not installed.
    """
    since = revisions.revision_of(revision) or revision
    new = policies_of(resolve_all(corpus))
    old = revisions.policies_at(revisions.corpus_at(corpus.root, since), since)
    return Impact(
        since=since,
        documents=tuple(_document(corpus, key, old.get(key), new.get(key)) for key in sorted({*old, *new})),
    )


def _document(corpus: Corpus, key: Key, old: Policy | None, new: Policy | None) -> DocumentImpact:
    school, protocol = key
    if old is None or new is None:
        return DocumentImpact(school=school, protocol=protocol, state="new" if old is None else "gone")
    if old == new:
        return DocumentImpact(school=school, protocol=protocol, state="untouched")
    changes = compared(corpus, key, old, new)
    return DocumentImpact(
        school=school,
        protocol=protocol,
        state="untouched" if changes.is_empty else "touched",
        touches=_in_order(_merged(_touches(changes, _titles(old) | _titles(new))), new),
        renumbered=len(changes.renumbered),
    )


def _titles(policy: Policy) -> dict[str, str]:
    """Of clauses and sections, by id; the ids of clauses have a dot and those of sections have none."""
    sections = {section.id: section.heading.text for section in policy.all_sections() if section.heading is not None}
    return sections | {id_: clause.title for id_, clause in policy.by_id().items()}


def _touches(changes: ChangeSet, titles: Mapping[str, str]) -> Iterator[Touch]:
    for change in changes.changes:
        yield Touch(
            kind="clause",
            id=change.id,
            title=change.title,
            facets=_told(change.facets),
            weight=change.weight,
            detail=_lineage(change),
        )
    values: tuple[ParameterChange | DocumentChange, ...] = (*changes.parameters, *changes.document)
    for printed in values:
        weight = printed.weight if isinstance(printed, ParameterChange) else None
        for id_ in printed.clauses:
            yield Touch(kind="clause", id=id_, title=titles[id_], facets=("parameter",), weight=weight)
    for heading in changes.headings:
        title = titles.get(heading.id, heading.id)
        yield Touch(kind="section", id=heading.id, title=title, facets=_told(heading.facets), weight=heading.weight)
    for table in changes.tables:
        yield Touch(kind="table", id=table.table, title=table.title, facets=(table.facet,), weight=table.weight)
    for value in changes.parameters:
        detail = f"{value.old.text} → {value.new.text}"
        yield Touch(
            kind="value", id=value.name, title=value.name, facets=("changed",), weight=value.weight, detail=(detail,)
        )
    for field in changes.document:
        detail = f"{field.old or '—'} → {field.new or '—'}"
        yield Touch(kind="document", id=field.field, title=field.field, facets=("changed",), detail=(detail,))


def _told(facets: Iterable[Facet]) -> tuple[Facet, ...]:
    """Another number is only counted."""
    return tuple(facet for facet in facets if facet != "renumbered")


def _lineage(change: Change) -> tuple[str, ...]:
    was, now = ([standing.id for standing in side] for side in (change.old, change.new))
    return (f"{', '.join(was)} → {', '.join(now)}",) if was and now and was != now else ()


def _merged(touches: Iterable[Touch]) -> tuple[Touch, ...]:
    """One touch for each thing: a clause of which both the text and a value changed is one."""
    found: dict[tuple[str, str], Touch] = {}
    for touch in touches:
        known = found.get((touch.kind, touch.id))
        found[touch.kind, touch.id] = _joined(known, touch) if known else touch
    return tuple(found.values())


def _in_order(touches: Iterable[Touch], policy: Policy) -> tuple[Touch, ...]:
    """Clauses first, as the document has them, then those that it has no more; the rest as it came."""
    places = {id_: place for place, id_ in enumerate(policy.by_id())}
    last = len(places)
    return tuple(sorted(touches, key=lambda t: places.get(t.id, last) if t.kind == "clause" else last + 1))


def _joined(one: Touch, other: Touch) -> Touch:
    weights = {one.weight, other.weight}
    return one.model_copy(
        update={
            "facets": tuple(dict.fromkeys((*one.facets, *other.facets))),
            "weight": next((weight for weight in _HEAVIEST_FIRST if weight in weights), None),
            "detail": (*one.detail, *other.detail),
        }
    )
