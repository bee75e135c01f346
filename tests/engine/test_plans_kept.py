"""A school of which nothing changed is not planned again; what was kept of its plan is what it would be, or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from schoolprotocol.build import plan as kept
from schoolprotocol.build import planning
from schoolprotocol.build.inputs import Inputs, inputs
from schoolprotocol.build.jobs import job_of
from schoolprotocol.build.keys import keys_of
from schoolprotocol.build.plan import Plan
from schoolprotocol.build.planning import plan
from schoolprotocol.config import Folders
from schoolprotocol.documents.finding import open_shared
from schoolprotocol.source.corpus import Corpus
from tests.conftest import ProjectMaker
from tests.engine.conftest import SCHOOLS, edit

TARGETS = ("html", "pdf", "bundle")


@pytest.fixture
def folders(project: ProjectMaker, monkeypatch: pytest.MonkeyPatch) -> Folders:
    """A board with three schools that have documents, planned once."""
    monkeypatch.setattr(planning, "FEW", 99)
    root = project("bestuur")
    folders = Folders(root, root / "build")
    made(folders)
    return folders


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The schools that are planned from now on."""
    found: list[str] = []
    plan_school = planning.plan_school

    def told(corpus: Corpus, folders: Folders, targets: tuple[str, ...], read: Inputs, school: str) -> Plan:
        found.append(school)
        return plan_school(corpus, folders, targets, read, school)

    monkeypatch.setattr(planning, "plan_school", told)
    return found


def made(folders: Folders, targets: tuple[str, ...] = TARGETS, *, anew: bool = False) -> Plan:
    """A plan of all schools."""
    return plan(open_shared(folders.root), folders, targets, inputs(folders, {}), anew=anew)


def said(one: Plan) -> object:
    """All that a plan says but for what it cost."""
    return one.sound, one.tasks, one.facts, one.bundles, [outcome.diagnostics for outcome in one.faulty]


def test_where_nothing_changed_no_school_is_planned_and_the_plan_is_the_same(folders: Folders, seen: list[str]) -> None:
    known = made(folders)
    assert (seen, known.times) == ([], {})
    assert said(known) == said(made(folders, anew=True))
    assert seen == ["delta", "es", "haven", "linde"]


def test_of_what_changed_that_school_is_planned_and_who_builds_on_it(folders: Folders, seen: list[str]) -> None:
    edit(folders.root, f"{SCHOOLS}/haven/school.yaml", "site_title: ", "site_title: De ")
    assert said(made(folders)) == said(made(folders, anew=True))
    assert seen[0] == "haven"
    assert len(seen) == 5
    seen.clear()
    edit(folders.root, f"{SCHOOLS}/delta/telefoons.yaml", "bewaarplek: in de tas", "bewaarplek: in de kluis")
    made(folders)
    assert seen == ["delta", "es", "haven", "linde"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("policy_src/references.yaml", "checked_how:", "checked_how: nog eens"),
        ("policy_src/project.yaml", "publisher: ", "publisher: De "),
        ("policy_src/protocols/telefoons/clauses/alles.yaml", "Niemand maakt", "Geen mens maakt"),
        ("policy_src/protocols/telefoons/changes/telefoontas.yaml", "summary: ", "summary: Kort. "),
    ],
)
def test_what_all_schools_share_has_all_of_them_planned(
    folders: Folders, seen: list[str], file: str, old: str, new: str
) -> None:
    path = folders.root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert said(made(folders)) == said(made(folders, anew=True))
    assert len(seen) == 8


def test_a_school_with_faults_is_planned_each_time(folders: Folders, seen: list[str]) -> None:
    edit(folders.root, f"{SCHOOLS}/es/pesten.yaml", "review:", "reviews:")
    first, second = made(folders), made(folders)
    assert seen == ["es", "es"]
    assert first.faulty[0].diagnostics == second.faulty[0].diagnostics != ()


def test_another_output_is_planned_by_itself(folders: Folders, seen: list[str]) -> None:
    assert said(made(folders, ("html",))) == said(made(folders, ("html",), anew=True))
    assert len(seen) == 8


def test_what_the_pages_about_all_ask_of_a_school_is_taken_from_its_plan(folders: Folders, seen: list[str]) -> None:
    told = made(folders, ())
    assert seen == []
    assert said(told) == said(made(folders, (), anew=True))
    edit(folders.root, f"{SCHOOLS}/haven/school.yaml", "site_title: ", "site_title: De ")
    seen.clear()
    assert said(made(folders, ())) == said(made(folders, (), anew=True))
    assert seen[0] == "haven"
    assert len(seen) == 5


