"""Above each paper of a report: about which text it is, and whether it is a draft."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.print import renvooi_print, report_print
from schoolprotocol.outputs.report.report import renvooi_html, report_html, report_markdown
from schoolprotocol.policy.decided import shown, text_hash
from tests.compare.edits import reworded
from tests.conftest import ROOTS
from tests.helpers import policy_of
from tests.report.making import TEMPLATES, compared

KLEIN = policy_of(ROOTS / "klein")
NEW = reworded(KLEIN, tips__vraag="Vraag het altijd.")
STAMP = "Proefdruk: niet om over te besluiten"
PAPERS = (report_html, renvooi_html, report_print, renvooi_print, report_markdown)


@pytest.fixture(scope="module")
def report() -> ReportInput:
    return compared(KLEIN, NEW)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_text_that_it_is_about_is_named_as_on_the_form(report: ReportInput, paper: Any) -> None:
    head, _, _rest = paper(report, TEMPLATES).partition("</h1>") if paper is not report_markdown else ("", "", "")
    before_the_changes = paper(report, TEMPLATES)[len(head) :].partition("<h2")[0]
    assert (
        f"enmerk van de nieuwe tekst{':' if paper is report_markdown else ''} {shown(text_hash(NEW))}"
        in before_the_changes
    )


@pytest.mark.parametrize("paper", PAPERS)
def test_a_draft_says_so_on_each_paper_and_no_other_report_does(report: ReportInput, paper: Any) -> None:
    assert "roefdruk: niet" not in paper(report, TEMPLATES)
    assert STAMP in paper(replace(report, stamp=STAMP), TEMPLATES)


@pytest.mark.parametrize("paper", [report_print, renvooi_print])
def test_a_draft_says_so_at_the_foot_of_each_page(report: ReportInput, paper: Any) -> None:
    assert f'@bottom-center {{ content: "{STAMP}"' in paper(replace(report, stamp=STAMP), TEMPLATES)


@pytest.mark.parametrize("paper", [report_html, renvooi_html, report_print, renvooi_print])
def test_it_says_of_what_the_long_hashes_are(report: ReportInput, paper: Any) -> None:
    assert "SHA-256 van het hele bestand" in paper(report, TEMPLATES)
