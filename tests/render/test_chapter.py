"""One text for the schoolgids about all protocols of a school."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from schoolprotocol.outputs.excerpt.applies import Applies, read, written
from schoolprotocol.outputs.excerpt.chapter import chapter_files
from schoolprotocol.policy.model import Policy
from tests.compare.edits import made, text, with_note
from tests.docx.word import Word, part
from tests.helpers import excerpt_of
from tests.render.test_excerpt import TEMPLATES, about, group, klein, style, with_excerpt, words

__all__ = ["klein"]

NAMES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
FORMS = (".txt", ".md", ".docx", "schoolgids.html")
ADOPTED = {"status": "vastgesteld", "version": "2.0"}


def applies(policy: Policy, protocol: str, title: str, doubts: tuple[str, ...] = (), **document: Any) -> Applies:
    """A document of the school, of which the schoolgids says what this one says."""
    heading = {} if policy.excerpt is None else {"excerpt": headed(policy, f"Kop van {protocol}")}
    own = policy.model_copy(
        update={
            "protocol": protocol,
            "title": title,
            "document": policy.document.model_copy(update=document or ADOPTED),
            **heading,
        }
    )
    return Applies(own, f"https://a.example/noord/{protocol}/", doubts)


def headed(policy: Policy, heading: str) -> Any:
    """Its excerpt below another heading."""
    return excerpt_of(policy).model_copy(update={"heading": text(heading)})


def chapter(*documents: Applies) -> dict[str, str | bytes]:
    """The chapter by what the names of its files end with."""
    files = chapter_files(documents, style(), TEMPLATES, "noord-schoolgids")
    return {name.removeprefix("noord-schoolgids"): content for name, content in files.items()}


@pytest.fixture
def both(klein: Policy) -> tuple[Applies, Applies]:
    """Two documents that apply."""
    return applies(klein, "pesten", "Pestprotocol"), applies(klein, "telefoons", "Telefoonprotocol")


@pytest.mark.parametrize("form", FORMS)
def test_each_protocol_stands_below_its_heading_with_its_version_and_address(
    both: tuple[Applies, Applies], form: str
) -> None:
    said = words(chapter(*both)["schoolgids.html" if "html" in form else form])
    places = [said.index(part) for part in ("Afspraken en protocollen", "Kop van pesten", "Kop van telefoons")]
    assert places == sorted(places)
    for title in ("Pestprotocol", "Telefoonprotocol"):
        assert title in said
    assert said.count("versie 2.0") >= 2
    if form != ".docx":  # there it is behind the words
        assert all(f"https://a.example/noord/{one}/" in said for one in ("pesten", "telefoons"))


def test_the_order_is_the_one_that_is_given(both: tuple[Applies, Applies]) -> None:
    said = str(chapter(*reversed(both))[".txt"])
    assert said.index("Kop van telefoons") < said.index("Kop van pesten")


def test_the_page_has_a_text_to_copy_for_each_length_and_leads_to_every_file(both: tuple[Applies, Applies]) -> None:
    made = chapter(*both)
    page: Any = html.fromstring(made["schoolgids.html"])
    assert page.xpath("//main/section/@id") == ["lang", "kort"]
    assert len(page.xpath("//main/section//button[@data-copy='rich']")) == 2
    assert {href.removeprefix("noord-schoolgids") for href in page.xpath("//footer//a/@href")} == {
        ".docx",
        ".txt",
        "-kort.txt",
        ".md",
    }
    assert set(made) == {"schoolgids.html", ".docx", ".txt", "-kort.txt", ".md", ".css", ".js"}


def test_headings_go_down_one_by_one(both: tuple[Applies, Applies]) -> None:
    page: Any = html.fromstring(chapter(*both)["schoolgids.html"])
    (area,) = page.xpath("//section[@id='lang']//textarea[@data-form='html']")
    fragment = html.fragment_fromstring(area.text, create_parent=True)
    assert [one.tag for one in fragment.xpath(".//h2 | .//h3")] == ["h2", "h3", "h3"]
    styles = [name for name, _text in Word(chapter(*both)[".docx"], "accept").paragraphs()]  # type: ignore[arg-type]
    assert [one for one in styles if one.startswith("Heading")] == ["Heading1", "Heading2", "Heading2"]


def test_a_proposal_beside_what_applies_is_named_and_not_taken_over(
    klein: Policy, both: tuple[Applies, Applies]
) -> None:
    proposed = applies(klein, "ai", "AI-afspraken", version="1.0", status="concept")
    for form in FORMS:
        said = words(chapter(*both, proposed)["schoolgids.html" if "html" in form else form])
        assert "Kop van ai" not in said
        assert "AI-afspraken" in said
        assert "versie 1.0 (concept)" in said
    last = str(chapter(*both, proposed)[".txt"]).splitlines()[-1]
    assert last == "Lees ook: ‘AI-afspraken’, versie 1.0 (concept). https://a.example/noord/ai/"


def test_a_protocol_without_a_text_for_the_schoolgids_is_named_with_its_address(
    klein: Policy, both: tuple[Applies, Applies]
) -> None:
    silent = applies(klein.model_copy(update={"excerpt": None}), "ai", "AI-afspraken")
    assert "Lees ook: ‘AI-afspraken’, versie 2.0. https://a.example/noord/ai/" in str(chapter(*both, silent)[".txt"])
    assert "https://a.example/noord/ai/" in str(chapter(*both, silent)["-kort.txt"])


def test_where_nothing_was_adopted_each_part_says_that_it_is_a_proposal(klein: Policy) -> None:
    told = [applies(klein, one, one.title(), version="1.0", status="concept") for one in ("pesten", "telefoons")]
    for form in (*FORMS, "-kort.txt"):
        said = words(chapter(*told)["schoolgids.html" if "html" in form else form])
        assert said.count("Neem hem nog niet over.") >= 2, form
    lines = [one for one in str(chapter(*told)[".txt"]).splitlines() if one]
    assert lines[1] == "Kop van pesten"
    assert lines[2].startswith("Voorstel:")


def test_what_lapsed_is_not_told_any_more(klein: Policy, both: tuple[Applies, Applies]) -> None:
    lapsed = applies(klein, "ai", "AI-afspraken", version="1.0", status="vervallen")
    assert "AI-afspraken" not in str(chapter(*both, lapsed)[".txt"])
    assert chapter(both[0], lapsed) == {}


def test_a_doubt_about_the_status_stands_by_its_part(klein: Policy, both: tuple[Applies, Applies]) -> None:
    doubted = applies(klein, "ai", "AI-afspraken", ("Uit de besluiten blijkt dat niet.",))
    lines = [one for one in str(chapter(*both, doubted)[".txt"]).splitlines() if one]
    assert lines[lines.index("Kop van ai") + 1] == "Uit de besluiten blijkt dat niet."


def test_one_document_has_its_own_text_and_no_chapter(both: tuple[Applies, Applies], klein: Policy) -> None:
    assert chapter(both[0]) == {}
    silent = klein.model_copy(update={"excerpt": None})
    assert chapter(applies(silent, "ai", "AI"), applies(silent, "pesten", "Pesten")) == {}


def test_a_half_page_of_one_stands_beside_the_paragraph_of_another(klein: Policy) -> None:
    long = with_excerpt(klein, group("bullets", about("ouder")), half=(group("bullets", about("ouder")),))
    made = chapter(applies(long, "pesten", "Pestprotocol"), applies(klein, "telefoons", "Telefoonprotocol"))
    half = str(made["-beknopt.txt"])
    assert "Kort over ouder." in half
    assert "Dit gaat over ouder." not in half
    assert "Kop van telefoons" in half
    assert "In de les is de telefoon" not in half, "the whole text of the other is no half page"
    assert "-beknopt.docx" in made


def test_notes_and_lists_of_two_protocols_do_not_run_together(klein: Policy) -> None:
    one = with_note(made("over.ouder", "Dit gaat over ouder.[^bron]"), "bron", "Zie de wet.")
    noted = with_excerpt(klein, group("numbered", one, about("leerling")))
    told = [applies(noted, name, name.title()) for name in ("pesten", "telefoons")]
    data = bytes(chapter(*told)[".docx"])  # type: ignore[arg-type]
    said = [text_ for _style, text_ in Word(data, "accept").paragraphs()]
    assert sum("Dit gaat over ouder." in line for line in said) == 2
    notes = part(data, "footnotes").xpath("//w:footnote[not(@w:type)]", namespaces=NAMES)
    assert len(notes) == 2
    lists = part(data, "document").xpath("//w:numId/@w:val", namespaces=NAMES)
    assert len(lists) == 4
    assert len({*lists}) == 2, "each counts from one"
    text_form = str(chapter(*told)[".txt"])
    assert text_form.count("[1] Zie de wet.") == 2
    assert text_form.count("1. Dit gaat over ouder.") == 2


def test_what_is_handed_over_says_the_same(klein: Policy, both: tuple[Applies, Applies]) -> None:
    again = [read(written(one)) for one in both]
    assert chapter(*again) == chapter(*both)
    assert len(written(both[0])) < len(klein.model_dump_json())


@pytest.mark.parametrize(
    "data", ["", "{", "[]", "null", "{}", '{"policy": {}, "url": "", "doubts": []}', "[" * 100_000]
)
def test_what_somebody_else_put_there_is_not_taken_for_it(data: str) -> None:
    with pytest.raises(ValueError):
        read(data)
