"""The register for a board: as a page, as a table for a spreadsheet, and as a calendar."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from schoolprotocol.build.inputs import inputs
from schoolprotocol.build.overview import write_overview
from schoolprotocol.build.planning import plan
from schoolprotocol.config import Folders
from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.documents.finding import open_corpus
from schoolprotocol.outputs.overview.calendar import Event, calendar
from schoolprotocol.outputs.overview.overview import Edition
from schoolprotocol.outputs.overview.register import CALENDAR, PAGE, TABLE, Council, Registered, register_files
from schoolprotocol.project import Project
from schoolprotocol.templating import templates_in
from tests.conftest import ProjectMaker
from tests.helpers import codes

TEMPLATES = templates_in(Path(__file__).parents[2] / "templates")
SOURCE = "policy_src"
PESTEN = f"{SOURCE}/protocols/pesten/protocol.yaml"
DUTY = "duty:\n  - {reference: wpo-4c, education: po}\n"
URL = "https://delta.example/afspraken/"
HELD = Edition(
    "1.0", "vastgesteld", date(2026, 9, 1), date(2026, 10, 1), date(2028, 8, 1), "linde/telefoons/index.html"
)
LINDE = Registered(
    school="Basisschool De Linde",
    protocol="Telefoonprotocol",
    title="Telefoonprotocol",
    key="linde-telefoons",
    laws=None,
    decides="het College van Bestuur",
    councils=(),
    adopted=1,
    url=f"{URL}linde/telefoons/",
    held=HELD,
)


def made(*documents: Registered) -> dict[str, bytes]:
    files = register_files(documents, TEMPLATES, publisher="Stichting Delta", url=URL)
    return {name: content.encode() if isinstance(content, str) else content for name, content in files.items()}


def page(*documents: Registered) -> html.HtmlElement:
    return html.document_fromstring(made(*documents)[PAGE].decode())


def row(document: Registered) -> dict[str, str]:
    """What the page says of one document, by heading."""
    cells = page(document).findall(".//td")
    return {str(cell.get("data-heading")): " ".join(cell.text_content().split()) for cell in cells}


def table(*documents: Registered) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made(*documents)[TABLE].decode("utf-8-sig")), delimiter=";"))


def events(content: Any) -> list[Any]:
    """The events, as another library than ours reads them."""
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def register_of(root: Path) -> dict[str, bytes]:
    """The files of a project's register, made of its source; no site of a school is there."""
    folders, corpus = Folders(root, root / "build"), open_corpus(root)
    planned = plan(corpus, folders, (), inputs(folders, {}))
    assert not planned.faulty
    write_overview(corpus, folders, planned.facts, {})
    return {name: folders.html(name).read_bytes() for name in (PAGE, TABLE, CALENDAR, "index.html")}


def rows_of(root: Path) -> dict[tuple[str, str], dict[str, str]]:
    text = register_of(root)[TABLE].decode("utf-8-sig")
    return {(one["School"], one["Protocol"]): one for one in csv.DictReader(io.StringIO(text), delimiter=";")}


# -- what it says ------------------------------------------------------------------------------------------------------


def test_it_says_of_every_document_of_every_school_what_applies_and_what_is_proposed(project: ProjectMaker) -> None:
    rows = rows_of(project("bestuur"))
    assert len(rows) == 8
    linde, haven = rows["Basisschool De Linde", "Telefoonprotocol"], rows["Havencollege", "Telefoonprotocol"]
    assert (linde["Geldt nu"], linde["Vastgesteld op"], linde["Voorstel"]) == ("versie 1.0", "2026-09-01", "")
    assert (haven["Geldt nu"], haven["Geldt vanaf"], haven["Voorstel"]) == ("versie 1.0", "2026-10-01", "versie 1.1")
    assert haven["Herziening vóór"] == "2028-08-01"
    assert rows["Havencollege", "Afspraken over AI"]["Geldt nu"] == ""


def test_a_law_obliges_the_schools_of_the_education_that_it_is_for(project: ProjectMaker) -> None:
    rows = rows_of(project("bestuur"))
    told = {school: (row["Wettelijke plicht"], row["Wet"]) for (school, name), row in rows.items() if "pesten" in name}
    assert told["Basisschool De Linde"] == ("ja", "WPO, artikel 4c")
    assert told["Havencollege"] == ("", "")
    assert rows["Havencollege", "Telefoonprotocol"]["Wettelijke plicht"] == "nee"
    assert rows["Havencollege", "Afspraken over AI"]["Wettelijke plicht"] == ""


