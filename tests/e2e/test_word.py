"""Word files and texts for the schoolgids, as a school gets them: built, offered on its site, and checked later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.conftest import ProjectMaker
from tests.e2e.test_commands import Run, command

__all__ = ["command"]

LABELS = ["PDF", "Word", "Schoolgids: Word", "Schoolgids: HTML", "Schoolgids: Markdown", "Schoolgids: tekst"]


@pytest.fixture
def built(project: ProjectMaker, command: Run) -> Path:
    """A project of which everything has been made."""
    root = project()
    assert command(root, "build")[0] == 0
    return root


def test_site_and_overview_offer_pdf_word_and_the_schoolgids_in_that_order(built: Path) -> None:
    build = built / "build"
    page: Any = html.fromstring((build / "html/zuid/index.html").read_bytes())
    (downloads,) = page.find_class("downloads")
    assert [link.text_content() for link in downloads.xpath(".//a")] == LABELS
    overview: Any = html.fromstring((build / "html/index.html").read_bytes())
    offered = [link.text_content() for link in overview.xpath("//a[starts-with(@href, 'zuid/downloads/')]")]
    assert [" ".join(text.split()) for text in offered] == LABELS


def test_the_site_offers_the_same_files_as_were_built(built: Path) -> None:
    build = built / "build"
    downloads = build / "html/zuid/downloads"
    assert (downloads / "zuid-telefoons.docx").read_bytes() == (build / "docx/zuid-telefoons.docx").read_bytes()
    for ending in (".docx", ".html", ".md", ".txt"):
        offered = (downloads / f"zuid-telefoons-schoolgids{ending}").read_bytes()
        assert offered == (build / f"schoolgids/zuid-telefoons{ending}").read_bytes(), ending


@pytest.mark.parametrize("ending", [".html", ".md", ".txt", ".docx", "-kort.txt"])
def test_a_text_that_was_built_passes_the_check_once_it_is_adopted(built: Path, command: Run, ending: str) -> None:
    gids = built / "build/schoolgids"
    code, out, _ = command(built, "check", "--excerpt", str(gids / f"zuid-telefoons{ending}"))
    assert (code, "0 warnings" in out) == (0, True)
    code, out, _ = command(built, "check", "--excerpt", str(gids / f"noord-telefoons{ending}"))
    assert (code, "SP631" in out) == (0, True)


def test_the_check_says_what_is_wrong_with_a_file_or_a_call(built: Path, command: Run) -> None:
    gids = built / "gids.txt"
    gids.write_text("Telefoons gaan uit.", encoding="utf-8")
    code, _, err = command(built, "check", "--excerpt", str(gids))
    assert (code, "--school" in err) == (2, True)
    code, out, _ = command(built, "check", "--excerpt", str(gids), "--school", "zuid", "--format", "json")
    assert (code, "SP632" in out, "SP633" in out) == (0, True, True)
    code, _, err = command(built, "check", "--excerpt", str(gids), "--release", "1.0")
    assert (code, "do not go together" in err) == (2, True)
    assert command(built, "check", "--excerpt", str(built / "weg.txt"))[0] == 2
