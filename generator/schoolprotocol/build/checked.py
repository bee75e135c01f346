"""What a check found, kept by what it was made of: for each school its part, and what came of all of them.

The key of a part is a hash of everything that it can depend on: the files of the school and of those on which it
builds, all that is no school's (settings, references, protocols, templates, program), the day, the language, and the
names of other schools that could stand in its texts. Nothing is taken from a record that is not whole.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from schoolprotocol import disk, messages
from schoolprotocol.build.inputs import Inputs, Stamp, inputs
from schoolprotocol.build.records import Records
from schoolprotocol.check.around import hash_of
from schoolprotocol.check.part import Part
from schoolprotocol.config import Folders
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.source.neighbours import Neighbour
from schoolprotocol.source.tree import STOPPED

ALL = ".all"
"""The name of the record of everything; no school has that id."""
_FLEETING = frozenset({Kind.PATTERN_SLOW, Kind.SEAL_NOT_VERIFIED, Kind.UNKNOWN_BASE, Kind.TOO_COSTLY, Kind.NOT_FOUND})
"""What may be found otherwise a moment later, or depends on which schools there are: looked at again each time."""


@dataclass(frozen=True)
class State:
    """What a check is made of."""

    folders: Folders
    read: Inputs
    """The files."""
    today: date

    @cached_property
    def shared(self) -> str:
        """Hash of everything that the findings about any school can depend on, but for schools."""
        stopped = disk.kind(self.folders.root / STOPPED)
        told = (messages.in_use(), self.today, date.today(), self.folders.root, stopped, *map(_tool, _TOOLS))
        return hash_of(self.read.program, self.read.beside_schools, *map(str, told))

    @cached_property
    def everything(self) -> str:
        """Hash of everything: two checks with the same find the same."""
        return hash_of(self.shared, self.read.digest_of_all)

    def lasted(self) -> bool:
        """Whether nothing was written since: what was, was read half perhaps, though it be again what it was."""
        after = replace(self, read=inputs(self.folders, self.read.files))
        return self.read.lasted(after.read) and self.everything == after.everything

    def of(self, school: str, bases: Iterable[str] = ()) -> str:
        """Hash of what a part depends on, but for the names of other schools.

        Args:
            school: id of the school.
            bases: ids of those on which it builds.
        """
        return hash_of(self.shared, school, self.read.of_schools(school, *sorted(bases)), *sorted(bases))


def state_now(folders: Folders, today: date) -> State | None:
    """What a check of a day would be made of now; None where a template cannot be read: who needs it tells why.

    What did not change since the last check is not hashed again.
    """
    before = Records(folders.checked).read(ALL, Whole) or Whole()
    try:
        return State(folders, inputs(folders, before.stamps), today)
    except OSError:
        return None


_TOOLS = ("ssh-keygen", "openssl")
"""That say whether a seal holds."""


def _tool(name: str) -> tuple[object, ...]:
    """Which one there is."""
    path = shutil.which(name)
    stat = Path(path).stat() if path is not None else None
    return (path, stat.st_size, stat.st_mtime_ns) if stat is not None else (None,)


@dataclass(frozen=True)
class Kept:
    """What was kept of a school."""

    own: str
    """`State.of` the school alone: so long its name and its bases are those that it has."""
    key: str
    """`State.of` the school and its bases."""
    around: str
    """Hash of the names of all schools then."""
    near: str
    """Hash of those that could stand in its texts."""
    neighbour: Neighbour | None
    part: Part


@dataclass(frozen=True)
class Whole:
    """What a check of all schools found."""

    key: str = ""
    """`State.everything`."""
    stamps: dict[str, Stamp] = field(default_factory=dict)
    """Of the files that it was made of."""
    found: tuple[Diagnostic, ...] = ()
    despite: tuple[tuple[str, str, str, str], ...] = ()
    """School, protocol, version and reason of what was released although the check found errors."""
    shared: str = ""
    """`State.shared` of the rest."""
    in_texts: tuple[Diagnostic, ...] = ()
    """What was found in the texts that are no school's."""
    in_templates: tuple[Diagnostic, ...] = ()


def lasts(found: Iterable[Diagnostic]) -> bool:
    """Whether findings would be found again as long as nothing changes."""
    return not any(one.kind in _FLEETING for one in found)


def part_lasts(part: Part) -> bool:
    """The same of all that was found of a school."""
    return lasts((*part.faults, *part.found, *(one for document in part.checked for one in document.found)))
