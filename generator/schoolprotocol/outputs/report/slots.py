"""Finds the texts of both documents in a change set, by their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from schoolprotocol.compare.changeset import Change, Part
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.text import Line, Side, line, redline
from schoolprotocol.policy.slots import Slot


def without_kort(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts of a text as the document prints it: its short sentence is printed elsewhere, and told apart."""
    return (part for part in parts if not is_kort(part))


def is_kort(part: Part) -> bool:
    """Whether it is of a short sentence."""
    return any(slot is not None and slot.kind == "kort" for slot in (part.old, part.new))


class Slots:
    """The parts of every text, by slot, and by the clause with which they are shown."""

    def __init__(self, report: ReportInput) -> None:
        self.changes: dict[str, Change] = {}
        """By clause of the new version."""
        self.lapsed: dict[str, Change] = {}
        """By clause of the old version: those from which nothing came."""
        self.heir: dict[str, str] = {}
        """New clause id by old clause id, where it still stands in its place."""
        self._texts = report.texts
        self._changed: dict[str, list[Part]] = {}
        self._new: dict[Slot, tuple[Part, ...]] = {}
        self._old: dict[Slot, tuple[Part, ...]] = {}
        for heading in report.changes.headings:
            self._keep(heading.parts)
        for change in report.changes.changes:
            self._change(change)

    @cached_property
    def clauses(self) -> dict[str, list[Part]]:
        """By clause of the new version: its text and notes, and what lapsed beside them."""
        found = {clause: [*parts] for clause, parts in self._changed.items()}
        for slot in self._texts:
            if slot.is_markup and slot.kind != "kort":
                found.setdefault(slot.clause_id, []).extend(self._texts[slot])
        return found

    def _keep(self, parts: tuple[Part, ...]) -> None:
        for part in parts:
            if part.new is not None:
                self._new[part.new] = (*self._new.get(part.new, ()), part)
            elif part.old is not None:
                self._old[part.old] = (*self._old.get(part.old, ()), part)

    def _change(self, change: Change) -> None:
        if not change.new:
            self.lapsed[change.old[0].id] = change
            return
        owner = change.new[0].id
        for part in without_kort(change.parts):
            owner = part.new.clause_id if part.new is not None else owner
            self._changed.setdefault(owner, []).append(part)
        for standing in change.new:
            self.changes[standing.id] = change
        for standing in change.old:
            self.heir[standing.id] = standing.id if standing.id in self.changes else change.new[0].id

    def _now(self, slot: Slot) -> tuple[Part, ...]:
        return (*self._texts.get(slot, ()), *self._new.get(slot, ()))

    def heading(self, slot: Slot) -> Line:
        """A heading of the new version, with what changed in it."""
        return tuple(run for part in self._now(slot) for run in redline(part.segments, values=True))

    def lapsed_heading(self, slot: Slot) -> Line:
        """A heading of the old version that lapsed; empty where it did not."""
        return tuple(run for part in self._old.get(slot, ()) for run in redline(part.segments))

    def words(self, slot: Slot, side: Side = "new") -> str:
        """A heading as one version prints it."""
        parts = (*self._now(slot), *self._old.get(slot, ()))
        return "".join(run.text for part in parts for run in line(part.segments, side))
