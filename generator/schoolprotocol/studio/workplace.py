"""The one place where the studio reads and changes a project: what anybody sees is what its files say.

A save reads the files anew, holds what the writer began from against what stands there now, and writes all or nothing.
Only when it returns is anything called saved. Each save is kept with what the files held before: that is the history
of a folder without Git, and what can be undone.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

from schoolprotocol.errors import UsageError
from schoolprotocol.project import Project
from schoolprotocol.serve.watching import Stamp, differing, stamp
from schoolprotocol.studio import audit
from schoolprotocol.studio.database import Database
from schoolprotocol.studio.door.people import Person

if TYPE_CHECKING:
    from schoolprotocol.project import Edit

MEMORY = 60_000_000
"""Bytes of files of which what was read is kept: with every save a board of hundreds of schools is read anew."""
Reader = Callable[[Project], str | None]
"""What a text that can be edited says in a project; None where it is not there."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What somebody saw of a text when he began to write."""

    unit: str
    """Which text: `clausule:telefoons:tips.vraag`."""
    basis: str
    """What stands for it (`digest`)."""
    read: Reader


class ConflictError(Exception):
    """Somebody else changed the text meanwhile; nothing was written."""

    def __init__(self, expected: Expected, theirs: str | None) -> None:
        super().__init__(expected.unit)
        self.expected, self.theirs = expected, theirs


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved."""

    number: int
    """In the history."""
    files: tuple[str, ...]
    """Paths of what was written or removed."""


def digest(text: str | None) -> str:
    """What stands for a text somebody began from."""
    return "-" if text is None else hashlib.sha256(text.encode()).hexdigest()


class Workplace:
    """A project that several people work on."""

    def __init__(self, root: Path, build: Path | None, database: Database) -> None:
        """Begin.

        Args:
            root: the folder; it may be empty still.
            build: where documents go.
            database: keeps the history.
        """
        self.root, self._build, self.database = root, build, database
        self._turn = threading.RLock()
        self._project: Project | None = None
        self._stamp: Stamp = frozenset()
        self._count = 0
        self.renew()

    @property
    def is_begun(self) -> bool:
        """Whether there is a project yet."""
        return self._project is not None

    @property
    def project(self) -> Project:
        """As it is now.

        Raises:
            UsageError: where nothing was begun yet.
        """
        if self._project is None:
            raise UsageError(_("There is no project in this folder (any more). Ask who looks after the files."))
        return self._project

    @property
    def now(self) -> int:
        """Stands for the state of the source: another one after each change, by whomever."""
        return self._count

    def renew(self) -> None:
        """Look at the files anew: somebody may have changed them beside us."""
        with self._turn:
            before, self._stamp = self._stamp, stamp(self.root)  # looked at first: what changes meanwhile differs later
            if self._project is not None:
                self._project = self._project.now(differing(before, self._stamp))
            elif (self.root / "policy_src").is_dir():
                self._project = Project.open(self.root, output=self._build, memory=MEMORY)
            self._count += 1

    @property
    def seen(self) -> Stamp:
        """How the files were when they were last looked at."""
        return self._stamp

    def content(self, path: str) -> bytes | None:
        """What a file of the project holds now; None where it is not there."""
        try:
            return (self.root / path).read_bytes()
        except FileNotFoundError:
            return None

    def begin(self, person: Person, label: str, act: Callable[[], object]) -> None:
        """Begin the project, and keep that it was done.

        Args:
            person: who does it.
            label: what he does, for people.
            act: writes its files, all or none.

        Raises:
            UsageError: where there is one.
        """
        with self._turn:
            self.renew()
            if self._project is not None:
                raise UsageError(_("There is a project here already: somebody else began it."))
            act()
            self._keep(person, label, {}, {})
            self.renew()

    def save(self, person: Person, label: str, change: Callable[[Edit, Project], object], *expected: Expected) -> Saved:
        """Change the source, and keep what it was.

        Args:
            person: who does it.
            label: what he does, for people: `clausule “Foto's” veranderd`.
            change: does it, in the edit, of the project as it is.
            expected: what he saw of each text that he writes.

        Returns:
            What was written; it is on the disk.

        Raises:
            ConflictError: where a text is not any more what he saw; nothing was written.
            SourceError, EditError, UsageError, BusyError, OSError: as `Project.save`; nothing was written.
        """
        with self._turn:
            project = self._now(expected)
            edit = project.edit()
            change(edit, project)
            after = dict(edit.changes)
            before = {path: self.content(path) for path in after}
            files = project.save(edit)
            number = self._keep(person, label, before, after)
            self.renew()
        return Saved(number, files)

    def write(self, person: Person, label: str, plan: Callable[[Project], Edit], *expected: Expected) -> int:
        """Save changes that the project plans itself, or that the whole check has to judge (settings, the library).

        Args:
            person: who does it.
            label: what he does, for people.
            plan: gives the changes, of the project as it is.
            expected: what he saw of each text that he writes.

        Returns:
            Its number in the history; it is on the disk.

        Raises:
            ConflictError: as `save`.
            SourceError, EditError, UsageError, BusyError, OSError: nothing was written.
        """
        with self._turn:
            project = self._now(expected)
            edit = plan(project)
            after = dict(edit.changes)
            before = {path: self.content(path) for path in after}
            if after:
                project.apply(edit)
            number = self._keep(person, label, before, after)
            self.renew()
        return number

    def _now(self, expected: Sequence[Expected]) -> Project:
        """The project as it is on the disk, in which each text is as somebody saw it."""
        project = self.project.now()
        project.put_back_stopped()
        for one in expected:
            theirs = one.read(project)
            if digest(theirs) != one.basis:
                raise ConflictError(one, theirs)
        return project

    def record(self, person: Person, label: str, act: Callable[[Project], object]) -> object:
        """Have the project do what writes files itself (release, decide), and keep that it was done.

        Args:
            person: who does it.
            label: what he does, for people.
            act: does it, in the project as it is.
        """
        with self._turn:
            result = act(self.project.now())
            self._keep(person, label, {}, {})
            self.renew()
        return result

    def _keep(
        self, person: Person, label: str, before: Mapping[str, bytes | None], after: Mapping[str, bytes | None]
    ) -> int:
        with self.database.writing() as connection:
            done = connection.execute(
                "INSERT INTO saved (day, person, label) VALUES (?, ?, ?)", (time.time(), person.name, label)
            )
            number = done.lastrowid or 0
            connection.executemany(
                "INSERT INTO saved_file VALUES (?, ?, ?, ?)",
                [(number, path, before[path], after[path]) for path in after],
            )
        audit.note(self.database, person.name, label)
        return number
