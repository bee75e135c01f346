"""The catalogue: clauses, and ids that were dropped."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schoolprotocol.model.base import Audience, ClauseId, Line, Markup, NoteId, ReferenceId, Sourced


class Clause(Sourced):
    """One norm or paragraph of the catalogue."""

    id: ClauseId
    """Permanent name: `theme.topic`. Links and change reports hold on to it."""
    title: Line
    """Short name for lists and reports; not printed in the document."""
    audience: Annotated[tuple[Audience, ...], Field(min_length=1)]
    """Whom it concerns."""
    text: Markup | None = None
    """The base text. May be absent where there are only alternatives; then a variant must choose one."""
    alternatives: dict[NoteId, Markup] = {}
    """Named other wordings, from which a variant chooses with `set`."""
    notes: dict[NoteId, Markup] = {}
    """Notes that the text calls with `[^name]`."""
    references: tuple[ReferenceId, ...] = ()
    """Laws and other sources on which it rests, from `references.yaml`."""
    locked: bool = False
    """A locked clause cannot be omitted or replaced by a school."""
    was: tuple[ClauseId, ...] = ()
    """Earlier ids from which it came (renamed, split or merged)."""


class Tombstone(Sourced):
    """A clause id that was dropped; ids are never used again."""

    dropped: ClauseId
    """Id of the clause that was dropped."""
    replaced_by: tuple[ClauseId, ...] = ()
    """Clauses that took its place."""
    reason: Line
    """Why the clause was dropped."""
