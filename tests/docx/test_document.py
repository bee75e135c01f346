"""The whole protocol in Word: the policy's text, numbers that Word counts, notes, contents, cover and properties."""

from __future__ import annotations

import io
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from schoolprotocol.model.document import Decision
from schoolprotocol.outputs.word.document import DocumentInput, document_docx
from schoolprotocol.outputs.word.layout import lay_out
from schoolprotocol.policy.model import Policy, Table
from schoolprotocol.policy.slots import Slot
from tests.compare.edits import clause, laid_out, text
from tests.conftest import ROOTS
from tests.docx.document import (
    FRONT,
    assert_another_program_reads_it_so,
    assert_it_defines_what_it_uses,
    assert_it_says_what_its_policy_says,
    assert_its_contents_lead_to_the_headings,
    assert_its_contents_list_the_headings,
    assert_its_headings_have_the_colour_of_the_house,
    assert_its_notes_are_footnotes,
    assert_two_tables_never_touch,
    between,
    house,
    of_policy,
    shown,
    written,
)
from tests.docx.edits import EDITS, HISTORY
from tests.docx.numbers import NumberedWord
from tests.docx.word import W, found, part, told
from tests.helpers import policy_of

SHAPES = ("a note comes", "lists in lists", "a frame", "a third column", "columns get headings", "a history")
"""Edits whose documents together have everything that a document can have."""


def small(school: str) -> DocumentInput:
    """What the document of a school in the small project shows."""
    return shown(policy_of(ROOTS / "klein", school), house(school))


@pytest.fixture(params=["noord", "zuid", *SHAPES])
def one(request: pytest.FixtureRequest, klein: Policy) -> DocumentInput:
    """Documents of every shape, one after the other."""
    return shown(EDITS[request.param](klein)[1]) if request.param in SHAPES else small(request.param)


def with_status(policy: Policy, status: str) -> Policy:
    """The policy with another status."""
    return policy.model_copy(update={"document": policy.document.model_copy(update={"status": status})})


