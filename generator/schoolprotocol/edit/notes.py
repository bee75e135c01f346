"""Writes change notes: why something changes, what that means, what is done about it."""

from __future__ import annotations

from collections.abc import Mapping

from schoolprotocol.edit.desk import Desk
from schoolprotocol.edit.find import PROTOCOLS, change_files, protocol_file
from schoolprotocol.edit.values import with_key
from schoolprotocol.model.change import ChangeNote
from schoolprotocol.source.styles import Data

_KEYS = tuple(ChangeNote.model_fields)


def set_note(desk: Desk, protocol: str, note: str, values: Mapping[str, Data]) -> None:
    """Set keys of a change note, and make it where there is none; None removes a key.

    Raises:
        EditError: where something of it does not fit; nothing was changed.
    """
    path = _file(desk, protocol, note)
    data: dict[str, Data] = desk.mapping(path) if desk.has(path) else {"id": note}
    for key, value in values.items():
        if value is None or value == []:
            data.pop(key, None)
        else:
            with_key(data, key, value, _KEYS)
    if desk.has(path):
        desk.put(path, data)
    else:
        desk.new(path, {key: data[key] for key in _KEYS if key in data})


def _file(desk: Desk, protocol: str, note: str) -> str:
    """The file in which a note stands, or would stand."""
    protocol_file(desk, protocol)
    known = (path for path in change_files(desk, protocol) if desk.mapping(path).get("id") == note)
    return next(known, f"{PROTOCOLS}/{protocol}/changes/{note}.yaml")
