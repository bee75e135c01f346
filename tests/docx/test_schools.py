"""The reports of the five schools, from their last release to the source."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.compare.prove import rebuild
from schoolprotocol.documents import finding
from schoolprotocol.documents.comparing import changes_since_release
from tests.docx.making import written
from tests.docx.pandoc import expected, paragraphs
from tests.docx.word import Word
from tests.e2e.conftest import ROOT, SCHOOLS


@lru_cache
def changes() -> dict[str, ChangeSet]:
    """By school; only schools with a release have any."""
    corpus = finding.open_corpus(ROOT)
    policies = finding.policies_of(finding.resolve_all(corpus))
    found = {key[0]: changes_since_release(corpus, key, policy) for key, policy in policies.items()}
    return {school: one for school, one in found.items() if one is not None}


@pytest.mark.parametrize("school", SCHOOLS)
def test_accepting_gives_the_new_protocol_and_rejecting_the_old_one(school: str, tmp_path: Path) -> None:
    one = changes()[school]
    data = written(one)
    assert paragraphs(data, "accept", tmp_path) == expected(rebuild(one, "new"))
    assert paragraphs(data, "reject", tmp_path) == expected(rebuild(one, "old"))
    assert [text for _style, text in Word(data, "accept").paragraphs()] == expected(rebuild(one, "new"))
    assert [text for _style, text in Word(data, "reject").paragraphs()] == expected(rebuild(one, "old"))


@pytest.mark.parametrize("school", SCHOOLS)
def test_the_report_is_the_same_each_time(school: str) -> None:
    one = changes()[school]
    assert written(one) == written(ChangeSet.model_validate_json(one.model_dump_json()))
