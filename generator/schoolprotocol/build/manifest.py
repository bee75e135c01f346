"""Remembers of what each output was made and which files it is, so that only what is out of date is made again.

Read by every build before anything else: it needs nothing but the standard library.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from stat import S_ISREG
from types import MappingProxyType
from typing import Any, NamedTuple

from schoolprotocol import disk, outputs
from schoolprotocol.files import write_file

SPHINX = "source"
"""The folder with what a site is made from, beside those of the outputs."""
_LIMIT = 20_000_000
"""Bytes of a record; that of a site of a thousand files has less than a million."""


class MadeFile(NamedTuple):
    """A file as it was made: a tuple, for of a thousand schools there are a hundred thousand."""

    size: int
    mtime: int
    """Nanoseconds. A file that has another one is read; one that has it is taken for what it was."""
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One output of a document."""

    key: str
    """Hash of everything that it was made of (`build.keys`)."""
    token: str
    """Hash of everything that it can have been made of: the same token, the same key."""
    places: tuple[str, ...] = ()
    """The files and folders that it consists of, below the build folder; none where the document has no such output."""
    files: Mapping[str, MadeFile] = field(default_factory=dict)
    """Every file in them, by path below the build folder."""

    @property
    def summary(self) -> Summary:
        """It in short."""
        return Summary(self.key, sum(not name.startswith("source/") for name in self.files))


@dataclass(frozen=True, slots=True)
class Summary:
    """An output in short: what is remembered of it where there are thousands."""

    key: str
    files: int
    """That a person gets; none where the document has no such output."""


Manifest = dict[str, Entry]
"""The outputs of one document, by target."""


def file_digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return disk.sha256(path)


def made_file(path: Path, before: MadeFile | None = None) -> MadeFile:
    """A file as it is now: as it was `before`, where it has the size and the time of then."""
    stat = path.lstat()
    if before is not None and (before.size, before.mtime) == (stat.st_size, stat.st_mtime_ns):
        return before
    return MadeFile(stat.st_size, stat.st_mtime_ns, file_digest(path))


def made_files(
    build: Path, places: Iterable[str], known: Mapping[str, MadeFile] = MappingProxyType({})
) -> dict[str, MadeFile]:
    """The files of an output: each of its places is a file, or a folder with all that is in it.

    Args:
        build: the build folder.
        places: below it.
        known: files as they were before, by path below it: one with the same size and time is not read again.
    """
    found: dict[str, MadeFile] = {}
    for place in places:
        if disk.kind(build / place) == "folder":
            names = [f"{place}/{file.name}" for file in disk.walk(build / place) if file.kind == "file"]
        else:
            names = [place]
        found |= {name: made_file(build / name, known.get(name)) for name in names}
    return found


def is_intact(build: Path, files: Mapping[str, MadeFile], *, closely: bool = False) -> bool:
    """Whether every file is there as it was made.

    Args:
        build: the build folder.
        files: by path below it.
        closely: whether each is read; else one that has the size and the time with which it was made is trusted.
    """
    folder = os.fspath(build)  # asked of all that there is: paths as objects would take longer than the disk
    return all(_is_as_made(f"{folder}/{name}", file, closely=closely) for name, file in files.items())


def _is_as_made(path: str, made: MadeFile, *, closely: bool) -> bool:
    try:
        stat = os.lstat(path)
        if stat.st_size != made.size or not S_ISREG(stat.st_mode):
            return False
        return (stat.st_mtime_ns == made.mtime and not closely) or disk.sha256(path) == made.sha256
    except OSError:
        return False


def read(path: Path) -> Manifest:
    """The manifest of a document; empty where there is none that can be read: then everything is made again.

    Whoever can write in the build folder can write it: what would lead out of that folder is no manifest.
    """
    try:
        return {target: _entry(data) for target, data in record(path).items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def record(path: Path) -> Any:
    """What a record of ours holds: a manifest, or what the last build left.

    Raises:
        OSError: where it cannot be read.
        ValueError: where it is no record.
    """
    data = disk.read(path, _LIMIT)
    if len(data) > _LIMIT:
        raise ValueError("too large")
    try:
        return json.loads(data)
    except RecursionError as error:
        raise ValueError("too deep") from error


def made_files_in(data: Any) -> dict[str, MadeFile]:
    """The files in a record, by path below the build folder.

    Raises:
        ValueError, TypeError, AttributeError: where it is none of ours, or leads elsewhere.
    """
    folders = _folders()
    if not (all(map(_PLAIN.fullmatch, data)) and folders.issuperset(name.partition("/")[0] for name in data)):
        for name in data:
            _below(name, folders)
    return {name: MadeFile(_number(size), _number(mtime), str(hash_)) for name, (size, mtime, hash_) in data.items()}


def _entry(data: Any) -> Entry:
    folders = _folders()
    places = tuple(_below(place, folders) for place in data["places"])
    return Entry(str(data["key"]), str(data["token"]), places, made_files_in(data["files"]))


def _folders() -> frozenset[str]:
    """Those below the build folder in which outputs lie."""
    return frozenset({*outputs.all_names(), SPHINX})


def _below(name: object, folders: Collection[str]) -> str:
    """A path below the folder of an output."""
    is_path = isinstance(name, str) and (_PLAIN.fullmatch(name) or not disk.leads_out(name))
    if not isinstance(name, str) or not is_path or name.partition("/")[0] not in folders:
        raise ValueError("no path of an output")
    return name


_PLAIN = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)*", re.ASCII)
"""A path that leads nowhere else by what it is made of: nearly all are, and there are a hundred of each document."""


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("no number")
    return value


def write(path: Path, manifest: Manifest, work: Path) -> None:
    """Write a manifest: the last thing that is done for a document. Until it is whole it lies in the folder `work`."""
    data = {target: {one.name: getattr(entry, one.name) for one in fields(entry)} for target, entry in manifest.items()}
    write_file(path, json.dumps(data, sort_keys=True) + "\n", work)
