"""How a document lies on paper: full pages, edges, and what stays together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from docutils import nodes as docutils_nodes
from weasyprint import HTML
from weasyprint.layout import page as one_page

from schoolprotocol.outputs.pdf import typeset
from schoolprotocol.outputs.pdf.unbroken import unbroken
from schoolprotocol.outputs.site.sphinx_ext import nodes
from schoolprotocol.outputs.site.sphinx_ext.print_translator import tells_whom_to_call
from tests.conftest import ProjectMaker
from tests.pdf.making import TEMPLATES, Made, make, parsed, print_of

PROTOCOL = "policy_src/protocols/telefoons/protocol.yaml"
LEFT, RIGHT = (millimetres / 25.4 * 72 for millimetres in (46, 210 - 32))
"""The edges of the text, in points."""
DEEPER = """      sections:
        - id: diep
          heading: Dieper
          sections:
            - id: dieper
              heading: Nog dieper
              body:
                - bullets: [tips.vraag]"""
"""Headings below each other instead of a list."""
LINE = "<p>Dit is een regel.</p>"


def paper(
    folder: Path, main: str, *, parts: str = "", front: str = "", end: str = "", names: tuple[str, ...] = ()
) -> pdfium.PdfDocument:
    """A document with a cover of one word, perhaps pages before the text, and parts that want a page of their own."""
    style = f"{parts} {{ break-before: page }}" if parts else ""
    html = (
        f'<html lang="nl"><head><title>Proef</title><style>{style}</style></head><body>'
        f'<section class="cover"><p>Omslag</p></section>{front}<main>{main}</main>{end}</body></html>'
    )
    typeset.write_pdf(unbroken(html, names), folder / "proef.pdf", typeset.Assets(TEMPLATES), least=1)
    return pdfium.PdfDocument(folder / "proef.pdf")


def pages(document: pdfium.PdfDocument) -> list[str]:
    """The words of each page."""
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def edges(document: pdfium.PdfDocument, words: str) -> tuple[float, float]:
    """Where words begin and end on their page, in points from its left side."""
    for page in document:
        text = page.get_textpage()
        found = text.search(words).get_next()
        if found is not None:
            boxes = [text.get_charbox(n) for n in range(found[0], sum(found)) if text.get_text_range(n, 1).strip()]
            return min(box[0] for box in boxes), max(box[2] for box in boxes)
    raise AssertionError(f"{words} is not there")


def test_a_part_that_would_leave_a_page_under_half_full_goes_on_below_it(tmp_path: Path) -> None:
    body = f'{LINE * 3}<h2 id="a">Bijlage een</h2>{LINE * 3}<h2 id="b">Bijlage twee</h2>{LINE * 3}'
    assert [page[:6] for page in pages(paper(tmp_path, body, parts="#a, #b"))] == ["Omslag", "Dit is"]


def test_a_part_begins_a_page_where_the_one_before_it_is_well_filled(tmp_path: Path) -> None:
    body = f'{LINE * 20}<h2 id="a">Bijlage een</h2>{LINE * 3}<h2 id="b">Bijlage twee</h2>{LINE * 18}'
    _cover, text, annexes = pages(paper(tmp_path, body, parts="#a, #b"))
    assert "Bijlage" not in text
    assert annexes.startswith("Bijlage een")
    assert "Bijlage twee" in annexes


def test_parts_together_fill_a_page_before_the_next_one_begins_another(tmp_path: Path) -> None:
    body = "".join(f'<h2 id="p{n}">Bijlage {n}</h2>{LINE * 9}' for n in range(4))
    shown = pages(paper(tmp_path, f"{LINE * 20}{body}", parts="#p0, #p1, #p2, #p3"))
    assert [[n for n in range(4) if f"Bijlage {n}" in page] for page in shown] == [[], [], [0, 1], [2, 3]]


def test_the_text_goes_on_below_contents_that_leave_most_of_a_page_empty(tmp_path: Path) -> None:
    front = f'<section class="contents front"><h2 id="inhoud">Inhoud</h2>{LINE * 3}</section>'
    assert len(pages(paper(tmp_path, LINE, front=front))) == 2
    front = f'<section class="contents front"><h2 id="inhoud">Inhoud</h2>{LINE * 20}</section>'
    assert len(pages(paper(tmp_path, LINE, front=front))) == 3


NOTES = "".join(f'<li id="noot-{n}"><p>Noot {n}: dit is een noot.</p></li>' for n in range(4))
COLOPHON = '<section class="colophon"><h2 id="colofon">Colofon</h2><p>Uitgave.</p><p>Kenmerk.</p></section>'


@pytest.mark.parametrize(
    "notes", ["", f'<section class="endnotes"><h2 id="noten">Noten</h2><ol>{NOTES}</ol></section>']
)
def test_a_colophon_never_stands_alone_on_a_page(tmp_path: Path, notes: str) -> None:
    lines = [f"<p>Regel {n}.</p>" for n in range(40)]
    for length in (24, 27, 30):
        last = pages(paper(tmp_path, "".join(lines[:length]), end=notes + COLOPHON))[-1]
        assert "Kenmerk" in last
        assert not last.startswith("Colofon"), (length, last)


def test_no_document_is_laid_out_more_than_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out = list[int]()
    render = HTML.render

    def counted(self: Any, *given: Any, **named: Any) -> Any:
        laid_out.append(1)
        return render(self, *given, **named)

    monkeypatch.setattr(HTML, "render", counted)
    front = '<section class="contents front"><h2 id="inhoud">Inhoud</h2>{}</section>'
    parts = f'{LINE * 3}<h2 id="a">Bijlage</h2>{LINE * 3}'
    for long, main, end in ((3, parts, COLOPHON), (40, parts, COLOPHON), (20, LINE * 28, NOTES + COLOPHON)):
        laid_out.clear()
        paper(tmp_path, main, parts="#a", front=front.format(LINE * long), end=end)
        assert len(laid_out) <= 2, long


def laid(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the pages that are laid out from here on."""
    numbers = list[int]()
    make_page = one_page.make_page

    def counted(context: Any, root: Any, kind: Any, rest: Any, number: int, state: Any) -> Any:
        numbers.append(number)
        return make_page(context, root, kind, rest, number, state)

    monkeypatch.setattr(one_page, "make_page", counted)
    return numbers