def test_a_plan_for_the_pages_about_all_makes_nothing_of_a_school(folders: Folders, seen: list[str]) -> None:
    made(folders, ("pdf",))
    edit(folders.root, f"{SCHOOLS}/haven/school.yaml", "site_title: ", "site_title: De ")
    made(folders, ())
    seen.clear()
    assert said(made(folders, ("pdf",))) == said(made(folders, ("pdf",), anew=True))
    assert seen[0] == "haven"
    assert len(seen) == 5


def test_the_addresses_that_a_site_had_are_no_reason_to_plan(folders: Folders, seen: list[str]) -> None:
    (folders.root / "policy_src/addresses.txt").write_text("/haven/telefoons/\n", "utf-8")
    made(folders)
    assert seen == []


def test_a_text_that_was_not_handed_over_is_resolved_when_it_is_made(folders: Folders) -> None:
    corpus = open_shared(folders.root)
    fresh = made(folders, anew=True)
    keys = [keys_of(job_of(corpus, task), task.targets, "program") for task in fresh.tasks]
    for path in folders.work.iterdir():
        path.unlink()
    known = made(folders)
    assert [keys_of(job_of(corpus, task), task.targets, "program") for task in known.tasks] == keys


def _forged(folders: Folders, school: str, forge: Callable[[dict[str, object]], None]) -> None:
    """Write a record anew, with its hash."""
    path = folders.planned / f"{school}.json"
    data = json.loads(path.read_bytes().partition(b"\n")[2])
    forge(data["plan"])
    told = json.dumps(data).encode()
    path.write_bytes(hashlib.sha256(f"{school}\n".encode() + told).hexdigest().encode() + b"\n" + told)


def _set(*path: str | int, value: object) -> Callable[[dict[str, object]], None]:
    def forge(data: dict[str, object]) -> None:
        here: object = data
        for step in path[:-1]:
            here = here[step]  # type: ignore[index]
        assert path[-1] in here if isinstance(path[-1], str) else True  # type: ignore[operator]
        here[path[-1]] = value  # type: ignore[index]

    return forge


@pytest.mark.parametrize(
    "forge",
    [
        _set("tasks", 0, "school", value="../../elders"),
        _set("tasks", 0, "protocol", value="../elders"),
        _set("tasks", 0, "version", value="../elders"),
        _set("tasks", 0, "editions", "adopted", value=["../../elders"]),
        _set("facts", 0, "site", value="../../../elders"),
        _set("facts", 0, "key", value=["haven", "../../elders"]),
        _set("facts", 0, "logo", value="../../../geheim"),
        _set("facts", 0, "editions", "in_force", value="../../elders"),
        _set("bundles", 0, "version", value="../../elders"),
        _set("bundles", 0, "protocol", value="../elders"),
        _set("bundles", 0, "bundle", "logo", value="/etc/passwd"),
        _set("bundles", 0, "bundle", "texts", value=["../../elders"]),
        _set("sound", value=["haven", "es"]),
    ],
)
def test_a_forged_plan_that_leads_elsewhere_is_none(
    folders: Folders, seen: list[str], forge: Callable[[dict[str, object]], None]
) -> None:
    _forged(folders, "haven", forge)
    assert said(made(folders)) == said(made(folders, anew=True))
    assert seen[0] == "haven"


def test_where_a_forged_plan_says_that_outputs_are_does_not_count(folders: Folders, tmp_path: Path) -> None:
    elsewhere = {"root": str(tmp_path / "elders"), "build": str(tmp_path / "elders")}
    _forged(folders, "haven", _set("tasks", 0, "folders", value=elsewhere))
    assert {task.folders.build for task in made(folders).tasks} == {folders.build}


@pytest.mark.parametrize("content", [b"", b"\n", b"{}", b"0" * 64 + b"\n{}"])
def test_a_damaged_plan_is_none(folders: Folders, seen: list[str], content: bytes) -> None:
    for path in folders.planned.iterdir():
        path.write_bytes(content)
    assert said(made(folders)) == said(made(folders, anew=True))
    assert len(seen) == 8


def test_plans_of_schools_that_are_gone_go_too(folders: Folders) -> None:
    (folders.planned / "weg.json").write_text("x")
    edit(folders.root, f"{SCHOOLS}/haven/school.yaml", "site_title: ", "site_title: De ")
    made(folders)
    assert sorted(path.name for path in folders.planned.iterdir()) == [
        f"{school}.json" for school in ("delta", "es", "haven", "linde")
    ]


def test_what_changed_while_schools_were_planned_is_not_kept(
    folders: Folders, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(folders.root, f"{SCHOOLS}/haven/school.yaml", "site_title: ", "site_title: De ")
    with monkeypatch.context() as patch:
        patch.setattr(kept, "inputs", lambda *_arguments: Inputs({}, "another"))
        made(folders)
    seen.clear()
    made(folders)
    assert seen == ["haven"]
