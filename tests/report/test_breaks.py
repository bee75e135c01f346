"""The pages of the papers that a council reads: what belongs together stands together, wherever a page ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolprotocol import messages
from schoolprotocol.outputs.report.pdf import renvooi_pdf, report_pdf
from tests.paper import faults, read
from tests.report.drawn import drawn
from tests.report.making import TEMPLATES

SEEDS = (0, 2, 5)
"""Each of these had changes without their heading, texts without their label or an … alone on its line."""


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_no_page_of_a_report_parts_what_belongs_together(seed: int, tmp_path: Path) -> None:
    messages.use("en")
    shown = drawn(seed)
    report_pdf(shown, tmp_path / "report.pdf", TEMPLATES, None)
    assert len(read(tmp_path / "report.pdf").sizes) > 10
    assert faults(tmp_path / "report.pdf") == []


@pytest.mark.slow
def test_no_page_of_the_renvooi_parts_what_belongs_together(tmp_path: Path) -> None:
    messages.use("en")
    renvooi_pdf(drawn(SEEDS[0]), tmp_path / "renvooi.pdf", TEMPLATES, None)
    assert faults(tmp_path / "renvooi.pdf") == []
