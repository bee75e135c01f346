"""Which documents a change in the source touches, before anything is released: a revision beside the working text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from schoolprotocol.compare.changeset import Change, ChangeSet, DocumentChange, Facet, ParameterChange
from schoolprotocol.compare.overview import DocumentImpact, Impact, Touch
from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.documents import revisions
from schoolprotocol.documents.comparing import compared
from schoolprotocol.documents.finding import Key, policies_of, resolve_sound
from schoolprotocol.model.base import Weight
from schoolprotocol.policy.model import Policy
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.loaded import Loaded

_HEAVIEST_FIRST: tuple[Weight, ...] = ("substantive", "review", "editorial")


def impact(corpus: Corpus, revision: str) -> Loaded[Impact]:
    """What differs between the source at a revision and the working source, document by document.

    Args:
        corpus: the working source.
        revision: a branch, tag, hash or `HEAD~2`; `git:` before it is allowed.

    Returns:
        The documents that have no faults now and had none then; and the faults of now and then.

    Raises:
        UsageError: no checkout, no such revision, or there was no source yet.
        SourceError: what was called the source then was none.
        MissingOnMachineError: git is not installed.
    """
    since = revisions.revision_of(revision) or revision
    then = revisions.corpus_at(corpus, since)
    now_resolved, then_resolved = resolve_sound(corpus), resolve_sound(then)
    new, old = policies_of(now_resolved.value), policies_of(then_resolved.value)
    return Loaded(
        Impact(
            since=since,
            documents=tuple(
                _document(corpus, key, old.get(key), new.get(key))
                for key in sorted({*old, *new})
                if (key in new or _is_gone(corpus, key)) and (key in old or _is_gone(then, key))
            ),
        ),
        (*now_resolved.faults, *revisions.named(since, _of_then(then_resolved.faults, now_resolved.faults))),
    )


def _of_then(then: Iterable[Diagnostic], now: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The faults of then that are not there any more: those that are still there need to be told only once."""
    known = {(fault.kind, fault.place.file, fault.school, fault.target) for fault in now}
    return (fault for fault in then if (fault.kind, fault.place.file, fault.school, fault.target) not in known)


def _is_gone(corpus: Corpus, key: Key) -> bool:
    """Whether a source has no such document; not where it has one with faults."""
    return key not in corpus.documents() and not corpus.faults_of(*key)


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
