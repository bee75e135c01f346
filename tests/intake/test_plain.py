"""Text without any form: what empty lines, underlines, numbers and indents tell."""

# ruff: noqa: E501 (lines of documents)

from __future__ import annotations

import pytest

from schoolprotocol.errors import IntakeError
from schoolprotocol.intake.taking import take_bytes
from tests.intake.pages import BUILDING, Plan, document
from tests.intake.scoring import score

TEXTS = [plan for plan in BUILDING if plan.form == "txt"]


def told(text: str | bytes) -> list[tuple[str, str | None, str]]:
    """Kind, number and text of each block."""
    data = text if isinstance(text, bytes) else text.encode()
    return [(one.kind, one.number, one.text) for one in take_bytes("x.txt", data).blocks]


@pytest.mark.parametrize("plan", TEXTS, ids=lambda plan: plan.name)
def test_texts_as_people_type_them_come_whole(plan: Plan) -> None:
    made = document(plan)
    found = score(made.labels, take_bytes(f"{plan.name}.txt", plan.write(made)).blocks)
    assert min(found.f1(what) for what in ("headings", "clauses", "cells", "title")) == 1.0
    assert found.recall("numbers") == 1.0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_are_read_however_they_were_saved(encoding: str) -> None:
    assert told("Eén – ‘twee’".encode(encoding)) == [("prose", None, "Eén – ‘twee’")]


def test_lines_that_were_broken_at_the_edge_are_one_paragraph() -> None:
    text = "Alle leerlingen leggen hun telefoon voor de les in de kluis en\nhalen hem daar aan het eind van de dag weer uit.\n"
    assert told(text) == [("prose", None, text.replace("\n", " ").strip())]


def test_a_number_at_the_begin_of_a_broken_line_begins_nothing() -> None:
    text = (
        "Alle leerlingen krijgen hun telefoon terug na ongeveer\n16.15 uur als de laatste les van de dag voorbij is.\n"
    )
    assert told(text) == [("prose", None, text.replace("\n", " ").strip())]


def test_tabs_below_each_other_are_a_table() -> None:
    blocks = take_bytes("x.txt", b"Wat\tWie\nBellen\tMentor\n\nEen regel.\n").blocks
    assert [one.cells for one in blocks if one.cells] == [("Wat", "Wie"), ("Bellen", "Mentor")]


def test_the_number_of_a_page_is_furniture() -> None:
    assert ("furniture", None, "Pagina 1 van 2") in told("Een regel.\n\nPagina 1 van 2\n\x0c\nNog een regel.\n")


def test_a_program_with_the_name_of_a_text_is_refused() -> None:
    with pytest.raises(IntakeError):
        told(bytes(range(1, 32)) * 40)
