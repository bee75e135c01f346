"""What we publish can be taken in again, clause for clause."""

from __future__ import annotations

import pytest

from schoolprotocol.build.editions import editions_of
from schoolprotocol.config import document_name
from schoolprotocol.documents.finding import Key
from schoolprotocol.intake.taking import take
from schoolprotocol.outputs.word.document import document_docx
from tests.content.conftest import Built, each_document
from tests.docx.document import shown
from tests.importing.imported import imported
from tests.importing.same import differences
from tests.intake.come_back import lost
from tests.repository import corpus

pytestmark = [pytest.mark.slow, pytest.mark.stress]


@each_document
def test_the_pdf_of_a_school_gives_its_clauses_and_numbers_again(built: Built, key: Key) -> None:
    taken = take(built.folders.output("pdf", f"{document_name(*key)}.pdf"))
    assert lost(built.policies[key], taken.blocks) == []


@each_document
def test_the_page_of_a_school_gives_its_clauses_and_numbers_again(built: Built, key: Key) -> None:
    policy = built.policies[key]
    site = editions_of(corpus(), key, policy).site(corpus().site(*key), None)
    taken = take(built.folders.html(site) / "index.html")
    assert lost(policy, taken.blocks) == []


@each_document
def test_the_word_file_of_a_school_is_taken_over_as_its_policy(built: Built, key: Key) -> None:
    policy = built.policies[key]
    told = imported(document_docx(shown(policy)))
    assert differences(policy, told.policy) == []
    assert told.errors == []
