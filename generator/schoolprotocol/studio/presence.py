"""Who has a document open now, as long as a page of it says so: kept in memory, since nobody needs it tomorrow."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from schoolprotocol.studio.door.people import Person

HERE = 40.0
"""Seconds that somebody counts as being there after his page said so; it says so three times in them."""
MOST = 2_000
"""Of people with documents that are remembered; who is one too many is not shown."""


class Presence:
    """Who is where."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._seen: dict[tuple[str, Person], float] = {}

    def others(self, where: str, person: Person) -> Sequence[str]:
        """Note that somebody is there; gives the names of others who are, by their alphabet."""
        now = time.monotonic()
        with self._turn:
            self._seen = {one: seen for one, seen in self._seen.items() if now - seen < HERE}
            if len(self._seen) < MOST:
                self._seen[where, person] = now
            there = {other.shown for place, other in self._seen if place == where and other.name != person.name}
        return sorted(there)
