"""Runs the check on the working source, or on frozen versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from gettext import gettext as _
from pathlib import Path

from schoolprotocol.check.across import Clash, clashes
from schoolprotocol.check.changes import check_changes, check_lineage, check_notes
from schoolprotocol.check.excerpt import check_excerpt
from schoolprotocol.check.glyphs import missing_in_frozen
from schoolprotocol.check.ledger import check_ledgers
from schoolprotocol.check.references import checked_in_future
from schoolprotocol.check.rules import check_document, check_source, check_texts
from schoolprotocol.check.seals import check_seals
from schoolprotocol.check.subject import Subject, of_release
from schoolprotocol.check.suppress import apply_suppressions, is_accepted
from schoolprotocol.check.versions import check_forsaken, check_proposals, check_version
from schoolprotocol.check.versions import check_releases as edited_releases
from schoolprotocol.colours import adjusted
from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.diagnostics import Diagnostic, Kind, sort
from schoolprotocol.documents.comparing import changes_since_release
from schoolprotocol.documents.deciding import shortened, standing_of, undecided
from schoolprotocol.documents.finding import Key, policies_of, resolve_sound, still_holds
from schoolprotocol.errors import UsageError
from schoolprotocol.model.variant import Variant
from schoolprotocol.places import Place
from schoolprotocol.policy.model import Policy
from schoolprotocol.resolve.policy import Resolution, resolve
from schoolprotocol.source.corpus import Corpus, version_key
from schoolprotocol.source.pasted import read_excerpt
from schoolprotocol.source.yaml import printable
from schoolprotocol.templating import templates_in


def check_working(corpus: Corpus, today: date, keys: Sequence[Key] | None = None) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with the source, its documents and its releases; only these documents where given.

    Args:
        corpus: the loaded source.
        today: the day that the check goes by.
        keys: documents; no other is resolved or compared then, and what is wrong elsewhere is not told.
    """
    is_everything = keys is None
    asked = corpus.documents() if keys is None else keys
    known = {*corpus.documents()}
    found = list(corpus.faults) if keys is None else [fault for key in keys for fault in corpus.faults_of(*key)]
    resolutions = {key: resolve(corpus, *key) for key in asked if key in known and _can_be_told(corpus, key)}
    policies = {
        key: resolution.policy
        for key, resolution in resolutions.items()
        if resolution.policy is not None and not corpus.faults_of(*key)
    }
    if keys is None:
        found += check_source(corpus, policies, today)
    else:
        found += [*checked_in_future(corpus, today), *check_texts(corpus, keys)]
        found += [diagnostic for policy in policies.values() for diagnostic in check_version(corpus, policy)]
    found += check_proposals(corpus, keys)
    found += [*_of_decisions(corpus, asked if keys is not None else None, today)]
    found += edited_releases(corpus, keys) if not is_everything else []
    schools = None if keys is None else {key[0] for key in keys}
    found += [*check_ledgers(corpus, schools), *check_seals(corpus, schools)]
    found += check_forsaken(corpus, schools) if schools is not None else []
    found += missing_in_frozen(corpus, templates_in(corpus.root / "templates"), keys)
    change_sets: dict[Key, ChangeSet] = {}
    apart = _across(corpus, resolutions, policies, today)
    sides: dict[Key, list[Diagnostic]] = defaultdict(list)
    for clash in apart:
        for key, one in clash.sides:
            sides[key].append(one)
    by_file: dict[str | None, list[Diagnostic]] = defaultdict(list)
    _lay(found, by_file)
    for key, resolution in resolutions.items():
        if key not in policies:
            _lay(resolution.diagnostics, by_file)
            continue
        changes = changes_since_release(corpus, key, policies[key])
        if changes is not None:
            change_sets[key] = changes
        of_document = _of_document(corpus, key, resolution, policies[key], changes, today)
        variant = corpus.schools[key[0]].variants[key[1]]
        own = by_file.pop(variant.at().file, [])
        _lay(apply_suppressions([*own, *of_document, *sides[key]], variant.suppress, key[0]), by_file)
    found = [one for of_file in by_file.values() for one in of_file]
    # Told once, in one of its two documents; accepted in either.
    silent = {id(clash.second[1]) for clash in apart} | {id(one) for clash in apart for one in _accepted(corpus, clash)}
    found = [d for d in found if id(d) not in silent]
    found = [d for d in found if not _is_accepted(corpus, d)]
    # A release that is gone or was edited is not compared with: then nobody knows what a note was for.
    if is_everything and not any(d.kind in {Kind.RELEASE_CHANGED, Kind.RELEASE_MISSING} for d in found):
        found += [
            diagnostic
            for protocol in corpus.protocols.values()
            if corpus.is_whole(protocol.id) and all(key in policies for key in asked if key[1] == protocol.id)
            for diagnostic in check_notes(protocol, [c for key, c in change_sets.items() if key[1] == protocol.id])
        ]
    return sort(found)


def _lay(found: Iterable[Diagnostic], by_file: dict[str | None, list[Diagnostic]]) -> None:
    """Lay what a school may accept by the file in which it stands, and all else together."""
    for one in found:
        by_file[one.place.file if one.kind.suppressible else None].append(one)


def _across(
    corpus: Corpus, resolutions: Mapping[Key, Resolution], policies: Mapping[Key, Policy], today: date
) -> tuple[Clash, ...]:
    """What the documents of each school say against each other: the working texts, and what is in force beside one."""
    found: list[Clash] = []
    by_school: dict[str, list[Key]] = defaultdict(list)
    for key in policies:
        by_school[key[0]].append(key)
    for school, keys in sorted(by_school.items()):
        subjects = []
        for key in keys:
            subjects.append(Subject(corpus, policies[key], today, resolutions[key].places))
            held = still_holds(corpus, key, policies[key])
            releases = corpus.schools[school].releases_of(key[1])
            subjects += [of_release(corpus, one, today) for one in releases if one.policy is held]
        found += clashes(subjects)
    return tuple(found)


