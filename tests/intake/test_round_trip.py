"""Our own Word documents come back: of the small project, and of shapes that documents can have."""

from __future__ import annotations

import pytest

from tests.conftest import ROOTS
from tests.docx.document import house, shown
from tests.docx.edits import EDITS
from tests.helpers import policy_of
from tests.intake.round_trip import differences

SHAPES = ("a note comes", "lists in lists", "a frame", "a third column", "columns get headings", "a history")


@pytest.mark.parametrize("school", ["noord", "zuid"])
def test_the_document_of_a_school_comes_back(school: str) -> None:
    assert differences(shown(policy_of(ROOTS / "klein", school), house(school))) == []


@pytest.mark.parametrize("protocol", ["telefoons", "pesten", "ai"])
def test_the_documents_of_a_board_come_back(protocol: str) -> None:
    assert differences(shown(policy_of(ROOTS / "bestuur", "haven", protocol))) == []


@pytest.mark.parametrize("shape", SHAPES)
def test_a_document_of_every_shape_comes_back(shape: str) -> None:
    assert differences(shown(EDITS[shape](policy_of(ROOTS / "klein"))[1])) == []
