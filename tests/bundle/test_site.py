"""Handbooks in the site: where they are offered, what is kept of each day, and what becomes of an address."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import html

from schoolprotocol import Project
from schoolprotocol.build import run
from schoolprotocol.check.printable import same_name
from schoolprotocol.config import Folders
from tests.bundle.making import Book, assert_it_holds, build, new_board
from tests.check.whole import documents_of
from tests.conftest import ProjectMaker
from tests.engine.conftest import edit
from tests.helpers import codes, findings, loaded

ADDRESSES = "policy_src/addresses.txt"


@pytest.fixture(scope="module")
def online(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """The board with its site."""
    folders = new_board(tmp_path_factory.mktemp("online") / "board")
    assert run.site(folders).exit_code == 0
    return folders


def links(folders: Folders, page: str) -> list[str]:
    """Where a page of the site leads in it; its help leads elsewhere too."""
    found = map(str, html.parse(folders.site(page)).xpath("//main//a/@href"))
    return [link for link in found if ":" not in link]


def told(folders: Folders, page: str) -> str:
    """What a page of the site says."""
    return " ".join(html.parse(folders.site(page)).find(".//main").text_content().split())


@pytest.mark.stress
def test_the_page_of_a_school_leads_to_its_handbook_and_that_to_its_files_and_to_the_days(online: Folders) -> None:
    assert {"handboek/index.html", "handboek/downloads/linde-handboek.pdf"} <= {*links(online, "linde/index.html")}
    found = links(online, "linde/handboek/index.html")
    assert found[:2] == ["downloads/linde-handboek.pdf", "downloads/linde-handboek.docx"]
    assert "versies/2026-10-01/index.html" in found
    for link in found:
        assert (online.site("linde/handboek") / link).is_file(), link
    said = told(online, "linde/handboek/index.html")
    assert "Afspraken over AI, versie 1.0 – voorstel: nog niet vastgesteld" in said
    assert "Stand van 1 oktober 2026." in said
    assert "Vervallen, en dus niet meer in het handboek: Telefoonprotocol" in told(online, "kade/handboek/index.html")


@pytest.mark.stress
def test_what_is_kept_of_a_day_holds_what_was_adopted_then_and_nothing_else(online: Folders) -> None:
    page = "linde/handboek/versies/2026-10-01/index.html"
    for link in links(online, page):
        assert (online.site(page).parent / link).is_file(), link
    file = online.build / "bundle/linde/2026-10-01.pdf"
    assert (online.site(page).parent / "downloads/linde-handboek-2026-10-01.pdf").read_bytes() == file.read_bytes()
    book = Book(online, file, ("linde-pesten-1.0", "linde-telefoons-1.0"))
    assert_it_holds(book.parts(), book.policies)
    assert "Dit handboek blijft bewaard zoals het was" in book.pages[-1]
    assert not file.with_suffix(".docx").exists()


@pytest.mark.stress
def test_its_addresses_are_written_down_and_search_engines_find_it(online: Folders) -> None:
    listed = (online.root / ADDRESSES).read_text("utf-8").splitlines()
    for name in ("index.html", "downloads/linde-handboek.docx", "versies/2026-10-01/index.html"):
        assert f"/linde/handboek/{name}" in listed
    assert "/afspraken/linde/handboek/</loc>" in online.site("sitemap.xml").read_text("utf-8")


@pytest.mark.stress
def test_a_new_text_changes_the_newest_and_leaves_what_is_kept_alone(online: Folders, tmp_path: Path) -> None:
    shutil.copytree(online.root, tmp_path / "board")
    folders = Folders(tmp_path / "board", tmp_path / "board/build")
    kept, newest = (folders.build / f"bundle/linde{name}.pdf" for name in ("/2026-10-01", ""))
    before = kept.stat().st_mtime_ns, newest.stat().st_mtime_ns
    edit(folders.root, "policy_src/protocols/ai/clauses/alles.yaml", "zegt dat erbij", "zegt dat er altijd bij")
    assert build(folders).exit_code == 0
    assert kept.stat().st_mtime_ns == before[0]
    assert newest.stat().st_mtime_ns != before[1]
    assert build(folders).made == ()


@pytest.mark.stress
def test_where_a_school_goes_to_one_protocol_its_handbook_leads_to_the_school(online: Folders, tmp_path: Path) -> None:
    shutil.copytree(online.root, tmp_path / "board")
    folders = Folders(tmp_path / "board", tmp_path / "board/build")
    (folders.root / "policy_src/schools/es/pesten.yaml").unlink()
    lost = run.site(folders).faults
    assert {fault.values["address"] for fault in lost} == {"/es/pesten/index.html"}, "of the handbook it is known"
    edit(folders.root, ADDRESSES, "/es/pesten/index.html\n", "/es/pesten/index.html -\n")
    assert run.site(folders).exit_code == 0
    page = folders.site("es/handboek/index.html").read_text("utf-8")
    assert "https://delta.example/afspraken/es/" in page
    assert "handboek" not in folders.site("es/index.html").read_text("utf-8")
    assert "/es/handboek/downloads/es-handboek.pdf" in folders.site("_redirects").read_text("utf-8")


@pytest.mark.stress
def test_the_same_source_gives_the_same_bytes_in_another_folder(board: Folders, tmp_path: Path) -> None:
    other = new_board(tmp_path / "elsewhere" / "other")
    assert build(other, "bundle", schools=["kade"]).exit_code == 0
    for name in ("kade.pdf", "kade.docx"):
        assert (other.build / "bundle" / name).read_bytes() == (board.build / "bundle" / name).read_bytes()


@pytest.mark.stress
def test_a_school_may_have_ten_protocols(tmp_path: Path) -> None:
    folders = new_board(tmp_path / "board")
    source = folders.root / "policy_src"
    for n in range(6):
        shutil.copytree(source / "protocols/een", source / f"protocols/een{n}")
        text = (source / "schools/kade/een.yaml").read_text("utf-8").replace("protocol: een", f"protocol: een{n}")
        (source / f"schools/kade/een{n}.yaml").write_text(text, "utf-8")
    assert build(folders, "bundle", schools=["kade"]).exit_code == 0
    names = ("een", *(f"een{n}" for n in range(6)), "kaal", "lang", "twee")
    book = Book(folders, folders.build / "bundle/kade.pdf", tuple(f"kade-{name}" for name in names))
    pages = [page for level, _title, page in book.bookmarks if level == 0][1:-1]
    assert len(pages) == 10
    assert pages == sorted({*pages})


# -- names ------------------------------------------------------------------------------------------------------------


def test_no_protocol_is_called_after_the_folder_of_handbooks(project: ProjectMaker) -> None:
    root = project("bestuur")
    shutil.copytree(root / "policy_src/protocols/ai", root / "policy_src/protocols/handboek")
    assert codes(findings(root)) == ["SP127"]


def test_a_document_whose_files_would_be_called_as_a_handbook_is_refused(project: ProjectMaker) -> None:
    root = project("bestuur")
    source = root / "policy_src"
    shutil.copytree(source / "schools/es", source / "schools/es-x")
    shutil.copytree(source / "protocols/ai", source / "protocols/x-handboek")
    ai = (
        (source / "schools/haven/ai.yaml")
        .read_text("utf-8")
        .replace("protocol: ai\nextends: delta", "protocol: x-handboek")
    )
    (source / "schools/es/x-handboek.yaml").write_text(ai, "utf-8")
    corpus = loaded(root)
    assert [(one.school, one.target, one.values["name"]) for one in same_name(documents_of(corpus))] == [
        ("es", "x-handboek", "es-x-handboek")
    ]
    assert Project.output_names()[-1] == "bundle"
