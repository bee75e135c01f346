"""The source, read and resolved: what every command starts with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from gettext import gettext as _
from pathlib import Path

from schoolprotocol import config
from schoolprotocol.diagnostics import Diagnostic, has_errors, sort
from schoolprotocol.documents import revisions
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.policy.model import Policy
from schoolprotocol.resolve.policy import Resolution, resolve
from schoolprotocol.source.cache import Cache
from schoolprotocol.source.corpus import Corpus, SchoolSource
from schoolprotocol.source.lineage import bases_of
from schoolprotocol.source.load import load, load_shared, with_schools
from schoolprotocol.source.loaded import Loaded
from schoolprotocol.source.neighbours import Neighbour
from schoolprotocol.source.reader import Reader
from schoolprotocol.source.tree import FolderTree, SourceTree
from schoolprotocol.source.versions import Release, version_key
from schoolprotocol.suggest import did_you_mean

Key = config.Key
"""(school id, protocol id): a document."""
FEW = 600_000
"""Bytes of files: some eight schools, of which what was read is kept where schools are read one by one."""
CONCEPT = "concept"
"""How a person names the working source where a version is asked."""


def open_source(
    tree: SourceTree,
    cache: Cache | None = None,
    schools: Collection[str] | None = None,
    neighbour: Callable[[str], Neighbour | None] = lambda _school: None,
) -> Loaded[Corpus]:
    """Load the whole source, as far as it can be read, with every fault in it.

    Args:
        tree: the files.
        cache: what is known of files from another time; by default nothing.
        schools: ids of those that are read, with those on which they build; by default all.
        neighbour: as `Reader` takes it.

    Raises:
        SourceError: where there is no source at all.
    """
    return _there(load(Reader(tree, cache, neighbour=neighbour), schools))


def open_common(tree: SourceTree) -> Corpus:
    """Load what all schools share, as far as it can be read; `with_schools` and `one_by_one` read schools.

    So thousands take no more memory than a few.

    Raises:
        SourceError: where there is no source at all.
    """
    return _there(load_shared(Reader(tree, Cache(FEW)))).value


def changed_source(before: Corpus, paths: Iterable[str], tree: SourceTree, cache: Cache | None = None) -> Corpus:
    """A source of which some files are other ones than when it was read: only what these can touch is read again.

    With every key of somebody who types this is asked, and a board has hundreds of schools.

    Args:
        before: the source that was read.
        paths: of the files that are other ones, new ones or gone.
        tree: the files as they are now.
        cache: as `open_source`.

    Raises:
        SourceError: where there is no source any more.
    """
    shared = _there(load_shared(Reader(tree, cache))).value
    names = (before.school_ids, before.protocol_ids) == (shared.school_ids, shared.protocol_ids)
    if before.faults or not names:  # whose a fault is, and what a school may have, is found out by reading all
        return open_source(tree, cache).value
    parts = [path.split("/") for path in paths]
    touched = {one[2] for one in parts if len(one) > 2 and one[1] == "schools"}
    kept = {id_: school for id_, school in before.schools.items() if id_ not in touched}
    return with_schools(replace(shared, schools=kept))


def one_by_one(shared: Corpus, schools: Iterable[str] | None = None) -> Iterator[tuple[str, Corpus]]:
    """Each school by itself: its id, and the source with it and those on which it builds.

    Whoever goes through them holds one at a time, so that a thousand take no more memory than a few.

    Args:
        shared: from `open_common`.
        schools: ids; by default of all, in order. One that is not there is nothing.
    """
    known: dict[str, Loaded[SchoolSource | None]] = {}
    for school in shared.school_ids if schools is None else schools:
        corpus = with_schools(shared, [school], known)
        yield school, corpus
        bases = bases_of(corpus, school)  # on which the next one often builds too
        known = {id_: read for id_, read in known.items() if id_ in bases}


def open_shared(root: Path) -> Corpus:
    """The same, without faults.

    Raises:
        SourceError: with every fault, also in the schools, where something is wrong that all documents share.
    """
    shared = open_common(FolderTree(root))
    if not shared.has_what_all_share:
        raise SourceError(sort(open_source(FolderTree(root)).faults))
    return shared


def open_corpus(root: Path) -> Corpus:
    """Load a source that must be without faults.

    Raises:
        SourceError: with every fault in it.
    """
    loaded = open_source(FolderTree(root))
    if loaded.faults:
        raise SourceError(sort(loaded.faults))
    return loaded.value


def _there(loaded: Loaded[Corpus | None]) -> Loaded[Corpus]:
    if loaded.value is None:
        raise SourceError(sort(loaded.faults))
    return Loaded(loaded.value, loaded.faults)


def resolve_sound(corpus: Corpus, keys: Iterable[Key] | None = None) -> Loaded[dict[Key, Resolution]]:
    """Resolve documents: all that are published, or only these.

    Returns:
        Those without faults; and the faults of the others, of everything that was read where all are asked.
    """
    found = list(corpus.faults) if keys is None else []
    resolutions: dict[Key, Resolution] = {}
    for key in corpus.documents() if keys is None else keys:
        faults = corpus.faults_of(*key)
        if not faults:
            resolution = resolve(corpus, *key)
            if resolution.policy is not None and not has_errors(resolution.diagnostics):
                resolutions[key] = resolution
                continue
            faults = resolution.diagnostics
        found += faults
    return Loaded(resolutions, sort(found))


def resolve_all(corpus: Corpus, keys: Iterable[Key] | None = None) -> dict[Key, Resolution]:
    """Resolve documents that must be without faults: all that are published, or only these.

    Raises:
        SourceError: with the faults of every document.
    """
    resolved = resolve_sound(corpus, keys)
    if resolved.faults:
        raise SourceError(resolved.faults)
    return resolved.value


def faults_elsewhere(corpus: Corpus, keys: Iterable[Key]) -> tuple[Diagnostic, ...]:
    """What could not be read of the source and has nothing to do with these documents."""
    concerned = {id(fault) for key in keys for fault in corpus.faults_of(*key)}
    return sort(fault for fault in corpus.faults if id(fault) not in concerned)


def policies_of(resolutions: dict[Key, Resolution]) -> dict[Key, Policy]:
    """The policies; `resolve_all` has seen to it that each is there."""
    return {key: resolution.policy for key, resolution in resolutions.items() if resolution.policy is not None}


def no_documents(school: str, known: Iterable[str], silent: Collection[str] = ()) -> UsageError:
    """What a person is told who asks for a school that has no document.

    Args:
        school: what was typed.
        known: the schools that may be meant.
        silent: those of which something is known, and that publish nothing: a board, a school in the making.
    """
    if school in silent:
        return UsageError(
            _("{school} has no document itself: it has no protocol, or each says publish: false.").format(school=school)
        )
    hint = did_you_mean(school, sorted(known))
    return UsageError(_("There is no school “{school}” with a document.{hint}").format(school=school, hint=hint))


def find_document(corpus: Corpus, school: str, protocol: str | None = None) -> Key:
    """The document that a person means.

    Raises:
        UsageError: where there is none, or more than one.
        SourceError: where nobody can know, because the school's files have faults.
    """
    keys = corpus.documents()
    of_school = [key for key in keys if key[0] == school]
    chosen = [key for key in of_school if protocol in {None, key[1]}]
    faults = corpus.faults_in("schools", school)
    if len(chosen) != 1 and faults:
        raise SourceError(sort(faults))
    if not of_school:
        raise no_documents(school, _with_documents(corpus), corpus.schools)
    known = ", ".join(key[1] for key in of_school)
    if not chosen:
        raise UsageError(
            _("{school} has no document “{protocol}”. There are: {known}.").format(
                school=school, protocol=protocol, known=known
            )
        )
    if len(chosen) != 1:
        raise UsageError(
            _("Say with --protocol which document of {school}: {known}.").format(school=school, known=known)
        )
    return chosen[0]


def _with_documents(corpus: Corpus) -> set[str]:
    """The schools that have a document, also those that were not read yet: one of them may be meant."""
    return {school for school, _protocol in with_schools(corpus).documents()}


def documents_of(corpus: Corpus, school: str) -> list[Key]:
    """All documents of a school; one without a name where its faults keep us from knowing which it has.

    Raises:
        UsageError: where it has none.
    """
    keys = corpus.documents()
    found = [key for key in keys if key[0] == school]
    if not found and not corpus.faults_in("schools", school):
        raise no_documents(school, _with_documents(corpus), corpus.schools)
    return found or [(school, "")]


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
        return revisions.policy_at(corpus, revision, key)
    releases = corpus.schools[key[0]].releases_of(key[1])
    found = next((release.policy for release in releases if release.version == version), None)
    if found is None:
        known = ", ".join([*(release.version for release in releases), CONCEPT])
        message = _("{name} has no version “{version}”. There are: {known}.")
        raise UsageError(message.format(name=config.document_name(*key), version=version, known=known))
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
    return corpus.schools[key[0]].held(key[1], policy.document.status)
