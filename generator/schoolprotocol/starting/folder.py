"""Puts a new project in its folder: whole or not at all, and never over what somebody has there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from gettext import gettext as _
from pathlib import Path

from schoolprotocol import disk
from schoolprotocol.config import find_root
from schoolprotocol.errors import UsageError
from schoolprotocol.files import write_tree
from schoolprotocol.machine import is_of_windows, is_portable, is_reserved
from schoolprotocol.source.tree import SOURCE

_NOTHING = (".git", ".studio", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What may lie in a folder that is empty to who looks into it: what Git, the studio and file managers put there."""
_WORK = ".schoolprotocol-new-"
"""How the folder is called in which the files lie until all are there."""


def require_new(folder: Path) -> None:
    """Go on only with a folder in which a project can begin: one that is not there, or empty.

    Raises:
        UsageError: where it is not.
    """
    name = folder.name
    if is_of_windows(str(folder)) or (name and (is_reserved(name) or not is_portable(name))):
        text = _("“{folder}” cannot be the name of a folder on every computer. Choose another name.")
        raise UsageError(text.format(folder=folder))
    kind = disk.kind(folder, follow=True)
    if kind not in {None, "folder"} or (kind is None and disk.kind(folder) is not None):
        raise UsageError(_("There is a file named {folder} already. Choose another name.").format(folder=folder))
    lies = [one.name for one in folder.iterdir() if not _is_nothing(one.name)] if kind == "folder" else []
    if lies:
        raise _not_empty(folder, sorted(lies)[0])
    outer = find_root(folder.resolve().parent)
    if outer is not None and disk.lies_in(folder.resolve(), outer):
        text = _("{folder} would lie in the project {outer}. Choose a folder outside of it.")
        raise UsageError(text.format(folder=folder, outer=outer))


def _not_empty(folder: Path, name: str) -> UsageError:
    text = _("{folder} is not empty: “{name}” lies in it. Choose a new folder; nothing was written.")
    return UsageError(text.format(folder=folder, name=name))


def _is_nothing(name: str) -> bool:
    return name in _NOTHING or name.startswith(_WORK)


def write_project(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a new project: all of its files, or none.

    Args:
        folder: not there yet, or empty.
        files: content by path.

    Raises:
        UsageError: as `require_new`.
        OSError: where the machine cannot write; then nothing is left.
    """
    require_new(folder)
    made = _make(folder)
    placed: list[Path] = []
    try:
        for left in folder.glob(f"{_WORK}*"):
            shutil.rmtree(left, ignore_errors=True)
        work = Path(tempfile.mkdtemp(dir=folder, prefix=_WORK))
        try:
            write_tree(work, files)
            # What makes a folder a project comes last: who looks meanwhile sees none yet.
            for name in sorted(os.listdir(work), key=lambda one: (one == SOURCE, one)):  # noqa: PTH208
                if disk.kind(folder / name) is not None:  # somebody else began here meanwhile
                    raise _not_empty(folder, name)
                placed.append(folder / name)
                (work / name).rename(folder / name)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    except BaseException:
        for path in placed:
            shutil.rmtree(path, ignore_errors=True)
            with suppress(OSError):
                path.unlink()
        for one in reversed(made):
            with suppress(OSError):
                one.rmdir()
        raise


def _make(folder: Path) -> list[Path]:
    """Make a folder; gives what was made, the outermost first."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    made: list[Path] = []
    try:
        for one in reversed(missing):
            one.mkdir()
            made.append(one)
    except BaseException:
        for one in reversed(made):
            with suppress(OSError):
                one.rmdir()
        raise
    return made
