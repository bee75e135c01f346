"""What becomes of tables and lists to tick, as schools make them: each row keeps what it says together."""

from __future__ import annotations

from tests.importing.imported import Imported, imported
from tests.intake.word import Word, cell, paragraph, styles, table


def document(*body: str) -> Imported:
    word = Word([paragraph("Protocol", style="Titel"), *body])
    word.styles = styles()
    return imported(word.bytes())


def rows(*told: tuple[str, ...]) -> list[str]:
    return document(table(*told)).texts


def test_what_stands_in_a_table_in_a_cell_is_said_with_the_row_of_that_cell() -> None:
    inner = table(("maandag", "gesprek"), ("dinsdag", "verslag"))
    regels = cell(paragraph("Regelt:"), inner, paragraph("en evalueert."))
    told = document(table(("Wie", "Wat"), ("Directeur", regels), ("IB’er", "Adviseert")))
    assert told.texts == [
        "Wie: Wat",
        "Directeur: Regelt: / en evalueert. / maandag: gesprek / dinsdag: verslag",
        "IB’er: Adviseert",
    ]


def test_a_box_in_a_cell_is_said_with_the_row_of_that_cell() -> None:
    told = document(table(("Wie", "Wat"), ("Directeur", cell(paragraph("Regelt:"), table(("Let op!",)))), ("IB’er", "Adviseert")))  # fmt: skip  # noqa: E501
    assert told.texts == ["Wie: Wat", "Directeur: Regelt: / Let op!", "IB’er: Adviseert"]


def test_a_remark_in_a_cell_does_not_cut_the_table() -> None:
    word = Word([])
    word.styles = styles()
    remarked = cell(paragraph("Melden", word.comment("Hoe?")))
    word.body = [table(("Stap", "Wie", "Wat"), ("Een", "leraar", remarked), ("Twee", "directeur", "Besluiten"))]
    assert imported(word.bytes()).texts[1:] == ["Stap: Twee / Wie: directeur / Wat: Besluiten"]


def test_rows_that_say_something_together_are_no_columns() -> None:
    assert rows(("Middel", "Mag", "Opmerking"), ("Copilot", "ja", "op school"), ("ChatGPT", "nee", "")) == [
        "Middel: Copilot / Mag: ja / Opmerking: op school",
        "Middel: ChatGPT / Mag: nee",
    ]
    assert rows(("Wie", "Doet"), ("Ouder", "betaalt")) == ["Wie: Doet", "Ouder: betaalt"]


def test_a_merged_cell_is_true_of_each_row_that_it_stands_beside() -> None:
    light = (cell("Licht", merge="restart"), "Te laat", "Melden")
    told = document(table(("Soort", "Wat", "Maatregel"), light, (cell(merge="continue"), "Vergeten", "Aantekening"), ("Zwaar", "Vechten", "Schorsing")))  # fmt: skip  # noqa: E501
    assert told.texts == [
        "Soort: Licht / Wat: Te laat / Maatregel: Melden",
        "Soort: Licht / Wat: Vergeten / Maatregel: Aantekening",
        "Soort: Zwaar / Wat: Vechten / Maatregel: Schorsing",
    ]


def test_a_cell_across_the_table_stands_above_the_rows_below_it() -> None:
    told = document(table(("Wie", "Nummer", "Wanneer"), (cell("Nood", width=3),), ("Politie", "112", "altijd"), (cell("Jeugd", width=3),), ("GGD", "ja", "")))  # fmt: skip  # noqa: E501
    assert told.texts == [
        "Nood",
        "Wie: Politie / Nummer: 112 / Wanneer: altijd",
        "Jeugd",
        "Wie: GGD / Nummer: ja",
    ]


def test_a_row_of_times_or_arrows_is_no_head() -> None:
    assert rows(("maandag", "gym", "9.00"), ("dinsdag", "taal", "10.00")) == [
        "maandag / gym / 9.00",
        "dinsdag / taal / 10.00",
    ]
    assert rows(("Signaal", "→", "Gesprek"), ("Ouders", "←", "Verslag")) == [
        "Signaal / → / Gesprek",
        "Ouders / ← / Verslag",
    ]


def test_short_words_with_a_point_are_a_head_and_a_table_is_asked_once() -> None:
    told = document(table(("Nr.", "Wat", "n.v.t."), ("1", "Bus", "nee"), ("2", "Gordels", "ja")))
    assert told.texts == ["Nr. 1 / Wat: Bus / n.v.t. nee", "Nr. 2 / Wat: Gordels / n.v.t. ja"]
    form = document(table(("Naam", ""), ("Klas", ""), ("Datum", "")))
    assert (told.asked.count("table"), form.asked.count("table")) == (1, 1)


def test_a_box_to_tick_and_a_sign_of_yes_or_no_stay_in_a_list() -> None:
    body = [paragraph(text) for text in ("☐ Toestemming is binnen", "☐ Medicijnen zijn mee", "Op het plein:")]
    told = document(*body, paragraph("✓ spelen"), paragraph("✗ rennen"))
    assert told.texts == ["□ Toestemming is binnen", "□ Medicijnen zijn mee", "Op het plein: / ✓ spelen / ✗ rennen"]


def test_a_sign_that_no_font_has_gives_way_to_one_that_says_the_same_and_is_told_once() -> None:
    told = document(table(("Wat", "Ja", "Nee"), ("Gekeurd", "☑", "☐"), ("Gordels", "☐", "☐")))
    assert told.texts == ["Wat: Gekeurd / Ja: ✓ / Nee: □", "Wat: Gordels / Ja: □ / Nee: □"]
    assert told.asked.count("slip") == 2
