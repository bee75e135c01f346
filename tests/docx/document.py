"""Whole protocols in Word, and what holds of every one of them."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

from schoolprotocol.colours import palette
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.word.document import DocumentInput, document_docx
from schoolprotocol.policy.model import Policy
from tests.conftest import ROOTS
from tests.docx.numbers import NumberedWord
from tests.docx.pandoc import expected, paragraphs, squeezed, without_numbers
from tests.docx.word import W, found, part, told
from tests.helpers import loaded

FRONT, BACK = "Documentgegevens", "Colofon"


def house(school: str = "noord") -> Style:
    """A house style."""
    return loaded(ROOTS / "klein").schools[school].school.style


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
    texts = expected(policy.model_copy(update={"excerpt": None}))
    return texts[texts.index(FRONT) :]


# -- laws -------------------------------------------------------------------------------------------------------------


def assert_it_says_what_its_policy_says(one: DocumentInput) -> None:
    """With the numbers that Word counts."""
    reader = NumberedWord(document_docx(one))
    texts = [text for _style, text in reader.paragraphs()]
    assert between(texts) == of_policy(one.policy)
    numbers = [*(section.number for section in one.policy.all_sections() if section.heading)]
    numbers += [clause.number for clause in one.policy.clauses()]
    assert sorted(reader.printed.values()) == sorted(filter(None, numbers))


def assert_another_program_reads_it_so(one: DocumentInput, folder: Path) -> None:
    """The same text and notes."""
    read = paragraphs(document_docx(one), "accept", folder)
    start = len(read) - read[::-1].index(FRONT) - 1
    own, wanted = (without_numbers(texts, one.policy) for texts in (read[start:], of_policy(one.policy)))
    assert between(own) == wanted


def assert_it_defines_what_it_uses(data: bytes) -> None:
    """Every list, style and bookmark."""
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


def assert_its_notes_are_footnotes(one: DocumentInput) -> None:
    """In the order of their calls."""
    data = document_docx(one)
    called = found(data, "//w:footnoteReference/@w:id")
    assert called == [str(note.number) for note in one.policy.notes()]
    assert called == found(data, "//w:footnote[not(@w:type)]/@w:id", "footnotes")


def assert_its_contents_list_the_headings(one: DocumentInput) -> None:
    """They are a field, so that Word can count the pages anew."""
    data = document_docx(one)
    field, *pages = found(data, "//w:sdtContent//w:instrText/text()")
    assert field.split()[:3] == ["TOC", "\\o", '"1-5"']
    assert field.split()[-1] in found(data, "//w:bookmarkStart/@w:name")
    entries = found(data, "//w:sdtContent//w:hyperlink")
    every = [squeezed("".join(node.text or " " for node in entry.iter(f"{W}t", f"{W}tab"))) for entry in entries]
    listed = [words.rpartition(" ")[0] for words in every]
    numbers = [int(words.rpartition(" ")[2]) for words in every]
    assert numbers == sorted(numbers)
    assert numbers[0] > 1
    assert [page.split()[:2] for page in pages] == [["PAGEREF", entry.get(f"{W}anchor")] for entry in entries]
    depths = [(1, section) for section in one.policy.sections]
    headings = []
    while depths:
        depth, section = depths.pop(0)
        depths[:0] = [(depth + 1, child) for child in section.sections]
        if section.heading:
            headings.append(squeezed(f"{section.number} {section.heading.text}"))
    assert listed == [*headings, BACK]
    kinds = found(data, "//w:sdtContent//w:fldChar/@w:fldCharType")
    assert kinds == ["begin", "separate", *(["begin", "separate", "end"] * len(entries)), "end"]
    assert found(data, "//w:sdtContent//w:fldChar/@w:dirty") == ["true"]  # Word is to count the pages anew


def assert_its_contents_lead_to_the_headings(data: bytes) -> None:
    """Each entry to the heading with its words."""
    for entry in found(data, "//w:sdtContent//w:hyperlink"):
        name = entry.get(f"{W}anchor")
        (heading,) = found(data, f"//w:p[w:bookmarkStart/@w:name='{name}']")
        assert re.sub(r"\d+$", "", told(entry)).endswith(told(heading))


def assert_its_headings_have_the_colour_of_the_house(one: DocumentInput) -> None:
    """In the ink of its palette."""
    (colour,) = found(document_docx(one), "//w:style[@w:styleId='Heading1']//w:color/@w:val", "styles")
    assert f"#{colour.lower()}" == palette(one.style, dark=False).ink


def assert_two_tables_never_touch(data: bytes) -> None:
    """Word would join them."""
    body = part(data, "document").find(f"{W}body")
    assert not any(a.tag == b.tag == f"{W}tbl" for a, b in pairwise(body))
