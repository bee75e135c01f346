"""Loads `policy_src`, or what all schools share of it, and reports every fault that it meets, not only the first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.base import NAME
from schoolprotocol.model.change import ChangeNote
from schoolprotocol.model.clause import Clause, Tombstone
from schoolprotocol.model.project import Project, Reference
from schoolprotocol.model.protocol import Protocol
from schoolprotocol.model.target import AnyTarget
from schoolprotocol.places import Place
from schoolprotocol.source.corpus import Corpus, ProtocolSource, SchoolSource
from schoolprotocol.source.reader import Reader, is_id
from schoolprotocol.source.roles import given_twice
from schoolprotocol.source.school import read_school
from schoolprotocol.source.schools import Schools
from schoolprotocol.source.targets import check_targets, pick_target

SOURCE = "policy_src"
_CLAUSE_OR_TOMBSTONE = "dropped"


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all schools share, and where these are."""

    project: Project | None
    references: dict[str, Reference]
    protocols: dict[str, ProtocolSource | None]
    targets: dict[str, AnyTarget]
    schools: dict[str, Path]
    """Their folders, by id."""

    def corpus(self, root: Path, schools: Mapping[str, SchoolSource]) -> Corpus | None:
        """The corpus; None where a part of it could not be read."""
        protocols = {id_: source for id_, source in self.protocols.items() if source is not None}
        if self.project is None or len(protocols) < len(self.protocols):
            return None
        return Corpus(root, self.project, self.references, protocols, schools, self.targets)

    @property
    def names(self) -> frozenset[str]:
        """Ids of the protocols that a school can have a variant of."""
        return frozenset(filter(_is_protocol, self.protocols))


def load(root: Path) -> tuple[Corpus | None, list[Diagnostic]]:
    """Load `root/policy_src`.

    Returns:
        The corpus and what was found; no corpus where anything is an error.
    """
    reader = Reader(root)
    shared = _shared(reader)
    if shared is None:
        return None, reader.found
    schools = {id_: read_school(reader, folder, shared.names) for id_, folder in shared.schools.items()}
    reader.found += check_targets(shared.targets.values(), schools)
    whole = {id_: school for id_, school in schools.items() if school is not None}
    if reader.found or len(whole) < len(schools):
        return None, reader.found
    return shared.corpus(root, whole), reader.found


def load_shared(root: Path) -> tuple[Corpus | None, list[Diagnostic]]:
    """Load what all schools share; each school is read when it is asked for, and forgotten again.

    So thousands of schools take no more memory than a few.

    Returns:
        The corpus and what was found outside the folders of schools; no corpus where that is an error. Asking it for
        a school with faults raises `SourceError`.
    """
    reader = Reader(root)
    shared = _shared(reader)
    if shared is None:
        return None, reader.found
    reader.found += check_targets(shared.targets.values(), shared.schools)
    corpus = shared.corpus(root, Schools(root, shared.schools, shared.names))
    return (None if reader.found else corpus), reader.found


def _shared(reader: Reader) -> _Shared | None:
    source = reader.root / SOURCE
    if not source.is_dir():
        reader.found.append(Diagnostic(Kind.NOT_FOUND, Place(SOURCE), {"what": SOURCE}))
        return None
    files = {"project.yaml", "references.yaml", "publishing.yaml", "README.md"}
    reader.expect(source, files, {"protocols", "schools", "schemas"})
    project = reader.object(source / "project.yaml", Project)
    references: dict[str, Reference] = {}
    for reference in reader.items(source / "references.yaml", lambda _item: Reference):
        reader.unique(references, reference.id, reference)
    reader.found += given_twice(references.values())
    protocols = {folder.name: _protocol(reader, folder) for folder in reader.folders(source / "protocols")}
    schools = {folder.name: folder for folder in reader.folders(source / "schools")}
    targets: dict[str, AnyTarget] = {}
    if (source / "publishing.yaml").is_file():
        for target in reader.items(source / "publishing.yaml", pick_target):
            reader.unique(targets, target.id, target)
    return _Shared(project, references, protocols, targets, schools)


def _pick_clause(item: Any) -> type[Clause] | type[Tombstone]:
    return Tombstone if isinstance(item, dict) and _CLAUSE_OR_TOMBSTONE in item else Clause


def _is_protocol(name: str) -> bool:
    return is_id(name) and name != "school"  # schools/<school>/school.yaml is taken


def _protocol(reader: Reader, folder: Path) -> ProtocolSource | None:
    if not _is_protocol(folder.name):
        reader.unknown(folder, [])
        return None
    if reader.refuses(folder):
        return None
    reader.expect(folder, {"protocol.yaml", "README.md"}, {"clauses", "changes"})
    protocol = reader.object(folder / "protocol.yaml", Protocol)
    clauses: dict[str, Clause] = {}
    tombstones: dict[str, Tombstone] = {}
    for path in _yaml_files(reader, folder / "clauses"):
        for item in reader.items(path, _pick_clause):
            known: dict[str, Any] = tombstones if isinstance(item, Tombstone) else clauses
            reader.unique(known, item.dropped if isinstance(item, Tombstone) else item.id, item)
    for dropped, tombstone in tombstones.items():
        if dropped in clauses:
            reader.unique(dict(clauses), dropped, tombstone)
    changes: dict[str, ChangeNote] = {}
    for path in _yaml_files(reader, folder / "changes"):
        note = reader.object(path, ChangeNote)
        if note is not None:
            reader.unique(changes, note.id, note)
    if protocol is None:
        return None
    return ProtocolSource(folder.name, protocol, clauses, tombstones, tuple(changes.values()))


def _yaml_files(reader: Reader, folder: Path) -> list[Path]:
    reader.expect(folder, {"README.md"}, set(), rf"{NAME}\.yaml")
    return sorted(folder.glob("*.yaml")) if folder.is_dir() else []
