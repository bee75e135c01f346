"""What the papers for a council are about: the text, its numbered changes, whose consent is proposed, by which day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schoolprotocol.documents.finding import Key
from schoolprotocol.model.base import Education
from schoolprotocol.model.project import Reference, with_role
from schoolprotocol.model.protocol import Consent
from schoolprotocol.model.reaction import Reaction
from schoolprotocol.outputs.report.input import ReportInput, report_since_release
from schoolprotocol.outputs.report.proof.proven import proven
from schoolprotocol.outputs.report.summary import council_of, rules
from schoolprotocol.outputs.report.view import ConsentView, ReportView
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Organisation, Policy
from schoolprotocol.release.asked import topics
from schoolprotocol.release.term import Term, put_on, reaction_term
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.versions import version_key
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.grammar import count
from schoolprotocol.words.terms import own_council


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
    term: Term
    """How long the council has."""
    report: ReportInput | None
    """The changes since the last release; None for a first version."""
    reactions: tuple[Reaction, ...] = ()
    """What people wrote about the versions since the last release."""


@dataclass(frozen=True, slots=True)
class FormChange:
    """A change on which a council gives its judgement, as the change report numbers it."""

    number: str
    """`7`; or `K1`, of what somebody must look at."""
    id: str
    """Of its note, or of the clause, section or value that changes: reactions name it so."""
    title: str
    topic: str
    """How a decision names it: of what must be looked at that may be the note of a numbered change."""
    councils: tuple[str, ...] = ()
    """Whose consent it asks, as `Asked.council` has them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A council, or part of it, whose consent is proposed."""

    council: str
    law: str
    why: str
    about: str
    """`wijziging 2, 5 en 7`, or `alle wijzigingen behalve 3`."""


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """What the papers are about."""

    organisation: Organisation
    title: str
    version: str
    text_hash: str
    day: str | None
    """Date of the version."""
    last_day: str | None
    """The last day on which the council can react, `15 januari 2027`; None where nobody can compute it."""
    facts: tuple[tuple[str, str], ...]
    changes: tuple[FormChange, ...]
    titles: Mapping[str, str]
    """By id, of everything to which somebody can react."""
    asked: tuple[Asked, ...]
    duty: str
    """Which law asks the questions: `WMS, artikel 8 lid 6`; empty where the source does not say."""
    joint: str
    """When the joint council takes the place of a school's own; empty where that does not matter."""
    has_excerpt: bool
    """Whether the schoolgids says something of the document."""
    is_first: bool
    """Whether there is no earlier version to compare with."""
    reactions: tuple[Reaction, ...]


def dossier_input(corpus: Corpus, id_: Key, policy: Policy) -> DossierInput:
    """What the papers about a text of a document are made from."""
    source, school = corpus.protocols[id_[1]].protocol, corpus.schools[id_[0]]
    released = max((version_key(one.version) for one in school.releases_of(id_[1])), default=(0,))
    return DossierInput(
        policy=policy,
        consent=source.consent,
        references=corpus.references,
        education=school.school.education,
        term=reaction_term(corpus.project.reaction_weeks, put_on(policy), school.school.region),
        report=report_since_release(corpus, id_, policy),
        reactions=tuple(one for one in school.reactions_to(id_[1]) if version_key(one.version) > released),
    )


def decision_form(dossier: DossierInput) -> DecisionForm:
    """What the papers are about."""
    policy = dossier.policy
    shown = proven(dossier.report) if dossier.report else None
    duty, joint = (with_role(dossier.references.values(), role) for role in ("toelichting", "gmr"))
    is_board = policy.organisation.kind == "bestuur"
    return DecisionForm(
        organisation=policy.organisation,
        title=policy.title,
        version=policy.document.version,
        text_hash=text_hash(policy),
        day=policy.document.day.isoformat() if policy.document.day else None,
        last_day=day_in_words(dossier.term.ends) if dossier.term.ends else None,
        facts=tuple(_facts(dossier, shown)),
        changes=tuple(_changes(dossier.report, shown)) if dossier.report and shown else (),
        titles=_titles(shown) if shown else {},
        asked=tuple(_asked(dossier, shown)),
        duty=duty.name if duty else "",
        joint=f"{joint.explanation} ({joint.name})" if joint and joint.explanation and is_board else "",
        has_excerpt=policy.excerpt is not None,
        is_first=dossier.report is None,
        reactions=dossier.reactions,
    )


def _facts(dossier: DossierInput, shown: ReportView | None) -> Iterator[tuple[str, str]]:
    document, term = dossier.policy.document, dossier.term
    law = with_role(dossier.references.values(), "reactietermijn")
    yield "Vergeleken met", shown.old if shown else "niets: dit is de eerste versie"
    if document.effective:
        yield "Geldt vanaf", day_in_words(document.effective)
    source = f" De termijn staat in het reglement van de raad ({law.name})." if law else ""
    if term.ends is None:
        yield "Reactietermijn", f"{count(term.weeks, 'week', 'weken')} na ontvangst. {term.why}{source}"
    else:
        yield "Reageren kan tot en met", f"{day_in_words(term.ends)}. {term.why}{source}"


def _changes(report: ReportInput, shown: ReportView) -> Iterator[FormChange]:
    for topic in shown.topics:
        councils = tuple(council_of(report, rule) for rule in rules(report, topic.audiences))
        yield FormChange(str(topic.number), topic.id, topic.title, topic.id, councils)
    called = {key.partition("/")[2]: name for name, keys in topics(report.changes).items() for key in keys}
    for one in shown.review:
        councils = tuple(council_of(report, rule) for rule in rules(report, one.item.audiences))
        named = called.get(one.item.id, one.item.id)
        yield FormChange(one.reference, one.item.id, one.item.title, named, councils)


def changes_of(corpus: Corpus, id_: Key, policy: Policy) -> tuple[FormChange, ...]:
    """The changes of a text since the last release on which a council gives its judgement; none for a first version."""
    report = report_since_release(corpus, id_, policy)
    return tuple(_changes(report, proven(report))) if report else ()


def titles_of(corpus: Corpus, id_: Key, policy: Policy) -> dict[str, str]:
    """By id, the title of everything in the report on a text to which somebody can react."""
    report = report_since_release(corpus, id_, policy)
    return _titles(proven(report)) if report else {}


def _titles(shown: ReportView) -> dict[str, str]:
    others = {one.item.id: one.item.title for one in shown.editorial}
    looked_at = {one.item.id: f"{one.reference}. {one.item.title}" for one in shown.review}
    return others | looked_at | {topic.id: f"{topic.number}. {topic.title}" for topic in shown.topics}


def asked_for(corpus: Corpus, id_: Key, policy: Policy) -> tuple[str, ...]:
    """The bodies whose consent the papers about a text propose to ask."""
    return tuple(one.council for one in decision_form(dossier_input(corpus, id_, policy)).asked)


def _asked(dossier: DossierInput, shown: ReportView | None) -> Iterator[Asked]:
    organisation = dossier.policy.organisation
    for one in shown.summary.consents if shown else _of_first_version(dossier):
        yield Asked(
            council=own_council(one.council, organisation.council),
            law=one.law,
            why=one.why,
            about=one.about if shown else "de hele tekst",
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
