"""Decisions and their dates: what was decided, by whom, in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from gettext import gettext as _
from itertools import pairwise

from schoolprotocol.check.subject import Subject
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.base import Status
from schoolprotocol.model.document import OLDEST, Decision, HistoryRow
from schoolprotocol.model.protocol import Consent
from schoolprotocol.source.versions import version_key
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.terms import own_council

_NEEDED: dict[Status, str] = {
    "ingestemd": "instemming",
    "vastgesteld": "vaststelling",
    "van-kracht": "vaststelling",
}
"""The decision on which a status rests."""


def _current(subject: Subject) -> list[tuple[int, Decision]]:
    """The decisions about the version of this document, with their index."""
    version = subject.document.version
    return [(i, d) for i, d in enumerate(subject.policy.decisions) if d.version == version]


def _adopted_on(subject: Subject) -> date | None:
    days = [d.day for _index, d in _current(subject) if d.kind == "vaststelling" and d.day and d.outcome != "negatief"]
    return max(days, default=None)


def decision_after_adoption(subject: Subject) -> Iterator[Diagnostic]:
    """Consent, advice or proposal after the adoption (WMS: the council consents to a *proposed* decision)."""
    adopted = _adopted_on(subject)
    for index, decision in _current(subject):
        before = decision.kind not in {"vaststelling", "bevestiging"}  # a board can have something to confirm as well
        if adopted is not None and before and decision.day and decision.day > adopted:
            yield subject.report(
                Kind.DECISION_AFTER_ADOPTION,
                subject.decision_at(index),
                "decisions",
                decision=decision.kind,
                body=decision.body,
                day=day_in_words(decision.day),
                adopted=day_in_words(adopted),
            )


def decided_before_proposal(subject: Subject) -> Iterator[Diagnostic]:
    """Consent or advice before there was a proposed decision to decide on."""
    proposals = [d for _index, d in _current(subject) if d.kind == "voorgenomen-besluit"]
    proposed = min((d.day for d in proposals if d.day), default=None)
    for index, decision in _current(subject):
        on_proposal = decision.kind in {"advies", "instemming"}
        if proposed is not None and on_proposal and decision.day and decision.day < proposed:
            yield subject.report(
                Kind.DECIDED_BEFORE_PROPOSAL,
                subject.decision_at(index),
                "decisions",
                decision=decision.kind,
                body=decision.body,
                day=day_in_words(decision.day),
                proposed=day_in_words(proposed),
            )


def adopted_without_consent(subject: Subject) -> Iterator[Diagnostic]:
    """A release that counts as adopted, while the protocol asks for the council's consent and none is recorded.

    The working text is judged by its decisions and proposals (`release.states`).
    """
    source = subject.corpus.protocols.get(subject.policy.protocol)
    rules = subject.policy.consent  # as they were then, where that was kept
    if rules is None and source is not None:
        rules = source.protocol.consent
    if not subject.is_release or not subject.adopted or not rules:
        return
    if not any(d.kind == "instemming" and d.outcome != "negatief" for _index, d in _current(subject)):
        values = {"version": subject.document.version, "council": _asked(subject, rules)}
        yield subject.report(Kind.ADOPTED_WITHOUT_CONSENT, subject.home, "decisions", **values)


def _asked(subject: Subject, consent: Sequence[Consent]) -> str:
    """The parts of the council that this school's education asks for, as an enumeration in a sentence."""
    school = subject.corpus.schools.get(subject.policy.school)
    education = school.school.education if school is not None else ()
    own = subject.policy.organisation.council
    rules = (rule for rule in consent if rule.education is None or not education or rule.education in education)
    asked = [own_council(rule.council, own) for rule in rules]
    if len(asked) < 2:
        return "".join(asked)
    return _("{others} and {last}").format(others=", ".join(asked[:-1]), last=asked[-1])


def rule_gone(subject: Subject) -> Iterator[Diagnostic]:
    """A rule of who consents that the last release had, and that is narrower now or gone."""
    source = subject.corpus.schools.get(subject.policy.school)
    own = version_key(subject.document.version)
    releases = source.releases_of(subject.policy.protocol) if source is not None else ()
    before = [one for one in releases if version_key(one.version) < own and one.is_whole]
    if subject.is_release or not before:
        return
    now = [(rule.council, rule.education, frozenset(rule.audience)) for rule in subject.policy.consent or ()]
    for rule in before[-1].policy.consent or ():
        if not any(
            council == rule.council
            and education in {None, rule.education}
            and (not who or who >= set(rule.audience) > set())
            for council, education, who in now
        ):
            values = {"council": rule.council, "version": before[-1].version}
            yield subject.report(Kind.RULE_GONE, subject.home, "consent", **values)


def decision_without_date(subject: Subject) -> Iterator[Diagnostic]:
    """A decision without a date under a document that counts as adopted."""
    for index, decision in _current(subject):
        if subject.adopted and decision.day is None:
            values = {"decision": decision.kind, "body": decision.body}
            yield subject.report(Kind.DECISION_WITHOUT_DATE, subject.decision_at(index), "decisions", **values)


def decision_twice(subject: Subject) -> Iterator[Diagnostic]:
    """A decision that is recorded twice, word for word."""
    if subject.is_release:
        return
    decisions = subject.policy.decisions
    for index, decision in enumerate(decisions):
        if decision in decisions[:index]:
            day = day_in_words(decision.day) if decision.day else _("no date")
            values = {"decision": decision.kind, "body": decision.body, "day": day}
            yield subject.report(Kind.DECISION_TWICE, subject.decision_at(index), "decisions", **values)


