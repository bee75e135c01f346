"""Changes what clauses say: base texts, alternatives, notes, and the schools' own texts."""

from __future__ import annotations

from gettext import gettext as _
from typing import Literal

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.edit.desk import Desk, refuse
from schoolprotocol.edit.find import Object, find_clause, object_at, objects, variant_file
from schoolprotocol.edit.values import with_key, with_lines
from schoolprotocol.errors import EditError
from schoolprotocol.model.clause import Alternative, Clause
from schoolprotocol.model.variant import Add, Replace
from schoolprotocol.places import Place
from schoolprotocol.source.styles import Data
from schoolprotocol.suggest import did_you_mean

Named = Literal["alternatives", "notes"]
_KEYS = tuple(Clause.model_fields)


def set_text(desk: Desk, protocol: str, clause: str, text: str) -> None:
    """Another base text for a clause of the catalogue."""
    path, items, item = find_clause(desk, protocol, clause)
    with_key(item, "text", with_lines(text), _KEYS)
    desk.put(path, items)


def set_named(desk: Desk, protocol: str, clause: str, kind: Named, name: str, text: str | None) -> None:
    """Another text for an alternative or note of a clause of the catalogue; None removes it."""
    path, items, item = find_clause(desk, protocol, clause)
    named(path, item, kind, name, text, _KEYS)
    desk.put(path, items)


def set_kort(desk: Desk, protocol: str, clause: str, kort: str | None, alternative: str | None) -> None:
    """Another short sentence for a clause of the catalogue, or for an alternative of it; None removes it."""
    path, items, item = find_clause(desk, protocol, clause)
    holder, keys = item, _KEYS
    if alternative is not None:
        holder, keys = _alternative(path, item, alternative), tuple(Alternative.model_fields)
    _put_kort(path, holder, kort, keys)
    desk.put(path, items)


def set_own_kort(desk: Desk, school: str, protocol: str, clause: str, kort: str | None) -> None:
    """Another short sentence where a school replaces a clause or adds one; None removes it."""
    path, variant, operation = _own(desk, school, protocol, clause)
    _put_kort(path, operation, kort, tuple((Add if "add" in operation else Replace).model_fields))
    desk.put(path, variant)


def _put_kort(path: str, holder: Object, kort: str | None, keys: tuple[str, ...]) -> None:
    if kort is not None:
        with_key(holder, "kort", with_lines(kort), keys)
    elif "kort" in holder:
        del holder["kort"]
    else:
        raise EditError(_("There is no short sentence to remove."), "", Place(path))


def set_own(desk: Desk, school: str, protocol: str, clause: str, text: str) -> None:
    """Another text where a school replaces a clause or adds one."""
    path, variant, operation = _own(desk, school, protocol, clause)
    operation["text"] = with_lines(text)
    desk.put(path, variant)


def set_own_note(desk: Desk, school: str, protocol: str, clause: str, name: str, text: str | None) -> None:
    """Another note where a school replaces a clause or adds one; None removes it."""
    path, variant, operation = _own(desk, school, protocol, clause)
    named(path, operation, "notes", name, text, tuple((Add if "add" in operation else Replace).model_fields))
    desk.put(path, variant)


def set_keys(desk: Desk, protocol: str, clause: str, alternative: str | None, keys: Object) -> None:
    """Other values for keys of a clause of the catalogue, or of an alternative of it; None removes one."""
    path, items, item = find_clause(desk, protocol, clause)
    holder, known = item, _KEYS
    if alternative is not None:
        holder, known = _alternative(path, item, alternative), tuple(Alternative.model_fields)
    _put_keys(holder, keys, known)
    desk.put(path, items)


def set_own_keys(desk: Desk, school: str, protocol: str, clause: str, keys: Object) -> None:
    """Other values for keys where a school replaces a clause or adds one; None removes one."""
    path, variant, operation = _own(desk, school, protocol, clause)
    _put_keys(operation, keys, tuple((Add if "add" in operation else Replace).model_fields))
    desk.put(path, variant)


def _put_keys(holder: Object, keys: Object, known: tuple[str, ...]) -> None:
    for name, value in keys.items():
        if value is not None:
            with_key(holder, name, value, known)
        else:
            holder.pop(name, None)


def _alternative(path: str, item: Object, name: str) -> Object:
    """An alternative in the form in which more can be said of it than its text."""
    others = item.get("alternatives")
    if not isinstance(others, dict) or name not in others:
        raise _unknown(path, item, "alternatives", name)
    if not isinstance(others[name], dict):
        others[name] = {"text": others[name]}
    return object_at(others, name)


def named(path: str, holder: Object, kind: Named, name: str, text: str | None, keys: tuple[str, ...]) -> None:
    """Set or remove one of the alternatives or notes of a clause."""
    if text is not None:
        if not isinstance(holder.get(kind), dict):
            with_key(holder, kind, {}, keys)
        others = object_at(holder, kind)
        written = others.get(name)
        if isinstance(written, dict):  # an alternative of which more is said than its text
            written["text"] = with_lines(text)
        else:
            others[name] = with_lines(text)
        return
    found = holder.get(kind)
    if not isinstance(found, dict) or name not in found:
        raise _unknown(path, holder, kind, name)
    del found[name]
    if not found:
        del holder[kind]


def _unknown(path: str, holder: Object, kind: Named, name: str) -> EditError:
    found = holder.get(kind)
    known = list(found) if isinstance(found, dict) else []
    values = {"id": str(holder.get("id") or holder.get("add") or holder.get("replace")), "name": name}
    values |= {"hint": did_you_mean(name, known), "choices": ", ".join(known) or "—"}
    kinds = {"alternatives": Kind.UNKNOWN_ALTERNATIVE, "notes": Kind.UNKNOWN_NOTE}
    return refuse(Diagnostic(kinds[kind], Place(path), {**values, "id": name if kind == "notes" else values["id"]}))


def _own(desk: Desk, school: str, protocol: str, clause: str) -> tuple[str, Data, Object]:
    path = variant_file(desk, school, protocol)
    variant = desk.mapping(path)
    operations = objects(variant.get("operations"))
    for operation in operations:
        if clause in (operation.get("replace"), operation.get("add")):
            return path, variant, operation
    known = [str(one.get("replace") or one.get("add") or "") for one in operations]
    values = {"id": clause, "hint": did_you_mean(clause, known)}
    raise refuse(Diagnostic(Kind.UNKNOWN_CLAUSE, Place(path), values))
