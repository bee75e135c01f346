"""How often somebody may try: so many times within a while, by whatever stands for him."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

MOST_KEYS = 20_000
"""Of whom we remember how often they tried: who comes with ever new addresses does not fill the memory."""


class Limit:
    """A bucket for each key, which fills again as time goes by."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin.

        Args:
            most: times at once.
            seconds: within which so many may be tried.
            clock: tells the time in seconds.
        """
        self._most, self._rate, self._clock = float(most), most / seconds, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._turn = threading.Lock()

    def take(self, key: str) -> float:
        """Count a try; gives the seconds to wait, 0 where it may be."""
        with self._turn:
            left = self._now(key)
            wait = 0.0 if left >= 1 else (1 - left) / self._rate
            self._put(key, left - 1 if left >= 1 else left)
        return wait

    def wait(self, key: str) -> float:
        """Seconds to wait before a try; 0 where it may be. Nothing is counted."""
        with self._turn:
            left = self._now(key)
        return 0.0 if left >= 1 else (1 - left) / self._rate

    def forget(self, key: str) -> None:
        """Count no more what was tried: it succeeded."""
        with self._turn:
            self._left.pop(key, None)

    def _now(self, key: str) -> float:
        left, then = self._left.get(key, (self._most, self._clock()))
        return min(self._most, left + (self._clock() - then) * self._rate)

    def _put(self, key: str, left: float) -> None:
        self._left[key] = left, self._clock()
        self._left.move_to_end(key)
        while len(self._left) > MOST_KEYS:
            self._left.popitem(last=False)


class Logins:
    """Tries to log in: few for one account from one address, more for either of them. Those that fail count.

    In a browser in which he logged in before, somebody has tries of his own: whatever others try elsewhere.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = (Limit(6, 900, clock), Limit(40, 900, clock), Limit(60, 3600, clock))

    def wait(self, name: str, address: str, browser: str = "") -> float:
        """Seconds to wait before the next try; 0 where it may be.

        Args:
            name: of the account.
            address: from which somebody tries.
            browser: what stands for it where it is known as his; else empty.
        """
        return max(limit.wait(key) for limit, key in self._keyed(name, address, browser))

    def failed(self, name: str, address: str, browser: str = "") -> None:
        """Count a try that failed."""
        for limit, key in self._keyed(name, address, browser):
            limit.take(key)

    def succeeded(self, name: str, address: str, browser: str = "") -> None:
        """Forget what he mistyped."""
        limit, key = self._keyed(name, address, browser)[0]
        limit.forget(key)

    def _keyed(self, name: str, address: str, browser: str) -> list[tuple[Limit, str]]:
        if browser:
            return [(self._limits[0], f"{browser} {name}")]
        return list(zip(self._limits, (f"{address} {name}", address, name), strict=True))
