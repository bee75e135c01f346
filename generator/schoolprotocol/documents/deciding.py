"""How far each document has come: what the release stage says of decisions and proposals, with the comparison."""

from __future__ import annotations

from datetime import date

from schoolprotocol.compare.compare import compare
from schoolprotocol.compare.matching import lineage_of
from schoolprotocol.documents.finding import Key
from schoolprotocol.model.document import Decision
from schoolprotocol.policy.decided import decided_text
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.states import Record, Standing, standing, void_decisions
from schoolprotocol.release.substance import substantive_changes
from schoolprotocol.resolve.chain import chain
from schoolprotocol.source.corpus import Corpus


def standing_of(corpus: Corpus, key: Key, policy: Policy, today: date) -> Standing:
    """How far a document has come on this day, and what its declared status lacks."""
    return standing(_record(corpus, key, policy), today)


def void_of(corpus: Corpus, key: Key, policy: Policy) -> tuple[Decision, ...]:
    """The consents and adoptions of a document's version that no longer hold; the same on any day."""
    return void_decisions(_record(corpus, key, policy))


def _record(corpus: Corpus, key: Key, policy: Policy) -> Record:
    school = corpus.schools[key[0]]

    def changed(put: Policy) -> tuple[str, ...]:
        return changed_in_substance(corpus, key, put, policy)

    return Record(
        policy=policy,
        proposals=school.proposals_of(key[1]),
        releases=tuple(release.policy for release in school.releases_of(key[1])),
        consent_asked=bool(corpus.protocols[key[1]].protocol.consent),
        changed=changed,
    )


def changed_in_substance(corpus: Corpus, key: Key, put: Policy, policy: Policy) -> tuple[str, ...]:
    """The titles of what was changed in substance since a text was put to a council.

    The weight is the computed one: change notes, with which an author can overrule it in a report, are left out.
    """
    layers, _found = chain(corpus, *key)
    lineage = lineage_of(corpus.protocols[key[1]], [layer.variant for layer in layers])
    return substantive_changes(compare(decided_text(put), decided_text(policy), lineage=lineage))
