"""Lays each decision beside the text that was put to the body: policy and proposals → bindings and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from gettext import gettext as _
from typing import Final

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.document import OLDEST, Decision
from schoolprotocol.policy.decided import HASH_LENGTH, meant, text_hash
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.bodies import Body, body_of
from schoolprotocol.source.versions import Proposal, version_key
from schoolprotocol.words.dates import day_in_words

_CARRY: Final = {"instemming", "vaststelling"}
"""Kinds of decisions that carry a text."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A decision and the text that it is about."""

    decision: Decision
    text: Policy | None = None
    """The text that was put to the body; None where the decision does not say, or names one that is not known."""
    faults: tuple[Diagnostic, ...] = ()
    """What is wrong with the decision itself; then nothing can be built on it."""

    @property
    def body(self) -> Body:
        """Who decided."""
        return body_of(self.decision.body, self.decision.part)


def bindings(policy: Policy, proposals: Sequence[Proposal], releases: Iterable[Policy] = ()) -> tuple[Binding, ...]:
    """Every decision of a document with its text, and what is wrong with it.

    Args:
        policy: the working text.
        proposals: what was put to councils of this protocol in this school; one that was edited does not count.
        releases: the frozen versions: a decision may be about one of them.
    """
    put, releases = [proposal for proposal in proposals if proposal.is_whole], tuple(releases)
    known = [(p.text_hash, p.policy) for p in put] + [(text_hash(text), text) for text in (policy, *releases)]
    earlier = _adopted_before(policy, releases)
    found = [
        _binding(policy, decision, known, put, [*_days(policy, decision, put, earlier)])
        for decision in policy.decisions
    ]
    return tuple(_overtaken(binding) if _is_overtaken(binding, found) else binding for binding in found)


def _is_overtaken(binding: Binding, found: Iterable[Binding]) -> bool:
    """Whether the same body confirmed a text again: the one before that was not kept, and nothing rests on it."""
    own = binding.decision
    return own.kind == "bevestiging" and any(
        one.text is not None and one.body == binding.body and not_before(one.decision, own)
        for one in found
        if (one.decision.kind, one.decision.version) == (own.kind, own.version)
    )


def _overtaken(binding: Binding) -> Binding:
    faults = tuple(fault for fault in binding.faults if fault.kind is not Kind.TEXT_UNKNOWN)
    return replace(binding, faults=faults)


def _binding(
    policy: Policy,
    decision: Decision,
    known: Sequence[tuple[str, Policy]],
    put: Sequence[Proposal],
    faults: list[Diagnostic],
) -> Binding:
    if decision.outcome == "met-voorwaarden" and not decision.points:
        faults.append(_fault(Kind.CONDITIONS_MISSING, policy, decision, "outcome"))
    unsaid = [vote for vote in decision.votes or () if vote.outcome == "met-voorwaarden" and vote.conditions is None]
    if unsaid:
        faults.append(_fault(Kind.CONDITIONS_MISSING, policy, decision, "votes"))
    if decision.text_hash is None:
        return Binding(decision, None, tuple(faults))
    if len(decision.text_hash) < HASH_LENGTH:
        whole = meant(decision.text_hash, (hash_ for hash_, _text in known)) or hashes_put(put, decision.version)
        values = {"hash": decision.text_hash, "whole": whole, "school": policy.school, "protocol": policy.protocol}
        faults.append(_fault(Kind.TEXT_SHORTENED, policy, decision, "text_hash", **values))
        return Binding(decision, None, tuple(faults))
    texts = [text for hash_, text in known if hash_ == decision.text_hash]
    same_version = [text for text in texts if text.document.version == decision.version]
    if not texts:
        values = {"hash": decision.text_hash, "hashes": hashes_put(put, decision.version), "now": text_hash(policy)}
        faults.append(_fault(Kind.TEXT_UNKNOWN, policy, decision, "text_hash", **values))
    elif not same_version:
        values = {"version": decision.version, "other": texts[0].document.version}
        faults.append(_fault(Kind.TEXT_OF_OTHER_VERSION, policy, decision, "version", **values))
    return Binding(decision, same_version[0] if same_version else None, tuple(faults))


