"""Web pages: what a browser shows, with the numbers that it prints."""

# ruff: noqa: E501 (lines of documents)

from __future__ import annotations

import pytest

from schoolprotocol.errors import IntakeError
from schoolprotocol.intake.blocks import Block
from schoolprotocol.intake.taking import take_bytes
from tests.intake.pages import BUILDING, Plan, document
from tests.intake.scoring import score

PAGES = [plan for plan in BUILDING if plan.form == "html"]


def told(page: str | bytes, name: str = "x.html") -> list[tuple[str, str | None, str]]:
    """Kind, number and text of each block."""
    data = page if isinstance(page, bytes) else page.encode()
    return [(one.kind, one.number, one.text) for one in take_bytes(name, data).blocks]


def rows(page: str) -> list[tuple[str, ...]]:
    return [one.cells for one in take_bytes("x.html", page.encode()).blocks if one.cells]


def of(kind: str, page: str) -> list[Block]:
    return [one for one in take_bytes("x.html", page.encode()).blocks if one.kind == kind]


@pytest.mark.parametrize("plan", PAGES, ids=lambda plan: plan.name)
def test_pages_as_people_make_them_come_whole(plan: Plan) -> None:
    made = document(plan)
    found = score(made.labels, take_bytes(f"{plan.name}.html", plan.write(made)).blocks)
    assert min(found.f1(what) for what in ("headings", "clauses", "cells", "notes", "title")) == 1.0
    assert found.recall("numbers") == 1.0


def test_numbers_of_lists_are_those_that_a_browser_prints() -> None:
    page = "<ol start=3><li>een<li value=7>twee<ol type=a><li>drie</ol><li>vier</ol><ol reversed type=I><li>v<li>w</ol>"
    assert [number for kind, number, _text in told(page) if kind == "clause"] == ["3.", "7.", "a.", "8.", "II.", "I."]


def test_a_label_that_floats_before_its_text_is_its_number() -> None:
    label = '<span style="display:block;float:left;min-width:0cm">{}</span>'
    page = f"<ol><li><p>{label.format('1.')}Rust.</p></li></ol><ul><li><p>{label.format(chr(0xF0B7) * 2)}Stil.</p></li></ul>"
    assert [(kind, text) for kind, _number, text in told(page)] == [("clause", "Rust."), ("item", "Stil.")]
    assert [text for _kind, _number, text in told(f"<p>{label.format('Kader')}Rust.</p>")] == ["Kader", "Rust."]


def test_columns_that_each_begin_with_a_heading_are_a_table() -> None:
    column = '<div class="column"><h4>{}</h4><ul><li>{}</li><li>{}</li></ul></div>'
    page = (
        f'<h3>Online</h3><div class="columns">{column.format("Wel", "a", "b")}{column.format("Niet", "c", "d")}</div>'
    )
    assert rows(page) == [("Wel", "Niet"), ("a\nb", "c\nd")]
    loose = page.replace("</h4>", "</h4>x", 1).replace('<div class="column">', 'tekst <div class="column">', 1)
    assert rows(loose) == []  # no columns alone: nothing of it is put elsewhere


def test_a_list_whose_style_prints_nothing_has_no_numbers() -> None:
    page = "<style>ol.kaal { list-style: none }</style><ol class=kaal><li>een<li>twee</ol>"
    assert [number for _kind, number, _text in told(page)] == [None, None]


def test_a_number_in_a_block_beside_its_text_goes_with_it() -> None:
    page = '<ul><li><span class="number">1.1</span> <div><p>Een regel.</p></div></li></ul>'
    assert told(page) == [("clause", "1.1", "Een regel.")]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>geheim</p>",
        "<p style='display:none'>geheim</p>",
        "<style>.x { visibility: hidden }</style><p class=x>geheim</p>",
        "<p style='mso-hide:all'>geheim</p>",
        "<span class='visually-hidden'>geheim</span>",
        "<noscript>geheim</noscript>",
        "<p style='font-size:0'>geheim</p>",
    ],
)
def test_what_nobody_sees_is_told_as_hidden(hidden: str) -> None:
    assert ("hidden", None, "geheim") in told(f"<p>Een regel.</p>{hidden}")


def test_scripts_and_styles_are_no_text() -> None:
    page = "<script>var geheim = '<p>x</p>'</script><style>p { color: red }</style><p>Een regel.</p>"
    assert told(page) == [("prose", None, "Een regel.")]


def test_what_stands_around_the_main_part_is_furniture() -> None:
    page = (
        "<header><nav><a href=/>Home</a></nav></header><main><h1>Protocol</h1><h2>1. Doel</h2><p>Een lange regel over iets."
        "</p></main><aside>Nieuws</aside><footer>Adres</footer>"
    )
    assert [kind for kind, _number, _text in told(page)].count("furniture") == 3


def test_merged_cells_keep_their_place() -> None:
    page = "<table><tr><th colspan=2>ab<th>c<tr><td rowspan=2>1<td>2<td>3<tr><td>4<td>5</table><p>Een regel.</p>"
    assert rows(page) == [("ab", "", "c"), ("1", "2", "3"), ("", "4", "5")]


