"""Which files a build reads, each known by its hash; a file is read again only where its stamp changed.

Read by every build before anything else: it needs nothing but the standard library.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeGuard

from schoolprotocol import disk, machine
from schoolprotocol.config import Folders
from schoolprotocol.templating import PACKAGE, Templates

SOURCE, TEMPLATES, PROGRAM = "policy_src", "templates", "schoolprotocol"
_SETTLED = 100_000_000
"""Nanoseconds. A file that was changed less than this ago may change again without its stamp showing it."""
_FOLDER = "/"
"""Behind the path of a folder."""
_LIMITS = {f"{SOURCE}/addresses.txt": 20_000_000}
"""Bytes that are read of files that may be larger than others."""
_PROGRAM_FILES = (".py", ".mo", ".json", ".yaml", ".conf")
_hashed: dict[str, Stamp] = {}
"""What this process knows of the program and of templates, by path: a thousand files, the same for each project."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells whether a file changed, without reading it; and its hash."""

    size: int
    mtime: int
    """Nanoseconds."""
    ctime: int
    """Nanoseconds; 0 where it was too young to be trusted."""
    sha256: str
    inode: int = 0
    """Its number on the disk: a folder of files that were written in the same moment may take the place of another."""

    def lasted(self, now: Stamp) -> bool:
        """Whether nobody wrote it since: what says the same again may have said something else in between."""
        if (self.size, self.mtime, self.sha256) != (now.size, now.mtime, now.sha256):
            return False
        # Where its inode time says it, its inode is not asked: some disks of a network give another one at each look.
        return self.ctime == now.ctime if self.ctime else self.inode == now.inode


_NO_FILE = Stamp(0, 0, 0, hashlib.sha256(b"no file").hexdigest())
"""Of what is nobody's template: who makes something tells of it."""


@dataclass(frozen=True)
class Inputs:
    """Everything that a build depends on."""

    files: Mapping[str, Stamp]
    """By path below `policy_src`, `templates` or `schoolprotocol`, with these words in front.

    Templates are those that are used: a project's own where it has one, else ours.
    """
    packages: str
    """Hash of the versions of Python and of every package."""

    @cached_property
    def digest_of_all(self) -> str:
        """One hash for everything: two builds with the same make the same."""
        return hashlib.sha256(f"{self.digest(*sorted(self.groups))} {self.packages}".encode()).hexdigest()

    @cached_property
    def groups(self) -> dict[str, str]:
        """One hash for all files of a school, of a part of a protocol, of the templates, of our code."""
        states: dict[str, Any] = {}
        for name in sorted(self.files):
            state = states.setdefault(_group(name), hashlib.sha256())
            state.update(f"{self.files[name].sha256} {name}\n".encode())
        return {group: state.hexdigest() for group, state in states.items()}

    @cached_property
    def schools(self) -> tuple[str, ...]:
        """The ids of all schools: the names of their folders."""
        names = (name.split("/") for name in self.files if name.startswith(f"{SOURCE}/schools/"))
        return tuple(sorted({parts[2] for parts in names if len(parts) > 3}))

    @cached_property
    def beside_schools(self) -> str:
        """One hash for all of which documents are made but schools; the list of former addresses is none of that."""
        passed_over = {f"{SOURCE}/addresses.txt", *(f"{SOURCE}/schools/{school}" for school in self.schools)}
        return self.digest(*sorted(self.groups.keys() - passed_over))

    def of_schools(self, *schools: str) -> str:
        """One hash for the folders of some schools."""
        return self.digest(*(_called(f"{SOURCE}/schools/{school}") for school in schools))

    def digest(self, *groups: str) -> str:
        """One hash for some groups of files, by name: `policy_src/schools/aurora`, `policy_src/references.yaml`."""
        return hashlib.sha256("\n".join(f"{name} {self.groups.get(name)}" for name in groups).encode()).hexdigest()

    def lasted(self, now: Inputs) -> bool:
        """Whether nothing was written since.

        Args:
            now: looked at with the stamps of this.
        """
        if self.packages != now.packages or self.files.keys() != now.files.keys():
            return False
        return all(stamp.lasted(now.files[name]) for name, stamp in self.files.items())

    def written(self, now: Inputs) -> frozenset[str]:
        """The files and folders that were written since, or came or went.

        Args:
            now: looked at with the stamps of this.
        """
        found = (name for name, stamp in self.files.items() if name in now.files and not stamp.lasted(now.files[name]))
        return frozenset({*found, *(self.files.keys() ^ now.files.keys())})

    @cached_property
    def program(self) -> str:
        """One hash for what makes all outputs: our code and the packages. Templates are counted by output."""
        return hashlib.sha256(f"{self.digest(PROGRAM)} {self.packages}".encode()).hexdigest()


def inputs(folders: Folders, known: Mapping[str, Stamp]) -> Inputs:
    """Look at every file that a build reads.

    Args:
        folders: of the project.
        known: stamps of an earlier time.
    """
    templates = folders.templates
    source = dict(_source(folders.root / SOURCE, known))
    found = {name: _stamp(name, path, known.get(name)) for name, path in _templates(templates)}
    no_files = {f"{TEMPLATES}/{own.name}": _NO_FILE for own in templates.own if not own.is_file}
    return Inputs({**source, **found, **_looked_at(_program(), known), **no_files}, _packages())


