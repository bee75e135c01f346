"""Every change has a native comment that tells what it is, and why."""

from __future__ import annotations

import io

import pytest
from docx import Document

from schoolprotocol.compare.compare import compare
from schoolprotocol.compare.whole import texts_in_full
from schoolprotocol.model.change import ChangeNote
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.items import Items
from schoolprotocol.outputs.report.topics import Topics
from schoolprotocol.policy.model import Policy
from tests.compare.edits import laid_out, made, reworded, with_clauses, with_values
from tests.docx.edits import EDITS, LONG, filled, heading
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
    (one,) = (text for text in comments(report(*pair, notes=[NOTE])) if text.startswith("Wijziging 1a: Vraag"))
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
    assert "Versie: was 1.0, wordt 1.1" in texts[1].splitlines()


@pytest.mark.parametrize("name", EDITS)
def test_each_comment_is_shown_at_one_place(edited: Editor, name: str) -> None:
    data = edited(name).report
    ids = [comment.get(f"{W}id") for comment in found(data, "//w:comment", "comments")]
    for place in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(found(data, f"//w:{place}/@w:id")) == sorted(ids)


def test_a_comment_stands_at_its_clause(pair: tuple[Policy, Policy]) -> None:
    data = report(*pair, notes=[NOTE])
    (comment,) = (c for c in found(data, "//w:comment", "comments") if told(c).startswith("Wijziging 1a: Vraag"))
    number = comment.get(f"{W}id")
    (paragraph,) = found(data, f"//w:p[w:commentRangeStart/@w:id = '{number}']")
    assert told(paragraph).startswith("Vraag het ")


def test_a_comment_on_a_clause_that_lapsed_goes_with_it(klein: Policy) -> None:
    new = with_clauses(klein, lambda c: None if c.id == "tips.vraag" else c)
    data = report(klein, new)
    (reference,) = found(data, "//w:del/w:r/w:commentReference")
    texts = comments(data)
    assert texts[int(reference.get(f"{W}id"))].splitlines()[0] == "Wijziging 1: Vraag het eerst"


def test_a_substantive_change_without_a_note_says_so(klein: Policy) -> None:
    said = "Bij deze wijziging staat nog geen toelichting."
    assert said in comments(report(klein, reworded(klein, tips__vraag="Vraag het nooit.")))[-1]
    assert said not in comments(report(klein, reworded(klein, tips__vraag="Vraag, het eerst.")))[-1]
    assert said not in comments(report(klein, reworded(klein, tips__vraag="Vraag *het* eerst.")))[-1]


def test_a_change_that_may_turn_a_rule_round_asks_to_look(klein: Policy) -> None:
    heading, _what, look = comments(report(klein, reworded(klein, tips__vraag="Vraag, het eerst.")))[-1].splitlines()
    assert heading == "Kijk na, K1: Vraag het eerst"
    assert look.startswith("Kijk na: ")
    assert look.endswith("Kijk of de betekenis verandert.")


def test_a_note_about_several_changes_is_told_in_full_once(pair: tuple[Policy, Policy]) -> None:
    clause, value = comments(report(*pair, notes=[NOTE]))[2:]
    assert "Maatregelen: Wij vertellen het." in clause.splitlines()
    assert "Maatregelen" not in value
    assert f"Toelichting: Wie het weet. Zie ‘{clause.splitlines()[0]}’." in value.splitlines()


@pytest.mark.parametrize(
    "name", ["everything is new", "a section moves", "a value", "a clause is split", "punctuation"]
)
def test_comments_have_the_numbers_of_the_report(edited: Editor, name: str) -> None:
    one = edited(name)
    told = ReportInput(changes := compare(one.old, one.new), texts_in_full(changes))
    numbers = [place.text.casefold() for place in Topics(Items(told)).pointers().values()]
    headings = [text.splitlines()[0].casefold() for text in comments(one.report)]
    assert numbers
    assert sorted(heading.split(":")[0] for heading in headings if ":" in heading) == sorted(numbers)


def test_the_first_comment_says_what_is_asked_and_lists_the_numbered_changes(pair: tuple[Policy, Policy]) -> None:
    lines = comments(report(*pair, notes=[NOTE]))[0].splitlines()
    assert any(line.startswith("Gevraagd: Een besluit over versie 1.1.") for line in lines)
    assert "1. Wie het weet (voor leerlingen en ouders/verzorgers)" in lines
    assert any(line.startswith("Eén soort wijziging: ") for line in lines)


def test_what_nobody_sees_is_said(klein: Policy) -> None:
    (text,) = comments(report(klein, reworded(klein, tips__vraag="Vraag\u00a0het eerst.")))[1:]
    assert "een harde spatie (U+00A0)" in text


def test_clauses_that_may_be_one_are_told_in_a_comment(klein: Policy) -> None:
    old = laid_out(klein, {"een": [made("t.oud", LONG[0]), made("t.a", "Dit is a.")]})
    new = laid_out(klein, {"een": [made("t.nieuw", LONG[0]), made("t.a", "Dit is a.")]})
    (hint,) = (text for text in comments(report(old, new)) if text.startswith("Mogelijk dezelfde bepaling"))
    assert "t.oud" in hint
    assert "t.nieuw" in hint


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
