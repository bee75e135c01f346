"""Our own documents come back as the policy that they were printed from; and documents of every making come in."""

from __future__ import annotations

import pytest

from schoolprotocol.outputs.word.document import document_docx
from tests.conftest import ROOTS
from tests.docx.document import house, shown
from tests.helpers import policy_of
from tests.importing.imported import imported
from tests.importing.same import differences
from tests.intake.documents import Way, every, made


@pytest.mark.parametrize("school", ["noord", "zuid"])
def test_the_document_of_a_school_comes_back(school: str) -> None:
    policy = policy_of(ROOTS / "klein", school)
    told = imported(document_docx(shown(policy, house(school))))
    assert differences(policy, told.policy) == []
    assert told.errors == []


@pytest.mark.stress
@pytest.mark.parametrize("protocol", ["telefoons", "pesten", "ai"])
def test_the_documents_of_a_board_come_back(protocol: str) -> None:
    policy = policy_of(ROOTS / "bestuur", "haven", protocol)
    assert differences(policy, imported(document_docx(shown(policy))).policy) == []


@pytest.mark.stress
@pytest.mark.parametrize("way", list(every()), ids=lambda way: way.name)
def test_a_document_of_any_making_comes_in_without_errors(way: Way) -> None:
    told = imported(made(way).word.bytes(), name=f"{way.name}.docx")
    assert told.errors == []
