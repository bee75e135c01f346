"""Compares versions of a document, and documents of two schools."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path
from typing import Literal

from generator.check.versions import check_releases
from generator.compare.compare import compare
from generator.compare.matching import lineage_of
from generator.compare.similar import similarities
from generator.compare.whole import texts_in_full
from generator.errors import SourceError, UsageError
from generator.model.changes import ChangeSet, Comparison
from generator.model.corpus import Corpus
from generator.model.policy import Policy, canonical_json
from generator.pipeline.documents import Key, find_version, previous_release
from generator.render.report import report_html, report_json, report_markdown
from generator.render.report_input import ReportInput
from generator.resolve.chain import chain

TextFormat = Literal["md", "html", "json"]
TEXT_FORMATS: tuple[TextFormat, ...] = ("md", "html", "json")
Format = Literal[TextFormat, "pdf", "docx"]
FORMATS: tuple[Format, ...] = (*TEXT_FORMATS, "pdf", "docx")


def changes_since_release(corpus: Corpus, key: Key, policy: Policy) -> ChangeSet | None:
    """What differs between a document and its last release; None where nothing was released yet.

    None too where that release was edited: what it says now is not what was released.
    """
    release = previous_release(corpus, key, policy.document.version)
    return compared(corpus, key, release.policy, policy) if release is not None and release.is_whole else None


def changes_between(corpus: Corpus, key: Key, old: str | None, new: str) -> ChangeSet:
    """What differs between two versions of a document.

    Args:
        corpus: the loaded source.
        key: the document.
        old: a version, `concept` or a git revision (`git:v1.0`); None for the last release.
        new: likewise, but for None.

    Raises:
        UsageError: where a version is not there.
        SourceError: where the source had faults at a revision, or a release of the document was edited.
    """
    _require_untouched_releases(corpus, key)
    to = find_version(corpus, key, new)
    if old is not None:
        return compared(corpus, key, find_version(corpus, key, old), to)
    release = previous_release(corpus, key, to.document.version)
    if release is None:
        raise UsageError(_("{school} has no release yet to compare with.").format(school=key[0]))
    return compared(corpus, key, release.policy, to)


def _require_untouched_releases(corpus: Corpus, key: Key) -> None:
    edited = check_releases(corpus, [key])
    if edited:
        raise SourceError(edited)


def compared(corpus: Corpus, key: Key, old: Policy, new: Policy) -> ChangeSet:
    """What differs between two texts of a document that the corpus has now, or had; with its lineage and notes."""
    source = corpus.protocols[key[1]]
    layers, _found = chain(corpus, *key)
    return compare(old, new, source.changes, lineage_of(source, [layer.variant for layer in layers]))


def report_input(corpus: Corpus, key: Key, changes: ChangeSet) -> ReportInput:
    """A change set with what the source says around it: everything that a report is made from."""
    source, school = corpus.protocols[key[1]].protocol, corpus.schools[key[0]].school
    return ReportInput(
        changes=changes,
        texts=texts_in_full(changes),
        parameters=source.parameters,
        references=corpus.references,
        consent=source.consent,
        education=school.education,
        reaction_weeks=corpus.project.reaction_weeks,
        style=school.style,
        publisher=corpus.project.publisher,
    )


def report_since_release(corpus: Corpus, key: Key, policy: Policy) -> ReportInput | None:
    """What a report on a document since its last release is made from; None where nothing was released yet."""
    changes = changes_since_release(corpus, key, policy)
    return report_input(corpus, key, changes) if changes is not None else None


def report_text(report: ReportInput, form: TextFormat, templates: Path) -> str:
    """The change report in one of the forms that are text."""
    match form:
        case "html":
            return report_html(report, templates)
        case "md":
            return report_markdown(report, templates)
        case "json":
            return report_json(report.changes)


def between_schools(corpus: Corpus, first: Key, second: Key) -> Comparison:
    """What two schools' documents have in common and where they differ."""
    return similarities(find_version(corpus, first, "concept"), find_version(corpus, second, "concept"))


def comparison_json(found: Comparison) -> str:
    """A comparison of two schools as JSON."""
    return canonical_json(found)
