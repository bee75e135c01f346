"""An author may overrule whether a change is substantive, with a reason that the council reads."""

from __future__ import annotations

import pytest

from schoolprotocol import messages
from schoolprotocol.compare.changeset import Change, ChangeSet
from schoolprotocol.compare.compare import compare
from schoolprotocol.diagnostics import Kind
from schoolprotocol.policy.model import Policy
from tests.compare.edits import reworded, text, with_values
from tests.conftest import ROOTS, ProjectMaker
from tests.helpers import codes, load, policy_of, spoken
from tests.report.making import note

CHANGE = "policy_src/protocols/telefoons/changes/vraag.yaml"
NOTE = """\
id: vraag
summary: Vraag het
clauses: [tips.vraag]
since: "1.1"
motive: Waarom.
consequences: Wat.
measures: Geen.
"""


@pytest.fixture(scope="module")
def klein() -> Policy:
    messages.use("en")
    return policy_of(ROOTS / "klein")


@pytest.fixture(scope="module")
def edited(klein: Policy) -> Policy:
    new = reworded(klein, tips__vraag="Vraag het altijd eerst.", stichting__kluisjes="Elke school heeft kluisjes!")
    return with_values(new, bewaarplek="thuis")


def change(changes: ChangeSet, id_: str) -> Change:
    return next(one for one in changes.changes if one.id == id_)


def chosen(old: Policy, new: Policy, weight: str, **more: object) -> ChangeSet:
    return compare(old, new, [note("keuze", weight=weight, weight_reason="Daarom.", **more)])


def test_without_a_choice_the_weight_is_as_computed(klein: Policy, edited: Policy) -> None:
    changes = compare(klein, edited, [note("vraag", clauses=["tips.vraag"])])
    assert change(changes, "tips.vraag").weight == "substantive"
    assert change(changes, "stichting.kluisjes").weight == "review"
    assert {one.weight_reason for one in changes.changes} | {one.weight_reason for one in changes.parameters} == {None}


def test_a_clause_that_the_note_names_gets_the_weight_and_the_reason(klein: Policy, edited: Policy) -> None:
    changes = chosen(klein, edited, "editorial", clauses=["tips.vraag"])
    assert change(changes, "tips.vraag").weight == "editorial"
    assert change(changes, "tips.vraag").weight_reason == "Daarom."
    changes = chosen(klein, edited, "substantive", clauses=["stichting.kluisjes"])
    assert change(changes, "stichting.kluisjes").weight == "substantive"
    assert change(changes, "tips.vraag").weight_reason is None


def test_a_choice_that_agrees_with_the_program_is_no_choice(klein: Policy, edited: Policy) -> None:
    changes = chosen(klein, edited, "substantive", clauses=["tips.vraag"])
    assert change(changes, "tips.vraag").weight_reason is None


def test_a_note_about_a_section_does_not_weigh_the_clauses_in_it(klein: Policy, edited: Policy) -> None:
    changes = chosen(klein, edited, "editorial", sections=["tips"])
    assert change(changes, "tips.vraag").notes == ("keuze",)
    assert change(changes, "tips.vraag").weight == "substantive"


def test_a_heading_and_a_value_can_be_weighed_too(klein: Policy, edited: Policy) -> None:
    sections = tuple(s.model_copy(update={"heading": text("Raad")}) if s.id == "tips" else s for s in edited.sections)
    new = edited.model_copy(update={"sections": sections})
    changes = chosen(klein, new, "editorial", sections=["tips"], parameters=["bewaarplek"])
    assert [(one.weight, one.weight_reason) for one in changes.headings] == [("editorial", "Daarom.")]
    assert [(one.weight, one.weight_reason) for one in changes.parameters] == [("editorial", "Daarom.")]


def test_where_notes_disagree_a_change_is_substantive(klein: Policy, edited: Policy) -> None:
    both = [
        note("een", clauses=["tips.vraag", "stichting.kluisjes"], weight="editorial", weight_reason="Klein."),
        note("twee", clauses=["tips.vraag", "stichting.kluisjes"], weight="substantive", weight_reason="Groot."),
    ]
    changes = compare(klein, edited, both)
    assert change(changes, "tips.vraag").weight == "substantive"
    assert change(changes, "stichting.kluisjes").weight_reason == "Groot."


@pytest.mark.parametrize("line", ["weight: editorial", "weight_reason: Zo maar."])
def test_weight_and_reason_are_given_together_or_not_at_all(project: ProjectMaker, line: str) -> None:
    corpus, found = load(project(files={CHANGE: f"{NOTE}{line}\n"}))
    assert corpus is None
    assert codes(found) == [Kind.BAD_VALUE.code]
    assert "weight and weight_reason belong together" in spoken(found)[0]


def test_a_note_with_both_loads(project: ProjectMaker) -> None:
    corpus, found = load(project(files={CHANGE: f"{NOTE}weight: editorial\nweight_reason: Het stond er al.\n"}))
    assert corpus is not None, spoken(found)
    (one,) = corpus.protocols["telefoons"].changes
    assert (one.weight, one.weight_reason) == ("editorial", "Het stond er al.")
