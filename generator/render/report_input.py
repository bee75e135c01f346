"""What a change report is made from: the change set, and what the source says around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.changes import ChangeSet, Part
from generator.model.source import Consent, Education, Parameter, Reference, Style

PLAIN_STYLE = Style(primary="#1f4e79", accent="#b45309")
"""For a report of a document whose house style is not known."""


@dataclass(frozen=True, slots=True)
class ReportInput:
    """A change set and its surroundings; without those the report only says less."""

    changes: ChangeSet
    texts: Mapping[str, tuple[Part, ...]] = field(compare=False)
    """The texts that no change is about, by slot in the new version (`generator.compare.whole`): they follow from the
    change set."""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    """The protocol's parameters by name: their titles and what they mean."""
    references: Mapping[str, Reference] = field(default_factory=dict)
    """Laws and other sources by id."""
    consent: tuple[Consent, ...] = ()
    """Whose consent a change of the protocol asks."""
    education: tuple[Education, ...] = ()
    """Which education the school gives; empty: it is not said, and every rule is shown."""
    reaction_weeks: int | None = None
    """How long the council has to react."""
    style: Style = PLAIN_STYLE
    publisher: str = ""
