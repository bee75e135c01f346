"""A title that stands before the text of a clause is read with it: another one is told, weighed and marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from schoolprotocol.compare.compare import compare
from schoolprotocol.outputs.report.print import report_print
from schoolprotocol.outputs.report.proof.edition import Edition
from schoolprotocol.outputs.report.proof.prove import faults
from schoolprotocol.outputs.report.proof.proven import proven
from schoolprotocol.outputs.report.report import report_html, report_markdown
from schoolprotocol.outputs.report.view import ClauseView, ReportView
from schoolprotocol.policy.decided import decided_text
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.substance import differences
from tests.compare.edits import with_clauses
from tests.conftest import ROOTS
from tests.docx.making import report as word_report
from tests.docx.word import found as in_word
from tests.docx.word import told
from tests.helpers import policy_of
from tests.report.making import TEMPLATES, compared, found, words

CLAUSE = "afspraken.opbergen"


@pytest.fixture(scope="module")
def klein() -> Policy:
    return policy_of(ROOTS / "klein")


def called(policy: Policy, title: str, clause: str = CLAUSE) -> Policy:
    """The document with another title for a clause."""
    return with_clauses(policy, lambda one: one.model_copy(update={"title": title}) if one.id == clause else one)


@pytest.mark.parametrize("form", [report_html, report_print, report_markdown])
def test_another_title_is_told_with_what_it_was(klein: Policy, form: Callable[..., str]) -> None:
    page = form(compared(klein, called(klein, "Bij je houden")), TEMPLATES)
    said = page if form is report_markdown else words(found(page, "//body")[0])
    for title in ("Opbergen", "Bij je houden"):
        assert f"itel: ‘{title}’" in said


def test_another_title_is_a_change_of_substance_and_another_mark_in_it_is_not(klein: Policy) -> None:
    (change,) = compare(klein, called(klein, "Bij je houden")).changes
    assert (change.facets, change.weight) == (("title",), "substantive")
    (change,) = compare(called(klein, "De school’s kluis"), called(klein, "De school's kluis")).changes
    assert (change.facets, change.weight) == (("title",), "editorial")


def test_a_consent_does_not_hold_for_a_text_with_another_title(klein: Policy) -> None:
    new = called(klein, "Bij je houden")
    changes = compare(decided_text(klein), decided_text(new))
    assert differences(changes, klein, new).substantive == ("Bij je houden",)


def test_a_title_that_stands_before_no_text_is_not_printed_and_changes_nothing(klein: Policy) -> None:
    old = called(klein, "Vraag het eerst", "tips.vraag")
    (change,) = compare(old, called(old, "Vraag het", "tips.vraag")).changes
    assert (change.facets, change.weight) == (("metadata",), "editorial")


def test_a_report_that_does_not_tell_of_another_title_is_refused(klein: Policy) -> None:
    new = called(klein, "Bij je houden")
    report = compared(klein, new)
    told = proven(report)
    assert not list(faults(told, Edition(klein), Edition(new), report.changes))
    for change in ({"facts_old": ()}, {"facts_new": ("titel: ‘Opbergen’",)}):
        untold = list(faults(_with(told, **change), Edition(klein), Edition(new), report.changes))
        assert any("the title" in one or "de titel" in one for one in untold)


def _with(view: ReportView, **change: Any) -> ReportView:
    """The model in which the entry of the clause says something else."""

    def one(item: Any) -> Any:
        return replace(item, **change) if isinstance(item, ClauseView) and item.id == CLAUSE else item

    topics = [replace(t, items=tuple(replace(i, item=one(i.item)) for i in t.items)) for t in view.topics]
    return replace(view, topics=tuple(topics))


def test_word_marks_the_title_that_went_and_the_one_that_came(klein: Policy) -> None:
    data = word_report(klein, called(klein, "Bij je houden"))
    went, came = ([told(one) for one in in_word(data, f"//w:{tag}[w:r]")] for tag in ("del", "ins"))
    assert (went, came) == (["Opbergen. "], ["Bij je houden. "])
