"""Where things stand in the files: protocols, schools, clauses, outlines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.edit.desk import Desk, refuse
from schoolprotocol.places import Place
from schoolprotocol.source.styles import Data
from schoolprotocol.source.tree import SOURCE
from schoolprotocol.suggest import did_you_mean

Object = dict[str, Data]
PROTOCOLS = f"{SOURCE}/protocols"
SCHOOLS = f"{SOURCE}/schools"
REFERENCES = f"{SOURCE}/references.yaml"
PUBLISHING = f"{SOURCE}/publishing.yaml"
PARAMETERS = f"{SOURCE}/parameters.yaml"
PROJECT = f"{SOURCE}/project.yaml"


def protocol_file(desk: Desk, protocol: str) -> str:
    """`protocol.yaml` of a protocol that there is."""
    known = desk.names(PROTOCOLS)
    if protocol not in known:
        values = {"id": protocol, "hint": did_you_mean(protocol, known)}
        raise refuse(Diagnostic(Kind.UNKNOWN_PROTOCOL, Place(PROTOCOLS), values))
    return f"{PROTOCOLS}/{protocol}/protocol.yaml"


def school_file(desk: Desk, school: str) -> str:
    """`school.yaml` of a school that there is."""
    known = desk.names(SCHOOLS)
    if school not in known:
        values = {"id": school, "hint": did_you_mean(school, known)}
        raise refuse(Diagnostic(Kind.UNKNOWN_SCHOOL, Place(SCHOOLS), values))
    return f"{SCHOOLS}/{school}/school.yaml"


def variant_file(desk: Desk, school: str, protocol: str) -> str:
    """What a school makes of a protocol."""
    school_file(desk, school)
    protocol_file(desk, protocol)
    path = f"{SCHOOLS}/{school}/{protocol}.yaml"
    desk.text(path)  # refuses where the school has none
    return path


def shared_names(desk: Desk) -> list[str]:
    """The values that all protocols share."""
    declared = desk.mapping(PARAMETERS).get("parameters") if desk.has(PARAMETERS) else None
    return list(declared) if isinstance(declared, dict) else []


def variant_files(desk: Desk, protocol: str) -> list[str]:
    """Of every school that has the protocol."""
    paths = [f"{SCHOOLS}/{school}/{protocol}.yaml" for school in desk.names(SCHOOLS) if "." not in school]
    return [path for path in paths if desk.has(path)]


def clause_files(desk: Desk, protocol: str) -> list[str]:
    """The files of the catalogue."""
    protocol_file(desk, protocol)
    return desk.in_folder(f"{PROTOCOLS}/{protocol}/clauses")


def change_files(desk: Desk, protocol: str) -> list[str]:
    """The change notes."""
    return desk.in_folder(f"{PROTOCOLS}/{protocol}/changes")


def find_clause(desk: Desk, protocol: str, clause: str) -> tuple[str, list[Data], Object]:
    """The file in which a clause of the catalogue stands, what that holds, and the clause in it."""
    known: list[str] = []
    for path in clause_files(desk, protocol):
        items = desk.items(path)
        for item in objects(items):
            if item.get("id") == clause:
                return path, items, item
            known.append(str(item.get("id", "")))
    values = {"id": clause, "hint": did_you_mean(clause, known)}
    raise refuse(Diagnostic(Kind.UNKNOWN_CLAUSE, Place(f"{PROTOCOLS}/{protocol}/clauses"), values))


def find_reference(desk: Desk, reference: str) -> int:
    """The number of a reference in its file."""
    known = [item.get("id") if isinstance(item, dict) else None for item in desk.items(REFERENCES)]
    if reference not in known:
        values = {"id": reference, "hint": did_you_mean(reference, [str(id_) for id_ in known])}
        raise refuse(Diagnostic(Kind.UNKNOWN_REFERENCE, Place(REFERENCES), values))
    return known.index(reference)


def clause_ids(desk: Desk, protocol: str) -> Iterator[tuple[str, str]]:
    """Every clause id that was ever used in a protocol, dropped ones and those of schools too; with its file."""
    for path in clause_files(desk, protocol):
        for item in objects(desk.items(path)):
            yield from ((str(item[key]), path) for key in ("id", "dropped") if key in item)
    for path in variant_files(desk, protocol):
        for item in objects(desk.mapping(path).get("operations")):
            if "add" in item:
                yield str(item["add"]), path


def expect_new_clause(desk: Desk, protocol: str, clause: str) -> None:
    """Refuse an id that is in use, or was."""
    for id_, path in clause_ids(desk, protocol):
        if id_ == clause:
            raise refuse(Diagnostic(Kind.DUPLICATE_ID, Place(path), {"id": clause, "other": path}))


def objects(data: Data) -> list[Object]:
    """The mappings in a list."""
    return [item for item in data if isinstance(item, dict)] if isinstance(data, list) else []


def texts(data: Data) -> list[str]:
    """The texts in a list."""
    return [item for item in data if isinstance(item, str)] if isinstance(data, list) else []


def list_at(holder: Object, key: str) -> list[Data]:
    """The list under a key, made where there is none."""
    if not isinstance(holder.get(key), list):
        holder[key] = []
    return cast("list[Data]", holder[key])


def object_at(holder: Object, key: str) -> Object:
    """The mapping under a key, made where there is none."""
    if not isinstance(holder.get(key), dict):
        holder[key] = {}
    return cast("Object", holder[key])
