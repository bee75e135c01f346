"""Loads the whole of `policy_src` and reports every fault that it meets, not only the first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from gettext import gettext as _
from pathlib import Path
from typing import Any, TypeVar

from generator.diagnostics import Diagnostic, Kind
from generator.load.assets import check_logo
from generator.load.releases import load_proposals, load_releases
from generator.load.targets import check_targets, pick_target
from generator.load.validate import validate
from generator.load.yaml import printable, read_yaml
from generator.model.corpus import Corpus, ProtocolSource, SchoolSource
from generator.model.source import NAME, ChangeNote, Clause, Project, Protocol, Reference, School, Tombstone, Variant
from generator.places import Place, Sequence, place_of
from generator.suggest import did_you_mean

T = TypeVar("T")

SOURCE = "policy_src"
MAX_ID = 60
_CLAUSE_OR_TOMBSTONE = "dropped"


class _Reader:
    """Collects diagnostics while files are read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.found: list[Diagnostic] = []

    def name(self, path: Path) -> str:
        return printable(path.relative_to(self.root))

    def data(self, path: Path, help_: str) -> Any:
        data, found = read_yaml(path, self.name(path))
        self.found += found
        if data is None and not found:
            self.found.append(Diagnostic(Kind.EMPTY_FILE, Place(self.name(path)), {"help": help_}))
        return data

    def object(self, path: Path, type_: type[T]) -> T | None:
        data = self.data(path, _("the keys {keys}.").format(keys=_required(type_)))
        return self.validated(type_, data, Place(self.name(path), 1)) if data is not None else None

    def validated(self, type_: type[T], data: Any, place: Place) -> T | None:
        value, found = validate(type_, data, place)
        self.found += found
        return value

    def items(self, path: Path, pick: Any) -> Iterable[Any]:
        """Each item of a file that holds a list; `pick` chooses the model for an item."""
        data = self.data(path, _("a list, in which each item has the keys {keys}.").format(keys=_required(pick({}))))
        if data is None:
            return
        if not isinstance(data, Sequence):
            place = getattr(data, "place", Place(self.name(path), 1))
            values = {"key": self.name(path), "value": "…", "detail": _("write a list here"), "help": "- id: …"}
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
            fits = entry.name in expected or (entry.is_file() and pattern and re.fullmatch(pattern, entry.name))
            if entry.is_symlink() or not fits:
                self.unknown(entry, expected)

    def unknown(self, entry: Path, expected: Iterable[str]) -> None:
        values = {"name": self.name(entry), "hint": did_you_mean(entry.name, expected)}
        self.found.append(Diagnostic(Kind.UNKNOWN_FILE, Place(self.name(entry)), values))

    def folders(self, parent: Path) -> list[Path]:
        """The folders in a folder that holds nothing else."""
        entries = sorted(parent.iterdir()) if parent.is_dir() else []
        visible = [entry for entry in entries if not entry.name.startswith(".") and entry.name != "README.md"]
        real = [entry for entry in visible if entry.is_dir() and not entry.is_symlink()]
        for entry in visible:
            if entry not in real:
                self.unknown(entry, [])
        return real


def load(root: Path) -> tuple[Corpus | None, list[Diagnostic]]:
    """Load `root/policy_src`.

    Returns:
        The corpus and what was found; no corpus where anything is an error.
    """
    reader = _Reader(root)
    source = root / SOURCE
    if not source.is_dir():
        return None, [Diagnostic(Kind.NOT_FOUND, Place(SOURCE), {"what": SOURCE})]
    files = {"project.yaml", "references.yaml", "publishing.yaml", "README.md"}
    reader.expect(source, files, {"protocols", "schools", "schemas"})
    project = reader.object(source / "project.yaml", Project)
    references: dict[str, Reference] = {}
    for reference in reader.items(source / "references.yaml", lambda _item: Reference):
        reader.unique(references, reference.id, reference)
    protocols = {p.name: _protocol(reader, p) for p in reader.folders(source / "protocols")}
    known = {name for name in protocols if _is_protocol(name)}
    schools = {s.name: _school(reader, s, known) for s in reader.folders(source / "schools")}
    targets: dict[str, Any] = {}
    if (source / "publishing.yaml").is_file():
        for target in reader.items(source / "publishing.yaml", pick_target):
            reader.unique(targets, target.id, target)
    reader.found += check_targets(targets.values(), schools)
    if project is None or None in protocols.values() or None in schools.values() or reader.found:
        return None, reader.found
    return (
        Corpus(
            root,
            project,
            references,
            {k: v for k, v in protocols.items() if v is not None},
            {k: v for k, v in schools.items() if v is not None},
            targets,
        ),
        reader.found,
    )


def _required(type_: Any) -> str:
    """The keys that a model cannot do without."""
    return ", ".join(name for name, field in type_.model_fields.items() if field.is_required())


def _pick_clause(item: Any) -> type[Clause] | type[Tombstone]:
    return Tombstone if isinstance(item, dict) and _CLAUSE_OR_TOMBSTONE in item else Clause


def _is_id(name: str) -> bool:
    return bool(re.fullmatch(NAME, name)) and len(name) <= MAX_ID


def _is_protocol(name: str) -> bool:
    return _is_id(name) and name != "school"  # schools/<school>/school.yaml is taken


def _protocol(reader: _Reader, folder: Path) -> ProtocolSource | None:
    if not _is_protocol(folder.name):
        reader.unknown(folder, [])
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


def _yaml_files(reader: _Reader, folder: Path) -> list[Path]:
    reader.expect(folder, {"README.md"}, set(), rf"{NAME}\.yaml")
    return sorted(folder.glob("*.yaml")) if folder.is_dir() else []


def _school(reader: _Reader, folder: Path, protocols: set[str]) -> SchoolSource | None:
    place = Place(reader.name(folder))
    if not _is_id(folder.name) or folder.name == "base":
        reader.found.append(Diagnostic(Kind.BAD_SCHOOL_ID, place, {"name": place.file.rsplit("/", 1)[-1]}))
        return None
    reader.expect(
        folder,
        {"school.yaml", "README.md", *(f"{p}.yaml" for p in protocols)},
        {"releases", "proposals"},
        r".*\.(svg|png)",
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
    proposals, found = load_proposals(folder / "proposals", reader.root, folder.name)
    reader.found += found
    if school is None:
        return None
    reader.found += check_logo(school, folder, reader.root)
    return SchoolSource(folder.name, folder, school, variants, releases, proposals)