def test_whose_consent_is_asked_stands_there_with_the_law_and_by_the_name_of_the_schools_own_council(
    project: ProjectMaker,
) -> None:
    rules = (
        "consent:\n  - {council: de hele MR, reference: wpo-4c}\n"
        "  - {council: de oudergeleding van de MR, reference: wpo-4c, education: po, audience: [leerling, ouder]}\n"
    )
    gmr = ("council: de MR", "council: de GMR")
    change = {PESTEN: [("parameters:\n", f"{rules}parameters:\n")], f"{SOURCE}/schools/es/school.yaml": [gmr]}
    rows = rows_of(project("bestuur", replace=change))
    assert rows["Basisschool De Es", "Protocol tegen pesten"]["Wie instemt"] == (
        "de hele GMR (WPO, artikel 4c); "
        "de oudergeleding van de GMR (over wat leerlingen en ouders/verzorgers raakt; WPO, artikel 4c)"
    )
    assert rows["Havencollege", "Protocol tegen pesten"]["Wie instemt"] == "de hele MR (WPO, artikel 4c)"


def test_a_status_that_no_decision_carries_is_in_doubt_in_register_and_overview(project: ProjectMaker) -> None:
    claims = 'version: "1.0", status: vastgesteld, day: 2026-09-01, review: 2028-08-01'
    concept = 'version: "1.0", status: concept, review: 2028-08-01'
    files = register_of(project("bestuur", replace={f"{SOURCE}/schools/es/pesten.yaml": [(concept, claims)]}))
    text = files[TABLE].decode("utf-8-sig")
    doubted = [one for one in csv.DictReader(io.StringIO(text), delimiter=";") if one["In twijfel"]]
    assert [(one["School"], one["Protocol"]) for one in doubted] == [("Basisschool De Es", "Protocol tegen pesten")]
    for name in (PAGE, "index.html"):
        rows = html.document_fromstring(files[name].decode()).findall(".//tbody/tr")
        found = ["".join(map(str, row.itertext())) for row in rows if row.find(".//*[@class='doubt']") is not None]
        assert found, name
        assert all("pesten" in text for text in found), name


def test_without_a_claim_nothing_is_in_doubt(project: ProjectMaker) -> None:
    files = register_of(project("bestuur"))
    assert b'class="doubt"' not in files[PAGE] + files["index.html"]


def test_the_overview_leads_to_the_register_and_the_register_to_its_table_and_calendar(project: ProjectMaker) -> None:
    files = register_of(project("bestuur"))
    assert html.document_fromstring(files["index.html"].decode()).xpath(f"//a[@href='{PAGE}']")
    assert html.document_fromstring(files[PAGE].decode()).xpath("//p[@class='files']/a/@href") == [TABLE, CALENDAR]


def test_what_lapsed_applies_no_more_and_what_has_no_review_says_so() -> None:
    lapsed = replace(LINDE, held=None, lapsed=replace(HELD, status="vervallen"))
    assert row(lapsed)["Geldt nu"] == "niets meer: versie 1.0 verviel"
    assert row(lapsed)["Herziening"] == "–"
    assert table(lapsed)[0]["Status"] == "Vervallen"
    assert table(lapsed)[0]["Herziening vóór"] == ""
    assert row(replace(LINDE, held=replace(HELD, review=None)))["Herziening"] == "niet gepland"


def test_what_lapsed_is_told_and_cancelled_also_where_something_new_was_proposed(project: ProjectMaker) -> None:
    root = project("bestuur")
    folders, corpus = Folders(root, root / "build"), open_corpus(root)
    (facts,) = [
        one for one in plan(corpus, folders, (), inputs(folders, {})).facts if one.key == ("haven", "telefoons")
    ]
    gone = replace(
        facts, held=None, lapsed=facts.held, editions=replace(facts.editions, in_force=None, has_lapsed=True)
    )
    write_overview(corpus, folders, [gone], {})
    (event,) = events(folders.html(CALENDAR).read_bytes())
    assert str(event["status"]) == "CANCELLED"
    (cell,) = html.document_fromstring(folders.html(PAGE).read_bytes()).findall(".//td[@data-heading='Geldt nu']")
    assert " ".join("".join(map(str, cell.itertext())).split()) == "niets meer: versie 1.0 verviel"


def test_a_law_that_is_named_is_told_apart_from_none_and_from_what_nobody_filled_in() -> None:
    told = [row(replace(LINDE, laws=laws))["Wettelijke plicht"] for laws in (("WPO, artikel 4c",), (), None)]
    assert told == ["ja: WPO, artikel 4c", "nee", "niet ingevuld"]


# -- the page ----------------------------------------------------------------------------------------------------------


