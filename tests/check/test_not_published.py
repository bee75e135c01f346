"""`publish: false` that was left in the file of a school: its document is gone from every list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from schoolprotocol.build import checking
from schoolprotocol.config import Folders
from schoolprotocol.diagnostics import Kind
from tests.conftest import ProjectMaker
from tests.faults import HEAD, NOORD

TODAY = date(2026, 11, 20)
OWN = f"{HEAD}publish: false\n"


def told(root: Path) -> list[str]:
    """The places of what is told."""
    found = checking.check(Folders(root, root / "build"), TODAY).found
    return [str(one.place) for one in found if one.kind is Kind.NOT_PUBLISHED]


def test_a_school_that_publishes_nothing_is_told_until_it_does(project: ProjectMaker) -> None:
    root = project(files={NOORD: OWN})
    assert told(root) == [f"{NOORD}:1"]
    (root / NOORD).write_text(HEAD, "utf-8")
    assert told(root) == []


def test_a_school_on_which_another_builds_may_keep_its_text_to_itself(project: ProjectMaker) -> None:
    root = project(files={NOORD: OWN})
    zuid = root / "policy_src/schools/zuid/telefoons.yaml"
    zuid.write_text(zuid.read_text("utf-8").replace("extends: stichting", "extends: noord"), "utf-8")
    assert told(root) == []


def test_a_school_may_accept_it_with_its_reason(project: ProjectMaker) -> None:
    assert told(project(files={NOORD: f"{OWN}suppress: [{{code: SP417, reason: Nog in de maak.}}]\n"})) == []


def test_a_board_without_schools_yet_is_left_alone(project: ProjectMaker) -> None:
    gone = {
        f"policy_src/schools/{id_}/{name}.yaml": None for id_ in ("noord", "zuid") for name in ("school", "telefoons")
    }
    assert told(project(files=gone)) == []
