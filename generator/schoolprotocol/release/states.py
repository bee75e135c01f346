"""How far a text has come: concept → ter instemming → ingestemd → vastgesteld → van kracht → vervallen.

A pure state machine over what is written down: the declared status, the decisions about this version, the texts that
were put to a council, and the day. A status that these do not support is an error, with what is missing. What was
released as adopted is a fact and is not judged again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from gettext import gettext as _
from itertools import islice

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.base import ADOPTED, Status
from schoolprotocol.model.document import Decision
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.bindings import Binding, bindings, hashes_put, latest
from schoolprotocol.source.corpus import Proposal
from schoolprotocol.words.dates import day_in_words

LADDER: tuple[Status, ...] = ("concept", "ter-instemming", "ingestemd", "vastgesteld", "van-kracht")
"""The steps, in order; `vervallen` can follow on any adopted version."""

Changed = Callable[[Policy], tuple[str, ...]]
"""What was changed in substance since this text; empty where nothing was."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a text has come, and why not further."""

    declared: Status
    """What document control says."""
    supported: Status
    """How far decisions and proposals carry it today, whatever is declared."""
    text_hash: str
    void: tuple[Decision, ...] = ()
    """Consents and adoptions of this version that no longer hold: the text was changed in substance since."""
    problems: tuple[Diagnostic, ...] = ()
    """What is wrong with decisions, and what the declared status lacks."""


@dataclass(frozen=True)
class Record:
    """Everything that is written down about one working text."""

    policy: Policy
    proposals: Sequence[Proposal]
    """What was put to councils: of this protocol, in this school."""
    releases: Sequence[Policy]
    """The frozen versions, oldest first."""
    consent_asked: bool
    """Whether the protocol asks for a council's consent."""
    changed: Changed


def standing(record: Record, today: date) -> Standing:
    """How far the text has come on this day."""
    judge = _Judge(record, today)
    declared, hash_ = record.policy.document.status, judge.hash
    supported = judge.supported()
    if judge.is_fact:
        return Standing(declared, declared, hash_)
    faults = [fault for binding in judge.bindings for fault in binding.faults]
    return Standing(declared, supported, hash_, judge.void(), (*faults, *judge.missing(declared)))


def void_decisions(record: Record) -> tuple[Decision, ...]:
    """Consents and adoptions of this version that no longer hold; no day is asked."""
    judge = _Judge(record, date.min)
    return () if judge.is_fact else judge.void()


