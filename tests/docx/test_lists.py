"""A clause, note or item that begins with a list has two numbers or signs, and Word shows both."""

from __future__ import annotations

import pytest

from schoolprotocol.outputs.excerpt.word import excerpt_docx
from schoolprotocol.policy.model import Group, Policy
from tests.compare.edits import laid_out, made, with_clauses, with_note
from tests.docx.document import between, house, written
from tests.docx.making import report
from tests.docx.numbers import NumberedWord
from tests.docx.word import Side, W, found, told
from tests.helpers import excerpt_of

STEPS = "1. Leg je telefoon weg.\n2. Vraag het de mentor."
POINTS = STEPS.replace("1.", "-").replace("2.", "-")


def version(klein: Policy, text: str, form: str = "numbered") -> Policy:
    """A clause with this text between two others."""
    own = {"een": [made("t.a", "De eerste."), made("t.b", text), made("t.c", "De laatste.")]}
    laid = laid_out(klein, own, form)
    if form == "numbered":
        return laid
    return with_clauses(laid, lambda c: c.model_copy(update={"number": "", "label": f"‘{c.title}’"}))


def printed(data: bytes, side: Side = "accept") -> list[tuple[str, str]]:
    """Style and text, with all numbers that Word counts, of the clause between the two others; empty ones too."""
    reader = NumberedWord(data, side, lists=True)
    lines = [(style, " ".join(text.split())) for style, text in reader._inside(reader.body)]
    first, last = (next(n for n, (_s, text) in enumerate(lines) if text.endswith(f"De {it}.")) for it in PLACES)
    return lines[first + 1 : last]


PLACES = ("eerste", "laatste")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (STEPS, ["1.2", "1. Leg je telefoon weg.", "2. Vraag het de mentor."]),
        (POINTS, ["1.2", "Leg je telefoon weg.", "Vraag het de mentor."]),
        ("1. - a\n   - b\n2. c", ["1.2", "1.", "a", "b", "2. c"]),
        ("- 1. a\n  2. b\n- c", ["1.2", "", "1. a", "2. b", "c"]),
        ("1. 1. 1. a\n2. b", ["1.2", "1.", "1.", "1. a", "2. b"]),
        ("Zo:\n\n1. - a\n\n     b\n2. c\n\nEn zo.", ["1.2 T.B. Zo:", "1.", "a", "b", "2. c", "En zo."]),
        ("&nbsp;\n\n1. a", ["1.2", "1. a"]),
        (
            "3. a\n4. b",
            ["1.2 T.B. 3. a 4. b"],
        ),  # no text of ours begins to count at three: it is printed as it was typed
    ],
    ids=["numbers", "bullets", "bullets in numbers", "numbers in bullets", "numbers three deep", "later", "white", "3"],
)
def test_the_number_of_a_clause_stands_before_those_of_its_list(klein: Policy, text: str, lines: list[str]) -> None:
    one = version(klein, text)
    assert [text for _style, text in printed(written(one))] == lines
    assert [text for _style, text in printed(report(one, one))] == lines


@pytest.mark.parametrize(
    ("form", "own"),
    [
        ("dos", [("WelNiet", "✓")]),
        ("donts", [("WelNiet", "✗ niet")]),
        ("bullets", [("ListBullet", "")]),
        ("prose", []),
        ("callout", []),
    ],
)
@pytest.mark.parametrize("text", [STEPS, POINTS], ids=["numbers", "bullets"])
def test_a_sign_or_bullet_stands_before_the_list_as_on_the_page(
    klein: Policy, form: str, own: list[tuple[str, str]], text: str
) -> None:
    one = version(klein, text, form)
    numbers = ("1. ", "2. ") if text == STEPS else ("", "")
    words = [f"{n}{said}" for n, said in zip(numbers, ("Leg je telefoon weg.", "Vraag het de mentor."), strict=True)]
    for data in (written(one), report(one, one)):
        lines = printed(data)
        assert lines[: len(own)] == own
        assert [said for _style, said in lines[len(own) :]] == words


@pytest.mark.parametrize("old", [STEPS.replace("Leg", "Doe"), "1. Heel anders.", f"{STEPS}\n3. Wacht.", POINTS])
def test_of_a_clause_whose_list_changed_the_number_is_not_marked(klein: Policy, old: str) -> None:
    for data in (
        report(version(klein, old), version(klein, STEPS)),
        report(version(klein, STEPS), version(klein, old)),
    ):
        (alone,) = found(data, "//w:p[w:pPr/w:keepNext and w:pPr/w:pStyle/@w:val='Artikel']")
        assert not told(alone)
        assert not alone.xpath(".//w:pPr/w:rPr | .//w:pPrChange", namespaces={"w": W[1:-1]})


