"""Remembers of what each output was made and which files it is, so that only what is out of date is made again.

Read by every build before anything else: it needs nothing but the standard library.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from schoolprotocol.files import write_file


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file as it was made."""

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
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def made_file(path: Path) -> MadeFile:
    """A file as it is now."""
    stat = path.stat()
    return MadeFile(stat.st_size, stat.st_mtime_ns, file_digest(path))


def made_files(build: Path, places: Iterable[str]) -> dict[str, MadeFile]:
    """The files of an output: each of its places is a file, or a folder with all that is in it.

    Args:
        build: the build folder.
        places: below it.
    """
    found = {}
    for place in places:
        path = build / place
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                found[file.relative_to(build).as_posix()] = made_file(file)
    return found


def is_intact(build: Path, files: Mapping[str, MadeFile]) -> bool:
    """Whether every file is there as it was made."""
    return all(_is_as_made(build / name, file) for name, file in files.items())


def _is_as_made(path: Path, made: MadeFile) -> bool:
    try:
        stat = path.stat()
        if stat.st_size != made.size:
            return False
        return stat.st_mtime_ns == made.mtime or file_digest(path) == made.sha256
    except OSError:
        return False


def read(path: Path) -> Manifest:
    """The manifest of a document; empty where there is none that can be read: then everything is made again."""
    try:
        return {target: _entry(data) for target, data in json.loads(path.read_bytes()).items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _entry(data: Any) -> Entry:
    files = {name: MadeFile(*file) for name, file in data["files"].items()}
    return Entry(data["key"], data["token"], tuple(data["places"]), files)


def write(path: Path, manifest: Manifest, work: Path) -> None:
    """Write a manifest: the last thing that is done for a document. Until it is whole it lies in the folder `work`."""
    data = {target: asdict(entry) for target, entry in manifest.items()}
    for entry in data.values():
        entry["files"] = {name: list(file.values()) for name, file in entry["files"].items()}
    write_file(path, json.dumps(data, sort_keys=True) + "\n", work)
