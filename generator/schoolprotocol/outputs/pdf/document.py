"""Policy and its fragments → one HTML document for print: cover, contents, control, body, notes, colophon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from schoolprotocol.colours import palette
from schoolprotocol.model.base import NOT_YET_ADOPTED
from schoolprotocol.model.document import Decision
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.pdf.unbroken import names_of, unbroken
from schoolprotocol.outputs.site.project import entry
from schoolprotocol.policy.decided import shown, text_hash
from schoolprotocol.policy.model import Policy
from schoolprotocol.templating import Templates
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.notices import doubts, outcome_words
from schoolprotocol.words.terms import DECISION_WORDS, STATUS_WORDS


class Parts(Protocol):
    """The document as HTML fragments (`outputs.site.sphinx_ext.print_builder.PrintParts`)."""

    @property
    def body(self) -> str:
        """Chapters and appendices, from h2."""

    @property
    def notes(self) -> str:
        """The list of notes; empty where there are none."""

    @property
    def control(self) -> str:
        """Tables of document control; empty where there are none."""


@dataclass(frozen=True, slots=True)
class PrintInput:
    """What a print document shows."""

    policy: Policy
    style: Style
    parts: Parts
    publisher: str
    url: str
    """Permanent address of the document's web page."""
    releases: Sequence[Policy] = ()
    """Frozen versions, oldest first."""
    void: Sequence[Decision] = ()
    """Decisions about this version that no longer hold: the text was changed since."""
    unproven: bool = False
    """Whether it claims a status that its decisions do not carry."""
    despite: str | None = None
    """Why this version was released although the check found errors."""


def print_html(document: PrintInput, templates: Templates) -> str:
    """The whole document as HTML, with its own colours; `templates/print/base.css` holds the rest of the design.

    Args:
        document: what it shows.
        templates: the project's.
    """
    policy = document.policy
    school = policy.organisation
    env = environment(templates, html=True)
    page = env.get_template("print/document.html.j2").render(
        title=policy.title,
        full_title=f"{policy.title} – {school.name}",
        edition=f"versie {policy.document.version} ({STATUS_WORDS[policy.document.status].lower()})",
        school=school,
        document=policy.document,
        stylesheet=stylesheet(document, templates),
        mark=mark(policy),
        is_marked_only=mark(policy) == STATUS_WORDS[policy.document.status].upper(),
        logo_text=(document.style.logo_text or school.name) if document.style.logo else None,
        dates=cover_dates(policy),
        contents=contents(document),
        parts=document.parts,
        control_rows=() if policy.front else control_rows(policy),
        earlier=() if policy.document.history else earlier_versions(policy, document.releases),
        publisher=document.publisher,
        url=document.url,
        fingerprint=shown(text_hash(policy)),
        void=doubts(policy.document.status, document.void, document.despite, unproven=document.unproven),
    )
    return unbroken(page, names_of(school))


def stylesheet(document: PrintInput, templates: Templates) -> str:
    """What differs per document: colours, the mark, and where a new page starts."""
    return (
        environment(templates, html=False)
        .get_template("print/style.css.j2")
        .render(
            shades=palette(document.style, dark=False),
            mark=mark(document.policy),
            appendices=[section.id for section in document.policy.sections if section.kind == "appendix"],
        )
    )


def mark(policy: Policy) -> str | None:
    """What stands on every page: that the text does not hold yet, or no longer."""
    if policy.document.status in NOT_YET_ADOPTED:
        return "CONCEPT"
    return "VERVALLEN" if policy.document.status == "vervallen" else None


def cover_dates(policy: Policy) -> list[str]:
    """The dates that the cover names."""
    document = policy.document
    phrases = ((document.day, "{}"), (document.effective, "Geldt vanaf {}"), (document.review, "Herziening vóór {}"))
    return [phrase.format(day_in_words(day)) for day, phrase in phrases if day is not None]


def contents(document: PrintInput) -> list[dict[str, object]]:
    """The entries of the contents."""
    first = [("documentgegevens", "Documentgegevens")]
    entries = [entry(section) for section in document.policy.sections if section.heading]
    last = [("noten", "Noten")] if document.parts.notes else []
    last.append(("colofon", "Colofon"))
    before, behind = (
        [{"id": id_, "number": "", "heading": heading, "children": []} for id_, heading in own] for own in (first, last)
    )
    return [*before, *entries, *behind]


def control_rows(policy: Policy) -> list[tuple[str, str]]:
    """What is known of a document that has no tables of document control."""
    document, school = policy.document, policy.organisation
    asked = ", ".join(part for part in (school.contact, school.email) if part)
    rows = [
        ("Document", policy.title),
        ("School" if school.kind == "school" else "Bestuur", school.name),
        ("Versie", document.version),
        ("Status", STATUS_WORDS[document.status]),
        ("Datum", day_in_words(document.day) if document.day else None),
        ("Geldt vanaf", day_in_words(document.effective) if document.effective else None),
        ("Herziening vóór", day_in_words(document.review) if document.review else None),
        ("Eigenaar", document.owner),
        ("Beheerder", document.manager),
        ("Auteur", document.author),
        ("Documentnummer", document.number),
        ("Gebaseerd op", document.based_on),
        ("Onderdeel van", document.part_of),
        *((f"{DECISION_WORDS[d.kind].capitalize()} {d.body}", decision_text(d)) for d in policy.decisions),
        ("Vragen aan", asked),
    ]
    return [(name, value) for name, value in rows if value]


def decision_text(decision: Decision) -> str:
    """`versie 1.0, 3 november 2026, personeelsgeleding, met voorwaarden: …`."""
    day = day_in_words(decision.day) if decision.day else ""
    return ", ".join(
        part for part in (f"versie {decision.version}", day, decision.part or "", outcome_words(decision)) if part
    )


def earlier_versions(policy: Policy, releases: Sequence[Policy]) -> list[tuple[str, str, str]]:
    """Version, date and status of each frozen version before this one, newest first."""
    return [
        (
            release.document.version,
            day_in_words(release.document.day) if release.document.day else "datum onbekend",
            STATUS_WORDS[release.document.status],
        )
        for release in reversed(releases)
        if release.document.version != policy.document.version
    ]
