"""Files that people sent and that wait for something: in the studio's own folder, under names of our own."""

from __future__ import annotations

import re
import secrets
import threading
import time
from contextlib import suppress
from gettext import gettext as _
from pathlib import Path

from schoolprotocol import disk
from schoolprotocol.errors import UsageError
from schoolprotocol.files import write_file

KEPT = 7 * 24 * 3600.0
"""Seconds after which a file is removed that nobody came back for."""
MOST = 2_000_000_000
"""Bytes of all files that wait: more than a board takes over in a week, and less than fills a disk."""
_NAME = re.compile(r"[0-9a-f]{32}\.[a-z]{1,8}")


class Uploads:
    """The files that wait."""

    def __init__(self, folder: Path) -> None:
        """Begin.

        Args:
            folder: where they come; it is made when it is needed.
        """
        self.folder = folder
        self._turn = threading.Lock()

    def keep(self, content: bytes, suffix: str) -> str:
        """Keep a file; gives the name by which it is found: no part of what the sender called it.

        Args:
            content: of the file.
            suffix: letters only, without a dot: `docx`.

        Raises:
            UsageError: where too much waits already.
            OSError: where the machine cannot write.
        """
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.sweep()
        name = f"{secrets.token_hex(16)}.{suffix}"
        with self._turn:  # who sends at the same time is counted too
            if sum(map(_size, self.folder.glob("*"))) + len(content) > MOST:
                raise UsageError(_("Too many documents wait here. Take some of them over, or throw them away."))
            write_file(self.folder / name, content)
        return name

    def path(self, name: str) -> Path | None:
        """Where a file is that somebody names; None where it is none of ours, or not there any more."""
        path = self.folder / name
        return path if _NAME.fullmatch(name) and disk.kind(path) == "file" else None

    def drop(self, name: str) -> None:
        """Remove a file that is not needed any more, with what was made of it."""
        if _NAME.fullmatch(name):
            for path in self.folder.glob(f"{name}*"):
                path.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what nobody came back for."""
        before = time.time() - KEPT
        for path in self.folder.glob("*"):
            with suppress(OSError):
                if path.stat().st_mtime < before:
                    path.unlink()


def _size(path: Path) -> int:
    """Bytes of a file; none where somebody took it away meanwhile."""
    try:
        return path.lstat().st_size
    except FileNotFoundError:
        return 0


def image_of(content: bytes) -> str | None:
    """The suffix of an image that a logo can be, by what it holds; None where it is none."""
    if len(content) > disk.MAX_BYTES:
        return None
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    return "svg" if b"<svg" in content[:4_000] else None
