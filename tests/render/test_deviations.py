"""The page and the picture that show where schools deviate."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from lxml import html

from schoolprotocol.build import schools
from schoolprotocol.build.facts import Facts, with_hash
from schoolprotocol.build.inputs import inputs
from schoolprotocol.build.manifest import MadeFile, made_files
from schoolprotocol.build.overview import write_overview
from schoolprotocol.build.planning import plan
from schoolprotocol.colours import TEXT, contrast, rgb
from schoolprotocol.compare.deviations import deviations, document_cells
from schoolprotocol.compare.overview import Cell, ClauseRow, Column, Deviations, Theme, ValueRow
from schoolprotocol.config import Folders
from schoolprotocol.documents.finding import open_corpus
from schoolprotocol.files import update_file
from schoolprotocol.outputs.overview import deviations as pages
from schoolprotocol.outputs.overview.deviations import COLOURS, WORDS, deviation_files, summary
from schoolprotocol.outputs.overview.deviations_picture import in_columns, layout
from schoolprotocol.outputs.overview.school import SchoolInput, school_page
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
    files = deviation_files(tables, TEMPLATES, publisher=publisher, url="https://voorbeeld.example/")
    return {name: content for name, content in files if content is not None}


def page_of(*tables: Deviations) -> Any:
    files = files_of(*tables)
    return html.document_fromstring(files["afwijkingen.html"])


def clause_in(page: Any, id_: str) -> Any:
    """What a page shows of a clause."""
    (found,) = page.xpath(f"//article[h4/span[@class='id']='{id_}']")
    return found


def told(element: Any) -> str:
    return " ".join(element.text_content().split())


def said(page: Any, id_: str) -> tuple[str, list[str], str]:
    """The base text of a clause, what stands beside it, and who does not deviate."""
    found = clause_in(page, id_)
    (base,) = found.xpath("div[@class='beside']/div[1]")
    rest = " ".join(told(one) for one in found.xpath("p"))
    return told(base), [told(one) for one in found.xpath(".//div[@class='said']")], rest


def test_the_text_of_a_school_stands_beside_the_base_text_with_the_reason(table: Deviations) -> None:
    page = page_of(table)
    base, others, rest = said(page, "tips.vraag")
    assert base == "basistekst Vraag het eerst."
    assert others == ["vervangen: Basisschool Noord Vraag 't. Reden: Kort is beter."]
    assert rest == "Basistekst: Basisschool Zuid."


def test_a_note_that_differs_is_a_text_that_differs(project: ProjectMaker) -> None:
    root = project()
    before = loaded(root).protocols[PROTOCOL].clauses["afspraken.opnamen"].text or ""
    operation = (
        f"  - {{replace: afspraken.opnamen, replaces: {text_digest(before)}, text: 'Niemand maakt opnamen[^wie].', "
        "notes: {wie: Behalve de directie.}, reason: Zo.}\n"
    )
    (root / NOORD).write_text((root / NOORD).read_text("utf-8") + "operations:\n" + operation, "utf-8")
    base, (own,), _rest = said(page_of(table_of(root)), "afspraken.opnamen")
    assert base.endswith("Noot: Een opname is een persoonsgegeven (AVG, artikel 4).")
    assert own.endswith("Niemand maakt opnamen. Noot: Behalve de directie. Reden: Zo.")


def test_an_alternative_is_shown_once_with_all_its_schools_and_as_it_prints_by_default(table: Deviations) -> None:
    base, others, _rest = said(page_of(replace(table, printed=DEFAULTS)), "afspraken.opbergen")
    assert base == "basistekst Leerlingen leggen hun telefoon in de kluis."
    assert others == [
        "alternatief ‘allen’: Basisschool Noord, Basisschool Zuid "
        "Leerlingen en medewerkers leggen hun telefoon in de kluis."
    ]


def test_what_a_school_added_or_left_out_is_shown_with_its_reason(table: Deviations) -> None:
    base, others, rest = said(page_of(table), "stichting.kluisjes")
    assert base == "basistekst Er is geen basistekst."
    assert others == [
        "eigen clausule: Basisschool Noord Elke school heeft kluisjes. Reden: Het bestuur betaalt de kluisjes.",
        "weggelaten: Basisschool Zuid Reden: Telefoons blijven hier thuis.",
    ]
    assert rest == ""


def test_only_deviations_are_shown_and_the_other_clauses_are_folded_away(table: Deviations) -> None:
    page = page_of(table)
    shown = {str(one) for one in page.xpath("//article/h4/span[@class='id']/text()")}
    assert shown == {"tips.vraag", "afspraken.opbergen", "stichting.kluisjes"}
    (folded,) = page.xpath("//details")
    assert folded.get("open") is None
    assert told(folded.xpath("summary")[0]) == "Clausules waarin geen school afwijkt (6)"
    assert "Melden: 2" in [told(one) for one in folded.xpath(".//li")]


def test_words_that_the_base_text_lacks_are_marked_and_a_text_that_is_all_other_is_not() -> None:
    def marked(base: str | None, own: str) -> list[str]:
        row = ClauseRow("a.b", "A", True, (Cell("replaced", reason="Zo.", text=own),), base)
        page = page_of(Deviations("p", "P", (Column("s", "S"),), (Theme("a", "A", (row,)),), ()))
        return [str(one.text) for one in page.xpath("//article//mark")]

    assert marked("Vraag het eerst aan de leraar.", "Vraag het altijd eerst aan de leraar.") == ["altijd"]
    assert marked("Vraag het eerst.", "Niemand filmt hier ooit iemand anders zonder reden.") == []
    assert marked(None, "Niemand filmt.") == []


def test_paragraphs_and_items_are_lines_and_no_mark_ends_with_a_space() -> None:
    row = ClauseRow("a.b", "A", True, (Cell("own", reason="Zo.", text="Dit geldt:\n\n- een *foto*;\n- geluid."),))
    page = page_of(Deviations("p", "P", (Column("s", "S"),), (Theme("a", "A", (row,)),), ()))
    assert [told(one) for one in page.xpath("//div[@class='said']/p")][1:-1] == ["Dit geldt:", "een foto;", "geluid."]
    assert not [one for one in page.xpath("//mark/text()") if str(one) != str(one).strip()]


def test_a_text_without_a_school_names_none(table: Deviations) -> None:
    own = "{{ school.short | hoofdletter }} wil {{ x.y }}, zie [hier]({{ document.url }}) en {clause}`tips.vraag`."
    row = ClauseRow("a.b", "A", True, (Cell("own", reason="Zo.", text=own),))
    shown = replace(table, schools=table.schools[:1], themes=(Theme("a", "A", (row,)),), values=())
    tips = next(one for one in table.rows() if one.id == "tips.vraag")
    shown = replace(shown, themes=(*shown.themes, Theme("t", "T", (replace(tips, cells=(Cell("base"),)),))))
    assert "‹School› wil ‹x.y›, zie hier en ‘Vraag het eerst’." in told(clause_in(page_of(shown), "a.b"))


@pytest.mark.parametrize("text", ["Leg hem {% if x %} weg.", "Leg {{ 1 + 1 }} weg.", "Leg <b>hem</b> weg.", "| a |"])
def test_a_base_text_that_no_document_uses_is_shown_as_it_is_whatever_is_wrong_with_it(text: str) -> None:
    row = ClauseRow("a.b", "A", True, (Cell("omitted", reason="Zo."),), text)
    assert said(page_of(Deviations("p", "P", (Column("s", "S"),), (Theme("a", "A", (row,)),), ())), "a.b")[0].endswith(
        text
    )


def test_schools_that_do_not_deviate_are_named_while_they_are_few_and_counted_when_they_are_many() -> None:
    def others(number: int) -> str:
        schools = tuple(Column(f"s-{n}", f"School {n}") for n in range(number + 1))
        row = ClauseRow("a.b", "A", True, (Cell("omitted", reason="Zo."), *[Cell("base")] * number), "Tekst.")
        return said(page_of(Deviations("p", "P", schools, (Theme("a", "A", (row,)),), ())), "a.b")[2]

    assert others(2) == "Basistekst: School 1, School 2."
    assert others(9) == "Basistekst: 9 scholen."


def test_own_values_stand_below_their_default_with_the_schools_that_have_them(table: Deviations) -> None:
    page = page_of(table)
    (value,) = page.xpath("//dl[@class='values']/div[dt/span='bewaarplek']")
    assert [told(one) for one in value.xpath("dd")] == [
        "Standaard: in de kluis",
        "Basisschool Noord: in de tas",
        "Basisschool Zuid: thuis",
    ]


def test_a_protocol_without_deviations_says_so() -> None:
    row = ClauseRow("a.b", "A", True, (Cell("base"),), "Tekst.")
    page = page_of(Deviations("p", "P", (Column("s", "S"),), (Theme("a", "A", (row,)),), ()))
    assert "Geen school wijkt af in een tekst." in told(page)


def test_links_to_themes_and_values_lead_somewhere(table: Deviations) -> None:
    page = page_of(table)
    ids = [str(id_) for id_ in page.xpath("//@id")]
    assert len(ids) == len(set(ids))
    inside = [str(address) for address in page.xpath("//a/@href") if str(address).startswith("#")]
    assert len(inside) > 4
    assert {address[1:] for address in inside} <= set(ids)


def test_the_page_needs_no_script_no_picture_and_nothing_inline(table: Deviations) -> None:
    page = page_of(table)
    assert not page.xpath("//script | //style | //@style | //img")
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in str(policy)
    assert "script-src" not in str(policy)
    assert "unsafe" not in str(policy)


def test_what_the_page_names_has_a_style(table: Deviations) -> None:
    used = {name for element in page_of(table).xpath("//*[contains(@class, 'kind-')]") for name in element.classes}
    style = TEMPLATES.text("overview/deviations.css")
    assert used - {"kind", "kind-base"} == {"kind-alternative", "kind-replaced", "kind-own", "kind-omitted"}
    assert all(f".{name} {{" in style for name in used - {"kind-base"})


def test_texts_of_the_source_cannot_become_markup() -> None:
    evil = "<script>alert(1)</script>"
    row = ClauseRow("a.b", evil, True, (Cell("omitted", reason="</td><b>&\"'"),))
    own = ClauseRow("a.c", "C", True, (Cell("own", reason="<i>", text=f"\\<u\\> {evil}"),))
    value = ValueRow("x.y", "<i>", "<u>", ("<img src=x>",))
    table = Deviations("p", "A & <B>", (Column("s", "'S'"),), (Theme("a", "<A>", (row, own)),), (value,))
    files = files_of(table, publisher="<P>")
    page: Any = html.document_fromstring(files["afwijkingen.html"])
    assert not page.xpath("//script | //b[not(@class)] | //i | //u | //img")
    assert page.text_content().count("<script>alert(1)</script>") >= 2
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
        str(address)
        for address in page.xpath("//link[@rel!='canonical']/@href | //a[not(starts-with(@href, '#'))]/@href")
    ]
    assert len(asked) > 4
    for address in asked:
        assert folders.html(address).is_file(), address


def test_of_parts_of_many_schools_those_are_made_again_of_which_anything_changed(
    project: ProjectMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project("bestuur")
    folders, corpus = Folders(root, tmp_path / "build"), open_corpus(root)
    facts, drawn = plan(corpus, folders, (), inputs(folders, {})).facts, list[str]()

    def told(table: Deviations, *more: Any) -> Any:
        drawn.extend(school.id for school in table.schools)
        return layout(table, *more)

    monkeypatch.setattr(pages, "SIDE_BY_SIDE", 1)
    monkeypatch.setattr(pages, "layout", told)

    def written(
        facts: Collection[Facts], before: Mapping[str, MadeFile], program: str = "x", to: Folders = folders
    ) -> tuple[dict[str, MadeFile], dict[str, bytes]]:
        drawn.clear()
        paths = write_overview(corpus, to, facts, {}, before=before, program=program)
        names = [path.relative_to(to.build).as_posix() for path in paths]
        return made_files(to.build, names), {name: (to.build / name).read_bytes() for name in names}

    before, whole = written(facts, {})
    assert set(drawn) == {"es", "haven", "linde"}
    assert written(facts, before) == (before, whole)
    assert drawn == []

    linde = next(one for one in facts if one.key[0] == "linde")
    other = replace(linde, cells=replace(linde.cells, school=Column("linde", "Anders")))
    changed = [other if one is linde else one for one in facts]
    anew = written(changed, {}, to=Folders(root, tmp_path / "anew"))[1]
    after, found = written(changed, before)
    assert drawn == ["linde"]
    assert found == anew != whole

    parts = sorted(name for name in found if "/afwijkingen-1-" in name)
    for name in parts:
        (folders.build / name).write_text("x")
    after, found = written(changed, after)
    assert found == anew
    assert drawn
    for path in map(folders.build.joinpath, parts):
        stat = path.stat()
        path.write_bytes(b"x" * stat.st_size)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    after, found = written(changed, after)
    assert found == anew, "neither size nor time tells what a page holds that somebody will upload"
    for path in folders.pages.iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    assert written(changed, after)[1] == anew
    assert set(drawn) == {"es", "haven", "linde"}
    written(changed, after, program="y")
    assert set(drawn) == {"es", "haven", "linde"}


def test_the_pages_of_a_school_are_made_again_where_they_would_be_others_or_were_touched(
    project: ProjectMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project("bestuur")
    folders, corpus = Folders(root, tmp_path / "build"), open_corpus(root)
    facts, made = plan(corpus, folders, (), inputs(folders, {})).facts, list[str]()
    for one in facts:
        update_file(folders.html(one.site) / "index.html", "")

    def page(shown: SchoolInput, *more: Any) -> str:
        made.append(shown.school.id)
        return school_page(shown, *more)

    monkeypatch.setattr(schools, "school_page", page)

    def written(facts: Collection[Facts], before: Mapping[str, MadeFile]) -> dict[str, MadeFile]:
        made.clear()
        paths = write_overview(corpus, folders, facts, {}, before=before, program="x")
        return made_files(folders.build, [path.relative_to(folders.build).as_posix() for path in paths], before)

    before = written(facts, {})
    assert set(made) == {"es", "haven", "linde"}
    assert written(facts, before) == before
    assert made == []

    changed = [with_hash(replace(one, summary="Anders.")) if one.key[0] == "linde" else one for one in facts]
    after = written(changed, before)
    assert made == ["linde"]
    assert {name for name in after if after[name] != before[name]} == {"html/linde/index.html"}

    path = folders.html("es/index.html")
    stat, whole = path.stat(), path.read_bytes()
    path.write_bytes(whole[:-2] + b"!\n")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    written(changed, after)
    assert made == ["es"]
    assert path.read_bytes() == whole


def test_the_hash_of_facts_is_of_all_that_they_are_but_their_cells(project: ProjectMaker, tmp_path: Path) -> None:
    root = project("bestuur")
    folders = Folders(root, tmp_path / "build")
    one = plan(open_corpus(root), folders, (), inputs(folders, {})).facts[0]
    names = {field.name for field in fields(one)} - {"told", "cells"}
    others: list[dict[str, Any]] = [{name: "anders"} for name in names]
    hashes = {with_hash(replace(one, **other)).told for other in others}
    assert len({one.told, *hashes}) == len(names) + 1
    assert with_hash(one) == one


def changed(value: Any, name: str) -> Any:
    """The same with something else in one field."""
    return replace(value, **{name: "anders"})


def test_what_is_told_of_a_part_differs_wherever_the_part_does(table: Deviations) -> None:
    theme, *themes = table.themes
    row, *rows = theme.rows
    cell, *cells = row.cells

    def with_row(other: ClauseRow) -> Deviations:
        return replace(table, themes=(replace(theme, rows=(other, *rows)), *themes))

    tables = [
        table,
        *(changed(table, one.name) for one in fields(table) if one.name != "themes"),
        *(replace(table, themes=(changed(theme, one.name), *themes)) for one in fields(theme) if one.name != "rows"),
        replace(table, themes=(theme, *table.themes)),
        replace(table, themes=(replace(theme, rows=(row, *theme.rows)), *themes)),
        *(with_row(changed(row, one.name)) for one in fields(row) if one.name != "cells"),
        *(with_row(replace(row, cells=(changed(cell, one.name), *cells))) for one in fields(cell)),
        with_row(replace(row, cells=(cell, *row.cells))),
    ]
    parts = [pages._Part(one, 1, "a", "b") for one in tables]
    parts += [changed(parts[0], one.name) for one in fields(parts[0]) if one.name != "table"]
    told = [repr(pages._told(part, {})) for part in parts]
    assert len(set(told)) == len({repr(part) for part in parts}) == len(parts)
    known = dict[Cell, str]()
    assert [repr(pages._told(part, known)) for part in parts] == told


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
    linked = {str(address) for address in page.xpath("//a/@href")}
    assert {name for name in files if name.endswith(".svg")} <= linked


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


@pytest.mark.parametrize(("schools", "parts"), [(12, 0), (13, 2), (24, 2), (25, 3), (300, 25)])
def test_every_school_stands_on_one_page_and_no_page_has_more_than_can_be_read(schools: int, parts: int) -> None:
    files = files_of(many(3, schools))
    assert len([name for name in files if re.match(r"afwijkingen-\d+-p\.html", name)]) == parts
    seen: list[str] = []
    for name in files:
        if name.endswith(".html") and (not parts or name != "afwijkingen.html"):
            page: Any = html.document_fromstring(files[name])
            heads = page.xpath("//table[@class='rows counts']/tbody/tr/th")
            assert len(heads) <= 12
            seen += [str(head.text_content()) for head in heads]
    assert sorted(seen) == sorted(f"School {place}" for place in range(schools))


def test_the_front_page_counts_and_leads_to_each_part(table: Deviations) -> None:
    files = files_of(table, many(3, 13))
    front: Any = html.document_fromstring(files["afwijkingen.html"])
    parts = [str(address) for address in front.xpath("//ul[@class='parts']//a/@href")]
    assert parts == ["afwijkingen-1-telefoons.html", "afwijkingen-1-p.html", "afwijkingen-2-p.html"]
    (counts,) = front.xpath("//li[span[@class='id']='tips.vraag']")
    assert told(counts) == "Vraag het eerst tips.vraag: 1 basistekst, 1 vervangen"
    assert "Clausule 1: 13" in [told(one) for one in front.xpath("//details//li")]
    page: Any = html.document_fromstring(files[parts[2]])
    assert "afwijkingen.html" in page.xpath("//header//a/@href")
    assert [name for name in map(str, page.xpath("//a/@href")) if name.endswith(".svg") and name in files]
    assert "school 7 tot en met 13" in page.xpath("string(//header)")


def test_pages_of_parts_that_are_no_more_are_removed(project: ProjectMaker, tmp_path: Path) -> None:
    root = project()
    folders = Folders(root, tmp_path / "build")
    overview_of(root, folders)
    old = folders.html("afwijkingen-3-telefoons.html")
    old.write_text("van vroeger")
    overview_of(root, folders)
    assert not old.exists()
    assert folders.html("afwijkingen.svg").exists()
