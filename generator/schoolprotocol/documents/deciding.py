"""How far each document has come: what the release stage says of decisions and proposals, with the comparison."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.compare.compare import compare
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.documents.comparing import changes_since_release, lineage_in
from schoolprotocol.documents.finding import Key, previous_release
from schoolprotocol.errors import ComparisonError
from schoolprotocol.model.base import NOT_YET_ADOPTED, Status
from schoolprotocol.model.document import Decision
from schoolprotocol.model.protocol import Consent
from schoolprotocol.places import Place
from schoolprotocol.policy.decided import HASH_LENGTH, decided_text, meant, text_hash
from schoolprotocol.policy.model import FROZEN_FORMAT, Policy
from schoolprotocol.release.asked import Asked, asked, asking
from schoolprotocol.release.bodies import matches
from schoolprotocol.release.consent import Consents, Record
from schoolprotocol.release.points import OpenPoint, open_points
from schoolprotocol.release.states import Standing, is_unproven, lacks_adoption, missing, standing, void_decisions
from schoolprotocol.release.substance import Difference, Since, differences
from schoolprotocol.release.term import Term, put_on, reaction_term
from schoolprotocol.source import ledger
from schoolprotocol.source.corpus import Corpus, SchoolSource
from schoolprotocol.source.versions import Release, version_key


def standing_of(corpus: Corpus, key: Key, policy: Policy, today: date, known: ChangeSet | None = None) -> Standing:
    """How far a document has come on this day, and what its declared status lacks; `known` as of `record_of`."""
    return standing(record_of(corpus, key, policy, known), today)


def void_of(corpus: Corpus, key: Key, policy: Policy, known: ChangeSet | None = None) -> tuple[Decision, ...]:
    """The consents and adoptions of a document's version that are about another text; the same on any day."""
    return void_decisions(record_of(corpus, key, policy, known))


def faults_of_decisions(corpus: Corpus, key: Key, policy: Policy) -> list[Diagnostic]:
    """What is wrong with a document's decisions themselves, whatever its status is."""
    return Consents(record_of(corpus, key, policy)).faults()


def confirms_nothing(corpus: Corpus, key: Key, policy: Policy) -> bool:
    """Whether the last decision that was written down confirms what nobody decided, or what is not small."""
    consents = Consents(record_of(corpus, key, policy))
    last = consents.bindings[-1]
    return last.decision.kind == "bevestiging" and not consents.has_use(last)


def still_asked(corpus: Corpus, key: Key, policy: Policy) -> tuple[str, ...]:
    """The bodies that have to consent to a text, by the papers about it and by those from which they stay asked."""
    return tuple(Consents(record_of(corpus, key, policy)).needed.values())


def unproven(corpus: Corpus, key: Key, policy: Policy, known: ChangeSet | None = None) -> bool:
    """Whether a document claims a status that its decisions do not carry; see `release.states.is_unproven`."""
    return is_unproven(record_of(corpus, key, policy, known))


def is_doubted(corpus: Corpus, key: Key, policy: Policy) -> bool:
    """Whether a frozen text is not what was decided: it was edited, or what is kept does not show who adopted it."""
    found = next((one for one in corpus.schools[key[0]].releases_of(key[1]) if one.policy is policy), None)
    return found is not None and (not found.is_whole or undecided(corpus, key, found, date.max) is not None)


def undecided(corpus: Corpus, key: Key, release: Release, today: date) -> Diagnostic | None:
    """That a release is not a text that was put, consented to and adopted, by the decisions that it holds itself.

    What was frozen before decisions named their text is not judged: it proves what was kept, and not who decided.
    """
    if (
        not release.is_whole
        or release.policy.document.status in NOT_YET_ADOPTED
        or _is_from_before(corpus, key, release)
    ):
        return None
    record = record_of(corpus, key, release.policy)
    before = [r for r in record.releases if version_key(r.document.version) < version_key(release.version)]
    by_then = [p for p in record.proposals if version_key(p.version) <= version_key(release.version)]
    problems = lacks_adoption(replace(record, releases=before, proposals=by_then), today)
    if not problems:
        return None
    detail = " ".join(dict.fromkeys(problem.message() for problem in problems))
    values = {"version": release.version, "detail": detail}
    return Diagnostic(
        Kind.RELEASE_NOT_DECIDED, Place(release.file), values, school=release.school, target=release.version
    )


def _is_from_before(corpus: Corpus, key: Key, release: Release) -> bool:
    """Whether it is a file of the first format, and nothing around it is newer than that."""
    source = corpus.schools[key[0]]
    newer = any(p.version == release.version and p.policy.consent is not None for p in source.proposals_of(key[1]))
    earlier = [r for r in source.releases_of(key[1]) if version_key(r.version) < version_key(release.version)]
    late = newer or any(r.format == FROZEN_FORMAT for r in earlier) or _is_behind_newer(source, release)
    return release.format < FROZEN_FORMAT and not late


def _is_behind_newer(source: SchoolSource, release: Release) -> bool:
    """Whether the ledger has it behind a release of the present format: then it was not frozen before that came."""
    entries = ledger.standing(source.ledger.entries) if source.ledger is not None else {}
    places = {path: entry.entry for path, entry in entries.items()}
    newer = [
        places.get(f"releases/{p.protocol}-{p.version}.json") for p in source.releases if p.format == FROZEN_FORMAT
    ]
    own = places.get(f"releases/{release.protocol}-{release.version}.json")
    return own is not None and any(place is not None and place < own for place in newer)


