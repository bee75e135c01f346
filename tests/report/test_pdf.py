"""The report as PDF: the same contents as the page, on paper and for who hears it."""

from __future__ import annotations

import re
import unicodedata
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
from schoolprotocol.outputs.report.print import led, renvooi_print, report_print
from schoolprotocol.outputs.report.proof.printed import entries
from schoolprotocol.outputs.report.report import report_html
from schoolprotocol.outputs.report.view import ReportView
from schoolprotocol.policy.model import Policy
from tests.compare.edits import laid_out, made, reworded, with_clauses, with_values
from tests.conftest import ROOTS
from tests.helpers import policy_of
from tests.report import rich
from tests.report.making import TEMPLATES, asks, compared, law, note, report_of


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


def test_it_holds_every_change_with_what_differs_of_its_old_and_its_new_text(printed: Printed) -> None:
    text = printed.text()
    shown = view(printed.report)
    for topic in shown.topics:
        assert letters(f"Wijziging {topic.number}") in text
        assert letters(topic.title) in text
        for one in topic.items:
            assert letters(one.item.title) in text or one.item.kind == "heading"
    for change in printed.report.changes.changes:
        for part in change.parts:
            for segment in part.segments:
                assert segment.op == "same" or letters(segment.shown) in text, segment.shown


def not_printed(file: Path, told: ReportView) -> set[str]:
    """The entries of which the PDF does not have all words; each as often as the entries together say it."""
    text = unicodedata.normalize("NFC", Printed(report_of(rich.changes()), "", file).text()).lower()
    wanted: dict[str, list[str]] = {}
    for entry in entries(told, "print"):
        for phrase in entry.phrases:
            # By sentence: a line may be divided over two pages. One letter stored as two signs is printed as one.
            for words in re.split(r"(?<=[.:;])\s|\n|…", unicodedata.normalize("NFC", phrase.said or phrase.text)):
                wanted.setdefault(letters(words).lower(), []).append(entry.anchor)
    return {anchor for words, anchors in wanted.items() if text.count(words) < len(anchors) for anchor in anchors}


def test_every_entry_of_the_model_is_in_the_pdf_and_one_that_is_missing_is_missed(tmp_path: Path) -> None:
    report, file = report_of(rich.changes()), tmp_path / "report.pdf"
    told, html = view(report), report_print(report, TEMPLATES)
    typeset.write_pdf(html, file, typeset.Assets(TEMPLATES))
    assert not_printed(file, told) == set()
    for anchor in ("wijziging-t.punten", "gegeven-bewaarplek"):
        root: Any = lxml_html.document_fromstring(html)
        (row,) = root.xpath(f'//tr[th[@id="{anchor}"]]')
        row.drop_tree()
        less = lxml_html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>")
        typeset.write_pdf(less, file, typeset.Assets(TEMPLATES))
        assert anchor in not_printed(file, told)


def test_the_renvooi_is_a_file_of_its_own_with_the_whole_text(report: ReportInput, tmp_path: Path) -> None:
    html, file = renvooi_print(report, TEMPLATES), tmp_path / "renvooi.pdf"
    typeset.write_pdf(html, file, typeset.Assets(TEMPLATES), least=1)
    whole = Printed(report, html, file)
    text = whole.text()
    for change in report.changes.changes:
        for part in change.parts:
            for segment in part.segments:
                assert letters(segment.shown) in text, segment.shown
    marks = whole.parsed().xpath("//ins | //del")
    assert marks
    for mark in marks:
        before = mark.getprevious()
        assert before.get("class") == "woord"
        assert before.text == {"ins": "[nieuw: ", "del": "[vervallen: "}[mark.tag]
        assert mark.getnext().text == "]"
    assert "[vervallen: Elke school heeft kluisjes." in " ".join(whole.pages())


