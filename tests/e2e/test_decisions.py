"""From concept to adoption, as an officer does it: the dossier for the council, its decision, and what follows."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from lxml import etree, html

from schoolprotocol.cli import run
from schoolprotocol.outputs.council.sheets import PROPOSED
from schoolprotocol.policy.decided import shown as kenmerk
from schoolprotocol.policy.decided import text_hash
from tests.conftest import ROOTS, ProjectMaker
from tests.faults import CLAUSES, NOORD, PROTOCOL, noord
from tests.helpers import policy_of
from tests.release.making import ADOPTION, ASKS, CONSENT, EFFECTIVE, put, release, school, write

NOTE = """\
id: vraag
summary: Vraag het altijd
clauses: [tips.vraag]
since: "1.0"
motive: Leerlingen vergeten het te vragen.
consequences: "Iedereen vraagt het, **altijd**."
measures: De leraar herinnert eraan.
"""
REFERENCE = """\
- {id: wms-8, kind: wet, name: "WMS, artikel 8 lid 6", source: "https://wetten.example", checked_on: 2026-11-01,
   role: toelichting}
- id: avg-4
"""
TODAY = ("--today", "2026-11-20")


def command(root: Path, *arguments: str) -> tuple[int, str]:
    """Runs a command in a project; gives exit code and everything that it printed."""
    told = io.StringIO()
    with redirect_stdout(told), redirect_stderr(told):
        code = run(["--root", str(root), "--lang", "en", *arguments])
    return code, told.getvalue()


def replace(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    (root / file).write_text(text.replace(old, new), "utf-8")


def words(file: Path) -> str:
    """The text of a PDF, hyphenated words joined, with single spaces."""
    text = "\n".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(file))
    return " ".join(text.replace("\ufffe", "").split())


def word_document(file: Path) -> str:
    """The text of a Word document, a line for each paragraph."""
    with zipfile.ZipFile(file) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return "\n".join("".join(t.text or "" for t in p.iter(f"{name}t")) for p in root.iter(f"{name}p"))


# -- the dossier ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Made:
    """A dossier and the project that it was made in."""

    root: Path
    told: str

    @property
    def folder(self) -> Path:
        """The papers."""
        return self.root / "build/dossier/noord-telefoons"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """`noord` was released as 1.0, changed one clause with a note, and puts 1.1 to its council."""
    root = tmp_path_factory.mktemp("dossier") / "project"
    shutil.copytree(ROOTS / "klein", root)
    replace(root, PROTOCOL, "parameters:\n", ASKS)
    replace(root, "policy_src/references.yaml", "- id: avg-4\n", REFERENCE)
    replace(root, NOORD, 'version: "1.1", status: concept', 'version: "1.0", status: vastgesteld')
    release(root)
    replace(root, NOORD, 'version: "1.0", status: vastgesteld', 'version: "1.1", status: concept')
    replace(root, CLAUSES, "  text: Vraag het eerst.", "  text: Vraag het altijd eerst.")
    note = root / "policy_src/protocols/telefoons/changes/vraag.yaml"
    note.parent.mkdir(exist_ok=True)
    note.write_text(NOTE, "utf-8")
    code, told = command(root, "dossier", "noord", *TODAY)
    assert code == 0, told
    return Made(root, told)


def test_a_dossier_holds_everything_that_a_council_needs(made: Made) -> None:
    names = {path.relative_to(made.folder).as_posix() for path in made.folder.rglob("*") if path.is_file()}
    assert names >= {
        *(
            "wijzigingen/index.html",
            "wijzigingen/report.pdf",
            "wijzigingen/report.docx",
            "nieuwe-tekst.pdf",
            "besluitformulier.pdf",
        ),
        *("besluitformulier.docx", "stemblad.pdf", "stemblad.docx", "verslag.pdf", "verslag.docx"),
        *("voorstel.json", "manifest.json", "lees-mij.txt"),
    }
    told = (made.folder / "lees-mij.txt").read_text("utf-8")
    assert [name for name in names - {"lees-mij.txt"} if f"- {name}\n" not in told] == []


def test_the_frozen_text_keeps_what_each_change_is_about(made: Made) -> None:
    (proposal,) = (made.root / "policy_src/schools/noord/proposals").iterdir()
    kept = json.loads(proposal.read_text("utf-8"))
    assert (kept["asked"], kept["changes"]) == (["de hele MR"], {"vraag": ["clause/tips.vraag"]})


def test_the_zip_file_holds_the_same_papers(made: Made) -> None:
    with zipfile.ZipFile(made.folder.with_suffix(".zip")) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    on_disk = {
        path.relative_to(made.folder.parent).as_posix(): path.read_bytes()
        for path in made.folder.rglob("*")
        if path.is_file()
    }
    assert packed == on_disk
    assert list(packed) == sorted(packed)


def test_the_manifest_has_the_hash_of_every_file_and_of_both_texts(made: Made) -> None:
    manifest = json.loads((made.folder / "manifest.json").read_text("utf-8"))
    others = [path for path in made.folder.rglob("*") if path.is_file() and path.name != "manifest.json"]
    assert {path.relative_to(made.folder).as_posix() for path in others} == set(manifest["files"])
    for path in others:
        entry = manifest["files"][path.relative_to(made.folder).as_posix()]
        assert entry == {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    assert (manifest["version"], manifest["compared_with"]["version"]) == ("1.1", "1.0")
    assert manifest["text_hash"] == text_hash(policy_of(made.root))
    assert manifest["text_hash"] != manifest["compared_with"]["text_hash"]
    assert json.loads((made.root / manifest["proposal"]).read_text("utf-8"))["hash"] == manifest["policy_hash"]


def test_the_frozen_text_stands_in_the_source_and_in_the_dossier(made: Made) -> None:
    (proposal,) = (made.root / "policy_src/schools/noord/proposals").iterdir()
    assert proposal.name == f"telefoons-1.1-{kenmerk(text_hash(policy_of(made.root)))}.json"
    assert proposal.read_bytes() == (made.folder / "voorstel.json").read_bytes()


@pytest.mark.parametrize("name", ["nieuwe-tekst.pdf", "besluitformulier.pdf", "stemblad.pdf", "verslag.pdf"])
def test_every_paper_names_the_text_by_its_hash(made: Made, name: str) -> None:
    assert f"{kenmerk(text_hash(policy_of(made.root)))}." in words(made.folder / name)


def test_the_form_asks_a_judgement_of_each_change_and_the_decision_of_each_body(made: Made) -> None:
    on_paper = words(made.folder / "besluitformulier.pdf")
    in_word = " ".join(word_document(made.folder / "besluitformulier.docx").split())
    for shown in (on_paper, in_word):
        for text in (
            *(
                "1 Vraag het altijd",
                "Akkoord Vraag Bezwaar",
                "WMS, artikel 8 lid 6",
                "6 weken na ontvangst. Schoolvakanties zijn niet meegeteld",
            ),
            *(
                "de hele MR AVG, artikel 4",
                "Dit is een voorstel van de opsteller.",
                "stemt in met voorwaarden",
                "handtekening",
            ),
            *("Besluit van de hele MR", "geen juridisch advies"),
        ):
            assert text in shown, text


def test_report_form_and_list_of_contents_say_alike_who_confirms_whom_is_asked(made: Made) -> None:
    page = html.parse(made.folder / "wijzigingen/index.html").getroot().text_content()
    told = (made.folder / "lees-mij.txt").read_text("utf-8")
    papers = [words(made.folder / name) for name in ("wijzigingen/report.pdf", "besluitformulier.pdf")]
    for text in (*papers, " ".join(told.split()), " ".join(page.split())):
        assert PROPOSED in text
        assert "beleidsmedewerker" not in text


def test_the_list_of_contents_tells_in_which_order_to_read_and_where_it_is_handed_in(made: Made) -> None:
    told = " ".join((made.folder / "lees-mij.txt").read_text("utf-8").split())
    steps = ["1. wijzigingen/report.pdf", "2. besluitformulier.pdf", "3. stemblad.pdf en verslag"]
    assert [told.count(step) for step in steps] == [1, 1, 1]
    assert sorted(steps, key=told.index) == steps
    assert "nieuwe-tekst.pdf is het document zelf: de hele tekst." in told
    assert "De tekst voor de schoolgids staat achteraan in wijzigingen/renvooi.pdf." in told
    assert "Zonder antwoord is er geen instemming; het bestuur vraagt er dan naar." in told
    assert "(datum) in bij Stichting Voorbeeld" in told


def test_the_form_leaves_to_the_report_what_the_report_tells(made: Made) -> None:
    shown = words(made.folder / "besluitformulier.pdf")
    assert "Leerlingen vergeten het te vragen" not in shown
    assert "De leraar herinnert eraan" not in shown


@pytest.mark.parametrize("name", ["stemblad", "verslag"])
def test_vote_sheet_and_minutes_are_one_page_each(made: Made, name: str) -> None:
    assert len(pdfium.PdfDocument(made.folder / f"{name}.pdf")) == 1
    assert "de hele MR" in words(made.folder / f"{name}.pdf")
    assert "de hele MR" in word_document(made.folder / f"{name}.docx")


def test_old_and_new_stand_beside_each_other_in_the_report_and_nowhere_else(made: Made) -> None:
    shown = words(made.folder / "wijzigingen/report.pdf")
    assert "versie 1.0" in shown
    assert "Wat Was Wordt Vraag het eerst Vraag het eerst. Vraag het altijd eerst." in shown
    assert not (made.folder / "was-wordt.pdf").exists()
    assert (made.folder / "wijzigingen/renvooi.pdf").is_file()


def test_report_and_form_name_the_same_last_day(project: ProjectMaker) -> None:
    root = school(project, "vastgesteld")
    replace(root, NOORD, '"1.1"', '"1.0"')
    release(root)
    write(root, "concept")
    replace(root, CLAUSES, "  text: Vraag het eerst.", "  text: Vraag het altijd eerst.")
    note = root / "policy_src/protocols/telefoons/changes/vraag.yaml"
    note.parent.mkdir()
    note.write_text(NOTE, "utf-8")
    facts = root / "policy_src/schools/noord/school.yaml"
    facts.write_text(facts.read_text("utf-8") + "region: noord\n", "utf-8")
    code, told = command(root, "dossier", "noord", *TODAY)
    assert code == 0, told
    assert "The council can react up to and including 2027-01-15." in told
    folder = root / "build/dossier/noord-telefoons"
    for paper in ("besluitformulier.pdf", "wijzigingen/report.pdf"):
        assert "15 januari 2027" in words(folder / paper)
        assert "6 weken na 20 november 2026; de kerstvakantie telt niet mee (regio noord)" in words(folder / paper)


def test_a_dossier_writes_down_that_the_text_was_put(made: Made) -> None:
    text = (made.root / NOORD).read_text("utf-8")
    hash_ = text_hash(policy_of(made.root))
    assert "status: ter-instemming" in text
    lines = 'kind: voorgenomen-besluit\n    version: "1.1"\n    day: 2026-11-20\n    text_hash: '
    assert f"  - body: Stichting Voorbeeld\n    {lines}{hash_}\n" in text
    assert f"Written down that it was put (decisions and status): {NOORD}\n" in made.told
    assert 'schoolprotocol decide noord --body "de hele MR" --outcome positief --day YYYY-MM-DD' in made.told


def test_putting_the_same_text_again_gives_the_same_bytes_and_no_other_proposal(made: Made) -> None:
    archive = made.folder.with_suffix(".zip")
    before = archive.read_bytes()
    (proposal,) = (made.root / "policy_src/schools/noord/proposals").iterdir()
    stamp = proposal.stat().st_mtime_ns
    variant = (made.root / NOORD).read_bytes()
    code, told = command(made.root, "dossier", "noord", "--today", "2026-11-24")
    assert code == 0
    assert "was put to a council before" in told
    assert "Written down" not in told
    assert archive.read_bytes() == before
    assert [p.stat().st_mtime_ns for p in proposal.parent.iterdir()] == [stamp]
    assert (made.root / NOORD).read_bytes() == variant


def test_a_first_version_has_a_dossier_without_a_comparison(project: ProjectMaker) -> None:
    root = project()
    code, told = command(root, "dossier", "noord", *TODAY)
    assert code == 0, told
    folder = root / "build/dossier/noord-telefoons"
    assert not (folder / "was-wordt.pdf").exists()
    assert json.loads((folder / "manifest.json").read_text("utf-8"))["compared_with"] is None
    assert "Dit is de eerste versie" in words(folder / "besluitformulier.pdf")
    assert [path.name for path in (root / "build").glob("[!.]*")] == ["dossier"]


# -- what is refused --------------------------------------------------------------------------------------------------


def nothing_was_written(root: Path) -> bool:
    return not (root / "policy_src/schools/noord/proposals").exists() and not (root / "build/dossier").exists()


def test_a_text_with_errors_is_not_put_to_a_council(project: ProjectMaker) -> None:
    root = project(files=noord("parameters: {bewaarplek: 'in [plaats]'}\n"))
    code, told = command(root, "dossier", "noord", *TODAY)
    assert code == 1
    assert "SP320" in told
    assert nothing_was_written(root)


def test_an_adopted_text_is_not_put_to_a_council(project: ProjectMaker) -> None:
    root = school(project, asks=False)
    write(root, "vastgesteld", ADOPTION)
    code, told = command(root, "dossier", "noord", *TODAY)
    assert code == 2
    assert "Set the status to concept first" in told
    assert nothing_was_written(root)


def test_a_version_that_was_released_is_not_put_to_a_council(project: ProjectMaker) -> None:
    root = school(project)
    release(root)
    code, told = command(root, "dossier", "noord", *TODAY)
    assert code == 2
    assert "new version first" in told
    assert nothing_was_written(root)


def test_a_proposal_that_was_edited_stops_dossier_build_and_check(project: ProjectMaker) -> None:
    root = school(project)
    path = put(root)
    path.write_text(path.read_text("utf-8").replace("Vraag het eerst.", "Vraag het niet."), "utf-8")
    for arguments in (["dossier", "noord", *TODAY], ["build", "schoolgids"], ["check", *TODAY]):
        code, told = command(root, *arguments)
        assert code == 1
        assert "SP521" in told


def test_a_release_is_refused_while_decisions_do_not_carry_the_status(project: ProjectMaker) -> None:
    root = school(project)
    write(root, "vastgesteld", ADOPTION)
    code, told = command(root, "release", "noord", *TODAY)
    assert code == 1
    assert "SP523" in told
    put(root)
    write(root, "vastgesteld", CONSENT, ADOPTION, fields=EFFECTIVE)
    code, told = command(root, "release", "noord", *TODAY)
    assert code == 0, told


# -- what everybody is told -------------------------------------------------------------------------------------------


@pytest.fixture
def void(project: ProjectMaker) -> Path:
    """A project in which the text of `noord` was changed after the council had consented."""
    root = school(project)
    put(root)
    write(root, "ingestemd", CONSENT)
    replace(root, CLAUSES, "  text: Vraag het eerst.", "  text: Vraag het nooit.")
    return root


def test_check_and_status_tell_that_a_consent_is_void(void: Path) -> None:
    code, told = command(void, "check", "--school", "noord", *TODAY)
    assert code == 1
    assert f"{NOORD}:5: error SP528 (noord): The instemming of de MR no longer holds" in told
    code, told = command(void, "status", *TODAY)
    assert code == 0
    assert "noord\ttelefoons\t1.1\tconsented\tno longer hold: de MR\t" in told


def test_status_tells_how_far_decisions_carry(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    for status, decisions, says in (
        ("concept", [CONSENT], "concept\tcarry: consented"),
        ("ingestemd", [CONSENT], "consented\tin order"),
        ("vastgesteld", [CONSENT], "adopted\tdo not carry the status"),
    ):
        write(root, status, *decisions)
        assert f"noord\ttelefoons\t1.1\t{says}\t" in command(root, "status", *TODAY)[1]


def test_status_shows_what_holds_and_what_is_in_the_making(project: ProjectMaker) -> None:
    """The text was adopted and released; then somebody changed a clause that schools share."""
    root = school(project)
    put(root)
    write(root, "vastgesteld", CONSENT, ADOPTION)
    release(root)
    replace(root, CLAUSES, "  text: Vraag het eerst.", "  text: Vraag het nooit.")
    told = command(root, "status", *TODAY)[1]
    assert "noord\ttelefoons\t1.1\tadopted\tin the making: nobody consented to this text yet\t" in told
    assert "noord\ttelefoons\t1.1\tadopted\tapplies now (adopted 2026-11-18)\t" in told
    found = command(root, "check", "--school", "noord", *TODAY)[1]
    assert re.findall(r"SP\d{3}", found) == ["SP510", "SP503"], "a note is missing, and a version of its own"
    assert "schoolprotocol dossier noord" in found


def test_status_shows_a_new_version_in_the_making_below_which_the_old_one_applies(made: Made) -> None:
    told = command(made.root, "status", *TODAY)[1]
    assert "noord\ttelefoons\t1.1\tbefore the council\tin the making; in order\t" in told
    assert "noord\ttelefoons\t1.0\tadopted\tapplies now\t" in told


def test_status_shows_what_a_council_asked_until_it_is_met(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    asks = CONSENT + ", part: ouders, outcome: met-voorwaarden, conditions: "
    write(root, "ingestemd", asks + "Na een jaar evalueren")
    told = command(root, "status", *TODAY)[1]
    assert "still to be done:" in told
    assert "noord\ttelefoons\t1.1\tde MR (ouders)\t2026-11-16\tNa een jaar evalueren" in told
    write(root, "ingestemd", asks + "[{text: Na een jaar evalueren, met: 2027-11-02, how: Besproken op 1 november}]")
    assert "still to be done:" not in command(root, "status", *TODAY)[1]


def test_the_dossier_keeps_who_was_asked_and_each_of_them_has_to_decide(project: ProjectMaker) -> None:
    three = ASKS.replace("parameters", "  - {council: de personeelsgeleding van de MR, reference: avg-4}\nparameters")
    root = project(replace={PROTOCOL: (("parameters:\n", three),)})
    code, told = command(root, "dossier", "noord", *TODAY)
    assert code == 0, told
    (proposal,) = (root / "policy_src/schools/noord/proposals").iterdir()
    names = ["de hele MR", "de personeelsgeleding van de MR"]
    assert json.loads(proposal.read_text("utf-8"))["asked"] == names
    consent = CONSENT.replace("2026-11-16", "2026-11-20")
    write(root, "ingestemd", consent)
    code, told = command(root, "check", "--school", "noord", *TODAY)
    assert code == 1
    assert "error SP534 (noord): The consent of de personeelsgeleding van de MR to version 1.1 was asked" in told
    write(root, "ingestemd", consent, consent + ", part: personeel, outcome: niet-nodig, reason: Niet voor personeel")
    assert command(root, "check", "--school", "noord", *TODAY) == (0, "0 errors, 0 warnings\n")


def test_page_and_pdf_tell_that_a_consent_is_void(void: Path) -> None:
    code, told = command(void, "build", "html", "pdf", "--school", "noord")
    assert code == 0, told
    sentence = "De instemming van de MR van 16 november 2026 geldt niet voor deze tekst: die is daarna gewijzigd."
    site = void / "build/html/noord/telefoons"
    for page in ("index.html", "versies.html"):
        tree: Any = html.document_fromstring((site / page).read_bytes())
        assert sentence in tree.find(".//main").text_content()
    assert "geldt niet voor deze tekst: die is daarna gewijzigd" in (site / "versies.html").read_text("utf-8")
    cover, *_rest = pdfium.PdfDocument(void / "build/pdf/noord-telefoons.pdf")
    assert sentence in " ".join(cover.get_textpage().get_text_range().split())
    assert words(void / "build/pdf/noord-telefoons.pdf").count(sentence) == 2


def test_the_pdf_of_a_text_keeps_its_mark_when_the_decision_is_recorded(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    hashes = set()
    for status, decisions in (("concept", []), ("ingestemd", [CONSENT])):
        write(root, status, *decisions)
        assert command(root, "build", "pdf", "--school", "noord")[0] == 0
        (mark,) = re.findall(r"Kenmerk van deze tekst: ([0-9a-f]{12})\.", words(root / "build/pdf/noord-telefoons.pdf"))
        hashes.add(mark)
    assert hashes == {kenmerk(text_hash(policy_of(root)))}


# -- a proof, and reactions, on paper ---------------------------------------------------------------------------------


def test_every_form_of_a_proof_says_so_in_print_and_in_word(made: Made, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(made.root, root, ignore=shutil.ignore_patterns("build"))
    reactions = root / "policy_src/schools/noord/reactions/telefoons.yaml"
    reactions.parent.mkdir()
    said = '"<b>Altijd?</b> {{ school.name }} 😀"'
    reactions.write_text(f'- {{version: "1.1", text_hash: {64 * "0"}, kind: vraag, text: {said}}}\n', "utf-8")
    code, told = command(root, "dossier", "noord", "--draft", *TODAY)
    assert code == 0, told
    folder = root / "build/dossier/noord-telefoons-proefdruk"
    for name in ("besluitformulier", "stemblad", "verslag", "reacties"):
        for page in pdfium.PdfDocument(folder / f"{name}.pdf"):
            assert "Proefdruk: niet om over te besluiten" in page.get_textpage().get_text_range()
        assert "Proefdruk: niet om over te besluiten" in word_document(folder / f"{name}.docx")
    for name in ("nieuwe-tekst.pdf", "wijzigingen/report.pdf"):
        assert "CONCEPT" in words(folder / name)
    for name in ("report", "renvooi"):
        for page in pdfium.PdfDocument(folder / f"wijzigingen/{name}.pdf"):
            assert "Proefdruk: niet om over te besluiten" in page.get_textpage().get_text_range()
    for name in ("index.html", "renvooi.html", "report.md"):
        assert "Proefdruk: niet om over te besluiten" in (folder / "wijzigingen" / name).read_text("utf-8")
    assert "Vraag: <b>Altijd?</b> {{ school.name }} □" in words(folder / "reacties.pdf")
    assert "Vraag: <b>Altijd?</b> {{ school.name }} 😀" in word_document(folder / "reacties.docx")
