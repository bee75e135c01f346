"""What a Word document has before its text: a cover as the PDF has, contents with pages, earlier versions."""

from __future__ import annotations

import pytest

from schoolprotocol.colours import palette
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.word.document import document_docx
from schoolprotocol.outputs.word.inline import plain
from schoolprotocol.outputs.word.model import Look, Paragraph, Rich, Row, Table
from schoolprotocol.outputs.word.paging import Pages
from schoolprotocol.policy.model import Policy, Text
from schoolprotocol.policy.slots import Slot
from tests.docx.document import shown, written
from tests.docx.edits import EDITS
from tests.docx.numbers import NumberedWord
from tests.docx.word import W, found, told

LINE = Paragraph("Normal", plain("Een regel."))
ON_A_PAGE = 33
"""Lines of one line each that fit on a page, with the space behind each."""


def heading(name: str, *, new_page: bool = False) -> Paragraph:
    return Paragraph("Heading1", plain(name), Slot.own(name), new_page=new_page)


def pages(*blocks: Paragraph | Table) -> dict[str, int]:
    """The page of each heading by its name."""
    reckoned = Pages(1, {Slot.own("noot"): (Paragraph("FootnoteText", plain("Woorden in een noot. " * 300)),)})
    reckoned.lay(blocks)
    return {slot.id: page for slot, page in reckoned.headings.items()}


def test_pages_are_reckoned_from_the_lines_before_a_heading() -> None:
    assert pages(heading("a"), *[LINE] * 10, heading("b"), *[LINE] * 60, heading("c")) == {"a": 1, "b": 1, "c": 3}
    assert pages(heading("a"), heading("b", new_page=True)) == {"a": 1, "b": 2}
    assert pages(heading("a", new_page=True)) == {"a": 1}


def test_a_heading_goes_with_what_follows_it() -> None:
    full = next(n for n in range(20, 60) if pages(*[LINE] * n, heading("b")) == {"b": 2})
    assert full < ON_A_PAGE


def test_long_texts_rows_and_notes_take_their_place() -> None:
    long = Paragraph("Normal", plain("Een lange alinea met woorden. " * 180))
    row = Row(((long,), (LINE,)))
    called = Paragraph("Normal", Rich("a", (Look(note=Slot.own("noot")),)))
    for much in (long, Table("t", (30, 70), (row,)), called):
        assert pages(much, heading("b"))["b"] > 1
    assert pages(LINE, heading("b"))["b"] == 1


def test_the_names_of_columns_never_stand_alone_at_the_foot_of_a_page(klein: Policy) -> None:
    first = klein.model_copy(update={"document": klein.document.model_copy(update={"version": "1.0", "day": None})})
    data = written(klein, releases=(first, klein))
    heads = found(data, "//w:tr[w:trPr/w:tblHeader]")
    assert heads
    for row in heads:
        assert len(row.findall(f".//{W}p")) == len(row.findall(f".//{W}p/{W}pPr/{W}keepNext"))
    held = [told(row) for row in found(data, "//w:tr[not(w:trPr/w:tblHeader)]") if row.findall(f".//{W}keepNext")]
    assert not held, "a table that is longer than a page goes on"


def test_earlier_versions_stand_below_the_data_of_the_document(klein: Policy) -> None:
    first = klein.model_copy(update={"document": klein.document.model_copy(update={"version": "1.0", "day": None})})
    texts = [text for _style, text in NumberedWord(written(klein, releases=(first, klein))).paragraphs()]
    at = texts.index("Eerdere versies")
    assert texts[at + 1 : at + 7] == ["Versie", "Datum", "Status", "1.0", "datum onbekend", "Concept"]
    assert "Eerdere versies" not in [text for _style, text in NumberedWord(written(klein)).paragraphs()]


def test_a_table_of_versions_of_the_school_itself_is_enough(klein: Policy) -> None:
    policy = EDITS["a history"](klein)[1]
    assert "Eerdere versies" not in str(NumberedWord(written(policy, releases=(klein,))).paragraphs())


