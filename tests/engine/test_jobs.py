"""What the texts of a school are made of is looked up once for all of them."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from schoolprotocol.build import jobs
from schoolprotocol.documents.finding import open_common
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.load import with_schools
from schoolprotocol.source.tree import FolderTree
from tests.conftest import ProjectMaker


def test_a_school_is_read_once_for_all_its_texts_and_anew_for_another_build(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, read = project("bestuur"), list[str]()

    def told(corpus: Corpus, schools: Iterable[str]) -> Corpus:
        read.extend(schools)
        return with_schools(corpus, schools)

    monkeypatch.setattr(jobs, "with_schools", told)
    first, second = open_common(FolderTree(root)), open_common(FolderTree(root))
    for corpus, school in ((first, "es"), (first, "es"), (first, "linde"), (first, "es"), (second, "es")):
        assert jobs._with_school(corpus, school).was_read(school)
    assert read == ["es", "linde", "es", "es"]
