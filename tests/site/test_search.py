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


def test_a_box_on_every_page_searches_what_applies_or_that_text_alone(sites: dict[str, Site]) -> None:
    boxes = {"noord": "search.html", "zuid": "../zoeken.html"}  # a proposal, and what stands at its own address
    for school, page_with_results in boxes.items():
        for name, page in sites[school].pages():
            (form,) = page.xpath("//form[@role='search'][.//input[@name='q']]")
            assert form.get("action") == ("search.html" if name == "search" else page_with_results), name
            (box,) = form.iter("input")
            assert page.xpath(f"//label[@for='{box.get('id')}']"), name


def test_who_searches_one_text_is_led_to_all_protocols_of_the_school(sites: dict[str, Site]) -> None:
    leads = {school: sites[school].page("search").xpath("//a[@data-search]/@href") for school in sites}
    assert leads == {"noord": ["../../zoeken.html"], "zuid": ["../zoeken.html"]}


def test_an_index_is_loaded_only_where_somebody_searches(site: Site) -> None:
    for name, page in site.pages():
        scripts = [address.partition("?")[0] for address in page.xpath("//script/@src")]
        assert not [one for one in scripts if one.endswith(("searchindex.js", "language_data.js"))], name
        assert page.xpath("//@data-index") == (["searchindex.js"] if name == "search" else [])


def test_whoever_finds_nothing_reads_whom_to_ask(site: Site) -> None:
    (told,) = site.page("search").xpath("//p[@class='ask']")
    assert told.text_content() == f"Staat het er niet bij? Stel uw vraag aan {site.policy.organisation.contact}."
