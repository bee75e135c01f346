"""Keeps the memory of a process the same, however many documents it makes."""

from __future__ import annotations

import gc
from collections.abc import Callable
from itertools import count

from schoolprotocol.machine import give_back_memory, memory_in_use

FULL = 165_000_000
"""Bytes. To lay out a large report takes some thirty million more: together less than 200 million."""
ROOM = 25_000_000
"""Bytes on top of what a process began with, where that is much: the parent of thousands of schools holds more than
`FULL`, and each child would make room after one task."""


def settle() -> None:
    """Give back what is free; what is left was kept on purpose, and the collector need not look at it again."""
    gc.collect()  # a doctree is full of cycles
    gc.freeze()
    give_back_memory()


def now_and_then() -> Callable[[], None]:
    """What to call after each of many small things that were made: what they left over does not add up.

    Only what came since is looked at, so that it costs nothing of what the process holds; not where few are made.
    """
    made = count(1)

    def tidy() -> None:
        if next(made) % _FEW == 0:
            gc.collect(0)

    return tidy


_FEW = 25
"""Pages: a template leaves up to a megabyte of what holds each other."""


def filling() -> Callable[[], bool]:
    """What tells whether this process holds so much by now that a new one had better go on, where that is known.

    A new one begins with what this one holds now, however much that is.
    """
    most = max(FULL, (memory_in_use() or 0) + ROOM)
    return lambda: (memory_in_use() or 0) > most