def test_a_part_that_goes_on_has_only_the_page_before_it_laid_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = "".join(f'<h2 id="p{n}">Bijlage {n}</h2>{LINE * 9}' for n in range(6))
    numbers = laid(monkeypatch)
    shown = pages(paper(tmp_path, f"{LINE * 20}{body}", parts="#p0, #p1, #p2, #p3, #p4, #p5"))
    assert [[n for n in range(6) if f"Bijlage {n}" in page] for page in shown] == [[], [], [0, 1], [2, 3], [4, 5]]
    assert numbers == [1, 2, 3, 3, 4, 4, 5, 5]


LITTLE_MORE = '<section class="contents front"><h2 id="inhoud">Inhoud</h2><p>{}</p>{}</section>'


@pytest.mark.parametrize(
    ("rows", "box", "expected"),
    [
        (56, "", [1, 2, 3, 1, 2, 3]),  # closer together they fit
        (1, '<div style="height: 219mm"></div><i>meer</i>', [1, 2, 3] * 2 + [1, 2, 3, 3]),  # nor do they then
        (70, "", [1, 2, 3, 3]),  # much more: not tried
    ],
)
def test_contents_that_run_over_a_little_are_laid_out_closer_and_no_text_before_that_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int, box: str, expected: list[int]
) -> None:
    front = LITTLE_MORE.format("<br>".join(f"Deel {n}" for n in range(rows)), box)
    numbers = laid(monkeypatch)
    shown = pages(paper(tmp_path, LINE * 3, front=front))
    assert numbers == expected
    assert len(shown) == 3
    assert "".join(shown).count(f"Deel {rows - 1} ") == 1
    assert "".join(shown).count("Dit is een regel") == 3


def test_what_stands_at_the_foot_of_a_page_that_is_laid_out_again_stands_there_once(tmp_path: Path) -> None:
    note = '<p>Regel<span style="float: footnote">Voetnoot een.</span></p>'
    other = note.replace("een", "twee").replace("Voetnoot", "Voetnoot" * 9)
    text = f'{LINE * 3}{note}<h2 id="a">Bijlage een</h2>{other}<h2 id="b">Bijlage twee</h2>{LINE * 18}'
    shown = pages(paper(tmp_path, text, parts="#a, #b"))
    assert len(shown) == 2
    assert [shown[1].count(f"Voetnoot {n}.") for n in ("een", "twee")] == [1, 1]


def test_the_text_of_a_table_begins_where_all_text_does(tmp_path: Path) -> None:
    rows = '<thead><tr><th scope="col">Kopcel</th><th scope="col">Tweede</th></tr></thead><tbody><tr><td>Eerstecel</td>'
    document = paper(tmp_path, f"<p>Lopend</p><table>{rows}<td>Lang {'woord ' * 40}slotwoord</td></tr></tbody></table>")
    starts = [edges(document, words)[0] for words in ("Lopend", "Kopcel", "Eerstecel")]
    assert max(starts) - min(starts) < 2
    assert edges(document, "slotwoord")[1] <= RIGHT + 1


def test_columns_have_their_text_on_that_edge_too_and_their_bullets_before_it(tmp_path: Path) -> None:
    cell = "<ul><li>{}</li></ul>"
    heads = '<thead><tr><th scope="col">Wel doen</th><th scope="col">Niet doen</th></tr></thead>'
    cells = f"<tbody><tr><td>{cell.format('Eenpunt')}</td><td>{cell.format('Anderpunt')}</td></tr></tbody>"
    document = paper(tmp_path, f'<p>Lopend</p><table class="columns">{heads}{cells}</table>')
    for head, item in (("Wel doen", "Eenpunt"), ("Niet doen", "Anderpunt")):
        assert edges(document, head)[0] == pytest.approx(edges(document, item)[0], abs=1.5)
    assert edges(document, "Eenpunt")[0] == pytest.approx(edges(document, "Lopend")[0], abs=1.5)


