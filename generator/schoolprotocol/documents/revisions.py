"""The source as it stood at a git revision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from gettext import gettext as _

from schoolprotocol.diagnostics import Diagnostic, has_errors, sort
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.policy.model import Policy
from schoolprotocol.resolve.policy import resolve
from schoolprotocol.source.cache import Cache
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.git import GitTree
from schoolprotocol.source.load import load_shared, with_schools
from schoolprotocol.source.reader import Reader

PREFIX = "git:"
"""What stands before a revision where a version is asked: `git:v1.0`."""


def revision_of(version: str) -> str | None:
    """`v1.0` of `git:v1.0`; None where the version is no revision."""
    return version.removeprefix(PREFIX) if version.startswith(PREFIX) else None


def policy_at(corpus: Corpus, revision: str, key: tuple[str, str]) -> Policy:
    """What a document said at a revision.

    Args:
        corpus: the working source, in a git checkout; its folder need not be the checkout's own root.
        revision: a branch, tag, hash or `HEAD~2`.
        key: (school id, protocol id) of the document.

    Raises:
        UsageError: no checkout, no such revision, or the document was not there yet.
        SourceError: the document had faults then; each place begins with the revision.
        MissingOnMachineError: git is not installed.
    """
    then = corpus_at(corpus, revision, [key[0]])
    found = [*then.faults_of(*key)]
    if not found and key not in then.documents():
        text = _("At {revision}, {school} had no document of protocol “{protocol}”.")
        raise UsageError(text.format(revision=revision, school=key[0], protocol=key[1]))
    resolution = resolve(then, *key) if not found else None
    if resolution is not None and resolution.policy is not None and not has_errors(resolution.diagnostics):
        return resolution.policy
    raise SourceError(named(revision, [*found, *(resolution.diagnostics if resolution is not None else ())]))


def corpus_at(corpus: Corpus, revision: str, schools: Iterable[str] | None = None) -> Corpus:
    """The source as it stood at a revision, without what was frozen: that may have a form which nobody reads any more.

    Of the releases that were there then it has what they say now, for texts of other documents refer to them.

    Args:
        corpus: the working source.
        revision: a branch, tag, hash or `HEAD~2`.
        schools: those that are read, with those on which they build; by default all.

    Raises:
        UsageError: no checkout, no such revision, or there was no source yet.
        SourceError: what was called the source then was none.
        MissingOnMachineError: git is not installed.
    """
    then = shared_at(corpus, revision)
    return as_frozen_now(with_schools(then, schools), corpus)


def shared_at(corpus: Corpus, revision: str) -> Corpus:
    """What all schools shared at a revision; `with_schools` reads schools of then, without what was frozen.

    Args, Raises: as `corpus_at`.
    """
    cache = corpus.reader.cache if corpus.reader is not None else Cache()
    loaded = load_shared(Reader(GitTree(corpus.root, revision), cache, with_frozen=False))
    if loaded.value is None:
        raise SourceError(named(revision, loaded.faults))
    return loaded.value


def as_frozen_now(then: Corpus, corpus: Corpus) -> Corpus:
    """The source of a revision, with what its releases of then say in the working source."""
    tree = then.reader.tree if then.reader is not None else None
    schools = {
        id_: replace(
            school,
            releases=tuple(
                one
                for one in (corpus.schools[id_].releases if id_ in corpus.schools else ())
                if tree is not None and tree.kind(one.file) == "file"
            ),
        )
        for id_, school in then.schools.items()
    }
    return replace(then, schools=schools)


def named(revision: str, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Diagnostics with places such as `v1.0:policy_src/project.yaml:3`: git itself names a file so."""
    return sort(replace(d, place=replace(d.place, file=f"{revision}:{d.place.file}")) for d in found)
