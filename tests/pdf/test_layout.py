"""Columns, links and documents without tables of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from weasyprint import HTML
from weasyprint.layout import page as layout

from schoolprotocol.outputs.pdf import typeset
from schoolprotocol.outputs.pdf.document import control_rows, mark
from schoolprotocol.policy.model import Table
from tests.conftest import ROOTS, ProjectMaker
from tests.helpers import policy_of
from tests.pdf.making import TEMPLATES, make, parsed, print_of

CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"
PROTOCOL = "policy_src/protocols/telefoons/protocol.yaml"
COLUMNS = """        - columns:
            - {heading: Wel, clauses: [tips.vraag, tips.tweede]}
            - {heading: Niet, clauses: [tips.derde]}
"""


def with_columns(project: ProjectMaker, length: int) -> Path:
    """The small project with a table of two columns, and `length` sentences in its second clause."""
    clauses = "".join(
        f"- id: tips.{name}\n  title: {name}\n  audience: [leerling]\n  text: {text}\n"
        for name, text in (("tweede", "Lees dit eerst. " * length + "Einde."), ("derde", "Doe dit niet."))
    )
    return project(
        replace={
            CLAUSES: [("- id: gids.kern\n", f"{clauses}- id: gids.kern\n")],
            PROTOCOL: [("        - bullets: [tips.vraag]\n", COLUMNS)],
        }
    )


def test_columns_stand_beside_each_other_and_read_one_after_the_other(project: ProjectMaker, tmp_path: Path) -> None:
    made = make(with_columns(project, 3), "noord", tmp_path)
    assert parsed(made.html).xpath("//table[@class='columns']//th[@scope='col']/text()") == ["Wel", "Niet"]
    text = made.running_text()
    places = [text.index(part) for part in ("WelNiet", "Vraaghet", "Einde.", "Doeditniet.")]
    assert places == sorted(places)


def test_columns_that_may_not_fit_on_a_page_stand_below_each_other(project: ProjectMaker, tmp_path: Path) -> None:
    made = make(with_columns(project, 400), "noord", tmp_path)
    page = parsed(made.html)
    assert not page.xpath("//table[@class='columns']")
    assert page.xpath("//p[@class='column-heading']/text()") == ["Wel", "Niet"]
    text = made.running_text()
    places = [text.index(part) for part in ("Wel•Vraaghet", "Einde.", "Niet•Doeditniet.")]
    assert places == sorted(places)
    assert text.count("Leesditeerst.") == 400


def test_emphasis_in_a_link_goes_around_it(project: ProjectMaker, tmp_path: Path) -> None:
    text = 'text: "Lees [*alle* tips van **ons**](https://tips.example)."'
    root = project(replace={CLAUSES: [("text: Vraag het eerst.", text)]})
    _policy, page = print_of(root, "noord", tmp_path)
    (item,) = parsed(page).xpath("//li[@id='tips.vraag']")
    assert "".join(item.itertext()).strip() == "Vraag het eerst. Lees alle tips van ons."
    assert item.xpath(".//a/*") == []
    assert item.xpath(".//a/@href") == ["https://tips.example"] * 3
    assert (item.xpath("string(em/a)"), item.xpath("string(strong/a)")) == ("alle", "ons")


def test_a_number_in_groups_stays_on_one_line(tmp_path: Path) -> None:
    _policy, page = print_of(ROOTS / "klein", "noord", tmp_path)
    assert "0900\N{NO-BREAK SPACE}111\N{NO-BREAK SPACE}3\N{NO-BREAK SPACE}111" in page


def test_a_list_is_not_parted_from_the_words_that_introduce_it(project: ProjectMaker, tmp_path: Path) -> None:
    tips, aangifte = "        - bullets: [tips.vraag]\n", "        - numbered: [gevolgen.aangifte]\n"
    led = "        - prose: [gevolgen.aangifte]\n" + tips
    replace = {PROTOCOL: [(tips, "        - prose: [gids.kern]\n"), (aangifte, led)]}
    _policy, page = print_of(project(replace=replace), "noord", tmp_path)
    assert parsed(page).xpath("//p[@class='lead']/@id") == ["gevolgen.aangifte"]


def test_lists_that_begin_a_clause_or_a_note_are_numbered_beside_its_own_number(
    project: ProjectMaker, tmp_path: Path
) -> None:
    rows = "1. Leg hem weg.\n      2. Vraag de mentor."
    note = "gegevens: Een opname is een *persoonsgegeven* (AVG, artikel 4)."
    changed = [
        ("text: De school {{ aangifte.werkwoord }} aangifte doen.", f"text: |-\n      {rows}"),
        (note, f"gegevens: |-\n      {rows}"),
    ]
    made = make(project(replace={CLAUSES: changed}), "zuid", tmp_path)
    text = made.running_text()
    assert "Afspraken1.11Leghemweg.2Vraagdementor." in text
    assert "Noten11Leghemweg.2Vraagdementor." in text


def test_a_document_without_control_tables_gets_one_of_what_is_known() -> None:
    policy = policy_of(ROOTS / "klein", "zuid")
    assert control_rows(policy) == [
        ("Document", "Telefoonprotocol"),
        ("School", "Basisschool Zuid"),
        ("Versie", "1.0"),
        ("Status", "Vastgesteld"),
        ("Datum", "1 september 2026"),
        ("Herziening vóór", "1 november 2027"),
        ("Vaststelling College van Bestuur", "versie 1.0, 1 september 2026"),
        ("Vragen aan", "de directie"),
    ]


def test_what_no_longer_holds_says_so() -> None:
    policy = policy_of(ROOTS / "klein", "zuid")
    assert mark(policy) is None
    lapsed = policy.document.model_copy(update={"status": "vervallen"})
    assert mark(policy.model_copy(update={"document": lapsed})) == "VERVALLEN"


def test_control_tables_of_the_document_itself_are_printed_once(tmp_path: Path) -> None:
    policy, page = print_of(ROOTS / "klein", "noord", tmp_path)
    assert [type(table) for table in policy.front] == [Table]
    headings = parsed(page).xpath("//section[contains(@class, 'control')]//th/text()")
    assert headings == ["Versie", "Status"]


def test_where_a_colophon_ends_up_costs_no_second_layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out = list[int]()
    render = HTML.render

    def counted(self: Any, *given: Any, **named: Any) -> Any:
        laid_out.append(1)
        return render(self, *given, **named)

    monkeypatch.setattr(HTML, "render", counted)

    def pages(lines: int) -> int:
        text = '<p style="break-before: page">Regel.</p>' + "<p>Regel.</p>" * (lines - 1)
        end = '<section class="colophon"><h2 id="colofon">Colofon</h2><p>Uitgave.</p></section>'
        page = (
            f'<html lang="nl"><head><title>Proef</title></head><body><p>Voor.</p><main>{text}</main>{end}</body></html>'
        )
        return typeset.write_pdf(page, tmp_path / "proef.pdf", typeset.Assets(TEMPLATES))

    assert [pages(lines) for lines in (20, 30, 40)] == [2, 3, 3]
    assert len(laid_out) == 3


def test_the_numbers_of_pages_take_no_second_layout_and_are_those_on_which_things_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = list[int]()
    make = layout.make_page

    def counted(*given: Any, **named: Any) -> Any:
        made.append(1)
        return make(*given, **named)

    monkeypatch.setattr(layout, "make_page", counted)
    rows = "".join(
        f'<li><div><a href="#k{n}">Kop {n}</a> <span class="page" data-to="#k{n}"></span></div>' for n in range(40)
    )
    text = "".join(f'<h2 id="k{n}">Kop {n}</h2>{"<p>Tekst.</p>" * 9}' for n in range(40))
    front = f'<section class="contents front"><h2 id="inhoud">Inhoud</h2><ul>{rows}</ul></section>'
    html = f'<html lang="nl"><title>Proef</title><body><p>Voor.</p>{front}<main>{text}</main></html>'
    typeset.write_pdf(html, tmp_path / "proef.pdf", typeset.Assets(TEMPLATES))
    shown = [page.get_textpage().get_text_range().split() for page in pypdfium2.PdfDocument(tmp_path / "proef.pdf")]
    assert len(made) == len(shown)
    (contents,) = (" ".join(page) for page in shown if "Inhoud" in page)
    for n in range(40):
        (place,) = (number for number, page in enumerate(shown, start=1) if f"Kop {n} Tekst." in " ".join(page))
        assert f"Kop {n} {place} " in f"{contents} "
    assert place >= 10
