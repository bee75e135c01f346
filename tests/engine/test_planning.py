"""What is planned: every document of the schools that are asked for, every fault of them, and no school for long."""

from __future__ import annotations

import os
import shutil
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from schoolprotocol import Project
from schoolprotocol.build import planning
from schoolprotocol.build.inputs import inputs
from schoolprotocol.build.jobs import job_of
from schoolprotocol.build.keys import keys_of
from schoolprotocol.build.plan import Plan
from schoolprotocol.build.planning import FEW, plan
from schoolprotocol.config import Folders
from schoolprotocol.documents import finding
from schoolprotocol.documents.finding import open_corpus, open_shared
from schoolprotocol.errors import SourceError
from schoolprotocol.resolve.policy import Resolution, resolve
from schoolprotocol.source.cache import Cache
from schoolprotocol.source.corpus import Corpus
from tests.engine.conftest import SCHOOLS, built, copy, edit, grow, new_project, told

NOTHING = "nothing was out of date"
OTHERS = [f"oost-{index}" for index in range(FEW)]
"""So many more that schools are planned in children."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small project."""
    return new_project(tmp_path / "klein")


@pytest.fixture
def finished(klein_built: Path, tmp_path: Path) -> Path:
    """The small project with everything built."""
    return copy(klein_built, tmp_path)


def break_(project: Path, school: str, word: str) -> None:
    """A fault that tells of this word."""
    edit(project, f"{SCHOOLS}/{school}/telefoons.yaml", "bewaarplek: thuis", f"bewaarplek: thuis, {word}: ja")


def planned(project: Path, workers: int = 2) -> Plan:
    """A plan of HTML for all schools."""
    folders = Folders(project, project / "build")
    return plan(open_shared(project), folders, ("html",), inputs(folders, {}), workers=workers)


