"""A save of the studio is refused where a document would not be whole, without asking the whole check."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from schoolprotocol import Project
from schoolprotocol.errors import SourceError
from tests.docs.following import KLEIN

CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"
VARIANT = "policy_src/schools/zuid/telefoons.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    shutil.copytree(KLEIN, tmp_path / "klein")
    return Project.open(tmp_path / "klein")


def clause(project: Project) -> str:
    """A clause that every school has."""
    noord, zuid = (set(project.document(school, "telefoons").policy.by_id()) for school in ("noord", "zuid"))
    return sorted(noord & zuid & set(project.corpus.protocols["telefoons"].clauses))[0]


def test_a_text_that_can_be_read_is_saved(project: Project) -> None:
    edit = project.edit()
    edit.set_text("telefoons", clause(project), "Wij leggen onze telefoon weg.")
    assert project.save(edit) == (CLAUSES,)
    assert "Wij leggen onze telefoon weg." in (project.folders.root / CLAUSES).read_text("utf-8")


def test_a_text_with_a_value_that_nobody_knows_is_refused_and_nothing_is_written(project: Project) -> None:
    held = (project.folders.root / CLAUSES).read_bytes()
    edit = project.edit()
    edit.set_text("telefoons", clause(project), "Bel {{ niemand.weet }}.")
    with pytest.raises(SourceError) as refused:
        project.save(edit)
    assert {one.school for one in refused.value.diagnostics} >= {"noord", "zuid"}
    assert (project.folders.root / CLAUSES).read_bytes() == held


def test_a_file_that_cannot_be_read_any_more_is_refused_although_its_document_is_gone_with_it(project: Project) -> None:
    edit = project.edit()
    edit.add_text(VARIANT, "extends: [", instead=True)
    with pytest.raises(SourceError):
        project.save(edit)


def test_what_was_wrong_before_keeps_nobody_from_writing_something_else(project: Project) -> None:
    (project.folders.root / VARIANT).write_text("extends: [", "utf-8")
    project = project.now()
    edit = project.edit()
    edit.set_school("noord", "name", "Noorderschool")
    assert project.save(edit) == ("policy_src/schools/noord/school.yaml",)
