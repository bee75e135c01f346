"""The whole protocol in Word: the policy's text, numbers that Word counts, notes, contents, cover and properties."""

from __future__ import annotations

import io
import time
import zipfile
import zlib
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import etree

from schoolprotocol.colours import palette
from schoolprotocol.documents import finding
from schoolprotocol.model.document import Decision
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.word.document import DocumentInput, document_docx
from schoolprotocol.policy.model import Policy
from tests.compare.edits import clause, laid_out
from tests.conftest import ROOTS
from tests.docx.edits import EDITS
from tests.docx.numbers import NumberedWord
from tests.docx.pandoc import expected, paragraphs, squeezed
from tests.docx.word import W, found, part, told
from tests.e2e.conftest import ROOT, SCHOOLS
from tests.helpers import loaded

FRONT, BACK = "Documentgegevens", "Colofon"


@lru_cache
def schools() -> dict[str, DocumentInput]:
    """What the document of each school shows."""
    corpus = finding.open_corpus(ROOT)
    policies = finding.policies_of(finding.resolve_all(corpus))
    return {key[0]: shown(policy, corpus.schools[key[0]].school.style) for key, policy in policies.items()}


def house() -> Style:
    """A house style."""
    return loaded(ROOTS / "klein").schools["noord"].school.style


def shown(policy: Policy, style: Style | None = None, **more: Any) -> DocumentInput:
    """What a document of this policy shows."""
    return DocumentInput(policy, style or house(), "https://a.example/noord/", "Stichting Voorbeeld", **more)


def written(policy: Policy, **more: Any) -> bytes:
    """The document of a policy."""
    return document_docx(shown(policy, **more))


def between(texts: list[str]) -> list[str]:
    """What stands between the cover with the contents and the colophon."""
    return texts[texts.index(FRONT) : len(texts) - texts[::-1].index(BACK) - 1]


def of_policy(policy: Policy) -> list[str]:
    """What should stand there: the text for the schoolgids is a file of its own."""
    texts = expected(policy)
    return texts[texts.index(FRONT) : len(texts) - texts[::-1].index("Tekst voor de schoolgids") - 1]


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


@pytest.mark.parametrize("school", SCHOOLS)
def test_the_document_says_what_the_policy_says_with_the_numbers_that_word_counts(school: str) -> None:
    one = schools()[school]
    reader = NumberedWord(document_docx(one))
    texts = [text for _style, text in reader.paragraphs()]
    assert between(texts) == of_policy(one.policy)
    numbers = [*(section.number for section in one.policy.all_sections() if section.heading)]
    numbers += [clause.number for clause in one.policy.clauses()]
    assert sorted(reader.printed.values()) == sorted(filter(None, numbers))


@pytest.mark.parametrize("name", EDITS)
def test_the_document_says_what_any_policy_says(klein: Policy, name: str) -> None:
    for policy in EDITS[name](klein):
        texts = [text for _style, text in NumberedWord(written(policy)).paragraphs()]
        assert between(texts) == of_policy(policy)


@pytest.mark.parametrize("school", SCHOOLS)
def test_another_program_reads_the_same_text_and_notes(school: str, tmp_path: Path) -> None:
    one = schools()[school]
    read = paragraphs(document_docx(one), "accept", tmp_path)
    numbers = {f"{section.number} " for section in one.policy.all_sections() if section.number}
    numbers |= {f"{clause.number} " for clause in one.policy.clauses() if clause.number}
    bare = [next((t.removeprefix(n) for n in numbers if t.startswith(n)), t) for t in of_policy(one.policy)]
    start = len(read) - read[::-1].index(FRONT) - 1
    own = [next((t.removeprefix(n) for n in numbers if t.startswith(n)), t) for t in read[start:]]
    assert between(own) == bare


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


def test_every_list_style_and_bookmark_that_is_used_is_defined() -> None:
    for one in schools().values():
        data = document_docx(one)
        styles = set(found(data, "//w:style/@w:styleId", "styles"))
        for name in ("document", "footnotes", "footer", "header", "numbering"):
            assert set(found(data, "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val", name)) <= styles
        assert set(found(data, "//w:numPr/w:numId/@w:val")) <= set(found(data, "//w:num/@w:numId", "numbering"))
        bookmarks = found(data, "//w:bookmarkStart/@w:name")
        assert len(bookmarks) == len(set(bookmarks))
        assert set(found(data, "//w:hyperlink/@w:anchor")) <= set(bookmarks)
        ids = found(data, "//w:bookmarkStart/@w:id")
        assert sorted(ids) == sorted(found(data, "//w:bookmarkEnd/@w:id"))
        assert len(ids) == len(set(ids))


