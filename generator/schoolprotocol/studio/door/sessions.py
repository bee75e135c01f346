"""Who is logged in: a token in a cookie, of which we keep only the hash; and the secret that every form repeats."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass, field

from schoolprotocol.studio.database import Database
from schoolprotocol.studio.door.people import ALONE, Person, Role

IDLE = 12 * 3600.0
"""Seconds without a request after which a session ends."""
LONGEST = 7 * 24 * 3600.0
"""Seconds after which it ends in any case."""
KNOWN = 30 * 24 * 3600.0
"""Seconds after which a form that somebody left open is not known as his any more."""
NOTED = 60.0
"""Seconds that may pass before a visit is noted again: not every request is a write."""


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is logged in."""

    person: Person
    key: str = field(repr=False)
    """Stands for the cookie."""
    csrf: str = field(repr=False)
    """What a form of his repeats, so that no other page can send one in his name. It is signed, and names him: after
    the session has ended it still tells whose form it is."""


class Sessions:
    """The sessions, in the database: they survive a restart of the studio."""

    def __init__(self, database: Database, *, is_team: bool = False) -> None:
        """Begin.

        Args:
            database: that keeps them.
            is_team: whether people log in with accounts: then nobody is the one who sits here, also not by a cookie of
                before.
        """
        self._database, self._is_team = database, is_team

    def begin(self, person: Person) -> str:
        """Log somebody in; gives the token for his cookie."""
        token, now = secrets.token_urlsafe(32), time.time()
        told = f"{secrets.token_urlsafe(24)}.{now:.0f}.{person.name}"
        csrf = f"{told}.{self._signed(told)}"
        with self._database.writing() as connection:
            connection.execute("DELETE FROM session WHERE seen < ? OR begun < ?", (now - IDLE, now - LONGEST))
            connection.execute(
                "INSERT INTO session VALUES (?, ?, ?, ?, ?)",
                (_hash(token), person.name, csrf, now, now),
            )
        return token

    def of(self, token: str | None, *, is_visit: bool = True) -> Session | None:
        """The session of a cookie; None where there is none, or not any more.

        Args:
            token: of the cookie.
            is_visit: whether somebody is there; a page that asks by itself keeps no session alive.
        """
        if not token:
            return None
        now = time.time()
        row = self._database.row(
            "SELECT * FROM session WHERE token = ? AND seen > ? AND begun > ?", _hash(token), now - IDLE, now - LONGEST
        )
        person = self._person(row["person"]) if row is not None else None
        if row is None or person is None:
            return None
        if is_visit and now - row["seen"] > NOTED:
            self._database.write("UPDATE session SET seen = ? WHERE token = ?", now, row["token"])
        return Session(person, row["token"], row["csrf"])

    def whose(self, csrf: str) -> Person | None:
        """Who was given a form, by the secret in it; None where it is none of ours, or of too long ago."""
        told, _mark, proof = csrf.rpartition(".")
        if not hmac.compare_digest(self._signed(told).encode(), proof.encode()):
            return None
        _random, begun, name = told.split(".", 2)
        return self._person(name) if time.time() - float(begun) < KNOWN else None

    def _signed(self, told: str) -> str:
        return hmac.new(self._database.secret("forms"), told.encode(), hashlib.sha256).hexdigest()

    def end(self, session: Session) -> None:
        """Log somebody out, in this browser."""
        self._database.write("DELETE FROM session WHERE token = ?", session.key)

    def end_all_of(self, name: str) -> None:
        """Log somebody out wherever he is logged in."""
        self._database.write("DELETE FROM session WHERE person = ?", name)

    def _person(self, name: str) -> Person | None:
        if name == ALONE.name:
            return None if self._is_team else ALONE
        row = self._database.row("SELECT * FROM person WHERE name = ? AND until IS NULL", name)
        role: Role = row["role"] if row is not None else "lezer"
        return Person(row["name"], row["shown"], role, row["mail"]) if row is not None else None


class OneTime:
    """A token with which the one who started the studio comes in, once."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(32)
        self._left: str | None = self.token

    def spend(self, token: str) -> bool:
        """Whether it is the token, which nobody used yet."""
        left = self._left
        if left is None or not hmac.compare_digest(left.encode(), token.encode()):
            return False
        self._left = None
        return True


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
