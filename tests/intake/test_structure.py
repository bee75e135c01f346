"""What stands in documents that people make: headings, clauses, numbers, tables and notes."""

from __future__ import annotations

import shutil
import time

import pytest

from schoolprotocol.intake.blocks import Block
from schoolprotocol.intake.taking import take_bytes
from schoolprotocol.machine import find_office
from tests.intake import handed
from tests.intake.documents import BUILDING, MEASURING, Way
from tests.intake.scoring import WHAT, Score, score, scores
from tests.intake.word import Word, cell, level, lists, paragraph, run, table


@pytest.mark.parametrize("ways", [BUILDING, MEASURING], ids=["building", "measuring"])
def test_documents_in_all_ways_are_read_as_their_makers_meant_them(ways: tuple[Way, ...]) -> None:
    all_ = Score()
    for one in scores(ways).values():
        all_.add(one)
        all_.wrong += one.wrong
    assert {what: all_.f1(what) for what in WHAT} == dict.fromkeys(WHAT, 1.0), all_.wrong[:10]


def _blocks(*body: str, **parts: str) -> list[Block]:
    return list(take_bytes("x.docx", Word(list(body), **parts).bytes()).blocks)  # type: ignore[arg-type]


def _told(*body: str, **parts: str) -> list[tuple[str, str | None, str]]:
    return [(block.kind, block.number, block.text) for block in _blocks(*body, **parts)]


LINES = [
    "10.30 uur is het begin van de pauze.",
    "2024 was een goed jaar voor de school.",
    "Artikel 3 van de wet geeft de raad een recht.",
    "3 leerlingen kwamen te laat.",
    "1,5 meter afstand is genoeg.",
    "12 september 2026 is de eerste schooldag.",
    "A. de Boer is een naam die hier als voorbeeld staat.",
    "06-12345678 is een nummer.",
    "-5 graden is koud.",
    "1.200 leerlingen zitten op deze school.",
    "O, wat is dat mooi.",
    "I.v.m. de vakantie is de school dicht.",
    "e.d. is een afkorting.",
    "2 x per jaar is er overleg.",
    "3D-printers staan in het lokaal.",
    "Hoofdstuk 2 gaat over toezicht, en hoofdstuk 3 over sancties.",
    "Bijlage 1 bevat het formulier.",
]


@pytest.mark.parametrize("line", LINES)
def test_what_only_looks_like_a_number_stays_in_the_text(line: str) -> None:
    told = _told(
        paragraph(run("Doel", bold=True)), paragraph("Eerst komt er een zin."), paragraph(line), paragraph("Slot.")
    )
    assert ("prose", None, line) in told


def test_short_items_with_numbers_are_clauses_and_no_headings() -> None:
    body = [
        paragraph(run("Meenemen", bold=True)),
        *(paragraph(f"{n}. {x}") for n, x in enumerate(["Pen", "Gum", "Papier"], 1)),
    ]
    assert [kind for kind, _number, _text in _told(*body, paragraph("Verder niets meenemen naar school."))] == [
        "heading", "clause", "clause", "clause", "prose",
    ]  # fmt: skip


def test_letters_go_on_past_i_where_roman_numbers_would_begin() -> None:
    told = _told(*(paragraph(f"{chr(97 + n)}. punt {n} van deze lijst;") for n in range(11)))
    assert [number for _kind, number, _text in told] == [f"{chr(97 + n)}." for n in range(11)]


def test_roman_numbers_below_letters() -> None:
    lines = ["a. een", "i. een i", "ii. een ii", "b. twee", "i. twee i"]
    told = _told(paragraph("Er geldt:"), *(paragraph(f"{line} van de regels;") for line in lines))
    assert [number for _kind, number, _text in told] == [None, "a.", "i.", "ii.", "b.", "i."]


def test_levels_of_headings_of_three_numbers() -> None:
    body = []
    for number in ("1", "1.1", "1.1.1", "1.2", "2", "2.1"):
        body += [
            paragraph(run(f"{number} Titel {number}", bold=True)),
            paragraph("Hier staat een zin die verder gaat."),
        ]
    assert [b.level for b in _blocks(*body) if b.kind == "heading"] == [1, 2, 3, 2, 1, 2]


