"""Reads `policy_src`, or what all schools share of it and some schools: every fault that is met, not only the first.

Reading is a step of its own. What it gives reads nothing any more, whatever is asked of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from schoolprotocol.config import TAKEN
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.errors import why
from schoolprotocol.machine import is_reserved
from schoolprotocol.model.base import NAME
from schoolprotocol.model.change import ChangeNote
from schoolprotocol.model.clause import Clause, Tombstone
from schoolprotocol.model.project import Project, Reference
from schoolprotocol.model.protocol import Parameter, Protocol, SharedParameters
from schoolprotocol.places import Place
from schoolprotocol.source.corpus import Corpus, ProtocolSource, SchoolSource
from schoolprotocol.source.help import help_faults
from schoolprotocol.source.loaded import Loaded
from schoolprotocol.source.neighbours import Neighbour, Neighbours
from schoolprotocol.source.published import read_published
from schoolprotocol.source.reader import Reader, add, is_id, reserved
from schoolprotocol.source.roles import given_twice
from schoolprotocol.source.school import read_school
from schoolprotocol.source.tree import SOURCE
from schoolprotocol.source.yaml import printable

if TYPE_CHECKING:
    from schoolprotocol.model.target import AnyTarget

T = TypeVar("T")

_CLAUSE_OR_TOMBSTONE = "dropped"
_TRUSTED = ("allowed_signers", "timestamp-ca.pem")
"""Whose signatures and timestamps of ledgers count (`source/seals.py`)."""
_STAND_IN = Project(publisher="—", url="https://project.invalid")
"""In the place of a `project.yaml` that cannot be read, so that the faults of the rest can be told."""


def load(reader: Reader, schools: Iterable[str] | None = None) -> Loaded[Corpus | None]:
    """Read the source.

    Args:
        reader: reads its files.
        schools: ids of the schools that are read, with those on which they build; by default all.

    Returns:
        The source as far as it could be read, and every fault that was met; no source where there is none at all.
    """
    shared = load_shared(reader)
    if shared.value is None:
        return shared
    corpus = with_schools(shared.value, schools)
    return Loaded(corpus, corpus.faults)


def load_shared(reader: Reader) -> Loaded[Corpus | None]:
    """Read what all schools share, and find out which schools there are."""
    if reader.tree.kind(SOURCE) != "folder":
        return Loaded(None, (Diagnostic(Kind.NOT_FOUND, Place(SOURCE), {"what": SOURCE}),))
    files = {
        "project.yaml",
        "references.yaml",
        "parameters.yaml",
        "library.yaml",
        "publishing.yaml",
        "addresses.txt",
        "README.md",
        *_TRUSTED,
    }
    found = reader.expect(SOURCE, files, {"protocols", "schools", "schemas"})
    project = reader.object(f"{SOURCE}/project.yaml", Project).into(found)
    references: dict[str, Reference] = {}
    for reference in reader.items(f"{SOURCE}/references.yaml", _pick_reference).into(found):
        add(references, reference.id, reference, found)
    found += given_twice(references.values())
    if project is not None and not any(fault.place.file == f"{SOURCE}/references.yaml" for fault in found):
        found += help_faults(
            project, references
        )  # of a reference that could not be read nobody knows that it is not there
    protocols: dict[str, ProtocolSource | None] = {
        id_: _guarded(f"{SOURCE}/protocols/{id_}", partial(_protocol, reader, id_)).into(found)
        for id_ in reader.folders(f"{SOURCE}/protocols").into(found)
    }
    shared = _parameters(reader, found)
    found += [
        Diagnostic(Kind.SHARED_TWICE, source.protocol.parameters[name].at(), {"name": name}, target=name)
        for source in filter(None, protocols.values())
        for name in source.protocol.parameters
        if name in shared
    ]
    ids = reader.folders(f"{SOURCE}/schools").into(found)
    targets: dict[str, AnyTarget] = {}
    if reader.tree.kind(f"{SOURCE}/publishing.yaml") in {"file", "other"}:
        # Models take a while to import, and most projects have no such file.
        from schoolprotocol.source.targets import check_targets, pick_target  # noqa: PLC0415

        for target in reader.items(f"{SOURCE}/publishing.yaml", pick_target).into(found):
            add(targets, target.id, target, found)
        found += check_targets(targets.values(), ids)
    published = read_published(reader).into(found)
    corpus = Corpus(
        root=reader.tree.root,
        project=project or _STAND_IN,
        references=references,
        protocols={id_: replace(source, shared=shared) for id_, source in protocols.items() if source is not None},
        schools={},
        parameters=shared,
        targets=targets,
        published=published,
        school_ids=ids,
        protocol_ids=tuple(filter(_is_protocol, protocols)),
        faults=tuple(found),
        reader=reader,
    )
    return Loaded(corpus, corpus.faults)


def with_schools(
    corpus: Corpus, ids: Iterable[str] | None = None, known: dict[str, Loaded[SchoolSource | None]] | None = None
) -> Corpus:
    """The source with these schools, and with those on which they build; what was read already is not read again.

    Args:
        corpus: from `load_shared` or `load`.
        ids: of schools; by default of all. One that is not there is no fault.
        known: schools that were read before, which are not read again; those that are read now are put there.
    """
    reader = corpus.reader
    if reader is None:
        return corpus
    schools, found = dict(corpus.schools), list(corpus.faults)
    wanted, asked = list(corpus.school_ids if ids is None else ids), set[str]()
    for id_ in wanted:  # which grows while we go through it
        if id_ in asked or id_ not in corpus.school_ids or corpus.was_read(id_):
            continue
        asked.add(id_)
        read = (known or {}).get(id_)
        if read is None:
            read = _guarded(f"{SOURCE}/schools/{id_}", partial(read_school, reader, id_, corpus.protocol_ids))
        if known is not None:
            known[id_] = read
        school = read.into(found)
        if school is not None:
            schools[id_] = school
            wanted += [variant.extends for variant in school.variants.values() if variant.extends != "base"]
    in_order: dict[str, SchoolSource] = {id_: schools[id_] for id_ in corpus.school_ids if id_ in schools}
    return replace(corpus, schools=in_order, faults=tuple(found))


def with_names(corpus: Corpus) -> Corpus:
    """The source with the names of all schools, also of those that were not read: texts are held against these."""
    if corpus.neighbours is not None or corpus.reader is None:
        return corpus
    left = [id_ for id_ in corpus.school_ids if not corpus.was_read(id_)]
    if not left:
        return corpus
    found: dict[str, Neighbour | None] = {id_: school.as_neighbour for id_, school in corpus.schools.items()}
    found |= {id_: one for id_ in left if (one := corpus.reader.neighbour(id_)) is not None}
    found |= neighbours_in(corpus, [id_ for id_ in left if id_ not in found])
    in_order = (found.get(id_) for id_ in corpus.school_ids)
    return replace(corpus, neighbours=Neighbours(one for one in in_order if one is not None))


def neighbours_in(corpus: Corpus, schools: Iterable[str]) -> dict[str, Neighbour | None]:
    """These schools as others know them, read for that: without what was frozen. None for one that cannot be read."""
    assert corpus.reader is not None, "a corpus that was not read"  # noqa: S101
    reader = Reader(corpus.reader.tree, corpus.reader.cache, with_frozen=False)
    found: dict[str, Neighbour | None] = {}
    for id_ in schools:
        school = _guarded(f"{SOURCE}/schools/{id_}", partial(read_school, reader, id_, corpus.protocol_ids)).value
        found[id_] = school.as_neighbour if school is not None else None
    return found


def _guarded(folder: str, read: Callable[[], Loaded[T | None]]) -> Loaded[T | None]:
    """A folder that the machine does not let us look into is a fault of that folder, and keeps no other from us."""
    try:
        return read()
    except OSError as error:
        name = printable(folder)
        return Loaded(None, (Diagnostic(Kind.NOT_FOUND, Place(name), {"what": f"{name} ({why(error)})"}),))


def _parameters(reader: Reader, found: list[Diagnostic]) -> dict[str, Parameter]:
    """What all protocols share; nothing where there is no file for it."""
    path = f"{SOURCE}/parameters.yaml"
    is_there = reader.tree.kind(path) in {"file", "other"}
    shared = reader.object(path, SharedParameters).into(found) if is_there else None
    return shared.parameters if shared is not None else {}


def _pick_reference(item: Any) -> type[Reference]:
    del item
    return Reference


def _pick_clause(item: Any) -> type[Clause] | type[Tombstone]:
    return Tombstone if isinstance(item, dict) and _CLAUSE_OR_TOMBSTONE in item else Clause


def _is_protocol(name: str) -> bool:
    return is_id(name) and name != "school"  # schools/<school>/school.yaml is taken


def _protocol(reader: Reader, id_: str) -> Loaded[ProtocolSource | None]:
    folder = f"{SOURCE}/protocols/{id_}"
    if not _is_protocol(id_):
        return Loaded(None, (reader.unknown(folder, ()),))
    if is_reserved(id_):
        return Loaded(None, (reserved(folder),))
    if id_ in TAKEN:
        return Loaded(None, (Diagnostic(Kind.TAKEN_NAME, Place(folder), {"name": id_}),))
    found = reader.expect(folder, {"protocol.yaml", "README.md"}, {"clauses", "changes"})
    protocol = reader.object(f"{folder}/protocol.yaml", Protocol).into(found)
    clauses: dict[str, Clause] = {}
    tombstones: dict[str, Tombstone] = {}
    for path in _yaml_files(reader, f"{folder}/clauses", found):
        for item in reader.items(path, _pick_clause).into(found):
            known: dict[str, Any] = tombstones if isinstance(item, Tombstone) else clauses
            add(known, item.dropped if isinstance(item, Tombstone) else item.id, item, found)
    for dropped, tombstone in tombstones.items():
        if dropped in clauses:
            add(dict(clauses), dropped, tombstone, found)
    changes: dict[str, ChangeNote] = {}
    for path in _yaml_files(reader, f"{folder}/changes", found):
        note = reader.object(path, ChangeNote).into(found)
        if note is not None:
            add(changes, note.id, note, found)
    if protocol is None:
        return Loaded(None, tuple(found))
    return Loaded(ProtocolSource(id_, protocol, clauses, tombstones, tuple(changes.values())), tuple(found))


def _yaml_files(reader: Reader, folder: str, found: list[Diagnostic]) -> list[str]:
    found += reader.expect(folder, {"README.md"}, set(), rf"{NAME}\.yaml")
    paths = [f"{folder}/{name}" for name in reader.visible(folder) if name.endswith(".yaml")]
    return [path for path in paths if reader.tree.kind(path) == "file"]
