"""What a build set out to make, kept until it ended: after one that was stopped nobody else can tell what it had read.

What was written while texts were made may have been read half, or be again what it was. So of these texts it is not
believed any more of what they were made: the next build looks each of them up.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import replace

from schoolprotocol.build import manifest
from schoolprotocol.build.inputs import PROGRAM, SOURCE, Inputs, stamps_as_json, stamps_of
from schoolprotocol.config import Folders
from schoolprotocol.disk import leads_out
from schoolprotocol.files import write_file

_TEXTS = (".yaml", ".json", "/")
"""How the files end that are read once, and the folders."""


def begin(folders: Folders, read: Inputs, names: Iterable[str]) -> None:
    """Remember that these texts (`Task.name`) are about to be made, of files as they were when they were `read`."""
    all_names = sorted({*names, *_left(folders)[1]})
    told = {"stamps": stamps_as_json(_of_people(read).files), "packages": read.packages, "names": all_names}
    write_file(folders.begun, json.dumps(told) + "\n", work=folders.work)


def is_left(folders: Folders) -> bool:
    """Whether a build is at work here, or was stopped."""
    return os.path.lexists(folders.begun)  # asked of every build, also where nothing changed


def end(folders: Folders, now: Inputs) -> None:
    """Doubt what was made while anything was written: when a build ends, and when one begins after one was stopped.

    Args:
        folders: of the project.
        now: the files as they are.
    """
    (read, names), now = _left(folders), _of_people(now)
    if names and not read.lasted(now):
        # A key is of what was read, but for a logo and templates: these are read once more when they are drawn.
        are_texts = all(name.startswith(SOURCE) and name.endswith(_TEXTS) for name in read.written(now))
        for name in names:
            path = folders.manifest(name)
            made = manifest.read(path)
            doubted = {name: replace(one, token="", key=one.key if are_texts else "") for name, one in made.items()}
            if doubted != made:
                manifest.write(path, doubted, folders.work)
    folders.begun.unlink(missing_ok=True)


def _of_people(read: Inputs) -> Inputs:
    """Without our own code: it is most of the files, and nobody undoes a word in it."""
    return replace(read, files={name: stamp for name, stamp in read.files.items() if not name.startswith(PROGRAM)})


def _left(folders: Folders) -> tuple[Inputs, list[str]]:
    """What a build began with and set out to make that did not end; nothing where none is left, or cannot be read."""
    try:
        told = manifest.record(folders.begun)
        names = [str(name) for name in told["names"]]
        return Inputs(stamps_of(told["stamps"]), str(told["packages"])), [name for name in names if not leads_out(name)]
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Inputs({}, ""), []
