"""A key holds everything that its output is made of: what it leaves out, nobody looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from schoolprotocol.build import jobs, manifest
from schoolprotocol.build.jobs import Task, hand_over, job_of
from schoolprotocol.build.keys import keys_of, made_of
from schoolprotocol.build.making import _Maker
from schoolprotocol.build.stopwatch import Stopwatch
from schoolprotocol.compare.changeset import Suggestion
from schoolprotocol.config import Folders
from schoolprotocol.outputs import names
from schoolprotocol.outputs.job import Editions, Job
from tests.engine.conftest import new_project, told
from tests.helpers import loaded, policy_of

IN_EVERY_KEY = frozenset({"name", "school", "protocol", "templates"})
"""The document's name is in every key, and so is what templates say."""
FOLLOWS = frozenset({"document", "version", "called", "site", "home_url"})
"""What follows from other fields, which are looked at for it."""
SHARED: Mapping[str, frozenset[str]] = {"pdf": frozenset({"report", "history", "lineage", "guide", "held"})}
"""A PDF comes from the project of the site, of which it shows the one page, without report, history and downloads."""


class Watched:
    """A job that tells which of its fields were looked at."""

    def __init__(self, job: Job) -> None:
        self._job, self.seen = job, set[str]()

    def __getattr__(self, name: str) -> object:
        self.seen.add(name)
        return getattr(self._job, name)


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    """A document with an adopted version, a logo and all outputs."""
    root = new_project(tmp_path_factory.mktemp("project") / "klein")
    protocol = root / "policy_src/protocols/telefoons/protocol.yaml"
    protocol.write_text(f"{protocol.read_text('utf-8')}first: {{leerling: [tips.vraag]}}\n", "utf-8")
    told(root, "release", "zuid")
    school = root / "policy_src/schools/zuid"
    (school / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    path = school / "school.yaml"
    path.write_text(path.read_text("utf-8").replace('"#b45309"}', '"#b45309", logo: logo.svg}'), "utf-8")
    folders = Folders(root, root / "build")
    task = Task("zuid", "telefoons", names(), folders)
    hand_over(task, policy_of(root, "zuid"))
    return job_of(loaded(root), task)


@pytest.mark.parametrize("target", names())
def test_an_output_looks_at_nothing_that_its_key_does_not_hold(job: Job, target: str) -> None:
    only: Any = Watched(job)
    root = job.templates.folder.parent
    task = Task(job.school, job.protocol, (target,), Folders(root, root / "build"))
    maker = _Maker(task, only, "program", Stopwatch())
    only.seen.clear()  # the key itself looks at all that it holds
    maker.make()
    assert manifest.read(task.folders.manifest(job.name))[target].files
    assert only.seen - IN_EVERY_KEY - FOLLOWS - SHARED.get(target, frozenset()) <= set(made_of(target))


@pytest.mark.parametrize("name", [field.name for field in fields(Job) if field.name not in IN_EVERY_KEY])
def test_a_key_changes_with_each_field_that_its_output_is_made_of_and_with_no_other(
    job: Job, name: str, tmp_path: Path
) -> None:
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"/>')
    changed: dict[str, object] = {
        "policy": job.policy.model_copy(update={"title": "Anders"}),
        "style": job.style.model_copy(update={"primary": "#123456"}),
        "logo": tmp_path / "logo.svg",
        "releases": (),
        "void": (job.policy, job.policy),
        "report": None,
        "edition": "proposal",
        "editions": Editions(adopted=("1.0",)),
    }
    other: Any = {name: changed.get(name, "anders")}
    before, after = keys_of(job, names(), "p"), keys_of(replace(job, **other), names(), "p")
    assert {target for target in names() if before[target] != after[target]} == {
        target for target in names() if name in made_of(target)
    }


def test_a_key_is_the_same_whether_or_not_it_was_sought_what_may_be_the_same_clause(job: Job) -> None:
    assert job.report is not None
    likely = Suggestion(kind="renamed", old=("tips.oud",), new=("tips.nieuw",), score=80)
    changes = job.report.changes.model_copy(update={"suggestions": (likely,)})
    sought = replace(job, report=replace(job.report, changes=changes))
    assert keys_of(sought, names(), "program") == keys_of(job, names(), "program")


@pytest.mark.parametrize(("targets", "is_sought"), [(("html",), False), (("html", "pdf"), False), (names(), True)])
def test_what_may_be_the_same_clause_is_sought_for_who_is_told_of_it(
    job: Job, monkeypatch: pytest.MonkeyPatch, targets: tuple[str, ...], is_sought: bool
) -> None:
    asked = []
    monkeypatch.setattr(jobs, "report_since_release", lambda *_where, likely_too: asked.append(likely_too))
    assert job.logo is not None
    root = job.logo.parents[3]
    job_of(loaded(root), Task("zuid", "telefoons", targets, Folders(root, root / "build")))
    assert asked == [is_sought]


def test_every_field_of_a_job_is_in_a_key(job: Job) -> None:
    assert {field.name for field in fields(job)} - IN_EVERY_KEY == {name for one in names() for name in made_of(one)}
