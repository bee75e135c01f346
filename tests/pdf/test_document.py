"""What the PDF of a document says, and where."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2 as pdfium

from schoolprotocol.policy.model import Clause, Policy
from schoolprotocol.policy.titles import beginnings
from schoolprotocol.text import tree
from schoolprotocol.text.parse import parse
from tests.pdf.making import Made, parsed


def printed(policy: Policy, clause: Clause) -> str:
    """A clause as it stands on paper, without spaces."""
    numbers = {note.id: note.number for note in clause.notes}
    labels = policy.labels()

    def inlines(nodes: tuple[tree.Inline, ...]) -> Iterator[str]:
        for node in nodes:
            match node:
                case tree.Words(text):
                    yield text
                case tree.NoteCall(note):
                    yield str(numbers[note])
                case tree.ClauseReference(target):
                    yield labels[target]
                case tree.Emphasis(children) | tree.Link(_, children):
                    yield from inlines(children)

    def blocks(nodes: tuple[tree.Block, ...]) -> Iterator[str]:
        for node in nodes:
            if isinstance(node, tree.Paragraph):
                yield "".join(inlines(node.children))
            else:
                for item in node.items:
                    yield "•" + "".join(blocks(item))

    title = beginnings(policy)[clause.id].title
    return "".join((clause.number + title + "".join(blocks(parse(clause.wording.text)))).split())


def test_it_holds_every_clause_once_in_order_with_its_number(made: Made) -> None:
    text = made.running_text()
    clauses = [printed(made.policy, clause) for clause in made.policy.clauses()]
    assert [text.count(clause) for clause in clauses] == [1] * len(clauses)
    places = [text.index(clause) for clause in clauses]
    assert places == sorted(places)


def test_it_holds_every_note_with_its_number(concept: Made) -> None:
    text = concept.running_text()
    assert "Noten1Eenopnameiseenpersoonsgegeven(AVG,artikel4)." in text


def test_it_begins_with_a_cover_the_contents_and_the_control_table(concept: Made) -> None:
    cover, contents, *_ = concept.pages()
    assert cover == ("Basisschool Noord Protocol Telefoons CONCEPT Versie 1.1 Herziening vóór 1 november 2027")
    assert contents.startswith(
        "Inhoud Documentgegevens 2 Inleiding 2 1 Afspraken 2 2 Gevolgen 2 Bijlage 1 Tips 3 Noten 3 Colofon 3"
    )
    assert "Documentgegevens Versie 1.1 Status concept" in contents


def test_the_contents_name_the_page_on_which_each_section_stands(made: Made) -> None:
    contents = made.pages()[1]
    sections = [section for section in made.policy.all_sections() if section.heading]
    pages = {title: page for _, title, page in made.bookmarks()}
    assert sections
    for section in sections:
        assert section.heading is not None
        title = f"{section.number} {section.heading.text}".strip()
        assert f"{title} {pages[title]}" in contents
        assert title in made.pages()[pages[title] - 1]


def test_each_page_after_the_cover_has_title_version_status_school_and_page_number(made: Made) -> None:
    cover, *pages = made.pages()
    document = made.policy.document
    for number, page in enumerate(pages, start=2):
        assert f"{made.policy.title} Versie {document.version} · {document.status.capitalize()}" in page
        assert f"{made.policy.organisation.name} pagina {number} van {len(pages) + 1}" in page
    assert "pagina" not in cover


def test_every_page_says_concept_until_the_document_is_adopted(concept: Made, adopted: Made) -> None:
    assert ["CONCEPT" in page for page in concept.pages()] == [True] * len(concept.pages())
    assert ["CONCEPT" in page for page in adopted.pages()] == [False] * len(adopted.pages())


def test_the_bookmarks_are_the_sections_in_order_with_their_numbers(made: Made) -> None:
    expected = ["Inhoud", "Documentgegevens"]
    headings = [(section.number, section.heading.text) for section in made.policy.all_sections() if section.heading]
    expected += [f"{number} {heading}".strip() for number, heading in headings]
    expected += ["Noten"] if made.policy.notes() else []
    expected += ["Colofon"]
    assert [title for _, title, _ in made.bookmarks()] == expected


def test_an_appendix_starts_on_a_new_page(concept: Made) -> None:
    (page,) = [page for page in concept.pages()[2:] if "Tips" in page]
    assert page.startswith("Bijlage 1 Tips")


def test_it_ends_with_a_colophon(made: Made) -> None:
    last = made.pages()[-1]
    assert "Uitgave: Uitgeverij Voorbeeld." in last
    assert "https://protocollen.example/noord/" in last
    assert "geen juridisch advies" in last
    assert re.search(r"Kenmerk van deze tekst: [0-9a-f]{12}\.", last)


def test_it_knows_its_title_author_and_subject_and_tells_no_time(made: Made) -> None:
    metadata = pdfium.PdfDocument(made.file).get_metadata_dict()
    school = made.policy.organisation.name
    assert metadata["Title"] == f"{made.policy.title} – {school}"
    assert metadata["Author"] == school
    assert metadata["Subject"].startswith(f"{made.policy.title} van {school}, versie {made.policy.document.version}")
    day = made.policy.document.day
    assert metadata["CreationDate"] == (f"D:{day:%Y%m%d}" if day else "")
    assert metadata["ModDate"] == ""


def test_it_is_tagged_in_dutch(made: Made) -> None:
    document = pdfium.PdfDocument(made.file)
    assert pdfium.raw.FPDFCatalog_IsTagged(document.raw)
    size = pdfium.raw.FPDFCatalog_GetLanguage(document.raw, None, 0)
    language = ctypes.create_string_buffer(size)
    pdfium.raw.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(language, ctypes.POINTER(ctypes.c_ushort)), size)
    assert language.raw.decode("utf-16-le") == "nl\0"


def test_its_html_has_nothing_that_breaks_pdf_ua(made: Made) -> None:
    page = parsed(made.html)
    assert not page.xpath("//li//p | //td//p | //th//p")
    assert not page.xpath("//a/*")
    assert not page.xpath("//img[not(@alt) or @alt='']")
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
