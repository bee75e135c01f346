"""What the last check found of schools of which nothing changed since, and how these are called.

Who asks one school, or all of them in short, need not read those that a check vouches for. Where it kept nothing, or
of another state of the files, nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from schoolprotocol.build.checked import Kept, State, state_now
from schoolprotocol.build.records import Records
from schoolprotocol.check.around import Around
from schoolprotocol.check.part import Part
from schoolprotocol.config import Folders
from schoolprotocol.source.neighbours import Neighbour
from schoolprotocol.source.reader import is_id


class Vouched:
    """The records of a check, held against the files as they are when the first of them is asked."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._records = Records(folders.checked)

    def part(self, school: str, around: Around | None = None) -> Part | None:
        """What a check of today finds of a school; None where it is not known.

        Args:
            school: its id.
            around: the names of all schools as they are now; without them names in its texts are those of that check.
        """
        kept = self._kept(school)
        if kept is None or kept.key != self._key(school, kept.part.bases):
            return None
        return kept.part if around is None or kept.near == kept.part.near(around) else None

    def neighbour(self, school: str) -> Neighbour | None:
        """A school as others know it; None where that is not known, or where its `school.yaml` cannot be read."""
        kept = self._kept(school)
        return kept.neighbour if kept is not None and kept.own == self._key(school) else None

    def _kept(self, school: str) -> Kept | None:
        kept = self._records.read(school, Kept) if is_id(school) else None
        if kept is None or kept.part.school != school:
            return None
        names = (*kept.part.bases, *(use.protocol for use in kept.part.uses))
        return kept if all(map(is_id, names)) else None

    def _key(self, school: str, bases: Iterable[str] = ()) -> str | None:
        return self._state.of(school, bases) if self._state is not None else None

    @cached_property
    def _state(self) -> State | None:
        return state_now(self._folders, date.today())
