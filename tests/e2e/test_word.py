"""Word files and texts for the schoolgids, as a school gets them: built, offered on its site, and checked later."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from schoolprotocol.cli import run
from schoolprotocol.outputs.site.downloads import offered
from tests.conftest import ROOTS, Run

DOCUMENT = ["PDF", "Word"]
SCHOOLGIDS = ["Kopieer de tekst", "Word", "tekst"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of which everything has been made; tests look at it, and leave it as it is."""
    root = tmp_path_factory.mktemp("built") / "project"
    shutil.copytree(ROOTS / "klein", root)
    assert run(["--root", str(root), "build"]) == 0
    return root


def test_site_and_overview_offer_pdf_and_word_and_apart_from_them_the_schoolgids(built: Path) -> None:
    build = built / "build"
    page: Any = html.fromstring((build / "html/zuid/index.html").read_bytes())
    groups = page.find_class("downloads")
    assert [[link.text for link in group.xpath(".//a")] for group in groups] == [DOCUMENT, SCHOOLGIDS]
    assert [group.getparent().tag for group in groups] == ["div", "details"]
    names = [link.text_content() for group in groups for link in group.xpath(".//a")]
    assert len(set(names)) == len(names), "two links with one name that lead to two files"
    overview: Any = html.fromstring((build / "html/index.html").read_bytes())
    listed = [link.text_content() for link in overview.xpath("//a[starts-with(@href, 'zuid/downloads/')]")]
    assert [" ".join(text.split()) for text in listed] == [*DOCUMENT, *SCHOOLGIDS]


def test_downloads_stand_in_one_order_whatever_the_order_of_the_folder_is() -> None:
    endings = (".pdf", ".docx", "-wijzigingen.pdf", *(f"-schoolgids{e}" for e in (".html", ".docx", ".txt")))
    names = [f"zuid-telefoons{ending}" for ending in endings]
    for shuffled in (names, names[::-1], sorted(names), [*names[3:], *names[:3], "iets-anders.zip"]):
        found = offered("zuid-telefoons", shuffled)
        assert [one.href for one in found] == [f"downloads/{name}" for name in names]
        assert [one.label for one in found] == [*DOCUMENT, "Wijzigingen: PDF", *SCHOOLGIDS]
        assert [one.schoolgids for one in found] == [False] * 3 + [True] * 3
    assert [one.label for one in offered("zuid-telefoons", names[2:4])] == ["Wijzigingen: PDF", "Kopieer de tekst"]


def test_the_site_offers_the_same_files_as_were_built(built: Path) -> None:
    build = built / "build"
    downloads = build / "html/zuid/downloads"
    assert (downloads / "zuid-telefoons.docx").read_bytes() == (build / "docx/zuid-telefoons.docx").read_bytes()
    for ending in (".docx", ".txt"):  # the page leads to its other forms, which have other names on a site
        offered = (downloads / f"zuid-telefoons-schoolgids{ending}").read_bytes()
        assert offered == (build / f"schoolgids/zuid-telefoons{ending}").read_bytes(), ending


@pytest.mark.parametrize("ending", [".html", ".md", ".txt", ".docx", "-kort.txt"])
def test_a_text_that_was_built_passes_the_check_once_it_is_adopted(built: Path, command: Run, ending: str) -> None:
    gids = built / "build/schoolgids"
    code, out, _ = command(built, "check", "--excerpt", str(gids / f"zuid-telefoons{ending}"))
    assert (code, "0 warnings" in out) == (0, True)
    code, out, _ = command(built, "check", "--excerpt", str(gids / f"noord-telefoons{ending}"))
    assert (code, "SP631" in out) == (0, True)


def test_the_check_says_what_is_wrong_with_a_file_or_a_call(built: Path, command: Run, tmp_path: Path) -> None:
    gids = tmp_path / "gids.txt"
    gids.write_text("Telefoons gaan uit.", encoding="utf-8")
    code, _, err = command(built, "check", "--excerpt", str(gids))
    assert (code, "--school" in err) == (2, True)
    code, out, _ = command(built, "check", "--excerpt", str(gids), "--school", "zuid", "--format", "json")
    assert (code, "SP632" in out, "SP633" in out) == (0, True, True)
    code, _, err = command(built, "check", "--excerpt", str(gids), "--release", "1.0")
    assert (code, "do not go together" in err) == (2, True)
    assert command(built, "check", "--excerpt", str(built / "weg.txt"))[0] == 2