class _Judge:
    def __init__(self, record: Record, today: date) -> None:
        self.record, self.today = record, today
        self.policy = record.policy
        self.document = record.policy.document
        self.hash = text_hash(record.policy)
        version = self.document.version
        self.put = [p for p in record.proposals if p.is_whole and p.version == version]
        self.bindings = bindings(self.policy, record.proposals, record.releases)
        self.consents = latest(self.bindings, "instemming", version)
        self.adoptions = latest(self.bindings, "vaststelling", version)
        self._changes: dict[str, tuple[str, ...]] = {}

    @cached_property
    def released(self) -> Policy | None:
        """The frozen text of this version, where the working text still is that text."""
        same = (release for release in self.record.releases if release.document.version == self.document.version)
        return next((release for release in same if text_hash(release) == self.hash), None)

    @property
    def is_fact(self) -> bool:
        """Whether this very document was released."""
        return self.released is not None and self.released.document.status == self.document.status

    @property
    def was_adopted(self) -> bool:
        """Whether this text was released as adopted: then nobody asks again for the decisions behind it."""
        return self.released is not None and self.released.document.status in ADOPTED

    # -- the steps ----------------------------------------------------------------------------------------------------

    def supported(self) -> Status:
        if self.document.status == "vervallen" and not self.missing("vervallen"):
            return "vervallen"
        return next(status for status in reversed(LADDER) if not self.missing(status))

    def missing(self, status: Status) -> list[Diagnostic]:
        """What a status lacks."""
        match status:
            case "concept":
                return []
            case "ter-instemming":
                return self._put()
            case "ingestemd":
                return self._consented()
            case "vastgesteld":
                return self._adopted()
            case "van-kracht":
                return [*self._adopted(), *self._in_force()]
            case "vervallen":
                return self._lapsed()

    def _put(self) -> list[Diagnostic]:
        put = any(proposal.text_hash == self.hash for proposal in self.put)
        return [] if put or self.was_adopted else [self._report(Kind.NOT_PUT, hash=self.hash)]

    def _consented(self) -> list[Diagnostic]:
        if self.was_adopted:
            return []
        if not self.consents:
            return [self._report(Kind.CONSENT_MISSING)]
        return [problem for consent in self.consents for problem in self._consent(consent)]

    def _consent(self, consent: Binding) -> list[Diagnostic]:
        decision = consent.decision
        if decision.outcome == "negatief":
            return [self._report(Kind.CONSENT_REFUSED, body=decision.body)]
        if consent.faults:
            return list(consent.faults)
        if decision.text_hash not in {proposal.text_hash for proposal in self.put}:
            hashes = hashes_put(self.put, self.document.version)
            return [self._about(Kind.CONSENT_NOT_BOUND, decision, "text_hash", hashes=hashes)]
        return self._void(consent)

    def _adopted(self) -> list[Diagnostic]:
        if self.was_adopted:
            return []
        consent = self._consented() if self.record.consent_asked else []
        taken = [a for a in self.adoptions if a.decision.outcome != "negatief"]
        if not taken or len(taken) < len(self.adoptions):
            return [*consent, self._report(Kind.ADOPTION_MISSING)]
        faults = [problem for a in taken for problem in (a.faults or self._void(a))]
        return [*consent, *faults, *self._out_of_order(taken)]

    def _out_of_order(self, taken: Sequence[Binding]) -> list[Diagnostic]:
        """A consent after the adoption (WMS: the council consents to a *proposed* decision)."""
        adopted = max((a.decision.day for a in taken if a.decision.day), default=None)
        late = [c.decision for c in self.consents if adopted and c.decision.day and c.decision.day > adopted]
        return [
            self._about(
                Kind.DECISION_AFTER_ADOPTION,
                decision,
                "day",
                day=day_in_words(decision.day),
                adopted=day_in_words(adopted),
            )
            for decision in late
            if decision.day and adopted
        ]

    def _in_force(self) -> list[Diagnostic]:
        effective = self.document.effective
        if effective is None:
            why, example = _("the day from which the document applies is not given"), self.document.day or self.today
        elif effective > self.today:
            later = _("the day from which the document applies is not there yet: {day}")
            why, example = later.format(day=day_in_words(effective)), effective
        else:
            return []
        return [self._report(Kind.NOT_IN_FORCE, "effective", why=why, example=example.isoformat())]

    def _lapsed(self) -> list[Diagnostic]:
        adopted = any(release.document.status in ADOPTED for release in self.record.releases)
        decided = any(d.kind == "vaststelling" and d.outcome != "negatief" for d in self.policy.decisions)
        return [] if adopted or decided else [self._report(Kind.NOTHING_LAPSED)]

    # -- decisions that no longer hold --------------------------------------------------------------------------------

    def void(self) -> tuple[Decision, ...]:
        held = [b for b in (*self.consents, *self.adoptions) if b.decision.outcome != "negatief"]
        return tuple(b.decision for b in held if self._void(b))

    def _void(self, binding: Binding) -> list[Diagnostic]:
        hash_ = binding.decision.text_hash
        if binding.text is None or hash_ is None or hash_ == self.hash:
            return []
        if hash_ not in self._changes:
            self._changes[hash_] = self.record.changed(binding.text)
        changes = self._changes[hash_]
        if not changes:
            return []
        named = ", ".join(islice(changes, 3)) + (" …" if len(changes) > 3 else "")
        return [
            self._about(Kind.DECISION_VOID, binding.decision, "text_hash", changes=named, school=self.policy.school)
        ]

    # -- findings -----------------------------------------------------------------------------------------------------

    def _report(self, kind: Kind, key: str = "status", **values: str) -> Diagnostic:
        """Something that the declared status lacks."""
        school = self.policy.school
        told = {"status": self.document.status, "version": self.document.version, "school": school, **values}
        return Diagnostic(kind, self.document.at(key), told, school=school, target=key)

    def _about(self, kind: Kind, decision: Decision, key: str, **values: str) -> Diagnostic:
        told = {"decision": decision.kind, "body": decision.body, **values}
        return Diagnostic(kind, decision.at(key), told, school=self.policy.school, target="decisions")