@pytest.mark.parametrize("back", [False, True], ids=["", "back"])
def test_of_a_clause_that_becomes_a_list_its_title_and_what_is_new_are_marked(klein: Policy, back: bool) -> None:
    versions = (version(klein, "Leg je telefoon weg."), version(klein, STEPS))
    old, new = versions[::-1] if back else versions
    data = report(old, new)
    marked = [told(one) for one in found(data, "//w:body//w:ins[w:r] | //w:body//w:del[w:r]") if told(one)]
    assert marked == ["T.B. ", "Vraag het de mentor."]  # a list has no title before it
    sides = printed(data, "accept"), printed(data, "reject")
    assert [[text for _style, text in side] for side in sides][:: -1 if back else 1] == [
        ["1.2", "1. Leg je telefoon weg.", "2. Vraag het de mentor."],
        ["1.2 T.B. Leg je telefoon weg."],
    ]


def test_a_number_moves_with_its_list(klein: Policy) -> None:
    clauses = [made("t.b", STEPS), *(made(f"t.{i}", f"De tekst van clausule {i}, over {i}.") for i in "cdef")]
    old = laid_out(klein, {"een": [made("t.a", "De eerste."), *clauses], "twee": [made("t.z", "De laatste.")]})
    new = laid_out(
        klein, {"een": [made("t.a", "De eerste."), *clauses[1:]], "twee": [clauses[0], made("t.z", "De laatste.")]}
    )
    data = report(old, new)
    assert not [told(one) for one in found(data, "//w:body//w:ins | //w:body//w:del")]
    assert len(found(data, "//w:moveFromRangeStart")) == len(found(data, "//w:moveToRangeStart")) == 3


def test_a_note_has_its_number_before_the_list(klein: Policy) -> None:
    def noted(text: str) -> Policy:
        return laid_out(klein, {"een": [with_note(made("t.a", "Zie[^n]."), "n", text)]})

    data = report(noted("Een noot."), noted(STEPS))
    styles = [one.get(f"{W}val") for one in found(data, "//w:footnote[not(@w:type)]//w:p/w:pPr/w:pStyle", "footnotes")]
    assert styles == ["FootnoteText", "ListNumber", "ListNumber"]
    first, *_others = found(data, "//w:footnote[not(@w:type)]/w:p", "footnotes")
    assert first.xpath("w:r/w:footnoteRef", namespaces={"w": W[1:-1]})


def test_a_note_that_is_called_twice_is_one_note(klein: Policy) -> None:
    """Else those behind it had another number in Word than on the page."""

    def version(text: str) -> Policy:
        notes = [with_note(made("t.a", text), "n", "Een noot."), with_note(made("t.b", "En[^n]."), "n", "Nog een.")]
        second = notes[1].notes[0].model_copy(update={"number": 2})
        return laid_out(klein, {"een": [notes[0], notes[1].model_copy(update={"notes": (second,)})]})

    twice, once = version("Zie[^n] en[^n]."), version("Zie en[^n].")
    assert len(found(written(twice), "//w:footnoteReference")) == 2
    assert "1.1 T.A. Zie{Een noot.} en¹." in [text for _style, text in NumberedWord(report(once, twice)).paragraphs()]
    assert report(twice, once)
    repeated = Group(form="prose", clauses=(next(twice.clauses()),))
    own = excerpt_of(klein).model_copy(update={"groups": (repeated,)})
    assert report(once, twice.model_copy(update={"excerpt": own}))


def test_in_the_text_for_the_schoolgids_word_counts_the_clause_and_its_list(klein: Policy) -> None:
    clauses = (made("gids.a", STEPS), made("gids.b", "En dit."))
    excerpt = excerpt_of(klein).model_copy(update={"groups": (Group(form="numbered", clauses=clauses),)})
    data = excerpt_docx(
        klein.model_copy(update={"excerpt": excerpt}), excerpt, house(), "https://a.example/", "‘Telefoons’"
    )
    texts = [text.strip() for _style, text in NumberedWord(data, lists=True).paragraphs()]
    assert texts[1:5] == ["1.", "1. Leg je telefoon weg.", "2. Vraag het de mentor.", "2. En dit."]


def test_the_list_stays_with_its_number_and_a_link_leads_to_the_number(klein: Policy) -> None:
    data = written(version(klein, STEPS))
    (alone,) = found(data, "//w:p[w:pPr/w:keepNext][w:bookmarkStart]")
    assert not told(alone)
    assert between([text for _style, text in NumberedWord(data).paragraphs()])
