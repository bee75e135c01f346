"""Changes the operations of a variant: one wording and one place for each clause, as resolving wants it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import gettext as _

from pydantic import BaseModel

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.edit.desk import Desk, refuse
from schoolprotocol.edit.drafts import Drafts
from schoolprotocol.edit.find import Object, expect_new_clause, list_at, objects, variant_file
from schoolprotocol.edit.values import with_key
from schoolprotocol.errors import EditError
from schoolprotocol.model.variant import OPERATIONS, Add, Move, Omit, Replace, Set, Variant
from schoolprotocol.places import Place
from schoolprotocol.source.styles import Data

_MODELS: dict[str, type[BaseModel]] = {"set": Set, "replace": Replace, "omit": Omit, "add": Add, "move": Move}
_WORDINGS = ("set", "replace", "omit")


def put(desk: Desk, school: str, protocol: str, operation: Mapping[str, Data]) -> None:
    """Write an operation: over the one that the school has for this clause, or as its last.

    Raises:
        EditError: where the document could not be resolved any more.
    """
    kind = next(name for name in OPERATIONS if name in operation)
    path = variant_file(desk, school, protocol)
    variant = desk.mapping(path)
    known = _faults(desk, school, protocol)
    target = operation[kind]
    if kind == "replace" and isinstance(target, str):
        operation = {**operation, "replaces": _digest(desk, school, protocol, target)}
    wanted = {name: operation[name] for name in _MODELS[kind].model_fields if operation.get(name) is not None}
    rivals = _WORDINGS if kind in _WORDINGS else (kind,)
    current = next((one for one in objects(variant.get("operations")) if _is_about(one, rivals, target)), None)
    if current is None:
        if "operations" not in variant:
            with_key(variant, "operations", [], tuple(Variant.model_fields))
        list_at(variant, "operations").append(wanted)
    else:
        _rewrite(current, wanted, kind)
    desk.put(path, variant)
    _judge(desk, school, protocol, known)


def remove(desk: Desk, school: str, protocol: str, target: str, kind: str | None = None) -> None:
    """Take the school's operations on a clause or section out; of one kind, or all.

    Raises:
        EditError: where there is none, or the document could not be resolved any more.
    """
    path = variant_file(desk, school, protocol)
    variant = desk.mapping(path)
    known = _faults(desk, school, protocol)
    kinds = OPERATIONS if kind is None else (kind,)
    operations = list_at(variant, "operations")
    left = [one for one in operations if not (isinstance(one, dict) and _is_about(one, kinds, target))]
    if len(left) == len(operations):
        text = _("{school} has no such operation on “{id}”.")
        raise EditError(text.format(school=school, id=target), _("Mend the id."), Place(path))
    if left:
        variant["operations"] = left
    else:
        del variant["operations"]
    desk.put(path, variant)
    _judge(desk, school, protocol, known)


def add(desk: Desk, school: str, protocol: str, operation: Mapping[str, Data]) -> None:
    """A clause that only this school has."""
    expect_new_clause(desk, protocol, str(operation["add"]))
    put(desk, school, protocol, operation)


def place_added(desk: Desk, school: str, protocol: str, clause: str, *, after: str | None, before: str | None) -> None:
    """Another place for a clause that this school added.

    Raises:
        EditError: where it did not add it, or the document could not be resolved any more.
    """
    path = variant_file(desk, school, protocol)
    written = objects(desk.mapping(path).get("operations"))
    current = next((one for one in written if one.get("add") == clause), None)
    if current is None:
        text = _("{school} has no such operation on “{id}”.")
        raise EditError(text.format(school=school, id=clause), _("Mend the id."), Place(path))
    put(desk, school, protocol, {**current, "after": after, "before": before})


def _is_about(operation: Object, kinds: Sequence[str], target: Data) -> bool:
    return any(kind in operation and operation[kind] == target for kind in kinds)


def _rewrite(current: Object, wanted: Object, kind: str) -> None:
    keys = tuple(_MODELS[kind].model_fields)
    if kind not in current:
        current.clear()
    for name in [name for name in current if name not in wanted]:
        del current[name]
    for name, value in wanted.items():
        with_key(current, name, value, keys)


def _digest(desk: Desk, school: str, protocol: str, clause: str) -> str:
    digests = Drafts(desk, protocol).replaced(school)
    if clause not in digests:
        raise refuse(Diagnostic(Kind.UNKNOWN_CLAUSE, Place(variant_file(desk, school, protocol)), _unknown(clause)))
    return digests[clause]


def _unknown(clause: str) -> dict[str, str]:
    return {"id": clause, "hint": ""}


def _faults(desk: Desk, school: str, protocol: str) -> set[str]:
    drafts = Drafts(desk, protocol)
    return {_told(fault) for fault in drafts.draft(drafts.layers(school))[1]}


def _judge(desk: Desk, school: str, protocol: str, known: set[str]) -> None:
    drafts = Drafts(desk, protocol)
    new = [fault for fault in drafts.draft(drafts.layers(school))[1] if _told(fault) not in known]
    if new:
        raise EditError(_("This operation does not fit."), "", diagnostics=new)


def _told(fault: Diagnostic) -> str:
    return f"{fault.kind.code} {fault.target} {fault.school}"
