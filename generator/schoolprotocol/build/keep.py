"""Puts what was made in a workshop into its place: each file or folder at once, and only where it differs."""

from __future__ import annotations

import filecmp
from collections.abc import Collection, Sequence
from pathlib import Path

from schoolprotocol import disk
from schoolprotocol.files import replace_folder
from schoolprotocol.machine import replace


def keep(workshop: Path, build: Path, places: Sequence[str], before: Collection[str]) -> None:
    """Move an output from one build folder to another on the same disk.

    What is the same keeps its time of change, so that whoever copies files by it copies no more than needed.

    Args:
        workshop: the build folder in which it was made.
        build: the one in which it belongs.
        places: the files and folders that it consists of, relative to both.
        before: files that it consisted of; those that it has no longer are removed.
    """
    for place in places:
        made, target = workshop / place, build / place
        if made.is_dir():
            if not _is_same_folder(made, target):
                replace_folder(made, target)
        elif not (target.is_file() and filecmp.cmp(made, target, shallow=False)):
            target.parent.mkdir(parents=True, exist_ok=True)
            replace(made, target)
    now = tuple(f"{place}/" for place in places)
    for name in before:
        if name not in places and not name.startswith(now) and disk.is_file_below(build, name):
            (build / name).unlink(missing_ok=True)


def _is_same_folder(one: Path, other: Path) -> bool:
    files = _files(one)
    return other.is_dir() and files == _files(other) and not any(filecmp.cmpfiles(one, other, files, shallow=False)[1:])


def _files(folder: Path) -> list[str]:
    return [found.name for found in disk.walk(folder)]
