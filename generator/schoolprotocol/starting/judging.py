"""Judges changes of a source before they are saved: which faults they would bring, and whom they reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from schoolprotocol.compare.overview import Impact
from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.documents.checking import check_working
from schoolprotocol.documents.finding import Key, resolve_sound
from schoolprotocol.documents.impact import between
from schoolprotocol.errors import SourceError
from schoolprotocol.source.corpus import Corpus

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


def judged(before: Corpus, after: Corpus, today: date) -> tuple[tuple[Diagnostic, ...], Impact]:
    """What the check says after a change and not before it, and what the change touches.

    Args:
        before: the source as it is.
        after: the source as it would be.
        today: the day that the check goes by.

    Raises:
        SourceError: where the change brings errors.
    """
    found = fresh(check_working(before, today), check_working(after, today))
    wrong = [one for one in found if _stops(one)]
    if wrong:
        raise SourceError(wrong)
    return found, between(after, before, _BEFORE).value


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
