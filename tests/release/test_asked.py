"""Whose consent a change asks: by whom the old text was for, and whom the new one is for."""

from __future__ import annotations

from typing import Any

import pytest

from schoolprotocol import messages
from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.compare.compare import compare
from schoolprotocol.outputs.report.contents import view
from schoolprotocol.policy.decided import decided_text
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.asked import asked, topic_of
from tests.compare.edits import clause, reworded, with_clauses, with_values
from tests.conftest import ROOTS
from tests.helpers import policy_of
from tests.report.making import asks, compared, note

RULES = (
    asks("de hele MR", "wms-10", audience=["overig"]),
    asks("de personeelsgeleding van de MR", "wms-12", audience=["medewerker"]),
    asks("de oudergeleding van de MR", "wms-13", education="po", audience=["ouder"]),
    asks("de leerlinggeleding van de MR", "wms-14", education="vo", audience=["leerling"]),
)


@pytest.fixture(scope="module")
def klein() -> Policy:
    messages.use("en")
    return policy_of(ROOTS / "klein")


def for_whom(policy: Policy, id_: str, *audience: str) -> Policy:
    """The policy with a clause that is for others."""
    new = clause(policy, id_).model_copy(update={"audience": audience})
    return with_clauses(policy, lambda one: new if one.id == id_ else one)


def councils(changes: ChangeSet, *education: Any) -> dict[str, list[str]]:
    """By what a council calls a change: of whom it asks consent."""
    return {one.topic: [rule.council for rule in one.rules] for one in asked(RULES, education, changes)}


def test_a_rule_that_stops_concerning_pupils_asks_them(klein: Policy) -> None:
    old = for_whom(klein, "tips.vraag", "leerling", "medewerker")
    new = for_whom(klein, "tips.vraag", "medewerker")
    told = councils(compare(old, new))
    assert told == {"tips.vraag": ["de personeelsgeleding van de MR", "de leerlinggeleding van de MR"]}
    assert councils(compare(new, old)) == told


def test_a_clause_that_lapses_asks_those_whom_it_was_for(klein: Policy) -> None:
    new = with_clauses(klein, lambda one: None if one.id == "tips.vraag" else one)
    assert councils(compare(klein, new))["tips.vraag"] == ["de leerlinggeleding van de MR"]


def test_a_value_asks_whom_every_clause_is_for_that_prints_it_or_printed_it(klein: Policy) -> None:
    """`bewaarplek` is printed for pupils, and in the schoolgids for parents; once also for staff."""
    placed = "Personeel legt hem {{ bewaarplek }}."
    old = reworded(for_whom(klein, "inleiding.doel", "medewerker"), inleiding__doel=placed)
    old = with_clauses(
        old, lambda c: c.model_copy(update={"parameters": ("bewaarplek",)}) if c.id == "inleiding.doel" else c
    )
    new = with_values(for_whom(klein, "inleiding.doel", "medewerker"), bewaarplek="thuis")
    assert councils(compare(old, new))["bewaarplek"] == [
        "de personeelsgeleding van de MR",
        "de oudergeleding van de MR",
        "de leerlinggeleding van de MR",
    ]


def test_a_heading_asks_whom_the_clauses_below_it_are_for_or_were(klein: Policy) -> None:
    def headed(policy: Policy, words: str) -> Policy:
        sections = tuple(
            one.model_copy(update={"heading": one.heading.model_copy(update={"text": words, "template": words})})
            if one.id == "tips" and one.heading
            else one
            for one in policy.sections
        )
        return policy.model_copy(update={"sections": sections})

    old = for_whom(klein, "tips.vraag", "ouder")
    new = headed(for_whom(klein, "tips.vraag", "medewerker"), "Geboden")
    assert councils(compare(old, new))["tips"] == ["de personeelsgeleding van de MR", "de oudergeleding van de MR"]


def test_the_title_asks_everybody(klein: Policy) -> None:
    new = klein.model_copy(update={"title": "Verbod"})
    (one,) = asked(RULES, (), compare(decided_text(klein), decided_text(new)))
    assert (one.topic, one.audiences, one.rules) == ("", frozenset(), RULES)


def test_an_editorial_change_asks_nobody_and_one_to_look_at_asks_as_any_other(klein: Policy) -> None:
    changes = compare(klein, reworded(klein, tips__vraag="Vraag het nooit."))
    for weight, number in (("editorial", 0), ("review", 1), ("substantive", 1)):
        weighed = tuple(one.model_copy(update={"weight": weight}) for one in changes.changes)
        assert len(asked(RULES, (), changes.model_copy(update={"changes": weighed}))) == number, weight


def test_education_that_the_school_does_not_give_has_no_say(klein: Policy) -> None:
    old = for_whom(klein, "tips.vraag", "leerling", "ouder")
    changes = compare(old, reworded(old, tips__vraag="Vraag het nooit."))
    assert councils(changes, "po") == {"tips.vraag": ["de oudergeleding van de MR"]}
    assert councils(changes, "vo") == {"tips.vraag": ["de leerlinggeleding van de MR"]}
    assert len(councils(changes)["tips.vraag"]) == 2


def test_a_change_is_called_by_the_first_note_about_it(klein: Policy) -> None:
    new = reworded(klein, tips__vraag="Vraag het nooit.")
    changes = compare(klein, new, [note("een", clauses=["tips.vraag"]), note("twee", clauses=["tips.vraag"])])
    (change,) = changes.changes
    assert change.notes == ("een", "twee")
    assert topic_of(change) == "een"


def test_the_report_asks_those_whom_a_rule_stops_concerning(klein: Policy) -> None:
    old = for_whom(klein, "tips.vraag", "leerling", "medewerker")
    new = for_whom(klein, "tips.vraag", "medewerker")
    shown = view(compared(old, new, consent=RULES, education=("vo",)))
    assert [one.council for one in shown.summary.consents] == [
        "de personeelsgeleding van de MR",
        "de leerlinggeleding van de MR",
    ]
    (topic,) = shown.topics
    assert topic.consent == "de personeelsgeleding van de MR en de leerlinggeleding van de MR"


def test_a_numbered_change_with_one_part_for_everybody_asks_everybody(klein: Policy) -> None:
    """A value that no clause prints concerns nobody in particular."""
    old = with_values(klein, los="een")
    new = with_values(reworded(klein, tips__vraag="Vraag het nooit."), los="twee")
    both = note("beide", clauses=["tips.vraag"], parameters=["los"])
    shown = view(compared(old, new, [both], consent=RULES))
    assert len(shown.summary.consents) == len(RULES)
