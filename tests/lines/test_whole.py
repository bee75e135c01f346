"""All that is built of a project with odd lines, made by the command: page, print, Word, site, feed and papers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pypdfium2 as pdfium
import pytest
from lxml import html

from schoolprotocol.cli import run
from tests.lines.making import write

LINE = "> \"c\" # d: 'x' & (y) \\ - `e` *f* | $g$ @h"
LINES = (LINE, "# Kop", "'", '"', "| a | b |", "1. een", "% drie", "a: b", "> c")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, with everything that the command makes of it."""
    root = write(tmp_path_factory.mktemp("whole"), LINES, LINE)
    for arguments in (("build",), ("site",), ("dossier", "noord")):
        assert run(["--lang", "en", "--root", str(root), *arguments]) == 0
    return root / "build"


def _unspaced(text: str) -> str:
    return "".join(text.split())


def _printed(path: Path) -> str:
    pages = pdfium.PdfDocument(path)
    return _unspaced("".join(page.get_textpage().get_text_range() for page in pages))


def _page(path: Path) -> Any:
    return html.document_fromstring(path.read_bytes())


pytestmark = [pytest.mark.slow, pytest.mark.stress]


def test_print_has_every_line(built: Path) -> None:
    text = _printed(built / "pdf/noord-telefoons.pdf")
    for line in LINES:
        assert text.count(_unspaced(line)) >= len(("contents", "heading", "callout", "column", "cell", "clause"))
    assert pdfium.PdfDocument(built / "pdf/noord-telefoons.pdf").get_metadata_value("Title") == f"{LINE} – {LINE}"


def test_the_papers_for_the_council_have_the_title_and_the_council(built: Path) -> None:
    folder = built / "dossier/noord-telefoons"
    assert (folder / "lees-mij.txt").read_text("utf-8").startswith(f"{LINE} – {LINE}\n")
    assert _unspaced(LINE) in _printed(folder / "stemblad.pdf")
    assert _unspaced(LINE) in _printed(folder / "besluitformulier.pdf")
    assert json.loads((folder / "voorstel.json").read_text("utf-8"))["policy"]["title"] == LINE


def test_the_page_with_all_schools_and_the_feed_name_them_as_they_are_written(built: Path) -> None:
    assert LINE in _page(built / "site/index.html").text_content()
    assert LINE in _page(built / "site/afwijkingen.html").text_content()
    names = [element.text for element in ET.parse(built / "site/feed.atom").iter() if element.tag.endswith("}name")]
    assert LINE in names
    assert ET.parse(built / "site/sitemap.xml").getroot().tag.endswith("}urlset")


def test_the_page_for_a_frame_has_every_line(built: Path) -> None:
    (page,) = (path for path in (built / "site").rglob("embed.html") if LINES[0] in _page(path).text_content())
    text = _page(page).text_content()
    assert all(line in text for line in LINES)
