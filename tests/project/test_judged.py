"""A change is judged by the schools that it touches, and that tells the same as looking at all of them twice."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

import pytest

from schoolprotocol import Project
from schoolprotocol.build.vouched import Vouched
from schoolprotocol.check.part import Part
from schoolprotocol.diagnostics import Kind
from schoolprotocol.documents.checking import part_of
from schoolprotocol.errors import SourceError
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.starting import judging
from tests.conftest import ProjectMaker
from tests.project.test_untouched import ALL, EDITS, HAVEN, Edit, checked

SHARED = "policy_src/project.yaml"
"""Where this changes, everything does."""
TODAY = date.today()


Known = Callable[..., Part | None]


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The schools that are looked at, each as often as it is."""
    found: list[str] = []

    def told(corpus: Corpus, school: str, today: date) -> Part:
        found.append(school)
        return part_of(corpus, school, today)

    monkeypatch.setattr(judging, "part_of", told)
    return found


def files(root: Path) -> dict[str, bytes]:
    """What stands in the source of a project."""
    found = sorted(path for path in (root / "policy_src").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def changed(root: Path, edit: Edit) -> dict[str, bytes | None]:
    """What an edit of a project would write and remove."""
    other = shutil.copytree(root, root.with_name("anders"), symlinks=True)
    edit(other)
    was, now = files(root), files(other)
    shutil.rmtree(other)
    return {path: now.get(path) for path in sorted({*was, *now}) if was.get(path) != now.get(path)}


def told(project: Project, buffers: dict[str, bytes | None], paths: Collection[str], *known: Known) -> object:
    """What is said of a change, or why it is refused."""
    try:
        return judging.judged(project.corpus, project.with_files(buffers).corpus, paths, TODAY, *known)
    except SourceError as error:
        return error.diagnostics


@pytest.mark.parametrize("edit", [edit for edit, _due in EDITS.values()], ids=EDITS)
def test_what_is_said_of_a_change_is_what_looking_at_all_would_say(project: ProjectMaker, edit: Edit) -> None:
    source = Project.open(project("bestuur"))
    buffers = changed(source.folders.root, edit)
    assert told(source, buffers, buffers) == told(source, buffers, [*buffers, SHARED])


@pytest.mark.parametrize("edit", [edit for edit, _due in EDITS.values()], ids=EDITS)
def test_after_a_check_and_another_name_since_the_same_is_said_of_a_change(project: ProjectMaker, edit: Edit) -> None:
    root = project("bestuur")
    checked(root)
    EDITS["the name of a school"][0](root)
    buffers = changed(root, edit)
    source = Project.open(root)
    assert told(source, buffers, buffers, Vouched(source.folders).part) == told(source, buffers, [*buffers, SHARED])


def test_a_name_that_a_school_got_since_the_check_is_no_news_of_a_change(project: ProjectMaker) -> None:
    root = project("bestuur")
    (root / HAVEN).write_text((root / HAVEN).read_text("utf-8").replace("in de telefoontas", "bij De Zwaluw"), "utf-8")
    checked(root)
    school = root / "policy_src/schools/linde/school.yaml"
    lines = school.read_text("utf-8").splitlines(keepends=True)
    named = "".join("name: De Zwaluw\n" if line.startswith("name:") else line for line in lines)
    school.write_text(named, "utf-8")
    source = Project.open(root)
    buffers = changed(root, EDITS["a clause that all use"][0])
    found = told(source, buffers, buffers, Vouched(source.folders).part)
    assert found == told(source, buffers, [*buffers, SHARED])
    assert isinstance(found, tuple)
    assert [one.kind for one in found[0] if one.kind is Kind.OTHER_SCHOOL] == []


def test_a_school_with_the_name_of_another_in_its_texts_is_told_when_the_other_gets_that_name(
    project: ProjectMaker,
) -> None:
    root = project("bestuur")
    (root / HAVEN).write_text((root / HAVEN).read_text("utf-8").replace("in de telefoontas", "bij De Zwaluw"), "utf-8")
    source = Project.open(root)
    school = "policy_src/schools/linde/school.yaml"
    text = (root / school).read_text("utf-8").splitlines(keepends=True)
    named = "".join("name: De Zwaluw\n" if line.startswith("name:") else line for line in text)
    found = told(source, {school: named.encode()}, [school])
    assert found == told(source, {school: named.encode()}, [school, SHARED])
    assert isinstance(found, tuple)
    assert [(one.kind, one.school) for one in found] == [(Kind.OTHER_SCHOOL, "haven")]


@pytest.mark.parametrize(
    ("name", "due"), [("a value of one", ["haven"]), ("a document of the board", ALL), ("a clause that all use", ALL)]
)
def test_after_a_check_only_whom_a_change_reaches_is_looked_at_as_it_would_be(
    project: ProjectMaker, looked_at: list[str], name: str, due: Collection[str]
) -> None:
    root = project("bestuur")
    checked(root)
    source, buffers = Project.open(root), changed(root, EDITS[name][0])
    edit = source.edit()
    for path, content in buffers.items():
        edit.add_text(path, (content or b"").decode(), instead=True)
    source.apply(edit)
    assert sorted(looked_at) == sorted(due)


def test_without_a_check_the_others_are_looked_at_once(project: ProjectMaker, looked_at: list[str]) -> None:
    source = Project.open(project("bestuur"))
    buffers = changed(source.folders.root, EDITS["a value of one"][0])
    told(source, buffers, buffers)
    assert sorted(looked_at) == sorted([*ALL, "haven"])


def test_what_a_check_found_today_tells_nothing_of_another_day(project: ProjectMaker, looked_at: list[str]) -> None:
    root = project("bestuur")
    checked(root)
    source = Project.open(root)
    edit = source.edit()
    edit.set_school("haven", "name", "De Nieuwe Haven")
    source.apply(edit, today=date(2027, 1, 1))
    assert {*looked_at} == {*ALL}
