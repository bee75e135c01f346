"""Change notes: motive, consequences and measures."""

from __future__ import annotations

from typing import Self

from pydantic import ConfigDict, model_validator

from schoolprotocol.model.base import (
    ClauseId,
    Line,
    Markup,
    ParameterName,
    SchoolId,
    SectionId,
    Sourced,
    Version,
    Weight,
)


class ChangeNote(Sourced):
    """Motive, consequences and measures for one change (the headings that WMS art. 8 lid 6 asks for)."""

    model_config = ConfigDict(
        json_schema_extra={"dependentRequired": {"weight": ["weight_reason"], "weight_reason": ["weight"]}}
    )

    id: SectionId
    """Permanent name of the note."""
    summary: Line
    """One line for tables: what changes."""
    clauses: tuple[ClauseId, ...] = ()
    """Ids of the clauses that change."""
    sections: tuple[SectionId, ...] = ()
    """Ids of the sections whose heading changes."""
    parameters: tuple[ParameterName, ...] = ()
    """Names of the parameters whose value changes."""
    schools: tuple[SchoolId, ...] = ()
    """Only for these schools; empty: for all."""
    since: Version
    """The version after which the change comes."""
    weight: Weight | None = None
    """Overrules whether the changes that it names are substantive, to be looked at (`review`) or editorial. Without it,
    the program decides; where two notes name one change, the heaviest counts."""
    weight_reason: Line | None = None
    """Why the author overrules it; the council reads it. Required with `weight`."""
    rule: bool = False
    """Whether it changes a rule or who decides, in words by which the program does not see it. The report then tells it
    among the rules that change, and not among names, headings and wording. It never makes a change lighter."""
    motive: Markup
    """Why the change is proposed."""
    consequences: Markup
    """What the change means for staff, pupils and parents."""
    measures: Markup
    """What the school does because of these consequences."""

    @model_validator(mode="after")
    def _weight_with_reason(self) -> Self:
        if (self.weight is None) != (self.weight_reason is None):
            raise ValueError("weight_reason")
        return self
