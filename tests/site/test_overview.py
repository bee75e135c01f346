"""The page with all schools."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lxml import html

from schoolprotocol.model.school import Style
from schoolprotocol.outputs.overview.overview import Edition, OverviewEntry, overview_files
from schoolprotocol.outputs.site.project import Download
from tests.site.conftest import TEMPLATES

URL = "https://voorbeeld.example/"
STYLE = Style(primary="#14532d", accent="#b45309")
NOORD = OverviewEntry(
    "Telefoons",
    "Basisschool Noord",
    "Protocol Telefoons",
    "1.1",
    "concept",
    STYLE,
    review=date(2027, 11, 1),
    page="noord/index.html",
    downloads=(Download("PDF", "noord/downloads/noord.pdf"),),
    changes="noord/wijzigingen.html",
)
ZUID = OverviewEntry(
    "Telefoons", "Basisschool Zuid", "Telefoonprotocol", "1.0", "van-kracht", STYLE, day=date(2026, 9, 1)
)
CODE = OverviewEntry(
    "Gedragscode", "Basisschool Zuid", "Gedragscode", "2.0", "vervallen", STYLE, review=date(2020, 1, 1)
)


def page(*entries: OverviewEntry, today: date | None = None) -> html.HtmlElement:
    files = overview_files(entries, TEMPLATES, publisher="Uitgeverij Voorbeeld", url=URL, today=today)
    return html.document_fromstring(files["index.html"])


def rows(made: html.HtmlElement) -> list[str]:
    return [" ".join(row.text_content().split()) for row in made.xpath("//tbody/tr")]


def test_each_protocol_has_a_table_and_each_school_a_row() -> None:
    made = page(replace(CODE, school="Basisschool West"), ZUID, NOORD)
    assert [heading.text_content() for heading in made.iter("h2")] == ["Gedragscode", "Telefoons"]
    assert rows(made) == [
        "Basisschool West Gedragscode niets meer Vervallen versie 2.0 herziening vóór 1 januari 2020 geen",
        "Basisschool Noord Protocol Telefoons nog niets Concept versie 1.1 herziening vóór 1 november 2027 "
        "PDF Wijzigingen",
        "Basisschool Zuid Telefoonprotocol versie 1.0 Van kracht versie 1.0 vastgesteld 1 september 2026 geen",
    ]


def test_where_a_school_has_several_protocols_each_school_has_a_table() -> None:
    noord = replace(NOORD, home="noord/index.html")
    made = page(ZUID, CODE, noord)
    assert [heading.text_content().strip() for heading in made.iter("h2")] == ["Basisschool Noord", "Basisschool Zuid"]
    assert made.xpath("//h2//a/@href") == ["noord/index.html"]
    assert [cell.text_content().strip() for cell in made.xpath("//tbody//th[@scope='row']")] == [
        "Protocol Telefoons",
        "Gedragscode",
        "Telefoonprotocol",
    ]
    assert len(made.xpath("//thead//th")) == 5 * 2


def test_schools_stand_where_somebody_looks_who_reads_down_the_list() -> None:
    wanted = ["De Aurora", "Één Twee", "Regenboog 2", "regenboog 10", "Regenboog 10 b", "’t Hof", "Zuid"]
    entries = [replace(ZUID, school=name) for name in reversed(wanted)]
    assert [cell.text_content().strip() for cell in page(*entries).xpath("//tbody//th")] == wanted
    several = page(*entries, *(replace(one, protocol="Pesten", title="Pestprotocol") for one in entries))
    assert [heading.text_content().strip() for heading in several.iter("h2")] == wanted


def test_among_several_schools_one_can_be_sought_where_there_is_a_script() -> None:
    made = page(NOORD, ZUID, CODE)
    (form,) = made.xpath("//form[@role='search']")
    assert form.get("hidden") is not None, "without a script it would do nothing"
    assert made.xpath("//label[@for='_zoek']")[0].text_content() == "Zoek een school of een protocol"
    assert made.xpath("//*[@role='status']")[0].text_content() == "2 scholen"
    assert not page(ZUID, CODE).xpath("//form"), "of one school there is nothing to seek"


def test_two_schools_with_one_name_are_not_taken_for_one() -> None:
    other = replace(ZUID, home="zuid-oost/index.html")
    made = page(replace(ZUID, home="zuid/index.html"), replace(CODE, home="zuid/index.html"), other)
    assert sorted(made.xpath("//h2//a/@href")) == ["zuid-oost/index.html", "zuid/index.html"]


def test_beside_a_concept_stands_the_version_that_applies_and_whether_its_review_is_late() -> None:
    held = Edition("1.0", "vastgesteld", date(2021, 11, 22), None, date(2022, 12, 31), "noord/versies/1.0/index.html")
    made = page(replace(NOORD, held=held), today=date(2026, 11, 20))
    (cell,) = made.xpath("//td[@data-heading='Geldt nu']")
    assert " ".join(cell.text_content().split()) == (
        "Vastgesteld versie 1.0 vastgesteld 22 november 2021 herziening vóór 31 december 2022 verlopen"
    )
    assert cell.xpath(".//a/@href") == ["noord/versies/1.0/index.html"]
    # Without a day the script on the page says so, on the day of reading.
    assert page(replace(NOORD, held=held)).xpath("//@data-review") == ["2022-12-31", "2027-11-01"]


def test_only_the_links_that_are_given_are_shown() -> None:
    assert page(NOORD).xpath("//table//a/@href") == [
        "noord/index.html",
        "noord/downloads/noord.pdf",
        "noord/wijzigingen.html",
    ]
    assert page(ZUID).xpath("//table//a/@href") == []


def test_links_with_the_same_words_say_of_which_school_they_are() -> None:
    assert page(NOORD).xpath("//table//a/@aria-label")[1] == "PDF van Basisschool Noord"
    several = page(NOORD, replace(NOORD, title="Pestprotocol")).xpath("//table//a/@aria-label")
    assert len({*several}) == len(several) > 4


def test_a_review_that_is_late_is_called_so_in_words() -> None:
    assert "verlopen" in rows(page(NOORD, today=date(2027, 11, 1)))[0]
    assert "verlopen" not in rows(page(NOORD, today=date(2027, 10, 31)))[0]


def test_a_protocol_that_lapsed_is_never_late() -> None:
    made = page(CODE, today=date(2026, 1, 1))
    assert "verlopen" not in rows(made)[0]
    assert made.xpath("//@data-review") == []


def test_the_page_has_all_that_it_asks_for_and_nothing_inline() -> None:
    files = overview_files([NOORD, ZUID], TEMPLATES, publisher="Uitgeverij Voorbeeld", url=URL)
    made = html.document_fromstring(files["index.html"])
    asked = [element.get("href") or element.get("src") for element in made.iter("link", "script")]
    own = {address for address in asked if address != URL}  # its permanent address
    assert len(own) == 4
    assert own <= set(files)
    assert not made.xpath("//style | //@style | //script[not(@src)]")
    assert ".chip-14532d { background: #14532d; }" in str(files["_static/overview.css"])


def test_without_documents_the_page_says_so() -> None:
    assert "Er zijn nog geen protocollen." in page().text_content()