def test_schools_stand_together_in_the_order_of_their_names() -> None:
    es = replace(LINDE, school="basisschool De Es", protocol="Afspraken over AI", title="AI", key="es-ai")
    both = page(LINDE, es, replace(es, protocol="Telefoonprotocol", key="es-telefoons"))
    assert both.xpath("//tbody/@data-school") == ["basisschool De Es", "Basisschool De Linde"]
    assert both.xpath("//tbody[1]/tr/@data-protocol") == ["Afspraken over AI", "Telefoonprotocol"]


def test_it_says_the_same_on_every_day_and_leaves_the_day_to_a_script() -> None:
    late = replace(LINDE, held=replace(HELD, review=date(2001, 1, 1)))
    (shown,) = page(late).xpath("//*[@data-review]")
    assert shown.get("data-review") == "2001-01-01"
    assert shown.text_content() == "vóór 1 januari 2001"
    assert page(late).xpath("//form/@hidden")


def test_every_file_that_the_page_asks_for_is_made_and_nothing_stands_inline() -> None:
    files = made(LINDE)
    shown = html.document_fromstring(files[PAGE].decode())
    asked = [one.get("href") or one.get("src") for one in shown.iter("link", "script")]
    own = {one for one in asked if one and "register" in one} - {f"{URL}{PAGE}"}
    assert own == {"_static/register.css", "_static/register.js"}
    assert {"_static/register.css", "_static/register.js"} <= set(files)
    assert not shown.xpath("//style | //@style | //script[not(@src)]")


def test_without_a_document_there_is_a_page_a_table_with_headings_and_no_way_to_an_empty_calendar() -> None:
    assert "Er zijn nog geen protocollen." in page().text_content()
    assert made()[TABLE].count(b"\r\n") == 1
    assert not page(replace(LINDE, held=None)).xpath(f"//a[@href='{CALENDAR}']")


def test_what_a_school_writes_is_text_and_no_html() -> None:
    shown = page(replace(LINDE, school='"><script>x</script>', decides="<b>wij</b>"))
    assert not shown.xpath("//script[not(@src)] | //td//b")
    assert shown.xpath("//tbody/@data-school") == ['"><script>x</script>']


def test_a_thousand_documents_stay_a_page_that_can_be_sent() -> None:
    many = [replace(LINDE, school=f"School {n // 10}", key=f"{n}") for n in range(1000)]
    assert len(made(*many)[PAGE]) < 1_200_000


# -- the table ---------------------------------------------------------------------------------------------------------


def test_a_dutch_excel_reads_the_table_as_it_is_meant() -> None:
    data = made(LINDE)[TABLE]
    assert data.startswith(b"\xef\xbb\xbfSchool;Protocol;")
    assert data.count(b"\n") == data.count(b"\r\n") == 2
    assert table(LINDE)[0]["Geldt nu"] == "versie 1.0"  # 1.0 alone would be a number there, 1.10 another one


@pytest.mark.parametrize("name", ["=1+1", "+31", "-1", "@SUM(A1)", "\t=1", " =1", "\u00a0=1", "＝1+1"])
def test_no_cell_is_a_formula(name: str) -> None:
    cells = table(replace(LINDE, school=name, decides=name))[0]
    assert cells["School"] == cells["Wie besluit"] == f"'{name}"


def test_a_separator_or_quote_in_a_name_moves_no_column() -> None:
    name = 'De "Es"; of de Linde'
    (cells,) = table(replace(LINDE, school=name))
    assert (cells["School"], cells["Adres"]) == (name, LINDE.url)


def test_several_laws_and_councils_stand_in_one_cell() -> None:
    two = replace(
        LINDE, laws=("WPO, artikel 4c", "WEC, artikel 5a"), councils=(Council("de MR"), Council("de GMR", "WMS"))
    )
    assert table(two)[0]["Wet"] == "WPO, artikel 4c en WEC, artikel 5a"
    assert table(two)[0]["Wie instemt"] == "de MR; de GMR (WMS)"


# -- the calendar ------------------------------------------------------------------------------------------------------


def test_another_program_reads_a_whole_day_with_two_reminders() -> None:
    (event,) = events(made(LINDE)[CALENDAR])
    assert event.decoded("dtstart") == date(2028, 8, 1)
    assert str(event["summary"]) == "Herziening: Telefoonprotocol (Basisschool De Linde)"
    assert str(event["url"]) == LINDE.url
    assert str(event["uid"]) == "herziening-linde-telefoons@delta.example"
    assert [one.decoded("trigger") for one in event.walk("VALARM")] == [timedelta(days=-90), timedelta(days=-30)]


def test_only_what_applies_and_has_a_review_stands_in_the_calendar() -> None:
    concept = replace(LINDE, held=None, proposal=HELD)
    assert events(made(concept, replace(LINDE, held=replace(HELD, review=None)))[CALENDAR]) == []


