"""Keeps the memory of a process the same, however many documents it makes."""

from __future__ import annotations

import ctypes
import gc
import mmap
import sys
from pathlib import Path

FULL = 165_000_000
"""Bytes. To lay out a large report takes some thirty million more: together less than 200 million."""


def settle() -> None:
    """Give back what is free; what is left was kept on purpose, and the collector need not look at it again."""
    gc.collect()  # a doctree is full of cycles
    gc.freeze()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of glibc
        if trim is not None:
            trim(0)


def is_full() -> bool:
    """Whether this process holds so much that a new one had better go on; known only on Linux."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return False
    return pages * mmap.PAGESIZE > FULL
