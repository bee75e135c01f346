"""Lays the change notes beside the changes that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from schoolprotocol.compare.changeset import Change, Explanation, HeadingChange, ParameterChange
from schoolprotocol.compare.classify import heaviest
from schoolprotocol.compare.tokens import Printing, fill
from schoolprotocol.compare.version import Version
from schoolprotocol.model.change import ChangeNote
from schoolprotocol.policy.slots import EXCERPT
from schoolprotocol.text import myst


def in_scope(notes: Iterable[ChangeNote], school: str, versions: tuple[str, str]) -> tuple[ChangeNote, ...]:
    """The notes that are meant for a school and for a step between two versions.

    A note with `since: 1.0` is about what comes after 1.0: it belongs to the step 1.0 → 1.1 and to 0.9 → 1.1, not to
    1.1 → 1.2. Between two texts of one version (a release and the source that was not given a new one yet) it counts
    from that version on.
    """
    low, high = sorted(_key(version) for version in versions)
    return tuple(
        note
        for note in notes
        if (not note.schools or school in note.schools)
        and low <= _key(note.since)
        and (low == high or _key(note.since) < high)
    )


def _key(version: str) -> tuple[int, ...]:
    parts = [int(part) for part in version.split(".")]
    return (*parts, *([0] * (3 - len(parts))))


class Notes:
    """Which notes are about what."""

    def __init__(self, notes: Sequence[ChangeNote], old: Version, new: Version) -> None:
        self.notes, self.old, self.new = notes, old, new

    def of_change(self, change: Change) -> Change:
        """The change with the notes that name one of its clauses; else those that name a section in which one stood.

        A clause that came later did not stand there: whoever wrote about the section did not write about it. And of a
        clause that a note names, a note about its section has nothing to add.
        """
        ids = {standing.id for standing in (*change.old, *change.new)}
        sections = {id_ for standing in change.old for id_ in _around(self.old, standing.section)}
        notes = _ids(n for n in self.notes if ids & set(n.clauses)) or _ids(
            n for n in self.notes if sections & set(n.sections)
        )
        return change.model_copy(update={"notes": notes, **self._weighed(change, "clauses", ids)})

    def of_heading(self, change: HeadingChange) -> HeadingChange:
        """The change with the notes that name its section, or one in which it stood.

        No note can name the heading of the text for the schoolgids: those that name a clause of that text's own do.
        """
        around = {change.id, *_around(self.old, change.id)}
        own = {*_excerpts_own(self.old), *_excerpts_own(self.new)} if change.id == EXCERPT else set()
        notes = _ids(n for n in self.notes if around & set(n.sections) or own & set(n.clauses))
        return change.model_copy(update={"notes": notes, **self._weighed(change, "sections", {change.id})})

    def of_parameter(self, change: ParameterChange) -> ParameterChange:
        """The change with the notes that name it."""
        notes = _ids(n for n in self.notes if change.name in n.parameters)
        return change.model_copy(update={"notes": notes, **self._weighed(change, "parameters", {change.name})})

    def _weighed(
        self,
        change: Change | HeadingChange | ParameterChange,
        field: Literal["clauses", "sections", "parameters"],
        names: set[str],
    ) -> dict[str, str]:
        """What an author overrules: only in notes that name the change itself, the heaviest that one of them says."""
        judged = {n.weight: n.weight_reason for n in self.notes if n.weight and names & set(getattr(n, field))}
        weight = heaviest(judged)
        reason = judged.get(weight)
        if not reason or weight == change.weight:
            return {}
        return {"weight": weight, "weight_reason": fill(reason, self.new.printing)}

    def explanations(self, used: Iterable[str]) -> tuple[Explanation, ...]:
        """What the used notes say, with the new version's values filled in."""
        ids = set(used)
        return tuple(_explanation(note, self.new.printing) for note in self.notes if note.id in ids)


def _around(side: Version, section: str) -> Iterable[str]:
    while section and section != EXCERPT and section in side.sections:
        yield section
        section = side.parents[section]


def _excerpts_own(side: Version) -> Iterable[str]:
    return (id_ for id_, spot in side.spots.items() if spot.section == EXCERPT)


def _ids(notes: Iterable[ChangeNote]) -> tuple[str, ...]:
    return tuple(note.id for note in notes)


def _explanation(note: ChangeNote, printing: Printing) -> Explanation:
    escaped = Printing(values={name: myst.escape(text) for name, text in printing.values.items()})
    return Explanation(
        id=note.id,
        summary=fill(note.summary, printing),
        rule=note.rule,
        motive=fill(note.motive, escaped),
        consequences=fill(note.consequences, escaped),
        measures=fill(note.measures, escaped),
    )
