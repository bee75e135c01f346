"""The files of a source, wherever they are: in a folder, in git's history, or in an editor that has not saved them yet.

Whatever reads the source reads it from a `SourceTree`. A path is text with forward slashes, counted from the project's
root (`policy_src/project.yaml`). No tree follows a link, and none has a way out of the project.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from gettext import gettext as _
from pathlib import Path
from typing import Protocol

from schoolprotocol import disk
from schoolprotocol.errors import UsageError

EntryKind = disk.Kind
MAX_BYTES = disk.MAX_BYTES
SOURCE = "policy_src"
"""The folder of a project that holds the source."""
STOPPED = f"{SOURCE}/.edit.undo"
"""What a change of the source was at, while it is written; it stays where that was stopped."""


class SourceTree(Protocol):
    """A set of files that can be read, and only that."""

    @property
    def root(self) -> Path:
        """The project's folder on this machine, where its files are or would be."""

    def names(self, folder: str) -> tuple[str, ...]:
        """What lies in a folder, sorted, hidden files too; nothing where there is no such folder."""

    def kind(self, path: str) -> EntryKind | None:
        """What lies there; None where there is nothing, or where a link leads on."""

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """The bytes of a file: of one that is larger than `limit`, the first `limit + 1`.

        Raises:
            OSError: where it is not there (`FileNotFoundError`), is no file, or cannot be read.
        """

    def digest(self, path: str) -> str:
        """SHA-256 of a file's bytes (of the first million), as hexadecimal digits: the same content, the same hash.

        Raises:
            OSError: as `read`.
        """


def digest_of(data: bytes) -> str:
    """The hash that `SourceTree.digest` gives of these bytes."""
    return hashlib.sha256(data).hexdigest()


_NO_STEPS = frozenset({"", ".", ".."})


def steps(path: str) -> tuple[str, ...]:
    """The names in a path.

    Raises:
        UsageError: where the path could lead out of the project.
    """
    found = tuple(path.split("/"))
    dividers = "\0" if os.sep == "/" else f"\0:{os.sep}"  # on Windows `C:x` is a place on another disk
    if not _NO_STEPS.isdisjoint(found) or any(sign in path for sign in dividers):
        raise UsageError(_("“{path}” is not the path of a file in the project.").format(path=path))
    if not path.isascii():
        try:
            os.fsencode(path)
        except UnicodeEncodeError:  # half a character: no disk has such a name
            raise UsageError(_("“{path}” is not the path of a file in the project.").format(path=ascii(path))) from None
    return found


def join(folder: str, name: str) -> str:
    """The path of what lies in a folder."""
    return f"{folder}/{name}" if folder else name


class FolderTree:
    """The files of a folder, as they are at the moment that they are asked."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def root(self) -> Path:
        """The folder."""
        return self._root

    def names(self, folder: str) -> tuple[str, ...]:
        """What lies in a folder, sorted."""
        if self.kind(folder) != "folder":
            return ()
        return tuple(sorted(os.listdir(self._at(folder))))  # noqa: PTH208 (names, of which there may be thousands)

    def kind(self, path: str) -> EntryKind | None:
        """What lies there. The project and its `policy_src` may be links: whoever set them up chose so."""
        first, *rest = steps(path)
        place = self._at(first)
        kind = disk.kind(place, follow=True)
        for step in rest:
            if kind != "folder":
                return None
            place = f"{place}/{step}"
            kind = disk.kind(place)
        return kind

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """The bytes of a file, `limit + 1` at most."""
        kind = self.kind(path)
        if kind != "file":
            raise disk.no_file(path, kind)
        return disk.read(self._at(path), limit)

    def digest(self, path: str) -> str:
        """SHA-256 of a file's bytes."""
        return digest_of(self.read(path))

    def _at(self, path: str) -> str:
        return os.path.join(self._root, path)  # noqa: PTH118 (asked thousands of times)