def decision_in_future(subject: Subject) -> Iterator[Diagnostic]:
    """A decision that cannot have been taken yet."""
    for index, decision in enumerate(subject.policy.decisions):
        if decision.day is not None and decision.day > subject.today:
            values = {"decision": decision.kind, "body": decision.body, "day": day_in_words(decision.day)}
            yield subject.report(Kind.DECISION_IN_FUTURE, subject.decision_at(index), "decisions", **values)


def met_in_future(subject: Subject) -> Iterator[Diagnostic]:
    """A condition of which somebody writes that it will have been met, or was before it was set."""
    for index, decision in enumerate(subject.policy.decisions):
        for point in decision.points:
            why = None
            if point.met is not None and point.met > subject.today:
                why = _("that day is not there yet")
            elif point.met is not None and decision.day is not None and point.met < decision.day:
                why = _("the decision is of {day}").format(day=day_in_words(decision.day))
            if point.met is not None and why is not None:
                values = {"body": decision.body, "day": day_in_words(point.met), "why": why, "text": point.text}
                yield subject.report(Kind.MET_IN_FUTURE, subject.decision_at(index), "decisions", **values)


def decision_other_version(subject: Subject) -> Iterator[Diagnostic]:
    """A decision about a version that is neither the document's nor an earlier one that is known.

    That an earlier version was adopted and has no release is told by `missing.release_missing`.
    """
    source = subject.corpus.schools.get(subject.policy.school)
    known = {subject.document.version, *(row.version for row in subject.document.history)}
    if source is not None:
        known |= {one.version for one in source.releases_of(subject.policy.protocol)}
        known |= {one.version for one in source.proposals_of(subject.policy.protocol)}  # put, whatever became of it
    for index, decision in enumerate(subject.policy.decisions):
        is_earlier = version_key(decision.version) < version_key(subject.document.version)
        adopting = decision.kind in {"instemming", "vaststelling"} and decision.outcome != "negatief"
        if decision.version not in known and not (is_earlier and adopting and not subject.is_release):
            values = {"decision": decision.kind, "body": decision.body, "version": decision.version}
            values["current"] = subject.document.version
            yield subject.report(Kind.DECISION_OTHER_VERSION, subject.decision_at(index), "decisions", **values)


def status_without_decision(subject: Subject) -> Iterator[Diagnostic]:
    """A release with a status that rests on a decision that is not recorded; see `adopted_without_consent`."""
    status = subject.document.status
    needed = _NEEDED.get(status) if subject.is_release else None
    if needed is not None and not any(d.kind == needed and d.outcome != "negatief" for _index, d in _current(subject)):
        values = {"status": status, "decision": needed, "version": subject.document.version}
        yield subject.report(Kind.STATUS_WITHOUT_DECISION, subject.document_at("status"), "status", **values)


def effective_before_adoption(subject: Subject) -> Iterator[Diagnostic]:
    """The document applies from a day before it was adopted."""
    adopted, effective = _adopted_on(subject), subject.document.effective
    if adopted is not None and effective is not None and effective < adopted:
        values = {"day": day_in_words(effective), "adopted": day_in_words(adopted)}
        place = subject.document_at("effective")
        yield subject.report(Kind.EFFECTIVE_BEFORE_ADOPTION, place, "effective", **values)


def day_of_document(subject: Subject) -> Iterator[Diagnostic]:
    """A day under document control that is a slip: long before all this, or still to come of a text that there is."""
    document = subject.document
    for field, day in (("day", document.day), ("effective", document.effective)):
        why = None
        if day is not None and day < OLDEST:
            why = _("nothing that is decided on here is older than {day}").format(day=day_in_words(OLDEST))
        elif day is not None and day > subject.today and subject.adopted and field == "day":
            why = _("the text was adopted, and that day is not there yet")
        if day is not None and why is not None:
            values = {"day": day_in_words(day), "why": why, "field": field}
            yield subject.report(Kind.DAY_OF_DOCUMENT, subject.document_at(field), field, **values)
    for index, row in enumerate(document.history):
        is_planned = row.version == document.version and not subject.adopted
        if row.day > subject.today and not is_planned:
            why = _("version {version} is there already, and that day is not").format(version=row.version)
            values = {"day": day_in_words(row.day), "why": why, "field": "history"}
            place = subject.document_at("history", index, "day")
            yield subject.report(Kind.DAY_OF_DOCUMENT, place, "history", **values)


def history_order(subject: Subject) -> Iterator[Diagnostic]:
    """A version history in which versions or days go back, or that has a version beyond the document's own."""
    document = subject.document
    for index, (earlier, later) in enumerate(pairwise(document.history), start=1):
        if version_key(later.version) <= version_key(earlier.version) or later.day < earlier.day:
            yield _out_of_order(subject, index, earlier, later.version, day_in_words(later.day))
    for index, row in enumerate(document.history):
        if version_key(row.version) > version_key(document.version):
            yield _out_of_order(subject, index, row, document.version, _("this document"))


def _out_of_order(subject: Subject, index: int, earlier: HistoryRow, later: str, when: str) -> Diagnostic:
    values = {"earlier": earlier.version, "earlier_day": day_in_words(earlier.day), "later": later, "later_day": when}
    return subject.report(Kind.HISTORY_ORDER, subject.document_at("history", index), "history", **values)