def _accepted(corpus: Corpus, clash: Clash) -> tuple[Diagnostic, ...]:
    """Both sides of a contradiction that one of its documents accepts; nothing where neither does."""
    variants = [(corpus.schools[key[0]].variants[key[1]], one) for key, one in clash.sides]
    accepts = any(is_accepted(one, variant.suppress) for variant, one in variants)
    return tuple(one for _key, one in clash.sides) if accepts else ()


def _of_decisions(corpus: Corpus, keys: Sequence[Key] | None, today: date) -> Iterator[Diagnostic]:
    """Releases that nobody adopted, reactions that do not say to which text; only of these documents where given."""
    for school in corpus.schools.values():
        for protocol in sorted({*corpus.protocols} & {*school.variants}):
            key = (school.id, protocol)
            if keys is None or key in keys:
                releases = school.releases_of(protocol)
                yield from (one for release in releases if (one := undecided(corpus, key, release, today)) is not None)
                yield from shortened(corpus, key)


def _is_in(diagnostic: Diagnostic, variant: Variant) -> bool:
    """Whether it is about the text of a variant, and the school may accept it."""
    return diagnostic.kind.suppressible and diagnostic.place.file == variant.at().file


def _is_accepted(corpus: Corpus, diagnostic: Diagnostic) -> bool:
    """Whether the variant in whose file it stands accepts it: one that only serves as a base can do so too."""
    school = corpus.schools.get(diagnostic.school or "")
    variants = school.variants.values() if school is not None else ()
    return any(_is_in(diagnostic, variant) and is_accepted(diagnostic, variant.suppress) for variant in variants)


def _can_be_told(corpus: Corpus, key: Key) -> bool:
    """Whether what is wrong with a document's text is no consequence of what could not be read elsewhere."""
    own = corpus.faults_in("schools", key[0])
    return all(fault in own for fault in corpus.faults_of(*key))


def _of_document(
    corpus: Corpus, key: Key, resolution: Resolution, policy: Policy, changes: ChangeSet | None, today: date
) -> list[Diagnostic]:
    """What is wrong with one document that was read and resolved."""
    subject = Subject(corpus, policy, today, resolution.places)
    found = [*resolution.diagnostics, *check_document(subject)]
    found += adjusted(corpus.schools[key[0]].school.style, key[0])
    found += standing_of(corpus, key, policy, today, changes).problems
    if changes is not None:
        found += [*check_changes(subject, changes), *check_lineage(subject, changes)]
    return found


def check_releases(
    corpus: Corpus, version: str, today: date, keys: Sequence[Key] | None = None
) -> tuple[Diagnostic, ...]:
    """What the check says of this frozen version of each document, and of what it is kept by.

    Raises:
        UsageError: where no document has that version; a mistyped one must not look sound.
    """
    chosen = keys if keys is not None else corpus.documents()
    found = list(corpus.faults) if keys is None else [fault for key in keys for fault in corpus.faults_of(*key)]
    releases = [
        release
        for school, protocol in chosen
        if school in corpus.schools
        for release in corpus.schools[school].releases_of(protocol)
    ]
    asked = [release for release in releases if release.version == version]
    for release in asked:
        found += check_document(of_release(corpus, release, today))
    if asked:  # a text that nobody can vouch for is not sound, whatever stands in it
        judged = {(release.school, release.protocol): release for release in asked}
        found += [one for one in edited_releases(corpus, judged) if one.target == version]
        doubts = (undecided(corpus, key, release, today) for key, release in judged.items())
        found += [*(doubt for doubt in doubts if doubt is not None), *check_proposals(corpus, judged)]
        schools = {school for school, _protocol in judged}
        found += [*check_ledgers(corpus, schools), *check_seals(corpus, schools)]
    versions = {release.version for release in releases}
    if version not in versions and not found:
        text = _("No document has a released version “{version}”. There are: {known}.")
        known = ", ".join(sorted(versions, key=version_key)) or "—"
        raise UsageError(text.format(version=version, known=known))
    return sort(found)


def check_pasted(corpus: Corpus, path: Path, keys: Sequence[Key] | None = None) -> tuple[Diagnostic, ...]:
    """What is wrong with a file that holds a text for the schoolgids.

    Args:
        corpus: the source.
        path: the file.
        keys: the documents of which it can be; by default the one to which its link leads.

    Raises:
        UsageError: where it is not clear of which document it is, or where the file cannot be understood.
        OSError: where the file cannot be read.
    """
    pasted = read_excerpt(path)
    known = keys if keys is not None else corpus.documents()
    read = [key for key in known if key[0] in corpus.schools]
    alone = [key for key in read if sum(other[0] == key[0] for other in corpus.documents()) == 1]
    chosen = (
        [key for key in read if pasted.names(corpus.address(corpus.site(*key)))]
        or [key for key in alone if pasted.names(corpus.address(key[0]))]  # where documents stood before
        or list(keys or ())
    )
    if len(chosen) != 1:
        message = _("“{name}” has no link to a protocol. Say with --school of which school it is.")
        raise UsageError(message.format(name=path.name))
    school, protocol = chosen[0]
    resolved = resolve_sound(corpus, chosen)
    if resolved.faults:
        return resolved.faults
    policies = policies_of(resolved.value)
    releases = corpus.schools[school].releases_of(protocol)
    versions = [*(release.policy for release in releases), *policies.values()]
    return sort(check_excerpt(pasted, Place(printable(path.as_posix())), school, versions))