def test_notes_are_footnotes_in_the_order_of_their_calls() -> None:
    for one in schools().values():
        data = document_docx(one)
        called = found(data, "//w:footnoteReference/@w:id")
        assert called == [str(note.number) for note in one.policy.notes()]
        assert called == found(data, "//w:footnote[not(@w:type)]/@w:id", "footnotes")


def test_the_first_row_of_a_table_with_column_headings_is_repeated_on_every_page() -> None:
    data = document_docx(schools()["aurora"])
    heads = found(data, "//w:tr[w:trPr/w:tblHeader]")
    assert [told(cell) for cell in heads[-1].iter(f"{W}tc")] == ["Versie", "Datum", "Status", "Wijziging"]
    assert all(row.getprevious().tag == f"{W}tblGrid" for row in heads)


# -- around the text --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("school", SCHOOLS)
def test_the_contents_are_a_field_that_already_lists_the_headings(school: str) -> None:
    one = schools()[school]
    data = document_docx(one)
    (field,) = found(data, "//w:sdtContent//w:instrText/text()")
    assert field.split()[:3] == ["TOC", "\\o", '"1-2"']
    assert field.split()[-1] in found(data, "//w:bookmarkStart/@w:name")
    entries = found(data, "//w:sdtContent//w:hyperlink")
    listed = [squeezed("".join(node.text or " " for node in entry.iter(f"{W}t", f"{W}tab"))) for entry in entries]
    depths = [(1, section) for section in one.policy.sections]
    headings = []
    while depths:
        depth, section = depths.pop(0)
        depths[:0] = [(depth + 1, child) for child in section.sections]
        if section.heading and depth <= 2:
            headings.append(squeezed(f"{section.number} {section.heading.text}"))
    assert listed == [*headings, BACK]
    kinds = found(data, "//w:sdtContent//w:fldChar/@w:fldCharType")
    assert kinds == ["begin", "separate", "end"]


def test_an_entry_of_the_contents_leads_to_its_heading() -> None:
    data = document_docx(schools()["koe"])
    for entry in found(data, "//w:sdtContent//w:hyperlink"):
        name = entry.get(f"{W}anchor")
        (heading,) = found(data, f"//w:p[w:bookmarkStart/@w:name='{name}']")
        assert told(entry).endswith(told(heading))


def test_every_page_but_the_cover_says_concept_until_the_text_is_adopted(klein: Policy) -> None:
    stamps = {"concept": "CONCEPT", "ingestemd": "CONCEPT", "vastgesteld": "", "vervallen": "VERVALLEN"}
    for status, stamp in stamps.items():
        data = written(with_status(klein, status))
        assert told(part(data, "header")) == klein.organisation.name + stamp
        assert [told(one) for one in found(data, "//w:p[w:pPr/w:pStyle/@w:val='Omslagmerk']")] == [stamp] * bool(stamp)
        assert len(found(data, "//w:sectPr/w:titlePg")) == 1


def test_every_page_says_which_of_how_many_it_is(klein: Policy) -> None:
    data = written(klein)
    assert found(data, "//w:fldSimple/@w:instr", "footer") == ["PAGE", "NUMPAGES"]
    assert "versie 1.1 (concept)" in told(part(data, "footer"))


def test_the_cover_says_whose_text_it_is_which_version_and_which_decision_is_void(klein: Policy) -> None:
    void = Decision(body="de MR", kind="instemming", version="1.1")
    texts = [text for _style, text in NumberedWord(written(klein, void=(void,))).paragraphs()]
    cover = texts[: texts.index(FRONT)]
    assert cover[:3] == ["Protocol Telefoons", "Basisschool Noord", "Versie 1.1 (concept)"]
    assert cover[-2:] == [
        "Evaluatie vóór 1 november 2027",
        "De instemming van de MR geldt niet meer: de tekst is daarna inhoudelijk gewijzigd.",
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


def test_headings_have_the_colour_of_the_house() -> None:
    for one in schools().values():
        (colour,) = found(document_docx(one), "//w:style[@w:styleId='Heading1']//w:color/@w:val", "styles")
        assert f"#{colour.lower()}" == palette(one.style, dark=False).ink


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


def test_two_tables_never_touch() -> None:
    for one in schools().values():
        body = part(document_docx(one), "document").find(f"{W}body")
        assert not any(a.tag == b.tag == f"{W}tbl" for a, b in pairwise(body))
