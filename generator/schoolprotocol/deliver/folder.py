"""A folder on this machine, such as a network drive or the folder of a web server.

Where the folder holds nothing but ours, a new one is made beside it, with links to what stays, and takes its place at
once. Where somebody else has files there too, or where nothing can be made beside it, file after file is replaced.
"""

from __future__ import annotations

import glob
import os
import platform
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from gettext import gettext as _
from pathlib import Path

from schoolprotocol import disk
from schoolprotocol.deliver.changes import MAX_RECORD, RECORD, WAITING, is_left_over, read_record
from schoolprotocol.deliver.upload import another_run
from schoolprotocol.errors import PublishError
from schoolprotocol.files import replace_folder
from schoolprotocol.machine import lives, replace, settle

_HERE = re.sub(r"[^A-Za-z0-9]", "", platform.node())


class FolderStore:
    """The folder need not be there yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = Path(os.path.realpath(folder))
        self._beside = f".{self._folder.name}.schoolprotocol-"

    def record(self) -> bytes | None:
        """See `upload.Store`."""
        path = self._folder / RECORD
        if not _is_file(path):
            return None
        with path.open("rb") as file:
            return file.read(MAX_RECORD + 1)

    def names(self) -> frozenset[str]:
        """See `upload.Store`."""
        return frozenset(path.name for path in self._folder.iterdir()) if self._folder.exists() else frozenset()

    def present(self, names: Sequence[str]) -> frozenset[str]:
        """See `upload.Store`."""
        return frozenset(name for name in names if os.path.lexists(self._folder / name))

    def same(self, source: Path, wanted: Mapping[str, str]) -> frozenset[str]:
        """See `upload.Store`."""
        return frozenset(
            name for name, hash_ in wanted.items() if _has(self._at(name), disk.size(source / name), hash_)
        )

    # -- in one step --------------------------------------------------------------------------------------------------

    def switch(self, source: Path, put: Sequence[str], remove: Sequence[str], record: bytes, before: bytes) -> bool:
        """See `upload.Store`."""
        ours = read_record(before or None)
        if self._has_others(ours):
            return False
        fresh = self._made_beside()
        if fresh is None:
            return False
        try:
            for name in sorted(ours.keys() - {*put, *remove}):
                _link(self._folder / name, fresh / name)
            for name in put:
                _copy(source / name, fresh / name)
            (fresh / RECORD).write_bytes(record)
            (fresh / RECORD).chmod(0o644)
            self._look_alike(fresh)
            _settle_all(fresh)
            if (self.record() or b"") != before:
                raise another_run()
            replace_folder(fresh, self._folder)
            settle(self._folder.parent)
            self._save_others(fresh, ours)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        return True

    def _has_others(self, ours: Mapping[str, str]) -> bool:
        """Whether the folder holds anything that is not ours; and whatever is no plain file or folder is not."""
        for place, folders, files in os.walk(self._folder):
            here = Path(place)
            top = here == self._folder
            if top:
                folders[:] = [name for name in folders if not is_left_over(name)]
            names = [name for name in files if not (top and (name == RECORD or is_left_over(name)))]
            if any((here / name).relative_to(self._folder).as_posix() not in ours for name in names):
                return True
            if any((here / name).is_symlink() for name in (*folders, *names)):
                return True
            if not top and not folders and not files:
                return True
        return False

    def _made_beside(self) -> Path | None:
        """A folder on the same disk, of the same owner; None where there can be none."""
        try:
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            fresh = Path(tempfile.mkdtemp(dir=self._folder.parent, prefix=f"{self._beside}{_HERE}-{os.getpid()}-"))
        except OSError:
            return None
        new, old = fresh.stat(), self._folder.stat() if self._folder.exists() else None
        if old is not None and (new.st_dev, new.st_uid, new.st_gid) != (old.st_dev, old.st_uid, old.st_gid):
            fresh.rmdir()
            return None
        return fresh

    def _look_alike(self, fresh: Path) -> None:
        """Give folders what the old ones have: a web server must be able to read the new ones too."""
        for folder in (fresh, *(path for path in fresh.rglob("*") if path.is_dir())):
            old = self._folder / folder.relative_to(fresh)
            if old.is_dir():
                shutil.copystat(old, folder)
            else:
                folder.chmod(0o755)

    def _save_others(self, old: Path, ours: Mapping[str, str]) -> None:
        """What somebody put into the old folder at the very last moment goes along to the new one."""
        for path in list(_files(old)):
            name = path.relative_to(old).as_posix()
            is_known = name in ours or name == RECORD or is_left_over(name.partition("/")[0])
            if not is_known and not os.path.lexists(self._folder / name):
                (self._folder / name).parent.mkdir(parents=True, exist_ok=True)
                path.rename(self._folder / name)

    def clear(self) -> None:
        """See `upload.Store`."""
        if not self._folder.parent.is_dir():
            return
        for path in self._folder.parent.glob(f"{glob.escape(self._beside)}*"):
            machine, _dash, process = path.name.removeprefix(self._beside).partition("-")
            number = process.partition("-")[0]
            if machine == _HERE and number.isdecimal() and not lives(int(number)) and _is_folder(path):
                if _is_file(path / RECORD):  # whole: the old folder, or a new one that had no time to take its place
                    with suppress(PublishError):
                        self._save_others(path, read_record(disk.read(path / RECORD, MAX_RECORD)))
                shutil.rmtree(path, ignore_errors=True)

    # -- file after file ----------------------------------------------------------------------------------------------

    def send(self, source: Path, put: Sequence[str], remove: Sequence[str]) -> None:
        """See `upload.Store`."""
        waiting = self._folder / WAITING
        self._clear_waiting()
        for number, name in enumerate(put):
            self._at(name)
            _copy(source / name, waiting / str(number))
        for number, name in enumerate(put):
            path = self._at(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            replace(waiting / str(number), path)
        for name in remove:
            self._at(name).unlink(missing_ok=True)
            self._prune((self._folder / name).parent)
        for folder in {self._folder, *((self._folder / name).parent for name in put)}:
            settle(folder)
        self._clear_waiting()

    def keep(self, record: bytes) -> None:
        """See `upload.Store`."""
        fresh = self._folder / f"{RECORD}.new"
        self._folder.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        fresh.write_bytes(record)
        fresh.chmod(0o644)
        settle(fresh)
        replace(fresh, self._folder / RECORD)
        settle(self._folder)

    def _at(self, name: str) -> Path:
        """Where a file is; no link on the way leads out of the folder."""
        path = self._folder / name
        for folder in path.relative_to(self._folder).parents:
            if (self._folder / folder).is_symlink():
                text = _("The target has a link where a folder should be: {folder}. Remove it, and publish again.")
                raise PublishError(text.format(folder=folder.as_posix()))
        return path

    def _clear_waiting(self) -> None:
        waiting = self._folder / WAITING
        if waiting.is_symlink():
            waiting.unlink()
        shutil.rmtree(waiting, ignore_errors=True)

    def _prune(self, folder: Path) -> None:
        while folder != self._folder and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _has(path: Path, size: int | None, hash_: str) -> bool:
    """Whether a file is there: only one of the right size is read, however large it grew."""
    return size is not None and disk.size(path) == size and disk.sha256(path, size) == hash_


def _files(folder: Path) -> Iterator[Path]:
    for place, _folders, files in os.walk(folder):
        yield from (Path(place) / name for name in files)


def _link(path: Path, to: Path) -> None:
    """The same file under another name; a copy where the disk has no such names."""
    to.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, to)
    except FileNotFoundError:  # gone already: the next publication of that school finds out
        return
    except OSError:
        shutil.copy2(path, to)


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, to)
    to.chmod(0o644)
    settle(to)


def _settle_all(folder: Path) -> None:
    for path in (folder, *(path for path in folder.rglob("*") if path.is_dir() or path.name == RECORD)):
        settle(path)
