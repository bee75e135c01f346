"""Sees to it that one build or publication at a time is at work in a folder, and leaves nothing there half made."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gettext import gettext as _

from schoolprotocol import disk
from schoolprotocol.config import Folders
from schoolprotocol.errors import BuildFolderError, BusyError
from schoolprotocol.machine import Lock, holder, sweep_scratch, take

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
        BuildFolderError: where that folder is a link, or cannot be emptied.
    """
    with alone(folders, waits):
        _empty(folders)  # of what a build left that was killed
        folders.work.mkdir()
        try:
            yield
        finally:
            shutil.rmtree(folders.work, ignore_errors=True)


@contextmanager
def alone(folders: Folders, waits: Callable[[str], None] = lambda _what: None) -> Iterator[None]:
    """Be the one that works with `folders.build`: a build, or a publication of what is there. See `at_work`."""
    folders.build.mkdir(parents=True, exist_ok=True)
    lock = _taken(folders, waits)
    try:
        yield
    finally:
        lock.release()


def _empty(folders: Folders) -> None:
    if disk.kind(folders.work) not in {"folder", None}:
        require_plain(folders)
    sweep_scratch()
    try:
        shutil.rmtree(folders.work, ignore_errors=True)
    except RecursionError as error:  # folders a thousand deep: nothing of ours
        text = _("The folder {folder} cannot be emptied. Remove it, and try again.")
        raise BuildFolderError(text.format(folder=folders.work)) from error


def require_plain(folders: Folders) -> None:
    """Go on only where nothing in `folders.build` leads out of it: all that is written there then stays there.

    Raises:
        BuildFolderError: where a link, a pipe or a device lies in it.
    """
    found = disk.first_link(folders.build)
    if found is not None:
        text = _(
            "In the folder {folder} “{name}” is a link, a pipe or a device: nothing is written there, for it may end "
            "up elsewhere. Remove it, and try again."
        )
        raise BuildFolderError(text.format(folder=folders.build, name=found.name))


def _taken(folders: Folders, waits: Callable[[str], None]) -> Lock:
    until = time.monotonic() + PATIENCE
    is_told = False
    while (lock := take(folders.lock)) is None:
        values = {"folder": folders.build, "process": holder(folders.lock)}
        if not is_told:
            waits(
                _("A build or publication is at work in {folder} (process {process}): waiting for it.").format(**values)
            )
            is_told = True
        if time.monotonic() > until:
            text = _(
                "A build or publication is still at work in {folder} (process {process}). Wait until it is done, or "
                "stop it (kill {process}); or give this one a folder of its own with --output."
            )
            raise BusyError(text.format(**values))
        time.sleep(0.05)
    return lock
