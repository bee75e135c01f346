"""Document control in words: what came, what went, what was decided."""

from __future__ import annotations

from datetime import date
from typing import Any

from schoolprotocol.model.document import Decision
from schoolprotocol.outputs.report.contents import view
from schoolprotocol.outputs.report.print import report_print
from schoolprotocol.policy.model import Policy, Table
from tests.compare.edits import text
from tests.conftest import ROOTS
from tests.helpers import policy_of
from tests.report.making import TEMPLATES, compared, found, words

KLEIN = policy_of(ROOTS / "klein")


def decided(**more: Any) -> Decision:
    given = {"body": "de schoolleiding", "kind": "voorgenomen-besluit", "version": "1.1", "day": date(2026, 11, 23)}
    return Decision.model_validate({**given, "text_hash": "43556cf4a23e", **more})


def told(*decisions: Decision, before: tuple[Decision, ...] = ()) -> list[str]:
    old, new = (KLEIN.model_copy(update={"decisions": some}) for some in (before, decisions))
    return ["".join(run.text for run in row.old or row.new) for row in view(compared(old, new)).document]


def with_table(heading: str) -> Policy:
    table = Table(id="nieuw", heading=text(heading), columns=(), rows=((text("Contact"), text("de directie")),))
    return KLEIN.model_copy(update={"front": (*KLEIN.front, table)})


def test_a_decision_is_told_in_words() -> None:
    assert told(decided()) == ["Voorgenomen besluit van de schoolleiding over versie 1.1, 23 november 2026"]


def test_its_outcome_is_told_where_it_is_not_simply_yes() -> None:
    (row,) = told(decided(kind="instemming", body="de MR", part="de oudergeleding", outcome="negatief"))
    assert row == "Instemming van de MR, de oudergeleding, over versie 1.1, 23 november 2026, negatief"


def test_which_text_it_is_about_is_told_where_only_that_differs() -> None:
    rows = told(decided(text_hash="0123456789ab"), before=(decided(),))
    assert [row.rpartition(", ")[2] for row in rows] == ["kenmerk 43556cf4a23e", "kenmerk 0123456789ab"]


def test_no_row_is_called_what_it_says() -> None:
    rows = view(compared(KLEIN, with_table("Documentbeheer"))).control
    assert [row.what for row in rows if row.what == "".join(run.text for run in row.new)] == []
    assert "Kop van een tabel" in [row.what for row in rows]


def test_in_print_each_thing_that_only_came_has_a_line_of_its_own() -> None:
    page = report_print(compared(KLEIN, with_table("Documentbeheer")), TEMPLATES)
    lines = [words(one) for one in found(page, '//p[@class="los"]/span')]
    assert "Kop van een tabel: Documentbeheer" in lines
    assert any(line.endswith("Contact: de directie") for line in lines)
