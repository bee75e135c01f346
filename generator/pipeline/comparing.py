"""Compares versions of a document, and documents of two schools."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import gettext as _
from pathlib import Path
from typing import Literal

from generator.compare.compare import compare
from generator.compare.matching import lineage_of
from generator.compare.similar import similarities
from generator.errors import UsageError
from generator.model.changes import ChangeSet, Comparison
from generator.model.corpus import Corpus
from generator.model.policy import Policy, canonical_json
from generator.pipeline.documents import Key, find_version, previous_release
from generator.render.report import report_html, report_json, report_markdown
from generator.resolve.chain import chain

Format = Literal["md", "html", "json"]
FORMATS: tuple[Format, ...] = ("md", "html", "json")


def changes_since_release(corpus: Corpus, key: Key, policy: Policy) -> ChangeSet | None:
    """What differs between a document and its last release; None where nothing was released yet."""
    release = previous_release(corpus, key, policy.document.version)
    return compared(corpus, key, release.policy, policy) if release is not None else None


def changes_between(corpus: Corpus, key: Key, old: str | None, new: str) -> ChangeSet:
    """What differs between two versions of a document.

    Args:
        corpus: the loaded source.
        key: the document.
        old: a version, `concept` or a git revision (`git:v1.0`); None for the last release.
        new: likewise, but for None.

    Raises:
        UsageError: where a version is not there.
        SourceError: where the source had faults at a revision.
    """
    to = find_version(corpus, key, new)
    if old is not None:
        return compared(corpus, key, find_version(corpus, key, old), to)
    release = previous_release(corpus, key, to.document.version)
    if release is None:
        raise UsageError(_("{school} has no release yet to compare with.").format(school=key[0]))
    return compared(corpus, key, release.policy, to)


def compared(corpus: Corpus, key: Key, old: Policy, new: Policy) -> ChangeSet:
    """What differs between two texts of a document that the corpus has now, or had; with its lineage and notes."""
    source = corpus.protocols[key[1]]
    layers, _found = chain(corpus, *key)
    return compare(old, new, source.changes, lineage_of(source, [layer.variant for layer in layers]))


def parameter_helps(corpus: Corpus, key: Key) -> dict[str, str]:
    """What each parameter of a document's protocol means, by name."""
    return {name: parameter.help for name, parameter in corpus.protocols[key[1]].protocol.parameters.items()}


def report(changes: ChangeSet, form: Format, templates: Path, helps: Mapping[str, str]) -> str:
    """The change report in one of the forms."""
    match form:
        case "html":
            return report_html(changes, templates, helps=helps)
        case "md":
            return report_markdown(changes, templates, helps=helps)
        case "json":
            return report_json(changes)


def between_schools(corpus: Corpus, first: Key, second: Key) -> Comparison:
    """What two schools' documents have in common and where they differ."""
    return similarities(find_version(corpus, first, "concept"), find_version(corpus, second, "concept"))


def comparison_json(found: Comparison) -> str:
    """A comparison of two schools as JSON."""
    return canonical_json(found)
