"""How far each document has come: what the release stage says of decisions and proposals, with the comparison."""

from __future__ import annotations

from datetime import date

from schoolprotocol.compare.compare import compare
from schoolprotocol.documents.comparing import changes_since_release, lineage_in
from schoolprotocol.documents.finding import Key, previous_release
from schoolprotocol.errors import ComparisonError
from schoolprotocol.model.document import Decision
from schoolprotocol.model.protocol import Consent
from schoolprotocol.policy.decided import decided_text
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.asked import Asked, asked, asking
from schoolprotocol.release.consent import Record
from schoolprotocol.release.points import OpenPoint, open_points
from schoolprotocol.release.states import Standing, standing, void_decisions
from schoolprotocol.release.substance import Difference, Since, differences
from schoolprotocol.source.corpus import Corpus


def standing_of(corpus: Corpus, key: Key, policy: Policy, today: date) -> Standing:
    """How far a document has come on this day, and what its declared status lacks."""
    return standing(record_of(corpus, key, policy), today)


def void_of(corpus: Corpus, key: Key, policy: Policy) -> tuple[Decision, ...]:
    """The consents and adoptions of a document's version that are about another text; the same on any day."""
    return void_decisions(record_of(corpus, key, policy))


def points_of(corpus: Corpus, key: Key, policy: Policy) -> tuple[OpenPoint, ...]:
    """What bodies asked when they consented to the document, in any of its versions, and whether that is met."""
    return open_points(policy, [release.policy for release in corpus.schools[key[0]].releases_of(key[1])])


def record_of(corpus: Corpus, key: Key, policy: Policy) -> Record:
    """Everything that is written down about a document, to judge it by."""
    source, protocol = corpus.schools[key[0]], corpus.protocols[key[1]].protocol
    base = previous_release(corpus, key, policy.document.version)

    def changed(old: Policy, new: Policy) -> Since:
        return changed_between(corpus, key, old, new)

    def asked_in(text: Policy) -> tuple[Asked, ...] | None:
        changes = changes_since_release(corpus, key, text)
        return asked(rules_of(text), source.school.education, changes) if changes is not None else None

    def rules_of(text: Policy) -> tuple[Consent, ...]:
        """As they were when it was put; of a file from before that was kept, as they are now."""
        return text.consent if text.consent is not None else protocol.consent

    return Record(
        policy=policy,
        proposals=source.proposals_of(key[1]),
        releases=tuple(release.policy for release in source.releases_of(key[1])),
        rules=tuple(asking(rules_of(policy), source.school.education, ())),
        base=base.policy if base is not None and base.is_whole else None,
        changed=changed,
        asked=asked_in,
    )


def changed_between(corpus: Corpus, key: Key, old: Policy, new: Policy) -> Since:
    """What was changed between two texts of a document.

    The weight is the computed one: change notes, with which an author can overrule it in a report, are left out.
    """
    try:
        changes = compare(decided_text(old), decided_text(new), lineage=lineage_in(corpus, key))
    except ComparisonError as error:  # a frozen text that no source can have made
        return Since((Difference(str(error), "substantive", frozenset({"untold"})),))
    return differences(changes, old, new)
