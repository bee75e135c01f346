"""What the papers of a council say, so that a volunteer knows what to do with them."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise

import pytest

from schoolprotocol.outputs.council.form import Asked, DecisionForm, FormChange
from schoolprotocol.outputs.council.sheet import Grid, Sentence, Sheet
from schoolprotocol.outputs.council.sheet_word import sheet_docx
from schoolprotocol.outputs.council.sheets import hand_in, letters, sheets
from schoolprotocol.policy.model import Organisation

WIDEST = 0.78
"""Width of a letter in bold, as a part of its size, in the widest font that Word puts in place of ours."""
WHOLE, STAFF, PARENTS = "de hele MR", "de personeelsgeleding van de MR", "de oudergeleding van de MR"
OUTCOMES = (
    "stemt in",
    "stemt in met voorwaarden",
    "stemt niet in",
    "aangehouden",
    "stemt in, behalve met wijziging …",
)


def change(number: str, *councils: str) -> FormChange:
    return FormChange(number, f"c-{number}", f"Wijziging nummer {number}", f"c-{number}", councils)


FORM = DecisionForm(
    organisation=Organisation(
        id="noord",
        kind="school",
        name="Noord",
        short="Noord",
        site_title="Noord",
        board="het College van Bestuur",
        leadership="de directie",
    ),
    title="Telefoons",
    version="1.1",
    text_hash="0123456789ab",
    day=None,
    last_day="15 januari 2027",
    facts=(("Vergeleken met", "versie 1.0"),),
    changes=(change("1", WHOLE, STAFF), change("2", WHOLE, STAFF, PARENTS), change("K1", WHOLE, PARENTS)),
    titles={},
    asked=tuple(Asked(name, "WMS", "", "alle wijzigingen") for name in (WHOLE, STAFF, PARENTS)),
    duty="",
    joint="",
    has_excerpt=True,
    is_first=False,
    reactions=(),
)
MANY = replace(FORM, changes=tuple(change(str(n), WHOLE) for n in range(1, 28)))
FIRST = replace(FORM, changes=(), is_first=True)


def said(sheet: Sheet) -> str:
    """Everything that a paper says, in one line; boxes hold their words together with firm spaces."""
    cells = [
        " ".join(cell for row in (piece.heads, *piece.rows) for cell in row) if isinstance(piece, Grid) else piece.text
        for piece in sheet.pieces
    ]
    return " ".join(" ".join((sheet.lead, *cells)).split())


def in_word(sheet: Sheet) -> str:
    with zipfile.ZipFile(io.BytesIO(sheet_docx(sheet))) as archive:
        return archive.read("word/document.xml").decode()


def grid(sheet: Sheet, head: str) -> Grid:
    """The table that has a column with this name."""
    return next(piece for piece in sheet.pieces if isinstance(piece, Grid) and head in piece.heads)


# -- where it goes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["besluitformulier", "stemblad", "verslag"])
def test_every_paper_says_when_and_where_it_is_handed_in(name: str) -> None:
    text = said(sheets(FORM)[name])
    assert "uiterlijk op 15 januari 2027 in bij het College van Bestuur, ter attentie van ____" in text
    assert "Zonder antwoord is er geen instemming; het bestuur vraagt er dan naar." in text


def test_a_day_that_nobody_can_compute_is_room_to_write() -> None:
    text = hand_in(replace(FORM, last_day=None), "dit formulier")
    assert re.search(r"Lever dit formulier vóór _+ \(datum\) in bij het College van Bestuur", text)


# -- who fills in what ------------------------------------------------------------------------------------------------


def test_the_judgement_of_a_member_is_no_vote_and_stands_apart_from_the_decision_of_each_body() -> None:
    text = said(sheets(FORM)["besluitformulier"])
    prepared, decided = text.split("Het besluit: elk orgaan vult zijn eigen deel in")
    assert "Het is geen stem: het besluit neemt elk orgaan hierna." in prepared
    assert "Geleding of functie van het lid" in prepared
    assert [f"Besluit van {name}" in decided for name in (WHOLE, STAFF, PARENTS)] == [True] * 3


def test_each_change_says_which_bodies_it_asks() -> None:
    sheet = sheets(FORM)["besluitformulier"]
    assert [row[2] for row in grid(sheet, "Vraagt").rows] == ["MR P", "MR P O", "MR O"]
    assert [row[0] for row in grid(sheet, "Aan wie").rows] == [f"MR: {WHOLE}", f"P: {STAFF}", f"O: {PARENTS}"]
    assert "welk orgaan over de wijziging gaat: MR, P en O, zie bij ‘Aan wie’" in said(sheet)


def test_where_one_body_is_asked_nothing_has_to_be_told_apart() -> None:
    sheet = sheets(replace(FORM, asked=FORM.asked[:1]))["besluitformulier"]
    assert "Vraagt" not in grid(sheet, "Akkoord").heads
    assert {len(row) for row in grid(sheet, "Akkoord").rows} == {6}


def test_two_bodies_never_have_the_same_letters() -> None:
    names = ("de oudergeleding van de MR (basisonderwijs)", "de oudergeleding van de MR (voortgezet onderwijs)")
    joint = "de ouder- en leerlinggeleding van de GMR"
    assert letters((*names, joint, "de deelraad")) == {names[0]: "O1", names[1]: "O2", joint: "OL", "de deelraad": "D"}


def test_the_board_confirms_who_is_asked_and_signs_for_it() -> None:
    sheet = sheets(FORM)["besluitformulier"]
    assert "Het bestuur bevestigt wie er gevraagd worden, voordat de stukken naar de raad gaan." in said(sheet)
    assert "beleidsmedewerker" not in said(sheet)
    (confirmed,) = (one for one in sheet.pieces if isinstance(one, Grid) and one.rows[0][0] == "Het bestuur bevestigt")
    assert confirmed.rows[1] == ("Datum, functie en handtekening", "")


def test_where_the_source_proposes_nobody_the_board_writes_who_is_asked() -> None:
    sheet = sheets(replace(FORM, asked=()))["besluitformulier"]
    assert "Gevraagd worden" in said(sheet)
    assert "Vraagt" not in grid(sheet, "Akkoord").heads


# -- what a decision does ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["besluitformulier", "stemblad", "verslag"])
def test_every_paper_has_the_same_words_for_a_decision(name: str) -> None:
    text = said(sheets(FORM)[name])
    assert [one for one in OUTCOMES if one not in text] == []
    assert "positief" not in text


def test_the_form_says_what_becomes_of_a_change_that_is_refused_and_of_a_comma() -> None:
    text = said(sheets(FORM)["besluitformulier"])
    for sentence in (
        "die wijzigingen vervallen, en daar staat weer wat in de vorige vastgestelde versie stond.",
        "De instemming met de rest blijft gelden.",
        "Een orgaan dat met het geheel heeft ingestemd, krijgt de tekst dan opnieuw.",
        "Verandert er verder iets aan de inhoud, dan geldt een instemming niet meer",
        "een leesteken, een hoofdletter of de volgorde (kijk na), dan geldt een instemming pas weer als het orgaan",
    ):
        assert sentence in text, sentence


def test_of_a_first_version_no_change_can_be_refused() -> None:
    for name, sheet in sheets(FIRST).items():
        assert "behalve" not in said(sheet), name


# -- the vote sheet ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [FORM, MANY], ids=["few changes", "many changes"])
def test_the_vote_sheet_has_room_for_every_change_and_every_body(form: DecisionForm) -> None:
    table = grid(sheets(form)["stemblad"], "P")
    numbers = [
        cell for row in table.rows for head, cell in zip(table.heads, row, strict=True) if head == "Nr." and cell
    ]
    assert sorted(numbers) == sorted(one.number for one in form.changes)
    assert table.heads[:4] == ("Nr.", "MR", "P", "O")


def test_the_vote_sheet_strikes_out_the_bodies_that_a_change_does_not_ask() -> None:
    table = grid(sheets(FORM)["stemblad"], "P")
    assert table.rows == (("1", "", "", "–"), ("2", "", "", ""), ("K1", "", "–", ""))


def test_the_vote_sheet_says_what_to_do_when_the_council_votes_on_the_whole() -> None:
    text = said(sheets(FORM)["stemblad"])
    assert "Stemt de raad over het geheel? Vul dan alleen de tabel hierboven in." in text
    assert "Een leeg vak betekent: gestemd met het geheel." in text


# -- in Word ----------------------------------------------------------------------------------------------------------


def test_a_sentence_stands_on_the_page_of_what_it_introduces_in_word() -> None:
    sheet = sheets(MANY)["besluitformulier"]
    document = in_word(sheet)
    for one, after in pairwise(sheet.pieces):
        if isinstance(one, Sentence):
            (paragraph,) = (p for p in re.findall(r"<w:p>.*?</w:p>", document) if one.text in p)
            assert ("<w:keepNext/>" in paragraph) == (not isinstance(after, Sentence)), one.text


def test_the_last_rows_of_a_list_stay_together_in_word() -> None:
    document = in_word(sheets(MANY)["besluitformulier"])
    rows = [row for row in re.findall(r"<w:tr>.*?</w:tr>", document) if "Wijziging nummer" in row]
    assert ["<w:keepNext/>" in row for row in rows] == [False] * 23 + [True] * 3 + [False]


@pytest.mark.parametrize("name", ["besluitformulier", "stemblad", "verslag"])
def test_no_name_of_a_column_is_broken_in_word(name: str) -> None:
    document = in_word(sheets(MANY)[name])
    for table in re.findall(r"<w:tbl>.*?</w:tbl>", document):
        widths = [int(width) / 20 for width in re.findall(r'<w:gridCol w:w="(\d+)"', table)]
        (side,) = set(re.findall(r'<w:(?:left|right) w:w="(\d+)"', table))
        head = next((row for row in re.findall(r"<w:tr>.*?</w:tr>", table) if "<w:tblHeader/>" in row), "")
        for width, cell in zip(widths, re.findall(r"<w:tc>.*?</w:tc>", head), strict=bool(head)):
            (size,) = re.findall(r'<w:sz w:val="(\d+)"/>', cell)
            word = max(re.sub("<[^>]+>", " ", cell).split(), key=len)
            assert len(word) * WIDEST * int(size) / 2 <= width - 2 * int(side) / 20, word