def test_a_chapter_an_article_and_its_members() -> None:
    told = _blocks(
        paragraph(run("Hoofdstuk 1 Algemeen", bold=True)),
        paragraph(run("Artikel 1 Begrippen", bold=True)),
        paragraph("1. In dit reglement is de school de school."),
        paragraph("2. De raad is de raad van de school."),
        paragraph(run("Artikel 2 Doel", bold=True)),
        paragraph("Dit reglement heeft een doel, en dat is dit."),
    )
    assert [(b.kind, b.level, b.number, b.section) for b in told] == [
        ("heading", 1, "Hoofdstuk 1", ()),
        ("heading", 2, "Artikel 1", ("Algemeen",)),
        ("clause", 1, "1.", ("Algemeen", "Begrippen")),
        ("clause", 1, "2.", ("Algemeen", "Begrippen")),
        ("heading", 2, "Artikel 2", ("Algemeen",)),
        ("prose", None, None, ("Algemeen", "Doel")),
    ]


def test_bullets_below_a_clause_are_one_level_deeper() -> None:
    numbering = lists({1: [level(0, "decimal", "%1."), level(1, "bullet", "\uf0b7")]}, {1: 1})
    told = _blocks(
        paragraph("Een regel met punten is deze.", number=(1, 0)),
        paragraph("eerste punt", number=(1, 1)),
        paragraph("tweede punt", number=(1, 1)),
        paragraph("Nog een regel is deze.", number=(1, 0)),
        numbering=numbering,
    )
    assert [(b.kind, b.level) for b in told] == [("clause", 1), ("item", 2), ("item", 2), ("clause", 1)]


def test_a_control_table_tells_about_the_document() -> None:
    rows = [
        ("Document", "Pestprotocol"),
        ("Versie", "2.0"),
        ("Vastgesteld door", "Directie"),
        ("Datum MR", "1 mei 2026"),
    ]
    found = _blocks(paragraph(run("Pestprotocol", bold=True, size=20)), table(*rows), paragraph("Dit is het protocol."))
    assert [b.cells for b in found if b.kind == "meta"] == rows


def test_lines_about_the_document_before_its_first_heading() -> None:
    told = _told(
        paragraph(run("Pestprotocol", bold=True, size=20)),
        paragraph("Versie: 2.0"),
        paragraph("Vastgesteld op: 1 mei 2026"),
        paragraph(run("Doel", bold=True, size=14)),
        paragraph("Versie: dit is hier een gewone zin van de tekst."),
    )
    assert [kind for kind, _number, _text in told] == ["title", "meta", "meta", "heading", "prose"]


def test_a_table_of_one_cell_is_a_frame_around_text() -> None:
    told = _told(
        table([cell(paragraph(run("Let op", bold=True)), paragraph("1. Niet doen is de regel."))]), paragraph("x.")
    )
    assert ("clause", "1.", "Niet doen is de regel.") in told


def test_numbers_that_word_counts_in_a_table_are_printed_in_its_cells() -> None:
    numbering = lists({1: [level(0, "decimal", "%1.")]}, {1: 1})
    rows = [[cell(paragraph(number=(1, 0))), "Melden", "Mentor"], [cell(paragraph(number=(1, 0))), "Bellen", "Ouders"]]
    found = _blocks(paragraph("Wie doet wat, staat hier:"), table(("Nr", "Wat", "Wie"), *rows), numbering=numbering)
    assert [b.cells for b in found if b.cells] == [
        ("Nr", "Wat", "Wie"),
        ("1.", "Melden", "Mentor"),
        ("2.", "Bellen", "Ouders"),
    ]


def test_a_typed_table_of_contents_is_no_text_of_the_document() -> None:
    told = _told(
        paragraph(run("Inhoudsopgave", bold=True)),
        paragraph("1. Doel ............ 3"),
        paragraph("2. Afspraken\t4"),
        paragraph(run("1. Doel", bold=True)),
        paragraph("De tekst begint hier, en gaat zo door."),
    )
    assert [kind for kind, _number, _text in told] == ["furniture", "furniture", "furniture", "heading", "prose"]


def test_an_empty_numbered_paragraph_is_no_clause_but_counts() -> None:
    numbering = lists({1: [level(0, "decimal", "%1.")]}, {1: 1})
    told = _told(
        paragraph("Een staat hier als regel.", number=(1, 0)), paragraph(number=(1, 0)),
        paragraph("Drie staat hier als regel.", number=(1, 0)), numbering=numbering,
    )  # fmt: skip
    assert [number for _kind, number, _text in told] == ["1.", "3."]


def test_the_same_file_gives_the_same_bytes() -> None:
    data = Word([paragraph("1. Een regel is dit."), table(("a", "b"), ("c", "d"))]).bytes()
    assert take_bytes("x.docx", data).json == take_bytes("x.docx", data).json


def test_a_letter_and_a_number_are_one_number() -> None:
    told = _told(*(paragraph(f"{number} De school doet dit zo.") for number in ("A.1", "A.2", "B.1")))
    assert [number for _kind, number, _text in told] == ["A.1", "A.2", "B.1"]


