"""Notes that somebody typed: a raised digit behind a word, a line, and a text that begins with the same digit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schoolprotocol.intake.blocks import Block
from schoolprotocol.intake.taking import take_bytes
from tests.intake.test_pdf import pdf
from tests.intake.word import Word, paragraph, run

HIGH = '<w:vertAlign w:val="superscript"/>'
BEFORE = "Vanaf 16 jaar beslist de leerling zelf."
NOTE = "De Algemene verordening gegevensbescherming, artikel 8."
STROKE = "_______________"
MIDDLE = "Ouders mogen hun toestemming altijd intrekken, ook halverwege het jaar en zonder dat zij zeggen waarom."


def _blocks(*body: str) -> list[Block]:
    return list(take_bytes("x.docx", Word(list(body)).bytes()).blocks)


def _told(blocks: list[Block]) -> list[tuple[str, str, str | None]]:
    return [(one.kind, one.text, one.anchor) for one in blocks]


WORD = [
    paragraph(MIDDLE),
    paragraph(run(BEFORE), run("1", more=HIGH)),
    paragraph(MIDDLE),
    paragraph(STROKE),
    paragraph(run("1", more=HIGH), run(" " + NOTE)),
]
PAGE = f"<p>{MIDDLE}</p><p>{BEFORE}<sup>1</sup></p><p>{MIDDLE}</p><p>{STROKE}</p><p><sup>1</sup> {NOTE}</p>"
FILES: dict[str, Callable[[], bytes]] = {
    "docx": lambda: Word(WORD).bytes(),
    "html": PAGE.encode,
    "txt": f"{MIDDLE}\n\n{BEFORE}¹\n\n{MIDDLE}\n\n{STROKE}\n\n¹ {NOTE}\n".encode,
    "pdf": lambda: pdf(PAGE),
    "tagged.pdf": lambda: pdf(PAGE, is_tagged=True),
}


@pytest.mark.parametrize("name", FILES)
def test_a_typed_note_is_a_note_and_its_digit_calls_it(name: str) -> None:
    blocks = list(take_bytes(f"x.{name}", FILES[name]()).blocks)
    said = [one for one in blocks if one.kind not in {"furniture", "hidden"}]
    assert _told(said)[1:] == [("prose", BEFORE, None), ("prose", MIDDLE, None), ("note", NOTE, "1")]
    assert said[1].calls == ((len(BEFORE), "1"),)


def test_the_line_above_typed_notes_is_no_text_of_the_document() -> None:
    assert ("furniture", STROKE, None) in _told(_blocks(*WORD))


def test_the_digit_of_a_note_below_a_line_need_not_be_raised() -> None:
    told = _told(_blocks(*WORD[:4], paragraph(f"1 {NOTE}"), paragraph("2 wordt nergens geroepen en blijft tekst.")))
    assert ("note", NOTE, "1") in told
    assert ("prose", "2 wordt nergens geroepen en blijft tekst.", None) in told


def test_each_note_goes_with_its_own_digit() -> None:
    body = [
        paragraph(run("Een"), run("1", more=HIGH), run(" en twee"), run("2", more=HIGH), run(" en drie.")),
        paragraph(run("2", more=HIGH), run(" Tweede.")),
        paragraph(run("1", more=HIGH), run(" Eerste.")),
    ]
    blocks = _blocks(*body)
    assert _told(blocks)[0] == ("prose", "Een en twee en drie.", None)
    assert blocks[0].calls == ((3, "1"), (11, "2"))
    assert set(_told(blocks)[1:]) == {("note", "Tweede.", "2"), ("note", "Eerste.", "1")}


def test_digits_that_begin_anew_in_each_chapter_call_the_notes_of_that_chapter() -> None:
    body = [
        part
        for chapter in ("een", "twee")
        for part in (
            paragraph(run(f"Dit is {chapter}"), run("1", more=HIGH), run(" en meer.")),
            paragraph(run("1", more=HIGH), run(f" Noot {chapter}.")),
        )
    ]
    notes = [(one.text, one.anchor) for one in _blocks(*body) if one.kind == "note"]
    assert notes == [("Noot een.", "1"), ("Noot twee.", "1")]


@pytest.mark.parametrize(
    ("before", "high", "after"),
    [
        ("Een lokaal van 50 m", "2", " is groot genoeg."),
        ("Het is 10", "3", " keer zo veel."),
        ("De 1", "e", " keer is een waarschuwing."),
        ("Zie hiervoor de wet", "7", " en het protocol."),
    ],
)
@pytest.mark.parametrize("name", ["docx", "html", "pdf"])
def test_what_is_raised_and_calls_no_note_stays_text(before: str, high: str, after: str, name: str) -> None:
    note = f"2 {NOTE}"
    page = f"<p>{before}<sup>{high}</sup>{after}</p><p>{STROKE}</p><p>{note}</p>"
    ways: dict[str, Callable[[], bytes]] = {
        "docx": lambda: Word(
            [paragraph(run(before), run(high, more=HIGH), run(after)), paragraph(STROKE), paragraph(note)]
        ).bytes(),
        "html": page.encode,
        "pdf": lambda: pdf(page),
    }
    blocks = list(take_bytes(f"x.{name}", ways[name]()).blocks)
    assert f"{before}{high}{after}" in [one.text for one in blocks]
    assert not [one for one in blocks if one.kind == "note" or one.calls]
