"""What keeps a page open to everybody: structure, language, no other hosts, nothing inline."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from schoolprotocol.colours import DARK_TEXT, MARK, TEXT, contrast, palette, rgb
from schoolprotocol.model.school import Style
from tests.conftest import ProjectMaker
from tests.site.conftest import TEMPLATES, Site, make_site

LOADED = ("//script/@src", "//link[not(@rel='canonical')]/@href", "//img/@src")
RUNNING_INLINE = "//script[not(@src) and not(@type='application/ld+json')]"
ASKED = (*LOADED, "//form/@action", "//iframe/@src")


def test_each_page_has_a_language_a_title_of_its_own_and_a_description(site: Site) -> None:
    titles = []
    for name, page in site.pages():
        assert page.get("lang") == "nl"
        titles.append(page.findtext(".//title"))
        (description,) = page.xpath("//meta[@name='description']/@content")
        assert len(str(description)) > 20, name
    assert len(set(titles)) == len(titles)
    assert all(site.policy.organisation.site_title in (title or "") for title in titles)


def test_the_protocol_is_described_by_its_summary_and_has_one_address(site: Site) -> None:
    page = site.page()
    assert page.xpath("//meta[@name='description']/@content") == ["Wat wij afspreken over telefoons op school."]
    assert page.xpath("//link[@rel='canonical']/@href") == [f"https://protocollen.example/{site.policy.school}/"]


def test_headings_start_at_one_and_never_skip_a_level(site: Site) -> None:
    for name, page in site.pages():
        levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == 1 and levels.count(1) == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), (name, levels)


def test_no_page_asks_another_host_for_anything(site: Site) -> None:
    for name, page in site.pages():
        for path in ASKED:
            assert not [value for value in page.xpath(path) if "//" in str(value)], name
    for sheet in site.folder.glob("_static/*.css"):
        for address in re.findall(r"url\(([^)]*)\)|@import", sheet.read_text("utf-8")):
            assert address.startswith('"fonts/'), (sheet.name, address)


def test_what_a_page_loads_is_there(site: Site) -> None:
    for name, page in site.pages():
        for path in LOADED:
            for address in page.xpath(path):
                assert (site.folder / str(address).partition("?")[0]).is_file(), (name, address)


def test_nothing_on_a_page_is_inline_so_that_a_strict_policy_holds(site: Site) -> None:
    for name, page in site.pages():
        assert not page.xpath(f"//style | //@style | {RUNNING_INLINE}"), name
        assert not [a for a in page.xpath("//@*") if getattr(a, "attrname", "").startswith("on")], name
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in str(policy)
        assert "unsafe" not in str(policy)
    for script in site.folder.rglob("*.js"):
        assert not re.search(r"\beval\(|new Function|innerHTML|setAttribute\(\"style\"", script.read_text("utf-8"))


def test_tables_say_what_their_headings_are_for(site: Site) -> None:
    for heading in site.page().iter("th"):
        assert heading.get("scope") in {"row", "col"}
    assert site.page().xpath("//th"), "the control table is there"


@pytest.mark.parametrize(("columns", "scrolls"), [(5, None), (6, "0")])
def test_a_table_that_is_wider_than_a_page_scrolls_by_itself_with_the_keyboard_too(
    project: ProjectMaker, tmp_path: Path, columns: int, scrolls: str | None
) -> None:
    protocol, row = "policy_src/protocols/telefoons/protocol.yaml", '      - [Versie, "{{ document.version }}"]\n'
    wide = f"  - {{id: taken, heading: Wie wat doet, columns: {['Taak'] * columns}, rows: [{['bellen'] * columns}]}}\n"
    status = '      - [Status, "{{ document.status }}"]\n'
    root = project(replace={protocol: [(row + status, row + status + wide)]})
    (table,) = make_site(tmp_path, "noord", root).page().find_class("control-taken")
    assert table.get("tabindex") == scrolls
    assert table.get("aria-label") == (scrolls and "Tabel: Wie wat doet")


def test_every_field_has_a_label_and_every_picture_an_alternative(site: Site) -> None:
    for name, page in site.pages():
        for field in page.xpath("//input"):
            labels = page.xpath("//label[@for=$id]", id=field.get("id")) if field.get("id") else []
            assert labels or next(field.iterancestors("label"), None) is not None, name
        assert not page.xpath("//img[not(@alt)]"), name


def test_the_first_thing_on_a_page_is_a_way_past_its_head(site: Site) -> None:
    for _name, page in site.pages():
        first = page.xpath("//a")[0]
        assert page.get_element_by_id(first.get("href").removeprefix("#")) is not None


def test_nothing_tells_readers_with_what_a_page_was_made(site: Site) -> None:
    for name, page in site.pages():
        assert "sphinx" not in page.text_content().lower(), name
        assert not page.xpath("//meta[@name='generator']"), name


def test_a_site_holds_no_files_that_no_page_asks_for(site: Site) -> None:
    names = {path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*") if path.is_file()}
    assert names - {"wijzigingen.html", "_static/wijzigingen.css"} == {
        "index.html",
        "leerlingen.html",
        "medewerkers.html",
        "search.html",
        "searchindex.js",
        "versies.html",
        "_static/base.css",
        "_static/fonts/OFL.txt",
        "_static/fonts/ProtocolSans-It.woff2",
        "_static/fonts/ProtocolSans-Regular.woff2",
        "_static/fonts/ProtocolSans-Semibold.woff2",
        "_static/language_data.js",
        "_static/merk.svg",
        "_static/school.css",
        "_static/search.css",
        "_static/search.js",
        "_static/site.css",
        "_static/site.js",
    }


def test_what_a_first_view_needs_beside_the_text_is_small(site: Site) -> None:
    page = site.page()
    asked = {str(address).partition("?")[0] for path in LOADED for address in page.xpath(path)}
    fonts = {path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.woff2")}
    assert len(fonts) == 3
    assert sum((site.folder / name).stat().st_size for name in asked | fonts) < 98_000


@pytest.mark.parametrize("primary", ["#ffff00", "#14532d", "#ffffff", "#000000", "#8a1538", "#7f7f7f"])
@pytest.mark.parametrize("dark", [False, True])
def test_whatever_colour_a_school_chooses_its_texts_and_marks_stand_out(primary: str, dark: bool) -> None:
    made = palette(Style(primary=primary, accent=primary), dark=dark)
    page = rgb(_page_colour(dark))
    for ground in (page, rgb(made.tint)):
        assert contrast(rgb(made.ink), ground) >= (DARK_TEXT if dark else TEXT)
        assert contrast(rgb(made.accent), ground) >= MARK
    assert contrast(rgb(made.on_primary), rgb(made.primary)) >= TEXT


@pytest.mark.parametrize("dark", [False, True])
def test_the_colours_that_all_schools_share_stand_out(dark: bool) -> None:
    page = rgb(_page_colour(dark))
    for name in ("text", "muted", "good", "bad"):
        assert contrast(rgb(_colour(name, dark)), page) >= TEXT, name
    for text, ground in (("notice-text", "notice"), ("added-text", "added"), ("dropped-text", "dropped")):
        assert contrast(rgb(_colour(text, dark)), rgb(_colour(ground, dark))) >= TEXT, text
    assert contrast(rgb(_colour("control", dark)), page) >= MARK


def _page_colour(dark: bool) -> str:
    return _colour("page", dark)


def _colour(name: str, dark: bool) -> str:
    css = TEMPLATES.text("theme/schoolprotocol/static/base.css")
    light_rules, dark_rules = css.split("@media (prefers-color-scheme: dark)")[:2]
    found = re.search(rf"--{name}: (#[0-9a-f]{{6}});", dark_rules if dark else light_rules)
    assert found is not None, name
    return found[1]