@pytest.mark.parametrize("address", [f"https://{'W' * 90}.example/", f"https://een.example/{'lang/stuk/' * 14}"])
def test_no_address_however_long_runs_off_the_paper(tmp_path: Path, address: str) -> None:
    link = f'Zie: <a href="{address}">{address}</a>. Daar staat het.'
    document = paper(tmp_path, LINE, end=COLOPHON.replace("Uitgave.", link))
    assert address in "".join(pages(document)[-1].split())
    text = document[len(document) - 1].get_textpage()
    ends = [text.get_charbox(n)[2] for n in range(text.count_chars()) if text.get_text_range(n, 1) in {"W", "/"}]
    assert len(ends) > 20
    assert max(ends) <= RIGHT + 1


@pytest.mark.parametrize(
    "name",
    [
        "W" * 24,
        "W" * 40,
        "W" * 90,
        "Stichting voor Protestants-Christelijk, Rooms-Katholiek en Openbaar Basisonderwijs in Noordoost-Groningen",
    ],
)
def test_no_name_however_long_runs_off_the_paper(tmp_path: Path, name: str) -> None:
    inside = f"Woorden voor de naam {name} en erna. " * 3
    body = (
        f"<h2>Kop van {name}</h2><p>{inside}</p><ul><li>{inside}</li></ul><table><tr><td>{inside}<td>{inside}</table>"
    )
    for page in paper(tmp_path, body, names=(name,)):
        text = page.get_textpage()
        boxes = [text.get_charbox(n) for n in range(text.count_chars()) if text.get_text_range(n, 1).strip()]
        assert max(box[2] for box in boxes) <= RIGHT + 2, text.get_text_range()


def test_a_name_and_a_date_stay_on_one_line_wherever_the_line_ends(tmp_path: Path) -> None:
    names = ("Medezeggenschapsschool Aanmoedigingsweg",)
    body = "".join(f"<p>{'en ' * n}{names[0]} op 12 september 2026, {names[0]}</p>" for n in range(20))
    for page in paper(tmp_path, body, names=names):
        lines = page.get_textpage().get_text_range().splitlines()
        for words in (*names, "12 september 2026"):
            assert all(
                part in line.split() or words in line for line in lines for part in words.split() if part in line
            )
            assert not [
                line for line in lines if line.rstrip("\ufffe").endswith(("Medezeggenschapsschool", "september"))
            ]


@pytest.mark.parametrize(
    ("texts", "is_help"),
    [
        (["Bel 0900 111 3 111.", "Bel 112 bij gevaar."], True),
        (["Bel 020 261 52 75.", "Of +31 6 12345678."], True),
        (["Bel 0900 111 3 111.", "Vraag het de mentor."], False),
        (["In 2024 en 2025.", "Artikel 112.3, en 1120 of 2112."], False),
    ],
)
def test_a_list_with_telephone_numbers_stays_on_one_page(texts: list[str], is_help: bool) -> None:
    group = nodes.clauses("", form="bullets")
    group += [nodes.clause("", docutils_nodes.paragraph("", text)) for text in texts]
    assert tells_whom_to_call(group) is is_help


def test_the_bookmarks_are_open_when_the_document_is(concept: Made) -> None:
    with pikepdf.open(concept.file) as pdf:
        assert pdf.Root.PageMode == "/UseOutlines"
        assert int(pdf.Root.Outlines.Count) >= len(concept.bookmarks())


def test_the_contents_name_every_heading_and_stand_on_one_page_with_the_data(
    project: ProjectMaker, tmp_path: Path
) -> None:
    root = project(replace={PROTOCOL: [("      body:\n        - bullets: [tips.vraag]", DEEPER)]})
    _policy, html = print_of(root, "noord", tmp_path)
    contents: Any = parsed(html).xpath("//section[contains(@class, 'contents')]")[0]
    listed = {str(link.get("href")) for link in contents.iter("a")}
    headings = {f"#{heading.get('id')}" for heading in parsed(html).xpath("//*[self::h2 or self::h3 or self::h4][@id]")}
    assert {"#diep", "#dieper", "#documentgegevens"} <= headings - {"#inhoud"} <= listed


def test_a_cover_says_once_that_it_is_a_concept(concept: Made, adopted: Made) -> None:
    assert concept.pages()[0].lower().count("concept") == 1
    assert "Versie 1.0 · Vastgesteld" in adopted.pages()[0]


@pytest.mark.parametrize(("form", "sign"), [("donts", "✗ niet Vraag"), ("dos", "✓ Vraag")])
def test_only_what_reads_with_its_word_has_one_beside_its_sign(
    project: ProjectMaker, tmp_path: Path, form: str, sign: str
) -> None:
    root = project(replace={PROTOCOL: [("- bullets: [tips.vraag]", f"- {form}: [tips.vraag]")]})
    assert sign in " ".join(make(root, "noord", tmp_path).pages())
