"""Numbers are those that Word prints. What LibreOffice prints of the same lists was compared (`printed.py`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from schoolprotocol.intake.readers.word.numbering import formatted
from schoolprotocol.intake.taking import take_bytes
from tests.intake import word
from tests.intake.word import Word, level, lists, paragraph

_Used = dict[int, int | tuple[int, str]]
DECIMAL = [level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%3)")]


def _start(n: int, value: int) -> str:
    return f'<w:lvlOverride w:ilvl="{n}"><w:startOverride w:val="{value}"/></w:lvlOverride>'


def _numbers(
    abstract: Mapping[int, Sequence[str]],
    used: Mapping[int, int | tuple[int, str]],
    items: Sequence[tuple[int, int]],
    styles: str | None = None,
) -> list[str | None]:
    document = Word(numbering=lists(abstract, used))
    document.styles = styles or document.styles
    document.body = [paragraph(f"Regel {n} staat hier, en blijft hier.", number=one) for n, one in enumerate(items)]
    return [block.number for block in take_bytes("x.docx", document.bytes()).blocks]


RESTART = '<w:lvlRestart w:val="0"/>'
AFTER_FIRST = '<w:lvlRestart w:val="1"/>'
CASES = {
    "a level counts below the one above it": ({1: DECIMAL}, {1: 1}, "0 1 1 0 1 2 2", "1. 1.1 1.2 2. 2.1 a) b)"),
    "a higher level that was left out was there": ({1: DECIMAL}, {1: 1}, "1 1 0 1", "1.1 1.2 2. 2.1"),
    "a level between was there as well": ({1: DECIMAL}, {1: 1}, "0 2 2 1 2", "1. a) b) 1.2 a)"),
    "a level begins where it says": (
        {1: DECIMAL}, {1: (1, _start(0, 3) + _start(1, 4))}, "0 1 1 0 1", "3. 3.4 3.5 4. 4.4"),
    "a level that never begins anew": (
        {1: [DECIMAL[0], level(1, "decimal", "%1.%2", more=RESTART)]}, {1: 1}, "0 1 1 0 1", "1. 1.1 1.2 2. 2.3"),
    "a level that begins anew after the first only": (
        {1: [*DECIMAL[:2], level(2, "decimal", "%3", more=AFTER_FIRST)]},
        {1: 1}, "0 1 2 1 2 0 2", "1. 1.1 1 1.2 2 2. 1"),
    "numbers from nought": ({1: [level(0, "decimal", "%1.", start=0)]}, {1: 1}, "0 0", "0. 1."),
    "in digits under Roman chapters": (
        {1: [level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", more="<w:isLgl/>")]},
        {1: 1}, "0 0 1 1", "I. II. 2.1 2.2"),
    "letters after z are doubled": ({1: [level(0, "lowerLetter", "%1)", start=26)]}, {1: 1}, "0 0 0", "z) aa) bb)"),
    "words around the number": ({1: [level(0, "decimal", "Artikel %1:")]}, {1: 1}, "0 0", "Artikel 1:|Artikel 2:"),
    "a bullet of a symbol font": (
        {1: [level(0, "bullet", "\uf0a7", more="")]}, {1: 1}, "0 0", "▪ ▪"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_numbers_of_a_list_are_those_that_word_prints(name: str) -> None:
    abstract, used, levels, wanted = CASES[name]
    found = _numbers(abstract, used, [(1, int(n)) for n in levels.split()])  # type: ignore[arg-type]
    assert found == (wanted.split("|") if "|" in wanted else wanted.split())


def test_lists_of_one_kind_count_on_but_for_those_that_say_where_they_begin() -> None:
    used: _Used = {1: 1, 2: (1, _start(0, 5)), 3: (1, _start(0, 1)), 4: 1}
    items = [(1, 0), (1, 0), (2, 0), (2, 0), (1, 0), (3, 0), (3, 1), (4, 0)]
    assert _numbers({1: DECIMAL}, used, items) == ["1.", "2.", "5.", "6.", "7.", "1.", "1.1", "2."]


def test_a_list_changes_the_form_of_a_level() -> None:
    used: _Used = {1: 1, 2: (1, f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1:")}</w:lvlOverride>')}
    assert _numbers({1: DECIMAL}, used, [(1, 0), (2, 0), (1, 0)]) == ["1.", "B:", "3."]


def test_a_paragraph_taken_out_of_its_list_has_no_number_and_does_not_count() -> None:
    assert _numbers({1: DECIMAL}, {1: 1}, [(1, 0), (0, 0), (77, 0), (1, 0)]) == ["1.", None, None, "2."]


def test_a_style_numbers_its_paragraphs_on_the_level_that_names_it() -> None:
    linked = [level(0, "decimal", "%1."), level(1, "decimal", "%1.%2", more='<w:pStyle w:val="Lid"/>')]
    numbered = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = word.styles(word.style("Lid", "Lid", more=numbered), word.style("Sub", "Sub", based="Lid"))
    document = Word(numbering=lists({1: linked}, {1: 1}), styles=styles)
    document.body = [
        paragraph("Hoofd is een gewone zin, met een punt.", number=(1, 0)),
        paragraph("Lid een van de school is dit.", style="Lid"),
        paragraph("Lid twee heeft een stijl die daarvan afgeleid is.", style="Sub"),
    ]
    assert [b.number for b in take_bytes("x.docx", document.bytes()).blocks] == ["1.", "1.1", "1.2"]


def test_what_was_deleted_or_hidden_does_not_count() -> None:
    document = Word(numbering=lists({1: DECIMAL}, {1: 1}))
    deleted = '<w:del w:id="1" w:author="x"><w:r><w:delText>Weg is deze regel.</w:delText></w:r></w:del>'
    document.body = [
        paragraph("Een blijft staan in de tekst.", number=(1, 0)),
        paragraph(deleted, number=(1, 0), mark='<w:del w:id="2" w:author="x"/>'),
        paragraph(word.run("Verborgen is deze.", more="<w:vanish/>"), number=(1, 0), mark="<w:vanish/>"),
        paragraph("Twee blijft staan in de tekst.", number=(1, 0)),
    ]
    found = [(b.kind, b.number) for b in take_bytes("x.docx", document.bytes()).blocks]
    assert found == [("clause", "1."), ("deleted", None), ("hidden", None), ("clause", "2.")]


@pytest.mark.parametrize(
    ("count", "form", "wanted"),
    [
        (4, "upperRoman", "IV"),
        (1994, "lowerRoman", "mcmxciv"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (3, "ordinal", "3e"),
        (23, "cardinalText", "Drieëntwintig"),
        (8, "ordinalText", "Achtste"),
        (3, "zeros3", "003"),
        (5, "chineseCounting", "5"),
        (0, "lowerLetter", ""),
    ],
)
def test_a_number_in_each_form_of_word(count: int, form: str, wanted: str) -> None:
    assert formatted(count, form) == wanted
