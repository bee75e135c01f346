"""`library.yaml` of the library, and `policy_src/library.yaml` of a project: which version it took, and which texts."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from schoolprotocol.model.base import (
    ClauseId,
    Day,
    Digest,
    Education,
    Line,
    Markup,
    NoteId,
    ParameterName,
    ReferenceId,
    SectionId,
    Sourced,
    Version,
)

BASE = "basis"
"""The answer that leaves a clause its base text."""
Code = Literal["wettelijk", "aanbevolen", "redactioneel"]
"""Why a version changed something: a law asks for it, we recommend it, or only the wording differs."""


class Option(Sourced):
    """One answer to a question."""

    value: Line
    """The value of the parameter, or the name of the alternative."""
    label: Line | None = None
    """How the question shows it; by default the value."""


class ByKind(Sourced):
    """A default that differs by kind of school."""

    po: Line
    """In primary education."""
    vo: Line
    """In secondary education."""
    beide: Line
    """For who is both, or does not say."""


class Choice(Sourced):
    """One question to a school."""

    id: SectionId
    """Its name in a file with answers."""
    question: Line
    """The question, in Dutch."""
    help: Line | None = None
    """What to know before answering it."""
    parameter: ParameterName | None = None
    """The parameter of which the answer is the value."""
    clause: ClauseId | None = None
    """The clause of which the answer names the alternative, or `basis`."""
    options: Annotated[tuple[Option, ...], Field(min_length=1)]
    """Answers to choose from; for a parameter another answer of its type is good too."""
    default: Line | ByKind
    """The answer of who says nothing."""
    education: tuple[Education, ...] = ()
    """Only for schools of these kinds; empty: for all."""

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.parameter is None) == (self.clause is None):
            raise ValueError("parameter or clause")
        return self

    def default_for(self, education: tuple[Education, ...]) -> str:
        """The default of a school.

        Args:
            education: of the school: `("po",)`, `("vo",)`; of both or of none it is the same.
        """
        if not isinstance(self.default, ByKind):
            return self.default
        if len(education) != 1:
            return self.default.beide
        return self.default.po if education[0] == "po" else self.default.vo

    def asked_of(self, education: tuple[Education, ...]) -> bool:
        """Whether a school of this kind gets the question."""
        return not self.education or not education or bool({*self.education} & {*education})


class Given(Sourced):
    """What a school of one kind gets without a question."""

    parameters: dict[ParameterName, Line] = {}
    """Values by name."""
    alternatives: dict[ClauseId, NoteId] = {}
    """Names of alternatives by clause."""


class Shared(Sourced):
    """What the protocols share."""

    choices: tuple[Choice, ...] = ()
    """Questions that are asked once; a school gives the answers in `school.yaml`."""
    education: dict[Education, Given] = {}
    """What a school of one kind gets besides."""


class Entry(Sourced):
    """One protocol of the library."""

    id: SectionId
    """The name of its folder."""
    title: Line
    """As in its `protocol.yaml`."""
    summary: Line
    """One sentence: what it is for."""
    choices: tuple[Choice, ...] = ()
    """Questions of this protocol."""
    education: dict[Education, Given] = {}
    """What a school of one kind gets besides."""


class LibraryChange(Sourced):
    """One change of a version: what `update` proposes, and why."""

    id: SectionId
    """Permanent name; that of the change note in a project too."""
    protocol: SectionId
    """In which protocol."""
    code: Code
    """Why: a law asks for it, we recommend it, or only the wording differs."""
    summary: Line
    """One line: what changes."""
    clauses: tuple[ClauseId, ...] = ()
    """Clauses that change, come or go."""
    parameters: tuple[ParameterName, ...] = ()
    """Parameters of which the default changes."""
    motive: Markup
    """Why."""
    consequences: Markup
    """What it means for staff, pupils and parents."""
    measures: Markup
    """What a school does because of that."""


class LibraryVersion(Sourced):
    """What one version changed."""

    version: Version
    """Its number."""
    date: Day
    """When it came out."""
    summary: Line
    """One sentence about it."""
    changes: tuple[LibraryChange, ...] = ()
    """What it changed; the first version changed nothing."""


class Library(Sourced):
    """`library.yaml` of the library."""

    version: Version
    """Number of this version."""
    date: Day
    """When it came out."""
    shared: Shared = Shared()
    """What the protocols share."""
    protocols: tuple[Entry, ...]
    """The protocols, in the order in which a board is asked about them."""
    versions: Annotated[tuple[LibraryVersion, ...], Field(min_length=1)]
    """What each version changed, the newest first."""

    def entry(self, protocol: str) -> Entry | None:
        """A protocol by its id."""
        return next((one for one in self.protocols if one.id == protocol), None)


class TakenProtocol(Sourced):
    """What a project took of one protocol."""

    clauses: dict[ClauseId, Digest] = {}
    """Of each clause the hash of what was taken: another hash in the project means that the board changed it."""
    parts: dict[Line, Digest] = {}
    """The same of the keys of `protocol.yaml`."""


class Taken(Sourced):
    """`policy_src/library.yaml` of a project: what it took of the library. The program keeps it up to date."""

    version: Version
    """The version of the library on which the project builds."""
    date: Day
    """When that version came out."""
    protocols: dict[SectionId, TakenProtocol]
    """By protocol."""
    references: dict[ReferenceId, Digest] = {}
    """Of each law, number or link the hash of what was taken."""
    parameters: dict[ParameterName, Digest] = {}
    """Of each value that the protocols share the hash of what was taken."""
