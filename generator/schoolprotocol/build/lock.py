"""Sees to it that one build at a time is at work in a folder, and that none leaves anything half made."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gettext import gettext as _
from pathlib import Path

from schoolprotocol.config import Folders
from schoolprotocol.errors import BusyError

PATIENCE = 60.0
"""Seconds that we wait for another build."""


@contextmanager
def at_work(folders: Folders, waits: Callable[[str], None] = lambda _what: None) -> Iterator[None]:
    """Be the one build in `folders.build`, with an empty `folders.work`; both end with the block, or with the process.

    Args:
        folders: of the project.
        waits: told when we wait for another build.

    Raises:
        BusyError: where another build is still at work after a minute.
    """
    folders.build.mkdir(parents=True, exist_ok=True)
    with folders.lock.open("a+") as lock:  # the machine lets go of it, however the process ends
        _take(lock.fileno(), folders, waits)
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        shutil.rmtree(folders.work, ignore_errors=True)  # what a build left that was killed
        folders.work.mkdir()
        try:
            yield
        finally:
            shutil.rmtree(folders.work, ignore_errors=True)


def _take(lock: int, folders: Folders, waits: Callable[[str], None]) -> None:
    until = time.monotonic() + PATIENCE
    is_told = False
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            values = {"folder": folders.build, "process": _holder(folders.lock)}
            if not is_told:
                waits(_("Another build is at work in {folder} (process {process}): waiting for it.").format(**values))
                is_told = True
            if time.monotonic() > until:
                text = _(
                    "Another build is still at work in {folder} (process {process}). Wait until it is done, or stop it "
                    "(kill {process}); or give this one a folder of its own with --output."
                )
                raise BusyError(text.format(**values)) from None
            time.sleep(0.05)
        else:
            return


def _holder(lock: Path) -> str:
    return lock.read_text("utf-8").strip() or "?"
