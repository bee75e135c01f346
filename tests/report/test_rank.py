"""Which numbered changes stand among the rules that change, and which among names, headings and wording."""

from __future__ import annotations

import pytest

from schoolprotocol.outputs.report.contents import view
from schoolprotocol.policy.model import Policy
from tests.compare.edits import made, reworded, with_clauses, with_note, with_values
from tests.conftest import ROOTS
from tests.helpers import policy_of
from tests.report.making import compared

KLEIN = policy_of(ROOTS / "klein")


def rank(old: Policy, new: Policy) -> str:
    (topic,) = view(compared(old, new)).topics
    return topic.rank


def between(was: str, now: str) -> str:
    return rank(reworded(KLEIN, tips__vraag=was), reworded(KLEIN, tips__vraag=now))


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Filmen mag in de klas.", "Filmen mag niet in de klas."),
        ("Leerlingen mogen bellen.", "Leerlingen moeten bellen."),
        ("Dat geldt tot 12 jaar.", "Dat geldt tot 16 jaar."),
        ("Bellen mag alleen in de pauze.", "Bellen mag in de pauze."),
        ("De school kan het bericht wissen.", "De school wist het bericht."),
        ("Bel 0900 111 3 111.", "Bel 0900 111 3 112."),
    ],
)
def test_another_rule_is_a_rule_that_changes(was: str, now: str) -> None:
    assert between(was, now) == "rule"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Je kunt er vertellen wat je meemaakt.", "Zij kunnen er vertellen wat zij meemaken."),
        ("Een leerling mag bellen.", "Leerlingen mogen bellen."),
        ("Geen leerling mag bellen.", "Leerlingen mogen niet bellen."),
        ("Bel 0900-1113111.", "Bel 0900 111 3 111."),
        ("Het recht op een foto.", "Het recht op een foto (Auteurswet, artikel 21)."),
        ("Wij doen het samen.", "De school doet het samen."),
    ],
)
def test_the_same_rule_in_other_words_stands_among_the_wording(was: str, now: str) -> None:
    assert between(was, now) == "words"


def test_a_note_that_explains_makes_no_other_rule() -> None:
    old, new = (
        with_clauses(KLEIN, lambda c, text=text: with_note(c, "gegevens", text) if c.id == "afspraken.opnamen" else c)  # type: ignore[misc]
        for text in ("Dat kan een naam zijn.", "Denk aan een naam. Lees artikel 4, dat sinds 2018 geldt.")
    )
    assert rank(old, new) == "words"


def test_a_value_with_another_number_is_a_rule_that_changes_and_one_with_other_words_is_not() -> None:
    assert rank(KLEIN, with_values(KLEIN, bewaarplek="in kast 3")) == "rule"
    assert rank(KLEIN, with_values(KLEIN, bewaarplek="thuis")) == "words"


def test_a_rule_for_others_is_a_rule_that_changes() -> None:
    everybody = {"audience": ("leerling", "ouder")}
    new = with_clauses(KLEIN, lambda c: c.model_copy(update=everybody) if c.id == "tips.vraag" else c)
    assert rank(KLEIN, new) == "rule"


def test_a_new_rule_is_heaviest() -> None:
    new = with_clauses(KLEIN, lambda c: made("tips.anders", "Vraag het nu.") if c.id == "tips.vraag" else c)
    assert {topic.rank for topic in view(compared(KLEIN, new)).topics} == {"new"}
