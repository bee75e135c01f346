"""Bespreken: a link lets somebody read one text and react, and nothing else; what is said gets into the source."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from schoolprotocol import Project
from schoolprotocol.studio.door.limits import Limit
from schoolprotocol.studio.pages import shared
from schoolprotocol.studio.studio import Studio
from schoolprotocol.studio.texts import discussed
from tests.docs.following import KLEIN
from tests.studio.conftest import Visitor, browser, field, member
from tests.studio.making import CATALOGUE, KEY

PAGE = "/bespreken/noord/telefoons/"
REACTIONS = "policy_src/schools/noord/reactions/telefoons.yaml"
EVIL = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)>"
CHANGE = "afspraken.opbergen"


@pytest.fixture
def root(making: Path) -> Path:
    """A project with a version 1.1 in the making."""
    return making


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WRONG", "SEEN", "SAID"):
        monkeypatch.setattr(shared, name, Limit(1_000, 1.0))


def link(visitor: Visitor, **more: str) -> str:
    """Make a link; gives its path."""
    page = visitor.send(f"{PAGE}link", {"voor": "de oudergeleding", "dagen": "14", **more})
    found = re.search(r'value="http://[^/"]+(/delen/[^"]+)"', page)
    assert found is not None
    return found[1]


def react(guest: TestClient, at: str, **more: str) -> str:
    """Send a reaction as the page of a link does; gives what came back."""
    page = guest.get(at).text
    form = {"getoond": field(page, "getoond"), "wijziging": CHANGE, "soort": "vraag", "tekst": "Waarom thuis?", **more}
    answer = guest.post(at, data=form)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_who_has_the_link_reads_the_changes_and_the_text_without_an_account(visitor: Visitor) -> None:
    at = link(visitor)
    page = browser(visitor.studio).get(at)
    assert page.status_code == 200
    assert re.search(r"<ins>.*thuis neer", page.text)
    assert "Niemand maakt opnamen zonder toestemming" in page.text
    assert "de oudergeleding" in page.text
    assert page.headers["referrer-policy"] == "same-origin"  # with none, a browser sends its forms without an origin


def test_a_link_opens_nothing_else(visitor: Visitor) -> None:
    guest = browser(visitor.studio)
    guest.get(link(visitor))
    for path in ("/", "/voorstel/noord/telefoons/", PAGE, "/verslag/noord/telefoons/", "/stukken/noord/telefoons/"):
        assert guest.get(path).url.path == "/aanmelden"
    assert "/voorstel/" not in guest.get(link(visitor)).text


def test_a_reaction_is_kept_at_once_and_shown_in_the_thread(visitor: Visitor) -> None:
    guest, at = browser(visitor.studio), link(visitor)
    page = react(guest, at)
    assert "Waarom thuis?" in page
    assert "Uw reactie is bewaard." in page
    assert "Waarom thuis?" in visitor.get(PAGE)


def test_who_has_the_link_finds_every_change_from_a_list_with_its_weight(visitor: Visitor) -> None:
    page = browser(visitor.studio).get(link(visitor)).text
    changes = re.findall(r'<article class="change" id="(w-[^"]+)"', page)
    assert changes
    assert re.findall(r'<li><a href="#(w-[^"]+)"', page) == changes
    assert f"Verandert de inhoud ({len(changes)})" in page


def test_a_reaction_stands_at_the_change_that_it_is_about_and_says_there_that_it_is_kept(visitor: Visitor) -> None:
    guest, at = browser(visitor.studio), link(visitor)
    page = react(guest, at, soort="akkoord", tekst="Goed idee.")
    change = page[page.index(f'id="w-{CHANGE}"') :].partition('<article class="change"')[0]
    assert re.search(r"Uw reactie is bewaard\..*Goed idee\.", change, re.DOTALL)
    assert page.count("Goed idee.") == 1
    assert re.search(rf'href="#w-{CHANGE}">[^<]+</a> <span class="tag akkoord">Akkoord', page)


def test_a_reaction_to_a_clause_and_to_the_whole_stand_where_they_were_written(visitor: Visitor) -> None:
    guest, at = browser(visitor.studio), link(visitor)
    react(guest, at, wijziging="afspraken.opnamen", tekst="Ook op reis?")
    page = react(guest, at, wijziging="", tekst="Waarom nu?")
    assert page.index('id="c-afspraken.opnamen"') < page.index("Ook op reis?")
    assert page.index("Ook op reis?") < page.index('id="geheel"') < page.index("Waarom nu?")
    assert "<details open><summary>Toon de tekst" in page


def test_what_is_refused_is_told_in_the_form_in_which_it_was_typed(visitor: Visitor) -> None:
    guest, at = browser(visitor.studio), link(visitor)
    form = {"getoond": field(guest.get(at).text, "getoond"), "wijziging": CHANGE, "soort": "bezwaar", "tekst": ""}
    page = guest.post(at, data=form).text
    change = page[page.index(f'id="w-{CHANGE}"') :].partition('<article class="change"')[0]
    assert "Nog niet verstuurd." in change
    assert page.count("Nog niet verstuurd.") == 1
    assert re.search(r'action="[^"]+#(f-[^"]+)" class="react" id="\1"', change)  # the browser goes to that form


def test_who_has_the_link_is_told_whether_the_text_can_still_change(visitor: Visitor) -> None:
    assert "hij kan veranderen" in browser(visitor.studio).get(link(visitor)).text


def test_an_answer_is_shown_behind_the_link(visitor: Visitor) -> None:
    guest, at = browser(visitor.studio), link(visitor)
    react(guest, at)
    visitor.send(f"{PAGE}antwoord", {"nummer": "1", "antwoord": "Omdat de kluis weg is."})
    assert "Omdat de kluis weg is." in guest.get(at).text


def test_reactions_and_answers_get_into_the_source_and_the_check_finds_nothing_new(
    visitor: Visitor, root: Path
) -> None:
    before = [one.kind.code for one in Project.open(root).check()]
    guest, at = browser(visitor.studio), link(visitor)
    react(guest, at)
    react(guest, at, soort="akkoord", tekst="")
    react(guest, at, wijziging="afspraken.opnamen", soort="opmerking", tekst="Goed zo.")
    visitor.send(f"{PAGE}antwoord", {"nummer": "1", "antwoord": "Omdat de kluis weg is."})
    visitor.send(f"{PAGE}overnemen")
    project = Project.open(root)
    found = project.corpus.schools["noord"].reactions_to("telefoons")
    assert [(one.by, one.change, one.kind, one.text, one.answer) for one in found] == [
        ("de oudergeleding", CHANGE, "vraag", "Waarom thuis?", "Omdat de kluis weg is."),
        ("de oudergeleding", CHANGE, "akkoord", None, None),
        ("de oudergeleding", None, "opmerking", "About Opnamen (artikel 1.3): Goed zo.", None),
    ]
    assert {one.text_hash for one in found} == {project.document(*KEY).text_hash(project.document(*KEY).policy)}
    assert [one.kind.code for one in project.check()] == before


def test_what_was_taken_over_is_not_taken_over_twice(visitor: Visitor, root: Path) -> None:
    react(browser(visitor.studio), link(visitor))
    visitor.send(f"{PAGE}overnemen")
    text = (root / REACTIONS).read_text("utf-8")
    visitor.send(f"{PAGE}overnemen")
    assert (root / REACTIONS).read_text("utf-8") == text


def test_who_was_stopped_while_reactions_were_taken_over_takes_none_over_twice(
    visitor: Visitor, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    react(browser(visitor.studio), link(visitor))
    with monkeypatch.context() as stopped:
        stopped.setattr(visitor.studio.voices, "file", lambda _numbers: None)  # as if the power went just then
        visitor.send(f"{PAGE}overnemen")
    assert "Nog niet in het dossier" in visitor.get(PAGE)
    adopted = Project.open(KLEIN).corpus.protocols["telefoons"].clauses[CHANGE].alternatives["allen"]
    Project.open(root).edit().set_alternative("telefoons", CHANGE, "allen", str(adopted)).save()
    assert CHANGE not in [one.id for one in discussed(Project.open(root), KEY, None).pieces], (
        "the change went meanwhile"
    )
    visitor.studio.workplace.renew()
    before = Project.open(root).corpus.schools["noord"].reactions_to("telefoons")
    visitor.send(f"{PAGE}overnemen")
    assert Project.open(root).corpus.schools["noord"].reactions_to("telefoons") == before
    assert "Nog niet in het dossier" not in visitor.get(PAGE)


def test_reactions_wait_again_where_taking_them_over_is_undone_and_are_in_the_dossier_where_that_is_undone(
    visitor: Visitor, root: Path
) -> None:
    react(browser(visitor.studio), link(visitor))
    visitor.send(f"{PAGE}overnemen")
    for waits in (True, False):
        last = visitor.studio.database.row("SELECT max(number) AS n FROM saved")
        assert last is not None
        visitor.send(f"/geschiedenis/{last['n']}/terug")
        page = visitor.get(PAGE)
        assert page.count("Waarom thuis?") == 1
        assert ("Nog niet in het dossier" in page) is waits
        assert ("<h3>In het dossier" in page) is not waits


def test_an_answer_to_what_stands_in_the_source_is_written_there(visitor: Visitor, root: Path) -> None:
    react(browser(visitor.studio), link(visitor))
    page = visitor.send(f"{PAGE}overnemen")
    form = {"nummer": "0", "waar": "bron", "basis": field(page, "basis"), "antwoord": "Daarom."}
    visitor.send(f"{PAGE}antwoord", form)
    assert "answer: Daarom." in (root / REACTIONS).read_text("utf-8")
    refused = visitor.client.post(f"{PAGE}antwoord", data={"csrf": visitor.csrf, **form, "antwoord": "Toch niet."})
    assert refused.status_code == 409
    assert "Toch niet." in refused.text


def test_of_two_who_answer_at_once_neither_is_lost(visitor: Visitor) -> None:
    react(browser(visitor.studio), link(visitor))
    visitor.send(f"{PAGE}antwoord", {"nummer": "1", "was": "", "antwoord": "Van de eerste."})
    told = {"csrf": visitor.csrf, "nummer": "1", "was": "", "antwoord": "Van de tweede."}
    answer = visitor.client.post(f"{PAGE}antwoord", data=told)
    assert answer.status_code == 422
    assert "Van de eerste." in answer.text
    assert "Van de tweede." in answer.text


def test_a_reaction_that_was_put_aside_stays_here_and_goes_along_after_all(visitor: Visitor, root: Path) -> None:
    react(browser(visitor.studio), link(visitor))
    assert "1 nieuwe reactie" in visitor.get("/")
    visitor.send(f"{PAGE}apart", {"nummer": "1"})
    visitor.send(f"{PAGE}overnemen")
    assert not (root / REACTIONS).exists()
    assert "Apart gelegd (1)" in visitor.get(PAGE)
    visitor.send(f"{PAGE}apart", {"nummer": "1", "toch": "1"})
    visitor.send(f"{PAGE}overnemen")
    assert "Waarom thuis?" in (root / REACTIONS).read_text("utf-8")


@pytest.mark.parametrize("spoil", [lambda at: at[:-1], lambda at: f"{at}x", lambda at: re.sub(r"\..*", ".", at)])
def test_a_forged_link_leads_nowhere(visitor: Visitor, spoil: object) -> None:
    assert callable(spoil)
    answer = browser(visitor.studio).get(spoil(link(visitor)))
    assert answer.status_code == 404
    assert "Deze link werkt niet" in answer.text
    assert "Basisschool" not in answer.text


def test_a_link_whose_end_was_moved_in_the_database_is_forged(visitor: Visitor) -> None:
    at = link(visitor)
    visitor.studio.database.write("UPDATE link SET until = until + 1000000")
    assert browser(visitor.studio).get(at).status_code == 404


def test_a_link_that_ended_or_was_withdrawn_says_so(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    at = link(visitor)
    later = time.time() + 15 * 24 * 3600
    with monkeypatch.context() as then:
        then.setattr(time, "time", lambda: later)
        assert "has ended" in browser(visitor.studio).get(at).text
    visitor.send(f"{PAGE}intrekken", {"link": at.split("/")[2].split(".")[0]})
    answer = browser(visitor.studio).post(at, data={"tekst": "x"})
    assert (answer.status_code, "withdrawn" in answer.text) == (404, True)


def test_a_link_names_no_person(visitor: Visitor) -> None:
    form = {"csrf": visitor.csrf, "voor": "mevrouw Jansen", "dagen": "14"}
    answer = visitor.client.post(f"{PAGE}link", data=form)
    assert answer.status_code == 422
    assert "mevrouw Jansen" in answer.text
    assert visitor.studio.links.all_of(KEY) == []


@pytest.mark.parametrize(
    "more",
    [
        {"tekst": "Bel mevrouw De Vries, 06-12345678."},
        {"tekst": ""},
        {"soort": "", "tekst": "Iets."},
        {"tekst": "a" * 6_000},
        {"getoond": "verzonnen", "tekst": "Iets."},
    ],
)
def test_what_is_refused_stays_in_the_form(visitor: Visitor, more: dict[str, str]) -> None:
    guest, at = browser(visitor.studio), link(visitor)
    form = {"getoond": field(guest.get(at).text, "getoond"), "wijziging": CHANGE, "soort": "vraag", "tekst": "Waarom?"}
    answer = guest.post(at, data=form | more)
    assert answer.status_code == 422
    assert more.get("tekst", "") in answer.text
    assert visitor.studio.voices.of_document(KEY) == []


def test_a_reaction_survives_that_its_change_went_meanwhile(visitor: Visitor, root: Path) -> None:
    guest, at = browser(visitor.studio), link(visitor)
    form = {
        "getoond": field(guest.get(at).text, "getoond"),
        "wijziging": "weg.ermee",
        "soort": "vraag",
        "tekst": "Waarom?",
    }
    path = root / CATALOGUE
    path.write_text(path.read_text("utf-8").replace("thuis neer", "op het nachtkastje"), "utf-8")
    visitor.studio.workplace.renew()
    assert guest.post(at, data=form).status_code == 200
    assert "over een eerdere tekst" in visitor.get(PAGE)
    visitor.send(f"{PAGE}overnemen")
    assert "Waarom?" in (root / REACTIONS).read_text("utf-8")


def test_while_the_source_has_faults_the_page_says_to_come_back(visitor: Visitor, root: Path) -> None:
    at = link(visitor)
    path = root / CATALOGUE
    text = path.read_text("utf-8")
    path.write_text(text + "- kapot: [\n", "utf-8")
    visitor.studio.workplace.renew()
    assert browser(visitor.studio).get(at).status_code == 503
    path.write_text(text, "utf-8")
    visitor.studio.workplace.renew()
    assert browser(visitor.studio).get(at).status_code == 200


def test_markup_in_any_field_stays_text(visitor: Visitor) -> None:
    guest, at = browser(visitor.studio), link(visitor)
    react(guest, at, tekst=EVIL)
    react(guest, at, soort="opmerking", wijziging=EVIL, tekst=EVIL)
    visitor.client.post(f"{PAGE}link", data={"csrf": visitor.csrf, "voor": EVIL, "dagen": "3"})
    visitor.send(f"{PAGE}antwoord", {"nummer": "1", "antwoord": EVIL})
    for page in (guest.get(at).text, visitor.get(PAGE), visitor.send(f"{PAGE}overnemen")):
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_who_tries_links_is_stopped(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "WRONG", Limit(3, 60.0))
    guest = browser(visitor.studio)
    assert [guest.get(f"/delen/{n}.x").status_code for n in range(5)] == [404, 404, 404, 429, 429]


def test_who_reacts_without_end_is_stopped(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "SAID", Limit(2, 60.0))
    guest, at = browser(visitor.studio), link(visitor)
    react(guest, at)
    react(guest, at, tekst="Nog iets.")
    assert guest.post(at, data={"tekst": "x"}).status_code == 429
    assert guest.post(at, data={"tekst": "x" * 300_000}).status_code == 413


def test_a_form_of_another_site_sends_no_reaction(visitor: Visitor) -> None:
    answer = browser(visitor.studio).post(link(visitor), data={"tekst": "x"}, headers={"Origin": "https://kwaad.nl"})
    assert answer.status_code == 403


def test_each_may_do_what_his_role_says(studio: Studio, root: Path) -> None:
    reader, colleague = member(studio, "lezer"), member(studio, "meedenker")
    said = {"soort": "vraag", "tekst": "Waarom?", "namens": "de leerlingenraad"}
    assert "Waarom?" in colleague.send(f"{PAGE}reageren", said)
    assert reader.client.post(f"{PAGE}reageren", data={"csrf": reader.csrf, **said}).status_code == 403
    for one in (reader, colleague):
        for path in ("link", "intrekken", "antwoord", "overnemen", "bestand", "voorstel"):
            assert one.client.post(f"{PAGE}{path}", data={"csrf": one.csrf}).status_code == 403
    assert not (root / REACTIONS).exists()
