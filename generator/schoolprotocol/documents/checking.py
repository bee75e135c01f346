"""Runs the check on the working source, or on frozen versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from gettext import gettext as _
from itertools import pairwise
from pathlib import Path

from schoolprotocol.check.across import Clash, clashes
from schoolprotocol.check.catalogue import Whole, use_of
from schoolprotocol.check.changes import check_changes, check_lineage, check_notes, explained
from schoolprotocol.check.copied import left_by_copying
from schoolprotocol.check.glyphs import missing_in_frozen
from schoolprotocol.check.ledger import check_ledgers
from schoolprotocol.check.part import Accepted, Checked, Part, packed
from schoolprotocol.check.references import checked_in_future
from schoolprotocol.check.rules import check_document, check_own, check_shared, check_shared_texts, check_texts
from schoolprotocol.check.seals import check_seals
from schoolprotocol.check.shared import not_published
from schoolprotocol.check.subject import Subject, of_release
from schoolprotocol.check.suppress import accepted, apply_suppressions, is_accepted
from schoolprotocol.check.versions import check_forsaken, check_proposals, check_version
from schoolprotocol.check.versions import check_releases as edited_releases
from schoolprotocol.colours import adjusted
from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.diagnostics import Diagnostic, Kind, sort
from schoolprotocol.documents.comparing import changes_since_release
from schoolprotocol.documents.deciding import reasons_of, shortened, standing_of, undecided
from schoolprotocol.documents.finding import Key, policies_of, resolve_sound, still_holds
from schoolprotocol.errors import UsageError
from schoolprotocol.places import Place
from schoolprotocol.policy.model import Policy
from schoolprotocol.resolve.policy import Resolution, resolve
from schoolprotocol.resolve.values import builds_on
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.lineage import bases_of
from schoolprotocol.source.load import with_names
from schoolprotocol.source.versions import version_key
from schoolprotocol.source.yaml import printable
from schoolprotocol.templating import templates_in
from schoolprotocol.words.names import tokens


def check_working(corpus: Corpus, today: date, keys: Sequence[Key] | None = None) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with the source, its documents and its releases; only these documents where given.

    Args:
        corpus: the loaded source.
        today: the day that the check goes by.
        keys: documents; no other is resolved or compared then, and what is wrong elsewhere is not told.
    """
    if keys is None:
        parts = [part_of(corpus, school, today) for school in corpus.school_ids]
        return findings_of(corpus, parts, check_shared_texts(corpus), today)
    corpus = with_names(corpus)
    known, schools = {*corpus.documents()}, {key[0] for key in keys}
    documents = _documents(corpus, [key for key in keys if key in known], today)
    found = [fault for key in keys for fault in corpus.faults_of(*key)]
    found += [*checked_in_future(corpus, today), *check_texts(corpus, keys)]
    found += [diagnostic for policy in documents.policies.values() for diagnostic in check_version(corpus, policy)]
    found += check_proposals(corpus, keys)
    found += _of_decisions(corpus, keys, today)
    found += edited_releases(corpus, keys)
    found += [*check_ledgers(corpus, schools), *check_seals(corpus, schools), *check_forsaken(corpus, schools)]
    found += missing_in_frozen(corpus, templates_in(corpus.root / "templates"), keys)
    found += [*documents.found, *left_by_copying(corpus.around, schools)]
    about = {*schools, *(one.school for one in found), *(one.school for of in documents.checked for one in of.found)}
    accepts = {school: _accepts(corpus, school) for school in about if school is not None}
    return sort(_not_accepted(found, documents.checked, accepts))


