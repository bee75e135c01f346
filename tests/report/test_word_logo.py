"""The logo of the school stands on every page of the change report in Word, and the proof still holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from schoolprotocol.model.school import Style
from schoolprotocol.outputs.report.files import write_reports
from schoolprotocol.outputs.report.proof.word_read import parts_of
from schoolprotocol.outputs.report.proof.word_shape import strange
from schoolprotocol.outputs.word.changes.report import report_docx
from tests.compare.edits import reworded
from tests.conftest import ROOTS
from tests.docx.test_document import png
from tests.helpers import policy_of
from tests.report.making import TEMPLATES, compared

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><rect width="4" height="1" fill="#135"/></svg>'


@pytest.mark.parametrize("name", ["logo.png", "logo.svg"])
def test_the_header_shows_the_logo_with_its_words_before_what_the_page_is(tmp_path: Path, name: str) -> None:
    logo = tmp_path / name
    logo.write_bytes(png(40, 10) if name.endswith("png") else SVG.encode())
    klein = policy_of(ROOTS / "klein")
    style = Style(primary="#113355", accent="#c08030", logo=name, logo_text="Noord")
    report = replace(compared(klein, reworded(klein, tips__vraag="Vraag het altijd.")), style=style)
    (made,) = write_reports(report, ["docx"], tmp_path, TEMPLATES, logo)
    header = Document(str(made)).sections[0].header
    (shown,) = header.paragraphs[0]._p.xpath(".//wp:inline")
    assert shown.docPr.get("descr") == "Noord"
    assert (round(shown.extent.cx.cm, 1), round(shown.extent.cy.cm, 1)) == (2.4, 0.6)
    assert header.part.rels["rIdP"].target_part.content_type == "image/png"
    assert header.paragraphs[0].text.strip().startswith("Wijzigingsvoorstel")


@pytest.mark.parametrize("hidden", ["t", "txbxContent"])
def test_a_picture_that_holds_words_is_refused(hidden: str) -> None:
    w, a = (f"http://schemas.openxmlformats.org/{name}/2006/main" for name in ("wordprocessingml", "drawingml"))
    inside = {"t": "<a:pic>woorden</a:pic>", "txbxContent": "<w:txbxContent/>"}[hidden]
    words = f'<w:hdr xmlns:w="{w}" xmlns:a="{a}"><w:p><w:r><w:drawing>{inside}</w:drawing></w:r></w:p></w:hdr>'
    klein = policy_of(ROOTS / "klein")
    new = reworded(klein, tips__vraag="Nee.")
    parts = parts_of(report_docx(compared(klein, new), klein, new))
    assert not list(strange(parts))
    assert "drawing" in list(strange({**parts, "header": etree.fromstring(words)}))


def test_without_a_logo_the_header_has_words_alone(tmp_path: Path) -> None:
    klein = policy_of(ROOTS / "klein")
    (made,) = write_reports(compared(klein, reworded(klein, tips__vraag="Nee.")), ["docx"], tmp_path, TEMPLATES, None)
    assert "drawing" not in str(list(parts_of(made.read_bytes())["header"].iter()))