def png(width: int, height: int) -> bytes:
    """A white picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + bytes((8, 0, 0, 0, 0))
    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


# -- the text and its numbers -----------------------------------------------------------------------------------------


def test_the_document_says_what_the_policy_says_with_the_numbers_that_word_counts(one: DocumentInput) -> None:
    assert_it_says_what_its_policy_says(one)


@pytest.mark.parametrize("name", EDITS)
def test_the_document_says_what_any_policy_says(klein: Policy, name: str) -> None:
    for policy in EDITS[name](klein):
        texts = [text for _style, text in NumberedWord(written(policy)).paragraphs()]
        assert between(texts) == of_policy(policy)


def test_another_program_reads_the_same_text_and_notes(one: DocumentInput, tmp_path: Path) -> None:
    assert_another_program_reads_it_so(one, tmp_path)


def test_a_number_that_counting_would_not_give_is_printed_as_text(klein: Policy) -> None:
    laid = laid_out(klein, {"een": [clause(klein, "tips.vraag")], "twee": [clause(klein, "afspraken.melden")]})
    first, second = laid.sections
    policy = laid.model_copy(update={"sections": (first, second.model_copy(update={"number": "7"}))})
    reader = NumberedWord(written(policy))
    texts = [text for _style, text in reader.paragraphs()]
    assert "7 twee" in texts
    assert reader.printed["een"] == "1"
    assert "twee" not in reader.printed


def test_sections_and_clauses_of_a_chapter_are_counted_together(klein: Policy) -> None:
    laid = laid_out(klein, {"een": [clause(klein, "tips.vraag")], "twee": [clause(klein, "afspraken.melden")]})
    inner = laid_out(klein, {"binnen": [clause(klein, "afspraken.opnamen")]}).sections[0]
    group = inner.groups[0]
    deep = group.model_copy(update={"clauses": (group.clauses[0].model_copy(update={"number": "1.2.1"}),)})
    inner = inner.model_copy(update={"number": "1.2", "groups": (deep,)})
    first, second = laid.sections
    reader = NumberedWord(
        written(laid.model_copy(update={"sections": (first.model_copy(update={"sections": (inner,)}), second)}))
    )
    reader.paragraphs()
    assert list(reader.printed.values()) == ["1", "1.1", "1.2", "1.2.1", "2", "2.1"]


def test_every_list_style_and_bookmark_that_is_used_is_defined(one: DocumentInput) -> None:
    assert_it_defines_what_it_uses(document_docx(one))


def test_notes_are_footnotes_in_the_order_of_their_calls(one: DocumentInput) -> None:
    assert_its_notes_are_footnotes(one)


def test_the_first_row_of_a_table_with_column_headings_is_repeated_on_every_page(klein: Policy) -> None:
    data = written(EDITS["a history"](klein)[1])
    heads = found(data, "//w:tr[w:trPr/w:tblHeader]")
    assert [told(cell) for cell in heads[-1].iter(f"{W}tc")] == ["Versie", "Datum", "Status", "Wijziging"]
    assert all(row.getprevious().tag == f"{W}tblGrid" for row in heads)


# -- around the text --------------------------------------------------------------------------------------------------


def test_the_contents_are_a_field_that_already_lists_the_headings(one: DocumentInput) -> None:
    assert_its_contents_list_the_headings(one)


def test_an_entry_of_the_contents_leads_to_its_heading(one: DocumentInput) -> None:
    assert_its_contents_lead_to_the_headings(document_docx(one))


def test_every_page_but_the_cover_says_concept_until_the_text_is_adopted(klein: Policy) -> None:
    stamps = {"concept": "CONCEPT", "ingestemd": "CONCEPT", "vastgesteld": "", "vervallen": "VERVALLEN"}
    for status, stamp in stamps.items():
        data = written(with_status(klein, status))
        assert told(part(data, "header")) == klein.organisation.name + stamp
        assert [told(one) for one in found(data, "//w:p[w:pPr/w:pStyle/@w:val='Omslagmerk']")] == [stamp] * bool(stamp)
        cover, rest = found(data, "//w:sectPr")
        assert not cover.xpath("*[contains(local-name(), 'Reference')]")
        assert len(rest.xpath("*[contains(local-name(), 'Reference')]")) == 2


def test_every_page_says_which_of_how_many_it_is(klein: Policy) -> None:
    data = written(klein)
    assert found(data, "//w:fldSimple/@w:instr", "footer") == ["PAGE", "NUMPAGES"]
    assert "versie 1.1 (concept)" in told(part(data, "footer"))


def test_the_cover_says_whose_text_it_is_which_version_and_which_decision_is_void(klein: Policy) -> None:
    void = Decision(body="de MR", kind="instemming", version="1.1")
    texts = [text for _style, text in NumberedWord(written(klein, void=(void,))).paragraphs()]
    cover = texts[: texts.index(FRONT)]
    assert cover[:4] == ["Basisschool Noord", "Protocol Telefoons", "CONCEPT", "Versie 1.1"]
    assert cover[-2:] == [
        "Herziening vóór 1 november 2027",
        "De instemming van de MR geldt niet voor deze tekst: die is daarna gewijzigd.",
    ]


def test_a_logo_that_is_a_png_stands_on_the_cover_with_its_text(klein: Policy, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(png(40, 10))
    data = written(klein, logo=logo)
    (picture,) = Document(io.BytesIO(data)).inline_shapes
    assert (round(picture.width.cm, 2), round(picture.height.cm, 2)) == (6, 1.5)
    assert part(data, "document").xpath("//@descr") == ["Basisschool Noord"] * 2
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("word/media/logo.png") == logo.read_bytes()


def test_an_svg_logo_stands_on_the_cover_beside_what_was_drawn_of_it(klein: Policy, tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"/>', encoding="utf-8")
    data = written(klein, logo=logo, drawn=png(40, 10))
    shown = Document(io.BytesIO(data))
    (picture,) = shown.inline_shapes
    assert (round(picture.width.cm, 2), round(picture.height.cm, 2)) == (6, 1.5)
    (vector,) = part(data, "document").xpath("//*[local-name()='svgBlip']/@*[local-name()='embed']")
    (fallback,) = part(data, "document").xpath("//*[local-name()='blip']/@*[local-name()='embed']")
    related = {id_: shown.part.rels[id_].target_part for id_ in (vector, fallback)}
    assert (related[vector].content_type, related[vector].blob) == ("image/svg+xml", logo.read_bytes())
    assert (related[fallback].content_type, related[fallback].blob) == ("image/png", png(40, 10))


def test_an_svg_logo_of_which_nothing_was_drawn_is_left_out(klein: Policy, tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    assert written(klein, logo=logo) == written(klein)


@pytest.mark.parametrize("school", ["noord", "zuid"])
def test_headings_have_the_colour_of_the_house(school: str) -> None:
    assert_its_headings_have_the_colour_of_the_house(small(school))


def test_the_properties_name_title_school_version_status_and_language(klein: Policy) -> None:
    properties = Document(io.BytesIO(written(klein))).core_properties
    assert (properties.title, properties.author, properties.version, properties.content_status) == (
        "Protocol Telefoons",
        "Basisschool Noord",
        "1.1",
        "Concept",
    )
    assert properties.language == "nl-NL"
    assert found(written(klein), "//w:docDefaults//w:lang/@w:val", "styles") == ["nl-NL"]


def test_the_bytes_are_the_same_at_any_time(klein: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    data = written(klein)
    monkeypatch.setattr(time, "time", lambda: 2e9)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2e9))
    assert written(klein) == data


def test_every_part_is_named_and_whole(klein: Policy, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(png(1, 1))
    with zipfile.ZipFile(io.BytesIO(written(klein, logo=logo))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    roots = {name: etree.fromstring(data) for name, data in parts.items() if not name.endswith(".png")}
    types = roots["[Content_Types].xml"]
    named = {name[1:] for element in types if (name := element.get("PartName"))}
    assert named == {name for name in roots if not name.endswith(".rels") and name != "[Content_Types].xml"}
    targets = {one.get("Target") for one in roots["word/_rels/document.xml.rels"] if not one.get("TargetMode")}
    assert {f"word/{target}" for target in targets} == {n for n in parts if n.startswith("word/")} - {
        "word/document.xml",
        *(n for n in parts if n.endswith(".rels")),
    }


def test_two_tables_never_touch(one: DocumentInput) -> None:
    assert_two_tables_never_touch(document_docx(one))


def test_a_table_of_the_policy_and_one_of_our_own_may_have_one_name(klein: Policy) -> None:
    """The table of versions is called `version`; so may a table of document control be."""
    heads = ("Eerste", "Tweede", "Derde", "Vierde")
    table = Table(id="version", columns=tuple(map(text, heads)), rows=())
    document = klein.document.model_copy(update={"history": HISTORY})
    texts = lay_out(klein.model_copy(update={"front": (table,), "document": document})).texts()
    assert [texts[Slot.table_column("version", m)] for m in range(4)] == list(heads)
    assert {"Versie", "Datum", "Status", "Wijziging", "Eerste versie"} <= set(texts.values())
