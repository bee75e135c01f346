"""Who asks about one school, or lets it deviate, reads that school and those on which it builds; and tells the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schoolprotocol import Deviation, Project
from schoolprotocol.diagnostics import Kind
from schoolprotocol.errors import EditError, SourceError, UsageError
from schoolprotocol.source import load
from schoolprotocol.source.loaded import Loaded
from schoolprotocol.source.reader import Reader
from schoolprotocol.source.school import read_school
from tests.conftest import ProjectMaker, Run
from tests.project.test_judged import files
from tests.project.test_untouched import ALL, EDITS, HAVEN, SCHOOLS, Edit, change, checked

TODAY = date.today()
DEVIATIONS: dict[str, Deviation] = {
    "a value": Deviation("haven", "telefoons", "bewaarplek", value="thuis"),
    "a text of its own": Deviation("haven", "telefoons", "afspraken.opnamen", text="Niemand filmt.", reason="De MR."),
    "without a reason": Deviation("haven", "telefoons", "afspraken.opnamen", omit=True),
    "a clause that is not there": Deviation("haven", "telefoons", "afspraken.nergens", omit=True, reason="De MR."),
    "a text with a placeholder that is not there": Deviation(
        "haven", "telefoons", "afspraken.opnamen", text="Vraag het {{ school.contct }}.", reason="De MR."
    ),
    "of the board": Deviation("delta", "telefoons", "bewaarplek", value="thuis"),
    "a school that is not there": Deviation("havn", "telefoons", "bewaarplek", value="thuis"),
    "a protocol that it does not have": Deviation("haven", "telefoon", "bewaarplek", value="thuis"),
}
deviations = pytest.mark.parametrize("asked", DEVIATIONS.values(), ids=DEVIATIONS)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The schools of which files are read, each as often as it is."""
    found: list[str] = []

    def told(reader: Reader, id_: str, protocols: Any) -> Loaded[Any]:
        found.append(id_)
        return read_school(reader, id_, protocols)

    monkeypatch.setattr(load, "read_school", told)
    return found


def outcome(act: Callable[[], object]) -> object:
    """What an act tells, or why it is refused."""
    try:
        return act()
    except SourceError as error:
        return error.diagnostics
    except (UsageError, EditError) as error:
        return str(error)


def both(root: Path, act: Callable[[Project], object]) -> list[tuple[object, dict[str, bytes]]]:
    """What an act tells, and what stands in the source then: where as little as can be was read, and where all was."""
    found = []
    was = shutil.copytree(root, root.with_name("was"), symlinks=True)
    for is_whole in (False, True):
        source = Project.open(root)
        if is_whole:
            assert source.corpus
        found.append((outcome(lambda source=source: act(source)), files(root)))  # type: ignore[misc]
        shutil.rmtree(root / "policy_src")
        shutil.copytree(was / "policy_src", root / "policy_src", symlinks=True)
    shutil.rmtree(was)
    return found


@deviations
@pytest.mark.parametrize("is_checked", [True, False], ids=["after a check", "without a check"])
def test_a_deviation_tells_and_writes_the_same_however_little_is_read(
    project: ProjectMaker, asked: Deviation, *, is_checked: bool
) -> None:
    root = project("bestuur")
    if is_checked:
        checked(root)
    few, whole = both(root, lambda source: source.deviate(asked))
    assert few == whole


@pytest.mark.parametrize("edit", [edit for edit, _due in EDITS.values()], ids=EDITS)
def test_what_was_edited_since_the_check_is_told_as_where_all_is_read(project: ProjectMaker, edit: Edit) -> None:
    root = project("bestuur")
    checked(root)
    edit(root)
    few, whole = both(root, lambda source: source.deviate(DEVIATIONS["a value"]))
    assert few == whole


def test_after_a_check_only_who_deviates_is_read(project: ProjectMaker, read: list[str]) -> None:
    root = project("bestuur")
    checked(root)
    read.clear()
    applied = Project.open(root).deviate(DEVIATIONS["a value"])
    assert {*read} == {"haven", "delta"}
    assert {one.school for one in applied.impact.documents} == {"es", "haven", "linde"}


