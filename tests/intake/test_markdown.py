"""Markdown: numbers as they are printed, and every sign of the format accounted for."""

from __future__ import annotations

import pytest

from schoolprotocol.errors import IntakeError
from schoolprotocol.intake.taking import take_bytes
from tests.intake.pages import BUILDING, Plan, document
from tests.intake.scoring import score

TEXTS = [plan for plan in BUILDING if plan.form == "md"]


def told(text: str) -> list[tuple[str, str | None, str]]:
    """Kind, number and text of each block."""
    return [(one.kind, one.number, one.text) for one in take_bytes("x.md", text.encode()).blocks]


@pytest.mark.parametrize("plan", TEXTS, ids=lambda plan: plan.name)
def test_markdown_as_people_write_it_comes_whole(plan: Plan) -> None:
    made = document(plan)
    found = score(made.labels, take_bytes(f"{plan.name}.md", plan.write(made)).blocks)
    assert min(found.f1(what) for what in ("headings", "clauses", "cells", "notes", "title")) == 1.0
    assert found.recall("numbers") == 1.0


def test_numbers_are_those_that_were_written() -> None:
    assert told("3) een\n4) twee\n\ntekst\n\n7. drie\n9. vier\n")[:2] == [
        ("clause", "3)", "een"),
        ("clause", "4)", "twee"),
    ]


def test_a_list_that_is_ones_only_is_counted() -> None:
    assert [number for _kind, number, _text in told("1. een\n1. twee\n1. drie\n")] == ["1.", "2.", "3."]


def test_signs_of_the_format_are_in_no_text() -> None:
    text = (
        "Een **vette** *schuine* `code` [koppeling](https://a.b/c(d)) ![plaat](x.png) <b>b</b> \\*ster\\* &eacute;én."
    )
    assert told(text) == [("prose", None, "Een vette schuine code koppeling b *ster* één.")]


def test_letters_on_lines_of_their_own_are_clauses() -> None:
    assert [number for kind, number, _ in told("De school:\na. doet dit;\nb. doet dat.\n") if kind == "clause"] == [
        "a.",
        "b.",
    ]


def test_a_number_in_the_midst_of_a_sentence_begins_nothing() -> None:
    assert told("Zie ook artikel\n3 van de wet en bijlage\n2) van dit stuk.") == [
        ("prose", None, "Zie ook artikel 3 van de wet en bijlage 2) van dit stuk.")
    ]


def test_tables_keep_their_cells() -> None:
    blocks = take_bytes("x.md", b"| Wat | Wie |\n|:--|--:|\n| a \\| b | **c** |\n| | d |\n\nEen regel.\n").blocks
    assert [one.cells for one in blocks if one.cells] == [("Wat", "Wie"), ("a | b", "c"), ("", "d")]


def test_notes_are_led_to_their_calls_and_one_that_nobody_calls_is_not_lost() -> None:
    blocks = take_bytes("x.md", b"Een[^a] regel.\n\n[^a]: De noot.\n[^b]: Niet genoemd.\n").blocks
    assert [(one.text, one.anchor) for one in blocks if one.kind == "note"] == [("De noot.", "1")]
    assert "Niet genoemd." in " ".join(one.text for one in blocks)


def test_html_in_it_is_read_as_a_browser_shows_it() -> None:
    blocks = take_bytes("x.md", b"Een regel.\n\n<table><tr><td>a &amp; b</td><td>c</td></tr></table>\n").blocks
    assert [one.cells for one in blocks if one.cells] == [("a & b", "c")]


def test_what_stands_above_the_text_is_not_lost() -> None:
    assert "versie: 1.2" in " ".join(
        text for _kind, _number, text in told("---\nversie: 1.2\n---\n\n# Protocol\n\nTekst.\n")
    )


def test_a_file_of_signs_alone_is_refused() -> None:
    with pytest.raises(IntakeError):
        told("---\n\n***\n")