def refused_days(policy: Policy, proposals: Sequence[Proposal], releases: Iterable[Policy]) -> tuple[Diagnostic, ...]:
    """What is wrong with the day of the last decision that was written down: no such day is recorded for good."""
    return tuple(
        fault
        for binding in bindings(policy, proposals, releases)[-1:]
        for fault in binding.faults
        if fault.kind is Kind.DAY_IMPOSSIBLE
    )


def put_to_council(proposal: Proposal) -> date | None:
    """The day on which a text was put; before that nobody can have decided on it."""
    told = [
        decision.day
        for decision in proposal.policy.decisions
        if (decision.kind, decision.text_hash) == ("voorgenomen-besluit", proposal.text_hash) and decision.day
    ]
    return min(told, default=proposal.day)


def _days(
    policy: Policy, decision: Decision, put: Iterable[Proposal], earlier: tuple[str, date] | None
) -> Iterator[Diagnostic]:
    """What is wrong with the day of a decision about this version; one that names a text has a day."""
    day = decision.day
    if decision.version != policy.document.version:
        return
    if day is None:
        if decision.text_hash is not None and decision.kind in _CARRY:
            yield _fault(Kind.DECISION_WITHOUT_DATE, policy, decision, "day")
        return
    asked = [one for proposal in put if proposal.text_hash == decision.text_hash and (one := put_to_council(proposal))]
    if decision.kind != "voorgenomen-besluit" and asked and day < min(asked):
        proposed = {"day": day_in_words(day), "proposed": day_in_words(min(asked))}
        yield _fault(Kind.DECIDED_BEFORE_PROPOSAL, policy, decision, "day", **proposed)
    why = None
    if earlier is not None and day < earlier[1]:
        why = _("version {version} was adopted after it, on {day}").format(
            version=earlier[0], day=day_in_words(earlier[1])
        )
    elif day < OLDEST:
        why = _("nothing that is decided on here is older than {day}").format(day=day_in_words(OLDEST))
    if why is not None:
        yield _fault(Kind.DAY_IMPOSSIBLE, policy, decision, "day", day=day_in_words(day), why=why)


def _adopted_before(policy: Policy, releases: Iterable[Policy]) -> tuple[str, date] | None:
    """The release before this version, and the day on which it was adopted; None where that is not known."""
    own = version_key(policy.document.version)
    before = [one for one in releases if version_key(one.document.version) < own]
    if not before:
        return None
    last = max(before, key=lambda one: version_key(one.document.version))
    version = last.document.version
    days = [d.day for d in last.decisions if d.kind == "vaststelling" and d.version == version and d.day]
    day = max(days, default=last.document.day)
    return (version, day) if day is not None else None


def hashes_put(put: Iterable[Proposal], version: str) -> str:
    """The hashes of the texts of one version that were put to a council, for a message; a dash where there are none."""
    return ", ".join(proposal.text_hash for proposal in put if proposal.version == version) or "—"


def _fault(kind: Kind, policy: Policy, decision: Decision, key: str, **values: str) -> Diagnostic:
    told = {"decision": decision.kind, "body": decision.body, **values}
    return Diagnostic(kind, decision.at(key), told, school=policy.school, target="decisions")


def latest(found: Iterable[Binding], kind: str, version: str) -> tuple[Binding, ...]:
    """The last decision of each body (and part of it) of one kind about one version, in the order of the source.

    `de GMR` and `GMR` are one body. What a body decided later takes the place of what it decided before.
    """
    last: dict[Body, Binding] = {}
    for binding in found:
        decision = binding.decision
        if decision.kind != kind or decision.version != version:
            continue
        earlier = last.get(binding.body)
        if earlier is None or not_before(decision, earlier.decision):
            last.pop(binding.body, None)
            last[binding.body] = binding
    return tuple(last.values())


def not_before(decision: Decision, earlier: Decision) -> bool:
    """Whether it is the later one; without dates the one that stands lower in the source is."""
    return decision.day is None or earlier.day is None or decision.day >= earlier.day
