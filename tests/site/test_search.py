"""The index in which a reader searches."""

from __future__ import annotations

import json

from tests.site.conftest import Site


def index_of(site: Site) -> list[dict[str, str]]:
    script = (site.folder / "searchindex.js").read_text("utf-8")
    _synonyms, _assigned, rows = script.partition("window.searchIndex = ")
    found: list[dict[str, str]] = json.loads(rows.removesuffix(";\n"))
    return found


def test_clauses_sections_and_notes_are_each_found_at_their_own_place(site: Site) -> None:
    urls = [entry["url"] for entry in index_of(site)]
    assert len(urls) == len(set(urls))
    for id_ in (*(c.id for c in site.policy.clauses()), *(s.id for s in site.policy.all_sections())):
        assert f"index.html#{id_}" in urls
    ids = set(site.page().xpath("//@id"))
    assert all(url.partition("#")[2] in ids for url in urls)


def test_a_clause_is_found_with_its_number_its_section_and_its_words(sites: dict[str, Site]) -> None:
    entry = next(entry for entry in index_of(sites["noord"]) if entry["url"] == "index.html#afspraken.opnamen")
    assert entry == {
        "url": "index.html#afspraken.opnamen",
        "title": "Opnamen",
        "number": "1.3",
        "section": "1 Afspraken",
        "text": "Niemand maakt opnamen zonder toestemming. Dat geldt voor: foto's; filmpjes en geluid.",
    }


def test_the_search_knows_dutch_words_and_endings(site: Site) -> None:
    language = (site.folder / "_static/language_data.js").read_text("utf-8")
    assert '"hebben"' in language
    assert "window.Stemmer = DutchStemmer" in language


def test_without_scripts_the_search_page_says_what_to_do(site: Site) -> None:
    (note,) = site.page("search").iter("noscript")
    assert "index.html" in note.xpath(".//a/@href")


def test_the_search_page_itself_is_not_to_be_found(site: Site) -> None:
    assert site.page("search").xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_the_words_that_people_use_for_the_same_thing_come_along(site: Site) -> None:
    first = (site.folder / "searchindex.js").read_text("utf-8").splitlines()[0]
    groups = json.loads(first.removeprefix("window.searchSynonyms = ").removesuffix(";"))
    assert groups == [["mobieltje", "gsm", "telefoon"], ["AI", "kunstmatige intelligentie"]]


def test_every_page_has_a_box_to_search_in_and_the_page_with_results_one_only(site: Site) -> None:
    for name, page in site.pages():
        boxes = page.xpath("//form[@role='search'][@action='search.html']//input[@name='q']")
        assert len(boxes) == 1, name
        assert page.xpath(f"//label[@for='{boxes[0].get('id')}']"), name


def test_whoever_finds_nothing_reads_whom_to_ask(site: Site) -> None:
    (told,) = site.page("search").xpath("//p[@class='ask']")
    assert told.text_content() == f"Staat het er niet bij? Stel uw vraag aan {site.policy.organisation.contact}."
