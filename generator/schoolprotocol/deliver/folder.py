"""A folder on this machine, such as a network drive or the folder of a web server."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from schoolprotocol.deliver.changes import RECORD
from schoolprotocol.files import write_file


class FolderStore:
    """Writes beside a file's place first, then renames over it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def record(self) -> bytes | None:
        """See `upload.Store`."""
        path = self._folder / RECORD
        return path.read_bytes() if path.is_file() else None

    def names(self) -> frozenset[str]:
        """See `upload.Store`."""
        return frozenset(path.name for path in self._folder.iterdir()) if self._folder.exists() else frozenset()

    def send(self, source: Path, put: Sequence[str], remove: Sequence[str]) -> None:
        """See `upload.Store`."""
        for name in put:
            write_file(self._folder / name, (source / name).read_bytes())
        for name in remove:
            (self._folder / name).unlink(missing_ok=True)
            self._prune((self._folder / name).parent)

    def keep(self, record: bytes) -> None:
        """See `upload.Store`."""
        write_file(self._folder / RECORD, record)

    def _prune(self, folder: Path) -> None:
        while folder != self._folder and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
