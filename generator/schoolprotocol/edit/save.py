"""Saves changes to the folder of a project: all of them or none, and only over the files that they were made from."""

from __future__ import annotations

import base64
import glob
import json
import os
import stat
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from gettext import gettext as _
from pathlib import Path

from schoolprotocol import disk
from schoolprotocol.edit.desk import Desk
from schoolprotocol.errors import BusyError, EditError, UsageError
from schoolprotocol.machine import place_new, replace, settle, take
from schoolprotocol.places import Place
from schoolprotocol.source.tree import SOURCE, STOPPED, FolderTree, digest_of, steps

PATIENCE = 10.0
"""Seconds that we wait for another save."""
_OURS = threading.Lock()
"""One thread of this process at a time."""
LOCK = f"{SOURCE}/.edit.lock"
UNDO = STOPPED
"""What the files held before a save, while that is at work: who finds it puts that back."""
_LARGEST = 200_000_000
"""Bytes of that record: of a change of name in every file of a large project."""


def save(desk: Desk, root: Path) -> tuple[str, ...]:
    """Write what changed.

    Args:
        desk: the changes.
        root: the project's folder.

    Returns:
        The paths of the files that were written or removed.

    Raises:
        EditError: where a file is not any more as it was when it was read; nothing is written.
        BusyError: where another process saves.
        OSError: where the machine cannot write; everything is as it was.
    """
    changes = desk.changes
    if not changes:
        return ()
    with _alone(root):
        _put_back(root)
        _expect_unchanged(desk, FolderTree(root))
        _write(root, changes, {path for path in changes if desk.seen.get(path) is None})
    return tuple(changes)


def finish(root: Path) -> bool:
    """Put back what a save was changing that was stopped half-way; whether there was one.

    Who judges the source before he changes it asks this first, else he judges half a change.

    Raises:
        EditError, BusyError, OSError: as `save`.
    """
    if disk.kind(root / UNDO) is None:
        return False
    with _alone(root):
        if disk.kind(root / UNDO) is None:  # whoever was at work has finished
            return False
        _put_back(root)
    return True


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Be the one that saves in this project; no trace of that is left."""
    path, until = root / LOCK, time.monotonic() + PATIENCE
    with _OURS:
        while True:
            lock = take(path)
            if lock is not None and lock.is_held():
                break
            if lock is not None:  # on a file that whoever had it before us has removed
                lock.release()
            if time.monotonic() > until:
                raise BusyError(_("Another program is saving changes in {folder}. Try again.").format(folder=root))
            time.sleep(0.02)
        try:
            yield
        finally:
            with suppress(OSError):
                if lock.is_held():
                    path.unlink()
            lock.release()


def _expect_unchanged(desk: Desk, now: FolderTree) -> None:
    for path, digest in desk.seen.items():
        try:
            current: str | None = digest_of(now.read(path))
        except FileNotFoundError:
            current = None
        if current != digest:
            raise _taken(path) if digest is None else _changed(path)
    for folder, names in desk.listed.items():
        if _visible(now.names(folder)) != _visible(names):
            raise _changed(folder)


def _visible(names: tuple[str, ...]) -> list[str]:
    return [name for name in names if not disk.is_passed_over(name)]


def _changed(path: str) -> EditError:
    return EditError(
        _("{path} has changed since it was read.").format(path=path),
        _("Open it again, and make the change anew."),
        Place(path),
    )


def _taken(path: str) -> EditError:
    return EditError(
        _("{path} is there already: somebody else wrote it just now, and it stays as it is.").format(path=path),
        _("Look at it first; then do again what you wanted, if that is still needed."),
        Place(path),
    )


# -- all or none ------------------------------------------------------------------------------------------------------


def _write(root: Path, changes: Mapping[str, bytes | None], new: Collection[str]) -> None:
    fresh: dict[str, Path] = {}
    folders: list[Path] = []
    try:
        _remember(root, changes)
        try:
            for path, content in changes.items():
                if content is not None:
                    folders += _make_folder(_at(root, path).parent)
                    fresh[path] = _beside(_at(root, path), content)
            for path, content in changes.items():
                if content is None:
                    _at(root, path).unlink()
                else:
                    _put(fresh[path], root, path, is_new=path in new)
            _settle(root, changes, folders)
            (root / UNDO).unlink()
            settle((root / UNDO).parent)
        except BaseException:
            _put_back(root)
            raise
        _sweep(root, changes)
    except BaseException:
        for left in fresh.values():
            left.unlink(missing_ok=True)
        for folder in reversed(folders):
            with suppress(OSError):
                folder.rmdir()
        raise


def _put(fresh: Path, root: Path, path: str, *, is_new: bool) -> None:
    """Give a file its place; a new one never that of another, which somebody may have written since we looked."""
    try:
        (place_new if is_new else replace)(fresh, _at(root, path))
    except FileExistsError:
        raise _taken(path) from None


def _settle(root: Path, changes: Mapping[str, bytes | None], made: Iterable[Path]) -> None:
    """Nothing is called done that a power cut could still undo."""
    for folder in sorted({*(_at(root, path).parent for path in changes), *(one.parent for one in made)}):
        settle(folder)


def _at(root: Path, path: str) -> Path:
    return root.joinpath(*steps(path))


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder; and say which ones were not there."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir()
    return list(reversed(missing))


def _beside(path: Path, content: bytes) -> Path:
    """The new content in a hidden file beside the old, with the same rights, safely on the disk."""
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o644
    _sweep_fresh(path)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(mode)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return fresh


def _sweep_fresh(path: Path) -> None:
    """Remove what a save that was stopped left beside a file, or somebody laid there: one save at a time is at work."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.new"):
        left.unlink(missing_ok=True)


