"""A folder that rsync reaches: on another machine over ssh, or on this one."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from schoolprotocol.deliver.changes import RECORD
from schoolprotocol.deliver.tools import SSH_OPTIONS, call
from schoolprotocol.model.target import RsyncTarget

_SAFE = ("--recursive", "--perms", "--chmod=D755,F644", "--timeout=120")
_WHOLE = ("--delay-updates", "--ignore-times", "--from0", "--files-from=-")
"""Files go to their places only once all are there."""
_GONE = ("--recursive", "--timeout=120", "--existing", "--delete", "--from0", "--include-from=-", "--exclude=*")
"""What the source lacks is removed, of the names that are given: what is left out of a run is left alone."""
_WILD = re.compile(r"[*?\[]")


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
        if put:
            self._rsync(*_SAFE, *_WHOLE, "--", f"{source}/", self._address, given="\0".join(put))
        if remove:  # nothing goes before all that is new is there
            self._remove(remove)

    def _remove(self, names: Sequence[str]) -> None:
        """Take files away: by a source that has their folders, and none of them.

        Not with `--delete-missing-args`, which Debian's rsync 3.2.7 refuses since it looks at what it receives.
        """
        folders = {folder for name in names for folder in PurePosixPath(name).parents if folder.name}
        wanted = [*(f"/{folder}/" for folder in sorted(folders)), *(f"/{name}" for name in names)]
        with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as scratch:
            for folder in folders:
                (Path(scratch) / folder).mkdir(parents=True, exist_ok=True)
            self._rsync(*_GONE, "--", f"{scratch}/", self._address, given="\0".join(map(_literal, wanted)))

    def keep(self, record: bytes) -> None:
        """See `upload.Store`."""
        with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as scratch:
            (Path(scratch) / RECORD).write_bytes(record)
            self._rsync(*_SAFE, *_WHOLE, "--", f"{scratch}/", self._address, given=RECORD)

    def _rsync(self, *arguments: str, given: str = "") -> str:
        return call("rsync", [*self._over, *arguments], given)


def _literal(name: str) -> str:
    """A name as a pattern that matches it alone; a backslash is one of rsync's marks only where there are others."""
    return _WILD.sub(r"\\\g<0>", name.replace("\\", "\\\\")) if _WILD.search(name) else name
