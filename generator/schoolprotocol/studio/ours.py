"""Whether a database was made on this machine by who asks: a folder of somebody else may bring one, with his accounts.

Outside of every project stands a key, of this person on this machine. A database that was made or put back here holds
a mark that only who has the key can make. It goes with the folder, wherever that is moved on this machine.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import sqlite3
from contextlib import suppress
from gettext import gettext as _
from pathlib import Path

from schoolprotocol import machine
from schoolprotocol.errors import UsageError

VARIABLE = "SCHOOLPROTOCOL_STATE"
"""The environment variable with another folder for the key: for who has no home, or one that does not stay."""
_KEY = "studio.key"
_LENGTH = 32


def mark(connection: sqlite3.Connection) -> None:
    """Say of a database that it is ours."""
    connection.execute("INSERT OR REPLACE INTO secret VALUES (?, ?)", _mark())


def is_marked(connection: sqlite3.Connection) -> bool:
    """Whether a database is ours."""
    with suppress(sqlite3.OperationalError):  # without such a table it is none
        found = connection.execute("SELECT value FROM secret WHERE name = ?", _mark()[:1]).fetchone()
        return found is not None and hmac.compare_digest(bytes(found[0]), _mark()[1])
    return False


def _mark() -> tuple[str, bytes]:
    """By the name that this machine has in a database, what only it can write there: several may share a folder."""
    key = _key()
    return f"machine {_made(key, 'name').hex()[:16]}", _made(key, "studio")


def _made(key: bytes, what: str) -> bytes:
    return hmac.new(key, what.encode(), hashlib.sha256).digest()


def _key() -> bytes:
    """The key of this person on this machine; made the first time.

    Raises:
        UsageError: where there is no place for it.
    """
    try:
        told = os.environ.get(VARIABLE)
        path = (Path(told) if told else machine.state_folder()) / _KEY
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _make(path)
        found = path.read_bytes()
    except (OSError, RuntimeError) as error:  # RuntimeError: nobody's home is known
        text = _(
            "The studio keeps a key outside of the project, and cannot: {why}. Name a folder for it in {variable}."
        )
        raise UsageError(text.format(why=error, variable=VARIABLE)) from None
    if len(found) != _LENGTH:
        raise UsageError(_("{path} is damaged. Remove it, and put the studio back from a copy.").format(path=path))
    return found


def _make(path: Path) -> None:
    fresh = path.with_name(f".{_KEY}.{os.getpid()}.new")
    fresh.unlink(missing_ok=True)
    os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # for nobody else, from the beginning
    fresh.write_bytes(secrets.token_bytes(_LENGTH))
    with suppress(FileExistsError):  # another studio made it meanwhile: that one holds
        machine.place_new(fresh, path)
    fresh.unlink(missing_ok=True)