class Remembered:
    """Another tree, as it was when each thing was first asked of it: what lies over it need not ask the disk again."""

    def __init__(self, below: SourceTree) -> None:
        self._below = below
        self._names: dict[str, tuple[str, ...]] = {}
        self._kinds: dict[str, EntryKind | None] = {}
        self._read: dict[tuple[str, int], bytes] = {}

    @property
    def root(self) -> Path:
        """That of the tree below."""
        return self._below.root

    def names(self, folder: str) -> tuple[str, ...]:
        """What lies in a folder, sorted."""
        if folder not in self._names:
            self._names[folder] = self._below.names(folder)
        return self._names[folder]

    def kind(self, path: str) -> EntryKind | None:
        """What lies there."""
        if path not in self._kinds:
            self._kinds[path] = self._below.kind(path)
        return self._kinds[path]

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """The bytes of a file, `limit + 1` at most; one that cannot be read is asked for again."""
        if (path, limit) not in self._read:
            self._read[path, limit] = self._below.read(path, limit)
        return self._read[path, limit]

    def digest(self, path: str) -> str:
        """SHA-256 of a file's bytes."""
        return digest_of(self.read(path))


class Overlay:
    """Another tree, with other content in some files: what an editor holds and has not saved.

    What is a link or a device below stays one, whatever the editor holds: saving it would not make it a file.
    """

    def __init__(self, below: SourceTree, buffers: Mapping[str, str | bytes | None]) -> None:
        """Lay buffers over a tree.

        Args:
            below: the tree.
            buffers: by path what a file holds; None where it is removed. Text is UTF-8.

        Raises:
            UsageError: where a path could lead out of the project.
        """
        self._below = below
        self._buffers = {
            path: buffer.encode("utf-8", "surrogatepass") if isinstance(buffer, str) else buffer
            for path, buffer in buffers.items()
            if steps(path)
        }

    @property
    def root(self) -> Path:
        """That of the tree below."""
        return self._below.root

    @property
    def below(self) -> SourceTree:
        """The tree without the buffers."""
        return self._below

    @cached_property
    def _folders(self) -> Mapping[str, frozenset[str]]:
        """The names that buffers add to a folder, and the folders that they need."""
        return _by_folder(path for path, buffer in self._buffers.items() if buffer is not None)

    @cached_property
    def _thinned(self) -> frozenset[str]:
        """Folders from which a file was removed: these may be empty now, and then they are gone."""
        return frozenset(_by_folder(path for path, buffer in self._buffers.items() if buffer is None))

    def names(self, folder: str) -> tuple[str, ...]:
        """What lies in a folder, sorted."""
        steps(folder)
        found = {*self._below.names(folder), *self._folders.get(folder, ())}
        return tuple(sorted(name for name in found if self._is_there(join(folder, name))))

    def _is_there(self, path: str) -> bool:
        """Whether a name still stands for something; what no buffer has to do with is there, as the tree below says."""
        return not (path in self._buffers or path in self._thinned) or self.kind(path) is not None

    def kind(self, path: str) -> EntryKind | None:
        """What lies there."""
        kind = self._below.kind(path)
        if kind in {"link", "other"}:
            return kind
        if path in self._buffers and kind != "folder":
            return None if self._buffers[path] is None else "file"
        if path in self._folders:
            return kind or "folder"
        if kind == "folder" and path in self._thinned and not self.names(path):
            return None
        return kind

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """The bytes of a file, `limit + 1` at most."""
        if path not in self._buffers and path not in self._folders:
            return self._below.read(path, limit)
        kind, buffer = self.kind(path), self._buffers.get(path)
        if kind != "file":
            raise disk.no_file(path, kind)
        return self._below.read(path, limit) if buffer is None else buffer[: limit + 1]

    def digest(self, path: str) -> str:
        """SHA-256 of a file's bytes."""
        return digest_of(self.read(path))


def _by_folder(paths: Iterator[str]) -> dict[str, frozenset[str]]:
    """For each folder that these paths lead through: the names in it."""
    found: dict[str, set[str]] = {}
    for path in paths:
        folder = ""
        for step in path.split("/"):
            found.setdefault(folder, set()).add(step)
            folder = join(folder, step)
    return {folder: frozenset(names) for folder, names in found.items()}
