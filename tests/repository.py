"""This repository's own content, whatever it is: a test that asks here holds for the schools of a fork too."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from schoolprotocol.config import document_name
from schoolprotocol.documents import finding
from schoolprotocol.documents.finding import Key
from schoolprotocol.policy.model import Policy
from schoolprotocol.source.corpus import Corpus

ROOT = Path(__file__).parents[1]


@cache
def corpus() -> Corpus:
    """The source.

    Raises:
        SourceError: with every fault in it.
    """
    return finding.open_corpus(ROOT)


@cache
def policies() -> dict[Key, Policy]:
    """The working text of every document.

    Raises:
        SourceError: with every fault in them.
    """
    return finding.policies_of(finding.resolve_all(corpus()))


def named(key: Key) -> str:
    """How a test of one document is told apart: `aurora-sociale-media`."""
    return document_name(*key)
