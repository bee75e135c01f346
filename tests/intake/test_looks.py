"""Tables and lists of PDFs without tags, in looks that are drawn by lot."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from schoolprotocol.intake.taking import take_bytes
from tests.intake.looks import files
from tests.intake.scoring import Score, score
from tests.intake.test_pdf import ZIN, blocks, pdf

SEED = 3


@pytest.mark.slow
def test_tables_without_tags_are_read_as_well_as_we_promise_in_any_look() -> None:
    every = Score()
    for _way, name, data, told in files(SEED, "tables", ["weasy"]):
        every.add(score(told, take_bytes(name, data).blocks))
    assert every.f1("cells") >= 0.92


@pytest.mark.slow
def test_lists_without_tags_are_read_as_well_as_we_promise_in_any_look() -> None:
    every = Score()
    for _way, name, data, told in files(SEED, "lists", ["weasy"]):
        every.add(score(told, take_bytes(name, data).blocks))
    assert every.f1("clauses") >= 0.97
    assert every.f1("numbers") >= 0.99


ROWS = [
    ("Fase", "Maatregel", "Wie"),
    ("1", "Een of meer pauzes binnen blijven", "leerkracht"),
    ("2", "Een gesprek met de ouders, het kind en de intern begeleider van de school", "directeur en leerkracht"),
    ("3", "Schorsing of verwijdering, met bericht aan de inspectie en aan het bestuur van de stichting", "bestuur"),
]


@pytest.mark.parametrize("place", ["top", "middle", "bottom"])
@pytest.mark.parametrize("width", ["90pt", "130pt"])
def test_cells_may_stand_anywhere_in_the_height_of_their_row(place: str, width: str) -> None:
    assert cells(f"td {{ vertical-align: {place}; padding: 2pt; width: {width} }}") == ROWS


def test_cells_may_stand_left_in_the_middle_or_right_in_their_column() -> None:
    css = "td { padding: 3pt } td:nth-child(1) { text-align: center } td:nth-child(3) { text-align: right }"
    assert cells(css) == ROWS


def test_every_other_row_may_have_a_colour() -> None:
    css = "table { border-collapse: collapse } td { padding: 3pt } tr:nth-child(even) td { background: #def }"
    assert cells(css) == ROWS


def test_a_rule_below_the_head_alone_joins_no_rows() -> None:
    css = "table { border-collapse: collapse } td { padding: 3pt } tr:first-child td { border-bottom: 1pt solid }"
    assert cells(css) == ROWS


def test_rows_without_white_between_them_are_told_by_their_texts() -> None:
    assert cells("table { border-spacing: 0 } td { padding: 0 12pt 0 0; vertical-align: top; width: 110pt }") == ROWS


def test_a_cell_without_a_text_is_empty() -> None:
    rows = [*ROWS[:2], ("2", "", "directeur"), ("3", "Schorsing", "")]
    assert cells("td { padding: 3pt; width: 100pt }", rows) == rows


def test_the_last_row_alone_on_the_next_page_is_one_of_the_table() -> None:
    assert cells("td { padding: 2pt; width: 90pt } tr:last-child { break-before: page }") == ROWS


def test_columns_may_touch_where_one_ends_at_its_right_edge() -> None:
    css = "table { border-collapse: collapse } td { padding: 1px; width: 130pt } td:first-child { text-align: right }"
    rows = [
        ("Leerling", "meldt zich bij de balie"),
        ("Ouder", "belt voor half negen de school"),
        ("Mentor", "noteert het"),
    ]
    assert cells(css, rows) == rows


def test_rows_are_rows_whichever_of_their_cells_is_the_tallest() -> None:
    css = "table { border-spacing: 0 } td { padding: 1px 9px; vertical-align: middle; width: 90pt }"
    rows = [
        ("Maatregel", "Wanneer"),
        ("Een gesprek met de ouders en de mentor", "direct"),
        ("Brief aan de ouders", "na overleg met de directeur van de school"),
        ("Waarschuwing", "direct"),
        ("Nablijven tot vijf uur, en een brief aan de ouders", "elk kwartaal"),
    ]
    assert cells(css, rows) == rows


def test_words_that_a_narrow_cell_breaks_are_whole_again() -> None:
    css = "td { padding: 2pt 12pt; width: 62pt; max-width: 62pt; overflow-wrap: anywhere; font: 10pt monospace }"
    rows = [("Wie", "Wat"), ("Bestuurder", "meldt het"), ("Leerkracht", "noteert"), ("Mentoren", "bellen")]
    assert cells(f"{css} td:first-child {{ width: 54.5pt; max-width: 54.5pt }}", rows) == rows


def test_a_cell_whose_sentence_runs_on_on_the_next_page_is_whole() -> None:
    css = "@page { size: 300pt 220pt; margin: 20pt } body { font: 10pt/12pt 'DejaVu Sans'; orphans: 1; widows: 1 }"
    css += "td { padding: 2pt 8pt; vertical-align: top; width: 100pt; font-size: 10pt }"
    css += "h1, p { margin: 0; font-size: 9pt }"
    long = "Een leerling die te laat komt haalt eerst een briefje bij de balie en gaat dan naar de les van die dag"
    rows = [("Vooraf", "de mentor"), (long, "de balie"), ("Daarna", "de directeur")]
    assert cells(css, rows) == rows


def test_lines_in_the_middle_of_a_cell_between_rules_are_one_paragraph() -> None:
    css = "table { border-collapse: collapse } td { border: 1px solid; padding: 6pt; width: 95pt; text-align: center }"
    assert cells(css) == ROWS


def test_cells_that_end_in_a_number_are_no_table_of_contents() -> None:
    css = "td { padding: 2pt 10pt; width: 90pt } td:last-child { width: 34pt; text-align: center }"
    rows = [
        ("Gym", "in de zaal", "lokaal 12"),
        ("Les", "elke dag", "lokaal 14"),
        ("Taal", "elke dag", "lokaal 15"),
        ("Kunst", "dinsdag", "lokaal 20"),
    ]
    assert cells(css, rows) == rows


def test_lines_of_a_table_may_be_farther_from_each_other_than_those_of_the_text() -> None:
    css = "p { line-height: 1.1 } table { border-spacing: 0 }"
    css += " td { line-height: 1.6; padding: 0 9pt; vertical-align: top; width: 100pt }"
    assert cells(css) == ROWS


def test_clauses_right_below_a_table_are_none_of_its_rows() -> None:
    clauses = "<p>1. Een maatregel duurt kort.</p><p>2. Elke schorsing wordt gemeld.</p>"
    data = pdf(table(ROWS) + clauses, css="td { padding: 1px } p { margin: 2pt 0 }")
    assert [one.cells for one in blocks(data) if one.cells] == ROWS
    assert [one.number for one in blocks(data) if one.kind == "clause"] == ["1.", "2."]


@pytest.mark.parametrize("place", ["inside", "outside"])
def test_numbers_within_a_list_of_the_same_numbers_are_deeper(place: str) -> None:
    inner = "<ol><li>de naam van de leerling;<li>de datum.</ol>"
    page = f"<p>{ZIN}</p><ol><li>Op het formulier staat:{inner}<li>{ZIN}<li>Gasten melden zich:{inner}</ol>"
    found = [one for one in blocks(pdf(page, css=f"ol {{ list-style: decimal {place} }}")) if one.kind == "clause"]
    assert [(one.number, one.level) for one in found] == [
        *[("1.", 1), ("1.", 2), ("2.", 2)],
        *[("2.", 1)],
        *[("3.", 1), ("1.", 2), ("2.", 2)],
    ]


def table(rows: Sequence[tuple[str, ...]]) -> str:
    """A table as a page has it, with a sentence above it."""
    made = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<h1>Protocol</h1><p>{ZIN}</p><table>{made}</table>"


def cells(css: str, rows: Sequence[tuple[str, ...]] = ROWS) -> list[tuple[str, ...] | None]:
    """What is read of the cells of a table in a look."""
    return [one.cells for one in blocks(pdf(table(rows), css=css)) if one.cells]
