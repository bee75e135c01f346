"""What stands under *niet doen* says so wherever the report prints it: without it, it reads as what is to be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import lxml.html
import pytest

from schoolprotocol.compare.prove import rebuild
from schoolprotocol.errors import ComparisonError
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.print import report_print
from schoolprotocol.outputs.report.proof.edition import Edition
from schoolprotocol.outputs.report.proof.pages import prove_page
from schoolprotocol.outputs.report.proof.printed import Form
from schoolprotocol.outputs.report.proof.prove import faults
from schoolprotocol.outputs.report.proof.proven import proven
from schoolprotocol.outputs.report.report import report_html, report_markdown
from schoolprotocol.outputs.report.view import ClauseView
from schoolprotocol.policy.model import Group, Policy, Section
from tests.compare.edits import made, text
from tests.conftest import ROOTS
from tests.helpers import policy_of
from tests.report.making import TEMPLATES, compared, found, words


def online(klein: Policy, *, dos: tuple[Any, ...], donts: tuple[Any, ...]) -> Policy:
    """A document of one section with what people do and do not do."""
    groups = tuple(
        Group.model_validate({"form": form, "heading": text(heading), "clauses": clauses})
        for form, heading, clauses in (("dos", "Wat doen we?", dos), ("donts", "Wat doen we niet?", donts))
        if clauses
    )
    section = Section(id="online", heading=text("Online"), number="1", kind="chapter", groups=groups)
    return klein.model_copy(update={"sections": (section,), "excerpt": None})


@pytest.fixture(scope="module")
def report() -> ReportInput:
    klein = policy_of(ROOTS / "klein")
    old = online(
        klein,
        dos=(made("t.vriendelijk", "Vriendelijk zijn."), made("t.filmen", "Filmen in de klas.")),
        donts=(
            made("t.grof", "Schelden.", kort=text("Je scheldt niet.")),
            made("t.weg", "Bellen in de les."),
            made("t.lijst", "Delen:\n\n- adressen;\n- cijfers."),
        ),
    )
    new = online(
        klein,
        dos=(made("t.vriendelijk", "Vriendelijk blijven."),),
        donts=(
            made("t.grof", "Schelden en vloeken.", kort=text("Je vloekt niet.")),
            made("t.filmen", "Filmen in de klas of de gang."),
            made("t.nieuw", "Anderen volgen."),
            made("t.lijst", "Delen:\n\n- adressen;\n- cijfers;\n- foto’s."),
        ),
    )
    return compared(old, new)


SAID = {
    "t.grof": ["Niet: Schelden.", "Niet: Schelden en vloeken.", "zin: Je vloekt niet."],
    "t.vriendelijk": ["Wel: Vriendelijk zijn.", "Wel: Vriendelijk blijven."],
    "t.filmen": ["Wel: Filmen in de klas.", "Niet: Filmen in de klas of de gang."],
    "t.weg": ["Niet: Bellen in de les."],
    "t.nieuw": ["Niet: Anderen volgen."],
    "t.lijst": ["Niet: Delen:"],
}


@pytest.mark.parametrize("form", [report_html, report_print])
@pytest.mark.parametrize("clause", SAID)
def test_each_side_says_what_is_forbidden(report: ReportInput, form: Any, clause: str) -> None:
    (start,) = found(form(report, TEMPLATES), f'//*[@id="wijziging-{clause}"]')
    entry = words(start if start.tag == "section" else start.getparent())
    missing = [said for said in SAID[clause] if said not in entry]
    assert missing == []


def test_old_and_new_in_one_text_and_the_list_say_it_too(report: ReportInput) -> None:
    page = report_html(report, TEMPLATES)
    (both,) = found(page, '//*[@id="wijziging-t.grof"]//div[@class="tekst renvooi"]')
    assert words(both).startswith("Niet: Schelden")
    (both,) = found(page, '//*[@id="wijziging-t.filmen"]//div[@class="tekst renvooi"]')
    assert words(both).startswith("Was wel doen, wordt niet doen: Filmen")
    rows = {row.split("`")[1]: row for row in report_markdown(report, TEMPLATES).splitlines() if row.startswith("- ")}
    assert all("Niet: " in rows[id_] for id_ in ("t.grof", "t.weg", "t.nieuw", "t.lijst"))


def test_a_form_that_leaves_it_out_is_refused(report: ReportInput) -> None:
    contents = proven(report)
    forms: dict[Form, Callable[..., str]] = {"page": report_html, "print": report_print}
    for form, made_of in forms.items():
        html = made_of(report, TEMPLATES)
        prove_page(html, contents, form)
        for sign in ("Niet:", "Wel:"):
            for place in range(html.count(f">{sign}<")):
                pieces = html.split(f">{sign}<")
                less = f">{sign}<".join(pieces[: place + 1]) + "><" + f">{sign}<".join(pieces[place + 1 :])
                with pytest.raises(ComparisonError):
                    prove_page(less, contents, form)
    with pytest.raises(ComparisonError):
        prove_page(report_markdown(report, TEMPLATES).replace("Niet: ", ""), contents, "list")


def test_a_model_that_leaves_it_out_or_turns_it_round_is_refused(report: ReportInput) -> None:
    contents, changes = proven(report), report.changes
    old, new = Edition(rebuild(changes, "old")), Edition(rebuild(changes, "new"))
    assert list(faults(contents, old, new, changes)) == []
    for n, topic in enumerate(contents.topics):
        (one,) = topic.items
        assert isinstance(one.item, ClauseView)
        for sign in ("", "Wel:" if one.item.id != "t.vriendelijk" else "Niet:"):
            now, was = (tuple(replace(c, sign=sign) for c in side) for side in (one.item.new, one.item.old))
            item = replace(one.item, new=now) if now else replace(one.item, old=was)
            topics = list(contents.topics)
            topics[n] = replace(topic, items=(replace(one, item=item),))
            assert list(faults(replace(contents, topics=tuple(topics)), old, new, changes)), one.item.id


def test_in_a_table_the_heading_of_the_column_says_it() -> None:
    klein = policy_of(ROOTS / "klein")

    def table(words_: str, heading: str) -> Policy:
        columns = [
            {"heading": text("Wat doen we wel?"), "clauses": (made("t.groeten", "Groeten."),)},
            {"heading": text(heading), "clauses": (made("t.grof", words_),)},
        ]
        section = online(klein, dos=(), donts=()).sections[0]
        group = Group.model_validate({"form": "columns", "columns": columns})
        return klein.model_copy(
            update={"sections": (section.model_copy(update={"groups": (group,)}),), "excerpt": None}
        )

    report = compared(table("Schelden.", "Wat doen we niet"), table("Schelden en vloeken.", "Wat doen we niet"))
    for form in (report_html, report_print, report_markdown):
        page = form(report, TEMPLATES)
        told = page if form is report_markdown else words(lxml.html.fromstring(page))
        assert "Wat doen we niet: Schelden" in told
    turned = compared(table("Schelden.", "Wat doen we niet"), table("Schelden en vloeken.", "Wat doen we ook?"))
    page = words(lxml.html.fromstring(report_html(turned, TEMPLATES)))
    assert "Wat doen we niet: Schelden." in page
    assert "Wat doen we ook? Schelden en vloeken." in page