def test_a_first_line_unlike_all_others_above_the_first_heading_is_the_title() -> None:
    body = [paragraph("TELEFOONBELEID"), paragraph(run("1. Doel", bold=True)), paragraph("Dit beleid heeft een doel.")]
    assert [kind for kind, _number, _text in _told(*body)] == ["title", "heading", "prose"]


def test_the_name_of_the_school_below_the_title_is_no_heading() -> None:
    middle = '<w:jc w:val="center"/>'
    told = _told(
        paragraph(run("PESTPROTOCOL", bold=True, size=28), more=middle),
        paragraph(run("Basisschool de Linde", bold=True, size=16), more=middle),
        paragraph("2026-2027", more=middle),
        paragraph(run("Voorwoord", bold=True)),
        paragraph("Pesten komt op iedere school voor."),
    )
    assert [kind for kind, _number, _text in told] == ["title", "prose", "prose", "heading", "prose"]


def test_a_number_after_bullets_is_no_part_of_them() -> None:
    numbering = lists({1: [level(0, "decimal", "%1.")], 2: [level(0, "bullet", "\uf0b7")]}, {1: 1, 2: 2})
    told = _blocks(
        paragraph("punt", number=(2, 0)), paragraph("Een regel met een nummer.", number=(1, 0)), numbering=numbering
    )
    assert [(b.kind, b.level) for b in told] == [("item", 1), ("clause", 1)]


def test_lines_in_bold_in_a_frame_are_no_headings() -> None:
    frame = '<w:pBdr><w:left w:val="single"/></w:pBdr>'
    told = _told(
        paragraph(run("Voorbeeld", bold=True), more=frame),
        paragraph("Dit is een voorbeeld van een tekst.", more=frame),
        paragraph("De tekst gaat hier verder."),
    )
    assert [kind for kind, _number, _text in told] == ["prose", "prose", "prose"]


def test_a_column_of_a_page_that_is_a_table_is_read_as_text() -> None:
    left = [paragraph(run("Doel", bold=True)), *(paragraph(f"{n}. Regel {n} van dit stuk.") for n in (1, 2, 3))]
    told = _told(table([cell(*left), cell("Naast de regels.")]), paragraph("Einde."))
    assert [kind for kind, _number, _text in told] == ["prose", "clause", "clause", "clause", "prose", "prose"]


def test_headings_with_a_style_in_a_table_for_layout_are_headings() -> None:
    told = _told(table([cell(paragraph("Doel", style="Kop1"), paragraph("Een zin hierover.")), cell("Ernaast.")]))
    assert [kind for kind, _number, _text in told] == ["heading", "prose", "prose"]


