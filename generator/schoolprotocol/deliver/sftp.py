"""A folder that sftp reaches. Each file is sent beside its place and then renamed over it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from schoolprotocol.deliver.changes import RECORD
from schoolprotocol.deliver.tools import SSH_OPTIONS, call
from schoolprotocol.model.target import SftpTarget

_NEW = ".new"
_SPECIAL = '\\"*?['


class SftpStore:
    """Needs OpenSSH's sftp here, and a server that can rename over a file (OpenSSH's can)."""

    def __init__(self, target: SftpTarget) -> None:
        self._path = target.path.rstrip("/") or "/"
        options = [word for option in SSH_OPTIONS for word in ("-o", option)]
        port = ["-P", str(target.port)] if target.port else []
        user = f"{target.user}@" if target.user else ""
        self._arguments = [*options, *port, "-b", "-", f"{user}{target.host}"]

    def record(self) -> bytes | None:
        """See `upload.Store`."""
        with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as scratch:
            # That the folder is there is asked first: a record that is missing is no error, a folder is.
            self._sftp([f"cd {_quoted(self._path)}", f"-get {RECORD} {RECORD}"], Path(scratch))
            path = Path(scratch) / RECORD
            return path.read_bytes() if path.is_file() else None

    def names(self) -> frozenset[str]:
        """See `upload.Store`."""
        printed = self._sftp([f"cd {_quoted(self._path)}", "ls -1a"]).splitlines()
        return frozenset(line.strip() for line in printed if not line.startswith("sftp>")) - {"", ".", ".."}

    def send(self, source: Path, put: Sequence[str], remove: Sequence[str]) -> None:
        """See `upload.Store`."""
        folders = sorted({str(parent) for name in put for parent in PurePosixPath(name).parents} - {"."})
        commands = [f"cd {_quoted(self._path)}", *(f"-mkdir {_quoted(folder)}" for folder in folders)]
        commands += [f"put {_quoted(name)} {_quoted(name + _NEW)}" for name in put]
        commands += [f"rename {_quoted(name + _NEW)} {_quoted(name)}" for name in put]
        commands += [f"-rm {_quoted(part)}" for name in remove for part in (name, name + _NEW)]
        self._sftp(commands, source)

    def keep(self, record: bytes) -> None:
        """See `upload.Store`."""
        with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as scratch:
            (Path(scratch) / RECORD).write_bytes(record)
            self.send(Path(scratch), [RECORD], [])

    def _sftp(self, commands: Sequence[str], folder: Path | None = None) -> str:
        return call("sftp", self._arguments, "".join(f"{command}\n" for command in commands), folder)


def _quoted(name: str) -> str:
    """A name as sftp reads it in a list of commands."""
    return '"' + "".join(f"\\{letter}" if letter in _SPECIAL else letter for letter in name) + '"'
