"""Voorstel: each change with its redline and its reasons; put only when nothing is missing, as it was seen."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from schoolprotocol import Edit, Project
from schoolprotocol.build import dossier
from schoolprotocol.studio.door.people import ALONE
from schoolprotocol.studio.studio import Studio
from tests.studio.conftest import Visitor, ended, field, member
from tests.studio.making import CATALOGUE, KEY

PAGE = "/voorstel/noord/telefoons/"
SAYS = {
    "summary": "Telefoons blijven thuis",
    "motive": "In de kluis raakten er telefoons kwijt.",
    "consequences": "Niemand neemt een telefoon mee.",
    "measures": "De school zegt het aan het begin van het jaar.",
}
EVIL = "</textarea><script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


@pytest.fixture
def root(making: Path) -> Path:
    """A project with a version 1.1 in the making."""
    return making


def basis_of_note(page: str) -> str:
    """What stands for the note, in the form beside the first change."""
    return field(page[page.index('name="wijziging"') :], "basis")


def typed(visitor: Visitor, page: str, **more: str) -> dict[str, str]:
    """What the form beside the first change on a page would send."""
    own = {"csrf": visitor.csrf, "wijziging": field(page, "wijziging"), "basis": basis_of_note(page)}
    return {**own, **SAYS, **more}


def explained(visitor: Visitor, **more: str) -> None:
    visitor.send(f"{PAGE}toelichting", typed(visitor, visitor.get(PAGE), **more))


def note(root: Path) -> str:
    return (root / "policy_src/protocols/telefoons/changes/telefoons-blijven-thuis.yaml").read_text("utf-8")


def test_a_change_is_shown_as_the_report_shows_it(visitor: Visitor) -> None:
    page = visitor.get(PAGE)
    assert "Vergeleken met versie 1.0: 1 wijziging." in page
    assert re.search(r"<del>.*in de tas", page)
    assert re.search(r"<ins>.*thuis neer", page)
    assert "toelichting nodig" in page
    assert "<ins>" in visitor.get("/verslag/noord/telefoons/")


def test_a_note_is_written_as_a_person_would_and_then_nothing_is_missing(visitor: Visitor, root: Path) -> None:
    explained(visitor)
    assert note(root) == (
        "id: telefoons-blijven-thuis\n"
        "summary: Telefoons blijven thuis\n"
        "clauses: [afspraken.opbergen]\n"
        'since: "1.0"\n'
        "motive: In de kluis raakten er telefoons kwijt.\n"
        "consequences: Niemand neemt een telefoon mee.\n"
        "measures: De school zegt het aan het begin van het jaar.\n"
    )
    page = visitor.get(PAGE)
    assert "toelichting nodig" not in page
    assert "In de kluis raakten er telefoons kwijt." in visitor.get("/verslag/noord/telefoons/")
    assert [one.kind.code for one in Project.open(root).check()] == []


def test_a_note_for_this_school_alone_names_it(visitor: Visitor, root: Path) -> None:
    explained(visitor, voor="school")
    assert "schools: [noord]" in note(root)


def test_a_note_can_be_written_anew(visitor: Visitor, root: Path) -> None:
    explained(visitor)
    explained(visitor, motive="Er is geen kluis meer.", rule="ja")
    assert "motive: Er is geen kluis meer." in note(root)
    assert "rule: true" in note(root)


def test_what_lacks_is_said_with_what_was_typed_still_there(visitor: Visitor, root: Path) -> None:
    page = visitor.get(PAGE)
    form = typed(visitor, page, motive="")
    answer = visitor.client.post(f"{PAGE}toelichting", data=form)
    assert answer.status_code == 422
    assert SAYS["measures"] in answer.text
    assert not (root / "policy_src/protocols/telefoons/changes").exists()


def test_two_who_write_one_note_see_both_texts(visitor: Visitor, root: Path) -> None:
    explained(visitor)
    page = visitor.get(PAGE)
    explained(visitor, motive="Van de eerste.")
    form = typed(visitor, page, motive="Van de tweede.")
    answer = visitor.client.post(f"{PAGE}toelichting", data=form)
    assert answer.status_code == 409
    assert "Van de eerste." in answer.text
    assert "Van de tweede." in answer.text
    assert "Van de eerste." in note(root)
    again = form | {"basis": basis_of_note(answer.text)}
    assert visitor.client.post(f"{PAGE}toelichting", data=again).status_code == 200
    assert "Van de tweede." in note(root)


def test_a_note_on_a_change_that_went_meanwhile_is_not_lost(visitor: Visitor, root: Path) -> None:
    page = visitor.get(PAGE)
    form = typed(visitor, page)
    path = root / CATALOGUE
    path.write_text(path.read_text("utf-8").replace("thuis neer", "{{ bewaarplek }}"), "utf-8")
    visitor.studio.workplace.renew()
    answer = visitor.client.post(f"{PAGE}toelichting", data=form)
    assert answer.status_code == 409
    assert SAYS["motive"] in answer.text


def test_markup_in_a_note_stays_text(visitor: Visitor) -> None:
    page = visitor.get(PAGE)
    form = typed(visitor, page, **dict.fromkeys(SAYS, EVIL))
    answer = visitor.client.post(f"{PAGE}toelichting", data=form)
    for text in (answer.text, visitor.get(PAGE), visitor.get("/verslag/noord/telefoons/")):
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    visitor.send(f"{PAGE}naam", {"naam": EVIL})
    assert "<script>alert" not in visitor.get(PAGE)


def test_the_report_is_fenced_off_from_the_studio(visitor: Visitor) -> None:
    policy = visitor.client.get("/verslag/noord/telefoons/").headers["content-security-policy"]
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy
    assert "default-src 'none'" in policy


def test_a_reader_writes_nothing(studio: Studio, root: Path) -> None:
    reader = member(studio, "lezer")
    page = reader.get(PAGE)
    assert "Bewaar toelichting" not in page
    for path in ("toelichting", "naam", "voorleggen"):
        assert reader.client.post(f"{PAGE}{path}", data={"csrf": reader.csrf, **SAYS}).status_code == 403
    assert not (root / "policy_src/protocols/telefoons/changes").exists()


def test_a_writer_puts_no_text_to_a_council(studio: Studio, root: Path) -> None:
    writer = member(studio, "schrijver")
    answer = writer.client.post(f"{PAGE}voorleggen", data={"csrf": writer.csrf, "basis": "x"})
    assert answer.status_code == 422
    assert not (root / "policy_src/schools/noord/proposals").exists()


def put(visitor: Visitor, basis: str | None = None) -> str:
    """Put the text to its council; gives the page of the work, once that has ended."""
    basis = field(visitor.get(PAGE), "basis") if basis is None else basis
    return ended(visitor, visitor.client.post(f"{PAGE}voorleggen", data={"csrf": visitor.csrf, "basis": basis}))


def test_before_a_text_is_put_it_is_told_to_whom_what_follows_and_what_cannot_be_undone(
    visitor: Visitor, root: Path
) -> None:
    explained(visitor)
    before = {path: path.read_bytes() for path in root.joinpath("policy_src").rglob("*") if path.is_file()}
    assert '<form method="get" action="voorleggen">' in visitor.get(PAGE)
    page = visitor.get(f"{PAGE}voorleggen?basis={field(visitor.get(PAGE), 'basis')}")
    assert "Leg nu voor aan de MR" in page
    assert "6 weken om te reageren" in page
    assert "u kunt het voorleggen niet ongedaan maken" in page
    assert "leg hem opnieuw voor" in page
    assert "Er gaat niets vanzelf de deur uit" in page
    assert field(page, "basis") == field(visitor.get(PAGE), "basis")
    assert 'role="alert"' not in page
    assert "The text was changed since you opened the proposal" in visitor.get(f"{PAGE}voorleggen?basis=anders")
    after = {path: path.read_bytes() for path in root.joinpath("policy_src").rglob("*") if path.is_file()}
    assert after == before


def test_what_cannot_be_put_yet_leads_back_to_what_lacks(visitor: Visitor) -> None:
    answer = visitor.client.get(f"{PAGE}voorleggen")
    assert answer.url.path == PAGE
    assert "toelichting nodig" in answer.text


@pytest.mark.usefixtures("at_once")
def test_a_text_is_put_and_the_page_tells_to_whom(visitor: Visitor, root: Path) -> None:
    explained(visitor)
    seen = field(visitor.get(PAGE), "basis")
    work = put(visitor)
    assert "De tekst is voorgelegd aan de MR." in work
    assert 'href="/bespreken/noord/telefoons/"' in work.partition("Hierna:")[2]
    assert "het werk gaat door" not in work
    document = Project.open(root).document(*KEY)
    assert document.policy.document.status == "ter-instemming"
    assert [one.text_hash for one in document.puts] == [seen]
    assert "Deze tekst is voorgelegd" in visitor.get(PAGE)
    papers = visitor.get("/stukken/noord/telefoons/")
    assert re.search(r"nieuwe-tekst\.pdf</a><br>Om na te slaan", papers)
    assert papers.index("nieuwe-tekst.pdf</a>") < papers.index("manifest.json</a>")  # as a council reads them
    paper = visitor.client.get("/stukken/noord/telefoons/raad/nieuwe-tekst.pdf")
    assert paper.content.startswith(b"%PDF")
    assert "attachment" in paper.headers["content-disposition"]
    assert visitor.client.get("/stukken/noord/telefoons/raad/..%2f..%2f..%2fpolicy_src/project.yaml").status_code == 404


@pytest.mark.usefixtures("at_once")
def test_what_somebody_saves_while_a_text_is_put_is_not_lost(
    visitor: Visitor, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    explained(visitor)

    def meanwhile(*_any: object) -> dict[str, bytes]:
        visitor.studio.workplace.save(ALONE, "reviewdatum", lambda edit, _project: later(edit))
        return {}

    def later(edit: Edit) -> None:
        edit.set_document(*KEY, subtitle="Intussen gewijzigd")

    monkeypatch.setattr(dossier, "_papers", meanwhile)
    assert "has changed since it was read" in put(visitor)
    document = Project.open(root).document(*KEY)
    assert document.policy.document.subtitle == "Intussen gewijzigd"
    assert (document.policy.document.status, document.puts) == ("concept", ())


@pytest.mark.usefixtures("at_once")
def test_a_text_that_is_put_is_one_commit_in_the_name_of_who_did_it(visitor: Visitor, root: Path) -> None:
    explained(visitor)

    def git(*told: str) -> str:
        who = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
        done = subprocess.run(["git", *who, *told], cwd=root, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    for told in (("init", "-q"), ("add", "policy_src"), ("commit", "-qm", "Begin")):
        git(*told)
    put(visitor)
    assert git("log", "--format=%s") == "Put to the council: Basisschool Noord: Protocol Telefoons, version 1.1\nBegin"
    assert git("status", "--porcelain", "policy_src") == ""


@pytest.mark.usefixtures("at_once")
def test_a_draft_of_somebody_survives_that_the_text_is_put(visitor: Visitor) -> None:
    explained(visitor)
    visitor.send("/klad/", {"eenheid": "toelichting/noord/telefoons/x", "tab": "1", "velden": '{"motive": "Half"}'})
    put(visitor)
    assert "Half" in visitor.get("/klad/?eenheid=toelichting/noord/telefoons/x")
    assert 'href="/voorstel/noord/telefoons/"' in visitor.get("/")


def test_a_form_that_was_sent_is_no_draft_any_more(visitor: Visitor) -> None:
    unit = "toelichting/noord/telefoons/afspraken.opbergen"
    visitor.send("/klad/", {"eenheid": unit, "tab": "1", "velden": '{"motive": "Half"}'})
    explained(visitor, eenheid=unit, tab="1")
    assert "Half" not in visitor.get(f"/klad/?eenheid={unit}")


@pytest.mark.stress
def test_the_papers_are_made_in_a_process_of_their_own(visitor: Visitor) -> None:
    explained(visitor)
    assert "De tekst is voorgelegd aan de MR." in put(visitor)
    assert visitor.client.get("/stukken/noord/telefoons/raad/besluitformulier.pdf").content.startswith(b"%PDF")


@pytest.mark.stress
def test_the_pdf_and_the_word_file_of_a_text_are_made_and_fetched(visitor: Visitor) -> None:
    papers = "/stukken/noord/telefoons/"
    assert "noord-telefoons.pdf" not in visitor.get(papers)
    answer = visitor.client.post(f"{papers}afdrukken", data={"csrf": visitor.csrf})
    assert "PDF en Word ophalen" in ended(visitor, answer)
    assert "noord-telefoons.docx" in visitor.get(papers)
    assert visitor.client.get(f"{papers}tekst/noord-telefoons.pdf").content.startswith(b"%PDF")
    assert visitor.client.get(f"{papers}tekst/noord-telefoons.docx").content.startswith(b"PK")
    for other in ("zuid-telefoons.pdf", "..%2f..%2fpdf%2fnoord-telefoons.pdf", "noord-telefoons.html"):
        assert visitor.client.get(f"{papers}tekst/{other}").status_code == 404


@pytest.mark.usefixtures("at_once")
def test_a_text_that_changed_since_it_was_seen_is_not_put(visitor: Visitor, root: Path) -> None:
    explained(visitor)
    seen = field(visitor.get(PAGE), "basis")
    path = root / CATALOGUE
    path.write_text(path.read_text("utf-8").replace("thuis neer", "op het nachtkastje"), "utf-8")
    visitor.studio.workplace.renew()
    assert "nothing was put" in put(visitor, seen)
    assert not (root / "policy_src/schools/noord/proposals").exists()


@pytest.mark.slow
def test_a_text_with_an_unexplained_change_is_refused_with_the_reason(visitor: Visitor, root: Path) -> None:
    assert "SP510" in put(visitor)
    assert not (root / "policy_src/schools/noord/proposals").exists()
