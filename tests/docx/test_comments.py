"""Every change has a native comment that tells what it is, and why."""

from __future__ import annotations

import io

import pytest
from docx import Document

from schoolprotocol.compare.compare import compare
from schoolprotocol.model.change import ChangeNote
from schoolprotocol.policy.model import Policy
from tests.compare.edits import reworded, with_clauses, with_values
from tests.docx.edits import EDITS, filled, heading
from tests.docx.making import Editor, report
from tests.docx.word import W, found, told

NOTE = ChangeNote.model_validate(
    {
        "id": "waarom",
        "summary": "Wie het weet",
        "since": "1.0",
        "clauses": ["tips.vraag"],
        "parameters": ["bewaarplek"],
        "motive": "Omdat {clause}`afspraken.melden` *dat* vraagt.\n\nEn ook zo.",
        "consequences": "Niets voor {{ bewaarplek }}.",
        "measures": "Wij vertellen het.",
    }
)


@pytest.fixture
def pair(klein: Policy) -> tuple[Policy, Policy]:
    """A clause and a value that change with a note, from 1.0 to 1.1."""
    old = klein.model_copy(update={"document": klein.document.model_copy(update={"version": "1.0"})})
    return old, filled(with_values(reworded(klein, tips__vraag="Vraag het de mentor."), bewaarplek="thuis"))


def comments(data: bytes) -> list[str]:
    """The texts of all comments, as python-docx reads them."""
    return ["\n".join(p.text for p in comment.paragraphs) for comment in Document(io.BytesIO(data)).comments]


def test_a_comment_holds_the_note_with_motive_consequences_and_measures(pair: tuple[Policy, Policy]) -> None:
    (one,) = (text for text in comments(report(*pair, notes=[NOTE])) if "Vraag het eerst" in text)
    for line in (
        "Toelichting: Wie het weet",
        "Beweegredenen: Omdat artikel 1.4 dat vraagt.",
        "En ook zo.",
        "Gevolgen: Niets voor thuis.",
        "Maatregelen: Wij vertellen het.",
    ):
        assert line in one.splitlines()


def test_there_is_one_comment_per_change_besides_a_summary_and_document_control(pair: tuple[Policy, Policy]) -> None:
    changes = compare(*pair, [NOTE])
    texts = comments(report(*pair, notes=[NOTE]))
    assert len(texts) == 2 + len(changes.changes) + len(changes.headings) + len(changes.parameters) == 4
    assert texts[0].startswith("Wijzigingsvoorstel\nVan: versie 1.0")
    assert "Versie: 1.0 → 1.1" in texts[1].splitlines()


@pytest.mark.parametrize("name", EDITS)
def test_each_comment_is_shown_at_one_place(edited: Editor, name: str) -> None:
    data = edited(name).report
    ids = [comment.get(f"{W}id") for comment in found(data, "//w:comment", "comments")]
    for place in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(found(data, f"//w:{place}/@w:id")) == sorted(ids)


def test_a_comment_stands_at_its_clause(pair: tuple[Policy, Policy]) -> None:
    data = report(*pair, notes=[NOTE])
    (comment,) = (c for c in found(data, "//w:comment", "comments") if "Vraag het eerst" in told(c))
    number = comment.get(f"{W}id")
    (paragraph,) = found(data, f"//w:p[w:commentRangeStart/@w:id = '{number}']")
    assert told(paragraph).startswith("Vraag het ")


def test_a_comment_on_a_clause_that_lapsed_goes_with_it(klein: Policy) -> None:
    new = with_clauses(klein, lambda c: None if c.id == "tips.vraag" else c)
    data = report(klein, new)
    (reference,) = found(data, "//w:del/w:r/w:commentReference")
    texts = comments(data)
    assert texts[int(reference.get(f"{W}id"))].splitlines()[0] == "Wijziging 1: Vraag het eerst"


def test_a_change_without_a_note_says_so_unless_it_is_editorial(klein: Policy) -> None:
    said = "Bij deze wijziging staat nog geen toelichting."
    assert said in comments(report(klein, reworded(klein, tips__vraag="Vraag het nooit.")))[-1]
    assert said not in comments(report(klein, reworded(klein, tips__vraag="Vraag het eerst!")))[-1]


def test_a_changed_heading_has_its_comment(klein: Policy) -> None:
    assert any("‘1 Gevolgen en hulp’" in text for text in comments(report(*heading(klein))))


def test_without_differences_one_comment_says_so(klein: Policy) -> None:
    (only,) = comments(report(klein, klein))
    assert "Er zijn geen verschillen." in only


def test_comments_and_changes_have_the_date_of_the_document(edited: Editor) -> None:
    data = edited("version, status and date").report
    for name, path in (("comments", "//w:comment"), ("document", "//w:ins | //w:del")):
        for element in found(data, path, name):
            assert element.get(f"{W}date") == "2027-01-31T00:00:00Z"
