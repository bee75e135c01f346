"""What somebody types, filled in: the clause as documents would print it, and what the check would say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schoolprotocol.errors import SchoolprotocolError
from schoolprotocol.studio import clauses, levels
from schoolprotocol.studio.faults import Fault, beside, of_error

if TYPE_CHECKING:
    from schoolprotocol import Document, Project, Wording, Wordings

MOST = 60
"""Documents that are shown besides one's own; of more, it is said how many more there are."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A clause as some documents would print it."""

    schools: tuple[str, ...]
    html: str | None
    faults: Sequence[Fault] = ()


class Filling:
    """Fills in a clause of a document."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def label(self, known: Wordings) -> str:
        """How the document calls the clause: `artikel 3.2`; nothing where it cannot be numbered."""
        try:
            found = self.document.policy.by_id().get(known.clause)
        except SchoolprotocolError:
            return ""
        return found.label if found is not None else ""

    def here(self, known: Wordings, said: Wording) -> tuple[str | None, list[Fault]]:
        """The clause as its own document would print it; None where it could not, and why.

        Only this one document is filled in: that is asked for with every key.
        """
        if not said.text:
            return None, [Fault("De tekst is leeg.", "Typ een tekst, of laat de clausule weg in de opbouw.")]
        try:
            (shown,) = self._amended(known, said).preview(known.clause, [self.document]) or (None,)
        except SchoolprotocolError as error:
            return None, of_error(error, said)
        if shown is None:
            return None, []
        return shown.html, beside(shown.faults, said)

    def elsewhere(self, known: Wordings, level: str, said: Wording) -> tuple[list[Shown], int]:
        """The clause as the other documents would print it that get the text too; the same page of several once.

        Returns:
            What is shown; and how many documents there are besides.
        """
        project = self.document.project
        names = {choice.level: choice.schools for choice in levels.choices(self.document, known)}
        getting = [
            one
            for one in project.documents()
            if one.protocol == self.document.protocol
            and one.school != self.document.school
            and levels.school_name(one, one.school) in names.get(level, ())
        ]
        if not getting or not said.text:
            return [], 0
        try:
            found = self._amended_at(known, level, said).preview(known.clause, getting[:MOST])
        except SchoolprotocolError:
            return [], len(getting)
        grouped: dict[str | None, list[str]] = {}
        for one in found:
            grouped.setdefault(one.html, []).append(levels.school_name(self.document, one.school))
        shown = [Shown(tuple(schools), html) for html, schools in grouped.items()]
        return shown, max(0, len(getting) - MOST)

    def judged(self, known: Wordings, level: str, said: Wording, *, keep_own: bool) -> list[Fault]:
        """What the check would say of the document, and does not say now."""
        if not said.text:
            return []
        edit = self.document.project.edit()
        try:
            stood = known.at.get(level, known.here)
            self.document.write(edit, known, level, clauses.restored(said, stood), keep_own=keep_own)
            return beside(self.document.project.judge(edit, self.document), said) if edit.changes else []
        except SchoolprotocolError as error:
            return of_error(error, said)

    def _amended(self, known: Wordings, said: Wording) -> Project:
        edit = self.document.project.edit()
        self.document.amend(edit, known, clauses.restored(said, known.here))
        return self.document.project.with_files(edit.changes)

    def _amended_at(self, known: Wordings, level: str, said: Wording) -> Project:
        edit = self.document.project.edit()
        self.document.write(edit, known, level, clauses.restored(said, known.at.get(level, known.here)))
        return self.document.project.with_files(edit.changes)
