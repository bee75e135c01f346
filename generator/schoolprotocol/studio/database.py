"""What the studio keeps and is no source: sessions, what is being typed, what was saved by whom.

One SQLite file, `.studio/studio.sqlite3` in the project's folder, in a folder that Git passes over. Whoever removes it
loses no rule: only who was at work on what.
"""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from gettext import gettext as _
from pathlib import Path
from typing import Any

from schoolprotocol import disk
from schoolprotocol.errors import UsageError
from schoolprotocol.studio import ours

FOLDER = ".studio"
"""In the project's folder. `starting.folder` passes over it: a project can begin around it."""
FILE = "studio.sqlite3"
Row = sqlite3.Row

SCHEMA: tuple[str, ...] = (
    """
    CREATE TABLE person (
        name TEXT PRIMARY KEY, shown TEXT NOT NULL, role TEXT NOT NULL, secret TEXT, since REAL NOT NULL, until REAL,
        mail TEXT NOT NULL DEFAULT '', subject TEXT UNIQUE
    ) STRICT;
    CREATE TABLE session (
        token TEXT PRIMARY KEY, person TEXT NOT NULL, csrf TEXT NOT NULL, begun REAL NOT NULL, seen REAL NOT NULL
    ) STRICT;
    CREATE TABLE draft (
        person TEXT NOT NULL, unit TEXT NOT NULL, tab TEXT NOT NULL, basis TEXT NOT NULL, fields TEXT NOT NULL,
        typed REAL NOT NULL, PRIMARY KEY (person, unit, tab)
    ) STRICT;
    CREATE TABLE saved (
        number INTEGER PRIMARY KEY, day REAL NOT NULL, person TEXT NOT NULL, label TEXT NOT NULL, undone INTEGER
    ) STRICT;
    CREATE TABLE saved_file (
        number INTEGER NOT NULL REFERENCES saved, path TEXT NOT NULL, before BLOB, after BLOB,
        PRIMARY KEY (number, path)
    ) STRICT;
    CREATE TABLE intake (
        file TEXT PRIMARY KEY, person TEXT NOT NULL, name TEXT NOT NULL, day REAL NOT NULL
    ) STRICT;
    CREATE TABLE audit (
        number INTEGER PRIMARY KEY, day REAL NOT NULL, person TEXT NOT NULL, what TEXT NOT NULL, about TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit'); END;
    CREATE TRIGGER audit_is_whole BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit'); END;
    CREATE TABLE board_login (
        state TEXT PRIMARY KEY, nonce TEXT NOT NULL, verifier TEXT NOT NULL, next TEXT NOT NULL, begun REAL NOT NULL
    ) STRICT;
    CREATE TABLE work (
        number INTEGER PRIMARY KEY, begun REAL NOT NULL, person TEXT NOT NULL, what TEXT NOT NULL, school TEXT NOT NULL,
        protocol TEXT NOT NULL, label TEXT NOT NULL, process INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'bezig',
        done INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0, name TEXT NOT NULL DEFAULT '',
        told TEXT NOT NULL DEFAULT '', faults TEXT NOT NULL DEFAULT '[]', result TEXT NOT NULL DEFAULT '{}'
    ) STRICT;
    CREATE TABLE proposal (
        school TEXT NOT NULL, protocol TEXT NOT NULL, version TEXT NOT NULL, name TEXT NOT NULL,
        PRIMARY KEY (school, protocol, version)
    ) STRICT;
    CREATE TABLE secret (
        name TEXT PRIMARY KEY, value BLOB NOT NULL
    ) STRICT;
    CREATE TABLE link (
        id TEXT PRIMARY KEY, school TEXT NOT NULL, protocol TEXT NOT NULL, text_hash TEXT, body TEXT NOT NULL,
        made REAL NOT NULL, made_by TEXT NOT NULL, until REAL NOT NULL, revoked REAL
    ) STRICT;
    CREATE TABLE said (
        number INTEGER PRIMARY KEY, school TEXT NOT NULL, protocol TEXT NOT NULL, link TEXT REFERENCES link,
        body TEXT NOT NULL, day REAL NOT NULL, version TEXT NOT NULL, text_hash TEXT NOT NULL, change TEXT,
        about TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, answer TEXT, filed REAL
    ) STRICT;
    """,
)
"""Each step from one version of the file to the next; a step that somebody has is never changed."""


