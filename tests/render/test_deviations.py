"""The page and the picture that show where schools deviate."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from lxml import html

from schoolprotocol.build.inputs import inputs
from schoolprotocol.build.overview import write_overview
from schoolprotocol.build.planning import plan
from schoolprotocol.colours import TEXT, contrast, rgb
from schoolprotocol.compare.deviations import deviations, document_cells
from schoolprotocol.compare.overview import Cell, ClauseRow, Column, Deviations, Theme, ValueRow
from schoolprotocol.config import Folders
from schoolprotocol.documents.finding import open_corpus
from schoolprotocol.outputs.overview.deviations import COLOURS, WORDS, deviation_files, summary
from schoolprotocol.outputs.overview.deviations_picture import in_columns, layout
from schoolprotocol.policy.model import text_digest
from schoolprotocol.templating import templates_in
from tests.conftest import ProjectMaker
from tests.helpers import PROTOCOL, loaded, policy_of

TEMPLATES = templates_in(Path(__file__).parents[2] / "templates")
SVG = "{http://www.w3.org/2000/svg}"
NOORD = "policy_src/schools/noord/telefoons.yaml"
DEFAULTS = {"bewaarplek": "in de kluis", "aangifte.werkwoord": "kan"}


def table_of(root: Path) -> Deviations:
    """The table of the small project."""
    source = loaded(root).protocols[PROTOCOL]
    documents = [document_cells(source, policy_of(root, school), DEFAULTS) for school in ("noord", "zuid")]
    return deviations(source, documents, DEFAULTS)


@pytest.fixture
def table(project: ProjectMaker) -> Deviations:
    """The small project; in it noord also replaces a clause."""
    replaced = text_digest("Vraag het eerst.")
    operation = f"  - {{replace: tips.vraag, replaces: {replaced}, text: Vraag 't., reason: Kort is beter.}}\n"
    root = project()
    path = root / NOORD
    path.write_text(path.read_text("utf-8") + "operations:\n" + operation, "utf-8")
    return table_of(root)


def cells(table: Deviations, id_: str) -> tuple[Cell, ...]:
    """The cells of one clause, a cell for each school."""
    return next(row.cells for row in table.rows() if row.id == id_)


def many(rows: int, schools: int = 5) -> Deviations:
    """A table with so many clauses, ten in a theme."""
    columns = tuple(Column(f"school-{place}", f"School {place}") for place in range(schools))
    clauses = [ClauseRow(f"t.{n}", f"Clausule {n}", True, (Cell("base"),) * schools) for n in range(rows)]
    themes = tuple(Theme(f"t{at}", f"Thema {at}", tuple(clauses[at : at + 10])) for at in range(0, rows, 10))
    return Deviations("p", "Protocol", columns, themes, ())


# -- the table --------------------------------------------------------------------------------------------------------


def test_each_way_to_deviate_is_told_apart(table: Deviations) -> None:
    kinds = {row.id: [cell.kind for cell in row.cells] for row in table.rows()}
    assert [school.id for school in table.schools] == ["noord", "zuid"]
    assert kinds["afspraken.melden"] == ["base", "base"]
    assert kinds["afspraken.opbergen"] == ["alternative", "alternative"]
    assert kinds["tips.vraag"] == ["replaced", "base"]
    assert kinds["stichting.kluisjes"] == ["own", "omitted"]


def test_alternatives_have_their_name_and_deviations_their_reason(table: Deviations) -> None:
    assert cells(table, "afspraken.opbergen")[0].alternative == "allen"
    assert cells(table, "tips.vraag")[0].reason == "Kort is beter."
    assert [cell.reason for cell in cells(table, "stichting.kluisjes")] == [
        "Het bestuur betaalt de kluisjes.",
        "Telefoons blijven hier thuis.",
    ]


def test_a_value_that_differs_from_the_default_is_named_at_every_clause_that_prints_it(table: Deviations) -> None:
    assert cells(table, "gevolgen.aangifte") == (Cell("base"), Cell("base", values=("aangifte.werkwoord",)))
    assert cells(table, "gids.kern")[0].values == ("bewaarplek",)
    assert [(value.name, value.default, value.values) for value in table.values] == [
        ("bewaarplek", "in de kluis", ("in de tas", "thuis")),
        ("aangifte.werkwoord", "kan", (None, "zal")),
    ]


def test_a_clause_that_an_outline_of_its_own_has_no_place_for_is_absent(project: ProjectMaker) -> None:
    root = project()
    path = root / NOORD
    outline = (
        "outline:\n  headings: none\n  items: restart\n  sections:\n"
        "    - {id: afspraken, body: [{numbered: [afspraken.opbergen, stichting.kluisjes, afspraken.opnamen, "
        "gevolgen.aangifte, afspraken.melden]}]}\n"
    )
    path.write_text(path.read_text("utf-8") + outline, "utf-8")
    table = table_of(root)
    assert cells(table, "tips.vraag") == (Cell("absent"), Cell("base"))
    assert table.count(0)["absent"] == 2


def test_every_clause_has_one_row_and_themes_stand_in_the_order_of_the_base_outline(table: Deviations) -> None:
    ids = [row.id for row in table.rows()]
    assert len(ids) == len(set(ids)) == 9
    assert [theme.title for theme in table.themes] == [
        "Inleiding",
        "Afspraken",
        "Gevolgen",
        "Tips",
        "Gids",
        "Stichting",
    ]
    assert [row.id for row in table.rows() if not row.in_base] == ["stichting.kluisjes"]


# -- the page ---------------------------------------------------------------------------------------------------------


def files_of(*tables: Deviations, publisher: str = "Uitgeverij Voorbeeld") -> dict[str, str | bytes]:
    return dict(deviation_files(tables, TEMPLATES, publisher=publisher))


def page_of(*tables: Deviations) -> Any:
    files = files_of(*tables)
    return html.document_fromstring(files["afwijkingen.html"])


def spoken(element: Any) -> str:
    """What is said aloud: without what is hidden from who listens."""
    hidden = element.xpath(".//*[@aria-hidden='true']")
    for part in hidden:
        part.text = None
    return " ".join(element.text_content().split())


def row_of(page: Any, id_: str) -> list[str]:
    (row,) = [row for row in page.xpath("//tr") if row.xpath("string(th/span[@class='id'])") == id_]
    return [spoken(cell) for cell in row.xpath("td")]


def test_every_cell_says_in_words_what_its_colour_says(table: Deviations) -> None:
    page = page_of(table)
    assert row_of(page, "afspraken.melden") == ["ja", "basistekst", "basistekst"]
    assert row_of(page, "tips.vraag") == ["ja", "vervangen Reden: Kort is beter.", "basistekst"]
    assert row_of(page, "stichting.kluisjes") == [
        "nee",
        "eigen clausule Reden: Het bestuur betaalt de kluisjes.",
        "weggelaten Reden: Telefoons blijven hier thuis.",
    ]
    assert row_of(page, "gevolgen.aangifte")[2] == "basistekst Eigen waarde: aangifte.werkwoord"
    assert row_of(page, "afspraken.opbergen")[1].startswith("alternatief ‘allen’")


def test_every_sign_is_explained(table: Deviations) -> None:
    page = page_of(table)
    legend = [" ".join(term.text_content().split()) for term in page.xpath("//dl/div/dt")]
    assert [f"{words.mark} {words.word}" for words in WORDS.values()] == legend[:-1]
    assert len({words.mark for words in WORDS.values()}) == len(WORDS)
    used = {name for element in page.xpath("//*[contains(@class, 'mark-')]") for name in element.classes} - {"mark"}
    style = TEMPLATES.text("overview/deviations.css")
    assert {f".{name} {{" in style for name in used} == {True}


def test_links_to_themes_and_values_lead_somewhere(table: Deviations) -> None:
    page = page_of(table)
    ids = [str(id_) for id_ in page.xpath("//@id")]
    assert len(ids) == len(set(ids))
    inside = [str(address) for address in page.xpath("//a/@href") if str(address).startswith("#")]
    assert len(inside) > 8
    assert {address[1:] for address in inside} <= set(ids)


def test_a_table_keeps_its_headings_when_a_narrow_screen_makes_cards_of_its_rows(table: Deviations) -> None:
    page = page_of(table)
    for matrix in page.xpath("//table[@role='table']"):
        assert matrix.get("aria-label")
        assert not matrix.xpath(".//tr[not(@role='row')] | .//td[not(@role='cell')] | .//td[not(@data-heading)]")
        assert not matrix.xpath(".//th[not(@scope)] | .//th[not(@role)]")


def test_the_page_needs_no_script_and_nothing_inline(table: Deviations) -> None:
    page = page_of(table)
    assert not page.xpath("//script | //style | //@style")
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in str(policy)
    assert "script-src" not in str(policy)
    assert "unsafe" not in str(policy)


def test_texts_of_the_source_cannot_become_markup() -> None:
    row = ClauseRow("a.b", "<script>alert(1)</script>", True, (Cell("omitted", reason="</td><b>&\"'"),))
    value = ValueRow("x.y", "<i>", "<u>", ("<img src=x>",))
    table = Deviations("p", "A & <B>", (Column("s", "'S'"),), (Theme("a", "<A>", (row,)),), (value,))
    files = files_of(table, publisher="<P>")
    page: Any = html.document_fromstring(files["afwijkingen.html"])
    assert not page.xpath("//script | //b | //i | //u | //img[@src='x']")
    assert "<script>alert(1)</script>" in page.text_content()
    ElementTree.fromstring(str(files["afwijkingen.svg"]))


# -- the picture ------------------------------------------------------------------------------------------------------


def picture_of(table: Deviations) -> ElementTree.Element:
    files = files_of(table)
    return ElementTree.fromstring(str(files["afwijkingen.svg"]))


def test_the_picture_has_a_title_and_says_what_it_shows(table: Deviations) -> None:
    picture = picture_of(table)
    assert picture.get("role") == "img"
    named = {element.get("id"): element.text for element in picture if element.get("id")}
    assert str(picture.get("aria-labelledby")).split() == list(named)
    assert named["beschrijving"] == summary(table)
    assert summary(table) == (
        "Raster van 9 clausules (rijen, per thema) en 2 scholen (kolommen). "
        "Basisschool Noord: 6 basistekst, 1 alternatief, 1 vervangen, 1 eigen clausule. "
        "Basisschool Zuid: 7 basistekst, 1 alternatief, 1 weggelaten."
    )
    assert page_of(table).xpath("//figure//img/@alt") == [summary(table)]


def test_the_picture_has_every_clause_school_and_sign(table: Deviations) -> None:
    texts = [element.text for element in picture_of(table).iter(f"{SVG}text")]
    for row in table.rows():
        assert row.title in texts
    assert {"noord", "zuid", *(words.word for words in WORDS.values())} <= set(texts)
    assert texts.count("×") == 2, "in the legend and at the clause that is left out"
    circles = sum(element.get("fill") == "#f2b632" for element in picture_of(table).iter(f"{SVG}circle"))
    assert circles == 1 + sum(bool(cell.values) for row in table.rows() for cell in row.cells)


def test_letters_can_be_read_on_every_colour() -> None:
    for ground, ink in COLOURS.values():
        assert contrast(rgb(ground), rgb(ink)) >= TEXT


def test_the_picture_asks_for_nothing_from_outside(table: Deviations) -> None:
    picture = str(files_of(table)["afwijkingen.svg"])
    assert not re.search(r"href|url\(|<style|<script|<image", picture)


@pytest.mark.parametrize("rows", [0, 1, 9, 30, 176, 400])
@pytest.mark.parametrize("schools", [1, 5, 30])
def test_everything_stands_inside_the_picture_and_nothing_stands_on_something_else(rows: int, schools: int) -> None:
    table = many(rows, schools)
    made = layout(table, [[("base", "basistekst")] * 8, [("", f"{s.id}: {s.name}") for s in table.schools]])
    taken: set[tuple[float, float]] = set()
    for panel in made.panels:
        for row in (row for theme in panel.themes for row in theme.rows):
            assert made.heads_y < row.y <= made.height - 16
            for cell in row.cells:
                assert cell.x + 24 <= made.width
                assert (cell.x, row.y) not in taken
                taken.add((cell.x, row.y))
    assert len(taken) == rows * schools
    assert all(item.y < made.heads_y - 6.2 * len("basisopbouw") for item in made.legend)


def test_themes_are_spread_evenly_and_stay_in_order() -> None:
    table = many(170)
    columns = in_columns(table.themes, 3)
    assert [theme for column in columns for theme in column] == list(table.themes)
    assert sorted(len(column) for column in columns) == [5, 6, 6]


# -- as make html writes it -------------------------------------------------------------------------------------------


def overview_of(root: Path, folders: Folders) -> None:
    """Write the pages about all schools."""
    corpus = open_corpus(root)
    write_overview(corpus, folders, plan(corpus, folders, (), inputs(folders, {})).facts, {})


def test_the_overview_links_to_the_page_and_everything_that_it_asks_for_is_there(
    project: ProjectMaker, tmp_path: Path
) -> None:
    root = project()
    folders = Folders(root, tmp_path / "build")
    overview_of(root, folders)
    index: Any = html.document_fromstring(folders.html("index.html").read_bytes())
    assert "afwijkingen.html" in index.xpath("//a/@href")
    page: Any = html.document_fromstring(folders.html("afwijkingen.html").read_bytes())
    asked = [
        str(address) for address in page.xpath("//link/@href | //img/@src | //a[not(starts-with(@href, '#'))]/@href")
    ]
    assert len(asked) > 4
    for address in asked:
        assert folders.html(address).is_file(), address


def test_the_same_source_gives_the_same_bytes(project: ProjectMaker, tmp_path: Path) -> None:
    written = []
    for number in (1, 2):
        root = project()
        folders = Folders(root, tmp_path / f"build{number}")
        overview_of(root, folders)
        written.append([folders.html(name).read_bytes() for name in ("afwijkingen.html", "afwijkingen.svg")])
    assert written[0] == written[1]


def test_several_protocols_have_a_picture_each(table: Deviations) -> None:
    files = files_of(table, many(3))
    assert {name for name in files if name.endswith(".svg")} == {"afwijkingen-telefoons.svg", "afwijkingen-p.svg"}
    page: Any = html.document_fromstring(files["afwijkingen.html"])
    assert {str(source) for source in page.xpath("//img/@src")} == {name for name in files if name.endswith(".svg")}


# -- more schools than can stand beside each other --------------------------------------------------------------------


def test_a_part_has_its_schools_and_what_these_have_to_say(table: Deviations) -> None:
    south = table.part(1, 2)
    assert [school.id for school in south.schools] == ["zuid"]
    assert [row.id for row in south.rows()] == [row.id for row in table.rows()]
    assert cells(south, "tips.vraag") == (Cell("base"),)
    assert [value.name for value in table.part(0, 1).values] == ["bewaarplek"]
    elsewhere = ClauseRow("x.y", "Elders", False, (Cell("own"), Cell("absent")))
    wide = replace(table, themes=(*table.themes, Theme("x", "X", (elsewhere,))))
    assert [row.id for row in wide.part(0, 1).rows()] == [row.id for row in wide.rows()]
    assert [theme.id for theme in wide.part(1, 2).themes] == [theme.id for theme in table.themes]


@pytest.mark.parametrize(("schools", "parts"), [(40, 0), (41, 2), (80, 2), (81, 3), (1000, 25)])
def test_every_school_stands_on_one_page_and_no_page_has_more_than_can_be_read(schools: int, parts: int) -> None:
    files = files_of(many(3, schools))
    assert len([name for name in files if re.match(r"afwijkingen-\d+-p\.html", name)]) == parts
    seen: list[str] = []
    for name in files:
        if name.endswith(".html") and (not parts or name != "afwijkingen.html"):
            page: Any = html.document_fromstring(files[name])
            heads = page.xpath("//table[@class='rows counts']/tbody/tr/th")
            assert len(heads) <= 40
            seen += [str(head.text_content()) for head in heads]
    assert sorted(seen) == sorted(f"School {place}" for place in range(schools))


def test_the_front_page_counts_and_leads_to_each_part(table: Deviations) -> None:
    files = files_of(table, many(3, 41))
    front: Any = html.document_fromstring(files["afwijkingen.html"])
    parts = [str(address) for address in front.xpath("//ul[@class='parts']//a/@href")]
    assert parts == ["afwijkingen-1-telefoons.html", "afwijkingen-1-p.html", "afwijkingen-2-p.html"]
    assert row_of(front, "tips.vraag") == ["ja", "1", "0", "1", "0", "0", "0"]
    assert row_of(front, "t.1") == ["ja", "41", "0", "0", "0", "0", "0"]
    page: Any = html.document_fromstring(files[parts[2]])
    assert "afwijkingen.html" in page.xpath("//header//a/@href")
    (picture,) = page.xpath("//figure//img/@src")
    assert picture in files
    assert "school 21 tot en met 41" in page.xpath("string(//header)")


def test_pages_of_parts_that_are_no_more_are_removed(project: ProjectMaker, tmp_path: Path) -> None:
    root = project()
    folders = Folders(root, tmp_path / "build")
    overview_of(root, folders)
    old = folders.html("afwijkingen-3-telefoons.html")
    old.write_text("van vroeger")
    overview_of(root, folders)
    assert not old.exists()
    assert folders.html("afwijkingen.svg").exists()
