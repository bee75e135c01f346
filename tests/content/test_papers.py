"""What a council fills in is short: a volunteer reads it beside the report, on one evening."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from schoolprotocol.check.glyphs import characters
from schoolprotocol.model.base import NOT_YET_ADOPTED
from schoolprotocol.outputs.council.form import decision_form, dossier_input
from schoolprotocol.outputs.council.papers import sheet_html
from schoolprotocol.outputs.council.sheets import sheets
from schoolprotocol.outputs.pdf import printing
from schoolprotocol.outputs.pdf.unbroken import names_of
from schoolprotocol.templating import templates_in
from tests.paper import faults
from tests.repository import ROOT, corpus, named, policies

MOST = 6
"""Pages of form, vote sheet and minutes together; with the ten of the report they are sixteen."""


@pytest.mark.slow
@pytest.mark.parametrize("key", corpus().documents(), ids=named)
def test_form_vote_sheet_and_minutes_are_six_pages_together(key: tuple[str, str], tmp_path: Path) -> None:
    policy = policies()[key]
    if policy.document.status not in NOT_YET_ADOPTED:
        pytest.skip("it is not put to a council any more")
    templates = templates_in(ROOT / "templates")
    style = corpus().schools[key[0]].school.style
    pages = {}
    for name, sheet in sheets(decision_form(dossier_input(corpus(), key, policy))).items():
        if name != "reacties":
            html = sheet_html(sheet, style, templates, characters(templates))
            file = tmp_path / f"{name}.pdf"
            file.write_bytes(printing.paper(html, file, templates))
            pages[name] = len(pdfium.PdfDocument(file))
            assert faults(file, names=names_of(policy.organisation)) == [], name
    assert (pages["stemblad"], pages["verslag"]) == (1, 1)
    assert sum(pages.values()) <= MOST, pages
