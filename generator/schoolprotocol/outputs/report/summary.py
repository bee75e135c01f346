"""The first page of a change report: what changes, what stays, whose consent is asked and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from schoolprotocol.compare.changeset import Change, ChangeSet, HeadingChange, ParameterChange, Side
from schoolprotocol.model.base import NOT_YET_ADOPTED, Audience
from schoolprotocol.model.project import with_role
from schoolprotocol.model.protocol import Consent
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.slots import Slots
from schoolprotocol.outputs.report.view import ConsentView, Count, Listed, Pointer, SummaryView, TopicView
from schoolprotocol.policy.model import Section
from schoolprotocol.policy.slots import Slot
from schoolprotocol.release.asked import asking
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.grammar import count, enumerate_nl
from schoolprotocol.words.terms import AUDIENCE_WORDS, EDUCATION_WORDS, STATUS_WORDS, own_council


def version_words(side: Side) -> str:
    """`versie 1.0 (vastgesteld, 1 september 2026)`."""
    document = side.frame.document
    pieces = [STATUS_WORDS[document.status].lower(), day_in_words(document.day) if document.day else ""]
    return f"versie {document.version} ({', '.join(piece for piece in pieces if piece)})"


def is_proposal(changes: ChangeSet) -> bool:
    """Whether the new version still has to be adopted."""
    return changes.new.frame.document.status in NOT_YET_ADOPTED


def summary(report: ReportInput, slots: Slots, topics: Sequence[TopicView], controlled: int) -> SummaryView:
    """The first page.

    Args:
        report: what the report is made from.
        slots: its texts.
        topics: the numbered changes.
        controlled: how many rows the table of document control has.
    """
    changes = report.changes
    return SummaryView(
        facts=tuple(_facts(report)),
        lead=_lead(changes, topics),
        counts=tuple(row for row in _counts(changes, controlled) if row.number),
        same=tuple(_same(changes, slots)),
        overruled=_overruled(changes),
        consents=_consents(report, topics) if is_proposal(changes) else (),
        joint=_joint(report),
    )


def _facts(report: ReportInput) -> Iterator[tuple[str, str]]:
    changes = report.changes
    document = changes.new.frame.document
    yield "Van", version_words(changes.old)
    yield "Naar", version_words(changes.new)
    yield "Geldt vanaf", day_in_words(document.effective) if document.effective else "nog niet bekend"
    if document.review:
        yield "Herziening vóór", day_in_words(document.review)
    if is_proposal(changes) and report.reaction_weeks:
        law = with_role(report.references.values(), "reactietermijn")
        source = f"; de termijn staat in het eigen reglement van de raad ({law.name})" if law else ""
        yield "Reactietermijn", f"{count(report.reaction_weeks, 'week', 'weken')} na ontvangst{source}"


def _lead(changes: ChangeSet, topics: Sequence[TopicView]) -> str:
    if not topics:
        return "De inhoud verandert niet."
    touched = sum(1 for one in changes.changes if one.weight == "substantive")
    about = f", in {count(touched, 'clausule', 'clausules')}" if touched else ""
    return f"Er {'is' if len(topics) == 1 else 'zijn'} {count(len(topics), 'wijziging', 'wijzigingen')}{about}."


def _counts(changes: ChangeSet, controlled: int) -> Iterator[Count]:
    rest = list(changes.of_weight("substantive"))
    for what, facets in (
        ("Clausules toegevoegd", {"added"}),
        ("Clausules vervallen", {"dropped"}),
        ("Clausules gesplitst of samengevoegd", {"split", "merged"}),
        ("Clausules verplaatst", {"moved"}),
    ):
        found = [one for one in rest if facets & set(one.facets)]
        rest = [one for one in rest if one not in found]
        yield Count(what, len(found), "inhoudelijk")
    yield Count("Clausules gewijzigd", len(rest), "inhoudelijk")
    headings = [one for one in changes.headings if one.weight == "substantive"]
    yield Count("Koppen", len(headings), "inhoudelijk")
    yield Count("Gegevens (een naam, een nummer)", len(changes.parameters), "gegevens")
    yield Count("Alleen een ander nummer", len(changes.renumbered), "hernummering")
    editorial = len(changes.of_weight("editorial")) + len(changes.headings) - len(headings)
    yield Count("Redactioneel: anders geschreven", editorial, "redactioneel")
    yield Count("Over het document: versie, datum", controlled, "documentbeheer")


def _same(changes: ChangeSet, slots: Slots) -> Iterator[str]:
    policy = changes.new.frame
    total, same = sum(1 for _clause in policy.clauses()), changes.untouched()
    clauses = count(total, "clausule", "clausules")
    yield f"Van de {clauses} {'blijft' if same == 1 else 'blijven'} er {same} gelijk, op een enkel nummer na."
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
    return enumerate_nl([_council(report, rule) for rule in rules(report, audiences)])


def _council(report: ReportInput, rule: Consent) -> str:
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
    asked = [
        (topic, {rule.reference + rule.council for rule in rules(report, concerned(topic.items))}) for topic in topics
    ]
    for rule in report.consent:
        found = [topic for topic, rules_ in asked if rule.reference + rule.council in rules_]
        if not found:
            continue
        reference = report.references.get(rule.reference)
        views.append(
            ConsentView(
                council=_council(report, rule),
                law=_law(report, rule),
                link=reference.source if reference else "",
                why=" ".join(_why(rule, (reference.explanation or "") if reference else "")),
                changes=tuple(Pointer(str(topic.number), topic.anchor) for topic in found),
                every=len(found) == len(topics),
            )
        )
    return tuple(views)


def concerned(items: Iterable[Listed]) -> set[Audience]:
    """Whom these changes concern together; empty, which is everybody, where that is so of one of them."""
    every = [one.item.audiences for one in items]
    return {audience for one in every for audience in one} if all(every) else set()


def _why(rule: Consent, explanation: str) -> Iterable[str]:
    if explanation:
        yield explanation
    if rule.audience:
        groups = enumerate_nl([words for id_, words in AUDIENCE_WORDS.items() if id_ in rule.audience])
        yield f"Deze wijzigingen gaan over {groups}."


def _joint(report: ReportInput) -> str:
    law = with_role(report.references.values(), "gmr")
    if law is None or report.changes.new.frame.organisation.kind != "bestuur" or not report.consent:
        return ""
    return f"{law.explanation.rstrip('.')} ({law.name})." if law.explanation else ""