def test_few_schools_and_many_are_planned_alike(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grow(project, *OTHERS)
    in_children = planned(project)
    monkeypatch.setattr(planning, "FEW", 99)
    here = planned(project)
    assert here.tasks == in_children.tasks
    assert here.facts == in_children.facts
    assert here.sound == in_children.sound == {"stichting", "noord", "zuid", *OTHERS}
    assert [task.key for task in here.tasks] == sorted(open_corpus(project).documents())


def test_a_plan_says_the_same_of_a_school_whoever_else_is_asked_for(project: Path) -> None:
    folders = Folders(project, project / "build")
    corpus, read = open_shared(project), inputs(folders, {})
    apart = [plan(corpus, folders, ("html",), read, [school]) for school in ("zuid", "noord", "stichting")]
    together = apart[0].with_others(apart[1]).with_others(apart[2])
    assert together.tasks == planned(project).tasks
    assert together.facts == planned(project).facts


def test_the_faults_of_all_schools_are_told_at_once(project: Path) -> None:
    grow(project, *OTHERS)
    break_(project, "oost-0", "eerste")
    break_(project, "oost-3", "laatste")
    edit(project, f"{SCHOOLS}/oost-1/school.yaml", "kind: school", "kind: bakker")
    plan_ = planned(project)
    assert {outcome.task.school for outcome in plan_.faulty} == {"oost-0", "oost-1", "oost-3"}
    with pytest.raises(SourceError) as raised:
        plan_.require_sound()
    files = [diagnostic.place.file.removeprefix(f"{SCHOOLS}/") for diagnostic in raised.value.diagnostics]
    assert files == ["oost-0/telefoons.yaml", "oost-1/school.yaml", "oost-3/telefoons.yaml"]


def test_a_fault_that_schools_have_in_common_is_told_once(project: Path) -> None:
    edit(project, f"{SCHOOLS}/stichting/telefoons.yaml", "afspraken.opbergen, alternative", "afspraken.op, alternative")
    with pytest.raises(SourceError) as raised:
        planned(project).require_sound()
    assert [diagnostic.target for diagnostic in raised.value.diagnostics] == ["afspraken.op"]
    assert {outcome.name for outcome in planned(project).faulty} == {"noord-telefoons", "zuid-telefoons"}


def test_after_a_build_that_left_out_a_faulty_school_the_next_one_tells_its_faults_again(project: Path) -> None:
    break_(project, "zuid", "fout")
    for _time in (1, 2):
        told = built(project, "html", "--keep-going", code=1)
        assert "zuid/telefoons.yaml:4" in told
        assert "not begun" not in told
    assert "nothing else was out of date" in told
    assert (project / "build/html/noord/telefoons/index.html").exists()
    assert "zuid/telefoons.yaml:4" in built(project, "html", "--keep-going", "--school", "zuid", code=1)


def test_a_school_that_cannot_be_read_does_not_keep_the_others_from_being_made(project: Path) -> None:
    edit(project, f"{SCHOOLS}/zuid/school.yaml", "kind: school", "kind: bakker")
    assert "zuid/school.yaml:1" in built(project, "html", "--keep-going", code=1)
    assert (project / "build/html/noord/telefoons/index.html").exists()


def test_a_school_is_made_although_another_one_has_faults_and_these_are_told(finished: Path) -> None:
    before = (finished / "build/html/index.html").read_bytes()
    edit(finished, f"{SCHOOLS}/noord/school.yaml", "contact: de directie", "contact: de conciërge")
    break_(finished, "zuid", "fout")
    told = built(finished, "html", "--school", "noord", code=1)
    assert "zuid/telefoons.yaml:4" in told
    assert "conciërge" in (finished / "build/html/noord/telefoons/index.html").read_text("utf-8")
    assert (finished / "build/html/index.html").read_bytes() == before
    assert "zuid" not in built(finished, "pdf", "--school", "noord")


def test_after_a_part_the_whole_is_not_taken_for_made(project: Path) -> None:
    assert "1 document was out of date" in built(project, "html", "--school", "noord")
    assert NOTHING in built(project, "html", "--school", "noord")
    assert "1 document was out of date" in built(project, "html")
    assert NOTHING in built(project, "html")
    assert NOTHING in built(project, "html", "--school", "zuid")


def test_all_documents_of_a_school_are_made(project: Path) -> None:
    protocols = project / "policy_src/protocols"
    shutil.copytree(protocols / "telefoons", protocols / "tablets")
    for school in ("stichting", "noord"):
        folder = project / SCHOOLS / school
        text = (folder / "telefoons.yaml").read_text("utf-8")
        (folder / "tablets.yaml").write_text(text.replace("protocol: telefoons", "protocol: tablets"), "utf-8")
    built(project, "html", "--school", "noord")
    sites = sorted(path.parent.relative_to(project / "build/html").as_posix() for path in project.rglob("search.html"))
    assert sites == ["noord/tablets", "noord/telefoons"]


def test_a_school_without_a_document_cannot_be_asked_for(finished: Path) -> None:
    told = built(finished, "html", "--school", "stichting", code=2)
    assert told.startswith("stichting has no document itself: it has no protocol, or each says publish: false.")
    assert "There is no school “zuidd” with a document." in built(finished, "html", "--school", "zuidd", code=2)


def test_a_plan_of_many_schools_keeps_what_was_read_of_a_few(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grow(project, *(f"oost-{index}" for index in range(30)))
    monkeypatch.setattr(planning, "FEW", 99)
    monkeypatch.setattr(finding, "FEW", 5_000)
    monkeypatch.setattr(finding, "Cache", Cache)
    folders, corpus = Folders(project, project / "build"), open_shared(project)
    assert len(plan(corpus, folders, ("html",), inputs(folders, {})).tasks) == 32
    assert corpus.schools == {}
    assert corpus.reader is not None
    assert 0 < len(corpus.reader.cache) < 30


@pytest.fixture
def resolved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Counter[str]]:
    """How often the document of each school was resolved, in this process and its children, since it was last asked."""
    log = tmp_path / "resolved"
    log.touch()

    def counted(corpus: Corpus, school: str, protocol: str) -> Resolution:
        with log.open("a") as lines:
            lines.write(f"{school}\n")
        return resolve(corpus, school, protocol)

    def since() -> Counter[str]:
        found = Counter(log.read_text().split())
        log.write_text("")
        return found

    for module in (planning, finding):
        monkeypatch.setattr(module, "resolve", counted)
    return since


@pytest.mark.parametrize("number", [2, FEW + 2])
def test_a_build_resolves_every_document_once(project: Path, resolved: Callable[[], Counter[str]], number: int) -> None:
    others = OTHERS[: number - 2]
    grow(project, *others)
    once = dict.fromkeys(("noord", "zuid", *others), 1)
    assert Project.open(project).build(["schoolgids", "docx"]).exit_code == 0
    assert resolved() == once
    assert Project.open(project).build(["schoolgids", "docx"]).made == ()
    assert resolved() == {}


def test_a_site_resolves_every_document_once_and_leaves_no_text_behind(
    project: Path, resolved: Callable[[], Counter[str]]
) -> None:
    told(project, "release", "zuid")
    resolved()
    made = Project.open(project).site()
    assert made.exit_code == 0
    assert resolved() == {"noord": 1, "zuid": 1}
    assert not list((project / "build").rglob(".work/*"))


def test_what_is_handed_over_is_the_text_that_was_resolved(project: Path) -> None:
    folders = Folders(project, project / "build")
    (task, *_rest) = planned(project).tasks
    job = job_of(open_shared(project), task)
    policy = resolve(open_corpus(project), *task.key).policy
    assert job.policy == policy
    assert keys_of(job, ["pdf"], "") == keys_of(replace(job, policy=policy), ["pdf"], "")
    assert sorted(path.name for path in folders.work.iterdir()) == ["noord-telefoons.json", "zuid-telefoons.json"]


def test_a_child_that_is_stopped_while_it_plans_names_the_school(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(project, *OTHERS)
    monkeypatch.setattr(planning, "plan_school", _dies)
    lost = {outcome.task.school: outcome.error or "" for outcome in planned(project).faulty}
    assert "the machine stopped" in lost["oost-1"]


def _dies(*arguments: object) -> Plan:
    if arguments[-1] == "oost-1":
        os.kill(os.getpid(), signal.SIGKILL)
    return Plan()
