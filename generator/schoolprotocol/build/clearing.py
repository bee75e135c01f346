"""Takes away what has no place in the build folder any more: of a document that is gone, or of a text that moved.

It is done before anything is made, for where one text stood another may come to stand. Records tell what was whose.
They are read as a stranger's: no more is removed than files of outputs that no text claims which is there now.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from schoolprotocol import disk, outputs
from schoolprotocol.build import manifest
from schoolprotocol.build.jobs import Task
from schoolprotocol.build.manifest import Entry, Manifest
from schoolprotocol.config import Folders

_FORMER_WORKSHOP = ".site"
"""Where sites were made until they were put together from what builds made."""


def is_moved(task: Task, made: Manifest) -> bool:
    """Whether a site of a text stands where it will not: what was a proposal may be in force by now."""
    return not all(_is_in_place(task, target, entry) for target, entry in made.items())


def clear_moved(tasks: Iterable[Task]) -> None:
    """Take away the sites of texts that will stand elsewhere."""
    for task in tasks:
        folders, path = task.folders, task.folders.manifest(task.name)
        made = manifest.read(path)
        moved = {target: entry for target, entry in made.items() if not _is_in_place(task, target, entry)}
        remove(folders, [name for entry in moved.values() for name in entry.files])
        manifest.write(path, {target: made[target] for target in made.keys() - moved.keys()}, folders.work)


def _is_in_place(task: Task, target: str, entry: Entry) -> bool:
    """Whether a site stands where it will."""
    if target not in outputs.names() or not outputs.named(target).is_site:
        return True
    return all(map(task.has_place, entry.places))


def clear_pages(folders: Folders, former: Iterable[str], names: Collection[str]) -> None:
    """Take away pages about more than one document that are made no longer.

    Args:
        folders: of the project.
        former: those that the last build made.
        names: of all texts that are there, which may have a page there by now.
    """
    remove(folders, {*former} - _claimed(folders, names))


def files_of(folders: Folders, names: Iterable[str], output: str) -> set[str]:
    """The files of an output of texts that are there, by path below the folder of the output."""
    prefix = f"{output}/"
    return {file.removeprefix(prefix) for file in _claimed(folders, names) if file.startswith(prefix)}


def _claimed(folders: Folders, names: Iterable[str]) -> set[str]:
    """The files of texts that are there."""
    return {file for name in names for entry in manifest.read(folders.manifest(name)).values() for file in entry.files}


def clear_gone(folders: Folders, names: Collection[str]) -> None:
    """Take away what was made of texts that are not there any more.

    Args:
        folders: of the project.
        names: of all texts that are there.
    """
    shutil.rmtree(folders.build / _FORMER_WORKSHOP, ignore_errors=True)
    records = {path.stem: path for path in folders.manifest("x").parent.glob("*.json") if not path.name.startswith(".")}
    there = {*names}
    gone = {name: path for name, path in records.items() if name not in there}
    if not gone:
        return
    claimed = _claimed(folders, names)
    for path in gone.values():
        files = {file for entry in manifest.read(path).values() for file in entry.files}
        remove(folders, files - claimed)
        path.unlink()


def remove(folders: Folders, names: Iterable[str]) -> None:
    """Remove files of outputs, and the folders that are empty then.

    Args:
        folders: of the project.
        names: paths below the build folder, from a record: what does not lead to a file there is passed over.
    """
    emptied = set[Path]()
    for name in names:
        if disk.is_file_below(folders.build, name):
            path = folders.build / name
            path.unlink(missing_ok=True)
            emptied.update(path.parents[: name.count("/")])
    for folder in sorted(emptied, key=lambda one: len(one.parts), reverse=True):
        with suppress(OSError):  # something else lies in it
            folder.rmdir()
