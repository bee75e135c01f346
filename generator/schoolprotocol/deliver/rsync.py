"""A folder that rsync reaches: on another machine over ssh, or on this one."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from schoolprotocol.deliver.changes import RECORD
from schoolprotocol.deliver.tools import SSH_OPTIONS, call
from schoolprotocol.model.target import RsyncTarget

_SAFE = ("--recursive", "--perms", "--chmod=D755,F644", "--timeout=120")
_WHOLE = ("--delay-updates", "--ignore-times", "--from0", "--files-from=-", "--delete-missing-args")
"""Files go to their places only once all are there; a file that the source lacks is removed."""


class RsyncStore:
    """Needs rsync 3.1 or newer at both ends."""

    def __init__(self, target: RsyncTarget) -> None:
        user = f"{target.user}@" if target.user else ""
        path = target.path.rstrip("/") + "/"
        self._address = f"{user}{target.host}:{path}" if target.host else path
        ssh = ["ssh", *(word for option in SSH_OPTIONS for word in ("-o", option))]
        ssh += ["-p", str(target.port)] if target.port else []
        self._over = (f"--rsh={' '.join(ssh)}",) if target.host else ()

    def record(self) -> bytes | None:
        """See `upload.Store`."""
        with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as scratch:
            only = (f"--include=/{RECORD}", "--exclude=*")
            self._rsync(*_SAFE, *only, "--", self._address, f"{scratch}/")
            path = Path(scratch) / RECORD
            return path.read_bytes() if path.is_file() else None

    def names(self) -> frozenset[str]:
        """See `upload.Store`."""
        listed = self._rsync("--list-only", "--", self._address)
        return frozenset(line.split(maxsplit=4)[-1] for line in listed.splitlines() if line.strip()) - {"."}

    def send(self, source: Path, put: Sequence[str], remove: Sequence[str]) -> None:
        """See `upload.Store`."""
        for names in (put, remove):  # nothing goes before all that is new is there
            if names:
                self._rsync(*_SAFE, *_WHOLE, "--", f"{source}/", self._address, given="\0".join(names))

    def keep(self, record: bytes) -> None:
        """See `upload.Store`."""
        with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as scratch:
            (Path(scratch) / RECORD).write_bytes(record)
            self._rsync(*_SAFE, *_WHOLE, "--", f"{scratch}/", self._address, given=RECORD)

    def _rsync(self, *arguments: str, given: str = "") -> str:
        return call("rsync", [*self._over, *arguments], given)
