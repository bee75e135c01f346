"""A mark under a word that looks the same shows nothing: the report says what is different."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from schoolprotocol.outputs.report.contents import view
from schoolprotocol.outputs.report.print import report_print
from schoolprotocol.outputs.report.report import report_html, report_markdown
from schoolprotocol.policy.model import Policy
from tests.compare.edits import reworded, text, with_values
from tests.conftest import ROOTS
from tests.docx.edits import filled
from tests.helpers import policy_of
from tests.report.making import TEMPLATES, compared

WAS = "Vraag één keer of de tas in de school mag."


@pytest.fixture(scope="module")
def klein() -> Policy:
    return policy_of(ROOTS / "klein")


def remarks(klein: Policy, was: str, now: str) -> list[str]:
    report = view(compared(reworded(klein, tips__vraag=was), reworded(klein, tips__vraag=now)))
    listed = [*(one for topic in report.topics for one in topic.items), *report.review, *report.editorial]
    return [said for one in listed if one.item.kind == "clause" for said in one.item.remarks]


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (unicodedata.normalize("NFD", WAS), "zelfde letters, anders opgeslagen (é als één of twee tekens)"),
        (WAS.replace("tas", "t\u0430s"), "eerst een gewone a, nu een Cyrillische \u0430 (U+0430)"),
        (WAS.replace("school", "scho\u200bol"), "een spatie zonder breedte (U+200B) erbij"),
        (WAS.replace("school", "scho\u00adol"), "een zacht afbreekstreepje (U+00AD) erbij"),
        (WAS.replace("de school", "de\u00a0school"), "eerst een gewone spatie, nu een harde spatie (U+00A0)"),
        (WAS.replace("de school", "de&nbsp;school"), "eerst een gewone spatie, nu een harde spatie (U+00A0)"),
        (WAS.replace("mag", "\u202emag"), "een teken dat de leesrichting verandert (U+202E) erbij"),
        (WAS + " Bel de me\u200bntor.", "een spatie zonder breedte (U+200B) erbij"),
    ],
)
def test_what_looks_the_same_is_named_beside_the_text(klein: Policy, now: str, told: str) -> None:
    assert f"Dit ziet u niet in de tekst: {told}." in remarks(klein, WAS, now)


@pytest.mark.parametrize(
    "now", [WAS.replace("tas", "kluis"), WAS.replace(" één", "  één"), WAS.replace("mag", "*mag*")]
)
def test_of_what_everybody_sees_nothing_is_said(klein: Policy, now: str) -> None:
    assert not [said for said in remarks(klein, WAS, now) if "niet in de tekst" in said]


def test_page_and_list_print_it(klein: Policy) -> None:
    report = compared(reworded(klein, tips__vraag=WAS), reworded(klein, tips__vraag=WAS.replace("tas", "t\u0430s")))
    for page in (report_html(report, TEMPLATES), report_markdown(report, TEMPLATES)):
        assert "een Cyrillische \u0430 (U+0430)" in page.replace("\\", "")


TOLD = "eerst een gewone a, nu een Cyrillische \u0430 (U+0430)"


def with_another_heading(klein: Policy, words: str) -> Policy:
    first = next(one for one in klein.sections if one.heading is not None)
    renamed = first.model_copy(update={"heading": text(words)})
    return klein.model_copy(update={"sections": tuple(renamed if one is first else one for one in klein.sections)})


def with_another_cell(klein: Policy, words: str) -> Policy:
    table = klein.front[0]
    rows = (*table.rows, (text("Waar"), text(words)))
    return klein.model_copy(update={"front": (table.model_copy(update={"rows": rows}), *klein.front[1:])})


@pytest.mark.parametrize("change", [with_another_heading, with_another_cell, "value", "title"])
@pytest.mark.parametrize("form", [report_html, report_print, report_markdown])
def test_a_value_a_heading_and_a_row_say_it_too(klein: Policy, change: Any, form: Any) -> None:
    was, now = "in de tas", "in de t\u0430s"
    if change == "value":
        old, new = (filled(with_values(klein, bewaarplek=words)) for words in (was, now))
    elif change == "title":
        old, new = (klein.model_copy(update={"title": words}) for words in (was, now))
    else:
        old, new = change(klein, was), change(klein, now)
    for one, other, told in ((old, new, TOLD), (new, old, "eerst een Cyrillische")):
        page = form(compared(one, other), TEMPLATES).replace("\\", "")
        assert f"Dit ziet u niet in de tekst: {told}" in page
