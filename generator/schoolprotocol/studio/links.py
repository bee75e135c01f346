"""Links for people without an account: each names a body or function and a document, ends on a day, and can be revoked.

A link is signed with a key that only this studio has. What is kept of it is its number and what it is for, and not the
link: that is made anew for who may see it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from gettext import gettext as _

from schoolprotocol.errors import UsageError
from schoolprotocol.studio.database import Database, Row
from schoolprotocol.studio.door.people import Person

_KEY = "links"
DAY = 24 * 3600.0
LONGEST = 366
"""Days that a link holds at most."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a link is for."""

    id: str
    school: str
    protocol: str
    text_hash: str | None
    """Of a text that was put; None: the text as it is."""
    body: str
    """For whom: a body or a function, never a person."""
    made: float
    until: float
    revoked: float | None

    @property
    def key(self) -> tuple[str, str]:
        """Of its document."""
        return self.school, self.protocol

    @property
    def holds(self) -> bool:
        """Whether who has it may come in."""
        return self.revoked is None and time.time() < self.until


class ClosedLinkError(Exception):
    """Why a link leads nowhere; what it says is for who followed it."""


class Links:
    """The links, in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, person: Person, key: tuple[str, str], body: str, text_hash: str | None, days: int) -> Link:
        """A new link.

        Raises:
            UsageError: where it would hold for longer than a year, or for no day.
        """
        if not 1 <= days <= LONGEST:
            raise UsageError(_("A link holds for 1 to {most} days.").format(most=LONGEST))
        id_, now = secrets.token_urlsafe(12), time.time()
        self._database.write(
            "INSERT INTO link VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)",
            *(id_, *key, text_hash, body, now, person.name, now + days * DAY),
        )
        return Link(id_, *key, text_hash, body, now, now + days * DAY, None)

    def token(self, link: Link) -> str:
        """What stands in the address of a link."""
        return f"{link.id}.{self._signed(_told(link))}"

    def of(self, token: str) -> Link:
        """The link of an address.

        Raises:
            ClosedLinkError: where it is none of ours, or does not hold any more.
        """
        id_, _mark, signed = token.partition(".")
        row = self._database.row("SELECT * FROM link WHERE id = ?", id_)
        link = _link(row) if row is not None else None
        told = _told(link) if link is not None else ["-"]  # as much work for one that is not there
        if not hmac.compare_digest(self._signed(told).encode(), signed.encode()) or link is None:
            raise ClosedLinkError(_("This link is not complete, or it was changed. Copy the whole link anew."))
        if link.revoked is not None:
            raise ClosedLinkError(_("This link was withdrawn by who sent it. Ask for another one."))
        if not link.holds:
            raise ClosedLinkError(_("This link has ended. Ask who sent it for another one."))
        return link

    def all_of(self, key: tuple[str, str]) -> Sequence[Link]:
        """The links to a document, the last one first."""
        found = self._database.rows("SELECT * FROM link WHERE school = ? AND protocol = ? ORDER BY made DESC", *key)
        return [_link(row) for row in found]

    def revoke(self, key: tuple[str, str], id_: str) -> None:
        """Let a link lead nowhere from now on."""
        self._database.write(
            "UPDATE link SET revoked = ? WHERE id = ? AND school = ? AND protocol = ? AND revoked IS NULL",
            *(time.time(), id_, *key),
        )

    def sign(self, *told: str) -> str:
        """Words that come back with a form of ours, and the proof that they are ours."""
        data = json.dumps(told)
        return f"{self._signed(['form', *told])}{data}"

    def signed(self, text: str) -> tuple[str, ...] | None:
        """What `sign` was given; None where it is not ours."""
        proof, data = text[:43], text[43:]
        try:
            told = json.loads(data)
        except (ValueError, RecursionError):
            return None
        if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
            return None
        return tuple(told) if hmac.compare_digest(self._signed(["form", *told]).encode(), proof.encode()) else None

    def _signed(self, told: Sequence[object]) -> str:
        made = hmac.new(self._database.secret(_KEY), json.dumps(told).encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(made).decode().rstrip("=")


def _told(link: Link) -> list[object]:
    return ["link", link.id, *link.key, link.text_hash, link.body, link.until]


def _link(row: Row) -> Link:
    names = ("id", "school", "protocol", "text_hash", "body", "made", "until", "revoked")
    return Link(*(row[name] for name in names))
