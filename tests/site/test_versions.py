"""The pages about more than one version: what happened to each clause, and any two texts beside each other."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from schoolprotocol.compare.history import history
from schoolprotocol.files import write_tree
from schoolprotocol.outputs.site.beside import Row, beside_fragment, rows
from schoolprotocol.outputs.site.history import changed_in, formerly, told
from schoolprotocol.outputs.site.project import SiteInput, site_files
from schoolprotocol.outputs.site.sphinx import build
from schoolprotocol.policy.model import Clause, Policy
from tests.compare.edits import laid_out, made, reworded, with_clauses, with_values
from tests.helpers import policy_of
from tests.site.conftest import ROOT, TEMPLATES, Site, site_input

EVIL = "Bel <script>alert(1)</script> & {{ waarde }} {% endraw %} nooit."


@pytest.fixture(scope="module")
def klein() -> Policy:
    return policy_of(ROOT, "zuid")


def versions(*policies: Policy, status: str = "concept") -> list[Policy]:
    """These texts as 1.0, 1.1 …; all adopted but the last."""
    last = len(policies) - 1
    return [
        policy.model_copy(
            update={
                "document": policy.document.model_copy(
                    update={
                        "version": f"1.{n}",
                        "status": status if n == last else "vastgesteld",
                        "day": date(2026, 1 + n, 1),
                    }
                )
            }
        )
        for n, policy in enumerate(policies)
    ]


def site_of(folder: Path, *policies: Policy, lineage: dict[str, tuple[str, ...]] | None = None) -> Site:
    """A built site of these versions, oldest first."""
    shown = site_input("zuid", folder)
    site = SiteInput(
        policy=policies[-1],
        style=shown.style,
        url=shown.url,
        publisher=shown.publisher,
        summary=shown.summary,
        releases=policies[:-1],
        history=history(policies, lineage=lineage),
        lineage=lineage or {},
        beside_fragment=beside_fragment(policies, lineage or {}, TEMPLATES),
    )
    write_tree(folder / "source", dict(site_files(site, TEMPLATES)))
    (folder / "html").mkdir()
    build(folder / "source", folder / "html", TEMPLATES, with_print=False)
    return Site(site.policy, folder / "source", folder / "html")


@pytest.fixture(scope="module")
def three(klein: Policy, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with two adopted versions and one in the making."""
    once = with_values(reworded(klein, tips__vraag="Vraag het altijd eerst."), bewaarplek="in de kluis")
    twice = with_clauses(
        reworded(once, tips__vraag=EVIL.replace("{{ waarde }}", "").replace("{% endraw %}", "")),
        lambda one: None if one.id == "afspraken.melden" else one,
    )
    return site_of(tmp_path_factory.mktemp("three"), *versions(klein, once, twice))


# -- the history of a clause ------------------------------------------------------------------------------------------


def test_the_page_tells_of_each_clause_since_when_and_what_became_of_it(three: Site) -> None:
    page = three.page("geschiedenis")
    entry = page.get_element_by_id("tips.vraag")
    lines = [" ".join(item.text_content().split()) for item in entry.iter("li")]
    assert "Sinds versie 1.0 (1 januari 2026)" in " ".join(entry.text_content().split())
    assert lines == [
        "In versie 1.1 (1 februari 2026): gewijzigd.",
        "In versie 1.2 (nog niet vastgesteld): gewijzigd.",
        "De teksten naast elkaar: Vraag het eerst",
    ]
    assert entry.xpath(".//h3/a/@href") == ["index.html#tips.vraag"]
    value = " ".join(page.get_element_by_id("afspraken.opbergen").text_content().split())
    assert "In versie 1.1 (1 februari 2026): ander gegeven. Eerst ‘thuis’, nu ‘in de kluis’." in value


def test_what_lapsed_stands_apart_and_leads_nowhere(three: Site) -> None:
    page = three.page("geschiedenis")
    entry = page.get_element_by_id("afspraken.melden")
    assert not entry.xpath(".//h3/a")
    assert entry.getprevious().text_content() == "Wat er niet meer in staat"
    assert "vervallen" in entry.text_content()


def test_what_stayed_is_only_counted(three: Site) -> None:
    text = " ".join(three.page("geschiedenis").get_element_by_id("_tekst").text_content().split())
    shown = three.page("geschiedenis").xpath("//section[@class='clause-history']")
    total = len({clause.id for clause in history(versions(three.policy)).clauses}) + 1
    assert f"De andere {total - len(shown)} onderdelen staan er sinds versie 1.0" in text


def test_a_clause_that_changed_leads_to_its_history_and_the_others_do_not(three: Site) -> None:
    links = {link.getparent().get("id"): link for link in three.page().xpath("//a[@class='hist']")}
    assert set(links) == {"tips.vraag", "afspraken.opbergen"}
    assert links["tips.vraag"].get("href") == "geschiedenis.html#tips.vraag"
    assert links["tips.vraag"].text_content() == "1.2"
    known = set(three.page("geschiedenis").xpath("//@id"))
    assert {str(link.get("href")).partition("#")[2] for link in links.values()} <= known


