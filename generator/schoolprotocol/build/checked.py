"""What a check found, kept by what it was made of: for each school its part, and what came of all of them.

The key of a part is a hash of everything that it can depend on: the files of the school and of those on which it
builds, all that is no school's (settings, references, protocols, templates, program), the day, the language, and the
names of other schools that could stand in its texts. Nothing is taken from a record that is not whole.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from schoolprotocol import disk, messages
from schoolprotocol.build.inputs import Inputs, Stamp
from schoolprotocol.check.part import Part
from schoolprotocol.config import Folders
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.source.neighbours import Neighbour, Neighbours
from schoolprotocol.source.tree import STOPPED
from schoolprotocol.words.names import tokens

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
        return _hash(self.read.program, self.read.beside_schools, *map(str, told))

    @cached_property
    def everything(self) -> str:
        """Hash of everything: two checks with the same find the same."""
        return _hash(self.shared, self.read.digest_of_all)

    def of(self, school: str, bases: Iterable[str] = ()) -> str:
        """Hash of what a part depends on, but for the names of other schools.

        Args:
            school: id of the school.
            bases: ids of those on which it builds.
        """
        return _hash(self.shared, school, self.read.of_schools(school, *sorted(bases)), *sorted(bases))


_TOOLS = ("ssh-keygen", "openssl")
"""That say whether a seal holds."""


def _tool(name: str) -> tuple[object, ...]:
    """Which one there is."""
    path = shutil.which(name)
    stat = Path(path).stat() if path is not None else None
    return (path, stat.st_size, stat.st_mtime_ns) if stat is not None else (None,)


def _hash(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


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


class Around:
    """All schools as others know them, looked up by what texts say: who have the same name cost as much as one."""

    def __init__(self, neighbours: Neighbours) -> None:
        """Look at every name once."""
        self.all = _hash(*(json.dumps([*_row(one), one.names]) for one in neighbours.by_id.values()))
        """Hash of all schools."""
        self._names: dict[str, list[_Name]] = {}
        for word, names in neighbours.names.items():
            schools: dict[str, list[list[Any]]] = {}
            for name, id_ in sorted(names):
                schools.setdefault(name, []).append(_row(neighbours.by_id[id_]))
            self._names[word] = [_name(name, whose) for name, whose in schools.items()]

    def near(self, words: str) -> str:
        """Hash of the names that could stand in texts with these words (of `Part`, unpacked), and of whose they are."""
        pairs = {*words.split("\n")}
        here = {*words.replace("\n", " ").split(" "), ""}
        names = (one for word in self._names.keys() & here for one in self._names[word])
        return _hash(*sorted(one.told for one in names if one.words <= here and one.pairs <= pairs))


@dataclass(frozen=True, slots=True)
class _Name:
    """A name: where it stands in texts, these have each of its words, one behind the other."""

    words: frozenset[str]
    pairs: frozenset[str]
    told: str
    """Whose it is."""


def _name(name: str, schools: list[list[Any]]) -> _Name:
    words = tokens(name)
    # A name that was told is taken out of a text before the next one is looked for: between two signs a space is left.
    pairs = map(" ".join, pairwise(words)) if re.search(r"\W \W", name) is None else ()
    return _Name(frozenset(words), frozenset(pairs), json.dumps([name, schools]))


def _row(one: Neighbour) -> list[Any]:
    """What a text that has a name of this school is told by: its other names have no part in that."""
    return [one.id, one.name, sorted(one.extends.items())]


def lasts(found: Iterable[Diagnostic]) -> bool:
    """Whether findings would be found again as long as nothing changes."""
    return not any(one.kind in _FLEETING for one in found)


def part_lasts(part: Part) -> bool:
    """The same of all that was found of a school."""
    return lasts((*part.faults, *part.found, *(one for document in part.checked for one in document.found)))
