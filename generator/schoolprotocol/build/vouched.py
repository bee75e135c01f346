"""What the last check found of schools of which nothing changed since: a check would find the same now.

Who asks one school, or all of them in short, need not read those that a check vouches for. Where it kept nothing, or
of another state of the files, nothing is known.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from schoolprotocol.build.checked import ALL, Kept, State, Whole
from schoolprotocol.build.inputs import inputs
from schoolprotocol.build.records import Records
from schoolprotocol.check.part import Part
from schoolprotocol.config import Folders
from schoolprotocol.source.reader import is_id


class Vouched:
    """The records of a check, held against the files as they are when the first of them is asked."""

    def __init__(self, folders: Folders, today: date) -> None:
        self._folders, self._today = folders, today
        self._records = Records(folders.checked)

    def part(self, school: str) -> Part | None:
        """What a check would find of a school; None where that is not known."""
        kept = self._records.read(school, Kept) if is_id(school) else None
        if kept is None or kept.part.school != school or kept.key != self._state.of(school, kept.part.bases):
            return None
        return kept.part

    @cached_property
    def _state(self) -> State:
        before = self._records.read(ALL, Whole) or Whole()
        return State(self._folders, inputs(self._folders, before.stamps), self._today)