def test_a_calendar_that_was_taken_over_hears_of_another_day_and_of_what_lapsed() -> None:
    later = replace(LINDE, held=replace(HELD, review=date(2028, 12, 1)))
    renewed = replace(LINDE, adopted=2, held=replace(HELD, version="2.0", review=date(2028, 3, 1)))
    lapsed = replace(LINDE, adopted=2, held=None, lapsed=replace(HELD, status="vervallen"))
    found = [events(made(one)[CALENDAR])[0] for one in (LINDE, later, renewed, lapsed)]
    assert len({str(one["uid"]) for one in found}) == 1
    assert found[0]["sequence"] < found[1]["sequence"] < found[2]["sequence"]
    assert [str(one["status"]) for one in found] == ["CONFIRMED"] * 3 + ["CANCELLED"]


def test_the_same_register_is_the_same_file_on_every_day() -> None:
    assert made(LINDE) == made(LINDE)
    assert b"DTSTAMP:20260901T000000Z" in made(LINDE)[CALENDAR]
    unknown = replace(LINDE, held=replace(HELD, day=None, effective=None))
    assert events(made(unknown)[CALENDAR])[0].decoded("dtstamp").year == 2000


TEXTS = st.text(st.characters(codec="utf-8"), max_size=120)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(999, 12, 31), date(9999, 12, 31)])
def test_any_day_that_a_source_may_have_is_one_in_the_calendar(day: date) -> None:
    (event,) = events(made(replace(LINDE, held=replace(HELD, review=day, day=day)))[CALENDAR])
    assert event.decoded("dtstart") == day
    assert event["sequence"] >= 0


@given(TEXTS, TEXTS)
def test_any_title_and_text_come_through_whole_in_lines_of_75_octets(title: str, text: str) -> None:
    event = Event("a", date(2028, 8, 1), f"x{title}", text, URL, date(2026, 9, 1), 1)
    data = calendar("Herzieningen", [event], URL)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data)
    (read,) = unfolded(data.split(b"BEGIN:VALARM", maxsplit=1)[0], "SUMMARY")
    assert read == re.sub(r"[\x00-\x09\x0b-\x1f\x7f]", " ", f"x{title}")


def unfolded(data: bytes, name: str) -> Iterable[str]:
    """The values of a property, by the grammar of RFC 5545 and nothing of ours."""
    lines = data.replace(b"\r\n ", b"").decode().split("\r\n")
    values = [line.partition(":")[2] for line in lines if line.startswith(f"{name}:")]
    unescaped = {r"\n": "\n", r"\N": "\n"}
    return [re.sub(r"\\(.)", lambda found: unescaped.get(found[0], found[1]), value) for value in values]


# -- the duty in the source --------------------------------------------------------------------------------------------


def found_in(root: Path) -> list[Diagnostic]:
    return [one for one in Project.open(root).check() if one.kind.code in {"SP228", "SP413", "SP414"}]


@pytest.mark.parametrize(
    ("duty", "code", "line"),
    [
        ("duty: kindertelefoon\n", "SP413", 3),
        ("duty: wpo-4d\n", "SP228", 3),
        ("duty:\n  - {reference: wpo-4c, education: po}\n  - {reference: kindertelefoon, education: vo}\n", "SP413", 5),
    ],
)
def test_a_duty_rests_on_a_law_that_is_known(project: ProjectMaker, duty: str, code: str, line: int) -> None:
    (found,) = found_in(project("bestuur", replace={PESTEN: [(DUTY, duty)]}))
    assert (found.kind.code, str(found.place)) == (code, f"{PESTEN}:{line}")


@pytest.mark.parametrize("duty", ["", "duty: none\n", "duty: wpo-4c\n", DUTY])
def test_a_duty_may_be_unsaid_none_one_law_or_more(project: ProjectMaker, duty: str) -> None:
    assert found_in(project("bestuur", replace={PESTEN: [(DUTY, duty)]})) == []


def test_a_duty_by_a_law_that_is_gone_is_told(project: ProjectMaker) -> None:
    law = ("  name: WPO, artikel 4c\n", "  name: WPO, artikel 4c\n  status: opgeheven\n")
    found = found_in(project("bestuur", replace={f"{SOURCE}/references.yaml": [law]}))
    assert codes(found) == ["SP414"]


def test_a_law_with_another_id_is_renamed_in_the_duty_too(project: ProjectMaker) -> None:
    root = project("bestuur")
    Project.open(root).edit().rename_reference("wpo-4c", "wpo-vier").save()
    assert "{reference: wpo-vier, education: po}" in (root / PESTEN).read_text("utf-8")
