"""A folder that rsync reaches: on another machine over ssh, or on this one."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from schoolprotocol.deliver.changes import MAX_RECORD, RECORD, WAITING
from schoolprotocol.deliver.tools import SSH_OPTIONS, call
from schoolprotocol.files import write_tree
from schoolprotocol.model.target import RsyncTarget

_SAFE = ("--recursive", "--perms", "--chmod=D755,F644", "--timeout=120")
_LISTED = ("--from0", "--files-from=-")
_WHOLE = ("--delay-updates", "--ignore-times", *_LISTED)
"""Files go to their places only once all are there."""
_GONE = ("--recursive", "--timeout=120", "--existing", "--delete", "--from0", "--include-from=-", "--exclude=*")
"""What the source lacks is removed, of the names that are given: what is left out of a run is left alone."""
_WILD = re.compile(r"[*?\[]")
_ESCAPED = r"\\\g<0>"


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
            self._rsync(*_SAFE, f"--max-size={MAX_RECORD}", *only, "--", self._address, f"{scratch}/")
            path = Path(scratch) / RECORD
            return path.read_bytes() if path.is_file() else None

    def names(self) -> frozenset[str]:
        """See `upload.Store`."""
        listed = self._rsync("--list-only", "--", self._address)
        return frozenset(line.split(maxsplit=4)[-1] for line in listed.splitlines() if line.strip()) - {"."}

    def present(self, names: Sequence[str]) -> frozenset[str]:
        """See `upload.Store`."""
        with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as scratch:
            write_tree(Path(scratch), dict.fromkeys(names, ""))
            return self._told("--existing", "--ignore-times", source=scratch, names=names)

    def same(self, source: Path, wanted: Mapping[str, str]) -> frozenset[str]:
        """See `upload.Store`. Both ends compute a checksum of each file."""
        return frozenset(wanted) - self._told("--checksum", source=str(source), names=[*wanted])

    def _told(self, *how: str, source: str, names: Sequence[str]) -> frozenset[str]:
        """The names that rsync would send."""
        asked = ("--dry-run", "--recursive", *how, "--8-bit-output", "--out-format=%n", *_LISTED)
        told = self._rsync(*asked, "--", f"{source}/", self._address, given="\0".join(names)).splitlines()
        return frozenset(names) & frozenset(told)

    def switch(self, source: Path, put: Sequence[str], remove: Sequence[str], record: bytes, before: bytes) -> bool:
        """See `upload.Store`. rsync cannot swap folders."""
        del source, put, remove, record, before
        return False

    def send(self, source: Path, put: Sequence[str], remove: Sequence[str]) -> None:
        """See `upload.Store`."""
        if put:
            self._rsync(*_SAFE, *_WHOLE, "--", f"{source}/", self._address, given="\0".join(put))
        self._remove(remove, put)  # nothing goes before all that is new is there

    def _remove(self, names: Sequence[str], sent: Sequence[str]) -> None:
        """Take files away, and what broken runs left: by a source that has their folders, and none of them.

        Not with `--delete-missing-args`, which Debian's rsync 3.2.7 refuses since it looks at what it receives.
        """
        paths = [PurePosixPath(name) for name in (*names, *sent)]
        folders = {folder for path in paths for folder in path.parents if folder.name}
        wanted = [*(f"/{folder}/" for folder in sorted(folders)), *(_literal(f"/{name}") for name in names)]
        wanted += [_begun(path) for path in (*paths, PurePosixPath(RECORD))] + [".~tmp~/***", f"/{WAITING}/***"]
        with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as scratch:
            for folder in folders:
                (Path(scratch) / folder).mkdir(parents=True, exist_ok=True)
            self._rsync(*_GONE, "--", f"{scratch}/", self._address, given="\0".join(wanted))

    def keep(self, record: bytes) -> None:
        """See `upload.Store`."""
        with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as scratch:
            (Path(scratch) / RECORD).write_bytes(record)
            self._rsync(*_SAFE, *_WHOLE, "--", f"{scratch}/", self._address, given=RECORD)

    def clear(self) -> None:
        """See `upload.Store`. `send` does it."""

    def _rsync(self, *arguments: str, given: str = "") -> str:
        # Over ssh nothing is written here but a record; without, this machine is the target.
        return call("rsync", [*self._over, *arguments], given, largest=MAX_RECORD if self._over else None)


def _begun(path: PurePosixPath) -> str:
    """The pattern of what rsync calls a file of which it has only a part."""
    name = (path.parent / f".{path.name.lstrip('.')}").as_posix()
    return f"/{_WILD.sub(_ESCAPED, name)}.??????"


def _literal(name: str) -> str:
    """A name as a pattern that matches it alone; a backslash is one of rsync's marks only where there are others."""
    return _WILD.sub(_ESCAPED, name.replace("\\", "\\\\")) if _WILD.search(name) else name
