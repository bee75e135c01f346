"""A folder that sftp reaches. Files wait in a folder there until all have come, and are then renamed to their places.

sftp knows no hashes: what is there is read back.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from schoolprotocol import disk
from schoolprotocol.deliver.changes import MAX_RECORD, RECORD, WAITING
from schoolprotocol.deliver.tools import SSH_OPTIONS, call
from schoolprotocol.model.target import SftpTarget

_FILE = re.compile(r"-\S+\s+\S+\s+\S+\s+\S+\s+(\d+)\s")
"""A line of `ls -l` about a file, with its size."""
_OCTAL = re.compile(rb"\\([0-3][0-7]{2})")


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
            self._sftp([f"-get {RECORD} {RECORD}"], Path(scratch), MAX_RECORD)
            path = Path(scratch) / RECORD
            return path.read_bytes() if path.is_file() else None

    def names(self) -> frozenset[str]:
        """See `upload.Store`."""
        return frozenset(line.strip() for line in self._list(["ls -1a"])) - {"", ".", ".."}

    def present(self, names: Sequence[str]) -> frozenset[str]:
        """See `upload.Store`."""
        asked = [f"-ls -lan {_quoted(folder)}" for folder in sorted({_folder_of(name) for name in names})]
        printed = self._list(asked)
        return frozenset(name for name in names if any(line.endswith(f" {_listed(name)}") for line in printed))

    def same(self, source: Path, wanted: Mapping[str, str]) -> frozenset[str]:
        """See `upload.Store`."""
        names = self._of_size(source, wanted)
        with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as scratch:
            largest = max((source / name).stat().st_size for name in names) if names else 0
            gets = [f"-get {_quoted(name)} {number}" for number, name in enumerate(names)]
            if gets:
                self._sftp(gets, Path(scratch), largest)
            got = {name: Path(scratch) / str(number) for number, name in enumerate(names)}
            return frozenset(n for n, path in got.items() if path.is_file() and disk.sha256(path) == wanted[n])

    def _of_size(self, source: Path, wanted: Mapping[str, str]) -> list[str]:
        """Those that have the right size there: nothing else need be fetched, however large it grew."""
        folders = sorted({_folder_of(name) for name in wanted})
        printed = self._list([f"-ls -lan {_quoted(folder)}" for folder in folders])
        sizes = {line[match.end() :]: int(match[1]) for line in printed if (match := _FILE.match(line))}
        # Behind the size stand three words about the time, of a fixed width, and then the name.
        named = {name.split(maxsplit=3)[-1]: size for name, size in sizes.items()}
        return [name for name in wanted if named.get(_listed(name)) == (source / name).stat().st_size]

    def switch(self, source: Path, put: Sequence[str], remove: Sequence[str], record: bytes, before: bytes) -> bool:
        """See `upload.Store`. sftp cannot swap folders."""
        del source, put, remove, record, before
        return False

    def send(self, source: Path, put: Sequence[str], remove: Sequence[str]) -> None:
        """See `upload.Store`."""
        folders = sorted({str(parent) for name in put for parent in PurePosixPath(name).parents} - {"."})
        waiting = {name: f"{WAITING}/{number}" for number, name in enumerate(put)}
        commands = [f"-rm {WAITING}/*", f"-mkdir {WAITING}", *(f"-mkdir {_quoted(folder)}" for folder in folders)]
        commands += [f"put {_quoted(name)} {place}" for name, place in waiting.items()]
        commands += [f"rename {place} {_quoted(name)}" for name, place in waiting.items()]
        commands += [f"-rm {_quoted(name)}" for name in remove]
        emptied = {str(parent) for name in remove for parent in PurePosixPath(name).parents} - {".", *folders}
        commands += [f"-rmdir {_quoted(folder)}" for folder in sorted(emptied, reverse=True)]
        self._sftp([*commands, f"-rmdir {WAITING}"], source)

    def keep(self, record: bytes) -> None:
        """See `upload.Store`."""
        with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as scratch:
            path = Path(scratch) / RECORD
            path.write_bytes(record)
            path.chmod(0o644)
            self._sftp([f"put {RECORD} {RECORD}.new", f"rename {RECORD}.new {RECORD}"], Path(scratch))

    def clear(self) -> None:
        """See `upload.Store`. `send` does it."""

    def _list(self, commands: Sequence[str]) -> list[str]:
        """The lines that the server gives; sftp writes letters that are not in ASCII as bytes in octal digits."""
        printed = _OCTAL.sub(lambda match: bytes([int(match[1], 8)]), self._sftp(commands).encode())
        return [line for line in printed.decode(errors="replace").splitlines() if not line.startswith("sftp>")]

    def _sftp(self, commands: Sequence[str], folder: Path | None = None, largest: int = 0) -> str:
        lines = [f"cd {_quoted(self._path)}", *commands]
        return call("sftp", self._arguments, "".join(f"{line}\n" for line in lines), folder, largest)


def _folder_of(name: str) -> str:
    return str(PurePosixPath(name).parent)


def _listed(name: str) -> str:
    """How `ls` of its folder writes a name."""
    return name if "/" in name else f"./{name}"


def _quoted(name: str) -> str:
    """A name as sftp reads it in a list of commands: between quotes, no sign stands for others."""
    return '"' + "".join(f"\\{letter}" if letter in '\\"' else letter for letter in name) + '"'
