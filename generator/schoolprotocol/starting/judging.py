"""Judges changes of a source before they are saved: which faults they would bring, and whom they reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from schoolprotocol.check.around import Around
from schoolprotocol.check.part import Part
from schoolprotocol.check.rules import check_shared_texts
from schoolprotocol.compare.overview import Impact
from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.documents.checking import findings_of, part_of
from schoolprotocol.documents.finding import Key, resolve_sound
from schoolprotocol.documents.impact import between
from schoolprotocol.errors import SourceError
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.lineage import bases_of
from schoolprotocol.source.load import with_names, with_schools
from schoolprotocol.source.neighbours import Neighbours

_BEFORE = "before"
"""How an impact calls the source that was."""
_STOPS = ("SP1", "SP2", "SP3", "SP6")
"""Chapters of errors that a change may not bring: files, variants, texts, outputs. That a text differs from what was
adopted is what a change is for."""


@dataclass(frozen=True, slots=True)
class Applied:
    """Changes that were saved."""

    files: tuple[str, ...]
    """Paths of what was written or removed."""
    impact: Impact
    """For which documents they change something."""
    findings: tuple[Diagnostic, ...]
    """What the check says now and did not say before."""


def judged(
    before: Corpus,
    after: Corpus,
    paths: Collection[str],
    today: date,
    known: Callable[..., Part | None] = lambda *_school: None,
) -> tuple[tuple[Diagnostic, ...], Impact]:
    """What the check says after a change and not before it, and what the change touches.

    A school that no file of the change has to do with is looked at once at most: what is said of it stays the same.
    It is not even read where it is known what a check finds of it, and nothing of that stands in the way of a document.
    So is what was said of another one before, where that is known.

    Args:
        before: the source as it is; schools that were not read are read where they have to be.
        after: the source as it would be, likewise.
        paths: the files that change.
        today: the day that the check goes by.
        known: what a check of that day finds of a school as it is, where that is known already; given the names of all
            schools, where these are the same too.

    Raises:
        SourceError: where the change brings errors.
    """
    vouched = _vouched(before, after, paths, known)
    asked = [id_ for id_ in (*before.school_ids, *after.school_ids) if id_ not in vouched]
    before = with_names(with_schools(before, asked))
    after = _with_names_of(before, with_schools(after, asked))
    unreached = [id_ for id_ in _unreached(before, after, paths) if id_ in asked]
    same = {**vouched, **{school: known(school) or part_of(before, school, today) for school in unreached}}
    around = Around(before.around)
    if before.around.by_id != after.around.by_id:  # a name that is new, or gone, may stand in texts of anybody
        other = Around(after.around)
        same = {school: part for school, part in same.items() if part.near(around) == part.near(other)}
        before, after = (with_schools(one, vouched.keys() - same.keys()) for one in (before, after))
    was = {id_: part for id_ in before.school_ids if (part := same.get(id_) or known(id_, around)) is not None}
    found = fresh(_found(before, was, today), _found(after, same, today))
    wrong = [one for one in found if _stops(one)]
    if wrong:
        raise SourceError(wrong)
    return found, between(after, before, _BEFORE, same).value


def _vouched(
    before: Corpus, after: Corpus, paths: Iterable[str], known: Callable[[str], Part | None]
) -> dict[str, Part]:
    """The schools that need not be read: no file of a change has to do with them, and their documents are whole."""
    touched = _touched(paths)
    if touched is None:
        return {}
    both = [school for school in before.school_ids if school in after.school_ids]
    parts = [part for part in map(known, both) if part is not None and part.has_no_faults]
    return {part.school: part for part in parts if touched.isdisjoint({part.school, *part.bases})}


def _with_names_of(before: Corpus, after: Corpus) -> Corpus:
    """The source as it would be with the names of all schools: those that were not read are called as they are now."""
    left = {id_ for id_ in after.school_ids if not after.was_read(id_)}
    if not left:
        return after
    found = {id_: one for id_, one in before.around.by_id.items() if id_ in left}
    found |= {id_: school.as_neighbour for id_, school in after.schools.items()}
    return replace(after, neighbours=Neighbours(found[id_] for id_ in after.school_ids if id_ in found))


def _unreached(before: Corpus, after: Corpus, paths: Iterable[str]) -> list[str]:
    """The schools of which a change touches neither a file nor a school on which they build, nor what all share."""
    touched = _touched(paths)
    if touched is None:
        return []
    both = [school for school in before.school_ids if school in after.school_ids]
    return [id_ for id_ in both if touched.isdisjoint({id_, *bases_of(before, id_), *bases_of(after, id_)})]


def _touched(paths: Iterable[str]) -> set[str] | None:
    """The schools of which files are; None where one is of what all share."""
    parts = [path.split("/") for path in paths]
    return {one[2] for one in parts} if all(len(one) > 3 and one[1] == "schools" for one in parts) else None


def _found(corpus: Corpus, same: Mapping[str, Part], today: date) -> tuple[Diagnostic, ...]:
    parts = [same[school] if school in same else part_of(corpus, school, today) for school in corpus.school_ids]
    return findings_of(corpus, parts, check_shared_texts(corpus), today)


def fresh(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What a check says now and did not say before."""
    known = Counter(_told(one) for one in before)
    found = []
    for one in after:
        if known[_told(one)]:
            known[_told(one)] -= 1
        else:
            found.append(one)
    return tuple(found)


def require_sound(before: Corpus, after: Corpus, paths: Iterable[str]) -> None:
    """Go on only where every document that a change can reach is still whole: `judged` asks more, and takes long.

    What the check would say of its texts is for later: who writes sees that beside the text, and nothing is put to a
    council or released with it.

    Args:
        before: the source as it is.
        after: the source as it would be.
        paths: the files that change.

    Raises:
        SourceError: where the change brings faults in what is read or in how a document is put together.
    """
    reached = _reached(after, paths)
    found = _faults(after, reached)
    if found:
        known = Counter(_told(one) for one in _faults(before, reached))
        wrong = [one for one in found if one.kind.severity == "error" and not known[_told(one)]]
        if wrong:
            raise SourceError(wrong)


def _faults(corpus: Corpus, keys: list[Key] | None) -> list[Diagnostic]:
    """What cannot be read, anywhere, and what is wrong in how these documents are put together."""
    there = None if keys is None else [key for key in keys if key in corpus.documents()]
    return [*{_told(one): one for one in (*corpus.faults, *resolve_sound(corpus, there).faults)}.values()]


def _reached(corpus: Corpus, paths: Iterable[str]) -> list[Key] | None:
    """The documents that files can have a part in; None for all. A document refers to others of its school."""
    schools: set[str] = set()
    for path in paths:
        parts = path.split("/")
        if len(parts) < 4 or parts[1] not in {"schools", "protocols"}:
            return None
        folder, id_ = parts[1:3]
        for school, protocol in corpus.documents():
            if id_ in ({school, *corpus.lineage(school, protocol)} if folder == "schools" else {protocol}):
                schools.add(school)
    return [key for key in corpus.documents() if key[0] in schools]


def _stops(finding: Diagnostic) -> bool:
    kind = finding.kind
    return kind.severity == "error" and not kind.standing and kind.code.startswith(_STOPS)


def _told(finding: Diagnostic) -> tuple[str, ...]:
    """What makes it the same finding, wherever its line went."""
    return finding.kind.code, finding.place.file, str(finding.school), str(finding.target), finding.message()
