"""Documents that are about to be taken over: each waits as a file until somebody takes it over or throws it away."""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from gettext import gettext as _
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from schoolprotocol.errors import IntakeError
from schoolprotocol.messages import legible
from schoolprotocol.project import Project
from schoolprotocol.studio.database import Database, Row
from schoolprotocol.studio.door.people import Person
from schoolprotocol.studio.uploads import Uploads

if TYPE_CHECKING:
    from schoolprotocol import Taken

SUFFIXES = ("docx", "doc", "odt", "rtf", "pdf", "html", "htm", "md", "txt")
_REMEMBERED = 4
"""Documents that were read and are not read again: that takes seconds."""
_LONGEST = 120
"""Characters of a name that is shown."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document that waits."""

    file: str
    """The name by which its bytes are kept."""
    person: str
    """Account of who sent it."""
    name: str
    """As he called it."""
    day: float
    """When, in seconds since 1970."""


class Intakes:
    """The documents that wait, in the database; their bytes in a folder beside it."""

    def __init__(self, database: Database, uploads: Uploads) -> None:
        self._database, self._uploads = database, uploads
        self._read: OrderedDict[str, Taken] = OrderedDict()
        self._turn = threading.Lock()

    def add(self, person: Person, name: str, content: bytes) -> Waiting:
        """Read a document, and keep it where it can be read.

        Raises:
            IntakeError: where it cannot be read whole; nothing is kept.
            MissingOnMachineError, OSError: as `Project.take_in`.
        """
        called = name_of(name)
        suffix = called.rpartition(".")[2].lower()
        if suffix not in SUFFIXES:
            raise IntakeError(
                _("“{name}” is no document that can be taken over.").format(name=called),
                _("Choose one of: {suffixes}.").format(suffixes=", ".join(f".{one}" for one in SUFFIXES)),
            )
        one = Waiting(self._uploads.keep(content, suffix), person.name, called, time.time())
        try:
            self._take(one)
        except BaseException:
            self._uploads.drop(one.file)
            raise
        self._database.write("INSERT INTO intake VALUES (?, ?, ?, ?)", one.file, one.person, one.name, one.day)
        return one

    def all(self) -> Sequence[Waiting]:
        """What waits, the latest first; what was swept away since is forgotten."""
        rows = [_waiting(row) for row in self._database.rows("SELECT * FROM intake ORDER BY day DESC")]
        for one in rows:
            if self._uploads.path(one.file) is None:
                self.drop(one.file)
        return [one for one in rows if self._uploads.path(one.file) is not None]

    def find(self, file: str) -> Waiting | None:
        """One that waits; None where there is none."""
        row = self._database.row("SELECT * FROM intake WHERE file = ?", file)
        return _waiting(row) if row is not None and self._uploads.path(file) is not None else None

    def path(self, one: Waiting) -> Path:
        """Where its bytes are."""
        return self._uploads.folder / one.file

    def taken(self, one: Waiting) -> Taken:
        """What was read of it.

        Raises:
            IntakeError, MissingOnMachineError, OSError: as `Project.take_in`.
        """
        with self._turn:
            known = self._read.get(one.file)
        return known if known is not None else self._take(one)

    def _take(self, one: Waiting) -> Taken:
        taken = Project.take_in(self.path(one))
        taken = replace(taken, source=replace(taken.source, name=one.name))
        with self._turn:
            self._read[one.file] = taken
            while len(self._read) > _REMEMBERED:
                self._read.popitem(last=False)
        return taken

    def drop(self, file: str) -> None:
        """Forget one, and remove its bytes."""
        self._database.write("DELETE FROM intake WHERE file = ?", file)
        self._uploads.drop(file)
        with self._turn:
            self._read.pop(file, None)


def name_of(sent: str) -> str:
    """What a file is called that somebody sent: its last part, of a length that can be shown; no file gets it."""
    name = legible(PurePosixPath(sent.replace("\\", "/")).name)
    name = re.sub(r"\s+", " ", name).strip()
    stem, dot, suffix = name.rpartition(".")
    return f"{stem[: _LONGEST - 1 - len(suffix)]}{dot}{suffix}" if len(name) > _LONGEST else name or "document"


def _waiting(row: Row) -> Waiting:
    return Waiting(row["file"], row["person"], row["name"], row["day"])
