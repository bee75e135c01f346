"""Reports of two policies as Word documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.compare.compare import compare
from schoolprotocol.compare.prove import rebuild
from schoolprotocol.compare.whole import texts_in_full
from schoolprotocol.model.change import ChangeNote
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.word.changes.report import report_docx
from schoolprotocol.policy.model import Policy

NO_LINEAGE: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Edited:
    """Two versions and their report."""

    old: Policy
    new: Policy
    report: bytes


class Editor(Protocol):
    """Gives an edit of `tests.docx.edits` by its name, or the other way round."""

    def __call__(self, name: str, *, back: bool = False) -> Edited: ...


def report(
    old: Policy,
    new: Policy,
    notes: Iterable[ChangeNote] = (),
    lineage: Mapping[str, tuple[str, ...]] = NO_LINEAGE,
) -> bytes:
    """The change report of two policies."""
    return written(compare(old, new, list(notes), lineage))


def written(changes: ChangeSet) -> bytes:
    """A change set as its report."""
    return report_docx(ReportInput(changes, texts_in_full(changes)), rebuild(changes, "old"), rebuild(changes, "new"))
