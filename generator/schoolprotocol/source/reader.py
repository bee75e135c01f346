"""Reads the files of the source one by one, and collects what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from gettext import gettext as _
from pathlib import Path
from typing import Any, TypeVar

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.machine import is_reserved
from schoolprotocol.model.base import NAME
from schoolprotocol.places import Place, Sequence, place_of
from schoolprotocol.source.validate import validate
from schoolprotocol.source.yaml import printable, read_yaml
from schoolprotocol.suggest import did_you_mean

T = TypeVar("T")

MAX_ID = 60


class Reader:
    """Reads files, and keeps what it finds wrong in `found`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.found: list[Diagnostic] = []

    def name(self, path: Path) -> str:
        """How diagnostics call a file: its path from the project's root."""
        return printable(path.relative_to(self.root))

    def data(self, path: Path, help_: str) -> Any:
        """What a YAML file holds; None where that is nothing, or cannot be read. `help_` says what belongs in it."""
        data, found = read_yaml(path, self.name(path))
        self.found += found
        if data is None and not found:
            self.found.append(Diagnostic(Kind.EMPTY_FILE, Place(self.name(path)), {"help": help_}))
        return data

    def object(self, path: Path, type_: type[T]) -> T | None:
        """The one object in a file."""
        data = self.data(path, _("the keys {keys}.").format(keys=_required(type_)))
        return self.validated(type_, data, Place(self.name(path), 1)) if data is not None else None

    def validated(self, type_: type[T], data: Any, place: Place) -> T | None:
        """Data as a model; None where it does not fit."""
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
        """Add an object to those that are known, unless its id is taken."""
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
            else:
                self.refuses(entry)

    def refuses(self, entry: Path) -> bool:
        """Whether a file or folder has a name that not every machine can hold; it is reported."""
        if not is_reserved(entry.name):
            return False
        self.found.append(Diagnostic(Kind.RESERVED_NAME, Place(self.name(entry)), {"name": entry.name}))
        return True

    def unknown(self, entry: Path, expected: Iterable[str]) -> None:
        """Report a file or folder that has no place here."""
        linked = _(" It is a link: put what it leads to in its place.")
        hint = linked if entry.is_symlink() else did_you_mean(entry.name, expected)
        values = {"name": self.name(entry), "hint": hint}
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


def is_id(name: str) -> bool:
    """Whether a folder's name can be an id."""
    return bool(re.fullmatch(NAME, name)) and len(name) <= MAX_ID


def _required(type_: Any) -> str:
    """The keys that a model cannot do without."""
    return ", ".join(name for name, field in type_.model_fields.items() if field.is_required())
