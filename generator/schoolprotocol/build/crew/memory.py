"""Keeps the memory of a process the same, however many documents it makes."""

from __future__ import annotations

import gc

from schoolprotocol.machine import give_back_memory, memory_in_use

FULL = 165_000_000
"""Bytes. To lay out a large report takes some thirty million more: together less than 200 million."""


def settle() -> None:
    """Give back what is free; what is left was kept on purpose, and the collector need not look at it again."""
    gc.collect()  # a doctree is full of cycles
    gc.freeze()
    give_back_memory()


def is_full() -> bool:
    """Whether this process holds so much that a new one had better go on, where that is known."""
    return (memory_in_use() or 0) > FULL
