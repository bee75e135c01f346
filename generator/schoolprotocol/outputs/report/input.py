"""What a change report is made from: the change set, and what the source says around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from schoolprotocol.compare.changeset import ChangeSet, Part
from schoolprotocol.compare.whole import texts_in_full
from schoolprotocol.documents.comparing import changes_since_release
from schoolprotocol.documents.finding import Key
from schoolprotocol.model.base import Education
from schoolprotocol.model.project import Reference
from schoolprotocol.model.protocol import Consent, Parameter
from schoolprotocol.model.school import Style
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.slots import Slot
from schoolprotocol.source.corpus import Corpus

PLAIN_STYLE = Style(primary="#1f4e79", accent="#b45309")
"""For a report of a document whose house style is not known."""


class Term(Protocol):
    """How long the council has to react, as the source and the school holidays say (`release.term`)."""

    @property
    def weeks(self) -> int:
        """The council's term."""

    @property
    def start(self) -> date | None:
        """The day on which it got the papers; None where that is not known."""

    @property
    def ends(self) -> date | None:
        """The last day; None where it cannot be told."""

    @property
    def why(self) -> str:
        """How it was counted, in a sentence."""


class OpenPoint(Protocol):
    """A condition of an earlier decision that is not met yet (`release.points`)."""

    @property
    def body(self) -> str:
        """Who set it."""

    @property
    def version(self) -> str:
        """Of the text that it was about."""

    @property
    def day(self) -> date | None:
        """Of the decision."""

    @property
    def text(self) -> str:
        """The condition."""


@dataclass(frozen=True, slots=True)
class ReportInput:
    """A change set and its surroundings; without those the report only says less."""

    changes: ChangeSet
    texts: Mapping[Slot, tuple[Part, ...]] = field(compare=False)
    """The texts that no change is about, by slot in the new version (`compare.whole`): they follow from the
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
    term: Term | None = None
    """The same as a date, where it is known when the council got the papers."""
    points: tuple[OpenPoint, ...] = ()
    """Conditions of earlier decisions that are not met yet."""
    style: Style = PLAIN_STYLE
    publisher: str = ""


def report_input(corpus: Corpus, key: Key, changes: ChangeSet) -> ReportInput:
    """A change set with what the source says around it: everything that a report is made from."""
    source, school = corpus.protocols[key[1]].protocol, corpus.schools[key[0]].school
    return ReportInput(
        changes=changes,
        texts=texts_in_full(changes),
        parameters=source.parameters,
        references=corpus.references,
        consent=source.consent,
        education=school.education,
        reaction_weeks=corpus.project.reaction_weeks,
        style=school.style,
        publisher=corpus.project.publisher,
    )


def report_since_release(corpus: Corpus, key: Key, policy: Policy) -> ReportInput | None:
    """What a report on a document since its last release is made from; None where nothing was released yet."""
    changes = changes_since_release(corpus, key, policy)
    return report_input(corpus, key, changes) if changes is not None else None
