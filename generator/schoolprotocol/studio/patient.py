"""HTTP for who is slow, or means to be: a request of which the head does not come is not waited for."""

from __future__ import annotations

import asyncio
from collections import Counter

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD = 15.0
"""Seconds in which the head of a request comes, from the first byte or the begin of a connection."""


OF_ONE = 200
"""Connections from one address: a school behind one router has as many, and who wants all of ours needs more."""
_held: Counter[str] = Counter()


class Patient(H11Protocol):
    """Closes a connection on which the head of a request takes too long; what follows it, `Fences` minds.

    Who holds too many gets no more of them; a proxy that was named holds those of all others.
    """

    _late: asyncio.TimerHandle | None = None
    _from: str | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody comes."""
        super().connection_made(transport)
        self._wait()
        self._from = str((transport.get_extra_info("peername") or ("",))[0])
        _held[self._from] += 1
        if _held[self._from] > OF_ONE and self._from not in (self.config.forwarded_allow_ips or ()):
            transport.close()

    def data_received(self, data: bytes) -> None:
        """Something comes in."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._wait()
        else:
            self._come()

    def connection_lost(self, exc: Exception | None) -> None:
        """He is gone."""
        self._come()
        if self._from is not None:
            _held[self._from] -= 1
            if not _held[self._from]:
                del _held[self._from]
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._late is None:
            self._late = self.loop.call_later(HEAD, self._give_up)

    def _come(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _give_up(self) -> None:
        self._late = None
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self.transport.close()
