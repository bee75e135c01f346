"""The page with the protocol says all that the policy says, in order, with addresses that stay."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from schoolprotocol.policy.titles import beginnings
from tests.conftest import ProjectMaker
from tests.site.conftest import Site, make_site


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def clauses_of(page: html.HtmlElement) -> list[html.HtmlElement]:
    return list(page.find_class("clause"))


def test_every_clause_stands_on_the_page_once_and_in_order(site: Site) -> None:
    assert [clause.get("id") for clause in clauses_of(site.page())] == [clause.id for clause in site.policy.clauses()]


def test_number_and_title_of_a_clause_are_text_before_its_wording(site: Site) -> None:
    for shown, clause in zip(clauses_of(site.page()), site.policy.clauses(), strict=True):
        first_words = re.split(r"\[|\{|\n", clause.wording.text)[0]
        title = beginnings(site.policy)[clause.id].title
        assert text_of(shown).startswith(" ".join(f"{clause.number} {title} {first_words}".split()))


def test_the_title_of_a_clause_stands_in_bold_in_the_first_paragraph_of_its_text(site: Site) -> None:
    pages = [site.page(), *(page for name, page in site.pages() if name in {"leerlingen", "ouders", "medewerkers"})]
    for shown in (one for page in pages for one in clauses_of(page)):
        title = beginnings(site.policy)[str(shown.get("id"))].title
        bold = [
            text_of(one) for one in shown.xpath('./div/p[1]/strong[@class="clause-title"][not(preceding-sibling::*)]')
        ]
        assert bold == [title] * bool(title)
    assert site.page().find_class("clause-title")


def test_sections_keep_the_ids_of_the_source_and_show_number_and_heading(site: Site) -> None:
    page = site.page()
    for section in site.policy.all_sections():
        assert section.heading is not None
        shown = page.get_element_by_id(section.id)
        heading = next(child for child in shown if child.tag in {"h2", "h3"})
        assert text_of(heading) == f"{section.number} {section.heading.text}".strip()


def test_an_id_is_used_once(site: Site) -> None:
    for name, page in site.pages():
        ids = [str(id_) for id_ in page.xpath("//@id")]
        assert len(ids) == len(set(ids)), name


def test_every_link_inside_the_site_leads_somewhere(site: Site) -> None:
    ids = {name: {str(id_) for id_ in page.xpath("//@id")} for name, page in site.pages()}
    for name, page in site.pages():
        for href in page.xpath("//a/@href"):
            target, _, anchor = str(href).partition("#")
            if "://" in target or target.startswith(("downloads/", "mailto:", "tel:", "../", "versies/")):  # of others
                continue
            target = target.removesuffix(".html") or name
            assert target in ids, (name, href)
            assert not anchor or anchor in ids[target], (name, href)


def test_notes_lead_to_their_text_and_back(site: Site) -> None:
    page = site.page()
    for note in site.policy.notes():
        call, entry = page.get_element_by_id(f"noot-{note.number}-terug"), page.get_element_by_id(f"noot-{note.number}")
        assert call.xpath("./a/@href") == [f"#noot-{note.number}"]
        assert call.xpath("./button/@popovertarget") == [entry.get("id")]
        assert entry.get("popover") is not None
        assert f"#noot-{note.number}-terug" in entry.xpath(".//a/@href")
        assert "Een opname is een persoonsgegeven" in text_of(entry)


def test_a_reference_prints_the_number_that_the_clause_has_at_this_school(sites: dict[str, Site]) -> None:
    printed = {school: sites[school].page().xpath("//a[@href='#gevolgen.aangifte'][span]")[0] for school in sites}
    assert {school: text_of(link) for school, link in printed.items()} == {
        "noord": "artikel 2.1",
        "zuid": "artikel 1.1",
    }


def test_the_contents_name_every_section_with_its_number(site: Site) -> None:
    for place in ("contents", "contents-folded"):
        (contents,) = site.page().find_class(place)
        named = [(link.get("href"), text_of(link)) for link in contents.iter("a")]
        for section in site.policy.all_sections():
            assert section.heading is not None
            assert (f"#{section.id}", f"{section.number} {section.heading.text}".strip()) in named


def test_a_concept_says_so_above_the_text_and_names_the_version_that_holds(sites: dict[str, Site]) -> None:
    for name, page in sites["noord"].pages():
        (notice,) = page.find_class("notice")
        assert "Concept – nog niet vastgesteld" in text_of(notice)
        assert "Tot die tijd geldt versie 0.9" in text_of(notice)
        assert notice.xpath(".//a/@href") == [f"../{name if name == 'versies' else 'index'}.html"]
        assert not page.xpath("//*[@data-review]"), "a proposal is not late"


def test_every_page_of_a_version_in_force_says_when_its_review_is_late_by_the_reader_s_calendar(
    sites: dict[str, Site],
) -> None:
    for _name, page in sites["zuid"].pages():
        (notice,) = page.find_class("notice")
        assert notice.get("data-review") == "2027-11-01"
        assert notice.get("hidden") is not None, "a script shows it when that day has come"
        assert text_of(notice).startswith("Herziening verlopen Deze tekst zou vóór 1 november 2027 opnieuw")


def test_the_page_shows_status_version_dates_and_downloads(sites: dict[str, Site]) -> None:
    page = sites["zuid"].page()
    (meta,) = page.find_class("meta")
    assert [(text_of(dt), text_of(dd)) for dt, dd in zip(meta.iter("dt"), meta.iter("dd"), strict=True)] == [
        ("Status", "Vastgesteld"),
        ("Versie", "1.0"),
        ("Vastgesteld", "1 september 2026"),
        ("Herziening", "vóór 1 november 2027"),
    ]
    (downloads,) = page.find_class("downloads")
    assert downloads.xpath(".//a/@href") == ["downloads/zuid.pdf"]


def test_readers_sift_by_the_groups_that_the_clauses_name(sites: dict[str, Site]) -> None:
    page = sites["noord"].page()
    assert page.xpath("//input[@name='doelgroep']/@value") == ["iedereen", "medewerker", "leerling"]
    css = (sites["noord"].folder / "_static/site.css").read_text("utf-8")
    for audience in ("medewerker", "leerling", "ouder", "overig"):
        assert f'[value="{audience}"]:checked' in css


def test_nobody_is_asked_to_sift_where_all_clauses_are_for_the_same_readers(project: ProjectMaker) -> None:
    clauses = "policy_src/protocols/telefoons/clauses/alles.yaml"
    root = project()
    path = root / clauses
    path.write_text(re.sub(r"audience: \[.*\]", "audience: [leerling]", path.read_text("utf-8")), "utf-8")
    assert make_site(root / "build", "noord", root).page().find_class("audience") == []


def test_the_versions_page_lists_the_current_text_and_every_release(sites: dict[str, Site]) -> None:
    page = sites["zuid"].page("versies")
    assert [text_of(heading) for heading in page.xpath("//ol[@class='versions']//h2")] == ["Versie 1.0", "Versie 0.9"]
    assert "Vaststelling: College van Bestuur, 1 september 2026" in text_of(page)


def test_the_change_report_is_shown_as_it_was_made(sites: dict[str, Site]) -> None:
    page = sites["noord"].page("wijzigingen")
    assert "Eén {{ waarde }} & {% endraw %} meer." in text_of(page)
    assert (sites["noord"].folder / "_static/wijzigingen.css").is_file()
    assert "wijzigingen.html" in sites["noord"].page().xpath("//a/@href")


def test_without_an_earlier_version_there_is_no_page_with_changes(sites: dict[str, Site]) -> None:
    assert not (sites["zuid"].folder / "wijzigingen.html").exists()
    assert "wijzigingen.html" not in sites["zuid"].page().xpath("//a/@href")


def test_names_from_the_source_are_text_and_never_markup(project: ProjectMaker) -> None:
    name = 'Noord & <b>Zuid</b> "hier"'
    school = "policy_src/schools/noord/school.yaml"
    root = project(replace={school: [("site_title: Basisschool Noord", f"site_title: '{name}'")]})
    page = make_site(root / "build", "noord", root).page()
    assert text_of(page.find_class("school")[0]) == name


def test_a_cell_that_is_left_open_is_empty_on_the_page(project: ProjectMaker) -> None:
    protocol = "policy_src/protocols/telefoons/protocol.yaml"
    row = '      - [Versie, "{{ document.version }}"]\n'
    root = project(replace={protocol: [(row, row + '      - [Vastgesteld op, ""]\n')]})
    page = make_site(root / "build", "noord", root).page()
    cells = page.xpath("//tr[contains(., 'Vastgesteld op')]/td")
    assert [text_of(cell).strip() for cell in cells] == [""]


@pytest.mark.parametrize(("form", "said"), [("donts", "Niet: Vraag het eerst."), ("dos", "Wel: Vraag het eerst.")])
def test_what_is_not_to_be_done_says_so_in_words_that_all_can_see(
    project: ProjectMaker, tmp_path: Path, form: str, said: str
) -> None:
    place = "policy_src/protocols/telefoons/protocol.yaml"
    root = project(replace={place: [("- bullets: [tips.vraag]", f"- {form}: [tips.vraag]")]})
    shown = make_site(tmp_path, "noord", root).page().get_element_by_id("tips.vraag")
    assert text_of(shown).startswith(said)
    assert bool(shown.find_class("visually-hidden")) == (form == "dos")  # its sign is whole by itself
