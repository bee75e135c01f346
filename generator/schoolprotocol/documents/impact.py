"""Which documents a change in the source touches, before anything is released: a revision beside the working text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Literal

from schoolprotocol.check.part import Part as Checked
from schoolprotocol.compare.changeset import Change, ChangeSet, DocumentChange, Facet, ParameterChange, Part, Standing
from schoolprotocol.compare.overview import DocumentImpact, Impact, LostDecision, Touch, WhyLost, heaviest
from schoolprotocol.diagnostics import Diagnostic, sort
from schoolprotocol.documents import revisions
from schoolprotocol.documents.comparing import compared
from schoolprotocol.documents.deciding import changed_between, void_of
from schoolprotocol.documents.finding import Key, one_by_one, policies_of, resolve_sound
from schoolprotocol.model.document import Decision
from schoolprotocol.policy.elsewhere import referring
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.slots import Slot
from schoolprotocol.resolve.policy import Resolution
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.git import GitTree
from schoolprotocol.source.loaded import Loaded
from schoolprotocol.source.tree import SOURCE, join
from schoolprotocol.words.fields import field_name

_CARRYING = ("instemming", "vaststelling")
"""The decisions that carry a text; an advice does not."""


def impact(
    corpus: Corpus, revision: str, known: Callable[[str], Checked | None] = lambda _school: None
) -> Loaded[Impact]:
    """What differs between the source at a revision and the working source, document by document.

    Args:
        corpus: the working source, or what all schools share of it: then schools are read one by one.
        revision: a branch, tag, hash or `HEAD~2`; `git:` before it is allowed.
        known: what a check would find of a school as its files are now, where that is known; it need not be read then
            if it is what it was.

    Returns:
        The documents that have no faults now and had none then; and the faults of now and then.

    Raises:
        UsageError: no checkout, no such revision, or there was no source yet.
        SourceError: what was called the source then was none.
        MissingOnMachineError: git is not installed.
    """
    since = revisions.revision_of(revision) or revision
    then = revisions.shared_at(corpus, since)
    schools = sorted({*corpus.school_ids, *then.school_ids})
    untouched = _untouched(corpus, then, schools, known)
    # At least once, for what is wrong with what all share; where a school is not there, nothing of it is read.
    read = [school for school in schools if school not in untouched] or [""]
    pairs = zip(one_by_one(corpus, read), one_by_one(then, read), strict=True)
    found = [document for of_school in untouched.values() for document in of_school]
    faults, before = list[Diagnostic](), list[Diagnostic]()
    for (school, now), (_same, earlier) in pairs:
        told, *both = _between(now, revisions.as_frozen_now(earlier, now), [school])
        found += told
        faults += both[0]
        before += both[1]
    return Loaded(
        Impact(since=since, documents=tuple(sorted(found, key=_key))),
        (*sort(faults), *revisions.named(since, _of_then(sort(before), faults))),
    )


def _untouched(
    corpus: Corpus, then: Corpus, schools: Iterable[str], known: Callable[[str], Checked | None]
) -> dict[str, list[DocumentImpact]]:
    """The documents of schools that need not be read, by school: there is nothing to tell of them.

    Each file of such a school, of those on which it builds, and of all that is no school's, holds what it held then.
    What a document says is a function of these, so it says the same. That is found out here, of the bytes themselves;
    a check that saw them only tells on whom the school builds, and that there are no faults to tell.
    """
    now, before = (one.reader.tree if one.reader is not None else None for one in (corpus, then))
    if now is None or not isinstance(before, GitTree):
        return {}
    shared = {name for tree in (now, before) for name in tree.names(SOURCE) if not name.startswith(".")} - {"schools"}
    is_same = cache(lambda name: before.is_same(now, join(SOURCE, name)))
    found = {}
    for school in schools:
        part = known(school)
        if part is None or not part.has_no_faults:
            continue
        if not all(map(is_same, shared)):
            return {}
        if all(is_same(f"schools/{one}") for one in (school, *part.bases)):
            found[school] = _all_untouched(part)
    return found


def _all_untouched(part: Checked) -> list[DocumentImpact]:
    published = sorted(use.protocol for use in part.uses if use.is_published)
    return [DocumentImpact(school=part.school, protocol=one, state="untouched") for one in published]


def between(
    corpus: Corpus, then: Corpus, since: str, same: Mapping[str, Checked] = MappingProxyType({})
) -> Loaded[Impact]:
    """What differs between two sources that were read, document by document.

    Args:
        corpus: the source now.
        then: the source as it was.
        since: how people call that moment.
        same: by school what a check finds of it, of those of which it is known that nothing differs.
    """
    untouched = {school: part for school, part in same.items() if part.has_no_faults}
    found, faults, before = _between(corpus, then, {*corpus.school_ids, *then.school_ids} - untouched.keys())
    found += [one for part in untouched.values() for one in _all_untouched(part)]
    documents = tuple(sorted(found, key=_key))
    return Loaded(
        Impact(since=since, documents=documents), (*faults, *revisions.named(since, _of_then(before, faults)))
    )


def _key(document: DocumentImpact) -> Key:
    return document.school, document.protocol


def _between(
    corpus: Corpus, then: Corpus, schools: Collection[str]
) -> tuple[list[DocumentImpact], tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """What differs in the documents of schools; and the faults of now and of then."""
    now_resolved, then_resolved = (_resolved(one, schools) for one in (corpus, then))
    new, old = policies_of(now_resolved.value), policies_of(then_resolved.value)
    found = [
        _document(corpus, key, old.get(key), new.get(key))
        for key in sorted({*old, *new})
        if (key in new or _is_gone(corpus, key)) and (key in old or _is_gone(then, key))
    ]
    return found, now_resolved.faults, then_resolved.faults


def _resolved(corpus: Corpus, schools: Collection[str]) -> Loaded[dict[Key, Resolution]]:
    """The documents of schools that have no faults; and the faults of everything that was read."""
    resolved = resolve_sound(corpus, [key for key in corpus.documents() if key[0] in schools])
    return replace(resolved, faults=sort((*corpus.faults, *resolved.faults)))


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
    titles = _titles(old) | _titles(new)
    touches = _in_order(_merged([*_touches(changes, titles), *_referring(changes, titles, new)]), new)
    return DocumentImpact(
        school=school,
        protocol=protocol,
        state="untouched" if changes.is_empty else "touched",
        touches=touches,
        renumbered=sum(one.kind != "elsewhere" for one in changes.renumbered),
        weight=heaviest(touch.weight for touch in touches),
        lost=tuple(_lost(corpus, key, old, new)),
    )


def _lost(corpus: Corpus, key: Key, old: Policy, new: Policy) -> Iterator[LostDecision]:
    """The decisions that carried the text of then and do not carry that of now.

    Both are judged by what is frozen now: nothing frozen is read of then, and what was put to a council stays.
    """
    held = [decision for decision in old.decisions if _carries(decision, old.document.version)]
    void_then = {_decision(decision) for decision in void_of(corpus, key, old)}
    held = [decision for decision in held if _decision(decision) not in void_then]
    if not held:
        return
    since = changed_between(corpus, key, old, new)
    if old.document.version != new.document.version:
        # What is decided of a version that was released stays with that; of another one nothing is left.
        if since.differences and _is_unkept(corpus, key, old):
            yield from (_told_as_lost(decision, "version") for decision in held)
        return
    void_now = {_decision(decision) for decision in void_of(corpus, key, new)}
    recorded = {_decision(decision) for decision in new.decisions}
    for decision in held:
        own = _decision(decision)
        if own not in recorded:
            yield _told_as_lost(decision, "removed")
        elif own in void_now:
            yield _told_as_lost(decision, "changed" if since.substantive else "review")


def _carries(decision: Decision, version: str) -> bool:
    """Whether a text of this version can rest on the decision."""
    return decision.version == version and decision.kind in _CARRYING and decision.outcome != "negatief"


def _told_as_lost(decision: Decision, why: WhyLost) -> LostDecision:
    return LostDecision(
        kind=decision.kind,
        body=decision.body,
        part=decision.part,
        version=decision.version,
        day=decision.day,
        why=why,
    )


def _decision(decision: Decision) -> tuple[str | None, ...]:
    """What makes it the same decision, whatever else is recorded of it since."""
    return decision.kind, decision.body, decision.part, decision.version


def _is_unkept(corpus: Corpus, key: Key, policy: Policy) -> bool:
    """Whether a version was never released: then its decisions carry nothing once the text is another version."""
    releases = corpus.schools[key[0]].releases_of(key[1])
    return all(release.version != policy.document.version for release in releases)


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
            detail=_details(change),
            old=_text(change.parts, "old") if change.old else None,
            new=_text(change.parts, "new") if change.new else None,
            parts=change.parts,
        )
    values: tuple[ParameterChange | DocumentChange, ...] = (*changes.parameters, *changes.document)
    for printed in values:
        weight = printed.weight if isinstance(printed, ParameterChange) else None
        for id_ in printed.clauses:
            yield Touch(kind="clause", id=id_, title=titles[id_], facets=("parameter",), weight=weight)
    for heading in changes.headings:
        title = titles.get(heading.id, heading.id)
        yield Touch(
            kind="section",
            id=heading.id,
            title=title,
            facets=_told(heading.facets),
            weight=heading.weight,
            old=_text(heading.parts, "old") or None,
            new=_text(heading.parts, "new") or None,
            parts=heading.parts,
        )
    for table in changes.tables:
        yield Touch(
            kind="table",
            id=table.table,
            title=table.title,
            facets=(table.facet,),
            weight=table.weight,
            old=_text(table.parts, "old") or None,
            new=_text(table.parts, "new") or None,
            parts=table.parts,
        )
    for value in changes.parameters:
        yield Touch(
            kind="value",
            id=value.name,
            title=value.name,
            facets=("changed",),
            weight=value.weight,
            detail=(f"{value.old.text} → {value.new.text}",),
            old=value.old.text,
            new=value.new.text,
        )
    for field in changes.document:
        detail = f"{field.old or '—'} → {field.new or '—'}"
        yield Touch(
            kind="document",
            id=field.field,
            title=field_name(field.field),
            facets=("changed",),
            detail=(detail,),
            old=field.old,
            new=field.new,
        )


def _referring(changes: ChangeSet, titles: Mapping[str, str], new: Policy) -> Iterator[Touch]:
    """Clauses whose references to another document print something else."""
    for one in changes.renumbered:
        for id_ in referring(new, one.id) if one.kind == "elsewhere" else ():
            told = (f"{one.old} → {one.new}",)
            yield Touch(kind="clause", id=id_, title=titles[id_], facets=("reference",), weight="review", detail=told)


def _told(facets: Iterable[Facet]) -> tuple[Facet, ...]:
    """Another number is only counted."""
    return tuple(facet for facet in facets if facet != "renumbered")


def _details(change: Change) -> tuple[str, ...]:
    """What became of its ids, its title, its place and whom it concerns, where that changed: `old → new`."""
    if not change.old or not change.new:
        return ()
    asked: list[Callable[[Standing], str]] = [lambda standing: standing.id]
    if "moved" in change.facets:
        headings = {standing.section_heading for standing in (*change.old, *change.new)}
        asked.append(lambda standing: standing.section_heading if len(headings) > 1 else standing.label)
    if "title" in change.facets:
        asked.append(lambda standing: standing.title)
    if "audience" in change.facets:
        asked.append(lambda standing: ", ".join(standing.audience))
    told = []
    for ask in asked:
        was, now = (list(dict.fromkeys(ask(standing) for standing in side)) for side in (change.old, change.new))
        if was != now:
            told.append(f"{', '.join(was)} → {', '.join(now)}")
    return tuple(told)


def _text(parts: Sequence[Part], side: Literal["old", "new"]) -> str:
    """One version's text as printed, a line for each paragraph, item, note or cell."""
    own = "delete" if side == "old" else "insert"
    lines: list[str] = []
    goes_on = False
    previous: Slot | None = None
    for part in parts:
        slot = getattr(part, side)
        if slot is None:
            continue
        segments = [segment for segment in part.segments if segment.op in {"same", own}]
        shown = "".join(
            segment.before if side == "old" and segment.before is not None else segment.shown for segment in segments
        )
        line = " ".join(shown.split())
        if slot.kind == "kort":
            line = f"kort: {line}"
        if goes_on and slot == previous:  # sentences of one paragraph, compared apart because a clause was split
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
        goes_on, previous = not "".join(segment.text for segment in segments).endswith("\n"), slot
    return "\n".join(lines)


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
    texts = [touch for touch in (one, other) if touch.old is not None or touch.new is not None]
    return one.model_copy(
        update={
            "facets": tuple(dict.fromkeys((*one.facets, *other.facets))),
            "weight": heaviest((one.weight, other.weight)),
            "detail": (*one.detail, *other.detail),
            "old": "\n".join(touch.old for touch in texts if touch.old) or None,
            "new": "\n".join(touch.new for touch in texts if touch.new) or None,
            "parts": (*one.parts, *other.parts),
        }
    )
