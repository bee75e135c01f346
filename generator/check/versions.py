"""Versions and releases: what was released stays as it was, and what changes gets a new version."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Kind
from generator.model.corpus import Corpus, version_key
from generator.model.policy import Policy
from generator.places import Place


def check_releases(corpus: Corpus) -> list[Diagnostic]:
    """Every release whose text is not the one that was released. A build asks this too."""
    return [
        Diagnostic(
            Kind.RELEASE_CHANGED,
            Place(release.file),
            {"version": release.version},
            school=release.school,
            target=release.version,
        )
        for school in corpus.schools.values()
        for release in school.releases
        if release.recorded_hash != release.actual_hash
    ]


def check_version(corpus: Corpus, policy: Policy) -> Iterator[Diagnostic]:
    """A working document whose version was released already."""
    source = corpus.schools[policy.school]
    releases = source.releases_of(policy.protocol)
    if not releases:
        return
    last = releases[-1]
    version, latest = policy.document.version, last.version
    values = {"version": version, "latest": latest}
    place = policy.document.at("version")
    if version_key(version) < version_key(latest):
        yield Diagnostic(Kind.VERSION_BEHIND, place, values, school=policy.school, target="version")
    elif version == latest and last.recorded_hash == last.actual_hash and policy != last.policy:
        yield Diagnostic(Kind.VERSION_RELEASED, place, values, school=policy.school, target="version")
