"""Document control: what cover, headers and tables say, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Final, Literal, Self

from pydantic import ConfigDict, Discriminator, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticKnownError

from schoolprotocol.model.base import NAME, Day, Line, SectionId, Sourced, Status, TextHash, Version, tag

OLDEST: Final = date(2000, 1, 1)
"""A decision or a document of an earlier day is a slip of the pen."""


class Table(Sourced):
    """A table of document control: rows of plain text with placeholders."""

    id: SectionId
    """Permanent name of the table."""
    heading: Line | None = None
    """Heading above the table."""
    columns: tuple[Line, ...] = ()
    """Column headings; without them the first cell of each row is the row's heading."""
    rows: tuple[tuple[Annotated[str, Field(max_length=1_000)], ...], ...]
    """Cells; an empty cell is reported by the check."""


class HistoryRow(Sourced):
    """A line of the version history."""

    version: Version
    """Number of the version: `"1.0"`."""
    day: Day
    """Date of the version."""
    status: Line
    """What became of the version: `vastgesteld`."""
    change: Line
    """What this version changed, in a few words."""


class Document(Sourced):
    """Document control: what the cover, the headers and the tables say of this document."""

    title: Line | None = None
    """Title of the school's document. By default the protocol's title."""
    subtitle: Line | None = None
    """Line below the title."""
    version: Version
    """Number of this version: `"1.1"`."""
    status: Status
    """How far the text has come: from `concept` to `van-kracht` or `vervallen`."""
    day: Day | None = None
    """Date of this version."""
    effective: Day | None = None
    """From which day it applies."""
    review: Day | None = None
    """Before which day it is looked at again."""
    owner: Line | None = None
    """The body that answers for the text."""
    manager: Line | None = None
    """The function or department that keeps it up to date."""
    author: Line | None = None
    """The organisation or function that wrote it."""
    number: Line | None = None
    """Document number in the school's own administration."""
    based_on: Line | None = None
    """Model text or source from which it was made."""
    part_of: Line | None = None
    """The wider policy to which it belongs."""
    history: tuple[HistoryRow, ...] = ()
    """Earlier versions, the oldest first."""


class Condition(Sourced):
    """What a body asked when it consented: an open point until it is met."""

    model_config = ConfigDict(json_schema_extra={"dependentRequired": {"met": ["how"], "how": ["met"]}})

    text: Line
    """What the body asked."""
    met: Day | None = None
    """From which day the condition is met; without it, the point is open."""
    how: Line | None = None
    """How the condition was met. Required with `met`."""

    @model_validator(mode="after")
    def _met_somehow(self) -> Self:
        if (self.met is None) != (self.how is None):
            raise ValueError("met_somehow")
        return self


def _conditions_form(value: Any) -> str:
    return "<line>" if isinstance(value, str) else "<list>"


Conditions = Annotated[
    Annotated[Line, tag("line")] | Annotated[tuple[Condition, ...], Field(min_length=1), tag("list")],
    Discriminator(_conditions_form),
]
"""One condition as a line; or a list, of which each says when and how it was met."""


class Vote(Sourced):
    """What a body decided about one change, where it voted change by change."""

    change: Annotated[str, Field(pattern=rf"^{NAME}(?:\.{NAME})*$", max_length=80)]
    """The change: id of its note; without a note that of the clause or section, or the name of the value."""
    outcome: Literal["positief", "negatief", "met-voorwaarden"]
    """Whether the body agreed to this change."""
    conditions: Conditions | None = None
    """The conditions that the body set to this change."""


DecisionKind = Literal["voorgenomen-besluit", "advies", "instemming", "vaststelling", "bevestiging"]
DecisionOutcome = Literal["positief", "negatief", "met-voorwaarden", "niet-nodig"]


class Decision(Sourced):
    """A recorded decision of a body about one version."""

    body: Line
    """The body that decided, as texts name it: `de GMR`."""
    kind: DecisionKind
    """What was decided: `voorgenomen-besluit`, `advies`, `instemming` or `vaststelling`. `bevestiging`: the body
    confirms that what changed in punctuation or order since its decision does not matter."""
    version: Version
    """Number of the version that the decision is about."""
    day: Annotated[Day | None, Field(validate_default=True)] = None
    """Date of the decision; required with `bevestiging`."""
    part: Line | None = None
    """Which part of the council: staff, parents, pupils."""
    outcome: DecisionOutcome = "positief"
    """Whether the body agreed. `niet-nodig`, with `instemming`: the body was asked, and need not decide after all."""
    reason: Annotated[Line | None, Field(validate_default=True)] = None
    """Why the consent is not needed (`niet-nodig`), or why what changed does not matter (`bevestiging`); required with
    these two."""
    conditions: Conditions | None = None
    """The conditions that the body set: a line, or a list of which each says when and how it was met."""
    text_hash: Annotated[TextHash | None, Field(validate_default=True)] = None
    """Hash of the text that was put to the body, all 64 digits; of a `bevestiging`, where it is required, that of the
    text as it is now. An adoption (`vaststelling`) names the text that is adopted."""
    votes: Annotated[tuple[Vote, ...], Field(min_length=1)] | None = None
    """What the body decided change by change, where it voted so; with `instemming`."""

    @field_validator("outcome")
    @classmethod
    def _fits_the_kind(cls, outcome: str, known: ValidationInfo) -> str:
        kind = known.data.get("kind", "instemming")
        if outcome == "niet-nodig" and kind != "instemming":
            raise ValueError("waived_consent")
        if outcome == "met-voorwaarden" and kind == "bevestiging":
            raise ValueError("confirmed_or_not")
        return outcome

    @field_validator("day", "reason", "text_hash")
    @classmethod
    def _needed(cls, value: Any, known: ValidationInfo) -> Any:
        confirms = known.data.get("kind") == "bevestiging"
        waives = known.data.get("outcome") == "niet-nodig" and known.field_name == "reason"
        if value is None and (confirms or waives):
            raise PydanticKnownError("missing")
        return value

    @field_validator("votes")
    @classmethod
    def _votes_that_count(cls, votes: tuple[Vote, ...] | None, known: ValidationInfo) -> tuple[Vote, ...] | None:
        if votes is None:
            return votes
        if known.data.get("kind", "instemming") != "instemming" or known.data.get("outcome") == "niet-nodig":
            raise ValueError("votes_of_consent")
        if len({vote.change for vote in votes}) < len(votes):
            raise ValueError("voted_twice")
        return votes

    @property
    def points(self) -> tuple[Condition, ...]:
        """Everything that the body asked, of the whole and then change by change."""
        given = (self.conditions, *(vote.conditions for vote in self.votes or ()))
        return tuple(one for conditions in given for one in _listed(conditions))


def _listed(conditions: str | tuple[Condition, ...] | None) -> tuple[Condition, ...]:
    if isinstance(conditions, str):
        return (Condition(text=conditions),)
    return conditions or ()


def condition_words(conditions: Iterable[Condition]) -> str:
    """The conditions in one line, as documents name them; nothing where there is none."""
    return "; ".join(one.text for one in conditions)
