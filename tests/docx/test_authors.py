"""Each kind of change has an author of its own, so that Word can show, accept or reject one kind by itself."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from schoolprotocol.model.change import ChangeNote
from schoolprotocol.policy.model import Clause, Policy
from tests.compare.edits import laid_out, made, reworded, with_clauses, with_values
from tests.docx.edits import EDITS, MOVED, control, filled, forms, noted, places
from tests.docx.making import Editor, report
from tests.docx.numbers import NumberedWord
from tests.docx.word import W, found, told

BY = "schoolprotocol – "
SUBSTANTIVE, REVIEW, EDITORIAL = f"{BY}inhoudelijk", f"{BY}kijk na", f"{BY}redactioneel"
MOVES, VALUES, NUMBERS = f"{BY}verplaatst", f"{BY}gegeven", f"{BY}nummering"
TRACKED = ("ins", "del", "moveFrom", "moveTo", "pPrChange")
REFERRING = "Zie {clause}`t.c` over het bewaren van telefoons."


def authors(data: bytes, name: str = "document") -> set[str]:
    """By whom the tracked changes of a part are."""
    path = " | ".join(f"//w:{tag}/@w:author" for tag in TRACKED)
    return set(map(str, found(data, path, name)))


def by(data: bytes, author: str, tag: str = "ins") -> list[str]:
    """The words that an author inserted or deleted."""
    return [words for one in found(data, f"//w:{tag}[@w:author='{author}'][w:r]") if (words := told(one)).strip()]


def accepted(data: bytes, *authors: str) -> list[str]:
    """The paragraphs when the changes of these authors are accepted, and all others rejected."""
    return [text for _style, text in NumberedWord(data, "accept", authors).paragraphs()]


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Vraag het nooit.", SUBSTANTIVE),
        ("Vraag, het eerst.", REVIEW),
        ("Vraag  **het** eerst.", EDITORIAL),
    ],
)
def test_changed_words_are_by_the_weight_of_their_change(klein: Policy, text: str, author: str) -> None:
    data = report(klein, reworded(klein, tips__vraag=text))
    assert authors(data) == {author}


def test_a_changed_value_is_by_an_author_of_its_own_inside_a_changed_clause_too(klein: Policy) -> None:
    before = "Leg hem {{ bewaarplek }} en wacht op de leraar."
    old = filled(reworded(klein, tips__vraag=before))
    new = filled(with_values(reworded(old, tips__vraag=before.replace("leraar", "mentor")), bewaarplek="in de kluis"))
    data = report(old, new)
    assert by(data, VALUES) == ["kluis"] * 3
    assert by(data, SUBSTANTIVE) == ["mentor"]
    assert by(data, VALUES, "del") == ["tas"] * 3
    assert by(data, SUBSTANTIVE, "del") == ["leraar"]


def numbered(klein: Policy, letters: str, **texts: str) -> Policy:
    """Clauses in one section, the references filled in."""
    clauses = [made(f"t.{i}", texts.get(i, f"De tekst van clausule {i} over {i}.")) for i in letters]
    return laid_out(klein, {"een": clauses})


def test_a_reference_whose_number_became_another_is_by_no_author_of_the_text(klein: Policy) -> None:
    data = report(numbered(klein, "abc", a=REFERRING), numbered(klein, "axbc", a=REFERRING))
    assert (by(data, NUMBERS, "del"), by(data, NUMBERS)) == (["1.3"], ["1.4"])
    assert by(data, SUBSTANTIVE) == ["T.X. ", "De tekst van clausule x over x."]


def test_a_reference_to_another_clause_is_by_the_weight_of_its_change(edited: Editor) -> None:
    data = edited("another reference").report
    assert authors(data) == {SUBSTANTIVE}


def test_moves_are_by_an_author_of_their_own_and_new_words_in_them_by_their_weight(klein: Policy) -> None:
    new = "De nieuwe tekst van clausule b, die gaat over onderwerp b."
    data = report(*places(*MOVED, b=new)(klein))
    assert {one.get(f"{W}author") for one in found(data, "//w:moveFrom | //w:moveTo")} == {MOVES}
    assert by(data, SUBSTANTIVE) == ["nieuwe "]


def test_a_move_can_be_accepted_without_the_words_that_changed_in_it_and_the_other_way_round(klein: Policy) -> None:
    was, now = (f"De {word} tekst van clausule b, die gaat over b." for word in ("oude", "nieuwe"))
    sides = ({"een": "abc", "twee": "def"}, {"een": "ac", "twee": "debf"})
    old, new = (places(sides[n], sides[n], b=words)(klein)[1] for n, words in enumerate((was, now)))
    data = report(old, new)
    assert [text for text in accepted(data, MOVES) if "clausule b" in text] == [f"2.3 T.B. {was}"]
    assert [text for text in accepted(data, MOVES, SUBSTANTIVE) if "clausule b" in text] == [f"2.3 T.B. {now}"]
    assert [text for text in accepted(data, SUBSTANTIVE) if "clausule b" in text] == [f"1.2 T.B. {was}"]


def test_only_the_substance_can_be_accepted(klein: Policy) -> None:
    """A paragraph that is not accepted leaves nothing behind, one that is gets its number."""
    old = numbered(klein, "abcd", b="Eerst. {clause}`t.d` telt.")
    new = numbered(klein, "axbcd", b="Eerst. {clause}`t.d` telt.", c="**De** tekst van clausule c over c.")
    data = report(old, new)
    assert authors(data) == {SUBSTANTIVE, EDITORIAL, NUMBERS}
    start = accepted(data).index("1 een")
    assert accepted(data, SUBSTANTIVE)[start : start + 4] == [
        "1 een",
        "1.1 T.A. De tekst van clausule a over a.",
        "1.2 T.X. De tekst van clausule x over x.",
        "1.3 T.B. Eerst. artikel 1.4 telt.",
    ]
    assert accepted(data, NUMBERS)[start + 2] == "1.2 T.B. Eerst. artikel 1.5 telt."
    assert accepted(data, EDITORIAL) == accepted(data)


def test_a_clause_can_be_accepted_without_the_heading_that_came_before_it(klein: Policy) -> None:
    """What stood before both keeps its own form, and does not take that of the heading."""
    first, second = made("t.a", "Dit is de tekst van a."), made("t.b", "Dit is de tekst van b.")
    note = {"id": "n", "summary": "Anders geschreven", "since": "1.0", "clauses": ["t.b"]}
    texts = {"motive": "Zo.", "consequences": "Geen.", "measures": "Geen."}
    weight = {"weight": "editorial", "weight_reason": "Het stond er al."}
    notes = [ChangeNote.model_validate({**note, **texts, **weight})]
    earlier = klein.model_copy(update={"document": klein.document.model_copy(update={"version": "1.0"})})
    data = report(laid_out(earlier, {"een": [first]}), laid_out(klein, {"een": [first], "twee": [second]}), notes)
    assert by(data, EDITORIAL) == ["T.B. ", "Dit is de tekst van b."]
    start = accepted(data).index("1 een")
    assert accepted(data, EDITORIAL)[start : start + 3] == [
        "1 een",
        "1.1 T.A. Dit is de tekst van a.",
        "1.2 T.B. Dit is de tekst van b.",
    ]


@pytest.mark.parametrize("name", EDITS)
def test_every_change_is_by_one_of_the_authors_and_none_by_the_program_alone(edited: Editor, name: str) -> None:
    data = edited(name).report
    every = {SUBSTANTIVE, REVIEW, EDITORIAL, MOVES, VALUES, NUMBERS}
    assert authors(data) | authors(data, "footnotes") <= every


def test_document_control_is_by_the_author_of_values_or_by_its_weight(edited: Editor, klein: Policy) -> None:
    assert authors(edited("version, status and date").report) <= {VALUES, SUBSTANTIVE, EDITORIAL}
    rows = (("Versie", "1.1"), ("Status", "concept"))
    data = report(*control(before=((), rows[:1]), after=((), rows))(klein))
    (row,) = found(data, "//w:tr/w:trPr/w:ins/@w:author")
    assert row in {VALUES, SUBSTANTIVE, EDITORIAL}


def test_a_history_is_by_the_author_of_values(edited: Editor) -> None:
    assert authors(edited("a history").report) == {VALUES}


def test_a_do_that_moves_and_becomes_a_dont_says_so_by_its_weight(klein: Policy) -> None:
    """The mark before it is a rule turned round, not a matter of place."""
    texts = [made(f"t.{i}", f"De tekst van clausule {i}, die gaat over onderwerp {i}.") for i in "abc"]

    def version(dos: Sequence[Clause], donts: Sequence[Clause]) -> Policy:
        laid = laid_out(klein, {"wel": dos, "niet": donts}, "dos")
        bare = with_clauses(laid, lambda c: c.model_copy(update={"number": ""}))
        first, second = bare.sections
        group = second.groups[0].model_copy(update={"form": "donts"})
        return bare.model_copy(update={"sections": (first, second.model_copy(update={"groups": (group,)}))})

    data = report(version(texts[:2], texts[2:]), version(texts[:1], texts[1:]))
    assert [words.strip() for words in by(data, SUBSTANTIVE)] == ["✗ niet"]
    assert by(data, MOVES) == by(data, MOVES, "del") == []


def test_another_form_is_by_the_weight_of_its_change(klein: Policy) -> None:
    data = report(*forms("dos", "donts")(klein))
    assert authors(data) == {SUBSTANTIVE}


def test_a_note_that_changed_is_by_the_weight_of_its_change(klein: Policy) -> None:
    data = report(*noted({"een": "Een noot over films."}, {"een": "Een noot over geluid."})(klein))
    assert authors(data, "footnotes") == {SUBSTANTIVE}
    assert not authors(data)


def test_a_comment_is_by_the_author_of_the_changes_that_it_is_about(klein: Policy) -> None:
    new = with_clauses(klein, lambda c: None if c.id == "gevolgen.aangifte" else c)
    new = filled(with_values(reworded(new, tips__vraag="Vraag, het eerst."), bewaarplek="in de kluis"))
    data = report(klein, new)
    by_heading = {told(one.find(f"{W}p")): one.get(f"{W}author") for one in found(data, "//w:comment", "comments")}
    assert {heading.split(":")[-1].strip(): author for heading, author in by_heading.items()} == {
        "Wijzigingsvoorstel": "schoolprotocol",
        "Aangifte (artikel 2.1)": SUBSTANTIVE,
        "Vraag het eerst": REVIEW,
        "bewaarplek": VALUES,
    }


def test_the_comment_on_a_clause_that_only_moved_is_by_the_author_of_moves(klein: Policy) -> None:
    data = report(*places(*MOVED)(klein))
    (comment,) = (one for one in found(data, "//w:comment", "comments") if told(one).startswith("Wijziging 1: T.B"))
    assert comment.get(f"{W}author") == MOVES
