"""What lies on the disk, looked at without following a link or waiting for anything: the one walk that all readers use.

The loader, the stamps of a build, templates, records of what was made and files that a person names all ask here. Needs
nothing but the standard library, for every build asks before anything else.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from gettext import gettext as _
from io import BufferedReader
from pathlib import Path
from typing import Literal

Kind = Literal["file", "folder", "link", "other"]
"""What lies at a path; `other` is a device, a pipe or a socket, which may never end."""
MAX_BYTES = 1_000_000
"""No file of the source is larger: of one that is, nobody reads more than shows that."""
_PIECE = 1_000_000
"""Bytes that are read at a time."""
MOST = 500_000
"""Files and folders in one folder of ours; where there are more, it leads to a whole disk."""
_NO_SURPRISE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
"""What became a pipe since we looked is not waited for."""
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NOWHERE = frozenset({errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP})


def kind(path: str | os.PathLike[str], *, follow: bool = False) -> Kind | None:
    """What lies at a path; None where there is nothing, or where a link leads on.

    Args:
        path: where.
        follow: whether a link at its end stands for what it leads to.

    Raises:
        OSError: where the machine does not let us look.
    """
    try:
        found = os.stat(path, follow_symlinks=follow)  # noqa: PTH116 (asked thousands of times)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno in _NOWHERE:
            return None
        raise
    return _kind(found.st_mode)


def size(path: str | os.PathLike[str]) -> int | None:
    """Bytes of a file; None where something else lies, or nothing.

    Raises:
        OSError: where the machine does not let us look.
    """
    return os.lstat(path).st_size if kind(path) == "file" else None


def _kind(mode: int) -> Kind:
    if stat.S_ISREG(mode):
        return "file"
    if stat.S_ISDIR(mode):
        return "folder"
    return "link" if stat.S_ISLNK(mode) else "other"


@dataclass(frozen=True, slots=True)
class Found:
    """What a walk met."""

    name: str
    """Its path below the folder where the walk began, with forward slashes."""
    path: str
    """Where it is."""
    kind: Kind
    """A folder is told only where it cannot be read, or where folders are asked."""
    stat: os.stat_result | None = None
    """Of itself, never of what a link leads to; of a file only."""
    is_open: bool = False
    """Of a folder, whether we looked into it."""


def walk(
    folder: str | os.PathLike[str],
    passes_over: Callable[[str], bool] = lambda _name: False,
    *,
    with_folders: bool = False,
) -> Iterator[Found]:
    """Everything below a folder but the folders, by name; no link is followed, however deep it goes.

    Args:
        folder: where to begin; it may be a link itself.
        passes_over: whether a file or folder with this name is no business of ours.
        with_folders: give the folders below it too, each before what lies in it.

    Raises:
        OSError: where there are more than `MOST`.
    """
    waiting = [Found("", os.fspath(folder), "folder")]
    met = 0
    while waiting:
        met += 1
        if met > MOST:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), os.fspath(folder))
        found = waiting.pop()
        if found.kind == "folder":
            try:
                inside = _entries(found, passes_over)
            except OSError:
                yield found
                continue
            if with_folders and found.name:
                yield Found(found.name, found.path, "folder", is_open=True)
            waiting += reversed(inside)
        else:
            yield found


def _entries(folder: Found, passes_over: Callable[[str], bool]) -> list[Found]:
    before = f"{folder.name}/" if folder.name else ""
    with os.scandir(folder.path) as entries:
        found = [_found(f"{before}{entry.name}", entry) for entry in entries if not passes_over(entry.name)]
    return sorted((one for one in found if one is not None), key=lambda one: one.name)


def _found(name: str, entry: os.DirEntry[str]) -> Found | None:
    if entry.is_dir(follow_symlinks=False):
        return Found(name, entry.path, "folder")
    try:
        found = entry.stat(follow_symlinks=False)
    except FileNotFoundError:  # gone since
        return None
    return Found(name, entry.path, _kind(found.st_mode), found)


def first_link(folder: str | os.PathLike[str]) -> Found | None:
    """The first thing below a folder that is no file and no folder; None where all is plain."""
    if _is_plain(folder):
        return None
    return next((found for found in walk(folder) if found.kind in {"link", "other"}), None)


def _is_plain(folder: str | os.PathLike[str]) -> bool:
    """Whether nothing but files and folders lies below a folder, as far as the names in it tell: no file is asked.

    Of a thousand schools there are a hundred thousand files. More than `MOST` are not plain.
    """
    waiting, met = [os.fspath(folder)], 0
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    met += 1
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    elif met > MOST or not entry.is_file(follow_symlinks=False):
                        return False
        except OSError:  # nobody can look into it, or it is gone
            continue
    return met <= MOST


# -- reading ----------------------------------------------------------------------------------------------------------


def opened(path: str | os.PathLike[str], *, follow: bool = False) -> BufferedReader:
    """A file, open for reading.

    Args:
        path: where it is.
        follow: whether it may be a link to a file.

    Raises:
        OSError: where it is not there, is no file, or cannot be read.
    """
    return os.fdopen(_descriptor(path, follow=follow)[0], "rb")


def _descriptor(path: str | os.PathLike[str], *, follow: bool) -> tuple[int, int]:
    """A file that is open for reading, and how large it is; as `opened`."""
    descriptor = os.open(path, os.O_RDONLY | _NO_SURPRISE | (0 if follow else _NO_LINK))
    try:
        stat = os.fstat(descriptor)
        lies = _kind(stat.st_mode)
        if lies != "file":
            raise no_file(path, lies)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor, stat.st_size


def no_file(path: str | os.PathLike[str], lies: Kind | None) -> OSError:
    """What is raised where something else than a file lies."""
    codes = {None: errno.ENOENT, "folder": errno.EISDIR, "link": errno.ELOOP}
    if lies not in codes:
        return OSError(errno.EINVAL, _("It is a pipe or a device, not a file"), os.fspath(path))
    return OSError(codes[lies], os.strerror(codes[lies]), os.fspath(path))


def read(path: str | os.PathLike[str], limit: int, *, follow: bool = False) -> bytes:
    """The bytes of a file: of one that is larger than `limit`, the first `limit + 1`.

    Raises:
        OSError: as `opened`.
    """
    # A file object, and room for the limit, would take twice as long as the disk: of a thousand schools many are read.
    descriptor, size = _descriptor(path, follow=follow)
    try:
        with named(path):
            data = os.read(descriptor, min(size, limit) + 1)
            while len(data) <= limit and (more := os.read(descriptor, min(_PIECE, limit + 1 - len(data)))):
                data += more
            return data
    finally:
        os.close(descriptor)


@contextmanager
def named(path: str | os.PathLike[str]) -> Iterator[None]:
    """An error of reading says in which file: the machine does so of opening only."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or os.fspath(path)
        raise


