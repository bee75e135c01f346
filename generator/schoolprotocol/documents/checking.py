"""Runs the check on the working source, or on frozen versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from gettext import gettext as _
from pathlib import Path

from schoolprotocol.check.changes import check_changes, check_notes
from schoolprotocol.check.excerpt import check_excerpt
from schoolprotocol.check.references import checked_in_future
from schoolprotocol.check.rules import check_document, check_source, check_texts
from schoolprotocol.check.subject import Subject, of_release
from schoolprotocol.check.suppress import apply_suppressions, is_accepted
from schoolprotocol.check.versions import check_proposals
from schoolprotocol.check.versions import check_releases as edited_releases
from schoolprotocol.colours import adjusted
from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.diagnostics import Diagnostic, Kind, sort
from schoolprotocol.documents.comparing import changes_since_release
from schoolprotocol.documents.deciding import standing_of
from schoolprotocol.documents.finding import Key, policies_of, resolve_all
from schoolprotocol.errors import UsageError
from schoolprotocol.model.variant import Variant
from schoolprotocol.places import Place
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.pasted import read_excerpt


def check_working(corpus: Corpus, today: date, keys: Sequence[Key] | None = None) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with the source, its documents and its releases; only these documents where given.

    Raises:
        SourceError: where the source cannot be resolved at all.
    """
    resolutions = resolve_all(corpus)
    policies = policies_of(resolutions)
    if keys is None:
        found = check_source(corpus, policies, today)
    else:
        found = [*checked_in_future(corpus, today), *check_texts(corpus, keys)]
    found += check_proposals(corpus, keys)
    found += edited_releases(corpus, keys) if keys is not None else []
    change_sets: dict[Key, ChangeSet] = {}
    for key, policy in policies.items():
        changes = changes_since_release(corpus, key, policy)
        if changes is not None:
            change_sets[key] = changes
        if keys is not None and key not in keys:
            continue
        subject = Subject(corpus, policy, today, resolutions[key].places)
        of_document = [*resolutions[key].diagnostics, *check_document(subject)]
        of_document += adjusted(corpus.schools[key[0]].school.style, key[0])
        of_document += standing_of(corpus, key, policy, today).problems
        if changes is not None:
            of_document += check_changes(subject, changes)
        variant = corpus.schools[key[0]].variants[key[1]]
        own = [d for d in found if _is_in(d, variant)]
        found = [d for d in found if not _is_in(d, variant)]
        found += apply_suppressions([*own, *of_document], variant.suppress, key[0])
    found = [d for d in found if not _is_accepted(corpus, d)]
    # A release that is gone or was edited is not compared with: then nobody knows what a note was for.
    if keys is None and not any(d.kind in {Kind.RELEASE_CHANGED, Kind.RELEASE_MISSING} for d in found):
        found += [
            diagnostic
            for protocol in corpus.protocols.values()
            for diagnostic in check_notes(protocol, [c for key, c in change_sets.items() if key[1] == protocol.id])
        ]
    return sort(found)


def _is_in(diagnostic: Diagnostic, variant: Variant) -> bool:
    """Whether it is about the text of a variant, and the school may accept it."""
    return diagnostic.kind.suppressible and diagnostic.place.file == variant.at().file


def _is_accepted(corpus: Corpus, diagnostic: Diagnostic) -> bool:
    """Whether the variant in whose file it stands accepts it: one that only serves as a base can do so too."""
    school = corpus.schools.get(diagnostic.school or "")
    variants = school.variants.values() if school is not None else ()
    return any(_is_in(diagnostic, variant) and is_accepted(diagnostic, variant.suppress) for variant in variants)


def check_releases(
    corpus: Corpus, version: str, today: date, keys: Sequence[Key] | None = None
) -> tuple[Diagnostic, ...]:
    """What the check says of this frozen version of each document."""
    chosen = keys if keys is not None else corpus.documents()
    return sort(
        diagnostic
        for school, protocol in chosen
        for release in corpus.schools[school].releases_of(protocol)
        if release.version == version
        for diagnostic in check_document(of_release(corpus, release, today))
    )


def check_pasted(corpus: Corpus, path: Path, keys: Sequence[Key] | None = None) -> tuple[Diagnostic, ...]:
    """What is wrong with a file that holds a text for the schoolgids.

    Args:
        corpus: the source.
        path: the file.
        keys: the documents of which it can be; by default the one to which its link leads.

    Raises:
        UsageError: where it is not clear of which document it is, or where the file cannot be understood.
        SourceError: where the source cannot be resolved.
        OSError: where the file cannot be read.
    """
    pasted = read_excerpt(path)
    root = corpus.project.url.rstrip("/")
    known = keys if keys is not None else corpus.documents()
    chosen = [key for key in known if pasted.names(f"{root}/{corpus.site(*key)}/")] or list(keys or ())
    if len(chosen) != 1:
        message = _("“{name}” has no link to a protocol. Say with --school of which school it is.")
        raise UsageError(message.format(name=path.name))
    school, protocol = chosen[0]
    policies = policies_of(resolve_all(corpus, chosen))
    releases = corpus.schools[school].releases_of(protocol)
    versions = [*(release.policy for release in releases), *policies.values()]
    return sort(check_excerpt(pasted, Place(path.as_posix()), school, versions))
