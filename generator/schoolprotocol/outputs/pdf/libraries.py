"""Loads libraries by their names alone."""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def by_name() -> Iterator[None]:
    """On Linux, leave it to the linker to find a library.

    It knows the names that WeasyPrint tries last. Before those, Python would ask the machine's compiler for each that
    it tries first: programs that a build should not start, and that take half of the time of the import.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _nowhere
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _nowhere(name: str) -> str | None:
    del name
    return None