def require_no_link(root: Path) -> None:
    """Go on only where what we write lands in the project's folder: a folder that came from elsewhere may lead out.

    Raises:
        UsageError: where it does not.
    """
    folder = root / FOLDER
    for path in (folder, *(folder.glob("*") if disk.kind(folder) == "folder" else ())):
        if disk.kind(path) == "link":
            raise UsageError(_("{path} is a link, and leads elsewhere. Remove it.").format(path=path))


def schema_of(version: int) -> frozenset[tuple[str, str, str]]:
    """Everything that a file of a version is made of: kind, name and statement."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for step in SCHEMA[:version]:
            connection.executescript(step)
        return made_of(connection)


def made_of(connection: sqlite3.Connection) -> frozenset[tuple[str, str, str]]:
    """Everything that a file is made of, as `schema_of`."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return frozenset((kind, name, " ".join(sql.split())) for kind, name, sql in rows)


class Database:
    """The file, open. Each thread has its own connection; what is written is on the disk when a call returns."""

    def __init__(self, root: Path) -> None:
        """Open, and make what is not there.

        Args:
            root: of the project.

        Raises:
            OSError: where the folder cannot be made.
            UsageError: where the folder, or something of ours in it, is a link that leads elsewhere; or where somebody
                else made the file (`ours`).
            sqlite3.Error: where the file is none of ours, or of a newer version.
        """
        require_no_link(root)
        self.folder = root / FOLDER
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        ignore = self.folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        self.path = self.folder / FILE
        self._own = threading.local()
        self._writing = threading.Lock()
        self._renew()
        self.path.chmod(0o600)

    def _connection(self) -> sqlite3.Connection:
        known: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if known is None:
            known = sqlite3.connect(self.path, timeout=10, isolation_level=None)
            known.row_factory = sqlite3.Row
            known.execute("PRAGMA journal_mode = WAL")
            known.execute("PRAGMA synchronous = FULL")  # what was typed survives a power cut
            known.execute("PRAGMA foreign_keys = ON")
            self._own.connection = known
        return known

    def _renew(self) -> None:
        with self.writing() as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > len(SCHEMA):
                raise sqlite3.DatabaseError(f"version {version}")
            is_new = not version and not made_of(connection)
            if not is_new and not ours.is_marked(connection):
                text = _(
                    "The folder {folder} was not made here: it is of another machine or of somebody else, and may hold "
                    "his accounts and links. Is it your own? Then type: schoolprotocol studio restore {file}. If it is "
                    "not, remove that folder; the texts in policy_src stay."
                )
                raise UsageError(text.format(folder=self.folder, file=f"{FOLDER}/{FILE}"))
            for step in SCHEMA[version:]:
                for statement in _statements(step):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(SCHEMA)}")
            ours.mark(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All of what is written within, or nothing; nobody else writes meanwhile."""
        connection = self._connection()
        with self._writing:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def rows(self, question: str, *values: Any) -> Sequence[Row]:
        """What a question finds."""
        return self._connection().execute(question, values).fetchall()

    def row(self, question: str, *values: Any) -> Row | None:
        """The first that a question finds."""
        found: Row | None = self._connection().execute(question, values).fetchone()
        return found

    def secret(self, name: str) -> bytes:
        """A key that only this studio has; made when it is first asked for."""
        self.write("INSERT OR IGNORE INTO secret VALUES (?, ?)", name, secrets.token_bytes(32))
        row = self.row("SELECT value FROM secret WHERE name = ?", name)
        assert row is not None  # noqa: S101
        return bytes(row["value"])

    def write(self, statement: str, *values: Any) -> None:
        """One statement; it is on the disk when this returns."""
        with self.writing() as connection:
            connection.execute(statement, values)


def _statements(step: str) -> Iterator[str]:
    """The statements of a step; that of a trigger has semicolons within."""
    held = ""
    for line in step.splitlines():
        held += f"{line}\n"
        if sqlite3.complete_statement(held):
            yield held
            held = ""
