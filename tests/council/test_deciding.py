"""What a body decided is recorded with the text that it had, once, and of bodies that were asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schoolprotocol import Decided, Project
from schoolprotocol.errors import EditError, UsageError
from schoolprotocol.policy.decided import text_hash
from tests.conftest import ProjectMaker
from tests.e2e.test_decisions import command, replace
from tests.faults import CLAUSES, NOORD
from tests.helpers import policy_of
from tests.release.making import TODAY, put, release, school, write

DAY = date(2026, 11, 18)
TOLD = ("--body", "de MR", "--day", "2026-11-18", "--today", "2026-11-20")


@pytest.fixture
def root(project: ProjectMaker) -> Path:
    """A project in which the text of `noord` was put to its council, which asks `de hele MR`."""
    folder = school(project, "ter-instemming")
    put(folder)
    return folder


def decide(root: Path, body: str = "de MR", **more: Any) -> Decided:
    return Project.open(root).document("noord").decide(body, DAY, today=TODAY, **more)


def variant(root: Path) -> str:
    return (root / NOORD).read_text("utf-8")


def test_a_consent_is_recorded_with_the_text_that_was_put_and_moves_the_status_on(root: Path) -> None:
    code, told = command(root, "decide", "noord", *TOLD, "--outcome", "positief")
    assert code == 0, told
    hash_ = text_hash(policy_of(root))
    lines = f'body: de hele MR\n    kind: instemming\n    version: "1.1"\n    day: 2026-11-18\n    text_hash: {hash_}\n'
    assert variant(root).endswith(f"decisions:\n  - {lines}")
    assert "status: ingestemd" in variant(root)
    assert "The status is now “consented”." in told
    assert command(root, "check", "--school", "noord", "--today", "2026-11-20") == (0, "0 errors, 0 warnings\n")


def test_the_same_decision_is_recorded_once(root: Path) -> None:
    assert decide(root).written == ("policy_src/schools/noord/releases/ledger", NOORD)
    before = variant(root)
    assert decide(root).written == ()
    assert variant(root) == before
    assert "recorded before" in command(root, "decide", "noord", *TOLD, "--outcome", "positief")[1]


def test_a_refusal_is_recorded_and_leaves_the_status(root: Path) -> None:
    made = decide(root, outcome="negatief")
    assert made.status is None
    assert "outcome: negatief" in variant(root)
    assert "status: ter-instemming" in variant(root)


def test_a_later_consent_takes_the_place_of_a_refusal(root: Path) -> None:
    decide(root, outcome="negatief")
    document = Project.open(root).document("noord")
    made = document.decide("de MR", date(2026, 11, 19), today=TODAY)
    assert made.status == "ingestemd"


def test_conditions_are_recorded_each_so_that_each_can_be_met(root: Path) -> None:
    arguments = ("--outcome", "met-voorwaarden", "--condition", "Evalueer na een jaar.", "--condition", "Leg uit: hoe?")
    code, told = command(root, "decide", "noord", *TOLD, *arguments)
    assert code == 0, told
    assert [one.text for one in policy_of(root).decisions[-1].points] == ["Evalueer na een jaar.", "Leg uit: hoe?"]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"outcome": "met-voorwaarden"}, "Conditions belong"),
        ({"outcome": "positief", "conditions": ["Iets"]}, "Conditions belong"),
        ({"outcome": "niet-nodig"}, "--reason"),
        ({"kind": "bevestiging"}, "--reason"),
        ({"votes": {"7": "positief"}}, "no change “7”"),
        ({"text_hash": "0123456789ab"}, "Which text did"),
    ],
)
def test_what_does_not_fit_together_is_refused(root: Path, more: dict[str, Any], says: str) -> None:
    before = variant(root)
    with pytest.raises(UsageError, match=says):
        decide(root, **more)
    assert variant(root) == before


def test_a_body_that_was_not_asked_is_refused_with_those_that_were(root: Path) -> None:
    code, told = command(root, "decide", "noord", *TOLD[2:], "--body", "de GMR", "--outcome", "positief")
    assert code == 2
    assert "de GMR was not asked for its consent. Asked were: de hele MR." in told


def test_nobody_can_have_decided_tomorrow(root: Path) -> None:
    arguments = ("--body", "de MR", "--day", "2026-11-21", "--today", "2026-11-20", "--outcome", "positief")
    code, told = command(root, "decide", "noord", *arguments)
    assert (code, "21 november 2026 is not there yet" in told) == (2, True)


def test_a_consent_must_say_whether_the_body_agreed(root: Path) -> None:
    code, told = command(root, "decide", "noord", *TOLD)
    assert code == 2
    assert "--outcome" in told


def test_a_text_that_was_not_put_has_no_decision(project: ProjectMaker) -> None:
    root = school(project)
    with pytest.raises(UsageError, match="make the dossier first"):
        decide(root)


def test_where_the_text_changed_since_the_decision_is_about_what_the_body_had(root: Path) -> None:
    had = text_hash(policy_of(root))
    replace(root, CLAUSES, "  text: Vraag het eerst.", "  text: Vraag het nooit.")
    made = decide(root)
    assert made.decision.text_hash == had
    assert made.status is None, "the consent does not carry the text as it is"


def test_where_several_texts_were_put_it_must_be_said_which(root: Path) -> None:
    had = text_hash(policy_of(root))
    replace(root, CLAUSES, "  text: Vraag het eerst.", "  text: Vraag het nooit.")
    put(root)
    assert decide(root).decision.text_hash == text_hash(policy_of(root)), "the one that is the text as it is"
    replace(root, CLAUSES, "  text: Vraag het nooit.", "  text: Vraag het soms.")
    with pytest.raises(UsageError, match=had):
        decide(root, outcome="negatief")
    assert decide(root, outcome="negatief", text_hash=had).decision.text_hash == had


def test_an_adoption_is_about_the_text_as_it_is_and_moves_the_status_on(root: Path) -> None:
    decide(root)
    made = decide(root, "de directie", kind="vaststelling")
    assert made.status == "vastgesteld"
    assert made.decision.text_hash == text_hash(policy_of(root))
    assert made.decision.body == "de directie"


def test_an_adoption_gives_its_day_to_a_document_that_has_none(root: Path) -> None:
    decide(root)
    replace(root, NOORD, ", day: 2026-11-02", "")
    decide(root, "de directie", kind="vaststelling")
    assert policy_of(root).document.day == DAY
    assert command(root, "check", "--school", "noord", "--today", "2026-11-20") == (0, "0 errors, 0 warnings\n")


def test_a_text_that_prints_the_day_stays_the_text_that_was_adopted(root: Path) -> None:
    replace(root, CLAUSES, "  text: Vraag het eerst.", "  text: Vraag het vanaf {{ document.day }}.")
    put(root)
    decide(root)
    made = decide(root, "de directie", kind="vaststelling")
    assert made.decision.text_hash == text_hash(policy_of(root))


def test_each_decision_says_which_command_comes_next(root: Path) -> None:
    told = command(root, "decide", "noord", *TOLD, "--outcome", "positief")[1]
    assert "\n  schoolprotocol adopt noord\n" in told
    adopted = ("--body", "de directie", "--day", "2026-11-18", "--kind", "vaststelling", "--today", "2026-11-20")
    assert "\n  schoolprotocol release noord\n" in command(root, "decide", "noord", *adopted)[1]
    assert command(root, "release", "noord", "--today", "2026-11-20")[0] == 0


def test_an_adoption_without_consent_leaves_the_status_and_says_what_is_missing(root: Path) -> None:
    arguments = ("--body", "de directie", "--day", "2026-11-18", "--kind", "vaststelling", "--today", "2026-11-20")
    code, told = command(root, "decide", "noord", *arguments)
    assert code == 0, told
    assert "The status stays as it is. For the next one this is missing:\n  The status is" in told
    assert "no consent to version 1.1 is recorded" in told
    assert "status: ter-instemming" in variant(root)


def test_a_consent_that_leaves_out_a_change_says_what_is_missing(project: ProjectMaker) -> None:
    root = school(project, "vastgesteld")
    replace(root, NOORD, '"1.1"', '"1.0"')
    release(root)
    write(root, "ter-instemming")
    replace(root, CLAUSES, "  text: Vraag het eerst.", "  text: Vraag het altijd eerst.")
    replace(root, CLAUSES, "medewerkers leggen hun", "medewerkers leggen altijd hun")
    put(root)
    made = decide(root, votes={"tips.vraag": "positief"})
    assert made.status is None
    assert [one.kind.name for one in made.lacking] == ["VOTE_MISSING"]
    assert made.waiting == ()


def test_votes_are_recorded_by_the_id_of_the_change(project: ProjectMaker) -> None:
    root = school(project, "vastgesteld")
    replace(root, NOORD, '"1.1"', '"1.0"')
    release(root)
    write(root, "ter-instemming")
    replace(root, CLAUSES, "  text: Vraag het eerst.", "  text: Vraag het altijd eerst.")
    put(root)
    code, told = command(root, "decide", "noord", *TOLD, "--outcome", "positief", "--change", "1=positief")
    assert code == 0, told
    (vote,) = policy_of(root).decisions[-1].votes or ()
    assert (vote.change, vote.outcome) == ("tips.vraag", "positief")


def test_a_variant_that_cannot_be_written_is_refused_whole(root: Path) -> None:
    head = variant(root)
    (root / NOORD).write_text(head + "decisions:\n  # alleen een opmerking\n  []\n", "utf-8")
    before = variant(root)
    with pytest.raises(EditError):
        decide(root)
    assert variant(root) == before