def test_a_document_without_frozen_versions_has_neither_page_and_no_links_to_them(site: Site) -> None:
    assert not (site.folder / "geschiedenis.html").exists()
    assert not (site.folder / "naast-elkaar.html").exists()
    for _name, page in site.pages():
        assert not page.xpath("//a[contains(@href, 'geschiedenis') or contains(@href, 'naast-elkaar')]")


def test_a_clause_that_came_back_says_so(klein: Policy) -> None:
    without = with_clauses(klein, lambda one: None if one.id == "tips.vraag" else one)
    found = history(versions(klein, without, klein))
    (row,) = told(found, klein)["clauses"]
    assert [event["happened"] for event in row["events"]] == ["vervallen", "teruggekomen"]
    assert changed_in(found) == {"tips.vraag": "1.2"}


def test_another_key_is_nothing_that_a_reader_sees(klein: Policy) -> None:
    new = with_clauses(
        klein, lambda one: one.model_copy(update={"id": "tips.eerst"}) if one.id == "tips.vraag" else one
    )
    page = told(history(versions(klein, new), lineage={"tips.eerst": ("tips.vraag",)}), new)
    assert page["clauses"] == []


def test_an_old_link_leads_to_what_a_clause_became(klein: Policy, tmp_path: Path) -> None:
    def changed(one: Clause) -> Clause | None:
        return one.model_copy(update={"id": "tips.eerst"}) if one.id == "tips.vraag" else one

    lineage = {"tips.eerst": ("tips.vraag",), "tips.vraag": ("tips.oud", "afspraken.opbergen")}
    site = site_of(tmp_path, *versions(klein, with_clauses(klein, changed)), lineage=lineage)
    for name in ("index", "leerlingen"):
        page = site.page(name)
        for old in ("tips.vraag", "tips.oud"):
            assert page.get_element_by_id(old).getparent().get("id") == "tips.eerst"
        assert page.get_element_by_id("afspraken.opbergen").get("class") == "clause", "that one is still there"
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))


def test_of_a_clause_that_was_split_old_links_lead_to_what_stands_first(klein: Policy) -> None:
    first, second = list(klein.clauses())[:2]
    assert formerly(klein, {second.id: ("weg",), first.id: ("weg",)}) == {first.id: ["weg"]}
    assert formerly(klein, {first.id: ("a",), "a": ("b",), "b": ("a",)}) == {first.id: ["a", "b"]}, "in a circle too"


# -- versions beside each other ---------------------------------------------------------------------------------------


def cells(found: list[Row], id_: str) -> list[tuple[tuple[int, ...], list[str]]]:
    """Of a row the versions of each text, and what it says."""
    (row,) = (row for row in found if row.id == id_)
    return [(cell.versions, [clause.plain for clause in cell.clauses]) for cell in row.cells]


def own(texts: list[Policy], lineage: dict[str, tuple[str, ...]] | None = None) -> list[Row]:
    """The rows of the clauses that a test laid out itself: not those of the text for the schoolgids."""
    return [row for row in rows(texts, lineage or {}) if row.id.startswith("a.")]


def test_a_text_that_versions_share_stands_on_the_page_once(klein: Policy) -> None:
    new = reworded(klein, tips__vraag="Vraag het altijd eerst.")
    found = rows(versions(klein, klein, new), {})
    assert cells(found, "tips.vraag") == [((2,), ["Vraag het altijd eerst."]), ((0, 1), ["Vraag het eerst."])]
    assert [one[0] for one in cells(found, "afspraken.opbergen")] == [(0, 1, 2)]


def test_clauses_stand_beside_what_they_were_whatever_their_ids(klein: Policy) -> None:
    one, two = made("a.een", "Bel de school."), made("a.twee", "Vraag naar de mentor.")
    both = made("a.samen", "Bel de school. Vraag naar de mentor.")
    texts = [laid_out(klein, {"a": clauses}) for clauses in ([one, two], [both], [one, two])]
    (row,) = own(versions(*texts), {"a.samen": ("a.een", "a.twee")})
    assert [(cell.versions, len(cell.clauses)) for cell in row.cells] == [((0, 2), 2), ((1,), 1)]


def test_what_lapsed_stands_where_it_was(klein: Policy) -> None:
    first, second, third, fourth = (made(f"a.{n}", f"De tekst van {n}.") for n in ("een", "twee", "drie", "vier"))
    old, new = laid_out(klein, {"a": [first, second, third, fourth]}), laid_out(klein, {"a": [first, fourth]})
    assert [row.id for row in own(versions(old, new))] == ["a.een", "a.twee", "a.drie", "a.vier"]
    assert [row.id for row in own(versions(old, new, old))] == ["a.een", "a.twee", "a.drie", "a.vier"]


def test_a_clause_that_came_back_is_one_row(klein: Policy) -> None:
    without = with_clauses(klein, lambda one: None if one.id == "tips.vraag" else one)
    found = rows(versions(klein, without, klein), {})
    assert cells(found, "tips.vraag") == [((0, 2), ["Vraag het eerst."])]


