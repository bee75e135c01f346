"""What the papers for a council say, in Dutch, ready for a template or a Word document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from schoolprotocol.model.base import Education
from schoolprotocol.model.project import Reference, with_role
from schoolprotocol.model.protocol import Consent
from schoolprotocol.outputs.report.contents import view
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.topics import grouped
from schoolprotocol.outputs.report.view import ConsentView, ReportView
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Organisation, Policy
from schoolprotocol.text.html import item_to_html
from schoolprotocol.text.parse import read
from schoolprotocol.text.plain import to_text
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.grammar import count, enumerate_nl
from schoolprotocol.words.terms import own_council

_QUESTIONS = ("Beweegredenen", "Gevolgen", "Maatregelen")


@dataclass(frozen=True, slots=True)
class DossierInput:
    """What the papers are made from."""

    policy: Policy
    """The text that is put to the council."""
    consent: tuple[Consent, ...]
    """Whose consent the protocol asks."""
    references: Mapping[str, Reference]
    """Laws and other sources by id."""
    education: tuple[Education, ...]
    """Which education the school gives; empty: it is not said."""
    reaction_weeks: int
    report: ReportInput | None
    """The changes since the last release; None for a first version."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the questions that the law asks about a change, answered by its author."""

    question: str
    html: Markup
    text: str
    """The same without markup: a blank line between paragraphs."""


@dataclass(frozen=True, slots=True)
class FormChange:
    """A numbered change, as the change report numbers it."""

    number: int
    title: str
    what: str
    """`2 clausules toegevoegd`."""
    audience: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A council, or part of it, whose consent is proposed."""

    council: str
    law: str
    link: str
    why: str
    about: str
    """`wijziging 2, 5 en 7`, or `alle wijzigingen`."""


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """The form on which a council gives its decision."""

    organisation: Organisation
    title: str
    version: str
    text_hash: str
    facts: tuple[tuple[str, str], ...]
    changes: tuple[FormChange, ...]
    asked: tuple[Asked, ...]
    duty: str
    """Which law asks the questions: `WMS, artikel 8 lid 6`; empty where the source does not say."""
    joint: str
    """When the joint council takes the place of a school's own; empty where that does not matter."""
    is_first: bool
    """Whether there is no earlier version to compare with."""
    report: ReportView | None = field(repr=False)


def decision_form(dossier: DossierInput) -> DecisionForm:
    """What the form for the decision says."""
    policy = dossier.policy
    shown = view(dossier.report) if dossier.report else None
    duty, joint = (with_role(dossier.references.values(), role) for role in ("toelichting", "gmr"))
    is_board = policy.organisation.kind == "bestuur"
    return DecisionForm(
        organisation=policy.organisation,
        title=policy.title,
        version=policy.document.version,
        text_hash=text_hash(policy),
        facts=tuple(_facts(dossier, shown)),
        changes=tuple(_changes(dossier.report, shown)) if dossier.report and shown else (),
        asked=tuple(_asked(dossier, shown)),
        duty=duty.name if duty else "",
        joint=f"{joint.explanation} ({joint.name})" if joint and joint.explanation and is_board else "",
        is_first=dossier.report is None,
        report=shown,
    )


def _facts(dossier: DossierInput, shown: ReportView | None) -> Iterator[tuple[str, str]]:
    document = dossier.policy.document
    term = with_role(dossier.references.values(), "reactietermijn")
    yield "Document", dossier.policy.title
    yield "School" if dossier.policy.organisation.kind == "school" else "Bestuur", dossier.policy.organisation.name
    yield "Versie", document.version
    yield "Kenmerk van de tekst", text_hash(dossier.policy)
    yield "Vergeleken met", shown.old if shown else "niets: dit is de eerste versie"
    if document.effective:
        yield "Geldt vanaf", day_in_words(document.effective)
    weeks = count(dossier.reaction_weeks, "week", "weken")
    yield "Reactietermijn", f"{weeks} na ontvangst" + (f" (zie {term.name})" if term else "")


def _changes(report: ReportInput, shown: ReportView) -> Iterator[FormChange]:
    explanations = {one.id: one for one in report.changes.explanations}
    labels = {**report.changes.old.frame.labels(), **report.changes.new.frame.labels()}
    for topic, group in zip(shown.topics, grouped(report.changes), strict=True):
        note = explanations.get(group.note or "")
        texts = (note.motive, note.consequences, note.measures) if note else ()
        yield FormChange(
            number=topic.number,
            title=topic.title,
            what=topic.what,
            audience=topic.audience,
            answers=tuple(_answer(question, text, labels) for question, text in zip(_QUESTIONS, texts, strict=False)),
        )


def _answer(question: str, text: str, labels: Mapping[str, str]) -> Answer:
    blocks = read(text)
    return Answer(question, item_to_html(blocks, labels), to_text(blocks, labels))


def _asked(dossier: DossierInput, shown: ReportView | None) -> Iterator[Asked]:
    organisation = dossier.policy.organisation
    for one in shown.summary.consents if shown else _of_first_version(dossier):
        numbers = enumerate_nl([pointer.text for pointer in one.changes])
        yield Asked(
            council=own_council(one.council, organisation.council),
            law=one.law,
            link=one.link,
            why=one.why,
            about="de hele tekst" if not shown else "alle wijzigingen" if one.every else f"wijziging {numbers}",
        )


def _of_first_version(dossier: DossierInput) -> Iterator[ConsentView]:
    for rule in dossier.consent:
        if rule.education is None or not dossier.education or rule.education in dossier.education:
            law = dossier.references.get(rule.reference)
            yield ConsentView(
                council=rule.council,
                law=law.name if law else rule.reference,
                link=law.source if law else "",
                why=(law.explanation or "") if law else "",
                changes=(),
                every=True,
            )
