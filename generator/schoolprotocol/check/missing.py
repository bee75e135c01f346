"""Versions that the source names as adopted, and that were never released, or whose release is gone."""

from __future__ import annotations

from collections.abc import Iterator

from schoolprotocol.check.subject import Subject
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.change import ChangeNote
from schoolprotocol.places import Place
from schoolprotocol.source.versions import version_key

_ADOPTED_WORDS = frozenset(("definitief", "vastgesteld", "van kracht", "van-kracht", "vervallen"))
"""Statuses in a version history that only an adopted text has; the history is free text, from before this program."""
_DECIDED = frozenset(("instemming", "vaststelling"))


def release_missing(subject: Subject) -> Iterator[Diagnostic]:
    """An earlier version without a release, by the first place that names it as adopted."""
    source = subject.corpus.schools.get(subject.policy.school)
    if subject.is_release or source is None:
        return
    present = {release.version for release in source.releases_of(subject.policy.protocol)}
    told: set[str] = set()
    for version, place, target in _named(subject):
        earlier = version_key(version) < version_key(subject.document.version)
        if earlier and version not in present and version not in told:
            told.add(version)
            file = f"policy_src/schools/{subject.policy.school}/releases/{subject.policy.protocol}-{version}.json"
            yield subject.report(Kind.RELEASE_MISSING, place, target, version=version, file=file)


def _named(subject: Subject) -> Iterator[tuple[str, Place, str]]:
    for index, row in enumerate(subject.document.history):
        if row.status.casefold().strip() in _ADOPTED_WORDS:
            yield row.version, subject.document_at("history", index), "history"
    for index, decision in enumerate(subject.policy.decisions):
        if decision.kind in _DECIDED and decision.outcome != "negatief":
            yield decision.version, subject.decision_at(index), "decisions"
    protocol = subject.corpus.protocols.get(subject.policy.protocol)
    for note in protocol.changes if protocol is not None else ():
        if _concerns(note, subject):
            yield note.since, note.at("since"), note.id


def _concerns(note: ChangeNote, subject: Subject) -> bool:
    """Whether a note is about something in this document. One that names schools is meant for just those."""
    if note.schools:
        return subject.policy.school in note.schools
    policy = subject.policy
    return bool(
        {clause.id for clause in policy.clauses()} & set(note.clauses)
        or {section.id for section in policy.all_sections()} & set(note.sections)
        or set(policy.values) & set(note.parameters)
    )
