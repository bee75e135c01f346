"""What has to change at a target: the files that it has of us, beside those that it should have."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _
from typing import Any, Literal

from schoolprotocol.build.published import addresses_of
from schoolprotocol.errors import PublishError
from schoolprotocol.files import is_inside

RECORD = ".schoolprotocol.json"
"""At the target: which files are ours, with the SHA-256 of each. What is not in it, we never touch."""
WAITING = ".schoolprotocol.new"
"""At the target: the folder in which files lie until all are there. Whatever is in it, a run left that broke off."""
UNKNOWN = ""
"""In the place of a hash: the file is ours, but it may have been sent only in part."""
MAX_RECORD = 20_000_000
"""Bytes of the largest record that we read."""
MAX_FILE = 500_000_000
"""Bytes of the largest file that is published."""
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_OURS = ".schoolprotocol"
"""How the names begin of what we need at a target ourselves."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """One thing that is done at a target."""

    verb: Literal["add", "update", "remove"]
    name: str
    """A path, or what WordPress has."""

    @property
    def loses_address(self) -> bool:
        """Whether a page or paper goes that somebody may have kept the address of."""
        return self.verb == "remove" and bool(addresses_of([self.name]))


def difference(wanted: Mapping[str, str], recorded: Mapping[str, str], scope: str) -> tuple[FileChange, ...]:
    """What makes a target hold the wanted files.

    Args:
        wanted: SHA-256 by path.
        recorded: what the target is known to hold, in the same form.
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
        PublishError: where it is not one that we wrote: names in it are removed and shown, so none may lead elsewhere.
    """
    if data is None:
        return {}
    try:
        found: Any = json.loads(data) if len(data) <= MAX_RECORD else None
        files = found["files"]
        good = found["format"] == 1 and all(
            can_be_ours(name) and hash_ in _forms(hash_) for name, hash_ in files.items()
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        good = False
    if not good:
        raise PublishError(_("The target's {file} is damaged. Put it right or empty the target.").format(file=RECORD))
    return dict(files)


def _forms(hash_: Any) -> tuple[str, ...]:
    """What stands for a file: nothing that is known, or a whole hash."""
    return (UNKNOWN, *([hash_] if isinstance(hash_, str) and _HASH.fullmatch(hash_) else []))


def can_be_ours(name: str) -> bool:
    """Whether a name is that of a file that we may have put at a target; not of what we need there ourselves."""
    return is_inside(name) and not name.startswith(_OURS)


def is_left_over(name: str) -> bool:
    """Whether a name at the top of a target is what a run leaves that broke off before the first record stood there.

    Our own names for it, those of rsync and of a folder (`.` before it, letters behind it), and rsync's waiting room.
    """
    return name in {".~tmp~", WAITING} or name.lstrip(".").startswith(f"{RECORD.lstrip('.')}.")


def write_record(files: Mapping[str, str], run: str = "") -> bytes:
    """The record as it stands at the target.

    Args:
        files: SHA-256 by path.
        run: while a run is under way: its own mark, by which it knows that no other one came between.
    """
    data = {"format": 1, "files": dict(files), **({"run": run} if run else {})}
    return json.dumps(data, indent=1, sort_keys=True).encode() + b"\n"


def sha256(data: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
