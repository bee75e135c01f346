"""What one school makes of a protocol: operations on what it extends."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from schoolprotocol.model.base import (
    NAME,
    Audience,
    ClauseId,
    Digest,
    Kort,
    Line,
    Markup,
    NoteId,
    ParameterName,
    ReferenceId,
    SchoolId,
    SectionId,
    Sourced,
)
from schoolprotocol.model.document import Decision, Document, Table
from schoolprotocol.model.first import First
from schoolprotocol.model.outline import Outline, SomeExcerpt


class Set(Sourced):
    """Choose a named alternative of a clause, or give a section another heading."""

    set: Annotated[str, Field(pattern=rf"^{NAME}(?:\.{NAME})?$", max_length=80)]
    """Id of the clause or section."""
    alternative: NoteId | None = None
    """Name of one of the clause's alternatives."""
    heading: Line | None = None
    """Another heading for the section."""


class Replace(Sourced):
    """A school's own text for a clause."""

    replace: ClauseId
    """Id of the clause whose text this school replaces."""
    audience: Annotated[tuple[Audience, ...], Field(min_length=1)] | None = None
    """Whom the school's text concerns; by default whom the text that it replaces concerns."""
    text: Markup
    """The school's own text."""
    kort: Kort | None = None
    """The rule of the school's text in one sentence, for short pages and excerpts."""
    notes: dict[NoteId, Markup] = {}
    """Notes that the text calls with `[^name]`."""
    replaces: Digest | None = None
    """Hash of the text that it replaces. When that text changes, the school must look again."""
    reason: Line
    """Why the school deviates; the council reads it."""


class Omit(Sourced):
    """Leave a clause out."""

    omit: ClauseId
    """Id of the clause that this school leaves out."""
    reason: Line
    """Why the school deviates; the council reads it."""


class Add(Sourced):
    """A clause that only this school (or board) has."""

    add: ClauseId
    """Permanent name of the new clause: `theme.topic`."""
    title: Line
    """Short name: for lists and reports, and before the text in the document, so that a page can be scanned."""
    audience: Annotated[tuple[Audience, ...], Field(min_length=1)]
    """Whom it concerns."""
    text: Markup
    """The text of the clause."""
    kort: Kort | None = None
    """The rule in one sentence, for short pages and excerpts."""
    notes: dict[NoteId, Markup] = {}
    """Notes that the text calls with `[^name]`."""
    references: tuple[ReferenceId, ...] = ()
    """Laws and other sources on which it rests, from `references.yaml`."""
    was: tuple[ClauseId, ...] = ()
    """Earlier ids from which it came (renamed, split or merged)."""
    after: ClauseId | None = None
    """Id of the clause after which it comes."""
    before: ClauseId | None = None
    """Id of the clause before which it comes."""
    reason: Line
    """Why the school deviates; the council reads it."""


class Move(Sourced):
    """Put a clause in another place."""

    move: ClauseId
    """Id of the clause that gets another place."""
    after: ClauseId | None = None
    """Id of the clause after which it comes."""
    before: ClauseId | None = None
    """Id of the clause before which it comes."""


OPERATIONS = ("set", "replace", "omit", "add", "move")


def _operation(value: Any) -> str | None:
    if isinstance(value, dict):
        return next((name for name in OPERATIONS if name in value), None)
    return type(value).__name__.lower()


Operation = Annotated[
    Annotated[Set, Tag("set")]
    | Annotated[Replace, Tag("replace")]
    | Annotated[Omit, Tag("omit")]
    | Annotated[Add, Tag("add")]
    | Annotated[Move, Tag("move")],
    Discriminator(_operation),
]


class Suppression(Sourced):
    """A finding of the check that is accepted, with the reason."""

    code: Annotated[str, Field(pattern=r"^SP[0-9]{3}$")]
    """Code of the finding: `SP305`."""
    target: Line | None = None
    """The clause, section, parameter or table that the finding is about; without it every finding with this code."""
    reason: Line
    """Why it is accepted."""


class Variant(Sourced):
    """What one school makes of a protocol."""

    protocol: SectionId
    """Id of the protocol: the name of its folder."""
    extends: SchoolId = "base"
    """`base`, or the board or school whose variant this one starts from."""
    publish: bool = True
    """A board's variant that only serves as a base for its schools is not published."""
    audience: Annotated[tuple[Audience, ...], Field(min_length=1)] | None = None
    """Whom this school's document binds: each clause is for those among its own audience. By default everybody, or
    whom the document that it extends binds."""
    document: Document | None = None
    """Required where the variant is published."""
    parameters: dict[ParameterName, Any] = {}
    """The school's own values, by name of the parameter."""
    front: tuple[Table, ...] | None = None
    """Tables of document control; by default those of the protocol."""
    outline: Outline | None = None
    """An outline of its own; by default that of what it extends."""
    excerpt: SomeExcerpt | None = None
    """A text for the schoolgids of its own; by default that of what it extends. With `none` the schoolgids says
    nothing."""
    first: First | None = None
    """The clauses that readers meet first: each list takes the place of the one for the same audience."""
    operations: tuple[Operation, ...] = ()
    """Deviations from what it extends: set, replace, omit, add, move."""
    decisions: tuple[Decision, ...] = ()
    """Decisions that were taken about the document."""
    suppress: tuple[Suppression, ...] = ()
    """Findings of the check that this school accepts."""
