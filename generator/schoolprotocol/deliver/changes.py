"""What has to change at a target: the files that it has of us, beside those that it should have."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import PurePosixPath
from typing import Any, Literal

from schoolprotocol.errors import PublishError

RECORD = ".schoolprotocol.json"
"""At the target: which files are ours, with the SHA-256 of each. What is not in it, we never touch."""
UNKNOWN = ""
"""In the place of a hash: the file is ours, but it may have been sent only in part."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """One thing that is done at a target."""

    verb: Literal["add", "update", "remove"]
    name: str
    """A path, or what WordPress has."""


def difference(wanted: Mapping[str, str], recorded: Mapping[str, str], scope: str) -> tuple[FileChange, ...]:
    """What makes a target hold the wanted files.

    Args:
        wanted: SHA-256 by path.
        recorded: what the target's record says, in the same form.
        scope: the folder within which this run may remove (`aurora/`); empty for everything.
    """
    put = [
        FileChange("update" if name in recorded else "add", name)
        for name in sorted(wanted, key=_order)
        if recorded.get(name) != wanted[name]
    ]
    gone = [FileChange("remove", name) for name in sorted(recorded) if name.startswith(scope) and name not in wanted]
    return (*put, *gone)


def _order(name: str) -> tuple[bool, int, str]:
    """Pages after what they need, and the pages that lead to others last."""
    return name.endswith(".html"), -name.count("/"), name


def read_record(data: bytes | None) -> dict[str, str]:
    """The record of a target; nothing where there is none.

    Raises:
        PublishError: where it is not one that we wrote: names in it are removed, so none may lead elsewhere.
    """
    if data is None:
        return {}
    try:
        found: Any = json.loads(data)
        files = found["files"]
        good = found["format"] == 1 and all(_is_ours(name) and isinstance(files[name], str) for name in files)
    except (ValueError, KeyError, TypeError):
        good = False
    if not good:
        raise PublishError(_("The target's {file} is damaged. Put it right or empty the target.").format(file=RECORD))
    return dict(files)


def _is_ours(name: str) -> bool:
    path = PurePosixPath(name)
    return not (path.is_absolute() or ".." in path.parts or name != path.as_posix() or "\n" in name or "\\" in name)


def is_left_over(name: str) -> bool:
    """Whether a name at the top of a target is what a run leaves that broke off before the first record stood there.

    Our own name for it, those of rsync and of a folder (`.` before it, letters behind it), and rsync's waiting room.
    """
    return name == ".~tmp~" or name.lstrip(".").startswith(f"{RECORD.lstrip('.')}.")


def write_record(files: Mapping[str, str]) -> bytes:
    """The record as it stands at the target."""
    return json.dumps({"format": 1, "files": dict(files)}, indent=1, sort_keys=True).encode() + b"\n"
