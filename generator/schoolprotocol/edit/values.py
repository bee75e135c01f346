"""Sets and removes values anywhere in a file of the source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from gettext import gettext as _
from typing import TypeAlias

from schoolprotocol.edit.desk import Desk
from schoolprotocol.edit.find import REFERENCES, find_reference, objects
from schoolprotocol.edit.models import is_source, order
from schoolprotocol.errors import EditError
from schoolprotocol.model.project import Reference
from schoolprotocol.places import Place
from schoolprotocol.source.styles import Data
from schoolprotocol.suggest import did_you_mean

Value: TypeAlias = "str | int | bool | date | Sequence[Value] | Mapping[str, Value] | None"
"""What may be written. Numbers, days and booleans become text, as the model reads them."""
Path: TypeAlias = Sequence[str | int]
"""Where a value stands in a file: keys, and numbers of items from 0."""

_LEFT_OUT = ("parameters", "operations", "decisions", "suppress", "alternatives", "notes", "references", "was")
"""Lists and mappings that go when nothing is left in them."""


def as_data(value: Value) -> Data:
    """A value as YAML holds it."""
    if isinstance(value, Mapping):
        return {str(name): as_data(inner) for name, inner in value.items()}
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence):
        return [as_data(inner) for inner in value]
    raise EditError(
        _("A value of the kind {kind} cannot be written.").format(kind=type(value).__name__),
        _("Give text, a number, a day, true or false, a list or a mapping."),
    )


def with_lines(data: Data) -> Data:
    """Texts as they come from a window on another system: a line ends with a line feed, and with nothing else."""
    if isinstance(data, str):
        return data.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(data, dict):
        return {name: with_lines(value) for name, value in data.items()}
    return data


def with_key(mapping: dict[str, Data], key: str, value: Data, keys: Sequence[str]) -> None:
    """Set a key; a new one at its natural place, which is the order of `keys`."""
    if key in mapping or key not in keys:
        mapping[key] = value
        return
    before = [index for index, name in enumerate(mapping) if name in keys and keys.index(name) < keys.index(key)]
    found = list(mapping.items())
    found.insert(before[-1] + 1 if before else 0, (key, value))
    mapping.clear()
    mapping.update(found)


def set_value(desk: Desk, file: str, path: Path, value: Value) -> None:
    """Set a value; a key that is not there is written at its natural place, and mappings on the way are made.

    Raises:
        EditError: where the path leads nowhere, or the value does not fit.
    """
    _expect_source(file)
    _expect_path(file, path)
    data = desk.data(file)
    data = {} if data is None else data
    holder: Data = data
    for at, step in enumerate(path[:-1]):
        if isinstance(holder, dict) and isinstance(step, str) and holder.get(step) is None:
            with_key(holder, step, {}, order(file, path[:at], data))
        holder = _into(holder, step, file)
    last = path[-1]
    if isinstance(holder, dict) and isinstance(last, str):
        with_key(holder, last, as_data(value), order(file, path[:-1], data))
    elif isinstance(holder, list) and isinstance(last, int) and 0 <= last <= len(holder):
        holder[last : last + 1] = [as_data(value)]
    else:
        raise _nowhere(holder, last, file)
    desk.put(file, data)


def remove_value(desk: Desk, file: str, path: Path) -> None:
    """Remove a key or an item.

    Raises:
        EditError: where there is none, or it cannot be missed.
    """
    _expect_source(file)
    _expect_path(file, path)
    data = desk.data(file)
    holders = [data]
    for step in path[:-1]:
        holders.append(_into(holders[-1], step, file))
    last = path[-1]
    _into(holders[-1], last, file)
    take(holders[-1], last)
    if len(path) > 1 and not holders[-1] and path[-2] in _LEFT_OUT and not file.endswith("/protocol.yaml"):
        take(holders[-2], path[-2])
    desk.put(file, data)


_CHECKED = ("checked_on", "checked_how", "unchecked")


def set_checked(desk: Desk, reference: str, given: Mapping[str, str]) -> None:
    """Say anew whether and how a reference was checked, instead of all that was said of it."""
    items = desk.items(REFERENCES)
    item = objects(items)[find_reference(desk, reference)]
    for name in _CHECKED:
        if name in given:
            with_key(item, name, given[name], tuple(Reference.model_fields))
        else:
            item.pop(name, None)
    desk.put(REFERENCES, items)


def take(holder: Data, step: str | int) -> None:
    """Take an item or entry out."""
    if isinstance(holder, dict | list):
        del holder[step]  # type: ignore[arg-type]


def _into(holder: Data, step: str | int, file: str) -> Data:
    if isinstance(holder, dict) and isinstance(step, str) and step in holder:
        return holder[step]
    if isinstance(holder, list) and isinstance(step, int) and 0 <= step < len(holder):
        return holder[step]
    raise _nowhere(holder, step, file)


def _nowhere(holder: Data, step: str | int, file: str) -> EditError:
    hint = did_you_mean(str(step), list(holder)) if isinstance(holder, dict) else ""
    return EditError(
        _("There is no “{step}” here.{hint}").format(step=step, hint=hint), _("Mend the path."), Place(file)
    )


def _expect_source(file: str) -> None:
    if not is_source(file):
        raise EditError(
            _("“{file}” is not a file of the source that can be changed.").format(file=file),
            _("Name a YAML file of the source by its path in the project, such as policy_src/project.yaml."),
        )


def _expect_path(file: str, path: Path) -> None:
    if not path or isinstance(path, str):
        raise EditError(
            _("The path of the value is missing."), _("Name the keys that lead to it, in a list."), Place(file)
        )