def test_every_clause_of_every_version_stands_in_exactly_one_place(klein: Policy) -> None:
    one, two = made("a.een", "Bel de school."), made("a.twee", "Vraag naar de mentor.")
    texts = versions(klein, laid_out(klein, {"a": [one, two]}), laid_out(klein, {"b": [two], "a": [one]}), klein)
    found = rows(texts, {"a.een": ("tips.vraag",)})
    for n, policy in enumerate(texts):
        stands = [clause.plain for row in found for cell in row.cells if n in cell.versions for clause in cell.clauses]
        assert len(stands) == len({clause.id for clause in history([policy]).clauses})


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Vraag het de caf\u00e9baas.", "Vraag het de cafe\u0301baas.", "zelfde letters, anders opgeslagen"),
        ("Vraag het aan Jan.", "Vraag het \u0430an Jan.", "Cyrillische"),
        ("Vraag het eerst.", "Vraag\u200b het eerst.", "spatie zonder breedte"),
    ],
)
def test_a_difference_that_nobody_sees_is_named(klein: Policy, old: str, new: str, says: str) -> None:
    texts = versions(reworded(klein, tips__vraag=old), reworded(klein, tips__vraag=new))
    (row,) = (row for row in rows(texts, {}) if row.id == "tips.vraag")
    assert [list(cell.unseen) for cell in row.cells] == [[0], []]
    assert says in row.cells[0].unseen[0]
    assert says in beside_fragment(texts, {}, TEMPLATES)


def test_the_page_holds_every_text_without_script_and_takes_none_for_markup(three: Site) -> None:
    page = three.page("naast-elkaar")
    row = page.get_element_by_id("tips.vraag")
    assert [" ".join(cell.xpath("./p[1]")[0].text_content().split()) for cell in row.iter("article")] == [
        "Versie 1.2",
        "Versie 1.1",
        "Versie 1.0",
    ]
    assert "Bel <script>alert(1)</script> &" in row.text_content()
    assert not page.xpath("//article//script")
    assert page.xpath("//form[@class='beside-choice'][@hidden]"), "the choice is of use with script only"
    assert page.xpath("//noscript")


def test_a_script_of_the_page_asks_for_no_right_that_the_policy_does_not_give(three: Site) -> None:
    script = (three.folder / "_static/naast-elkaar.js").read_text("utf-8")
    assert "innerHTML" not in script
    assert "style" not in script


def test_a_title_that_looks_like_a_template_stays_text(klein: Policy, tmp_path: Path) -> None:
    new = reworded(klein, tips__vraag="Bel {# niets #} &lt; nooit.")
    site = site_of(tmp_path, *versions(klein, new))
    assert "Bel {# niets #} < nooit." in site.page("naast-elkaar").get_element_by_id("tips.vraag").text_content()


_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def in_browser(site: Site, query: str = "") -> html.HtmlElement:
    """The page with the versions beside each other, after its script ran."""
    import subprocess

    assert _CHROMIUM is not None
    address = (site.folder / "naast-elkaar.html").as_uri() + query
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000", "--dump-dom")
    done = subprocess.run([_CHROMIUM, *flags, address], capture_output=True, text=True, timeout=60, check=True)
    return html.document_fromstring(done.stdout)


def seen(page: html.HtmlElement, id_: str) -> list[str]:
    """What the columns of a row show."""
    return [
        " ".join(cell.text_content().split())
        for cell in page.get_element_by_id(id_).xpath(".//*[contains(concat(@class, ' '), 'beside-cell ')]")
        if cell.get("hidden") is None
    ]


@pytest.mark.skipif(_CHROMIUM is None, reason="there is no Chromium")
@pytest.mark.stress
@pytest.mark.slow
def test_with_script_a_reader_lays_any_two_versions_beside_each_other(three: Site) -> None:
    page = in_browser(three)
    assert [text[:10] for text in seen(page, "tips.vraag")] == ["Versie 1.1", "Versie 1.2"]
    assert [text[:23] for text in seen(page, "inleiding.doel")] == ["Gelijk in beide versies"]
    assert seen(page, "afspraken.melden")[1] == "Staat niet in versie 1.2."
    page = in_browser(three, "?links=0&rechts=1")
    marks = page.get_element_by_id("tips.vraag")
    assert [mark.text_content() for mark in marks.iter("del")] == []
    assert [mark.text_content().strip() for mark in marks.iter("ins")] == ["altijd"]
    assert "1 van de 8" in page.xpath("//*[@class='beside-count']")[0].text_content()
    same = in_browser(three, "?links=1&rechts=1")
    assert "Kies twee verschillende versies." in same.xpath("//*[@class='beside-count']")[0].text_content()
    odd = in_browser(three, "?links=99&rechts=%3Cscript%3E")
    assert [text[:10] for text in seen(odd, "tips.vraag")] == ["Versie 1.1", "Versie 1.2"]
