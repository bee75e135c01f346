"""Patterns that stand in the source, sought in texts: in bounded time, whatever they say and whatever the text is."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import Any

import regex

PATIENCE = 1.0
"""Seconds that one pattern may take in all texts of a document; ours take a hundredth of one."""


class Pattern:
    """One pattern, with the time that is left for it."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._left = PATIENCE

    @property
    def is_slow(self) -> bool:
        """Whether its time is over: then it is sought no longer, and what it would have found is not known."""
        return self._left <= 0

    def search(self, text: str) -> str | None:
        """The first words of a text that it matches, capitals or not; None where there are none, or no time is left."""
        if self.is_slow:
            return None
        began = time.monotonic()
        try:
            found = _compiled(self.pattern).search(text, timeout=self._left)
        except (TimeoutError, regex.error, RecursionError, OverflowError, MemoryError):
            self._left = 0.0
            return None
        self._left -= time.monotonic() - began
        return str(found[0]) if found is not None else None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any:
    return regex.compile(pattern, regex.IGNORECASE | regex.VERSION0)
