"""Adds clauses to the catalogue, and drops them with a tombstone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from gettext import gettext as _

from schoolprotocol.edit.desk import Desk
from schoolprotocol.edit.find import (
    PROTOCOLS,
    Object,
    clause_files,
    expect_new_clause,
    find_clause,
    list_at,
    objects,
    protocol_file,
    texts,
    variant_file,
    variant_files,
)
from schoolprotocol.edit.operations import remove
from schoolprotocol.edit.outline import Outlined, group_lists, without
from schoolprotocol.edit.values import with_key
from schoolprotocol.errors import EditError
from schoolprotocol.model.base import NAME
from schoolprotocol.model.clause import Clause
from schoolprotocol.model.variant import Add
from schoolprotocol.places import Place
from schoolprotocol.source.styles import Data


def add_clause(desk: Desk, protocol: str, clause: Object, file: str | None = None) -> str:
    """A new clause of the catalogue: below the last one of its theme, or in a file of its own theme.

    Args:
        desk: the files.
        protocol: to whose catalogue it is added.
        clause: its keys; without a value where it has none.
        file: name of the file (`internet.yaml`); by default the one with the clauses of the same theme.

    Returns:
        The path of the file.
    """
    id_ = str(clause["id"])
    expect_new_clause(desk, protocol, id_)
    path = _file(desk, protocol, id_, file)
    item: Data = {name: value for name, value in clause.items() if value not in (None, [], {})}
    if not desk.has(path):
        desk.new(path, [item])
        return path
    items = desk.items(path)
    same = [index for index, one in enumerate(items) if isinstance(one, dict) and _theme(one.get("id")) == _theme(id_)]
    items.insert(same[-1] + 1 if same else len(items), item)
    desk.put(path, items)
    return path


def declare_lineage(desk: Desk, protocol: str, was: Mapping[str, Sequence[str]]) -> None:
    """Write down from which earlier ids clauses came, where that does not stand there yet.

    Args:
        desk: the files.
        protocol: whose clauses.
        was: earlier ids by clause of the catalogue, or of a school that added it.
    """
    left = dict(was)
    for path in [*clause_files(desk, protocol), *variant_files(desk, protocol)]:
        data = desk.data(path)
        is_catalogue = not isinstance(data, dict)
        key, keys = ("id", Clause.model_fields) if is_catalogue else ("add", Add.model_fields)
        items = objects(data.get("operations") if isinstance(data, dict) else data)
        mine = [item for item in items if item.get(key) in left]
        for item in mine:
            known = texts(item.get("was"))
            ids = dict.fromkeys([*known, *left.pop(str(item[key]))])
            if len(ids) > len(known):
                with_key(item, "was", list(ids), tuple(keys))
        if mine:
            desk.put(path, data)
    for id_ in left:
        find_clause(desk, protocol, id_)


def _file(desk: Desk, protocol: str, id_: str, file: str | None) -> str:
    protocol_file(desk, protocol)
    folder = f"{PROTOCOLS}/{protocol}/clauses"
    if file is not None:
        if not re.fullmatch(rf"{NAME}\.yaml", file):
            text = _("“{file}” cannot be the name of a file with clauses.")
            raise EditError(text.format(file=file), _("Write it like this: internet.yaml"), Place(folder))
        return f"{folder}/{file}"
    counted = {
        path: sum(_theme(item.get("id")) == _theme(id_) for item in objects(desk.items(path)))
        for path in clause_files(desk, protocol)
    }
    best = max(counted, key=lambda path: counted[path], default="")
    if best and counted[best]:
        return best
    if not re.fullmatch(rf"{NAME}\.{NAME}", id_):
        text = _("“{id}” cannot be the id of a clause.")
        raise EditError(text.format(id=id_), _("Write it like this: theme.topic"), Place(folder))
    return f"{folder}/{_theme(id_)}.yaml"


def _theme(id_: Data) -> str:
    return str(id_).split(".", maxsplit=1)[0]


def drop_clause(desk: Desk, protocol: str, clause: str, reason: str, replaced_by: Sequence[str] = ()) -> None:
    """Put a tombstone in the place of a clause, and take it out of every outline, excerpt and list, and operation.

    Raises:
        EditError: where an excerpt cannot do without it, or nothing would be left of an outline.
    """
    path, items, item = find_clause(desk, protocol, clause)
    for other in replaced_by:
        find_clause(desk, protocol, other)
    items[next(index for index, one in enumerate(items) if one is item)] = _tombstone(clause, reason, replaced_by)
    desk.put(path, items)
    for file in [protocol_file(desk, protocol), *variant_files(desk, protocol)]:
        forget(desk, file, clause, protocol)


def drop_own(desk: Desk, school: str, protocol: str, clause: str, reason: str, replaced_by: Sequence[str] = ()) -> None:
    """Take out a clause that only this school added, with all that its variant names; its id is not used again.

    Raises:
        EditError: where the school did not add it, or its excerpt cannot do without it.
    """
    remove(desk, school, protocol, clause, "add")
    forget(desk, variant_file(desk, school, protocol), clause, protocol)
    path = _file(desk, protocol, clause, None)
    tombstone = _tombstone(clause, reason, replaced_by)
    if desk.has(path):
        desk.put(path, [*desk.items(path), tombstone])
    else:
        desk.new(path, [tombstone])


def _tombstone(clause: str, reason: str, replaced_by: Sequence[str]) -> Object:
    return {"dropped": clause, **({"replaced_by": list(replaced_by)} if replaced_by else {}), "reason": reason}


def forget(desk: Desk, file: str, clause: str, protocol: str) -> None:
    """Take a clause out of what a protocol or a variant names: its outline, excerpt, list and operations on it.

    Raises:
        EditError: where an excerpt cannot do without it, or nothing would be left of an outline.
    """
    holder = desk.mapping(file)
    if isinstance(holder.get("outline"), dict):
        outlined = Outlined(desk, protocol, None if file.endswith("/protocol.yaml") else file.split("/")[-2])
        if outlined.has(clause):
            outlined.take(clause)
            outlined.save()
    holder = desk.mapping(file)
    excerpt = holder.get("excerpt")
    if isinstance(excerpt, dict):
        if excerpt.get("short") == clause:
            text = _("The text for the schoolgids cannot do without “{id}”.")
            raise EditError(text.format(id=clause), _("Give the excerpt another clause first."), Place(file))
        if any(clause in ids for ids in group_lists(excerpt)):
            without(excerpt, clause)
    first = holder.get("first")
    if isinstance(first, dict):
        _take_out(first, clause)
        if not first:
            del holder["first"]
    if isinstance(holder.get("operations"), list):
        operations = list_at(holder, "operations")
        operations[:] = [one for one in operations if not _is_about(one, clause)]
        if not operations:
            del holder["operations"]
    desk.put(file, holder)


def _take_out(first: Object, clause: str) -> None:
    """Take a clause out of the lists of what readers meet first; a list that is empty then goes too."""
    for readers, ids in list(first.items()):
        if isinstance(ids, list) and ids:
            ids[:] = [one for one in ids if clause not in (one, one.get("clause") if isinstance(one, dict) else None)]
            if not ids:
                del first[readers]


def _is_about(operation: Data, clause: str) -> bool:
    return isinstance(operation, dict) and any(
        operation.get(kind) == clause for kind in ("set", "replace", "omit", "move")
    )