def _write_over(path: Path, content: bytes) -> None:
    fresh = _beside(path, content)
    try:
        replace(fresh, path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _remember(root: Path, changes: Mapping[str, bytes | None]) -> None:
    """Write down what every file holds now, and will hold: should we be stopped, the next who saves puts it back."""
    held: dict[str, tuple[str | None, str | None]] = {}
    for path, content in changes.items():
        file = _at(root, path)
        before = base64.b64encode(file.read_bytes()).decode("ascii") if file.exists() else None
        held[path] = before, None if content is None else digest_of(content)
    _write_over(root / UNDO, json.dumps(held).encode())
    settle((root / UNDO).parent)


def _put_back(root: Path) -> None:
    """Undo a save that was stopped half-way; what somebody wrote since then stays."""
    undo = root / UNDO
    if disk.kind(undo) is None:
        return
    held = _held(root)
    for path, (before, after) in held.items():
        file = _at(root, path)
        _sweep_fresh(file)
        if (digest_of(file.read_bytes()) if file.is_file() else None) != after:
            continue
        if before is None:
            file.unlink(missing_ok=True)
        else:
            _make_folder(file.parent)
            _write_over(file, before)
    for path in (path for path, (before, _after) in held.items() if before is None):
        for folder in reversed(_between(root, path)):  # that it made, and in which nothing lies
            with suppress(OSError):
                folder.rmdir()
    undo.unlink()


def _held(root: Path) -> dict[str, tuple[bytes | None, str | None]]:
    """What each file held before a save that was stopped, and the hash of what it was to hold.

    Raises:
        EditError: where the record is none of ours, or names what no save of ours writes: it came from elsewhere.
    """
    tree, found = FolderTree(root), dict[str, tuple[bytes | None, str | None]]()
    try:
        for path, (before, after) in json.loads(disk.read(root / UNDO, _LARGEST)).items():
            is_ours = steps(path)[0] == SOURCE and tree.kind(path) in {"file", None} and isinstance(after, str | None)
            if not is_ours or any(disk.kind(folder) == "link" for folder in _between(root, path)):
                raise ValueError(path)
            found[path] = None if before is None else base64.b64decode(before, validate=True), after
    except (ValueError, TypeError, AttributeError, RecursionError, UsageError) as error:
        why = _("this is no record of a save that was stopped")
        raise EditError(why, _("Look at what it holds, and remove it."), Place(UNDO)) from error
    return found


def _between(root: Path, path: str) -> list[Path]:
    """The folders between that of the source and a file in it."""
    names = steps(path)[:-1]
    return [root.joinpath(*names[:end]) for end in range(2, len(names) + 1)]


def _sweep(root: Path, changes: Mapping[str, bytes | None]) -> None:
    """Remove folders in which nothing is left."""
    for folder in {_at(root, path).parent for path, content in changes.items() if content is None}:
        for inner in (*folder.iterdir(), folder):
            with suppress(OSError):
                inner.rmdir()
