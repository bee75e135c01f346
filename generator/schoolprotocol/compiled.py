"""Keeps what was compiled by no import, where Python keeps what it compiled of our code: for the next process.

It is code: whoever can write there can change the program itself. Into a build folder, which may come from somebody
else, no code is put. Needs little of the standard library, for every command begins with it.
"""

from __future__ import annotations

import dataclasses
import marshal
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from types import CodeType
from typing import Any
from zlib import crc32

from schoolprotocol import disk
from schoolprotocol.files import write_file

_LIMIT = 10_000_000
"""Bytes of a file; the code of our largest template has 60,000."""
_SEAL = 4


def read(name: str, made_of: str) -> Mapping[str, CodeType]:
    """The code that was kept under a name; nothing where that is not whole, or was made of something else.

    Args:
        name: of a file.
        made_of: all that makes it other code, but Python.
    """
    path = _path(name)
    if path is None:
        return {}
    try:
        kept = disk.read(path, _LIMIT)
    except OSError:
        return {}
    if kept[:_SEAL] != _seal(kept[_SEAL:]):
        return {}
    told, code = marshal.loads(kept[_SEAL:])  # noqa: S302 (ours: see above)
    return code if told == _told(name, made_of) else {}


def write(name: str, made_of: str, code: Mapping[str, CodeType]) -> None:
    """Keep code under a name; not where Python keeps none, or the machine refuses: then it is compiled again."""
    path = _path(name)
    if path is not None and not sys.dont_write_bytecode:
        data = marshal.dumps((_told(name, made_of), dict(code)))
        with suppress(OSError):
            write_file(path, _seal(data) + data)


def _path(name: str) -> Path | None:
    return Path(cache_from_source(__file__)).with_suffix("") / name if sys.implementation.cache_tag else None


def _told(name: str, made_of: str) -> str:
    return "\n".join([name, made_of, sys.version, MAGIC_NUMBER.hex()])


def _seal(data: bytes) -> bytes:
    """Shows that code is whole: against accidents, as of Python's own files."""
    return crc32(data).to_bytes(_SEAL)


class Dataclasses:
    """What dataclasses compile while they are made: six small functions for each of three hundred.

    Of a command that makes one document that is a tenth. It is found by its text, so it is never that of another class.
    """

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._known: dict[str, dict[str, CodeType]] = {}
        """By module, what was kept and is not asked yet."""
        self._met: dict[str, list[str]] = {}
        """By module, the texts of its classes."""
        self._new: dict[str, dict[str, CodeType]] = {}

    def begin(self) -> None:
        """From now on dataclasses take what is kept."""
        vars(dataclasses)["exec"] = self._exec  # stands before Python's own, in that module alone

    def end(self) -> None:
        """Keep what is new."""
        for module, new in self._new.items():
            known = {**read(f"{module}.dataclasses", ""), **new}
            write(f"{module}.dataclasses", "", {text: known[text] for text in self._met[module] if text in known})
        self._new.clear()

    def _exec(self, text: str, names: dict[str, Any], made: dict[str, Any]) -> None:
        module = str(names.get("__name__"))
        if module not in self._known:
            is_plain = module.replace(".", "").isidentifier()
            self._known[module] = dict(read(f"{module}.dataclasses", "")) if is_plain else {}
        self._met.setdefault(module, []).append(text)
        code = self._known[module].pop(text, None)
        if code is None:
            code = compile(text, "<string>", "exec")
            self._new.setdefault(module, {})[text] = code
        exec(code, names, made)  # noqa: S102 (as dataclasses do)
