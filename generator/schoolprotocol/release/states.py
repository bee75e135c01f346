"""How far a text has come: concept → ter instemming → ingestemd → vastgesteld → van kracht → vervallen.

A pure state machine over what is written down: the declared status, the decisions about this version, the texts that
were put to a council, and the day. A status that these do not support is an error, with what is missing. What was
released as adopted is a fact and is not judged again. Whether councils consented is for `release.consent`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from gettext import gettext as _
from typing import Final

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.base import ADOPTED, Status
from schoolprotocol.model.document import Decision
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.bindings import Binding, latest
from schoolprotocol.release.consent import Consents, Record
from schoolprotocol.source.unchanged import is_still
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.notices import body_words

LADDER: tuple[Status, ...] = ("concept", "ter-instemming", "ingestemd", "vastgesteld", "van-kracht")
"""The steps, in order; `vervallen` can follow on any adopted version."""


_CLAIMS: Final[frozenset[Status]] = frozenset({"ingestemd", "vastgesteld", "van-kracht", "vervallen"})
"""What a text may be called only after somebody decided."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a text has come, and why not further."""

    declared: Status
    """What document control says."""
    supported: Status
    """How far decisions and proposals carry it today, whatever is declared."""
    text_hash: str
    void: tuple[Decision, ...] = ()
    """Consents and adoptions of this version that are about another text: it was changed since."""
    waiting: tuple[Decision, ...] = ()
    """Those of them that hold again once the body confirms that what changed does not matter."""
    refused: tuple[Decision, ...] = ()
    """The last words of bodies that refused this text."""
    released: Policy | None = None
    """What was adopted and released as this version, where the working text is another one: its decisions stay."""
    problems: tuple[Diagnostic, ...] = ()
    """What is wrong with decisions, and what the declared status lacks."""


def standing(record: Record, today: date) -> Standing:
    """How far the text has come on this day."""
    judge = _Judge(record, today)
    declared, hash_ = record.policy.document.status, judge.consents.hash
    if judge.is_fact:
        return Standing(declared, declared, hash_)
    faults = judge.consents.faults()
    if judge.overtaken is not None:  # that the new text needs a version of its own is told by `check.versions`
        return Standing(declared, "concept", hash_, released=judge.overtaken, problems=tuple(faults))
    void = judge.void()
    waiting = tuple(b.decision for b in void if judge.consents.waits(b))
    problems = (*faults, *(one for one in judge.missing(declared) if one not in faults))
    void_ = tuple(b.decision for b in void)
    return Standing(declared, judge.supported(), hash_, void_, waiting, judge.refused(), problems=problems)


def lacks_adoption(record: Record, today: date) -> list[Diagnostic]:
    """What a text lacks before it is one that was put, consented to and adopted, whatever its status is."""
    return _Judge(record, today).missing("vastgesteld")


def missing(record: Record, status: Status, today: date) -> list[Diagnostic]:
    """What a text lacks before it has come as far as this status, whatever its own status is."""
    return _Judge(record, today).missing(status)


def void_decisions(record: Record) -> tuple[Decision, ...]:
    """Consents and adoptions of this version that are about another text than the working one; no day is asked."""
    judge = _Judge(record, date.min)
    return () if judge.is_fact else tuple(binding.decision for binding in judge.void())


def is_unproven(record: Record) -> bool:
    """Whether a text calls itself consented to, adopted or lapsed, and what is kept does not show that.

    No day is asked: what is decided in time to come counts, so that the same source always gives the same pages.
    """
    if record.policy.document.status not in _CLAIMS:  # most of what is built: nothing has to be judged
        return False
    judge = _Judge(record, date.max)
    if judge.is_fact:
        return False
    return judge.overtaken is not None or bool(judge.missing(judge.document.status))


class _Judge:
    def __init__(self, record: Record, today: date) -> None:
        self.record, self.today = record, today
        self.policy = record.policy
        self.document = record.policy.document
        self.consents = Consents(record)
        self.adoptions = latest(self.consents.bindings, "vaststelling", self.document.version)
        own = (r for r in record.releases if r.document.version == self.document.version)
        self.same_version = [r for r in own if not record.doubted(r)]

    @cached_property
    def released(self) -> Policy | None:
        """The frozen text of this version, where the working text still is that text, with its days and decisions."""
        return next((release for release in self.same_version if is_still(self.policy, release)), None)

    @property
    def overtaken(self) -> Policy | None:
        """The frozen and adopted text of this version, where the working text is another one by now."""
        if self.released is not None:
            return None
        return next((release for release in self.same_version if release.document.status in ADOPTED), None)

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
                return [] if self.was_adopted else self.consents.missing()
            case "vastgesteld":
                return self._adopted()
            case "van-kracht":
                return [*self._adopted(), *self._in_force()]
            case "vervallen":
                return self._lapsed()

    def _put(self) -> list[Diagnostic]:
        hash_ = self.consents.hash
        put = any(proposal.text_hash == hash_ for proposal in self.consents.put)
        return [] if put or self.was_adopted else [self.consents.lacks(Kind.NOT_PUT, hash=hash_)]

    def _adopted(self) -> list[Diagnostic]:
        if self.was_adopted:
            return []
        asks = self.record.rules or self.consents.needed  # who was asked stays asked, whatever became of the rules
        consent = self.consents.missing(waivers_are_enough=True) if asks else []
        taken = [a for a in self.adoptions if a.decision.outcome != "negatief"]
        refused = [a for a in self.adoptions if a not in taken]
        if refused:
            bodies = ", ".join(body_words(a.decision) for a in refused)
            return [*consent, self.consents.lacks(Kind.ADOPTION_REFUSED, body=bodies)]
        if not taken:
            return [*consent, self.consents.lacks(Kind.ADOPTION_MISSING)]
        faults = [problem for a in taken for problem in self.consents.adopted(a)]
        return [*consent, *faults, *self._out_of_order(taken)]

    def _out_of_order(self, taken: Sequence[Binding]) -> list[Diagnostic]:
        """A consent after the adoption (WMS: the council consents to a *proposed* decision)."""
        adopted = max((a.decision.day for a in taken if a.decision.day), default=None)
        late = [c.decision for c in self.consents.counting if adopted and c.decision.day and c.decision.day > adopted]
        return [
            self.consents.about(
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
        return [self.consents.lacks(Kind.NOT_IN_FORCE, "effective", why=why, example=example.isoformat())]

    def _lapsed(self) -> list[Diagnostic]:
        adopted = any(release.document.status in ADOPTED for release in self.record.releases)
        decided = any(d.kind == "vaststelling" and d.outcome != "negatief" for d in self.policy.decisions)
        return [] if adopted or decided else [self.consents.lacks(Kind.NOTHING_LAPSED)]

    def refused(self) -> tuple[Decision, ...]:
        """What bodies decided last, where they refused this text."""
        taken = (a.decision for a in self.adoptions if a.decision.outcome == "negatief")
        return (*(b.decision for b in self.consents.refusals), *taken)

    # -- decisions that no longer hold --------------------------------------------------------------------------------

    def void(self) -> tuple[Binding, ...]:
        if not self.consents.latest and not self.adoptions:  # nothing was decided: who was asked need not be known
            return ()
        consents = self.consents.counting if not self.consents.missing() else self.consents.latest
        held = [b for b in (*consents, *self.adoptions) if b.decision.outcome != "negatief"]
        return tuple(b for b in held if self.consents.changed_since(b))