def test_the_cover_has_a_band_in_the_colour_of_the_school_over_the_width_of_the_paper(klein: Policy) -> None:
    style = Style.model_validate({"primary": "#7a1f2b", "accent": "#c08030"})
    data = document_docx(shown(klein, style))
    (band,) = found(data, "//w:body/w:tbl[1]/w:tr[2]//w:tcPr/w:shd/@w:fill")
    assert f"#{band.lower()}" == palette(style, dark=False).primary
    (wide,) = found(data, "//w:body/w:tbl[1]/w:tblPr/w:tblW/@w:w")
    (page,) = set(found(data, "//w:pgSz/@w:w"))
    assert wide == page
    assert "Versie 1.1" in told(found(data, "//w:body/w:tbl[1]/w:tr[2]")[0])


@pytest.mark.parametrize(
    ("status", "band"),
    [("concept", "CONCEPTVersie 1.1"), ("ter-instemming", "CONCEPTVersie 1.1 · Ter instemming"),
     ("vastgesteld", "Versie 1.1 · Vastgesteld"), ("vervallen", "VERVALLENVersie 1.1")],
)  # fmt: skip
def test_a_cover_says_its_status_once(klein: Policy, status: str, band: str) -> None:
    policy = klein.model_copy(update={"document": klein.document.model_copy(update={"status": status})})
    said = told(found(written(policy), "//w:body/w:tbl[1]/w:tr[2]")[0])
    assert said.removesuffix("Herziening vóór 1 november 2027") == band


def test_lists_beside_each_other_may_go_on_on_the_next_page_and_other_rows_stay_whole(klein: Policy) -> None:
    data = written(EDITS["a third column"](klein)[1])
    rows = found(data, "//w:body/w:tbl[position() > 1]/w:tr")
    split = [row for row in rows if row.find(f"{W}trPr/{W}cantSplit") is None]
    assert len(split) == 1
    assert split[0].xpath("count(w:tc)", namespaces={"w": W.strip("{}")}) == 3


def test_the_page_of_a_short_heading_without_a_number_stands_at_the_edge(klein: Policy) -> None:
    data = written(klein)
    entries = found(data, "//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'TOC')][w:hyperlink]")
    short = [one for one in entries if told(one).startswith("Colofon")]
    assert short
    assert short[0].xpath("count(w:pPr/w:tabs | w:pPr/w:ind)", namespaces={"w": W.strip("{}")}) == 0
    first = "//w:style[@w:styleId='TOC1']/w:pPr"
    assert len(found(data, f"{first}/w:tabs/w:tab", "styles")) == 1
    assert found(data, f"{first}/w:ind/@w:hanging", "styles") == []


def test_the_text_goes_on_below_contents_and_data_that_leave_most_of_a_page_empty(klein: Policy) -> None:
    def begins_a_page(policy: Policy) -> bool:
        broken = found(written(policy), "//w:body/w:p[w:pPr/w:pageBreakBefore]")
        assert len(broken) < 2
        return bool(broken)

    rows = tuple((Text(text=f"Rij {n}", template=f"Rij {n}"),) * 2 for n in range(24))
    full = klein.model_copy(update={"front": (klein.front[0].model_copy(update={"rows": rows}),)})
    assert not begins_a_page(klein)
    assert begins_a_page(full)


@pytest.mark.parametrize("long", ["Kort", "Een veel langere tekst die over meer dan een regel loopt. " * 3])
def test_no_word_and_no_date_of_a_table_is_broken_where_there_is_room(klein: Policy, long: str) -> None:
    table = klein.front[0]
    cells = ("1.0", "22 november 2021", "vastgesteld", long)
    row = tuple(Text(text=cell, template=cell) for cell in cells)
    heads = tuple(Text(text=cell, template=cell) for cell in ("Versie", "Datum", "Status", "Wijziging"))
    policy = klein.model_copy(update={"front": (table.model_copy(update={"columns": heads, "rows": (row,)}),)})
    (grid,) = found(written(policy), "//w:tbl[.//w:t[.='22 november 2021']]/w:tblGrid")
    wide = [int(column.get(f"{W}w") or 0) / 20 for column in grid]
    for cell, points in zip(cells[:3], wide, strict=False):
        assert len(cell) * 5.2 <= points - 10, cell
    assert sum(wide) == pytest.approx(16 * 72 / 2.54, abs=1)
