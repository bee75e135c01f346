"""The accounts of a studio with several people: who may log in, with which password, and as what."""

from __future__ import annotations

import re
import secrets
import sqlite3
import threading
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from gettext import gettext as _

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from schoolprotocol.addresses import MAIL
from schoolprotocol.errors import UsageError
from schoolprotocol.messages import legible
from schoolprotocol.studio.database import Database, Row
from schoolprotocol.studio.door.people import ALONE, ROLES, Person, Role

SHORTEST, LONGEST = 12, 256
"""Characters of a password."""
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?")
_AT_ONCE = threading.BoundedSemaphore(2)
"""Each look at a password takes 64 MB for a moment: no more than this at once, whoever tries how many."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in, or might."""

    person: Person
    is_blocked: bool
    has_password: bool
    is_bound: bool
    """Whether he logs in with the account of his board."""


class Accounts:
    """The accounts, in the database. Passwords are kept by argon2, and nowhere else."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @cached_property
    def _hasher(self) -> PasswordHasher:
        return PasswordHasher()

    @cached_property
    def _nobodys(self) -> str:
        """What a password is held against where there is no account: that takes as long."""
        return self._hasher.hash(secrets.token_urlsafe(16))

    def all(self) -> Sequence[Account]:
        """All accounts, by name."""
        return [_account(row) for row in self._database.rows("SELECT * FROM person ORDER BY name")]

    def find(self, name: str) -> Account | None:
        """One account; None where there is none."""
        row = self._database.row("SELECT * FROM person WHERE name = ?", name)
        return _account(row) if row is not None else None

    def add(self, name: str, shown: str, role: str, password: str | None = None, mail: str = "") -> None:
        """Let somebody in.

        Args:
            name: with which he logs in.
            shown: as others see it; empty: the name.
            role: one of `ROLES`.
            password: None: he can log in with the account of his board only.
            mail: his address, by which the account of his board is known.

        Raises:
            UsageError: where it cannot be so.
        """
        if not _NAME.fullmatch(name) or name == ALONE.name:
            text = _(
                "“{name}” cannot be the name of an account: take small letters, digits, dots and hyphens, 40 at most."
            )
            raise UsageError(text.format(name=legible(name)))
        shown = _composed(shown) or name
        if len(shown) > 80 or shown != legible(shown):
            raise UsageError(_("The name that others see has at most 80 characters, and is one line."))
        mail = mail.strip().casefold()
        if mail and not re.fullmatch(MAIL, mail):
            raise UsageError(_("“{mail}” is no address for mail.").format(mail=legible(mail)))
        secret = None if password is None else self._hashed(name, password)
        try:
            self._database.write(
                "INSERT INTO person (name, shown, role, secret, since, mail) VALUES (?, ?, ?, ?, ?, ?)",
                name,
                shown,
                _role(role),
                secret,
                time.time(),
                mail,
            )
        except sqlite3.IntegrityError:
            raise UsageError(_("There is an account “{name}” already.").format(name=name)) from None

    def set_role(self, name: str, role: str) -> None:
        """Let somebody be something else; he logs in anew.

        Raises:
            UsageError: where there is no such account, or nobody would be left to manage accounts.
        """
        self._change(name, "role = ?", _role(role))

    def block(self, name: str) -> None:
        """Let somebody in no more, and log him out.

        Raises:
            UsageError: as `set_role`.
        """
        self._change(name, "until = ?", time.time())

    def admit(self, name: str) -> None:
        """Let somebody in again who was blocked."""
        self._change(name, "until = NULL")

    def set_password(self, name: str, password: str) -> None:
        """Give somebody another password; he logs in anew with it.

        Raises:
            UsageError: where it cannot be one, or there is no such account.
        """
        self._change(name, "secret = ?", self._hashed(name, password))

    def check(self, name: str, password: str) -> Person | None:
        """Who logs in with this name and password; None where nobody may. It takes as long in either case."""
        row = self._database.row("SELECT * FROM person WHERE name = ? AND until IS NULL", name)
        secret = row["secret"] if row is not None else None
        with _AT_ONCE:
            try:
                self._hasher.verify(secret or self._nobodys, _composed(password)[:LONGEST])
            except (Argon2Error, InvalidHashError):
                return None
        if row is None or secret is None:
            return None
        if self._hasher.check_needs_rehash(secret):
            self._database.write("UPDATE person SET secret = ? WHERE name = ?", self._hashed(name, password), name)
        return _account(row).person

    def of_board(self, subject: str, mail: str) -> Person | None:
        """Whose account it is that the board's own service knows; None where nobody's.

        Args:
            subject: how that service calls him, for good.
            mail: his address, which it has verified; empty where it did not. By this an account is found once, and is
                bound to the subject from then on.
        """
        with self._database.writing() as connection:
            row = connection.execute("SELECT * FROM person WHERE subject = ?", (subject,)).fetchone()
            if row is None and mail:
                found = connection.execute(
                    "SELECT * FROM person WHERE mail = ? AND subject IS NULL", (mail.strip().casefold(),)
                ).fetchall()
                row = found[0] if len(found) == 1 else None
                if row is not None:
                    connection.execute("UPDATE person SET subject = ? WHERE name = ?", (subject, row["name"]))
        return _account(row).person if row is not None and row["until"] is None else None

    def _change(self, name: str, what: str, *values: object) -> None:
        with self._database.writing() as connection:
            done = connection.execute(f"UPDATE person SET {what} WHERE name = ?", (*values, name))  # noqa: S608 (ours)
            if not done.rowcount:
                raise UsageError(_("There is no account “{name}”.").format(name=legible(name)))
            question = "SELECT count(*) FROM person WHERE role = 'beheerder' AND until IS NULL"
            if not connection.execute(question).fetchone()[0]:
                raise UsageError(_("Then nobody would be left to manage accounts: make somebody else beheerder first."))
            connection.execute("DELETE FROM session WHERE person = ?", (name,))

    def _hashed(self, name: str, password: str) -> str:
        text = _composed(password)
        if not SHORTEST <= len(text) <= LONGEST or text.casefold() == name or len(set(text)) < 5:
            raise UsageError(
                _("A password has {least} characters at least, and is not one word again and again.").format(
                    least=SHORTEST
                )
            )
        with _AT_ONCE:
            return self._hasher.hash(text)


def new_password() -> str:
    """A password that can be read out: four groups of letters and digits that are not mistaken for each other."""
    signs = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(signs) for _sign in range(5)) for _group in range(4))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _role(role: str) -> Role:
    for one in ROLES:
        if one == role:
            return one
    raise UsageError(_("choose from {options}").format(options=", ".join(ROLES)))


def _account(row: Row) -> Account:
    person = Person(row["name"], row["shown"], row["role"], row["mail"])
    return Account(person, row["until"] is not None, row["secret"] is not None, row["subject"] is not None)
