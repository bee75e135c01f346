"""The ledger: what is lost, doubled or changed on the way is found, and the place is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schoolprotocol.errors import IntakeError
from schoolprotocol.intake.ledger import prove
from schoolprotocol.intake.readers import read
from schoolprotocol.intake.reading import Reading, Run, solid
from schoolprotocol.intake.structure import structure
from tests.intake.word import Word, cell, level, lists, paragraph, run, table


@pytest.fixture
def reading() -> Reading:
    word = Word(numbering=lists({1: [level(0, "decimal", "%1.")]}, {1: 1}), header=paragraph("De school"))
    word.body = [
        paragraph(run("1. Doel", bold=True)),
        paragraph(run("Een regel"), word.note("Een noot."), run(" is dit."), number=(1, 0)),
        table(["a", cell(paragraph("b", number=(1, 0)))]),
    ]
    return read("docx", word.bytes())


def test_all_characters_are_counted_by_where_they_went(reading: Reading) -> None:
    sums = prove(reading, structure(reading))
    assert sums == {"clause": 14, "furniture": 8, "heading": 4, "heading number": 2, "note": 8, "row": 2}
    assert sum(sums.values()) == len(solid(reading.parts.values()))


def test_a_block_that_is_left_out_is_told_with_its_place(reading: Reading) -> None:
    blocks = structure(reading)
    for gone in range(len(blocks)):
        with pytest.raises(IntakeError, match="has 0 places"):
            prove(reading, blocks[:gone] + blocks[gone + 1 :])


def test_a_block_that_is_there_twice_is_told(reading: Reading) -> None:
    blocks = structure(reading)
    with pytest.raises(IntakeError, match="has 2 places"):
        prove(reading, [*blocks, blocks[0]])


def test_a_block_that_says_something_else_than_its_place_is_told(reading: Reading) -> None:
    blocks = structure(reading)
    for changed in (
        replace(blocks[0], text="Doen"),
        replace(blocks[0], number="2."),
        replace(blocks[2], cells=("a", "c")),
    ):
        others = [block for block in blocks if block.spans != changed.spans]
        with pytest.raises(IntakeError, match="Nothing was taken in"):
            prove(reading, [*others, changed])


def test_what_a_reader_passed_over_is_told_with_what_stands_around_it(reading: Reading) -> None:
    first, *others = reading.paragraphs
    short = replace(first, runs=(Run("1. Doe", bold=True, order=1),))
    lost = replace(reading, paragraphs=(short, *others))
    with pytest.raises(IntakeError, match=r"word/document.xml: after “1.Doe” the file says “lEenregel"):
        prove(lost, structure(lost))


def test_what_a_reader_read_in_another_order_is_told(reading: Reading) -> None:
    first, second, *others = reading.paragraphs
    turned = replace(
        reading, paragraphs=(replace(first, runs=tuple(replace(r, order=99) for r in first.runs)), second, *others)
    )
    with pytest.raises(IntakeError):
        prove(turned, structure(turned))


def test_a_part_that_nobody_read_is_told(reading: Reading) -> None:
    with pytest.raises(IntakeError, match=r"word/more\.xml"):
        prove(replace(reading, parts={**reading.parts, "word/more.xml": "Nog iets"}), structure(reading))
