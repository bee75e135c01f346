"""The first page of a change report: what changes, what stays, whose consent is asked and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from schoolprotocol.compare.changeset import Change, ChangeSet, HeadingChange, ParameterChange, Side
from schoolprotocol.model.base import NOT_YET_ADOPTED, Audience
from schoolprotocol.model.project import with_role
from schoolprotocol.model.protocol import Consent
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.slots import Slots
from schoolprotocol.outputs.report.view import (
    ConsentView,
    Count,
    IndexGroup,
    IndexRow,
    Listed,
    Pointer,
    Rank,
    SummaryView,
    TopicView,
)
from schoolprotocol.policy.model import Section
from schoolprotocol.policy.slots import Slot
from schoolprotocol.release.asked import asking
from schoolprotocol.release.points import OpenPoint
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.grammar import count, enumerate_nl
from schoolprotocol.words.terms import AUDIENCE_WORDS, EDUCATION_WORDS, STATUS_IN_TEXT, STATUS_WORDS, own_council


def version_words(side: Side) -> str:
    """`versie 1.0 (vastgesteld, 1 september 2026)`."""
    document = side.frame.document
    pieces = [STATUS_WORDS[document.status].lower(), day_in_words(document.day) if document.day else ""]
    return f"versie {document.version} ({', '.join(piece for piece in pieces if piece)})"


def is_proposal(changes: ChangeSet) -> bool:
    """Whether the new version still has to be adopted."""
    return changes.new.frame.document.status in NOT_YET_ADOPTED


@dataclass(frozen=True, slots=True)
class Beside:
    """How much there is beside the numbered changes."""

    review: int
    editorial: int
    renumbered: int
    control: int
    """Rows of document control."""


WORDS_A_MINUTE = 200
"""So fast somebody reads what is not a story (Brysbaert 2019: 238 words of English, silently; less where it counts)."""
BY_TEXT = (
    "Welke clausules dezelfde zijn, is ook aan hun tekst herkend, want dat staat niet overal in de bron. "
    "Een clausule die sterk lijkt op een eerdere, geldt als dezelfde."
)
"""Where versions were compared by text (see `compare.matching.by_text`)."""


def summary(report: ReportInput, slots: Slots, topics: Sequence[TopicView], beside: Beside) -> SummaryView:
    """The first page.

    Args:
        report: what the report is made from.
        slots: its texts.
        topics: the numbered changes.
        beside: how much else there is.
    """
    changes = report.changes
    consents = _consents(report, topics) if is_proposal(changes) else ()
    return SummaryView(
        ask=_ask(changes, consents, topics, beside),
        until=_until(report) if is_proposal(changes) else "",
        facts=tuple(_facts(report)),
        lead=_lead(topics, beside),
        reading=_reading(topics),
        index=tuple(_index(topics)),
        points=tuple(map(_point, report.points)),
        counts=tuple(row for row in _counts(topics, beside) if row.number),
        same=tuple(_same(changes, slots)),
        overruled=_overruled(changes),
        consents=consents,
        joint=_joint(report),
    )


def _ask(changes: ChangeSet, consents: Sequence[ConsentView], topics: Sequence[TopicView], beside: Beside) -> str:
    version = f"versie {changes.new.version}"
    if not is_proposal(changes):
        status = STATUS_IN_TEXT[changes.new.frame.document.status]
        return f"Niets: {version} is {status}. Hier staat wat er veranderde."
    if consents:
        return f"Instemming met {version}. Het bestuur bevestigt van wie, en stelt de tekst daarna vast."
    if topics:
        return f"Een besluit over {version}. De bron zegt niet wie er moet instemmen."
    if beside.review:
        return f"Kijk na of de betekenis verandert, en leg vast wie dat voor {version} heeft gezien."
    return f"Kennisnemen van {version}: er is geen wijziging die over de inhoud gaat."


def _until(report: ReportInput) -> str:
    term = report.term
    if term is not None and term.ends is not None:
        got = f", ontvangen op {day_in_words(term.start)}" if term.start else ""
        return f"Uiterlijk {day_in_words(term.ends)}{got}. {term.why}".strip()
    weeks = term.weeks if term is not None else report.reaction_weeks
    if not weeks:
        return ""
    return f"Binnen {count(weeks, 'week', 'weken')} na ontvangst. {term.why if term else ''}".strip()


def _point(one: OpenPoint) -> str:
    day = f" op {day_in_words(one.day)}" if one.day else ""
    body = f"{one.body}, {one.part}," if one.part else one.body
    met = f" Voldaan op {day_in_words(one.met)}: {one.how}" if one.met else ""
    return f"{body[:1].upper()}{body[1:]} stelde{day} bij versie {one.version}: {one.text}{met}"


_TITLES: Mapping[Rank, str] = {
    "new": "Nieuwe en vervallen regels",
    "rule": "Regels die veranderen",
    "words": "Namen, waarden, koppen en bewoordingen",
}


def _index(topics: Sequence[TopicView]) -> Iterator[IndexGroup]:
    for rank, title in _TITLES.items():
        rows = [IndexRow(str(t.number), t.anchor, t.title, t.readers, t.audience) for t in topics if t.rank == rank]
        if rows:
            yield IndexGroup(rank, title, tuple(rows))


def _facts(report: ReportInput) -> Iterator[tuple[str, str]]:
    changes = report.changes
    document = changes.new.frame.document
    yield "Van", version_words(changes.old)
    yield "Naar", version_words(changes.new)
    yield "Geldt vanaf", day_in_words(document.effective) if document.effective else "nog niet bekend"
    if document.review:
        yield "Herziening vóór", day_in_words(document.review)
    if is_proposal(changes) and (until := _until(report)):
        law = with_role(report.references.values(), "reactietermijn")
        source = f" De termijn staat in het eigen reglement van de raad ({law.name})." if law else ""
        yield "Reactietermijn", f"{until}{source}"


def _reading(topics: Sequence[TopicView]) -> str:
    """The sentences and the reasons tell every change; the tables are for whoever wants to see the words."""
    told = [one.note for one in topics if one.note is not None]
    if not told:
        return ""
    words = [one.title for one in topics] * 2 + [html.striptags() for note in told for _heading, html in note.texts]
    minutes = ceil(sum(len(text.split()) for text in words) / WORDS_A_MINUTE)
    return (
        f"Lezen in ongeveer {count(minutes, 'minuut', 'minuten')}: deze lijst, en bij elke wijziging de toelichting "
        "onder de titel. De tabellen eronder zijn om na te zien wat er precies verandert."
    )


def _lead(topics: Sequence[TopicView], beside: Beside) -> str:
    """The one count that the report has: numbered changes, and what somebody must look at."""
    if not topics and not beside.review:
        return "Er is geen inhoudelijke wijziging."
    look = count(beside.review, "plaats om na te kijken (K1)", f"plaatsen om na te kijken (K1–K{beside.review})")
    if not topics:
        return f"Er {_are(beside.review)} {look} en geen genummerde wijzigingen."
    numbered = f"Er {_are(len(topics))} {count(len(topics), 'wijziging', 'wijzigingen')}"
    return f"{numbered}, en {look}." if beside.review else f"{numbered}."


def _are(number: int) -> str:
    return "is" if number == 1 else "zijn"


def _counts(topics: Sequence[TopicView], beside: Beside) -> Iterator[Count]:
    for rank, title in _TITLES.items():
        yield Count(title, sum(one.rank == rank for one in topics), "inhoudelijk")
    yield Count("Kijk na: leestekens, hoofdletters, volgorde", beside.review, "kijk-na")
    yield Count("Redactioneel", beside.editorial, "redactioneel")
    yield Count("Alleen een ander nummer", beside.renumbered, "hernummering")
    yield Count("Over het document: versie, datum", beside.control, "documentbeheer")


def _same(changes: ChangeSet, slots: Slots) -> Iterator[str]:
    policy = changes.new.frame
    total, same = sum(1 for _clause in policy.clauses()), changes.untouched()
    clauses = f"{count(total, 'clausule', 'clausules')} in versie {policy.document.version}"
    if total == 1:
        yield f"De {clauses} is {'gelijk gebleven' if same else 'nieuw of veranderd'}."
    else:
        yield f"Van de {clauses} {_are(same)} er {same} gelijk gebleven, op een enkel nummer na."
    if changes.match == "text":
        yield BY_TEXT
        return  # sections that share an id need not be the same one
    touched = _touched(changes)
    names = [
        f"‘{section.number}\u00a0{slots.words(Slot.heading(section.id))}’".replace("‘\u00a0", "‘")
        for section in policy.sections
        if section.heading and not touched & _ids(section)
    ]
    if names and same < total:
        yield f"Geheel gelijk {'blijft' if len(names) == 1 else 'blijven'}: {enumerate_nl(names)}."


def _ids(section: Section) -> set[str]:
    return {*(clause.id for clause in section.all_clauses()), *(f"#{one.id}" for one in section.all_sections())}


def _touched(changes: ChangeSet) -> set[str]:
    found = {standing.id for change in changes.changes for standing in change.new}
    found |= {f"#{standing.section}" for change in changes.changes for standing in change.old}
    found |= {f"#{change.id}" for change in changes.headings}
    return found.union(*(one.clauses for one in changes.parameters), *(one.clauses for one in changes.document))


def _overruled(changes: ChangeSet) -> str:
    every: list[Change | HeadingChange | ParameterChange] = [*changes.changes, *changes.headings, *changes.parameters]
    number = sum(one.weight_reason is not None for one in every)
    if not number:
        return ""
    return (
        f"Bij {count(number, 'wijziging', 'wijzigingen')} heeft de opsteller zelf bepaald of het om de inhoud gaat. "
        "De reden staat erbij."
    )


# -- consent ----------------------------------------------------------------------------------------------------------


def rules(report: ReportInput, audiences: Collection[Audience]) -> Iterator[Consent]:
    """Whose consent a change asks that concerns these groups."""
    return asking(report.consent, report.education, audiences)


def consent_words(report: ReportInput, audiences: Collection[Audience]) -> str:
    """`de hele MR en de oudergeleding van de MR`; empty where nothing is proposed."""
    if not is_proposal(report.changes):
        return ""
    return enumerate_nl([council_of(report, rule) for rule in rules(report, audiences)])


def council_of(report: ReportInput, rule: Consent) -> str:
    """The council; with the education to which the rule is limited, where the school gives another one too."""
    council = own_council(rule.council, report.changes.new.frame.organisation.council)
    if rule.education is None or report.education == (rule.education,):
        return council
    return f"{council} ({EDUCATION_WORDS[rule.education]})"


def _law(report: ReportInput, rule: Consent) -> str:
    reference = report.references.get(rule.reference)
    return reference.name if reference else rule.reference


def _consents(report: ReportInput, topics: Sequence[TopicView]) -> tuple[ConsentView, ...]:
    views = []
    asked = [(topic, {rule.reference + rule.council for rule in rules(report, topic.audiences)}) for topic in topics]
    for rule in report.consent:
        found = [topic for topic, rules_ in asked if rule.reference + rule.council in rules_]
        if not found:
            continue
        reference = report.references.get(rule.reference)
        views.append(
            ConsentView(
                council=council_of(report, rule),
                law=_law(report, rule),
                link=reference.source if reference else "",
                why=" ".join(_why(rule, (reference.explanation or "") if reference else "")),
                changes=tuple(Pointer(str(topic.number), topic.anchor) for topic in found),
                every=len(found) == len(topics),
                about=_about(found, topics),
            )
        )
    return tuple(views)


def concerned(items: Iterable[Listed]) -> set[Audience]:
    """Whom these changes concern together; empty, which is everybody, where that is so of one of them."""
    every = [one.item.audiences for one in items]
    return {audience for one in every for audience in one} if all(every) else set()


def _about(found: Sequence[TopicView], topics: Sequence[TopicView]) -> str:
    """In as few words as say it."""
    own = [str(one.number) for one in found]
    others = [str(one.number) for one in topics if one not in found]
    if not others:
        return "alle wijzigingen"
    if len(others) < len(own):
        return f"alle wijzigingen behalve {enumerate_nl(others)}"
    return f"wijziging {enumerate_nl(own)}"


def _why(rule: Consent, explanation: str) -> Iterable[str]:
    if explanation:
        yield explanation
    elif rule.audience:
        groups = enumerate_nl([words for id_, words in AUDIENCE_WORDS.items() if id_ in rule.audience])
        yield f"Deze wijzigingen gaan over {groups}."


def _joint(report: ReportInput) -> str:
    law = with_role(report.references.values(), "gmr")
    if law is None or report.changes.new.frame.organisation.kind != "bestuur" or not report.consent:
        return ""
    return f"{law.explanation.rstrip('.')} ({law.name})." if law.explanation else ""
