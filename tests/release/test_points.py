"""Conditions are open points, until somebody writes down when and how each was met."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from schoolprotocol.documents.deciding import points_of
from schoolprotocol.release.points import OpenPoint, open_points
from tests.conftest import ProjectMaker
from tests.helpers import loaded, policy_of
from tests.release.making import CONSENT, release, school, write

ASKS = CONSENT + ", outcome: met-voorwaarden, conditions: "
LIST = "[{text: Evalueren, met: 2027-11-01, how: Besproken met de raad}, {text: De brief aan ouders}]"


@pytest.fixture
def root(project: ProjectMaker) -> Path:
    return school(project)


def points(root: Path, *decisions: str) -> list[tuple[str, bool]]:
    """What the points say, and whether each is open."""
    write(root, "concept", *decisions)
    return [(point.text, point.is_open) for point in open_points(policy_of(root))]


def test_a_condition_in_one_line_is_one_open_point(root: Path) -> None:
    write(root, "concept", ASKS + "Na een jaar evalueren")
    assert open_points(policy_of(root)) == (
        OpenPoint("de MR", None, "1.1", date(2026, 11, 16), "Na een jaar evalueren", None, None),
    )


def test_a_list_tells_which_are_met_and_how(root: Path) -> None:
    assert points(root, ASKS + LIST) == [("Evalueren", False), ("De brief aan ouders", True)]
    met, _open = open_points(policy_of(root))
    assert (met.met, met.how) == (date(2027, 11, 1), "Besproken met de raad")


def test_conditions_of_one_change_are_points_too(root: Path) -> None:
    votes = ", votes: [{change: a, outcome: met-voorwaarden, conditions: Zacht}, {change: b, outcome: positief}]"
    assert points(root, ASKS + "Snel" + votes) == [("Snel", True), ("Zacht", True)]


def test_a_board_that_adopts_can_ask_something_as_well(root: Path) -> None:
    assert points(root, ASKS.replace("instemming", "vaststelling") + "Kosten melden") == [("Kosten melden", True)]


def test_what_a_body_that_refused_asks_is_no_point(root: Path) -> None:
    assert points(root, CONSENT + ", outcome: negatief, conditions: Eerst overleggen") == []


def test_a_later_decision_of_the_same_body_takes_the_place_of_the_conditions(root: Path) -> None:
    later = CONSENT.replace("de MR", "Medezeggenschapsraad").replace("2026-11-16", "2026-11-19")
    assert points(root, ASKS + "Snel", later) == []
    assert points(root, ASKS + "Snel", later.replace('"1.1"', '"1.0"')) == [("Snel", True)]


def released(root: Path, *decisions: str) -> None:
    """Releases version 1.1 with these decisions, and begins with none."""
    write(root, "vastgesteld", *decisions)
    release(root)


def still(root: Path) -> list[tuple[str, bool]]:
    found = points_of(loaded(root), ("noord", "telefoons"), policy_of(root))
    return [(point.text, point.is_open) for point in found]


def test_a_point_does_not_go_when_its_decision_is_deleted(root: Path) -> None:
    released(root, ASKS + "Na een jaar evalueren")
    write(root, "vastgesteld")
    assert still(root) == [("Na een jaar evalueren", True)]


def test_a_point_of_a_release_is_met_by_what_the_source_says_now(root: Path) -> None:
    released(root, ASKS + "Evalueren")
    write(root, "vastgesteld", ASKS + LIST)
    assert still(root) == [("Evalueren", False), ("De brief aan ouders", True)]


def test_a_decision_that_stands_in_source_and_release_is_told_once(root: Path) -> None:
    released(root, ASKS + "Evalueren")
    assert still(root) == [("Evalueren", True)]
