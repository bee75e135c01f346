"""Changes and the notes that explain them: the council reads why (WMS art. 8 lid 6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schoolprotocol.check.catalogue import Source, known_names, section_ids
from schoolprotocol.check.part import Explained
from schoolprotocol.check.subject import Subject
from schoolprotocol.compare.changeset import (
    Change,
    ChangeSet,
    HeadingChange,
    ParameterChange,
    Suggestion,
    unexplained,
)
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.change import ChangeNote
from schoolprotocol.places import Place
from schoolprotocol.source.corpus import ProtocolSource
from schoolprotocol.suggest import did_you_mean


def check_changes(subject: Subject, changes: ChangeSet) -> list[Diagnostic]:
    """The substantive changes of one document that no change note is about.

    Args:
        subject: the working document.
        changes: what differs between its last release and the document.
    """
    return [_missing(subject, changes, change) for change in unexplained(changes)]


def check_lineage(subject: Subject, changes: ChangeSet) -> list[Diagnostic]:
    """Clauses that are certainly those of the last release under another id, or pieces of them, without saying so.

    Args:
        subject: the working document.
        changes: what differs between its last release and the document.
    """
    return [
        diagnostic for one in changes.suggestions if one.is_certain for diagnostic in _undeclared(subject, changes, one)
    ]


def _undeclared(subject: Subject, changes: ChangeSet, one: Suggestion) -> Iterator[Diagnostic]:
    kind = Kind.ID_REUSED if one.kind == "collision" else Kind.LINEAGE_MISSING
    for id_ in one.new:
        was = [earlier for earlier in one.old if earlier != id_]
        if was and not (len(one.new) > 1 and id_ in one.old):
            values = {"id": id_, "was": ", ".join(was), "version": changes.old.version, "score": str(one.score)}
            values |= {"school": subject.policy.school, "protocol": subject.policy.protocol}
            yield subject.report(kind, subject.text_at(id_), id_, **values)


def _missing(subject: Subject, changes: ChangeSet, change: Change | HeadingChange | ParameterChange) -> Diagnostic:
    version = changes.old.version
    match change:
        case ParameterChange(name=name):
            place = subject.value_at(name) or subject.home
            return subject.report(Kind.NOTE_MISSING, place, name, id=name, title=name, version=version)
        case Change(id=id_, title=title):
            return subject.report(Kind.NOTE_MISSING, subject.text_at(id_), id_, id=id_, title=title, version=version)
        case HeadingChange(id=id_):
            values = {"id": id_, "title": _heading(change) or id_, "version": version}
            return subject.report(Kind.NOTE_MISSING, subject.text_at(id_), id_, **values)


def _heading(change: HeadingChange) -> str:
    """The heading as the new version prints it; where it lapsed, as the old one did."""
    segments = [segment for part in change.parts for segment in part.segments]
    new = "".join(s.shown for s in segments if s.op != "delete")
    return new or "".join(s.before or s.shown for s in segments if s.op != "insert")


def explained(protocol: ProtocolSource, changes: ChangeSet) -> Explained:
    """What the change notes of a protocol have to do with the changes of one document.

    Args:
        protocol: to which the notes belong.
        changes: its last release against the source.
    """
    named = {id_ for note in protocol.changes for id_ in note.clauses}
    by_section = {note.id: tuple(_by_section(note, changes, named)) for note in protocol.changes}
    return Explained(
        tuple(changes.notes_in_scope), tuple(one.id for one in changes.explanations), _without_empty(by_section)
    )


def _without_empty(found: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: ids for name, ids in found.items() if ids}


def check_notes(protocol: ProtocolSource, documents: Iterable[Explained]) -> list[Diagnostic]:
    """The change notes that explain nothing in these comparisons, and those that explain more than they name.

    A change that was made later can be covered by a section without anybody having thought of it.

    Args:
        protocol: the protocol to which the notes belong.
        documents: every document of the protocol that has an earlier version.
    """
    compared = tuple(documents)
    unused = {id_ for one in compared for id_ in one.meant} - {id_ for one in compared for id_ in one.used}
    found = [
        Diagnostic(Kind.NOTE_UNUSED, note.at("id"), {"id": note.id}, target=note.id)
        for note in protocol.changes
        if note.id in unused
    ]
    for note in protocol.changes:
        grown = sorted({id_ for one in compared for id_ in one.by_section.get(note.id, ())})
        if grown:
            values = {"id": note.id, "clauses": ", ".join(grown)}
            found.append(Diagnostic(Kind.NOTE_GROWN, note.at("sections"), values, target=note.id))
    return found


def _by_section(note: ChangeNote, of_document: ChangeSet, named: set[str]) -> list[str]:
    """The clauses that no note names, and whose change in substance this one explains by the section they stood in."""
    changes = (change for change in of_document.of_weight("substantive") if note.id in change.notes)
    return sorted({c.id for c in changes if named.isdisjoint(s.id for s in (*c.old, *c.new))})


def note_target_unknown(source: Source) -> Iterator[Diagnostic]:
    """A change note about a clause, section, parameter or school that does not exist: it could never be shown."""
    protocol = source.protocol
    known: dict[str, tuple[Kind, set[str]]] = {
        "clauses": (Kind.UNKNOWN_CLAUSE, {*protocol.clauses, *protocol.tombstones, *source.added()}),
        "sections": (Kind.UNKNOWN_SECTION, section_ids(source)),
        "parameters": (Kind.UNKNOWN_PARAMETER, set(known_names(source.corpus, protocol))),
        "schools": (Kind.UNKNOWN_SCHOOL, {*source.whole.schools, *source.corpus.school_ids}),
    }
    for note in protocol.changes:
        for field, (kind, ids) in known.items():
            for index, id_ in enumerate(getattr(note, field)):
                if id_ not in ids:
                    yield _unknown(kind, note.at(field, index), note.id, id_, ids)


def _unknown(kind: Kind, place: Place, note: str, id_: str, ids: set[str]) -> Diagnostic:
    values = {"id": id_, "name": id_, "hint": did_you_mean(id_, sorted(ids))}
    return Diagnostic(kind, place, values, target=note)
