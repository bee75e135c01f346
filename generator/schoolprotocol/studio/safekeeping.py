"""The database in one file elsewhere, and back: a copy that is whole, also while people are at work."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from gettext import gettext as _
from pathlib import Path

from schoolprotocol import disk, machine
from schoolprotocol.errors import BusyError, UsageError
from schoolprotocol.studio import ours
from schoolprotocol.studio.database import FILE, FOLDER, SCHEMA, Database, made_of, require_no_link, schema_of

LOCK = "studio.lock"
"""In the studio's folder; held by the studio that is at work there."""
BEFORE = "studio-voor-terugzetten.sqlite3"
"""What was there before something was put back."""


def alone(root: Path) -> machine.Lock:
    """Be the one studio of a project, until the lock is released.

    Raises:
        BusyError: where another studio is at work there.
        UsageError: as `require_no_link`.
    """
    require_no_link(root)
    folder = root / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = machine.take(folder / LOCK)
    if lock is None:
        text = _("A studio is at work in {folder} already. Use that one, or stop it first.")
        raise BusyError(text.format(folder=root))
    return lock


def back_up(root: Path, file: Path) -> None:
    """Copy the database, as it is at one moment.

    Args:
        root: of the project.
        file: where to; nothing lies there.

    Raises:
        UsageError: where there is no database, or something lies there.
        OSError: where the machine cannot write.
    """
    if disk.kind(root / FOLDER / FILE) != "file":
        raise UsageError(_("There is no studio in {folder} yet.").format(folder=root))
    if disk.kind(file) is not None:
        raise UsageError(_("{file} is there already. Name another file.").format(file=file))
    Database(root)  # brings it to this version
    fresh = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        _copy(root / FOLDER / FILE, fresh)
        machine.place_new(fresh, file)
    except sqlite3.Error as error:
        raise OSError(None, str(error)) from error
    finally:
        fresh.unlink(missing_ok=True)


def restore(root: Path, file: Path) -> None:
    """Put a copy back in the place of the database; who was logged in logs in anew. What was there is kept beside it.

    From then on it is of this machine: so who moves his studio to another one puts its own file back there.

    Args:
        root: of the project.
        file: a copy that `back_up` made.

    Raises:
        UsageError: where it is none.
        BusyError: where a studio is at work there.
        OSError: where the machine cannot read or write.
    """
    lock = alone(root)
    try:
        _require_ours(file)
        folder = root / FOLDER
        fresh = folder / f".{FILE}.new"
        fresh.unlink(missing_ok=True)
        try:
            _copy(file, fresh)
            with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
                connection.execute("DELETE FROM session")
                ours.mark(connection)
            if disk.kind(folder / FILE) == "file":
                (folder / BEFORE).unlink(missing_ok=True)
                _copy(folder / FILE, folder / BEFORE)
            for left in (f"{FILE}-wal", f"{FILE}-shm"):  # of the one that goes: with another they would spoil it
                (folder / left).unlink(missing_ok=True)
            machine.replace(fresh, folder / FILE)
            machine.settle(folder)
        except sqlite3.Error as error:
            raise OSError(None, str(error)) from error
        finally:
            fresh.unlink(missing_ok=True)
        Database(root)
    finally:
        lock.release()


def _require_ours(file: Path) -> None:
    told = UsageError(_("{file} is no copy of a studio's database, or of a newer program.").format(file=file))
    if disk.kind(file, follow=True) != "file":
        raise told
    # The file of a studio that was not stopped well has its last pages beside it; a copy has not, and stays untouched.
    rest = "" if disk.kind(file.with_name(f"{file.name}-wal")) == "file" else "&immutable=1"
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro{rest}", uri=True)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            made = made_of(connection)
    except sqlite3.Error:
        raise told from None
    if not sound or not 1 <= version <= len(SCHEMA) or made != schema_of(version):  # a trigger of others would act here
        raise told


def _copy(source: Path, target: Path) -> None:
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # for nobody else, from the beginning
    os.close(handle)
    with closing(sqlite3.connect(source, timeout=10)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
    with target.open("rb+") as file:
        os.fsync(file.fileno())
