"""The report as PDF: the same contents as the page, on paper and for who hears it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from lxml import html as lxml_html
from markupsafe import Markup

from schoolprotocol import messages
from schoolprotocol.outputs.pdf import typeset
from schoolprotocol.outputs.report.contents import view
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.print import led, report_print
from schoolprotocol.outputs.report.report import report_html
from schoolprotocol.policy.model import Policy
from tests.compare.edits import reworded, with_clauses, with_values
from tests.conftest import ROOTS
from tests.helpers import policy_of
from tests.report.making import TEMPLATES, asks, compared, law, note


@dataclass(frozen=True)
class Printed:
    """A report and its PDF."""

    report: ReportInput
    html: str
    file: Path

    def pages(self) -> list[str]:
        """The text of each page, hyphenated words joined, with single spaces."""
        document = pdfium.PdfDocument(self.file)
        return [" ".join(page.get_textpage().get_text_range().replace("\ufffe", "").split()) for page in document]

    def text(self) -> str:
        """All letters and figures: line breaks and hyphens at line ends differ."""
        return re.sub(r"[\W_]", "", "".join(self.pages()))

    def parsed(self) -> Any:
        """The HTML, to ask with XPath."""
        return lxml_html.fromstring(self.html)


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


@pytest.fixture(scope="module")
def report() -> ReportInput:
    messages.use("en")
    old = policy_of(ROOTS / "klein")
    new = reworded(
        old,
        tips__vraag="Vraag het altijd eerst.",
        afspraken__opnamen="Niemand deelt opnamen zonder toestemming. Dat geldt voor:\n\n- films;\n- geluid.",
        inleiding__doel="De basisschool Noord wil rust in de les",
    )
    new = with_clauses(new, lambda c: None if c.id == "stichting.kluisjes" else c)
    new = with_values(new, bewaarplek="thuis")
    document = new.document.model_copy(update={"version": "1.2", "day": date(2026, 11, 20)})
    return compared(
        old,
        new.model_copy(update={"document": document}),
        [note("vraag", clauses=["tips.vraag", "afspraken.opnamen"])],
        references={"wms-10": law("wms-10", "WMS, artikel 10")},
        consent=(asks("de hele MR", "wms-10"),),
        reaction_weeks=6,
    )


@pytest.fixture(scope="module")
def printed(report: ReportInput, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    html, file = report_print(report, TEMPLATES), tmp_path_factory.mktemp("report") / "report.pdf"
    typeset.write_pdf(html, file, typeset.Assets(TEMPLATES))
    return Printed(report, html, file)


def test_it_holds_every_change_with_its_old_and_its_new_text(printed: Printed) -> None:
    text = printed.text()
    for topic in view(printed.report).topics:
        assert letters(f"Wijziging {topic.number}") in text
        assert letters(topic.title) in text
        for one in topic.items:
            assert letters(one.item.title) in text
    for change in printed.report.changes.changes:
        for part in change.parts:
            for side in ("insert", "delete"):
                words = "".join(segment.shown for segment in part.segments if segment.op != side)
                assert letters(words) in text, words


def test_it_begins_with_a_cover_the_first_page_and_the_contents(printed: Printed) -> None:
    cover, first, contents, *_rest = printed.pages()
    assert cover == (
        "Basisschool Noord Wijzigingsvoorstel Protocol Telefoons CONCEPT Van versie 1.1 naar 1.2 · Concept "
        "Vergeleken met versie 1.1 (concept)"
    )
    for said in (
        "In het kort",
        "Wat er verandert",
        "Wat er gelijk blijft",
        "De hele MR alle WMS, artikel 10",
        "6 weken",
    ):
        assert said in first
    assert contents.startswith("Inhoud In het kort 2 De wijzigingen 4 1 ")
    assert "Bijlage: was-wordttabel" in contents


def test_the_contents_name_the_page_on_which_each_numbered_change_stands(printed: Printed) -> None:
    pages = printed.pages()
    for topic in view(printed.report).topics:
        at = next(n for n, page in enumerate(pages[3:], start=4) if f"Wijziging {topic.number} {topic.title}" in page)
        assert f"{topic.number} {topic.title} {at}" in pages[2]


def test_every_page_says_what_it_is_which_versions_and_that_it_is_a_concept(printed: Printed) -> None:
    _cover, *pages = printed.pages()
    for number, page in enumerate(pages, start=2):
        assert "Wijzigingsvoorstel Protocol Telefoons Van versie 1.1 naar 1.2 · Concept" in page
        assert f"Basisschool Noord pagina {number} van {len(pages) + 1}" in page
        assert "CONCEPT" in page


def test_in_the_renvooi_every_mark_is_said_in_words(printed: Printed) -> None:
    marks = printed.parsed().xpath('//div[@class="renvooi"]//ins | //section[@class="volledig start"]//del')
    assert marks
    for mark in marks:
        before = mark.getprevious()
        assert before.get("class") == "woord"
        assert before.text == {"ins": "[nieuw: ", "del": "[vervallen: "}[mark.tag]
        assert mark.getnext().text == "]"
    assert "[vervallen: Elke school heeft kluisjes." in " ".join(printed.pages())


def test_the_paper_says_what_the_page_says(printed: Printed) -> None:
    page: Any = lxml_html.fromstring(report_html(printed.report, TEMPLATES))
    for path in ('//*[@id="{}"]', '//h2[@id="{}"]'):
        ids = page.xpath('//section[@class="clausule"]/@id' if "*" in path else "//h2/@id")
        assert ids
        assert not [id_ for id_ in ids if not printed.parsed().xpath(path.format(id_))]


def test_its_html_has_nothing_that_breaks_pdf_ua(printed: Printed) -> None:
    page = printed.parsed()
    assert page.get("lang") == "nl"
    assert not page.xpath("//li//p | //th//p | //a/* | //style/@src | //script | //img[not(@alt) or @alt='']")
    assert not [cell for cell in page.xpath("//th") if cell.get("scope") not in {"row", "col"}]
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in page.xpath('//a/@href[starts-with(., "#")]')} <= set(ids)


def test_it_knows_its_title_author_and_day_and_tells_no_time(printed: Printed) -> None:
    metadata = pdfium.PdfDocument(printed.file).get_metadata_dict()
    assert metadata["Title"] == "Wijzigingsvoorstel: Protocol Telefoons – Basisschool Noord"
    assert metadata["Author"] == "Basisschool Noord"
    assert (metadata["CreationDate"], metadata["ModDate"]) == ("D:20261120", "")
    assert pdfium.raw.FPDFCatalog_IsTagged(pdfium.PdfDocument(printed.file).raw)


def test_it_has_the_same_bytes_each_time(printed: Printed, tmp_path: Path) -> None:
    again = tmp_path / "again.pdf"
    typeset.write_pdf(report_print(printed.report, TEMPLATES), again, typeset.Assets(TEMPLATES))
    assert again.read_bytes() == printed.file.read_bytes()


def test_a_report_without_changes_has_a_cover_and_says_so(tmp_path: Path) -> None:
    klein: Policy = policy_of(ROOTS / "klein")
    file = tmp_path / "none.pdf"
    typeset.write_pdf(report_print(compared(klein, klein), TEMPLATES), file, typeset.Assets(TEMPLATES))
    assert any("Er zijn geen verschillen." in page.get_textpage().get_text_range() for page in pdfium.PdfDocument(file))


def test_a_note_with_lists_has_its_label_and_no_paragraph_in_a_list() -> None:
    loose = Markup("<p>Een.</p>\n<ul><li><p>Twee.</p><p>Drie.</p></li><li>Vier.</li></ul>\n<p>Vijf.</p>")
    assert led(loose, "Gevolgen") == (
        '<p><span class="kop">Gevolgen</span> Een.</p>\n<ul><li><span class="next">Twee.</span>'
        '<span class="next">Drie.</span></li><li>Vier.</li></ul>\n<p>Vijf.</p>'
    )
    assert led(Markup("<ul><li>Een.</li></ul>"), "<x>").startswith('<p><span class="kop">&lt;x&gt;</span> </p><ul>')
