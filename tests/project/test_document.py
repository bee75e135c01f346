"""A document of the library: what it tells of its clauses."""

from __future__ import annotations

import pytest

from schoolprotocol import Project
from tests.conftest import ProjectMaker


def test_a_note_is_told_as_it_is_printed(project: ProjectMaker) -> None:
    document = Project.open(project()).document("noord")
    clause = document.policy.by_id()["afspraken.opnamen"]
    (note,) = clause.notes
    assert "zonder toestemming[1]." in document.plain(clause)
    assert document.plain(note).startswith("Een opname")


def test_a_clause_of_another_school_is_not_taken_for_that_of_this_one(project: ProjectMaker) -> None:
    north, south = (Project.open(project()).document(school) for school in ("noord", "zuid"))
    with pytest.raises(ValueError, match=r"afspraken\.opbergen"):
        north.plain(south.policy.by_id()["afspraken.opbergen"])
