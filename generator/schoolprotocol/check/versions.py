"""Versions and releases: what was released stays as it was, and what changes gets a new version."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.base import ADOPTED, NOT_YET_ADOPTED
from schoolprotocol.places import Place
from schoolprotocol.policy.model import Policy
from schoolprotocol.source.corpus import Corpus, SchoolSource
from schoolprotocol.source.unchanged import is_still
from schoolprotocol.source.versions import version_key


def check_releases(corpus: Corpus, keys: Collection[tuple[str, str]] | None = None) -> list[Diagnostic]:
    """Every release whose text is not the one that was released; only of these documents where given."""
    return [
        Diagnostic(
            Kind.RELEASE_CHANGED,
            Place(release.file),
            {"version": release.version},
            school=release.school,
            target=release.version,
        )
        for school in _schools(corpus, keys)
        for release in school.releases
        if not release.is_whole and (keys is None or (release.school, release.protocol) in keys)
    ]


def check_adopted(corpus: Corpus) -> list[Diagnostic]:
    """Every release of a text that was not adopted: it stands in the way of the version that will be."""
    return [
        Diagnostic(
            Kind.RELEASE_NOT_ADOPTED,
            Place(release.file),
            {
                "version": release.version,
                "status": release.policy.document.status,
                "school": release.school,
                "protocol": release.protocol,
            },
            school=release.school,
            target=release.version,
        )
        for school in corpus.schools.values()
        for release in school.releases
        if release.policy.document.status in NOT_YET_ADOPTED
    ]


def check_forsaken(corpus: Corpus, schools: Collection[str] | None = None) -> list[Diagnostic]:
    """The last release of each document that its school does not publish: nobody gets to see it, or who decided.

    Its school has it no more, as where its protocol got another name, or keeps it to itself (`publish: false`).
    """
    unread = {"/".join(fault.place.file.split("/")[-2:]) for fault in corpus.faults}
    last = {
        (school.id, release.protocol): release
        for school in corpus.schools.values()
        for release in school.releases
        if schools is None or school.id in schools
        if release.protocol not in school.variants or not school.variants[release.protocol].publish
        if f"{school.id}/{release.protocol}.yaml" not in unread
    }
    return [
        Diagnostic(
            Kind.RELEASE_FORSAKEN,
            Place(release.file),
            {"version": release.version, "protocol": release.protocol, "school": release.school},
            school=release.school,
            target=release.version,
        )
        for release in last.values()
    ]


def check_proposals(corpus: Corpus, keys: Collection[tuple[str, str]] | None = None) -> list[Diagnostic]:
    """Every proposal that is not what was put to the council; only of these documents where given."""
    return [
        Diagnostic(
            Kind.PROPOSAL_CHANGED,
            Place(proposal.file),
            school=proposal.school,
            target=proposal.version,
        )
        for school in _schools(corpus, keys)
        for proposal in school.proposals
        if not proposal.is_whole and (keys is None or (proposal.school, proposal.protocol) in keys)
    ]


def _schools(corpus: Corpus, keys: Collection[tuple[str, str]] | None) -> Iterable[SchoolSource]:
    """The schools of these documents."""
    return (
        corpus.schools.values()
        if keys is None
        else [corpus.schools[id_] for id_ in sorted({key[0] for key in keys}) if id_ in corpus.schools]
    )


def check_version(corpus: Corpus, policy: Policy) -> Iterator[Diagnostic]:
    """A working document whose version was released already."""
    source = corpus.schools[policy.school]
    releases = source.releases_of(policy.protocol)
    if not releases:
        return
    last = releases[-1]
    version, latest = policy.document.version, last.version
    values = {"version": version, "latest": latest, "school": policy.school, "protocol": policy.protocol}
    place = policy.document.at("version")
    if version_key(version) < version_key(latest):
        yield Diagnostic(Kind.VERSION_BEHIND, place, values, school=policy.school, target="version")
    elif version == latest and last.is_whole and not _is_still(policy, last.policy):
        yield Diagnostic(Kind.VERSION_RELEASED, place, values, school=policy.school, target="version")


def _is_still(policy: Policy, release: Policy) -> bool:
    """Whether the source still says what was released; an adopted text may meanwhile have come in force, or lapsed."""
    was, now = release.document.status, policy.document.status
    return (was == now or (was, now) in _LATER) and is_still(policy, release)


_LATER = {*((was, now) for was in ADOPTED for now in ("van-kracht", "vervallen"))}
