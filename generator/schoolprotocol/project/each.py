"""What a command tells of each school; of a school of which nothing changed since, what it told then.

A board asks it each time that something changed in one school, and to read a thousand takes half a minute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from schoolprotocol import disk
from schoolprotocol.build.checked import state_now
from schoolprotocol.build.records import Records
from schoolprotocol.config import Folders
from schoolprotocol.diagnostics import Diagnostic, sort
from schoolprotocol.source.loaded import Loaded
from schoolprotocol.source.reader import is_id
from schoolprotocol.source.tree import STOPPED

if TYPE_CHECKING:
    from schoolprotocol.project.project import Project


@dataclass(frozen=True)
class OfSchool:
    """What is told of a school."""

    school: str
    bases: tuple[str, ...]
    """Ids of those on which it builds."""
    faults: tuple[Diagnostic, ...]
    """What is wrong with its texts, or could not be read."""
    key: str = ""
    """`State.of` the school, where it is kept."""

    @property
    def lasts(self) -> bool:
        """Whether the same would be told as long as nothing changes: what is wrong is looked at each time."""
        return not self.faults


T = TypeVar("T", bound=OfSchool)


def of_each(
    project: Project, form: type[T], about: str, today: date, tell: Callable[[str, Project], T]
) -> Loaded[tuple[T, ...]]:
    """What is told of every school as it is on the disk now, by id; and all faults of these and of what they share.

    One school is held at a time, and only what is told is kept of it.

    Args:
        project: of which nothing was read yet: as `now` gives it. What is kept is of what stood there before it is
            read, or of what stands there still.
        form: what is told.
        about: names the folder in which it is kept.
        today: the day by which it is told.
        tell: given the id of a school, and the project with that school and those on which it builds.
    """
    kept = _Kept(project.folders, form, about, today)
    named = project.common.school_ids
    known = {school: told for school in named if (told := kept.read(school)) is not None}
    due = [school for school in named if school not in known]
    fresh = {school: tell(school, alone) for school, alone in project.one_by_one(due)}
    if fresh:
        kept.keep(fresh.values(), named)
    every = tuple((known | fresh)[school] for school in named)
    return Loaded(every, sort([*project.common.faults, *(fault for one in every for fault in one.faults)]))


class _Kept(Generic[T]):
    """What was told of schools, held against the files as they are now."""

    def __init__(self, folders: Folders, form: type[T], about: str, today: date) -> None:
        self._form = form
        self._records = Records(folders.told(about))
        # What a save left half is looked at each time, and nothing is written there.
        is_stopped = disk.kind(folders.root / STOPPED) is not None
        self._state = state_now(folders, today) if not is_stopped else None

    def read(self, school: str) -> T | None:
        """What was told of it; None where anything changed since, or nothing was kept."""
        told = self._records.read(school, self._form) if is_id(school) and self._state is not None else None
        if told is None or told.school != school or not all(map(is_id, told.bases)):
            return None
        return told if told.lasts and told.key == self._key(told) else None

    def keep(self, told: Iterable[T], named: Iterable[str]) -> None:
        """For the next time, if nothing was written meanwhile: that may have been read half.

        Args:
            told: of schools that were read.
            named: all schools that there are.
        """
        if self._state is not None and self._state.lasted():
            with suppress(OSError):  # on a disk that is full, or read-only, nothing is kept
                for one in told:
                    if one.lasts and is_id(one.school):
                        self._records.write(one.school, replace(one, key=self._key(one)))
                self._records.forget({*named})

    def _key(self, told: T) -> str:
        return self._state.of(told.school, told.bases) if self._state is not None else ""
