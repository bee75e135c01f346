"""What a change report is made from: the change set, and what the source says around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from schoolprotocol.compare.changeset import ChangeSet, Part
from schoolprotocol.compare.prove import rebuild
from schoolprotocol.compare.whole import texts_in_full
from schoolprotocol.documents.comparing import changes_since_release
from schoolprotocol.documents.deciding import points_of
from schoolprotocol.documents.finding import Key
from schoolprotocol.model.base import Education
from schoolprotocol.model.project import Reference
from schoolprotocol.model.protocol import Consent, Parameter
from schoolprotocol.model.school import Region, Style
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.slots import Slot
from schoolprotocol.release.points import OpenPoint
from schoolprotocol.release.term import Term, put_on, reaction_term
from schoolprotocol.source.corpus import Corpus

PLAIN_STYLE = Style(primary="#1f4e79", accent="#b45309")
"""For a report of a document whose house style is not known."""


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
    """Conditions of earlier decisions: those that are open, and those of the old version, met or not."""
    style: Style = PLAIN_STYLE
    publisher: str = ""
    stamp: str = ""
    """What stands on each of its papers where it is only a draft."""


def report_input(corpus: Corpus, key: Key, changes: ChangeSet) -> ReportInput:
    """A change set with what the source says around it: everything that a report is made from."""
    catalogue, school = corpus.protocols[key[1]], corpus.schools[key[0]].school
    return ReportInput(
        changes=changes,
        texts=texts_in_full(changes),
        parameters=catalogue.parameters,
        references=corpus.references,
        consent=catalogue.protocol.consent,
        education=school.education,
        reaction_weeks=corpus.project.reaction_weeks,
        term=_term(corpus, changes, school.region),
        points=tuple(_points(corpus, key, changes)),
        style=school.style,
        publisher=corpus.project.publisher,
    )


def _term(corpus: Corpus, changes: ChangeSet, region: Region | None) -> Term:
    """From the day that the decisions tell: no clock says when a council got its papers."""
    told = any(decision.kind == "voorgenomen-besluit" for decision in changes.new.frame.decisions)
    return reaction_term(corpus.project.reaction_weeks, put_on(rebuild(changes, "new")) if told else None, region)


def _points(corpus: Corpus, key: Key, changes: ChangeSet) -> Iterator[OpenPoint]:
    for one in points_of(corpus, key, changes.new.frame):
        if one.is_open or one.version == changes.old.version:
            yield one


def report_since_release(corpus: Corpus, key: Key, policy: Policy, *, likely_too: bool = True) -> ReportInput | None:
    """What a report on a document since its last release is made from; None where nothing was released yet.

    `likely_too`: with what may be the same clause, which is for the council alone (see `compare`).
    """
    changes = changes_since_release(corpus, key, policy, likely_too=likely_too)
    return report_input(corpus, key, changes) if changes is not None else None