def test_twenty_pages_take_less_than_two_seconds() -> None:
    document = Word(numbering=lists({1: [level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")]}, {1: 1}))
    sentence = "De leerling houdt zich aan deze regel van de school, ook buiten de les en de school. "
    for chapter in range(60):
        document.body.append(paragraph(f"Hoofdstuk over {chapter}", number=(1, 0), style="Kop1"))
        document.body += [paragraph(sentence * 2, number=(1, 1)) for _n in range(8)]
    data, began = document.bytes(), time.process_time()
    assert len(take_bytes("x.docx", data).blocks) == 60 * 9
    assert time.process_time() - began < 2


def test_a_bold_line_above_a_table_at_the_end_is_a_heading() -> None:
    body = [paragraph(run("Doel", bold=True)), paragraph("De school wil dat iedereen veilig is, overal en altijd.")]
    found = _blocks(
        *body, paragraph(run("Wie kan ik bellen?", bold=True)), table(("Wie", "Telefoon"), ("Receptie", "1"))
    )
    assert [one.text for one in found if one.kind == "heading"] == ["Doel", "Wie kan ik bellen?"]


def test_one_row_of_a_number_and_a_text_is_a_clause() -> None:
    found = _told(paragraph("Eerst komt er een zin."), table(("2.1", "De leerkracht belt de ouders.")))
    assert ("clause", "2.1", "De leerkracht belt de ouders.") in found


@pytest.mark.parametrize(("way", "least"), [("word", 0.99), ("html", 0.99)])
def test_documents_in_other_hands_are_read_as_well_as_we_promise(way: str, least: float) -> None:
    every = Score()
    for _way, name, data, labels in handed.files([way]):
        every.add(score(labels, take_bytes(name, data).blocks))
    assert min(every.f1(what) for what in ("headings", "clauses", "cells", "title")) >= least
    assert every.recall("numbers") >= 0.99


@pytest.mark.stress
@pytest.mark.parametrize(("way", "least"), [("tagged", 0.95), ("untagged", 0.92), ("weasy", 0.92), ("chromium", 0.92)])
def test_the_same_on_paper(way: str, least: float) -> None:
    if find_office() is None or not shutil.which("chromium"):
        pytest.skip("LibreOffice or a browser is not installed")
    every = Score()
    for _way, name, data, labels in handed.files([way]):
        every.add(score(labels, take_bytes(name, data).blocks))
    assert min(every.f1(what) for what in ("headings", "clauses", "cells")) >= least
    assert every.recall("numbers") >= least


def test_a_table_like_a_staircase_is_no_table() -> None:
    rows = ([cell(f"r{n}", width=n), cell(f"x{n}")] for n in range(1, 300))
    assert not [one for one in _blocks(table(*rows), paragraph("Een regel.")) if one.cells]


def test_headings_without_a_number_between_two_of_a_row_stand_below_these() -> None:
    def bold(text: str) -> str:
        return paragraph(run(text, bold=True))

    text = paragraph("Hier staat een gewone regel die voor alle leerlingen van de school geldt.")
    body = [bold("Art. 1 Doel"), text, bold("Art. 2 Rollen"), bold("Bestuur"), text, bold("Medewerkers"), text]
    body += [bold("Art. 3 Slot"), text]
    found = [(one.level, one.text) for one in _blocks(*body) if one.kind == "heading"]
    assert found == [(1, "Doel"), (1, "Rollen"), (2, "Bestuur"), (2, "Medewerkers"), (1, "Slot")]


def test_chapters_without_a_number_stand_above_articles_that_count_on() -> None:
    text = paragraph("Hier staat een gewone regel die voor alle leerlingen van de school geldt.")
    body = []
    for chapter, articles in (("Algemeen", (1, 2)), ("Toezicht", (3, 4)), ("Slot", (5,))):
        body.append(paragraph(run(chapter, bold=True, size=16)))
        for n in articles:
            body += [paragraph(run(f"Artikel {n} Iets van {n}", bold=True)), text]
    levels = [one.level for one in _blocks(*body) if one.kind == "heading"]
    assert levels == [1, 2, 2, 1, 2, 2, 1, 2]


def test_a_plain_number_right_above_the_first_below_it_is_a_heading() -> None:
    rows = ["1. Regels", "1.1 De school is open.", "1.2 Iedereen is welkom.", "2. Rollen", "2.1 Bestuur"]
    rows += ["2.1.1 Het bestuur stelt vast.", "2.1.2 Het bestuur legt uit.", "2.2 Team", "2.2.1 Het team werkt mee."]
    found = [(one.number, one.text) for one in _blocks(*map(paragraph, rows)) if one.kind == "heading"]
    assert found == [("1.", "Regels"), ("2.", "Rollen"), ("2.1", "Bestuur"), ("2.2", "Team")]


def test_contents_without_pages_are_those_whose_lines_stand_further_on_once_more() -> None:
    entries = ["1. Inleiding", "2. Regels", "Bijlage A Formulier"]
    body = [paragraph("Inhoud"), *map(paragraph, entries)]
    for entry in entries:
        body += [paragraph(run(entry, bold=True)), paragraph(f"Dit gaat over {entry.split()[-1].lower()}.")]
    blocks = take_bytes("x.docx", Word(body).bytes()).blocks
    assert [one.text for one in blocks if one.kind == "furniture"] == ["Inhoud", *entries]
    assert [one.text for one in blocks if one.kind == "heading"] == ["Inleiding", "Regels", "Formulier"]
    alone = Word([paragraph("Inhoud"), paragraph("Wij praten over regels."), paragraph("Regels"), paragraph("Stil.")])
    assert not [one for one in take_bytes("x.docx", alone.bytes()).blocks if one.kind == "furniture"]


@pytest.mark.parametrize("behind", [["aa", "bb", "cc"], ["aa", "ab", "ac"]], ids=["word", "sheet"])
def test_letters_go_on_behind_the_last_of_the_alphabet(behind: list[str]) -> None:
    letters = [*"abcdefghijklmnopqrstuvwxyz", *behind]
    told = _told(*(paragraph(f"{letter}. begrip {n};") for n, letter in enumerate(letters)))
    assert [number for _kind, number, _text in told] == [f"{letter}." for letter in letters]


def test_a_column_of_days_is_no_column_of_letters() -> None:
    rows = _blocks(table(*((f"{day}.", f"les {day}") for day in ("ma", "di", "wo", "do", "vr"))))
    assert [one.kind for one in rows] == ["row"] * 5
