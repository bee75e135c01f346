"""What is kept in a folder from one run to the next: values as JSON, each in a file that shows that it is whole.

Whoever can write in the build folder can write a record. Nothing in one is executed, and what is damaged, of another
name, a link or a folder is none; but who writes a record with its hash is believed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from schoolprotocol import disk
from schoolprotocol.files import write_file

T = TypeVar("T")

_LIMIT = 100_000_000
"""Bytes of a record: what was found of ten thousand schools."""


class Records:
    """The records in a folder of a build folder; where that is no plain folder, there are none, and none is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._is_plain = all(disk.kind(one) in {"folder", None} for one in (folder, folder.parent))

    def read(self, name: str, type_: type[T]) -> T | None:
        """What was kept under a name; None where that is not there, not whole, or no such value."""
        if not self._is_plain:
            return None
        try:
            data = disk.read(self._folder / f"{name}.json", _LIMIT)
            seal, _line, told = data.partition(b"\n")
            return _form(type_).validate_json(told) if seal == _seal(name, told) else None
        except (OSError, ValidationError):
            return None

    def write(self, name: str, value: object) -> None:
        """Keep something under a name, where it can be written as text.

        Raises:
            OSError: where the machine refuses.
        """
        if self._is_plain:
            with suppress(ValueError):  # half a character, in a path or in words of others
                told = _form(type(value)).dump_json(value)
                write_file(self._folder / f"{name}.json", _seal(name, told) + b"\n" + told)

    def forget(self, but: Collection[str]) -> None:
        """Throw away what was kept under other names than these, and what was left of a run that was stopped."""
        if self._is_plain and disk.kind(self._folder) == "folder":
            known = {f"{name}.json" for name in but}
            for path in self._folder.iterdir():
                if path.name not in known and disk.kind(path) == "file":
                    path.unlink(missing_ok=True)


def _seal(name: str, told: bytes) -> bytes:
    """Shows that a record is whole, and of this name."""
    return hashlib.sha256(f"{name}\n".encode() + told).hexdigest().encode()


_FORMS: dict[type[Any], TypeAdapter[Any]] = {}


def _form(type_: type[T]) -> TypeAdapter[T]:
    """How a value is written and read; that costs something to find out."""
    if type_ not in _FORMS:
        _FORMS[type_] = TypeAdapter(type_)
    return _FORMS[type_]
