"""build/site is whole, the same each time, and ready to upload."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html

from schoolprotocol.cli import run
from tests.publish.conftest import ZUID, tree
from tests.release.making import adopt

URL = "https://protocollen.example/"
HOME = "zuid/telefoons"
BELOW = ("voorstel/", "versies/1.0/")
SPACES = {"a": "http://www.w3.org/2005/Atom", "s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def texts(file: Path, path: str) -> list[str]:
    """What an XPath finds in an XML file."""
    found = etree.parse(file).xpath(path, namespaces=SPACES)
    assert isinstance(found, list)
    return [str(item) for item in found]


def test_everything_that_a_school_puts_online_is_in_the_site(made: Path) -> None:
    files = tree(made / "build/site")
    for name in (
        *("index.html", "afwijkingen.html", "feed.atom", "sitemap.xml", "robots.txt", "manifest.json"),
        *("zuid/index.html", "noord/index.html", "noord/telefoons/index.html"),
        *(f"{HOME}/{name}" for name in ("index.html", "versies.html", "embed.html", "embed-snippet.html", "feed.atom")),
        *(f"{HOME}/downloads/zuid-telefoons.{form}" for form in ("pdf", "docx")),
        *(f"{HOME}/voorstel/{name}" for name in ("index.html", "wijzigingen.html", "rapport/report.docx")),
        *(f"{HOME}/voorstel/downloads/zuid-telefoons-voorstel.{form}" for form in ("pdf", "docx")),
        *(f"{HOME}/versies/1.0/{name}" for name in ("index.html", "downloads/zuid-telefoons-1.0.pdf")),
    ):
        assert name in files, name
    assert not any(name.startswith(("noord/telefoons/versies/", "noord/telefoons/voorstel")) for name in files)


def test_what_is_in_force_has_the_papers_of_its_version_and_the_proposal_its_own(made: Path) -> None:
    files = tree(made / "build/site")
    for form in ("pdf", "docx"):
        name = f"downloads/zuid-telefoons{{}}.{form}"
        now, kept = files[f"{HOME}/{name.format('')}"], files[f"{HOME}/versies/1.0/{name.format('-1.0')}"]
        assert now == kept
        assert files[f"{HOME}/voorstel/{name.format('-voorstel')}"] != now


def test_the_manifest_has_every_file_with_its_hash_and_size(made: Path) -> None:
    files = tree(made / "build/site")
    manifest = json.loads(files.pop("manifest.json"))
    assert {name: (entry["sha256"], entry["size"]) for name, entry in manifest["files"].items()} == {
        name: (hashlib.sha256(data).hexdigest(), len(data)) for name, data in files.items()
    }
    assert [(d["school"], d["version"], d["archive"]) for d in manifest["documents"]] == [
        ("noord", "1.1", []),
        ("zuid", "1.1", ["1.0"]),
    ]


def test_the_same_source_gives_the_same_site_and_leaves_nothing_of_before(own: Path) -> None:
    before = tree(own / "build/site")
    for name in (".made", "html"):  # what is known of the last time: everything is made anew
        shutil.rmtree(own / "build" / name)
    (own / "build/site/oud.html").write_text("weg", "utf-8")
    (own / "build/html/zuid/telefoons").mkdir(parents=True)
    (own / "build/html/zuid/telefoons/van-gisteren.html").write_text("weg", "utf-8")
    assert run(["--root", str(own), "site"]) == 0
    after = tree(own / "build/site")
    assert after.keys() == before.keys()
    assert [name for name in after if after[name] != before[name]] == []


def test_every_link_inside_the_site_leads_to_a_file_and_an_id_that_are_there(made: Path) -> None:
    root = made / "build/site"
    seen = 0
    ids: dict[Path, set[str]] = {}
    for page in sorted(root.rglob("*.html")):
        for address in html.parse(page).xpath("//@href | //@src"):
            parts = urlsplit(str(address))
            if parts.scheme or parts.netloc:
                continue
            assert not parts.path.startswith("/"), (page, address)
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            assert target.is_file(), (page, address)
            if parts.fragment and target.suffix == ".html" and "search" not in page.name:
                known = ids.setdefault(target, set(map(str, html.parse(target).xpath("//@id"))))
                assert unquote(parts.fragment) in known, (page, address)
            seen += 1
    assert seen > 100


def test_the_adopted_text_stands_at_the_document_s_own_address_and_the_new_one_below_it(made: Path) -> None:
    pages = {name: (made / f"build/site/{HOME}/{name}index.html").read_text("utf-8") for name in ("", *BELOW)}
    for name in ("", "versies/1.0/"):
        assert "leggen hun telefoon thuis." in pages[name]
        assert "geldt niet meer" not in pages[name], "1.1 is no more than a concept"
    assert "leggen hun telefoon in de kluis." in pages["voorstel/"]
    for name, page in pages.items():
        assert f'<link rel="canonical" href="{URL}{HOME}/{name}">' in page
    versions = (made / f"build/site/{HOME}/versies.html").read_text("utf-8")
    assert 'href="versies/1.0/index.html">Vaste pagina van versie 1.0</a>' in versions
    assert 'href="voorstel/index.html">Lees versie 1.1</a>' in versions
    proposed = (made / f"build/site/{HOME}/voorstel/versies.html").read_text("utf-8")
    assert 'href="../versies/1.0/index.html">Lees versie 1.0</a>' in proposed


def badges(page: str) -> list[str]:
    """The statuses that a page shows."""
    document: html.HtmlElement = html.document_fromstring(page.encode())
    return [badge.text_content() for badge in document.find_class("badge")]


def badge(page: str) -> str:
    """The one status that a page shows."""
    (found,) = badges(page)
    return found


def test_a_version_in_the_archive_says_that_a_newer_one_was_adopted_and_leads_there(own: Path) -> None:
    path = own / ZUID
    text = path.read_text("utf-8").replace('"1.1", status: concept', '"1.1", status: vastgesteld, day: 2026-11-01')
    path.write_text(text, "utf-8")
    adopt(own, "zuid", "2026-11-20")
    assert run(["--root", str(own), "release", "zuid", "--despite", "proef", "--today", "2026-11-20"]) == 0
    assert run(["--root", str(own), "site"]) == 0
    old, new = (
        (own / f"build/site/zuid/telefoons/versies/{version}/index.html").read_text("utf-8")
        for version in ("1.0", "1.1")
    )
    assert "Versie 1.0 geldt niet meer" in old
    assert "Daarna is versie 1.1 vastgesteld." in old
    assert badge(old) == "Geldt niet meer"
    assert badge(new) == "Vastgesteld"
    rows = badges((own / "build/site/zuid/telefoons/versies.html").read_text("utf-8"))
    assert rows == ["Vastgesteld", "Vervangen door versie 1.1"]
    assert '<a href="../../index.html">Naar de tekst die nu geldt</a>' in old
    assert "geldt niet meer" not in new
    feed = own / "build/site/feed.atom"
    assert texts(feed, "//a:entry/a:updated/text()") == ["2026-11-01T00:00:00Z", "2026-09-01T00:00:00Z"]


def test_the_feed_tells_of_adopted_versions_with_the_dates_of_the_documents(made: Path) -> None:
    for name in ("feed.atom", f"{HOME}/feed.atom"):
        feed = made / "build/site" / name
        assert texts(feed, "/a:feed/a:id/text()") == [URL + name]
        assert texts(feed, "/a:feed/a:updated/text()") == ["2026-09-01T00:00:00Z"]
        assert texts(feed, "//a:entry/a:id/text()") == [f"{URL}{HOME}/versies/1.0/"]
    empty = made / "build/site/noord/telefoons/feed.atom"
    assert texts(empty, "//a:entry") == []
    assert texts(empty, "/a:feed/a:updated/text()") == ["2000-01-01T00:00:00Z"]


def test_the_sitemap_names_pages_that_are_there_and_none_that_nobody_should_find(made: Path) -> None:
    addresses = texts(made / "build/site/sitemap.xml", "//s:loc/text()")
    assert {f"{URL}zuid/", f"{URL}{HOME}/", f"{URL}{HOME}/voorstel/"} <= {*addresses}
    assert f"{URL}{HOME}/versies/1.0/" in addresses
    assert not [address for address in addresses if "search" in address or "embed" in address]
    for address in addresses:
        name = address.removeprefix(URL)
        assert (made / "build/site" / name / ("index.html" if not name or name.endswith("/") else "")).is_file(), (
            address
        )
    assert f"Sitemap: {URL}sitemap.xml\n" in (made / "build/site/robots.txt").read_text("utf-8")


def test_the_snippet_has_the_whole_text_in_plain_html_with_ids_of_its_own(made: Path) -> None:
    text = (made / "build/site/zuid/telefoons/embed-snippet.html").read_text("utf-8")
    tree_ = html.fragment_fromstring(text, create_parent="div")
    elements = list(tree_.iterdescendants())
    assert {element.tag for element in elements} <= {
        *("h2", "h3", "h4", "h5", "h6", "p", "div", "ul", "ol", "li", "a", "strong", "em", "sup", "br"),
    }
    assert {name for element in elements for name in element.attrib} <= {"id", "href", "start"}
    ids = [str(id_) for id_ in tree_.xpath("//@id")]
    assert len(ids) == len(set(ids)) > 5
    assert all(id_.startswith("zuid-telefoons-") for id_ in ids)
    assert all(str(h)[1:] in ids for h in tree_.xpath("//@href") if str(h).startswith("#"))
    assert "leggen hun telefoon thuis." in text
    assert f"{URL}{HOME}/downloads/zuid-telefoons.pdf" in text
    assert "Vastgesteld" in text or "vastgesteld" in text
    numbers = set(re.findall(r"&#[^;]*;", text))
    assert numbers <= {"&#091;", "&#058;"}, "a content management system writes others in another form"


def test_the_page_for_a_frame_needs_no_other_file_and_keeps_to_its_own_policy(made: Path) -> None:
    text = (made / "build/site/zuid/telefoons/embed.html").read_text("utf-8")
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in text
    tree_ = html.document_fromstring(text)
    assert not tree_.xpath("//script | //img | //link[@rel='stylesheet'] | //@style | //iframe")
    assert tree_.xpath("count(//h1)") == 1


def test_a_fault_in_the_source_leaves_the_site_that_was_there(own: Path) -> None:
    before = tree(own / "build/site")
    path = own / ZUID
    path.write_text(path.read_text("utf-8").replace("omit: stichting.kluisjes", "omit: stichting.kluisje"), "utf-8")
    assert run(["--root", str(own), "site"]) == 1
    assert tree(own / "build/site") == before


def archived(own: Path, version: str) -> str:
    """The page of an adopted version."""
    return (own / f"build/site/zuid/telefoons/versies/{version}/index.html").read_text("utf-8")


def notice(page: Path) -> tuple[str, list[str]]:
    """What the banner of a page says, and where it leads."""
    document: html.HtmlElement = html.document_fromstring(page.read_bytes())
    (found, *_late) = document.find_class("notice")
    return " ".join(found.text_content().split()), [str(link.get("href")) for link in found.iter("a")]


def test_an_adopted_version_says_at_its_address_which_it_is_and_leads_to_what_is_in_force(made: Path) -> None:
    kept = made / f"build/site/{HOME}/versies/1.0"
    said = "Dit is versie 1.0 Dit is de laatste versie die is vastgesteld. Naar de tekst die nu geldt"
    assert notice(kept / "index.html") == (said, ["../../index.html"])
    assert notice(kept / "leerlingen.html") == (said, ["../../leerlingen.html"])
    page: html.HtmlElement = html.document_fromstring((kept / "index.html").read_bytes())
    assert "thuis" in page.get_element_by_id("afspraken.opbergen").text_content()


def test_the_text_in_force_and_the_proposal_lead_to_each_other_page_to_page(made: Path) -> None:
    home = made / f"build/site/{HOME}"
    said = "Er ligt een voorstel voor versie 1.1 Zolang dat niet is vastgesteld, geldt versie 1.0. Lees het voorstel"
    for page in ("index", "leerlingen", "versies"):
        assert notice(home / f"{page}.html") == (said, [f"voorstel/{page}.html"])
        assert notice(home / f"voorstel/{page}.html")[1] == [f"../{page}.html"]
    assert notice(home / "voorstel/wijzigingen.html")[1] == ["../index.html"], "what is in force has no such page"


@pytest.mark.stress
def test_of_a_document_that_lapsed_no_version_is_shown_as_one_that_holds(own: Path) -> None:
    path = own / ZUID
    path.write_text(path.read_text("utf-8").replace('"1.1", status: concept', '"1.1", status: vervallen'), "utf-8")
    assert run(["--root", str(own), "site"]) == 0
    old = archived(own, "1.0")
    assert "Het protocol is vervallen." in old
    assert badge(old) == "Geldt niet meer"
    assert badges((own / "build/site/zuid/telefoons/versies.html").read_text("utf-8")) == ["Vervallen", "Vervallen"]


@pytest.mark.stress
def test_version_ten_is_newer_than_version_nine(own: Path) -> None:
    path = own / ZUID
    for old, new, day in (
        ('"1.1", status: concept', '"1.9", status: vastgesteld, day: 2026-10-01', "2026-10-01"),
        ('"1.9", status: vastgesteld, day: 2026-10-01', '"1.10", status: vastgesteld, day: 2026-11-01', "2026-11-01"),
    ):
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
        adopt(own, "zuid", day)
        assert run(["--root", str(own), "release", "zuid", "--despite", "proef", "--today", day]) == 0
    assert run(["--root", str(own), "site"]) == 0
    for version in ("1.0", "1.9"):
        assert "Daarna is versie 1.10 vastgesteld." in archived(own, version)
    assert "Dit is de laatste versie die is vastgesteld." in archived(own, "1.10")
    history = (own / "build/site/zuid/telefoons/geschiedenis.html").read_text("utf-8")
    assert history.index("In versie 1.9") > 0
    assert "In versie 1.10" not in history, "nothing changed in it"


def test_a_version_that_did_not_change_is_not_made_again(own: Path) -> None:
    place = own / f"build/html/{HOME}"
    kept = [path for path in place.rglob("*.html") if "voorstel" not in path.parts]
    before = {path: path.stat().st_mtime_ns for path in [*kept, own / "build/pdf/zuid-telefoons-1.0.pdf"]}
    assert before
    path = own / "policy_src/protocols/telefoons/clauses/alles.yaml"
    path.write_text(path.read_text("utf-8").replace("text: Vraag het eerst.", "text: Vraag het altijd eerst."), "utf-8")
    assert run(["--root", str(own), "site"]) == 0
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert "altijd" in (own / f"build/site/{HOME}/voorstel/index.html").read_text("utf-8")


def test_the_pages_about_all_versions_are_in_the_site_and_not_below_a_version(made: Path) -> None:
    for name in ("geschiedenis.html", "naast-elkaar.html"):
        assert (made / f"build/site/{HOME}/voorstel" / name).is_file()
        assert not (made / f"build/site/{HOME}/versies/1.0" / name).exists()
        assert f'href="voorstel/{name}"' in (made / f"build/site/{HOME}/versies.html").read_text("utf-8")
        assert f"{URL}{HOME}/voorstel/{name}" in (made / "build/site/sitemap.xml").read_text("utf-8")
