"""Loads the whole of `policy_src` and reports every fault that it meets, not only the first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from generator.diagnostics import Diagnostic, Kind
from generator.load.assets import check_logo
from generator.load.releases import load_releases
from generator.load.validate import validate
from generator.load.yaml import read_yaml
from generator.model.corpus import Corpus, ProtocolSource, SchoolSource
from generator.model.source import NAME, ChangeNote, Clause, Project, Protocol, Reference, School, Tombstone, Variant
from generator.places import Place, Sequence, place_of
from generator.suggest import did_you_mean

T = TypeVar("T")

SOURCE = "policy_src"
_CLAUSE_OR_TOMBSTONE = "dropped"


class _Reader:
    """Collects diagnostics while files are read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.found: list[Diagnostic] = []

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def data(self, path: Path) -> Any:
        data, found = read_yaml(path, self.name(path))
        self.found += found
        if data is None and not found:
            self.found.append(Diagnostic(Kind.YAML, Place(self.name(path)), {"detail": "the file is empty"}))
        return data

    def object(self, path: Path, type_: type[T]) -> T | None:
        return self.validated(type_, self.data(path), Place(self.name(path), 1))

    def validated(self, type_: type[T], data: Any, place: Place) -> T | None:
        if data is None:
            return None
        value, found = validate(type_, data, place)
        self.found += found
        return value

    def items(self, path: Path, pick: Any) -> Iterable[Any]:
        """Each item of a file that holds a list; `pick` chooses the model for an item."""
        data = self.data(path)
        if data is None:
            return
        if not isinstance(data, Sequence):
            place = getattr(data, "place", Place(self.name(path), 1))
            values = {"key": self.name(path), "value": "…", "detail": "write a list here", "help": "- id: …"}
            self.found.append(Diagnostic(Kind.BAD_VALUE, place, values))
            return
        for index, item in enumerate(data):
            place = place_of(data, (index,)) or Place(self.name(path))
            value = self.validated(pick(item), item, place)
            if value is not None:
                yield value

    def unique(self, known: dict[str, Any], key: str, value: Any) -> None:
        if key in known:
            self.found.append(
                Diagnostic(Kind.DUPLICATE_ID, value.at(), {"id": key, "other": str(known[key].at())}, target=key)
            )
        else:
            known[key] = value

    def expect(self, folder: Path, files: set[str], folders: set[str], pattern: str = "") -> None:
        """Report what lies in a folder and has no place there: a mistyped name must not be dropped in silence."""
        for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
            if entry.name.startswith("."):
                continue
            expected = folders if entry.is_dir() else files
            if entry.name not in expected and not (entry.is_file() and pattern and re.fullmatch(pattern, entry.name)):
                values = {"name": self.name(entry), "hint": did_you_mean(entry.name, expected)}
                self.found.append(Diagnostic(Kind.UNKNOWN_FILE, Place(self.name(entry)), values))


def load(root: Path) -> tuple[Corpus | None, list[Diagnostic]]:
    """Load `root/policy_src`.

    Returns:
        The corpus and what was found; no corpus where anything is an error.
    """
    reader = _Reader(root)
    source = root / SOURCE
    if not source.is_dir():
        return None, [Diagnostic(Kind.NOT_FOUND, Place(SOURCE), {"what": SOURCE})]
    reader.expect(source, {"project.yaml", "references.yaml", "README.md"}, {"protocols", "schools", "schemas"})
    project = reader.object(source / "project.yaml", Project)
    references: dict[str, Reference] = {}
    for reference in reader.items(source / "references.yaml", lambda _item: Reference):
        reader.unique(references, reference.id, reference)
    protocols = {p.name: _protocol(reader, p) for p in _folders(source / "protocols")}
    schools = {s.name: _school(reader, s, set(protocols)) for s in _folders(source / "schools")}
    if project is None or None in protocols.values() or None in schools.values() or reader.found:
        return None, reader.found
    return (
        Corpus(
            root,
            project,
            references,
            {k: v for k, v in protocols.items() if v is not None},
            {k: v for k, v in schools.items() if v is not None},
        ),
        reader.found,
    )


def _folders(parent: Path) -> list[Path]:
    if not parent.is_dir():
        return []
    return sorted(p for p in parent.iterdir() if p.is_dir() and not p.name.startswith("."))


def _pick_clause(item: Any) -> type[Clause] | type[Tombstone]:
    return Tombstone if isinstance(item, dict) and _CLAUSE_OR_TOMBSTONE in item else Clause


def _protocol(reader: _Reader, folder: Path) -> ProtocolSource | None:
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


def _yaml_files(reader: _Reader, folder: Path) -> list[Path]:
    reader.expect(folder, {"README.md"}, set(), rf"{NAME}\.yaml")
    return sorted(folder.glob("*.yaml")) if folder.is_dir() else []


def _school(reader: _Reader, folder: Path, protocols: set[str]) -> SchoolSource | None:
    place = Place(reader.name(folder))
    if not re.fullmatch(NAME, folder.name) or folder.name == "base":
        reader.found.append(Diagnostic(Kind.BAD_SCHOOL_ID, place, {"name": folder.name}))
        return None
    reader.expect(
        folder, {"school.yaml", "README.md", *(f"{p}.yaml" for p in protocols)}, {"releases"}, r".*\.(svg|png)"
    )
    school = reader.object(folder / "school.yaml", School)
    variants: dict[str, Variant] = {}
    for protocol in sorted(protocols):
        path = folder / f"{protocol}.yaml"
        if not path.is_file():
            continue
        variant = reader.object(path, Variant)
        if variant is None:
            continue
        if variant.protocol != protocol:
            values = {"id": variant.protocol, "hint": did_you_mean(variant.protocol, [protocol])}
            reader.found.append(Diagnostic(Kind.UNKNOWN_PROTOCOL, variant.at("protocol"), values, school=folder.name))
        variants[protocol] = variant
    releases, found = load_releases(folder / "releases", reader.root, folder.name)
    reader.found += found
    if school is None:
        return None
    reader.found += check_logo(school, folder, reader.root)
    return SchoolSource(folder.name, folder, school, variants, releases)
