"""Browsers in which somebody logged in before: who keeps guessing elsewhere does not keep him out there."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time

from schoolprotocol.studio.database import Database

LONGEST = 180 * 24 * 3600.0
"""Seconds that a browser stays known."""


class Browsers:
    """Known browsers, each by a signed cookie; nothing is kept of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cookie(self, name: str) -> str:
        """For a browser in which somebody just logged in."""
        told = f"{secrets.token_urlsafe(12)}.{time.time():.0f}.{name}"
        return f"{told}.{self._signed(told)}"

    def key(self, cookie: str, name: str) -> str:
        """What stands for the browser, where somebody logged in before with this account; else empty."""
        told, _mark, proof = cookie.rpartition(".")
        if not hmac.compare_digest(self._signed(told).encode(), proof.encode()):
            return ""
        key, begun, whose = told.split(".", 2)
        return key if whose == name and time.time() - float(begun) < LONGEST else ""

    def _signed(self, told: str) -> str:
        return hmac.new(self._database.secret("browsers"), told.encode(), hashlib.sha256).hexdigest()