def test_notes_are_led_to_their_calls() -> None:
    page = "<p>Een regel<sup><a href='#fn1' id=r1>1</a></sup> met een noot.</p><ol><li id=fn1>De noot. <a href='#r1'>↩</a></li></ol>"
    (note,) = of("note", page)
    assert (note.text, note.anchor) == ("De noot.", "1")
    (prose,) = of("prose", page)
    assert (prose.text, prose.calls) == ("Een regel met een noot.", ((9, "1"),))


GOOGLE = (
    "<p>De fiets staat in het rek.<sup><a href='#ftnt1' id='ftnt_ref1'>[1]</a></sup></p><p>Op slot.</p><hr>"
    "<div><p><a href='#ftnt_ref1' id='ftnt1'>[1]</a><span>&nbsp;Of in de stalling.</span></p></div>"
)
WORD = (
    "<p class=MsoNormal>De fiets staat in het rek.<a href='#_ftn1' name='_ftnref1' title=''>"
    "<span class=MsoFootnoteReference>[1]</span></a></p><p class=MsoNormal>Op slot.</p><div><hr><div id=ftn1>"
    "<p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1' title=''><span class=MsoFootnoteReference>[1]</span></a>"
    " Of in de stalling.</p></div></div>"
)


@pytest.mark.parametrize("page", [GOOGLE, WORD], ids=["google", "word"])
def test_the_link_back_of_a_note_makes_no_note_of_the_text_that_calls_it(page: str) -> None:
    assert told(page) == [
        ("prose", None, "De fiets staat in het rek."),
        ("prose", None, "Op slot."),
        ("note", None, "Of in de stalling."),
    ]
    (note,) = of("note", page)
    (called,) = [one for one in of("prose", page) if one.calls]
    assert [mark for _at, mark in called.calls] == [note.anchor] == ["1"]


def test_the_letters_of_windows_are_read_as_it_wrote_them() -> None:
    page = (
        "<html><head><meta http-equiv=Content-Type content='text/html; charset=windows-1252'></head><body><p>‘één’ – €"
    )
    assert told(page.encode("cp1252")) == [("prose", None, "‘één’ – €")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_page_that_says_nothing_of_its_letters_is_read_all_the_same(encoding: str) -> None:
    assert told("<!doctype html><p>één – twee</p>".encode(encoding)) == [("prose", None, "één – twee")]


def test_entities_hard_spaces_and_soft_hyphens_are_read_as_text() -> None:
    assert told("<p>a&nbsp;b &amp; c&eacute; mede&shy;werker &#8217;</p>") == [("prose", None, "a b & cé medewerker ’")]


def test_two_breaks_are_a_new_paragraph_and_one_is_none() -> None:
    assert told("<div>Een<br>twee<br><br>Drie</div>") == [("prose", None, "Een\ntwee"), ("prose", None, "Drie")]


def test_a_page_in_one_file_with_its_pictures_is_read() -> None:
    page = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; "
        b"charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><p>E=C3=A9n regel.</p>\r\n--x--\r\n"
    )
    assert told(page) == [("prose", None, "Eén regel.")]


def test_what_was_struck_out_is_told_as_deleted() -> None:
    assert ("deleted", None, "weg") in told("<p>Een <del>weg</del> regel.</p>")
    assert ("deleted", None, "weg") in told("<p>Een <s>weg</s> regel.</p>")
    page = "<style>.c1 { text-decoration: line-through }</style><p>Een <span class=c1>weg</span> regel.</p>"
    assert ("deleted", None, "weg") in told(page)


def test_a_question_that_opens_its_answer_and_that_answer_are_text() -> None:
    page = (
        "<main><h2>Vragen</h2><button aria-expanded=false aria-controls=a1>Wat doet de leraar?</button>"
        "<div id=a1 hidden><p>Hij praat.</p></div><input type=checkbox id=c><label for=c>En dan?</label><p>Niets.</p>"
        "<form><label>Zoek</label><button>Ga</button></form><p hidden>geheim</p></main>"
    )
    said = [(kind, text) for kind, _number, text in told(page)]
    texts = [text for kind, text in said if kind == "prose"]
    assert texts == ["Wat doet de leraar?", "Hij praat.", "En dan?", "Niets."]
    assert ("hidden", "geheim") in said


def test_a_page_that_a_script_has_to_fill_is_refused() -> None:
    with pytest.raises(IntakeError, match="text"):
        told("<html><body><div id=app></div><script>render()</script>")


@pytest.mark.parametrize(
    "page",
    [
        "<p>Een regel.<sup><a href='#fn1'>1</a></sup></p><table><tr><td>a<td>b<tr><td>c<td><ol><li id=fn1>Noot.</ol></table>",
        "<ul><li><h2>Kop in een lijst</h2></ul><p>Een regel.</p><ul><li><h2>Nog een kop</h2></ul><p>Een regel.</p>",
    ],
)
def test_notes_in_cells_and_headings_in_lists_have_one_place(page: str) -> None:
    assert take_bytes("x.html", f"<!doctype html>{page}".encode()).blocks
