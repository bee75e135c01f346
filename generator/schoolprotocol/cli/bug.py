"""What is told of a fault of ours: that it is one, and where the details are; never a traceback."""

from __future__ import annotations

import tempfile
from gettext import gettext as _

from schoolprotocol.cli import terminal
from schoolprotocol.machine import lasting_scratch
from schoolprotocol.version import __version__


def bug(trace: str) -> int:
    """Keep the traceback of a fault of ours, say where, and give the exit code."""
    terminal.err.print(kept(trace))
    return 70


def kept(trace: str) -> str:
    """Keep the traceback of a fault of ours; gives what to tell of it."""
    with tempfile.NamedTemporaryFile(
        "w", dir=lasting_scratch(), prefix="schoolprotocol-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(f"schoolprotocol {__version__}\n{trace}")
    return _("This is a fault in schoolprotocol, not in your texts. Details: {file}").format(file=file.name)