def part_of(corpus: Corpus, school: str, today: date) -> Part:
    """What a check has to know of one school.

    Args:
        corpus: the source, with this school and those on which it builds.
        school: id of the school.
        today: the day that the check goes by.
    """
    source, faults = corpus.schools.get(school), corpus.faults_in("schools", school)
    if source is None:
        return Part(school, faults=faults)
    alone = replace(corpus, schools={school: source})
    keys = alone.documents()
    documents = _documents(corpus, keys, today)
    policies = documents.policies
    found = [*documents.found, *check_own(corpus, source, policies.values()), *check_proposals(alone)]
    found += [*_of_decisions(alone, None, today), *check_ledgers(alone), *check_seals(alone)]
    found += missing_in_frozen(alone, templates_in(corpus.root / "templates"))
    released: dict[str, set[str]] = defaultdict(set)
    for release in source.releases:
        released[release.protocol].update(section.id for section in release.policy.all_sections())
    return Part(
        school,
        is_read=True,
        faults=faults,
        found=tuple(found),
        checked=tuple(documents.checked),
        uses=tuple(use_of(corpus, (school, name), policies.get((school, name))) for name in source.variants),
        released={protocol: frozenset(ids) for protocol, ids in released.items()},
        accepts=_accepts(corpus, school),
        gives={name: source.school.at("parameters", name) for name in source.school.parameters},
        builds_on=builds_on(corpus, school),
        despite=tuple((key[1], *one) for key in keys for one in reasons_of(corpus, key)),
        bases=bases_of(corpus, school),
        words=packed(
            "\n".join(sorted({pair for one in documents.subjects for text in one.texts for pair in _pairs(text.text)}))
        ),
    )


def _pairs(text: str) -> Iterator[str]:
    """Each word of a text with the one behind it."""
    return map(" ".join, pairwise([*tokens(text), ""]))


