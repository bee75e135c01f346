"""Word counts the numbers of a report itself, on either side: another number is no tracked change."""

from __future__ import annotations

import pytest

from schoolprotocol.policy.model import Policy
from tests.compare.edits import laid_out, made
from tests.docx.edits import EDITS, MOVED, places
from tests.docx.making import Editor, report
from tests.docx.numbers import NumberedWord
from tests.docx.pandoc import expected
from tests.docx.word import Side, W, found, told

TRACKED = "//w:ins | //w:del | //w:moveFrom | //w:moveTo | //w:pPrChange"


def bare(texts: list[str]) -> list[str]:
    """Texts without the notes that `expected` puts between braces with spaces of its own."""
    return [" ".join(text.split()) for text in texts]


def printed(data: bytes, side: Side) -> list[str]:
    """The paragraphs with the numbers that Word counts."""
    return [text for _style, text in NumberedWord(data, side).paragraphs()]


@pytest.mark.parametrize("back", [False, True], ids=["", "back"])
@pytest.mark.parametrize("name", EDITS)
def test_accepted_and_rejected_word_prints_the_numbers_of_that_version(edited: Editor, name: str, back: bool) -> None:
    one = edited(name, back=back)
    assert printed(one.report, "accept") == bare(expected(one.new))
    assert printed(one.report, "reject") == bare(expected(one.old))


def test_a_clause_that_is_renumbered_has_no_mark(klein: Policy) -> None:
    data = report(*places({"een": "abcd"}, {"een": "acd"})(klein))
    went = [told(element) for element in found(data, "//w:del[w:r/w:delText]")]
    assert went == ["T.B. ", "De tekst van clausule b, die gaat over onderwerp b."]
    assert not found(data, "//w:ins | //w:pPrChange")


@pytest.mark.parametrize("name", ["a section comes", "a section moves", "the last clause goes", "a clause comes"])
def test_no_number_is_a_word_that_changed(edited: Editor, name: str) -> None:
    data = edited(name).report
    marked = [told(element).strip() for element in found(data, f"({TRACKED})[w:r]")]
    assert not [words for words in marked if words.replace(".", "").isdigit()]


def test_a_clause_that_moves_takes_part_in_both_counts(klein: Policy) -> None:
    data = report(*places(*MOVED)(klein))
    numbers = [told(one)[22:24] for one in found(data, "//w:p[w:pPr/w:numPr][w:moveFrom or w:moveTo]")]
    assert len(numbers) == 2


def test_of_chapters_that_only_have_another_number_nothing_is_marked(edited: Editor) -> None:
    data = edited("only numbers").report
    assert [told(one) for one in found(data, "//w:del[w:r/w:delText]")] == ["een"]
    assert not found(data, "//w:ins | //w:pPrChange | //w:moveFrom")
    assert "2 drie" in printed(data, "accept")
    assert "3 drie" in printed(data, "reject")


def test_a_number_that_comes_where_there_was_none_is_by_the_author_of_numbers(edited: Editor) -> None:
    data = edited("an unnumbered section gets a number").report
    heading = found(data, "//w:p[w:pPr/w:pStyle/@w:val='Heading1']//w:pPrChange/@w:author")
    assert heading == ["schoolprotocol – nummering"]


def test_the_lists_of_a_section_with_another_id_stay_the_same_lists(klein: Policy) -> None:
    """Where clauses start at 1 in each section, its list has no other name than the section's id."""

    def version(section: str) -> Policy:
        laid = laid_out(klein, {section: [made(f"t.{i}", f"De tekst van clausule {i} over {i}.") for i in "abc"]})
        (first,) = laid.sections
        (group,) = first.groups
        clauses = tuple(clause.model_copy(update={"number": str(n)}) for n, clause in enumerate(group.clauses, start=1))
        restarted = first.model_copy(update={"groups": (group.model_copy(update={"clauses": clauses}),)})
        return klein.model_copy(update={"sections": (restarted,)})

    data = report(version("een"), version("twee"))
    assert not found(data, "//w:pPrChange")


def test_a_number_that_word_would_not_count_is_text_and_so_is_tracked(edited: Editor) -> None:
    """`1.1a` is no number that Word can count to."""
    data = edited("a number by itself").report
    assert "1.1a" in [told(element).strip() for element in found(data, "//w:ins[w:r]")]
    assert f"{W}numPr" in {child.tag for one in found(data, "//w:pPrChange/w:pPr") for child in one}
