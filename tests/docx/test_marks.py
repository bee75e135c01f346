"""Only what changed is marked, and it is marked as what it is: inserted, deleted, moved, in another form."""

from __future__ import annotations

import pytest

from schoolprotocol.policy.model import Policy
from tests.compare.edits import text
from tests.docx.edits import EDITS, LIST, LONG, MOVED, columns, control, forms, noted, places, words
from tests.docx.making import Editor, report
from tests.docx.word import W, Word, found, told


def marked(data: bytes, tag: str, name: str = "document") -> list[str]:
    """The words in tracked changes of one kind, in order."""
    return [words for element in found(data, f"//w:{tag}[w:r]", name) if (words := told(element)).strip()]


def test_a_document_compared_with_itself_has_no_tracked_change(klein: Policy) -> None:
    data = report(klein, klein)
    for name in ("document", "footnotes"):
        assert not found(data, "//w:ins | //w:del | //w:moveFrom | //w:moveTo | //w:pPrChange", name)


@pytest.mark.parametrize(
    ("name", "gone", "come"),
    [
        ("a word", ["leraar"], ["mentor"]),
        ("a sentence comes", [], ["Luister goed. "]),
        ("bold", ["het"], ["het"]),
        ("bold, and a word in it", ["eerst"], ["Vraag het eerst. ", "altijd"]),
        ("a title", [], [" en horloges"]),
        ("another reference", ["artikel 2.1"], ["artikel 1.4"]),
        ("version, status and date", ["1.1", "concept"], ["1.2", "vastgesteld", ", 31 januari 2027"]),
        ("a value", ["tas", "tas"], ["kluis", "kluis"]),
        ("the same words as a value", [], []),
        ("a list becomes ordered", [], []),
        ("a frame", [], []),
        ("another audience", [], []),
    ],
)
def test_only_the_words_that_changed_are_marked(edited: Editor, name: str, gone: list[str], come: list[str]) -> None:
    data = edited(name).report
    assert (marked(data, "del"), marked(data, "ins")) == (gone, come)


def test_a_clause_that_moved_is_a_move_with_both_ends(klein: Policy) -> None:
    data = report(*places(*MOVED)(klein))
    words = "De tekst van clausule b, die gaat over onderwerp b."
    assert marked(data, "moveFrom") == marked(data, "moveTo") == ["T.B. ", words]
    starts, ends = (found(data, f"//w:moveFromRange{end} | //w:moveToRange{end}") for end in ("Start", "End"))
    assert [start.get(f"{W}name") for start in starts] == ["verplaatst1", "verplaatst1"]
    assert [start.get(f"{W}id") for start in starts] == [end.get(f"{W}id") for end in ends]


def test_of_a_clause_that_moved_and_changed_only_the_new_words_are_insertions(klein: Policy) -> None:
    new = "De nieuwe tekst van clausule b, die gaat over onderwerp b."
    data = report(*places(*MOVED, b=new)(klein))
    assert marked(data, "moveTo") == ["T.B. ", "De ", "tekst van clausule b, die gaat over onderwerp b."]
    assert "nieuwe " in marked(data, "ins")
    assert "nieuwe " not in "".join(marked(data, "del"))


def test_a_section_that_moved_moves_whole(edited: Editor) -> None:
    data = edited("a section moves").report
    assert [words.split(",")[0] for words in marked(data, "moveTo")] == [
        "twee",
        "T.D. ",
        "De tekst van clausule d",
        "T.E. ",
        "De tekst van clausule e",
    ]


def test_an_item_that_comes_is_a_paragraph_that_comes(klein: Policy) -> None:
    data = report(*words(LIST, LIST.replace("foto’s;", "foto’s;\n- geluid;"))(klein))
    assert marked(data, "ins") == ["geluid;"]
    # The mark that came is that of the item before it, as when somebody types.
    (paragraph,) = found(data, "//w:p[w:pPr/w:rPr/w:ins]")
    assert told(paragraph) == "foto’s;"
    assert not marked(data, "del")


def test_a_clause_that_was_split_stays_where_its_words_are(klein: Policy) -> None:
    data = report(*EDITS["a clause is split"](klein), lineage={"t.b": ("t.a",)})
    assert [words.strip() for words in marked(data, "del")] == [LONG[1]]
    assert [words.strip() for words in marked(data, "ins")] == ["T.B.", LONG[1]]


