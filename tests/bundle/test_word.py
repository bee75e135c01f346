"""A handbook as Word file: the same texts, numbers that Word counts in each part, notes, contents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document

from schoolprotocol.model.school import Style
from schoolprotocol.outputs.bundle.bundle import Bundle, BundleWork
from schoolprotocol.outputs.bundle.word import bundle_docx
from schoolprotocol.policy.model import Policy
from tests.bundle.making import LONG, Book
from tests.docx.document import (
    FRONT,
    assert_it_defines_what_it_uses,
    assert_its_contents_lead_to_the_headings,
    assert_two_tables_never_touch,
    of_policy,
)
from tests.docx.numbers import NumberedWord
from tests.docx.word import W, found, part

COLOPHON = "Colofon"


def data(book: Book) -> bytes:
    """The Word file of a handbook."""
    return book.file.with_suffix(".docx").read_bytes()


def parts(book: Book) -> list[list[str]]:
    """What each part says behind its title, version and dates, paragraph by paragraph."""
    reader = NumberedWord(data(book))
    told = reader.paragraphs()
    starts = [n for n, (style, _text) in enumerate(told) if style == "Heading1"]
    assert told[starts[-1]][1] == COLOPHON
    found: list[list[str]] = []
    for first, end in pairwise(starts):
        texts = [text for _style, text in told[first:end]]
        assert texts[0].startswith(f"Deel {len(found) + 1} ")
        assert texts[1].startswith("Versie ")
        found.append(texts[3:])
    return found


def assert_it_holds(parts: Sequence[Sequence[str]], policies: Sequence[Policy]) -> None:
    """Each part is what the Word file of its protocol is: first the text, then the data of the document."""
    for told, policy in zip(parts, policies, strict=True):
        last = len(told) - told[::-1].index(FRONT) - 1
        assert [*told[last:], *told[:last]] == of_policy(policy)


def test_it_holds_every_clause_note_and_table_row_of_each_protocol_in_order(book: Book) -> None:
    assert_it_holds(parts(book), book.policies)


def test_that_proof_sees_a_paragraph_that_is_lost(kade: Book) -> None:
    whole = parts(kade)
    for n, told in enumerate(whole):
        for lost in range(len(told)):
            less = [*whole[:n], [*told[:lost], *told[lost + 1 :]], *whole[n + 1 :]]
            with pytest.raises((AssertionError, ValueError)):
                assert_it_holds(less, kade.policies)


def test_everything_that_it_uses_is_defined_once(book: Book) -> None:
    assert_it_defines_what_it_uses(data(book))
    assert_two_tables_never_touch(data(book))
    assert_its_contents_lead_to_the_headings(data(book))


def test_its_notes_stand_in_their_parts_and_are_counted_in_each(kade: Book) -> None:
    word = data(kade)
    assert len(found(word, "//w:footnoteReference")) == sum(len(policy.notes()) for policy in kade.policies) == 6
    assert found(word, "//w:sectPr/w:footnotePr/w:numRestart/@w:val") == ["eachSect"] * 5


def leads(book: Book) -> list[tuple[int, int]]:
    """Of each reference to a clause: the section in which it stands, and that to which it leads."""
    word = data(book)
    body = part(word, "document").find(f"{W}body")
    marks = {mark.get(f"{W}name"): n for n, block in enumerate(body) for mark in block.iter(f"{W}bookmarkStart")}
    starts = [n for n, block in enumerate(body) if f"{W}sectPr" in {one.tag for one in block.iter()}]

    def section(at: int) -> int:
        return sum(start < at for start in starts)

    return [
        (section(n), section(marks[link.get(f"{W}anchor")]))
        for n, block in enumerate(body)
        for link in block.iter(f"{W}hyperlink")
        if block.tag == f"{W}p" and link.get(f"{W}anchor")
    ]


def test_a_reference_leads_to_the_clause_in_its_own_part_or_to_that_of_another(kade: Book) -> None:
    part = {name: n for n, name in enumerate(("een", "kaal", "lang", "twee"), start=2)}
    own = [(part[name], part[name]) for name in ("een", "lang", "twee")]
    assert sorted(leads(kade)) == sorted([*own, (part["kaal"], part["twee"])])


def test_a_reference_to_what_is_not_in_the_book_leads_to_its_page(kade: Book) -> None:
    bundle = Bundle(
        title="Handboek",
        school=kade.policies[1].organisation,
        style=Style(primary="#14532d", accent="#b45309"),
        logo=None,
        publisher="P",
        home="https://delta.example/afspraken/kade/handboek/",
        url="https://delta.example/afspraken/kade/handboek/",
        day=None,
        is_kept=False,
        texts=("kade-kaal",),
    )
    word = bundle_docx(BundleWork(bundle, "kade", kade.held[1:2], kade.folders.templates, kade.file.parent), None)
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        rels = archive.read("word/_rels/document.xml.rels").decode()
    assert 'Target="https://delta.example/afspraken/kade/twee/#regels.stop"' in rels


def test_each_part_has_a_header_that_names_it(kade: Book) -> None:
    headers = ["".join(found(data(kade), "//w:t/text()", f"header{n}")) for n in range(1, len(kade.policies) + 1)]
    assert headers[0] == "Deel 1 Foto & film, versie 1.0VOORSTEL"
    assert headers[2].startswith(f"Deel 3 {LONG}")


def test_another_program_opens_it(book: Book) -> None:
    document = Document(str(Path(book.file).with_suffix(".docx")))
    assert document.core_properties.title == "Handboek"
    assert len(document.sections) == len(book.policies) + 3, "cover, contents, parts, colophon"


def test_the_colophon_names_versions_hashes_addresses_and_what_lapsed(kade: Book, linde: Book) -> None:
    told = " ".join(found(data(linde), "//w:t/text()"))
    for words in ("Stand van 1 oktober 2026", "https://delta.example/afspraken/linde/pesten/versies/1.0/"):
        assert words in told
    assert "Telefoonprotocol, versie 2.0, vervallen per 1 juli 2026" in " ".join(found(data(kade), "//w:t/text()"))
