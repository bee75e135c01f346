"""The source, read and resolved: what every command starts with."""

from __future__ import annotations

from collections.abc import Iterable
from gettext import gettext as _
from pathlib import Path

from schoolprotocol import config
from schoolprotocol.diagnostics import has_errors, sort
from schoolprotocol.documents import revisions
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.model.base import ADOPTED, NOT_YET_ADOPTED
from schoolprotocol.policy.model import Policy
from schoolprotocol.resolve.policy import Resolution, resolve
from schoolprotocol.source.corpus import Corpus, Release, version_key
from schoolprotocol.source.load import load, load_shared
from schoolprotocol.suggest import did_you_mean

Key = config.Key
"""(school id, protocol id): a document."""
CONCEPT = "concept"
"""How a person names the working source where a version is asked."""


def open_corpus(root: Path) -> Corpus:
    """Load the source.

    Raises:
        SourceError: with every fault in it.
    """
    corpus, found = load(root)
    if corpus is None:
        raise SourceError(sort(found))
    return corpus


def open_shared(root: Path) -> Corpus:
    """Load what all schools share; a school is read when it is asked for, and forgotten again.

    Raises:
        SourceError: with every fault, also in the schools, where what they share has any.
    """
    corpus, _found = load_shared(root)
    return open_corpus(root) if corpus is None else corpus


def resolve_all(corpus: Corpus, keys: Iterable[Key] | None = None) -> dict[Key, Resolution]:
    """Resolve documents: all that are published, or only these.

    Raises:
        SourceError: with the faults of every document.
    """
    resolutions = {key: resolve(corpus, *key) for key in (corpus.documents() if keys is None else keys)}
    found = [d for resolution in resolutions.values() for d in resolution.diagnostics]
    if has_errors(found):
        raise SourceError(sort(found))
    return resolutions


def policies_of(resolutions: dict[Key, Resolution]) -> dict[Key, Policy]:
    """The policies; `resolve_all` has seen to it that each is there."""
    return {key: resolution.policy for key, resolution in resolutions.items() if resolution.policy is not None}


def no_documents(school: str, known: Iterable[str]) -> UsageError:
    """What a person is told who asks for a school that has no document; `known` are those that may be meant."""
    hint = did_you_mean(school, sorted(known))
    return UsageError(_("There is no school “{school}” with a document.{hint}").format(school=school, hint=hint))


def find_document(corpus: Corpus, school: str, protocol: str | None = None) -> Key:
    """The document that a person means.

    Raises:
        UsageError: where there is none, or more than one.
    """
    keys = corpus.documents()
    of_school = [key for key in keys if key[0] == school]
    if not of_school:
        raise no_documents(school, {key[0] for key in keys})
    chosen = [key for key in of_school if protocol in {None, key[1]}]
    if len(chosen) != 1:
        known = ", ".join(key[1] for key in of_school)
        raise UsageError(
            _("Say with --protocol which document of {school}: {known}.").format(school=school, known=known)
        )
    return chosen[0]


def find_version(corpus: Corpus, key: Key, version: str) -> Policy:
    """A release of a document; its working text for `concept`, or as it stood at a git revision for `git:v1.0`.

    Raises:
        UsageError: where there is no such version.
        SourceError: where the working text has faults.
        MissingOnMachineError: where a revision is asked and git is not installed.
    """
    if version == CONCEPT:
        return policies_of(resolve_all(corpus, [key]))[key]
    revision = revisions.revision_of(version)
    if revision is not None:
        return revisions.policy_at(corpus.root, revision, key)
    releases = corpus.schools[key[0]].releases_of(key[1])
    found = next((release.policy for release in releases if release.version == version), None)
    if found is None:
        known = ", ".join([*(release.version for release in releases), CONCEPT])
        message = _("{school} has no version “{version}”. There are: {known}.")
        raise UsageError(message.format(school=key[0], version=version, known=known))
    return found


def previous_release(corpus: Corpus, key: Key, version: str) -> Release | None:
    """The release with which a text of this version is compared: the newest older one, else the newest one."""
    releases = corpus.schools[key[0]].releases_of(key[1])
    older = [release for release in releases if version_key(release.version) < version_key(version)]
    candidates = older or list(releases)
    return candidates[-1] if candidates else None


def still_holds(corpus: Corpus, key: Key, policy: Policy) -> Policy | None:
    """What applies while the working text is a proposal: the newest adopted release.

    None where the working text was adopted or lapsed itself, or where nothing was ever adopted.
    """
    if policy.document.status not in NOT_YET_ADOPTED:
        return None
    releases = [release.policy for release in corpus.schools[key[0]].releases_of(key[1])]
    decided = [release for release in releases if release.document.status not in NOT_YET_ADOPTED]
    return decided[-1] if decided and decided[-1].document.status in ADOPTED else None