def sha256(path: str | os.PathLike[str], limit: int | None = None, *, follow: bool = False) -> str:
    """SHA-256 of a file, in hexadecimal digits; of one that is larger than `limit`, of the first `limit + 1` bytes.

    Raises:
        OSError: as `opened`.
    """
    import hashlib  # noqa: PLC0415  # loads OpenSSL, a twentieth of what help takes

    most = _PIECE if limit is None else min(limit, _PIECE)
    data = read(path, most, follow=follow)
    if len(data) <= most or most == limit:  # nearly every file is small
        return hashlib.sha256(data).hexdigest()
    with opened(path, follow=follow) as file, named(path):
        if limit is None:
            return hashlib.file_digest(file, "sha256").hexdigest()
        state = hashlib.sha256()
        for piece in pieces(file, limit):
            state.update(piece)
        return state.hexdigest()


def pieces(file: BufferedReader, limit: int) -> Iterator[bytes]:
    """What is in a file, a piece at a time, so that no file fills the memory; of one that is larger, `limit + 1` bytes.

    Args:
        file: open for reading.
        limit: bytes.
    """
    left = limit + 1
    while left > 0 and (piece := file.read(min(left, _PIECE))):
        left -= len(piece)
        yield piece


def lies_in(path: Path, folder: Path) -> bool:
    """Whether a path is a folder, or lies in it: by its name, or because the disk says that it is the same folder.

    Some disks take `POLICY_SRC` for `policy_src`.
    """
    if path.is_relative_to(folder):
        return True
    try:
        own = folder.stat()
    except OSError:
        return False
    return any(_is(one, own) for one in (path, *path.parents))


def _is(path: Path, found: os.stat_result) -> bool:
    try:
        return os.path.samestat(path.stat(), found)
    except OSError:  # not there yet
        return False


def leads_out(name: str) -> bool:
    """Whether a name that should be a path below a folder is none, by the rules of any system."""
    try:
        os.fsencode(name)
    except UnicodeEncodeError:  # half a character: no disk has such a name
        return True
    parts = name.split("/")
    return any(part in {"", ".", ".."} or not _DIVIDERS.isdisjoint(part) for part in parts)


_DIVIDERS = frozenset("\\:\0")
"""What no part of such a path holds: elsewhere these divide paths, name disks or end names."""


def is_file_below(folder: str | os.PathLike[str], name: str) -> bool:
    """Whether a path below a folder leads to a file there through folders only, and not through a link."""
    place = os.fspath(folder)
    if leads_out(name):
        return False
    for part in name.split("/")[:-1]:
        place = os.path.join(place, part)  # noqa: PTH118
        if kind(place) != "folder":
            return False
    return kind(os.path.join(os.fspath(folder), name)) == "file"  # noqa: PTH118


_LEFT = re.compile(
    r"(?:eh)?thumbs\.db|desktop\.ini|icon\r|__macosx|@eadir|~\$.*\.(?:doc|xls|ppt|od)\w*|~\w*\.tmp", re.IGNORECASE
)
"""What systems and Word leave beside files, and nobody wrote."""


def is_passed_over(name: str) -> bool:
    """Whether a file or folder in the source is hidden, or left there by a machine: nobody reads it."""
    return name.startswith(".") or _LEFT.fullmatch(name) is not None
