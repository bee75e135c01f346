"""Lays each decision beside the text that was put to the body: policy and proposals → bindings and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.document import Decision
from schoolprotocol.policy.decided import HASH_LENGTH, meant, text_hash
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.bodies import Body, body_of
from schoolprotocol.source.corpus import Proposal


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
    """Every decision of a document with its text.

    Args:
        policy: the working text.
        proposals: what was put to councils of this protocol in this school; one that was edited does not count.
        releases: the frozen versions: a decision may be about one of them.
    """
    put = [proposal for proposal in proposals if proposal.is_whole]
    known = [(p.text_hash, p.policy) for p in put] + [(text_hash(text), text) for text in (policy, *releases)]
    return tuple(_binding(policy, decision, known, put) for decision in policy.decisions)


def _binding(
    policy: Policy, decision: Decision, known: Sequence[tuple[str, Policy]], put: Sequence[Proposal]
) -> Binding:
    faults: list[Diagnostic] = []
    if decision.outcome == "met-voorwaarden" and not decision.points:
        faults.append(_fault(Kind.CONDITIONS_MISSING, policy, decision, "outcome"))
    unsaid = [vote for vote in decision.votes or () if vote.outcome == "met-voorwaarden" and vote.conditions is None]
    if unsaid:
        faults.append(_fault(Kind.CONDITIONS_MISSING, policy, decision, "votes"))
    if decision.text_hash is None:
        return Binding(decision, None, tuple(faults))
    if len(decision.text_hash) < HASH_LENGTH:
        whole = meant(decision.text_hash, (hash_ for hash_, _text in known)) or hashes_put(put, decision.version)
        values = {"hash": decision.text_hash, "whole": whole, "school": policy.school}
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