def test_it_begins_with_one_page_that_says_what_is_asked_of_whom_and_by_when(printed: Printed) -> None:
    first, second, *_rest = printed.pages()
    for said in (
        "Basisschool Noord Wijzigingsvoorstel Protocol Telefoons Van versie 1.1 naar 1.2 · Concept",
        "Wat wij vragen Instemming met versie 1.2. Het bestuur bevestigt van wie, en stelt de tekst daarna vast. "
        "De hele MR: alle wijzigingen (WMS, artikel 10)",
        "Wanneer Binnen 6 weken na ontvangst.",
        "Er zijn 3 wijzigingen, en 1 plaats om na te kijken (K1).",
    ):
        assert said in first
    assert "De wijzigingen Nieuwe woorden zijn" in second


def test_the_first_page_names_each_numbered_change_and_the_page_on_which_it_stands(printed: Printed) -> None:
    first, *pages = printed.pages()
    for topic in view(printed.report).topics:
        at = next(n for n, page in enumerate(pages, start=2) if f"Wijziging {topic.number} {topic.title}" in page)
        assert re.search(rf"\b{topic.number} {re.escape(topic.title)}[• ]* {at}\b", first)


@pytest.mark.parametrize("number", [40, pytest.param(120, marks=pytest.mark.stress)])
def test_however_many_changes_there_are_the_first_page_is_one_page(tmp_path: Path, number: int) -> None:
    old = policy_of(ROOTS / "klein")
    more = {f"hoofdstuk{n}": [made(f"regel.nummer{n}", "Leg de telefoon weg.")] for n in range(number)}
    notes = [
        note(
            f"n{n}",
            clauses=[f"regel.nummer{n}"],
            summary=f"Regel {n} zegt waar de telefoon ligt, en voor wie dat geldt " * 2,
        )
        for n in range(number)
    ]
    changes = compared(
        laid_out(old, {}), laid_out(old, more), notes, reaction_weeks=6, consent=(asks("de hele MR", "wms-10"),)
    )
    file = tmp_path / "many.pdf"
    typeset.write_pdf(report_print(changes, TEMPLATES), file, typeset.Assets(TEMPLATES))
    first, second, *_rest = (page.get_textpage().get_text_range() for page in pdfium.PdfDocument(file))
    assert f"–{2 * number} Nog " in " ".join(first.split())
    assert "Nieuwe woorden zijn" in second


def test_every_page_says_what_it_is_which_versions_and_that_it_is_a_concept(printed: Printed) -> None:
    pages = printed.pages()
    for number, page in enumerate(pages, start=1):
        assert "Wijzigingsvoorstel Protocol Telefoons Van versie 1.1 naar 1.2 · Concept" in page
        assert f"Basisschool Noord pagina {number} van {len(pages)}" in page
        assert "CONCEPT" in page


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


def test_a_report_without_changes_says_so(tmp_path: Path) -> None:
    klein: Policy = policy_of(ROOTS / "klein")
    file = tmp_path / "none.pdf"
    typeset.write_pdf(report_print(compared(klein, klein), TEMPLATES), file, typeset.Assets(TEMPLATES), least=1)
    assert any("Er zijn geen verschillen." in page.get_textpage().get_text_range() for page in pdfium.PdfDocument(file))


def test_a_note_with_lists_has_its_label_and_no_paragraph_in_a_list() -> None:
    loose = Markup("<p>Een.</p>\n<ul><li><p>Twee.</p><p>Drie.</p></li><li>Vier.</li></ul>\n<p>Vijf.</p>")
    assert led(loose, "Gevolgen") == (
        '<p><span class="kop">Gevolgen</span> Een.</p>\n<ul><li><span class="next">Twee.</span>'
        '<span class="next">Drie.</span></li><li>Vier.</li></ul>\n<p>Vijf.</p>'
    )
    assert led(Markup("<ul><li>Een.</li></ul>"), "<x>").startswith('<p><span class="kop">&lt;x&gt;</span> </p><ul>')
