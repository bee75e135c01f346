"""What somebody sees first: the rules, then whom to ask; and that this is so on every page, for any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from schoolprotocol.files import write_tree
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.help import Help
from schoolprotocol.outputs.job import Edition, Editions
from schoolprotocol.outputs.overview.school import MOST_RULES, Card, SchoolInput, few, school_page, search_page
from schoolprotocol.outputs.site import landing, sphinx
from schoolprotocol.outputs.site.parts import parts_of
from schoolprotocol.outputs.site.project import SiteInput, on_paper, site_context, site_files
from schoolprotocol.policy.model import Group, Policy, Section
from schoolprotocol.policy.rules import rules_for
from schoolprotocol.words.fields import DOCUMENT_FIELDS
from tests.compare.edits import laid_out, made, text
from tests.helpers import policy_of
from tests.site.conftest import HELP, ROOT, TEMPLATES, Site, site_input
from tests.site.test_page import text_of

FIRST = site_input("zuid", ROOT).first
STOPS = "//a[@href][not(@tabindex='-1')] | //button[not(@hidden)] | //input | //summary"


def landings(site: Site) -> Iterator[tuple[html.HtmlElement, Policy, str]]:
    """Each page with a text, with its policy and whom it is for."""
    yield site.page(), site.policy, "iedereen"
    for part in parts_of(site.policy):
        yield site.page(part.page), part.policy, part.audience


# -- the rules --------------------------------------------------------------------------------------------------------


def test_a_page_begins_with_the_rules_for_its_readers_each_leading_to_its_clause_there(site: Site) -> None:
    for page, _policy, readers in landings(site):
        rules, is_chosen = landing.rules_first(site.policy, FIRST, readers)  # type: ignore[arg-type]
        links = page.xpath("//ol[@class='rules']//a")
        assert [(link.get("href"), text_of(link)) for link in links] == [
            (f"#{rule.clause}", " ".join(rule.text.split())) for rule in rules
        ]
        assert links, readers
        heading = text_of(page.get_element_by_id("_belangrijkste"))
        assert heading == ("Het belangrijkste" if is_chosen else "De eerste afspraken"), "nobody chose what comes first"
        ids = set(page.xpath("//@id"))
        assert all(link.get("href")[1:] in ids for link in links)


def test_nothing_but_the_title_and_one_line_about_the_version_stands_before_the_rules(site: Site) -> None:
    for page, _policy, _readers in landings(site):
        before = page.xpath("//ol[@class='rules']/preceding::*[ancestor::main][not(self::h2)]/text()")
        words = " ".join(" ".join(str(one).split()) for one in before)
        folded = " ".join(text_of(one) for one in page.xpath("//main//details/p"))
        assert len(words) - len(folded) < 250, words


def test_files_papers_and_the_explanation_stand_behind_the_rules(site: Site) -> None:
    for page, _policy, _readers in landings(site):
        (rules,) = page.xpath("//ol[@class='rules']")
        for later in page.xpath("//*[@class='papers' or @class='subtitle' or @id='_hulp' or self::article]"):
            assert later.xpath("preceding::ol[@class='rules']") == [rules]


def test_the_whole_protocol_leads_to_each_group_of_readers(sites: dict[str, Site]) -> None:
    page = sites["noord"].page()
    assert [(a.get("href"), text_of(a)) for a in page.xpath("//nav[@class='for-readers']//a")] == [
        ("leerlingen.html", "Voor leerlingen"),
        ("medewerkers.html", "Voor medewerkers"),
    ]
    assert not sites["noord"].page("leerlingen").xpath("//nav[@class='for-readers']")


def test_a_text_of_which_nothing_can_be_said_first_begins_with_its_text(tmp_path: Path) -> None:
    page = _page(tmp_path, replace(site_input("zuid", tmp_path), first={"iedereen": ()}, help=Help()))
    assert not page.xpath("//ol[@class='rules'] | //*[@id='_belangrijkste' or @id='_hulp'] | //a[@href='#_hulp']")
    assert page.find_class("clause")


def test_signs_in_a_rule_are_text(tmp_path: Path) -> None:
    said = "Wie <b>filmt</b> & deelt, vraagt het eerst."
    policy = laid_out(policy_of(ROOT, "zuid"), {"a": [made("a.een", said)]})
    page = _page(tmp_path, replace(site_input("zuid", tmp_path), policy=policy, first={}))
    assert not page.xpath("//ol[@class='rules']//b")


# -- help -------------------------------------------------------------------------------------------------------------


def test_every_page_has_the_help_once_and_the_top_of_it_leads_there(site: Site) -> None:
    for name, page in site.pages():
        (block,) = page.xpath("//*[@id='_hulp']")
        assert page.xpath("//header//a[@href='#_hulp']"), name
        assert block.xpath(".//a[starts-with(@href, 'mailto:')]/@href") == ["mailto:info@noord.example"]
        assert "de vertrouwenspersoon" in text_of(block)
        assert [(a.get("href"), a.text) for a in block.find_class("tel")][:2] == [
            ("tel:0381234567", "038 123 45 67"),
            ("tel:08000432", "0800 0432"),
        ]
        assert block.xpath(".//a[@class='site']/text()") == ["kindertelefoon.example"]


def test_a_number_for_others_is_not_on_the_page_of_pupils(sites: dict[str, Site]) -> None:
    says = {name: "0900 111 3 111" in text_of(page.get_element_by_id("_hulp")) for name, page in sites["noord"].pages()}
    assert says.pop("leerlingen") is False
    assert all(says.values())


def test_a_number_stays_on_one_line_and_the_help_on_one_sheet() -> None:
    css = TEMPLATES.text("theme/schoolprotocol/static/site.css")
    assert "white-space: nowrap" in css[css.index(".help .tel {") :].split("}")[0]
    assert re.search(r"\.help,[^}]*break-inside: avoid", css[css.index("@media print") :])


def test_the_pages_of_a_school_have_the_help_too() -> None:
    for write in (school_page, search_page):
        page: Any = html.document_fromstring(write(_school(1), TEMPLATES))
        assert len(page.xpath("//*[@id='_hulp']//a[@class='tel']")) == 3


# -- the page of a school ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("cards", "rules"), [(1, 5), (2, 3), (4, 3), (10, 2)])
def test_a_card_has_the_first_rules_and_fewer_where_there_are_many(cards: int, rules: int) -> None:
    assert few(cards) == rules <= MOST_RULES


def test_a_card_leads_to_its_clauses_and_to_the_pages_of_its_readers() -> None:
    page: Any = html.document_fromstring(school_page(_school(2), TEMPLATES))
    assert len(page.find_class("card")) == 2
    for number, card in enumerate(page.find_class("card")):
        hrefs = card.xpath(".//ol[@class='rules']//a/@href")
        assert hrefs[0] == f"p{number}/index.html#afspraken.opbergen"
        assert card.xpath(".//ul[@class='for-readers']//a/@href") == [f"p{number}/ouders.html", f"p{number}/index.html"]
        assert not card.xpath(".//p[@class='about']/following::ol[ancestor::li[@class='card'] = $card]", card=card)


@pytest.mark.parametrize(("cards", "listed"), [(5, 0), (6, 6), (20, 20)])
def test_a_school_with_many_protocols_has_a_list_of_them_that_takes_one_line(cards: int, listed: int) -> None:
    page: Any = html.document_fromstring(school_page(_school(cards), TEMPLATES))
    links = page.xpath("//details[not(@open)]/nav//a")
    assert [link.get("href") for link in links] == page.xpath("//li[@class='card']/h2/a/@href")[:listed]


def test_a_protocol_that_lapsed_has_no_rules_on_its_card() -> None:
    shown = _school(1)
    lapsed = replace(shown, cards=[replace(shown.cards[0], status="vervallen")])
    page: Any = html.document_fromstring(school_page(lapsed, TEMPLATES))
    assert "geldt niet meer" in text_of(page.find_class("card")[0])
    assert not page.xpath("//ol[@class='rules']")


def _school(cards: int) -> SchoolInput:
    policy = policy_of(ROOT, "zuid")
    rules = rules_for(policy, FIRST, "iedereen")
    return SchoolInput(
        school=policy.organisation,
        style=Style(primary="#14532d", accent="#b45309"),
        url="https://protocollen.example/zuid/",
        publisher="Uitgeverij Voorbeeld",
        static="p0/_static",
        logo="merk.svg",
        cards=[
            Card(
                title=f"Protocol {n}",
                summary="Waar het over gaat.",
                page=f"p{n}/index.html",
                index=f"p{n}/searchindex.js",
                version="1.0",
                status="vastgesteld",
                review=date(2027, 11, 1),
                rules=rules,
                readers=[(f"p{n}/ouders.html", "ouders en verzorgers")],
            )
            for n in range(cards)
        ],
        help=HELP,
    )


def test_a_day_has_one_name_on_every_page_and_in_every_report(sites: dict[str, Site]) -> None:
    card: Any = html.document_fromstring(school_page(_school(1), TEMPLATES))
    for page in (sites["noord"].page(), card):
        told = [" ".join(text_of(one) for one in row) for row in page.find_class("meta")[0].iter("div")]
        assert f"{DOCUMENT_FIELDS['review']} 1 november 2027" in " ".join(told)
    assert DOCUMENT_FIELDS["review"] == "Herziening vóór"
    assert DOCUMENT_FIELDS["effective"] == "Geldt vanaf"


# -- what stands above a text that does not simply hold ---------------------------------------------------------------

EDITIONS: list[tuple[Edition, Editions, dict[str, Any], str]] = [
    ("proposal", Editions(in_force="0.9", pages=("index",)), {"status": "concept"}, "nog niet vastgesteld"),
    ("working", Editions(), {"status": "vervallen"}, "Vervallen"),
    ("working", Editions(), {"unproven": True}, "blijkt niet"),
    ("in_force", Editions(version="2.0", in_force="1.0"), {}, "voorstel voor versie 2.0"),
    ("in_force", Editions(version="2.0", in_force="1.0"), {"unproven": True}, "blijkt niet"),
    ("replaced", Editions(newest="2.0"), {}, "geldt niet meer"),
    ("replaced", Editions(newest="2.0"), {"unproven": True}, "geldt niet meer"),
    ("lapsed", Editions(newest="1.0", has_lapsed=True), {}, "geldt niet meer"),
    ("newest", Editions(newest="1.0"), {"unproven": True}, "blijkt niet"),
    ("newest", Editions(newest="1.0"), {"despite": {"1.0": "Een lange reden. " * 9}}, "versie 1.0"),
]


@pytest.mark.parametrize(("edition", "editions", "more", "says"), EDITIONS)
def test_what_a_text_is_stands_above_it_in_a_few_words_and_the_rest_is_folded(
    tmp_path: Path, edition: Edition, editions: Editions, more: dict[str, Any], says: str
) -> None:
    site = site_input("zuid", tmp_path)
    document = site.policy.document.model_copy(update={"status": more.pop("status", "vastgesteld")})
    policy = site.policy.model_copy(update={"document": document})
    told = site_context(replace(site, policy=policy, edition=edition, editions=editions, **more))
    headline, rest = told["notice"]
    assert says in headline
    assert len(headline) <= 55
    assert rest


def test_the_top_of_a_page_is_the_headline_and_the_way_to_the_other_text(sites: dict[str, Site]) -> None:
    for _name, page in sites["noord"].pages():
        (notice,) = page.find_class("notice")
        (folded,) = notice.xpath(".//details[not(@open)]")
        assert text_of(folded.find("summary")) == "Concept – nog niet vastgesteld"
        assert "Er kan nog iets veranderen." in text_of(folded)
        assert not folded.xpath(".//a"), "the way to the other text is never folded"
        assert len(notice.xpath(".//a")) == 1


# -- the keyboard -----------------------------------------------------------------------------------------------------


def test_who_uses_the_keyboard_is_past_the_contents_after_forty_stops(site: Site) -> None:
    for name, page in site.pages():
        assert _stops(page) <= landing.MOST_STOPS, name


@pytest.mark.parametrize(("chapters", "parts"), [(3, 2), (6, 6), (14, 3), (90, 0)])
def test_however_many_headings_there_are(tmp_path: Path, chapters: int, parts: int) -> None:
    page = _page(tmp_path, replace(site_input("zuid", tmp_path), policy=_long(chapters, parts)))
    assert _stops(page) <= landing.MOST_STOPS
    folded = page.xpath("//details[@class='contents-folded']//a/@href")
    assert len(folded) >= chapters * (1 + parts), "what does not stand open is folded, and not lost"


def test_the_mark_that_links_to_a_clause_is_no_stop(site: Site) -> None:
    links = site.page().find_class("permalink")
    assert links
    assert {link.get("tabindex") for link in links} == {"-1"}


def _stops(page: html.HtmlElement) -> int:
    """Stops of the keyboard until the end of the contents; of a page without, until its text."""
    ends = page.xpath("//nav[@class='contents'] | //details[@class='contents-folded'] | //*[@id='_tekst']")
    end = ends[0]
    folded = page.xpath("//details[@class='contents-folded']//nav//a")
    every = [stop for stop in page.xpath(STOPS) if stop not in folded and not _is_hidden(stop)]
    order = {element: n for n, element in enumerate(page.iter())}
    last = max(order[element] for element in end.iter()) if end.get("id") != "_tekst" else order[end]
    radios = {stop.get("name") for stop in every if stop.get("type") == "radio"}
    return sum(order[stop] <= last for stop in every) - max(len(radios) - 1, 0)


def _is_hidden(element: html.HtmlElement) -> bool:
    return bool(element.xpath("ancestor-or-self::*[@hidden and not(@data-review)]"))


def _long(chapters: int, parts: int) -> Policy:
    def section(id_: str, *below: Section) -> Section:
        clause = made(f"{id_}.x", "Een tekst.", audience=("leerling", "medewerker"))
        return Section(
            id=id_,
            heading=text(f"Over {id_}"),
            number="",
            kind="plain",
            groups=(Group(form="prose", clauses=(clause,)),),
            sections=below,
        )

    sections = [section(f"h{n}", *(section(f"h{n}-{m}") for m in range(parts))) for n in range(chapters)]
    return policy_of(ROOT, "zuid").model_copy(update={"sections": tuple(sections)})


# -- on paper ---------------------------------------------------------------------------------------------------------


@given(st.text())
def test_whatever_a_title_says_a_style_sheet_takes_it_for_text(said: str) -> None:
    escaped = landing.css_text(said)
    assert not re.search(r'["\n\r\f<>]', escaped)
    assert re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), escaped) == said


def test_every_printed_page_says_which_text_it_is_and_whether_it_holds(tmp_path: Path) -> None:
    site = site_input("zuid", tmp_path)
    assert on_paper(site) == "Basisschool Zuid: Telefoonprotocol, versie 1.0 (Vastgesteld)"
    assert on_paper(replace(site, edition="replaced")).endswith("versie 1.0 (geldt niet meer)")
    assert "blijkt niet" in on_paper(replace(site, unproven=True))
    css = str(site_files(site, TEMPLATES)["_static/school.css"])
    assert "@bottom-left" in css
    assert landing.css_text(on_paper(site)) in css


def test_what_is_sifted_is_printed_so_and_says_so() -> None:
    css = TEMPLATES.text("theme/schoolprotocol/static/site.css")
    sifting = css.index('.reading:has([value="medewerker"]:checked)')
    assert css.rfind("@media", 0, sifting) == css.rfind("@media all", 0, sifting)
    on_print = css[css.rindex("@media print") :]
    assert ".audience fieldset," in on_print
    assert not re.search(r"^  \.audience,", on_print, re.MULTILINE), "what is sifted says so on paper"


# -- ways to the rest -------------------------------------------------------------------------------------------------


def test_every_page_leads_to_versions_feed_and_the_text_to_embed(tmp_path: Path) -> None:
    page = _page(tmp_path, replace(site_input("noord", tmp_path), is_online=True))
    hrefs = page.xpath("//footer//a/@href")
    assert {"versies.html", "wijzigingen.html", "../feed.atom", "../embed-snippet.html"} <= set(hrefs)
    assert page.xpath("//link[@rel='alternate']/@href") == ["../feed.atom"]


def _page(folder: Path, site: SiteInput) -> html.HtmlElement:
    """The first page of a site."""
    write_tree(folder / "source", dict(site_files(site, TEMPLATES)))
    (folder / "html").mkdir()
    sphinx.build(folder / "source", folder / "html", TEMPLATES, with_print=False)
    return html.document_fromstring((folder / "html/index.html").read_bytes())
