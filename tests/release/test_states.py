"""How far a text has come: what carries each state, and which steps are refused."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from schoolprotocol.diagnostics import Kind
from schoolprotocol.documents import deciding
from schoolprotocol.model.base import Status
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.release.states import LADDER
from tests.conftest import ProjectMaker
from tests.faults import CLAUSES
from tests.helpers import policy_of, spoken
from tests.release.making import (
    ADOPTION,
    CONSENT,
    EFFECTIVE,
    FOLDER,
    TODAY,
    codes,
    put,
    release,
    school,
    standing,
    write,
)

WORDING = "Leerlingen en medewerkers leggen hun telefoon {{ bewaarplek }}."


def change(root: Path, old: str, new: str) -> None:
    """Changes the catalogue."""
    path = root / CLAUSES
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


# -- the steps, one after the other -----------------------------------------------------------------------------------


def test_a_text_that_was_put_to_nobody_is_a_concept(project: ProjectMaker) -> None:
    found = standing(school(project))
    assert (found.supported, found.problems) == ("concept", ())


def test_a_text_that_was_put_to_the_council_may_say_so(project: ProjectMaker) -> None:
    root = school(project, "ter-instemming")
    put(root)
    found = standing(root)
    assert (found.supported, found.problems) == ("ter-instemming", ())


def test_a_consent_to_the_text_carries_the_state_ingestemd(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    write(root, "ingestemd", CONSENT)
    found = standing(root)
    assert (found.supported, found.problems) == ("ingestemd", ())


@pytest.mark.parametrize("status", ["concept", "ter-instemming"])
def test_where_nobody_consented_yet_versions_are_not_compared_to_know_who_was_asked(
    status: Status, project: ProjectMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = school(project, status)
    before = standing(root)
    monkeypatch.setattr(deciding, "changes_since_release", lambda *_any: pytest.fail("compared"))
    assert standing(root) == before


def test_a_consent_with_conditions_carries_it_too(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    write(root, "ingestemd", CONSENT + ", outcome: met-voorwaarden, conditions: Na een jaar evalueren")
    assert standing(root).problems == ()


def test_consent_and_adoption_carry_the_state_vastgesteld(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    write(root, "vastgesteld", CONSENT, ADOPTION)
    found = standing(root)
    assert (found.supported, found.problems) == ("vastgesteld", ())


def test_an_adopted_text_is_in_force_from_its_day(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    write(root, "van-kracht", CONSENT, ADOPTION, fields=EFFECTIVE)
    assert standing(root).problems == ()
    early = standing(root, date(2026, 11, 19))
    assert (early.supported, codes(early)) == ("vastgesteld", ["NOT_IN_FORCE"])


def test_without_a_rule_that_asks_consent_an_adoption_is_enough(project: ProjectMaker) -> None:
    root = school(project, asks=False)
    write(root, "vastgesteld", ADOPTION)
    assert standing(root).problems == ()


def test_what_decisions_carry_does_not_depend_on_what_is_declared(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    write(root, "concept", CONSENT, ADOPTION, fields=EFFECTIVE)
    found = standing(root)
    assert (found.declared, found.supported, found.problems) == ("concept", "van-kracht", ())


# -- steps that are refused -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "lacks"),
    [
        ("ter-instemming", "NOT_PUT"),
        ("ingestemd", "CONSENT_MISSING"),
        ("vastgesteld", "ADOPTION_MISSING"),
        ("van-kracht", "NOT_IN_FORCE"),
        ("vervallen", "NOTHING_LAPSED"),
    ],
)
def test_a_state_that_nothing_carries_is_refused(project: ProjectMaker, status: Status, lacks: str) -> None:
    root = school(project, status)
    found = standing(root)
    assert found.supported == "concept"
    assert lacks in codes(found)
    for problem in found.problems:
        assert problem.kind.severity == "error"
        assert problem.school == "noord"
        assert problem.place.line == 3
        assert problem.remedy()


@pytest.mark.parametrize(("before", "status"), list(pairwise(LADDER[1:])))
def test_no_step_can_be_skipped(project: ProjectMaker, before: Status, status: Status) -> None:
    """Everything that carries the state before, and nothing more."""
    root = school(project)
    put(root)
    decisions = {"ter-instemming": (), "ingestemd": (CONSENT,), "vastgesteld": (CONSENT, ADOPTION)}[before]
    write(root, before, *decisions)
    assert standing(root).problems == ()
    write(root, status, *decisions)
    found = standing(root)
    assert found.supported == before
    assert len(found.problems) == 1, spoken(found.problems)


def test_an_adoption_without_the_consent_that_the_protocol_asks_is_refused(project: ProjectMaker) -> None:
    root = school(project)
    write(root, "vastgesteld", ADOPTION)
    assert codes(standing(root)) == ["CONSENT_MISSING"]


def test_an_adoption_before_the_consent_is_refused(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    write(root, "vastgesteld", CONSENT, ADOPTION.replace("2026-11-18", "2026-11-15"))
    found = standing(root)
    assert (found.supported, codes(found)) == ("ingestemd", ["DECISION_AFTER_ADOPTION"])


def test_an_adoption_on_the_day_of_the_consent_is_in_order(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    write(root, "vastgesteld", CONSENT, ADOPTION.replace("2026-11-18", "2026-11-16"))
    assert standing(root).problems == ()


def test_a_council_that_does_not_consent_stops_the_text(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    write(root, "ingestemd", CONSENT, CONSENT.replace("de MR", "de PMR") + ", outcome: negatief")
    found = standing(root)
    assert codes(found) == ["CONSENT_REFUSED"]
    assert "de PMR" in found.problems[0].message()


def test_what_a_council_decides_later_takes_the_place_of_what_it_decided_before(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    refused = CONSENT.replace("de MR", "MR").replace("2026-11-16", "2026-11-09") + ", outcome: negatief"
    write(root, "ingestemd", refused, CONSENT)
    assert standing(root).problems == ()
    write(root, "ingestemd", CONSENT, refused)
    assert standing(root).problems == ()
    write(root, "ingestemd", CONSENT, refused.replace("2026-11-09", "2026-11-17"))
    assert codes(standing(root)) == ["CONSENT_REFUSED"]


def test_a_board_that_refuses_has_not_adopted(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    write(root, "vastgesteld", CONSENT, ADOPTION + ", outcome: negatief")
    assert codes(standing(root)) == ["ADOPTION_REFUSED"]


# -- the text that a decision is about --------------------------------------------------------------------------------


def test_a_consent_that_names_no_text_carries_nothing(project: ProjectMaker) -> None:
    root = school(project)
    path = put(root)
    write(root, "ingestemd", CONSENT.replace(', text_hash: "HASH"', ""))
    (problem,) = standing(root).problems
    assert problem.kind is Kind.CONSENT_NOT_BOUND
    assert path.stem.rsplit("-", 1)[1] in problem.remedy()


def test_a_consent_to_a_text_that_was_never_put_carries_nothing(project: ProjectMaker) -> None:
    root = school(project)
    write(root, "ingestemd", CONSENT)
    assert codes(standing(root)) == ["CONSENT_NOT_BOUND"]


def test_a_hash_that_no_text_has_is_an_error_whatever_the_status(project: ProjectMaker) -> None:
    root = school(project)
    path = put(root)
    write(root, "concept", CONSENT.replace("HASH", 4 * "0123456789abcdef"))
    (problem,) = standing(root).problems
    assert problem.kind is Kind.TEXT_UNKNOWN
    assert 4 * "0123456789abcdef" in problem.message()
    assert path.stem.rsplit("-", 1)[1] in problem.remedy()
    assert f"as it is now: {text_hash(policy_of(root))}" in problem.remedy()
    assert problem.place.line == 5


def test_a_decision_recorded_with_another_version_than_its_text_is_an_error(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    write(root, "concept", CONSENT.replace('"1.1"', '"1.0"'))
    (problem,) = standing(root).problems
    assert problem.kind is Kind.TEXT_OF_OTHER_VERSION
    assert "1.0" in problem.message()
    assert "1.1" in problem.message()


def test_conditions_that_nobody_wrote_down_are_an_error(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    write(root, "ingestemd", CONSENT + ", outcome: met-voorwaarden")
    assert codes(standing(root)) == ["CONDITIONS_MISSING"]


def test_a_proposal_that_was_edited_by_hand_carries_nothing(project: ProjectMaker) -> None:
    root = school(project)
    path = put(root)
    write(root, "ingestemd", CONSENT)
    path.write_text(path.read_text("utf-8").replace("Vraag het eerst.", "Vraag het niet."), "utf-8")
    assert codes(standing(root)) == ["CONSENT_NOT_BOUND"]


# -- changes after the consent ----------------------------------------------------------------------------------------


def test_a_substantive_change_after_the_consent_makes_it_void(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    write(root, "ingestemd", CONSENT)
    change(root, "    allen: " + WORDING, "    allen: Alleen leerlingen leggen hun telefoon {{ bewaarplek }}.")
    found = standing(root)
    assert (found.supported, codes(found)) == ("concept", ["DECISION_VOID"])
    assert "Opbergen" in found.problems[0].message()
    assert [decision.body for decision in found.void] == ["de MR"]


def test_a_changed_value_that_a_clause_prints_makes_it_void(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    write(root, "ingestemd", CONSENT, more="parameters: {aangifte.werkwoord: kan}\n")
    text = (root / FOLDER / "telefoons.yaml").read_text("utf-8")
    assert standing(root).problems == ()
    (root / FOLDER / "telefoons.yaml").write_text(text.replace("werkwoord: kan", "werkwoord: zal"), "utf-8")
    assert codes(standing(root)) == ["DECISION_VOID"]


def test_not_even_an_editorial_change_after_the_consent_leaves_it_whole(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    write(root, "ingestemd", CONSENT)
    change(root, "  text: Vraag het eerst.", "  text: Vraag het **eerst**.")
    found = standing(root)
    assert (found.supported, codes(found), len(found.waiting)) == ("concept", ["NOT_CONFIRMED"], 1)


def test_an_author_cannot_declare_that_a_change_after_the_consent_does_not_matter(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    write(root, "ingestemd", CONSENT)
    change(root, "  text: Vraag het eerst.", "  text: Vraag het nooit.")
    note = root / "policy_src/protocols/telefoons/changes/vraag.yaml"
    note.parent.mkdir(exist_ok=True)
    note.write_text(
        "id: vraag\nsummary: Vraag\nclauses: [tips.vraag]\nsince: '1.1'\nweight: editorial\nweight_reason: Klein.\n"
        "motive: Zo.\nconsequences: Geen.\nmeasures: Geen.\n",
        "utf-8",
    )
    assert codes(standing(root)) == ["DECISION_VOID"]


def test_a_void_consent_is_no_error_while_the_text_is_a_concept_again(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    write(root, "concept", CONSENT)
    change(root, "  text: Vraag het eerst.", "  text: Vraag het nooit.")
    found = standing(root)
    assert found.problems == ()
    assert len(found.void) == 1


def test_the_changed_text_can_be_put_again_and_consented_to(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    write(root, "concept", CONSENT)
    first = (root / FOLDER / "telefoons.yaml").read_text("utf-8").split("text_hash: ")[1][1:65]
    change(root, "  text: Vraag het eerst.", "  text: Vraag het nooit.")
    put(root)
    again = CONSENT.replace("2026-11-16", "2026-11-19")
    write(root, "ingestemd", CONSENT.replace("HASH", first), again)
    found = standing(root)
    assert (found.problems, found.void) == ((), ())


def test_an_adoption_that_names_its_text_is_void_when_that_changes(project: ProjectMaker) -> None:
    root = school(project, asks=False)
    write(root, "vastgesteld", ADOPTION)
    assert standing(root).problems == ()
    put(root)
    change(root, "  text: Vraag het eerst.", "  text: Vraag het nooit.")
    found = standing(root)
    assert codes(found) == ["DECISION_VOID"]
    assert [decision.kind for decision in found.void] == ["vaststelling"]


# -- facts ------------------------------------------------------------------------------------------------------------


def test_what_was_released_is_a_fact(project: ProjectMaker) -> None:
    root = school(project, "vastgesteld")
    assert standing(root).problems
    release(root)
    found = standing(root)
    assert (found.supported, found.problems, found.void) == ("vastgesteld", (), ())


def test_an_adopted_release_comes_in_force_on_its_day_and_lapses_later(project: ProjectMaker) -> None:
    root = school(project)
    write(root, "vastgesteld", fields=EFFECTIVE)
    release(root)
    write(root, "van-kracht", fields=EFFECTIVE)
    assert standing(root).problems == ()
    assert codes(standing(root, date(2026, 11, 19))) == ["NOT_IN_FORCE"]
    write(root, "vervallen", fields=EFFECTIVE)
    assert standing(root).problems == ()


def test_a_text_that_was_adopted_once_can_lapse(project: ProjectMaker) -> None:
    root = school(project)
    write(root, "vervallen", ADOPTION.replace('"1.1"', '"1.0"').replace(', text_hash: "HASH"', ""))
    assert standing(root, TODAY).problems == ()
