"""Compares versions of a document, and documents of two schools."""

from __future__ import annotations

from gettext import gettext as _

from schoolprotocol.check.versions import check_releases
from schoolprotocol.compare.changeset import ChangeSet, Comparison, Match
from schoolprotocol.compare.compare import compare
from schoolprotocol.compare.similar import similarities
from schoolprotocol.diagnostics import sort
from schoolprotocol.documents.finding import Key, find_version, previous_release
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.policy.model import Policy
from schoolprotocol.resolve.chain import chain
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.lineage import lineage_of


def changes_since_release(
    corpus: Corpus, key: Key, policy: Policy, *, likely_too: bool = True, with_words: bool = True
) -> ChangeSet | None:
    """What differs between a document and its last release; None where nothing was released yet.

    None too where that release was edited: what it says now is not what was released. See `compare` for the rest.
    """
    release = previous_release(corpus, key, policy.document.version)
    if release is None or not release.is_whole:
        return None
    notes = corpus.protocols[key[1]].changes
    lineage = lineage_in(corpus, key)
    return compare(release.policy, policy, notes, lineage, likely_too=likely_too, with_words=with_words)


def changes_between(corpus: Corpus, key: Key, old: str | None, new: str, match: Match = "id") -> ChangeSet:
    """What differs between two versions of a document.

    Args:
        corpus: the loaded source.
        key: the document.
        old: a version, `concept` or a git revision (`git:v1.0`); None for the last release.
        new: likewise, but for None.
        match: by `text`, clauses are matched by what they say where no lineage was declared.

    Raises:
        UsageError: where a version is not there.
        SourceError: where the document's files have faults, or had them at a revision, or a release of it was edited.
    """
    return compared(corpus, key, *both_versions(corpus, key, old, new), match)


def both_versions(corpus: Corpus, key: Key, old: str | None, new: str) -> tuple[Policy, Policy]:
    """The two texts that are to be compared; arguments and errors as those of `changes_between`."""
    _require_sound_files(corpus, key)
    to = find_version(corpus, key, new)
    if old is not None:
        return find_version(corpus, key, old), to
    release = previous_release(corpus, key, to.document.version)
    if release is None:
        raise UsageError(_("{school} has no release yet to compare with.").format(school=key[0]))
    return release.policy, to


def _require_sound_files(corpus: Corpus, key: Key) -> None:
    faults = [*corpus.faults_of(*key), *check_releases(corpus, [key])]
    if faults:
        raise SourceError(sort(faults))


def compared(corpus: Corpus, key: Key, old: Policy, new: Policy, match: Match = "id") -> ChangeSet:
    """What differs between two texts of a document that the corpus has now, or had; with its lineage and notes."""
    notes = corpus.protocols[key[1]].changes
    return compare(old, new, notes, lineage_in(corpus, key), match)


def lineage_in(corpus: Corpus, key: Key) -> dict[str, tuple[str, ...]]:
    """Earlier ids by clause id, as the protocol and the variants of a document declare them now."""
    layers, _found = chain(corpus, *key)
    return lineage_of(corpus.protocols[key[1]], [layer.variant for layer in layers])


def between_schools(corpus: Corpus, first: Key, second: Key) -> Comparison:
    """What two schools' documents have in common and where they differ."""
    return similarities(find_version(corpus, first, "concept"), find_version(corpus, second, "concept"))
