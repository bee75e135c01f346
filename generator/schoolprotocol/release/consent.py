"""Whether every body that was asked consented to the text as it is now, and if not, what lacks.

A consent is bound to the text that was put to the body. It holds while nothing changes in substance; over a change that
somebody has to look at (*kijk na*) once the body confirms it; where the body voted change by change, also for a text
from which the refused changes were taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.base import Education
from schoolprotocol.model.document import Decision
from schoolprotocol.model.protocol import Consent
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.asked import Asked, asking
from schoolprotocol.release.bindings import Binding, bindings, hashes_put, latest, not_before
from schoolprotocol.release.bodies import Body, body_of, is_council, matches
from schoolprotocol.release.substance import RULE, Since, touched
from schoolprotocol.source.versions import Proposal, is_since_release
from schoolprotocol.words.notices import body_words
from schoolprotocol.words.terms import own_council

_AROUND: Final = {RULE, "document/version", "document/history", "document/number"}
"""What may differ between two texts of the same words: their numbers, and who is asked."""


@dataclass(frozen=True)
class Record:
    """Everything that is written down about one working text."""

    policy: Policy
    proposals: Sequence[Proposal]
    """What was put to councils: of this protocol, in this school."""
    releases: Sequence[Policy]
    """The frozen versions, oldest first."""
    rules: tuple[Consent, ...]
    """Whose consent the protocol asks, of a school with this education."""
    education: Collection[Education]
    """Which education the school gives; empty: it is not said, and every rule counts."""
    base: Policy | None
    """The release with which this version is compared; None for a first version."""
    changed: Callable[[Policy, Policy], Since]
    """What was changed between two texts."""
    doubted: Callable[[Policy], bool]
    """Whether a release is not what was decided, by what is kept: then it is no fact."""
    asked: Callable[[Policy], tuple[Asked, ...] | None]
    """What asks consent in a text, since the last release; None for a first version."""


@dataclass(frozen=True)
class _Topic:
    """A change that was put under one number."""

    changes: tuple[Asked, ...] = ()
    kept: frozenset[str] = frozenset()
    """What the proposal says that it is about."""

    @property
    def touched(self) -> frozenset[str]:
        return self.kept or frozenset[str]().union(*(touched(one.change) for one in self.changes))


class Consents:
    """What councils decided about one version, laid beside the working text."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.policy = record.policy
        self.document = record.policy.document
        self.hash = text_hash(record.policy)
        version = self.document.version
        self.put = [p for p in record.proposals if p.is_whole and p.version == version]
        released = {text.document.version for text in record.releases}
        self.put_before = [p for p in record.proposals if p.is_whole and is_since_release(p.version, version, released)]
        """Under other numbers since the last release: a question and its answer do not go by another number."""
        self.bindings = bindings(self.policy, record.proposals, record.releases)
        self.latest = latest(self.bindings, "instemming", version)
        self._confirmations = {b.body: b for b in latest(self.bindings, "bevestiging", version)}
        before = [b for b in self.bindings if is_since_release(b.decision.version, version, released)]
        self._real = _last_words(self.bindings, sorted({b.decision.version for b in before}), version)
        self._since: dict[tuple[int, int], Since] = {}
        self._called: dict[int, dict[str, _Topic]] = {}

    # -- what is wrong ------------------------------------------------------------------------------------------------

    def faults(self) -> list[Diagnostic]:
        """What is wrong with decisions themselves, whatever the status is."""
        of_bindings = [fault for binding in self.bindings for fault in binding.faults]
        unknown = [fault for binding in self.latest for fault in self._unknown(binding)]
        return [*of_bindings, *unknown, *(fault for binding in self.latest for fault in self._not_asked(binding))]

    def missing(self, *, waivers_are_enough: bool = False) -> list[Diagnostic]:
        """What lacks before everybody who was asked consented.

        Args:
            waivers_are_enough: whether that holds too where nobody who was asked had to decide after all.
        """
        if not self.latest:  # nobody said anything: whom the changes ask need not be found out, which takes longest
            return [self.lacks(Kind.CONSENT_MISSING)]
        heard = self.latest if self.needed else (*self.counting, *filter(self._refuses_this, self.latest))
        if not any(waivers_are_enough or b.decision.outcome != "niet-nodig" for b in heard):
            unasked = [fault for binding in self.latest for fault in self._not_asked(binding)]
            return unasked or [self.lacks(Kind.CONSENT_MISSING)]
        others = [b for b in self.latest if b not in self.counting and self._refuses_this(b)]
        judged = [problem for consent in (*self.counting, *others) for problem in self._judged(consent)]
        if not self._papers and any(problem.kind is Kind.DECISION_VOID for problem in judged):
            return judged  # the text has to be put again, and only then it is known to whom
        return [*judged, *self._unheard()]

    def changed_since(self, binding: Binding) -> list[Diagnostic]:
        """That a decision is about another text; nothing where it holds for the working text."""
        changes = self._left(binding)
        if changes.substantive:
            named = {"changes": _named(changes.substantive), **self._document}
            return [self.about(Kind.DECISION_VOID, binding.decision, "text_hash", **named)]
        if changes.review and not self._is_confirmed(binding):
            named = {"changes": _named(changes.review), "hash": self.hash}
            return [self.about(Kind.NOT_CONFIRMED, binding.decision, "text_hash", **named)]
        return []

    def adopted(self, binding: Binding) -> list[Diagnostic]:
        """What is wrong with an adoption of the working text."""
        own = self.policy.organisation.council
        asked = {*self.needed, *([body_of(own)] if own else [])}
        if is_council(binding.decision.body) or any(one.council == binding.body.council for one in asked):
            version = self.document.version
            return [self.about(Kind.ADOPTED_BY_COUNCIL, binding.decision, "body", version=version)]
        if binding.faults or binding.decision.text_hash is not None:
            return list(binding.faults) or self.changed_since(binding)
        named = {"hash": self.hash, **self._document}
        return [self.about(Kind.ADOPTION_NOT_BOUND, binding.decision, **named)]

    def waits(self, binding: Binding) -> bool:
        """Whether a decision holds again once its body confirms that what changed does not matter."""
        return not self._left(binding).substantive

    # -- who was asked ------------------------------------------------------------------------------------------------

    @cached_property
    def needed(self) -> dict[Body, str]:
        """The bodies that were asked about this text, with the names by which that was done."""
        return {body_of(name): name for name in self._names()}

    def _names(self) -> Iterator[str]:
        """As the papers name them; where no papers say so, by the rules of the protocol.

        Whom a rule asked since the last release stays asked while that rule is gone, whatever became of the text; and
        who was asked about these words under another number stays asked about them.
        """
        if not self._papers:
            yield from self._by_rules(self.policy)
        for paper in self._papers:
            yield from self._asked_by(paper)
        for paper in self.put_before:
            if self._has_same_words(paper.policy):
                yield from self._asked_by(paper)
        for paper in (*self.put, *self.put_before):
            gone = [rule for rule in paper.policy.consent or () if rule not in (self.policy.consent or ())]
            lost = {body_of(own_council(rule.council, paper.policy.organisation.council)) for rule in gone}
            yield from (name for name in paper.asked or () if body_of(name) in lost)

    def _asked_by(self, paper: Proposal) -> Iterable[str]:
        """Whom the papers asked, as they named them; a council that got another name since is not asked by that."""
        return paper.asked or self._by_rules(paper.policy)

    def _by_rules(self, text: Policy) -> Iterator[str]:
        """Those whom the rules ask about a text, as they were when it was put, by the name of the school's council."""
        own = text.consent if text.consent is not None else self.record.rules
        rules = [*asking(own, self.record.education, ())]
        changes = self.record.asked(text) if rules else ()
        for rule in rules:
            if changes is None or any(rule in change.rules for change in changes):
                yield own_council(rule.council, text.organisation.council)

    @cached_property
    def _papers(self) -> Sequence[Proposal]:
        """The proposals that were about this text: who was asked stays asked.

        Also where only what was refused went, or the rule of who is asked is another by now.
        """
        return [
            p
            for p in self.put
            if p.text_hash == self.hash or not self._rest(p.policy, p.text_hash, voted=True).but(RULE).substantive
        ]

    @cached_property
    def counting(self) -> tuple[Binding, ...]:
        """The consents of bodies that were asked; where nobody was, those of whole councils."""
        asked = self.needed or self._councils
        return tuple(b for b in self.latest if any(matches(one, b.body, asked) for one in asked))

    @cached_property
    def _councils(self) -> dict[Body, str]:
        """Who can consent to a text about which nobody was asked: a part of a council is heard, and carries no text."""
        own = self.policy.organisation.council
        return {body_of(name): name for name in (own, "MR", "GMR") if name}

    def _not_asked(self, binding: Binding) -> Iterator[Diagnostic]:
        """A consent of somebody who has none to give: whom nobody asked; where nobody is asked, who is no council."""
        own = self.policy.organisation.council
        asked = self.needed or self._councils
        if binding.decision.outcome == "negatief" or any(matches(one, binding.body, asked) for one in asked):
            return
        if not self.needed and any(binding.body.council == one.council for one in asked):
            return  # part of a council that is consulted of the board's own will
        had = self._asked_with(binding)
        if any(matches(one, binding.body, had) for one in had):
            return  # it was asked, about a text that became another one: what it did stays as it was
        named = {"version": self.document.version, "asked": ", ".join(self.needed.values()) or own or "MR"}
        yield self.about(Kind.BODY_NOT_ASKED, binding.decision, "body", **named)

    def _unheard(self) -> Iterator[Diagnostic]:
        recorded = ", ".join(dict.fromkeys(body_words(b.decision) for b in self.latest)) or "—"
        for one, name in self.needed.items():
            if not any(matches(one, b.body, self.needed) for b in self.latest):
                yield self.lacks(
                    Kind.BODY_MISSING,
                    body=name,
                    hashes=hashes_put(self.put, self.document.version),
                    asked=", ".join(self.needed.values()),
                    recorded=recorded,
                )

    # -- one consent --------------------------------------------------------------------------------------------------

    def _judged(self, consent: Binding) -> list[Diagnostic]:
        decision = consent.decision
        if self._is_refused(consent):
            return [self.lacks(Kind.CONSENT_REFUSED, body=decision.body)]
        if consent.faults:
            return list(consent.faults)
        if decision.text_hash not in {proposal.text_hash for proposal in self.put}:
            hashes = hashes_put(self.put, self.document.version)
            return [self.about(Kind.CONSENT_NOT_BOUND, decision, "text_hash", hashes=hashes)]
        real = self._real.get(consent.body, consent)  # a waiver does not undo what the body voted before
        return [*self._unknown(real), *self._unvoted(consent), *self._refused(real), *self.changed_since(consent)]

    def _is_refused(self, consent: Binding) -> bool:
        """Whether the body did not consent; a waiver afterwards cannot undo that for the same text."""
        if consent.decision.outcome != "niet-nodig":
            return consent.decision.outcome == "negatief"
        before = self._real.get(consent.body)
        return before is not None and self._refuses_this(before)

    @property
    def refusals(self) -> tuple[Binding, ...]:
        """The refusals of this text that were not followed by a consent, also under another number."""
        return tuple(one for one in self._real.values() if self._refuses_this(one))

    def _refuses_this(self, binding: Binding) -> bool:
        """Whether it is a refusal of a text from which the working text does not differ in substance."""
        if binding.decision.outcome != "negatief":
            return False
        return binding.text is None or self._has_same_words(binding.text)

    def _has_same_words(self, text: Policy) -> bool:
        """Whether a text differs from the working text in no rule, whatever its number is and whoever is asked."""
        since = self._between(text, self.policy)
        return not any(one.weight == "substantive" and not one.touched <= _AROUND for one in since.differences)

    # -- votes, change by change --------------------------------------------------------------------------------------

    def _topics(self, text: Policy | None) -> dict[str, _Topic]:
        """The changes of a text that was put, as the council called them: notes may be written anew since."""
        if text is None:
            return {}
        if id(text) not in self._called:
            self._called[id(text)] = self._topics_of(text)
        return self._called[id(text)]

    def _topics_of(self, text: Policy) -> dict[str, _Topic]:
        put = next(
            (p.changes for p in (*self.put, *self.put_before) if p.policy is text and p.changes is not None), None
        )
        asked = self.record.asked(text) or ()
        if put is None:
            called = dict.fromkeys(one.topic for one in asked if one.topic)
            return {name: _Topic(tuple(one for one in asked if one.topic == name)) for name in called}
        return {
            name: _Topic(tuple(one for one in asked if touched(one.change) & set(keys)), frozenset(keys))
            for name, keys in put.items()
        }

    def _unknown(self, binding: Binding) -> Iterator[Diagnostic]:
        if binding.text is None or binding.decision.votes is None:
            return
        topics = self._topics(binding.text)
        for index, vote in enumerate(binding.decision.votes):
            if vote.change not in topics:
                named = {"change": vote.change, "version": self.document.version, "known": ", ".join(topics) or "—"}
                yield self.about(Kind.VOTE_UNKNOWN, binding.decision, "votes", index, "change", **named)

    def _unvoted(self, binding: Binding) -> Iterator[Diagnostic]:
        """The changes that were asked of the body, and about which it did not vote."""
        if binding.decision.votes is None:
            return
        topics = self._topics(binding.text)
        own = [name for name, topic in topics.items() if self._is_asked(topic, binding.body)]
        voted = {vote.change for vote in binding.decision.votes}
        left = [topic for topic in own or topics if topic not in voted]
        if left:
            yield self.about(Kind.VOTE_MISSING, binding.decision, "votes", changes=", ".join(left))

    def _is_asked(self, topic: _Topic, body: Body) -> bool:
        """Whether a numbered change asks this body; also where the notes of today say that it is no change."""
        rules = [rule for change in topic.changes for rule in change.rules]
        asked = {body_of(own_council(rule.council, self.policy.organisation.council)) for rule in rules}
        return not topic.changes or any(matches(one, body, asked) for one in asked)

    def _refused(self, binding: Binding) -> Iterator[Diagnostic]:
        """The changes that the body refused, and that are in the text all the same."""
        topics = self._topics(binding.text)
        left = [topic for topic in _refused_by(binding) if self._in_text & topics.get(topic, _Topic()).touched]
        if left:
            yield self.about(Kind.CHANGE_REFUSED, binding.decision, "votes", changes=", ".join(left))

    @cached_property
    def _in_text(self) -> frozenset[str]:
        """What differs between the last release and the working text."""
        base = self.record.base
        return self._between(base, self.policy).touched if base is not None else frozenset()

    # -- what changed since -------------------------------------------------------------------------------------------

    def _left(self, binding: Binding) -> Since:
        """What changed since the text that a decision is about, without the refused changes that were taken back."""
        if binding.text is None or binding.decision.text_hash == self.hash:
            return Since()
        # Whoever decided about the whole has to see what is left of it again.
        return self._rest(binding.text, binding.decision.text_hash, voted=binding.decision.votes is not None)

    def _rest(self, text: Policy, hash_: str | None, *, voted: bool) -> Since:
        """What changed since a text; without what councils refused in it, where they voted change by change."""
        changes = self._between(text, self.policy)
        about_it = [b for b in self.latest if b.decision.text_hash == hash_]
        refused = {topic for b in about_it if self._was_asked(b) for topic in _refused_by(b)}
        if not voted or not refused:
            return changes
        topics = self._topics(text)
        back = frozenset[str]().union(*(topics.get(topic, _Topic()).touched for topic in refused))
        return Since(tuple(one for one in changes.differences if not one.touched <= back))

    def has_use(self, confirmation: Binding) -> bool:
        """Whether its body decided before it on a text from which this one differs, and in no rule."""
        adoptions = latest(self.bindings, "vaststelling", self.document.version)
        return any(
            not_before(confirmation.decision, b.decision)
            and b.decision.text_hash != self.hash
            and not self._left(b).substantive
            for b in (*self.latest, *adoptions)
            if b.body == confirmation.body and b.text is not None and b.decision.outcome != "negatief"
        )

    def _is_confirmed(self, binding: Binding) -> bool:
        """Whether the same body confirmed the text as it is now, or one since which nothing has to be looked at."""
        found = self._confirmations.get(binding.body)
        if found is None or found.faults or found.decision.outcome != "positief" or found.text is None:
            return False
        since = self._between(found.text, self.policy) if found.decision.text_hash != self.hash else Since()
        return not_before(found.decision, binding.decision) and not since.differences

    def _was_asked(self, binding: Binding) -> bool:
        """Whether the papers of its text asked this body: who was not asked cannot take a change out of a text."""
        asked = self._asked_with(binding)
        return not asked or any(matches(one, binding.body, asked) for one in asked)

    def _asked_with(self, binding: Binding) -> set[Body]:
        """Whom the papers asked of the text that a decision is about."""
        papers = [paper for paper in self.put if paper.text_hash == binding.decision.text_hash]
        return {body_of(name) for paper in papers for name in self._asked_by(paper)}

    def _between(self, old: Policy, new: Policy) -> Since:
        key = (id(old), id(new))
        if key not in self._since:
            self._since[key] = self.record.changed(old, new)
        return self._since[key]

    # -- findings -----------------------------------------------------------------------------------------------------

    @property
    def _document(self) -> dict[str, str]:
        """What a command is told to know of which document it is."""
        return {"school": self.policy.school, "protocol": self.policy.protocol}

    def lacks(self, kind: Kind, key: str = "status", **values: str) -> Diagnostic:
        """Something that the declared status lacks."""
        told = {"status": self.document.status, "version": self.document.version, **self._document, **values}
        return Diagnostic(kind, self.document.at(key), told, school=self.policy.school, target=key)

    def about(self, kind: Kind, decision: Decision, *at: str | int, **values: str) -> Diagnostic:
        """Something about one decision."""
        told = {"decision": decision.kind, "body": body_words(decision), **values}
        return Diagnostic(kind, decision.at(*at), told, school=self.policy.school, target="decisions")


def _last_words(found: Iterable[Binding], before: Collection[str], version: str) -> dict[Body, Binding]:
    """What each body decided last, waivers left out: about this version, else about one of those before it."""
    real = [b for b in found if b.decision.outcome != "niet-nodig"]
    last: dict[Body, Binding] = {}
    for one in (one for other in before for one in latest(real, "instemming", other)):
        if one.body not in last or not_before(one.decision, last[one.body].decision):
            last[one.body] = one
    return last | {b.body: b for b in latest(real, "instemming", version)}


def _refused_by(binding: Binding) -> tuple[str, ...]:
    return tuple(vote.change for vote in binding.decision.votes or () if vote.outcome == "negatief")


def _named(titles: Sequence[str]) -> str:
    return ", ".join(islice(titles, 3)) + (" …" if len(titles) > 3 else "")