def test_without_a_check_all_are_read_that_could_be_reached(project: ProjectMaker, read: list[str]) -> None:
    Project.open(project("bestuur")).deviate(DEVIATIONS["a value"])
    assert {*read} == {*ALL}


def test_a_school_with_a_fault_is_read_though_a_check_saw_it(project: ProjectMaker, read: list[str]) -> None:
    root = project("bestuur")
    change(root, f"{SCHOOLS}/linde/telefoons.yaml", "protocol: telefoons", "protocol: telefoons\nextra: 1")
    checked(root)
    read.clear()
    Project.open(root).deviate(DEVIATIONS["a value"])
    assert "linde" in read
    assert "es" not in read


def test_a_name_that_a_school_gets_is_told_of_a_school_that_was_not_read(
    project: ProjectMaker, read: list[str]
) -> None:
    root = project("bestuur")
    change(root, HAVEN, "in de telefoontas", "bij De Zwaluw")
    checked(root)
    read.clear()

    def named(source: Project) -> object:
        own = source if "corpus" in source.__dict__ else source.only("linde")
        edit = own.edit()
        edit.set_school("linde", "name", "De Zwaluw")
        return own.apply(edit)

    (few, _files), (whole, _same) = both(root, named)
    assert few == whole
    assert isinstance(few, tuple)
    assert [(one.kind, one.school) for one in few] == [(Kind.OTHER_SCHOOL, "haven")]


@pytest.mark.parametrize(
    ("words", "schools"),
    [
        (("ledger", "linde"), {"linde"}),
        (("ledger", "linde", "--add"), {"linde"}),
        (("return", "haven"), {"haven", "delta"}),
        (("deviate", "haven", "bewaarplek", "--protocol", "telefoons", "--value", "thuis"), {"haven", "delta"}),
        (("adopt", "haven", "--protocol", "telefoons", "--body", "X", "--day", "2026-01-01"), {"haven", "delta"}),
    ],
    ids=["ledger", "ledger --add", "return", "deviate", "adopt"],
)
def test_a_command_about_one_school_reads_that_one(
    project: ProjectMaker, command: Run, read: list[str], words: tuple[str, ...], schools: set[str]
) -> None:
    root = project("bestuur")
    checked(root)
    read.clear()
    command(root, *words)
    assert {*read} <= schools | {"delta"}
    assert schools <= {*read}


def test_for_an_id_that_is_nowhere_all_are_read_once(project: ProjectMaker, command: Run, read: list[str]) -> None:
    root = project("bestuur")
    checked(root)
    read.clear()
    code, _out, told = command(root, "deviate", "haven", "nergens.iets", "--protocol", "telefoons", "--omit")
    assert code == 2
    assert "nergens.iets" in told
    assert {school: read.count(school) for school in ALL} == dict.fromkeys(ALL, 1)


@pytest.mark.parametrize("words", [("ledger", "lnde"), ("return", "lnde"), ("deviate", "lnde"), ("adopt", "lnde")])
def test_a_school_that_is_mistyped_is_told_with_the_one_that_was_meant(
    project: ProjectMaker, command: Run, words: tuple[str, ...]
) -> None:
    code, _out, told = command(project("bestuur"), *words)
    assert code == 2
    assert "linde" in told


@pytest.mark.parametrize("target", ["haven.kantine", "afspraken.opnamen", "bewaarplek", "nergens"])
def test_who_deviates_is_asked_the_same_however_little_is_read(project: ProjectMaker, target: str) -> None:
    told = {"school": "linde", "protocol": "telefoons", "target": target}  # the first of another school
    root = project("bestuur")
    few, whole = Project.open(root), Project.open(root)
    assert whole.corpus
    asked = [[(one.key, one.text, one.options) for one in of.questions_of("deviation", told)] for of in (few, whole)]
    assert asked[0] == asked[1]
