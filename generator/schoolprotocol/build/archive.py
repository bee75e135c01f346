"""One zip file of many files: the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can tell."""
_UNIX = 3
"""The system that the entries say they come from, whatever the machine is."""


def zipped(files: Mapping[str, bytes], folder: str) -> bytes:
    """The files as a zip file, in one folder: sorted, stored (another zlib would compress to other bytes), undated.

    Args:
        files: content by path in the folder.
        folder: what somebody who unpacks it gets.
    """
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{folder}/{name}", _EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return memory.getvalue()
