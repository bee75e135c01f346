"""Pages for whom it concerns: only their clauses, with the ids, numbers and headings of the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes as docutils_nodes
from docutils.utils import new_document
from lxml import html

from schoolprotocol.model.base import Audience
from schoolprotocol.outputs.site.parts import for_readers, parts_of
from schoolprotocol.outputs.site.sphinx_ext import nodes
from schoolprotocol.outputs.site.sphinx_ext.part import part_of
from schoolprotocol.policy.model import Clause
from schoolprotocol.words.terms import AUDIENCE_PAGES
from tests.conftest import ProjectMaker
from tests.helpers import policy_of
from tests.site.conftest import ROOT, Site, make_site
from tests.site.test_page import clauses_of, text_of

CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"


def pages_of(site: Site) -> Iterator[tuple[Audience, html.HtmlElement]]:
    for part in parts_of(site.policy):
        yield part.audience, site.page(part.page)


def test_a_page_shows_exactly_the_clauses_for_its_readers_in_order(site: Site) -> None:
    for audience, page in pages_of(site):
        shown = [clause.get("id") for clause in clauses_of(page)]
        assert shown == [clause.id for clause in site.policy.clauses() if audience in clause.audience]
        assert shown


def test_clauses_have_the_number_and_the_words_that_they_have_in_the_whole(site: Site) -> None:
    whole = {clause.get("id"): text_of(clause) for clause in clauses_of(site.page())}
    for _audience, page in pages_of(site):
        for clause in clauses_of(page):
            assert text_of(clause) == whole[clause.get("id")]


def test_sections_keep_id_number_and_heading_and_none_is_empty(site: Site) -> None:
    whole = site.page()
    for _audience, page in pages_of(site):
        for section in page.xpath("//article//section[not(@id='noten')]"):
            assert section.xpath(".//*[contains(@class, 'clause-text')]"), section.get("id")
            home = whole.get_element_by_id(section.get("id"))
            assert text_of(section.xpath("./h2|./h3")[0]) == text_of(home.xpath("./h2|./h3")[0])


def test_the_contents_of_a_page_name_only_what_is_on_it(site: Site) -> None:
    for _audience, page in pages_of(site):
        ids = set(page.xpath("//@id"))
        links = [href for href in page.xpath("//nav[@class='contents']//a/@href") if href.startswith("#")]
        assert links
        assert all(href[1:] in ids for href in links)


def test_a_page_has_the_notes_that_it_calls_with_the_same_numbers(site: Site) -> None:
    for audience, page in pages_of(site):
        called = [str(n.number) for n in for_readers(site.policy, audience).notes()]
        assert page.xpath("//ol[@class='notes']/li/span/text()") == called
        assert page.xpath("//sup[@class='note-call']/a/text()") == called


def test_a_page_says_whose_it_is_how_much_it_shows_and_where_the_whole_is(sites: dict[str, Site]) -> None:
    site = sites["noord"]
    total = len(list(site.policy.clauses()))
    for audience, page in pages_of(site):
        readers = AUDIENCE_PAGES[audience][1]
        (lead,) = page.find_class("subtitle")
        assert text_of(page.find(".//h1")) == f"Voor {readers}"
        shown = len(clauses_of(page))
        said = f"alle {total} onderdelen" if shown == total else f"{shown} van de {total} onderdelen"
        assert said in text_of(lead)
        assert lead.xpath("./a/@href") == ["index.html"]


def test_a_page_has_an_address_of_its_own_and_every_page_leads_to_it(site: Site) -> None:
    for part in parts_of(site.policy):
        address = f"https://protocollen.example/{site.policy.school}/{part.page}.html"
        assert site.page(part.page).xpath("//link[@rel='canonical']/@href") == [address]
        for name, page in site.pages():
            assert f"{part.page}.html" in page.xpath("//header//a/@href"), name


def test_a_page_can_say_where_a_clause_is_that_a_link_seeks_on_it_in_vain(sites: dict[str, Site]) -> None:
    site = sites["noord"]
    for _audience, page in pages_of(site):
        (said,) = page.xpath("//*[@data-lacks]")
        assert said.get("hidden") is not None, "the script shows it to whom such a link brought here"
        assert text_of(said).startswith("Uw link hoort bij een onderdeel dat niet op deze bladzijde staat.")
        assert said.xpath(".//a/@href") == ["index.html"]
    (said,) = site.page().xpath("//*[@data-lacks]")
    assert "niet in deze tekst" in text_of(said)
    assert said.xpath(".//a/@href") == ["versies.html"]


def test_readers_whom_no_clause_names_have_no_page(sites: dict[str, Site]) -> None:
    assert [part.page for part in parts_of(sites["noord"].policy)] == ["leerlingen", "medewerkers"]
    assert not (sites["noord"].folder / "ouders.html").exists()


def test_where_all_clauses_are_for_the_same_readers_nobody_has_a_page(project: ProjectMaker) -> None:
    root = project()
    path = root / CLAUSES
    path.write_text(re.sub(r"audience: \[.*\]", "audience: [leerling]", path.read_text("utf-8")), "utf-8")
    assert parts_of(policy_of(root, "noord")) == []
    assert not (make_site(root / "build", "noord", root).folder / "leerlingen.html").exists()


def test_a_reference_stays_on_the_page_where_it_can_and_else_leads_to_the_whole(project: ProjectMaker) -> None:
    only_staff = ("title: Aangifte\n  audience: [leerling]", "title: Aangifte\n  audience: [medewerker]")
    both = ("title: Melden\n  audience: [leerling]", "title: Melden\n  audience: [leerling, medewerker]")
    root = project(replace={CLAUSES: [only_staff, both]})
    site = make_site(root / "build", "noord", root)
    targets = {
        name: site.page(name).xpath("//a[span[contains(@class, 'clause-ref')]]/@href")
        for name in ("index", "leerlingen", "medewerkers")
    }
    assert targets == {
        "index": ["#gevolgen.aangifte"],
        "leerlingen": ["index.html#gevolgen.aangifte"],
        "medewerkers": ["#gevolgen.aangifte"],
    }


def test_what_closes_the_document_moves_up_when_nothing_else_is_left_in_its_last_section() -> None:
    doctree = new_document("index")
    doctree += _section("protocol", _section("eerst", _clause("a", "leerling")), _last := _section("laatst"))
    _last += [_clause("b", "medewerker"), nodes.closing("", _clause("c", "leerling"), ids=["slot"])]
    before = doctree.pformat()
    part = part_of(doctree, ["a", "c"], "index.html")
    assert [node["ids"][0] for node in part.findall(docutils_nodes.section)] == ["protocol", "eerst"]
    (closing,) = part.findall(nodes.closing)
    assert closing.parent["ids"] == ["eerst"]
    assert [node["ids"][0] for node in part.findall(nodes.clause)] == ["a", "c"]
    assert doctree.pformat() == before


def test_what_closes_the_document_is_never_lost_whatever_else_is_left() -> None:
    doctree = new_document("index")
    doctree += _section("protocol", last := _section("laatst", _clause("a", "leerling"), below := _section("onder")))
    below += [_clause("b", "medewerker"), nodes.closing("", _clause("c", "leerling"), ids=["slot"])]
    assert [node["ids"][0] for node in part_of(doctree, ["c"], "index.html").findall(nodes.clause)] == ["c"]
    part = part_of(doctree, ["a", "c"], "index.html")
    (closing,) = part.findall(nodes.closing)
    assert closing.parent["ids"] == last["ids"], "beside the other clauses, and not in their list"


def _section(id_: str, *children: docutils_nodes.Node) -> docutils_nodes.section:
    return docutils_nodes.section("", docutils_nodes.title("", id_), *children, ids=[id_])


def _clause(id_: str, audience: str) -> nodes.clauses:
    return nodes.clauses("", nodes.clause("", docutils_nodes.paragraph("", id_), ids=[id_], audience=audience))


def test_a_part_leaves_the_policy_as_it_is() -> None:
    policy = policy_of(ROOT, "noord")
    before = policy.model_dump_json()
    parts = parts_of(policy)
    assert policy.model_dump_json() == before
    whole: dict[str, Clause] = policy.by_id()
    assert all(clause == whole[clause.id] for part in parts for clause in part.policy.clauses())
