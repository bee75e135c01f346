"""Reports of versions that share no ids: every form is written, and the proof holds."""

from __future__ import annotations

import pytest

from schoolprotocol.compare.compare import compare
from schoolprotocol.compare.prove import rebuild
from schoolprotocol.outputs.report.report import report_html, report_markdown
from schoolprotocol.outputs.word.changes.report import report_docx
from tests.bench_diff import hand
from tests.bench_diff.rekeyed import SCHEMES, rekeyed
from tests.report.making import TEMPLATES, report_of


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_report_by_text_tells_all_that_differs_in_every_form(scheme: str) -> None:
    given = rekeyed(hand.case(hand.forty), scheme)
    changes = compare(given.old, given.new, match="text")
    report = report_of(changes)
    for page in (report_markdown(report, TEMPLATES), report_html(report, TEMPLATES)):
        assert "ook aan hun tekst herkend" in page
    assert report_docx(report, rebuild(changes, "old"), rebuild(changes, "new")).startswith(b"PK")
