"""Makes a Dask worker a rogue (`--preload`): what it answers is chosen by SCHOOLPROTOCOL_ROGUE, and it writes to MARK.

It is what an attacker would run who joined a scheduler.
"""

from __future__ import annotations

import os
from typing import Any

MARK = os.environ["SCHOOLPROTOCOL_MARK"]
WRITE = f"import sys\nwith open({MARK!r}, 'a') as mark: mark.write(' '.join(sys.argv) + '\\n')"
"""Tells which program unpickled it: Dask has a worker try its own errors, too."""


class Bomb:
    """Writes a line where it is unpickled."""

    def __reduce__(self) -> Any:
        return exec, (WRITE,)


class BombError(Exception):
    """The same, as an exception."""

    def __reduce__(self) -> Any:
        return exec, (WRITE,)


def dask_setup(_worker: Any) -> None:
    """Called by the worker when it starts."""
    from distributed import get_worker

    from schoolprotocol.build.crew import remote

    kind, honest = os.environ["SCHOOLPROTOCOL_ROGUE"], remote.make_there

    def rogue(parcel: Any, templates: Any) -> Any:
        match kind:
            case "object":
                return Bomb()
            case "error":
                raise BombError
            case "event":
                get_worker().log_event("print", {"args": ("\x1b[2J rogue was here",)})
                get_worker().log_event("warn", {"message": b"x", "category": b"x"})
                return honest(parcel, templates)
            case "dies":
                os._exit(1)
            case "words":
                return "all is well"
            case _:
                return b"[" * 1_000_000

    remote.make_there = rogue