def findings_of(
    corpus: Corpus, parts: Iterable[Part], in_texts: Iterable[Diagnostic], today: date
) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with the source, of what was found in each school.

    Args:
        corpus: the source, or what all schools share of it.
        parts: every school, in the order of their ids.
        in_texts: what was found in the texts that are no school's (`check_shared_texts`).
        today: the day that the check goes by.
    """
    whole = Whole(parts)
    shared = corpus.faults_beside(part.school for part in whole.parts)
    faults = (*shared, *(fault for part in whole.parts for fault in part.faults))
    copied = [*left_by_copying(corpus.around), *not_published(corpus.around, whole)]
    corpus = replace(corpus, schools={}, faults=faults)
    found = [*faults, *check_shared(corpus, whole, in_texts, today), *copied, *_found_in(whole)]
    accepts = {part.school: part.accepts for part in whole.parts}
    checked = [one for part in whole.parts for one in part.checked]
    found = _not_accepted(found, checked, accepts)
    # A release that is gone or was edited is not compared with: then nobody knows what a note was for.
    if not any(d.kind in {Kind.RELEASE_CHANGED, Kind.RELEASE_MISSING} for d in found):
        for protocol in corpus.protocols.values():
            if corpus.is_whole(protocol.id) and whole.has_all(protocol.id):
                compared = [one.explained for one in checked if one.protocol == protocol.id]
                found += check_notes(protocol, [one for one in compared if one is not None])
    return sort(found)


def _found_in(whole: Whole) -> Iterator[Diagnostic]:
    """What is wrong in each school; that a save was stopped is told once."""
    is_told = False
    for one in (one for part in whole.parts for one in part.found):
        if one.kind is not Kind.SAVE_STOPPED or not is_told:
            yield one
        is_told = is_told or one.kind is Kind.SAVE_STOPPED


@dataclass(frozen=True, slots=True)
class _Documents:
    """Some documents, looked at by themselves."""

    policies: dict[Key, Policy]
    """Those that resolve, and whose files have no faults."""
    checked: list[Checked]
    found: list[Diagnostic]
    """Why others do not."""
    subjects: list[Subject]


def _documents(corpus: Corpus, keys: Iterable[Key], today: date) -> _Documents:
    resolutions = {key: resolve(corpus, *key) for key in keys if _can_be_told(corpus, key)}
    policies = {
        key: resolution.policy
        for key, resolution in resolutions.items()
        if resolution.policy is not None and not corpus.faults_of(*key)
    }
    found = [one for key, resolution in resolutions.items() if key not in policies for one in resolution.diagnostics]
    apart = _across(corpus, resolutions, policies, today)
    sides: dict[Key, list[Diagnostic]] = defaultdict(list)
    for clash in apart:
        for key, one in clash.sides:
            sides[key].append(one)
    # Told once, in one of its two documents; accepted in either.
    silent = {id(clash.second[1]) for clash in apart} | {id(one) for clash in apart for one in _accepted(corpus, clash)}
    checked = []
    subjects = [Subject(corpus, policy, today, resolutions[key].places) for key, policy in policies.items()]
    for (key, policy), subject in zip(policies.items(), subjects, strict=True):
        changes = changes_since_release(corpus, key, policy, with_words=False)
        of_document = _of_document(corpus, key, resolutions[key], subject, changes)
        checked.append(
            Checked(
                *key,
                corpus.schools[key[0]].variants[key[1]].at().file,
                (*of_document, *(one for one in sides[key] if id(one) not in silent)),
                tuple(one for one in sides[key] if id(one) in silent),
                explained(corpus.protocols[key[1]], changes) if changes is not None else None,
            )
        )
    return _Documents(policies, checked, found, subjects)


def _accepts(corpus: Corpus, school: str) -> dict[str, tuple[Accepted, ...]]:
    """What a school accepts, by file of a variant: one that only serves as a base can do so too."""
    source = corpus.schools.get(school)
    variants = source.variants.values() if source is not None else ()
    return {variant.at().file: accepted(variant.suppress) for variant in variants}


def _not_accepted(
    found: Iterable[Diagnostic], documents: Iterable[Checked], accepts: Mapping[str, Mapping[str, Sequence[Accepted]]]
) -> list[Diagnostic]:
    """What is left of what was found beside documents, and of what was found in them, when the accepted is taken out.

    Args:
        found: beside the documents; what stands in the file of one counts for what that one accepts.
        documents: those that resolve.
        accepts: by school and file.
    """
    by_file: dict[str | None, list[Diagnostic]] = defaultdict(list)
    for one in found:  # what a school may accept by the file in which it stands, and all else together
        by_file[one.place.file if one.kind.suppressible else None].append(one)
    left: list[Diagnostic] = []
    for document in documents:
        own = [*by_file.pop(document.file, []), *document.found]
        of_variant = accepts[document.school].get(document.file, ())
        left += apply_suppressions(own, of_variant, document.school, document.unheard)
    left += [one for of_file in by_file.values() for one in of_file]
    return [one for one in left if not is_accepted(one, accepts.get(one.school or "", {}).get(one.place.file, ()))]


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
    accepts = any(is_accepted(one, accepted(variant.suppress)) for variant, one in variants)
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


def _can_be_told(corpus: Corpus, key: Key) -> bool:
    """Whether what is wrong with a document's text is no consequence of what could not be read elsewhere."""
    own = corpus.faults_in("schools", key[0])
    return all(fault in own for fault in corpus.faults_of(*key))


def _of_document(
    corpus: Corpus, key: Key, resolution: Resolution, subject: Subject, changes: ChangeSet | None
) -> list[Diagnostic]:
    """What is wrong with one document that was read and resolved."""
    found = [*resolution.diagnostics, *check_document(subject)]
    found += adjusted(corpus.schools[key[0]].school.style, key[0])
    found += standing_of(corpus, key, subject.policy, subject.today, changes).problems
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
    corpus = with_names(corpus)
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
    from schoolprotocol.check.excerpt import check_excerpt  # noqa: PLC0415 (seldom)
    from schoolprotocol.source.pasted import read_excerpt  # noqa: PLC0415

    corpus, pasted = with_names(corpus), read_excerpt(path)
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
