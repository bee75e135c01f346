"""What machines read of a page: search engines, sites that show a link, and browsers."""

from __future__ import annotations

import json
from typing import Any

from lxml import html

from schoolprotocol.outputs.site.linked_data import linked_data
from schoolprotocol.outputs.site.parts import parts_of
from tests.conftest import ProjectMaker
from tests.site.conftest import Site, make_site


def data_of(page: html.HtmlElement) -> dict[str, Any]:
    (text,) = page.xpath("//script[@type='application/ld+json']/text()")
    found: dict[str, Any] = json.loads(text)
    return found


def test_who_shares_a_link_shows_the_title_description_and_address_of_that_page(site: Site) -> None:
    for name, page in site.pages():
        if name == "search":
            continue
        og = {m.get("property"): m.get("content") for m in page.xpath("//meta[@property]")}
        assert og["og:title"] == page.findtext(".//title")
        assert [og["og:description"]] == page.xpath("//meta[@name='description']/@content")
        assert [og["og:url"]] == page.xpath("//link[@rel='canonical']/@href")
        assert og["og:locale"] == "nl_NL"


def test_the_protocol_is_data_with_its_version_status_and_day(sites: dict[str, Site]) -> None:
    data = data_of(sites["zuid"].page())
    assert (data["@type"], data["inLanguage"], data["version"]) == ("DigitalDocument", "nl", "1.0")
    assert (data["creativeWorkStatus"], data["datePublished"]) == ("Vastgesteld", "2026-09-01")
    assert data["description"] == "Wat wij afspreken over telefoons op school."
    assert data["author"]["url"] == "https://zuid.example"


def test_a_text_that_is_not_adopted_is_not_said_to_be_published(sites: dict[str, Site]) -> None:
    assert "datePublished" not in data_of(sites["noord"].page())


def test_a_page_for_some_readers_is_part_of_the_protocol(site: Site) -> None:
    for part in parts_of(site.policy):
        data = data_of(site.page(part.page))
        assert data["isPartOf"]["@id"] == data_of(site.page())["@id"]
        assert data["@id"].endswith(f"/{part.page}.html")
        assert data["audience"]["educationalRole"] in {"student", "parent", "staff"}


def test_only_the_search_page_is_no_data(site: Site) -> None:
    told = set(linked_data(site.policy, "https://a.example/", "", "", parts_of(site.policy)))
    assert {name for name, page in site.pages() if page.xpath("//script[@type]")} == told & {n for n, _ in site.pages()}
    assert not site.page("search").xpath("//script[@type]")


def test_a_name_cannot_end_the_data_and_begin_a_script(project: ProjectMaker) -> None:
    name = "Noord </script><script>alert(1)</script>"
    school = "policy_src/schools/noord/school.yaml"
    root = project(replace={school: [("name: Basisschool Noord\nshort", f"name: '{name}'\nshort")]})
    page = make_site(root / "build", "noord", root).page()
    assert data_of(page)["author"]["name"] == name
    assert not page.xpath("//script[not(@src) and not(@type)]")
