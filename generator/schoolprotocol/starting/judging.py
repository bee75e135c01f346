"""Judges changes of a source before they are saved: which faults they would bring, and whom they reach."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from schoolprotocol.compare.overview import Impact
from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.documents.checking import check_working
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
    known = Counter(_told(one) for one in check_working(before, today))
    fresh = []
    for one in check_working(after, today):
        if known[_told(one)]:
            known[_told(one)] -= 1
        else:
            fresh.append(one)
    wrong = [one for one in fresh if _stops(one)]
    if wrong:
        raise SourceError(wrong)
    return tuple(fresh), between(after, before, _BEFORE).value


def _stops(finding: Diagnostic) -> bool:
    kind = finding.kind
    return kind.severity == "error" and not kind.standing and kind.code.startswith(_STOPS)


def _told(finding: Diagnostic) -> tuple[str, ...]:
    """What makes it the same finding, wherever its line went."""
    return finding.kind.code, finding.place.file, str(finding.school), str(finding.target), finding.message()
