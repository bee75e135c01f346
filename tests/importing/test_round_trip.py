"""Our own documents come back as the policy that they were printed from; and documents of every making come in."""

from __future__ import annotations

import pytest

from schoolprotocol.outputs.word.document import document_docx
from tests.conftest import ROOTS, ProjectMaker
from tests.docx.document import house, shown
from tests.helpers import policy_of
from tests.importing.imported import imported
from tests.importing.same import differences
from tests.intake.documents import Way, every, made
from tests.intake.word import Word, paragraph, styles, table


@pytest.mark.parametrize("school", ["noord", "zuid"])
def test_the_document_of_a_school_comes_back(school: str) -> None:
    policy = policy_of(ROOTS / "klein", school)
    told = imported(document_docx(shown(policy, house(school))))
    assert differences(policy, told.policy) == []
    assert told.errors == []


def test_paragraphs_of_one_clause_without_a_number_stay_together(project: ProjectMaker) -> None:
    clauses = "policy_src/protocols/telefoons/clauses/alles.yaml"
    told = '"{{ school.short | hoofdletter }} wil rust in de les."'
    root = project(replace={clauses: ((told, '"Wij willen rust in de les.\\n\\nDat geldt ook op de gang."'),)})
    policy = policy_of(root, "noord")
    assert "gang" in policy.by_id()["inleiding.doel"].wording.text
    assert differences(policy, imported(document_docx(shown(policy, house("noord")))).policy) == []


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


def test_clauses_without_a_number_keep_their_lists_and_nothing_of_the_next() -> None:
    cells = ("Stap", "Wat", "Wie"), ("Een", "Melden", "leraar"), ("Twee", "Praten", "mentor"), ("Drie", "Besluiten", "")
    word = Word([paragraph("Protocol", style="Titel"), table(*cells), paragraph("De regel is:"), paragraph("1. rust;")])
    word.body += [paragraph("2. orde."), paragraph("☐ Klaar"), paragraph("Wie afwijkt:"), paragraph("✗ stopt;")]
    word.styles = styles()
    policy = imported(word.bytes()).policy
    assert [one.wording.text for one in policy.clauses()][1] == "Stap: Twee\n\n- Wat: Praten\n- Wie: mentor"
    assert differences(policy, imported(document_docx(shown(policy))).policy) == []


def test_clauses_whose_ids_begin_with_the_same_words_stay_apart() -> None:
    word = Word([paragraph("Protocol", style="Titel"), paragraph("Beleid bij ernstige incidenten", style="Kop1")])
    word.body += map(paragraph, ("De directeur belt de politie.", "De directeur belt ouders.", "Wij praten na."))
    word.styles = styles()
    policy = imported(word.bytes()).policy
    assert len(list(policy.clauses())) == 3
    assert differences(policy, imported(document_docx(shown(policy))).policy) == []