def shortened(corpus: Corpus, key: Key) -> Iterator[Diagnostic]:
    """Reactions that name their text by the beginning of its hash."""
    source = corpus.schools[key[0]]
    known = {one.text_hash: one.version for one in source.proposals_of(key[1])}
    for reaction in source.reactions_to(key[1]):
        if len(reaction.text_hash) < HASH_LENGTH:
            own = [hash_ for hash_, version in known.items() if version == reaction.version]
            whole = meant(reaction.text_hash, own) or ", ".join(own) or "—"
            values = {"hash": reaction.text_hash, "whole": whole, "school": key[0], "protocol": key[1]}
            yield Diagnostic(
                Kind.REACTION_SHORTENED, reaction.at("text_hash"), values, school=key[0], target="reactions"
            )


def reasons_of(corpus: Corpus, key: Key) -> tuple[tuple[str, str], ...]:
    """Each version that was released although the check found errors, with the reason, oldest first."""
    releases = corpus.schools[key[0]].releases_of(key[1]) if key[0] in corpus.schools else ()
    return tuple((one.version, one.despite) for one in releases if one.despite)


@dataclass(frozen=True, slots=True)
class Heard:
    """A body that is asked about a text, and what it decided."""

    body: str
    """As the papers name it."""
    decision: Decision | None
    """Its last word about this version; None where nothing is recorded yet."""


@dataclass(frozen=True, slots=True)
class Put:
    """A text of the version that the document has now, as it was put to bodies."""

    text_hash: str
    file: str
    """Path relative to the project's root."""
    day: date | None
    asked: tuple[str, ...]
    """The bodies whose consent its papers asked."""
    is_working: bool
    """Whether the working text still is this text."""
    term: Term


def heard(corpus: Corpus, key: Key, policy: Policy) -> tuple[Heard, ...]:
    """The bodies that have to consent to the working text, each with what it decided last about this version."""
    consents = Consents(record_of(corpus, key, policy))
    found = []
    for body, name in consents.needed.items():
        own = [one for one in consents.latest if matches(body, one.body, consents.needed)]
        found.append(Heard(name, own[-1].decision if own else None))
    return tuple(found)


def puts(corpus: Corpus, key: Key, policy: Policy) -> tuple[Put, ...]:
    """The texts of this version that were put, the last one first."""
    school, now = corpus.schools[key[0]], text_hash(policy)
    found = [
        Put(
            one.text_hash,
            one.file,
            one.day or put_on(one.policy),
            one.asked or (),
            one.text_hash == now,
            reaction_term(corpus.project.reaction_weeks, one.day or put_on(one.policy), school.school.region),
        )
        for one in school.proposals_of(key[1])
        if one.is_whole and one.version == policy.document.version
    ]
    return tuple(sorted(found, key=lambda one: (one.day or date.min, one.is_working), reverse=True))


def lacking(corpus: Corpus, key: Key, policy: Policy, status: Status, today: date) -> tuple[Diagnostic, ...]:
    """What the working text lacks before it has come as far as a status."""
    return tuple(missing(record_of(corpus, key, policy), status, today))


def points_of(corpus: Corpus, key: Key, policy: Policy) -> tuple[OpenPoint, ...]:
    """What bodies asked when they consented to the document, in any of its versions, and whether that is met."""
    return open_points(policy, [release.policy for release in corpus.schools[key[0]].releases_of(key[1])])


def record_of(corpus: Corpus, key: Key, policy: Policy, known: ChangeSet | None = None) -> Record:
    """Everything that is written down about a document, to judge it by.

    Args:
        corpus: the source.
        key: the document.
        policy: its text.
        known: what `changes_since_release` says of that text, where that was asked: to compare takes most of the time.
    """
    source, protocol = corpus.schools[key[0]], corpus.protocols[key[1]].protocol
    base = previous_release(corpus, key, policy.document.version)

    def changed(old: Policy, new: Policy) -> Since:
        return changed_between(corpus, key, old, new)

    def asked_in(text: Policy) -> tuple[Asked, ...] | None:
        is_known = known is not None and text is policy
        changes = known if is_known else changes_since_release(corpus, key, text, likely_too=False, with_words=False)
        return asked(rules_of(text), source.school.education, changes) if changes is not None else None

    def rules_of(text: Policy) -> tuple[Consent, ...]:
        """As they were when it was put; of a file from before that was kept, as they are now."""
        return text.consent if text.consent is not None else protocol.consent

    return Record(
        policy=policy,
        proposals=source.proposals_of(key[1]),
        releases=tuple(release.policy for release in source.releases_of(key[1])),
        rules=tuple(asking(rules_of(policy), source.school.education, ())),
        education=source.school.education,
        base=base.policy if base is not None and base.is_whole else None,
        changed=changed,
        doubted=lambda text: is_doubted(corpus, key, text),
        asked=asked_in,
    )


def changed_between(corpus: Corpus, key: Key, old: Policy, new: Policy) -> Since:
    """What was changed between two texts of a document.

    The weight is the computed one: change notes, with which an author can overrule it in a report, are left out.
    """
    try:
        changes = compare(decided_text(old), decided_text(new), lineage=lineage_in(corpus, key), likely_too=False)
    except ComparisonError as error:  # a frozen text that no source can have made
        return Since((Difference(str(error), "substantive", frozenset({"untold"})),))
    return differences(changes, old, new)
