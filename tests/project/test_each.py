"""`status` and `list` read the schools that changed since they were last asked, and tell what reading all would."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from schoolprotocol import Project, messages
from schoolprotocol.build.records import Records
from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.documents.usage import Usage
from schoolprotocol.project import statuses
from schoolprotocol.project.statuses import Row, SchoolStatus
from schoolprotocol.source.loaded import Loaded
from tests.conftest import ProjectMaker, Run
from tests.project.test_few_read import read as read  # noqa: PLC0414 (a fixture)
from tests.project.test_untouched import ALL, DELTA, EDITS, ES, HAVEN, LINDE, SCHOOLS, Edit, add, change

TODAY = date.today()


Told = tuple[list[tuple[Row, ...]], tuple[Diagnostic, ...], Loaded[tuple[Usage, ...]]]


def told(root: Path, today: date = TODAY) -> Told:
    """What is told of all schools, and what is wrong."""
    found, clauses = Project.open(root).statuses(today=today), Project.open(root).usage()
    rows = [(*one.rows, *one.points, *one.reasons, *one.forsaken) for one in found.value]
    return rows, found.faults, clauses


def as_if_never_asked(root: Path, today: date = TODAY) -> Told:
    """The same, where nothing was kept."""
    for about in ("status", "uses"):
        shutil.rmtree(root / f"build/.made/.{about}", ignore_errors=True)
    return told(root, today)


@pytest.mark.parametrize("edit", [edit for edit, _due in EDITS.values()], ids=EDITS)
def test_after_an_edit_the_same_is_told_as_where_all_are_read(project: ProjectMaker, edit: Edit) -> None:
    root = project("bestuur")
    told(root)
    edit(root)
    assert told(root) == as_if_never_asked(root)
    every = Project.open(root)
    listed, _status_faults, uses = told(root)
    assert uses.faults == every.sound.faults
    assert {row[:2] for rows in listed for row in rows} >= {one.key for one in every.sound.value}
    used = {(one.key[0], id_) for one in every.sound.value for id_ in one.policy.by_id()}
    catalogues = {id_ for one in uses.value for id_ in (clause.id for clause in one.clauses)}
    found = {(school, clause.id) for one in uses.value for clause in one.clauses for school in clause.schools}
    assert found == {(school, id_) for school, id_ in used if id_ in catalogues}


@pytest.mark.parametrize(
    ("file", "old", "new", "due"),
    [
        (HAVEN, "in de telefoontas", "thuis", ["haven"]),
        (DELTA, "in de tas", "in de kluis", [*ALL]),
        ("policy_src/references.yaml", "0800 0432", "0800 0433", [*ALL]),
        (HAVEN, "in de telefoontas", "in de telefoontas", []),
    ],
    ids=["a school", "the board on which they build", "what all share", "nothing"],
)
def test_only_what_changed_is_read_again(
    project: ProjectMaker, read: list[str], file: str, old: str, new: str, due: list[str]
) -> None:
    root = project("bestuur")
    told(root)
    change(root, file, old, new)
    for ask in (lambda: Project.open(root).statuses(), lambda: Project.open(root).usage()):
        read.clear()
        ask()
        assert {*read} - {"delta"} == {*due} - {"delta"}


def test_on_another_day_it_is_told_anew(project: ProjectMaker) -> None:
    root = project("bestuur")
    years = TODAY + timedelta(days=9 * 365)
    first = told(root)
    assert told(root, years) == as_if_never_asked(root, years) != first


def test_in_another_language_it_is_told_anew(project: ProjectMaker) -> None:
    root = project("bestuur")
    english = told(root)
    messages.use("nl")
    dutch = told(root), as_if_never_asked(root)
    messages.use("en")
    assert dutch[0] == dutch[1] != english == told(root)


def test_a_school_with_a_fault_is_read_each_time(project: ProjectMaker, read: list[str]) -> None:
    root = project("bestuur")
    change(root, LINDE, "extends: delta", "extends: deltaa")
    first = told(root)
    read.clear()
    assert told(root) == first
    assert "linde" in read
    assert "es" not in read


def test_what_is_not_any_more_what_was_frozen_is_told_each_time(project: ProjectMaker, command: Run) -> None:
    root = project("bestuur")
    change(root, f"{SCHOOLS}/linde/releases/pesten-1.0.json", "pesten", "plagen")
    first = command(root, "status")
    assert "schoolprotocol check --school linde" in first[1].replace("\n", " ")
    assert command(root, "status") == first


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'[["haven"]]'], ids=["empty", "other", "no text", "a list"])
def test_a_damaged_record_is_none(project: ProjectMaker, content: bytes) -> None:
    root = project("bestuur")
    first = told(root)
    for record in root.glob("build/.made/.status/*.json"):
        record.write_bytes(content)
    assert told(root) == first


def test_the_record_of_another_school_is_none(project: ProjectMaker) -> None:
    root = project("bestuur")
    first = told(root)
    folder = root / "build/.made/.status"
    records = Records(folder)
    of_es = records.read("es", SchoolStatus)
    assert of_es is not None
    records.write("haven", of_es)
    assert told(root) == first


def test_what_was_written_while_it_was_read_is_not_kept(project: ProjectMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project("bestuur")
    was = statuses._rows

    def written_meanwhile(one: Any, *rest: Any, **more: Any) -> Any:
        if one.school == "haven":
            change(root, HAVEN, "in de telefoontas", "thuis")
            monkeypatch.setattr(statuses, "_rows", was)
        return was(one, *rest, **more)

    monkeypatch.setattr(statuses, "_rows", written_meanwhile)
    Project.open(root).statuses()
    assert told(root) == as_if_never_asked(root)


def test_what_stood_there_before_the_project_was_read_is_not_kept(project: ProjectMaker) -> None:
    root = project("bestuur")
    before = Project.open(root)
    assert before.common.schools == {}
    assert before.corpus.schools
    change(root, "policy_src/references.yaml", "0800 0432", "0800 0433")
    add(root, ES, "# later\n")
    before.statuses()
    before.usage()
    assert told(root) == as_if_never_asked(root)


def test_a_folder_where_nothing_can_be_kept_hides_nothing(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project("bestuur")
    expected = told(root)
    as_if_never_asked(root)
    shutil.rmtree(root / "build")

    def refused(*_all: object) -> None:
        raise OSError

    monkeypatch.setattr(Records, "write", refused)
    assert told(root) == expected
    assert not (root / "build/.made/.status").exists()


def test_a_school_that_is_gone_leaves_no_record(project: ProjectMaker) -> None:
    root = project("bestuur")
    told(root)
    shutil.rmtree(root / SCHOOLS / "es")
    change(root, HAVEN, "in de telefoontas", "thuis")
    told(root)
    names = {path.stem for path in root.glob("build/.made/.status/*.json")}
    assert names == {*ALL} - {"es"}