def program_here() -> str:
    """`Inputs.program` of this machine."""
    return Inputs(_looked_at(_program(), {}), _packages()).program


def _source(folder: Path, known: Mapping[str, Stamp]) -> Iterator[tuple[str, Stamp]]:
    """Every file and folder of the source: also where one lies that has no place there, or is empty, is told.

    What was met is not asked of the disk once more, but where a folder may tell an older state of a file (Windows).
    """
    for found in disk.walk(folder, lambda name: name.startswith("."), with_folders=True):
        name = _called(f"{SOURCE}/{found.name}{_FOLDER if found.kind == 'folder' else ''}")
        before = known.get(name)
        if found.is_open:
            yield name, _open(found.path)
        elif _is_as_met(before, found):
            yield name, before
        else:
            yield name, _stamp(name, found.path, before)


def _is_as_met(known: Stamp | None, found: disk.Found) -> TypeGuard[Stamp]:
    """Whether what a walk met says that a file still has its stamp."""
    return known is not None and found.stat is not None and os.name == "posix" and _is_of(known, found.stat)


def _called(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode()  # a name that is no text stops nothing


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "__pycache__"))


def _templates(templates: Templates) -> Iterator[tuple[str, str]]:
    return ((f"{TEMPLATES}/{name}", str(path)) for name, path in templates.files.items())


def _program() -> Iterator[disk.Found]:
    return (found for found in disk.walk(PACKAGE, _is_hidden) if found.name.endswith(_PROGRAM_FILES))


def _looked_at(program: Iterable[disk.Found], known: Mapping[str, Stamp]) -> dict[str, Stamp]:
    """The files of our code, as in `_source`; a link is asked where it leads."""
    stamps = {}
    for found in program:
        name = _called(f"{PROGRAM}/{found.name}")
        before = _hashed.get(found.path, known.get(name))
        if found.kind == "file" and _is_as_met(before, found):
            _hashed[found.path] = stamps[name] = before
        else:
            stamps[name] = _stamp(name, found.path, before)
    return stamps


def _group(name: str) -> str:
    first, *rest = name.split("/")
    if first != SOURCE:
        return first
    depth = {"schools": 2, "protocols": 3}.get(rest[0], 1)
    return "/".join([first, *rest[:depth]])


def _stamp(name: str, path: str, known: Stamp | None) -> Stamp:
    if name.endswith(_FOLDER):
        return _stamp_of_folder(path)
    if not name.startswith(SOURCE):
        # A package may be installed as links.
        _hashed[path] = stamp = _stamp_of(path, _hashed.get(path, known), None, follow=True)
        return stamp
    try:
        return _stamp_of(path, known, _LIMITS.get(name, disk.MAX_BYTES), follow=False)
    except OSError as error:
        # Whoever reads the source tells this with its place, and stops only those who need the file.
        return Stamp(0, 0, 0, hashlib.sha256(f"unreadable {error.errno}".encode()).hexdigest())


def _stamp_of_folder(path: str) -> Stamp:
    """That it is there, and whether we can look into it."""
    try:
        with os.scandir(path):
            return _open(path)
    except OSError as error:
        return Stamp(0, 0, 0, hashlib.sha256(f"unreadable {error.errno}".encode()).hexdigest())


def _open(path: str) -> Stamp:
    """Of a folder into which we can look; with it when anything, also what is hidden, came into it or went."""
    try:
        mtime = os.stat(path).st_mtime_ns  # noqa: PTH116 (as in _stamp_of)
    except OSError:  # it is gone since
        mtime = 0
    return Stamp(0, mtime, 0, hashlib.sha256(b"folder").hexdigest())


def _stamp_of(path: str, known: Stamp | None, limit: int | None, *, follow: bool) -> Stamp:
    """The stamp of a file; of one that is larger than `limit`, only so much is hashed as anybody reads.

    Raises:
        OSError: where it cannot be read, or is no file: a pipe would be waited for.
    """
    stat = os.stat(path, follow_symlinks=follow)  # noqa: PTH116 (a thousand files: a Path would cost more than this)
    if known and _is_of(known, stat):
        return known
    now = time.time_ns()
    sha256 = disk.sha256(path, limit, follow=follow)
    is_settled = now - max(stat.st_mtime_ns, stat.st_ctime_ns) > _SETTLED
    return Stamp(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns if is_settled else 0, sha256, stat.st_ino)


def _is_of(known: Stamp, stat: os.stat_result) -> bool:
    """Whether a file still has its stamp."""
    now = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
    return (known.size, known.mtime, known.ctime, known.inode) == now


def _packages() -> str:
    """The versions of Python and of all packages, as the folders that we import from name them."""
    names = {sys.version, machine.NAME}
    for folder in sys.path:
        if folder.endswith(("site-packages", "dist-packages")) and os.path.isdir(folder):  # noqa: PTH112
            names |= {name for name in os.listdir(folder) if name.endswith(".dist-info")}  # noqa: PTH208
    return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()


def stamps_as_json(stamps: Mapping[str, Stamp]) -> dict[str, list[int | str]]:
    """Stamps to keep in a file."""
    return {name: [one.size, one.mtime, one.ctime, one.sha256, one.inode] for name, one in stamps.items()}


def stamps_of(data: Mapping[str, Iterable[int | str]]) -> dict[str, Stamp]:
    """Stamps that were kept."""
    return {name: Stamp(*kept) for name, kept in data.items()}  # type: ignore[arg-type]