def test_a_note_is_a_footnote_with_its_changes_inside(klein: Policy) -> None:
    data = report(*noted({"een": "Een noot over films."}, {"een": "Een noot over geluid."})(klein))
    assert marked(data, "del", "footnotes") == ["films"]
    assert marked(data, "ins", "footnotes") == ["geluid"]
    assert not marked(data, "del")
    assert len(found(data, "//w:footnoteReference")) == 2


def test_a_note_with_another_number_is_the_same_note(klein: Policy) -> None:
    data = report(*noted({"een": "Een noot."}, {"nul": "Nieuw.", "een": "Een noot."})(klein))
    assert marked(data, "ins", "footnotes") == ["Nieuw."]
    assert not marked(data, "del", "footnotes")
    assert len(found(data, "//w:ins//w:footnoteReference")) == 1


def test_a_do_that_becomes_a_dont_shows_it_in_words(klein: Policy) -> None:
    data = report(*forms("dos", "donts")(klein))
    assert [words.strip() for words in marked(data, "del")] == ["✓", "✓"]
    assert [words.strip() for words in marked(data, "ins")] == ["✗ niet", "✗ niet"]


def test_another_form_is_a_change_of_style(klein: Policy) -> None:
    data = report(*forms("prose", "bullets")(klein))
    styles = found(data, "//w:pPrChange/w:pPr/w:pStyle/@w:val")
    assert styles == ["Normal", "Normal", "ListBullet", "ListBullet"]


def test_a_row_that_comes_is_a_row_that_comes(klein: Policy) -> None:
    rows = (("Versie", "1.1"), ("Status", "concept"))
    data = report(*control(before=((), rows[:1]), after=((), rows))(klein))
    (row,) = found(data, "//w:tr[w:trPr/w:ins]")
    assert told(row) == "Statusconcept"
    assert not found(data, "//w:tr[w:trPr/w:del]")


def test_a_cell_that_changed_keeps_its_paragraph(edited: Editor) -> None:
    data = edited("a cell").report
    assert not found(data, "//w:tc//w:pPr/w:rPr")


def test_a_bullet_that_comes_last_in_a_cell_leaves_no_empty_bullet(klein: Policy) -> None:
    data = report(*columns(("ab", "cd"), ("ab", "cde"))(klein))
    cell = found(data, "//w:tr[2]/w:tc[2]")[-1]
    # All paragraphs of the cell but the one that came, with the style of a bullet each.
    assert [style for style, _text in Word(data, "reject")._inside(cell) if style] == ["ListBullet", "ListBullet"]


def test_an_ordered_list_has_the_numbers_of_its_own_version(klein: Policy) -> None:
    data = report(*words("1. een\n2. twee\n\nen\n\n1. drie", "en\n\n1. drie\n2. vier")(klein))
    lists = [
        (told(paragraph), paragraph.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val"))
        for paragraph in found(data, "//w:p[w:pPr/w:numPr]")
    ]
    numbers = dict(lists)
    assert numbers["een"] == numbers["twee"] != numbers["drie"] == numbers["vier"]


def test_no_number_of_a_tracked_change_is_given_twice(edited: Editor) -> None:
    for name in ("a clause moves and changes", "a note changes", "everything is new"):
        data = edited(name).report
        tracked = "//w:ins | //w:del | //w:moveFrom | //w:moveTo | //w:pPrChange | //w:bookmarkStart"
        ranges = "//w:moveFromRangeStart | //w:moveToRangeStart"
        numbers = [
            element.get(f"{W}id")
            for part in ("document", "footnotes")
            for element in found(data, f"{tracked} | {ranges}", part)
        ]
        assert len(numbers) == len(set(numbers)) > 0


def test_a_heading_that_changed_is_marked_by_words(klein: Policy) -> None:
    section = klein.sections[0].model_copy(update={"heading": text("Inleiding en doel")})
    data = report(klein, klein.model_copy(update={"sections": (section, *klein.sections[1:])}))
    assert (marked(data, "del"), marked(data, "ins")) == ([], [" en doel"])
