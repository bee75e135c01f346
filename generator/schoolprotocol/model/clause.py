"""The catalogue: clauses, and ids that were dropped."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, model_validator

from schoolprotocol.model.base import Audience, ClauseId, Kort, Line, Markup, NoteId, ReferenceId, Sourced, tag
from schoolprotocol.places import Place


class Alternative(Sourced):
    """Another wording of a clause, where more is to be said of it than its text."""

    text: Markup
    """The text of this wording."""
    audience: Annotated[tuple[Audience, ...], Field(min_length=1)] | None = None
    """Whom this wording concerns; by default whom the clause concerns."""
    kort: Kort | None = None
    """The rule of this wording in one sentence; that of the clause goes with the base text."""


def _alternative_form(value: Any) -> str:
    return "<mapping>" if isinstance(value, dict | Alternative) else "<text>"


SomeAlternative = Annotated[
    Annotated[Markup, tag("text")] | Annotated[Alternative, tag("mapping")], Discriminator(_alternative_form)
]
"""Another wording: its text, or a mapping with its text and what goes with it."""


class Clause(Sourced):
    """One norm or paragraph of the catalogue."""

    id: ClauseId
    """Permanent name: `theme.topic`. Links and change reports hold on to it."""
    title: Line
    """Short name: for lists and reports, and before the text in the document, so that a page can be scanned."""
    audience: Annotated[tuple[Audience, ...], Field(min_length=1)]
    """Whom it concerns."""
    text: Markup | None = None
    """The base text. May be absent where there are only alternatives; then a variant must choose one."""
    kort: Kort | None = None
    """The rule in one sentence, for short pages and excerpts (`je` for pupils). It goes with the base text."""
    alternatives: dict[NoteId, SomeAlternative] = {}
    """Named other wordings, from which a variant chooses with `set`: a text, or `{text, audience, kort}`."""
    notes: dict[NoteId, Markup] = {}
    """Notes that the text calls with `[^name]`."""
    references: tuple[ReferenceId, ...] = ()
    """Laws and other sources on which it rests, from `references.yaml`."""
    locked: bool = False
    """A locked clause cannot be omitted or replaced by a school."""
    was: tuple[ClauseId, ...] = ()
    """Earlier ids from which it came (renamed, split or merged)."""

    @model_validator(mode="after")
    def _kort_beside_text(self) -> Self:
        if self.kort is not None and self.text is None:
            raise ValueError("kort_without_text")
        return self

    def others(self) -> dict[str, Alternative]:
        """The other wordings by name, whichever way they are written."""
        return {
            name: given if isinstance(given, Alternative) else Alternative(text=given)
            for name, given in self.alternatives.items()
        }

    def other_at(self, name: str) -> Place:
        """Where the text of another wording stands."""
        given = self.alternatives[name]
        return given.at("text") if isinstance(given, Alternative) else self.at("alternatives", name)


class Tombstone(Sourced):
    """A clause id that was dropped; ids are never used again."""

    dropped: ClauseId
    """Id of the clause that was dropped."""
    replaced_by: tuple[ClauseId, ...] = ()
    """Clauses that took its place."""
    reason: Line
    """Why the clause was dropped."""
