"""The same plan, made by the workers of a scheduler: the same bytes as here, also when a worker is lost half-way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from schoolprotocol.build.inputs import program_here
from schoolprotocol.config import Folders
from tests.engine.conftest import edit, grow, new_project, outputs, told
from tests.scheduler.conftest import PATIENCE, ROOT, Cluster

pytestmark = [pytest.mark.slow, pytest.mark.stress]

SCHOOLS = ("noord", "oost", "west", "zuid")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with so many schools that no worker makes all of them; one adopted a version."""
    root = new_project(tmp_path_factory.mktemp("project") / "klein")
    told(root, "release", "zuid")
    grow(root, *(school for school in SCHOOLS if school not in {"noord", "zuid"}), like="noord")
    return root


def build(root: Path, output: Path, *options: str) -> subprocess.Popen[str]:
    """Start a build in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "schoolprotocol", "--root", str(root), "--output", str(output), "build", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )


def done(process: subprocess.Popen[str]) -> str:
    """What a build told that ended well."""
    said, _ = process.communicate(timeout=2 * PATIENCE)
    assert process.returncode == 0, said
    return said


def test_what_is_up_to_date_is_not_made_again_and_a_site_offers_it(
    cluster: Cluster, project: Path, tmp_path: Path
) -> None:
    for output, options in {"here": (), "there": ("--scheduler", cluster.address)}.items():
        done(build(project, tmp_path / output, "pdf"))
        done(build(project, tmp_path / output, "html", "pdf", *options))
    assert outputs(tmp_path / "there") == outputs(tmp_path / "here")
    assert (tmp_path / "there/html/zuid/telefoons/downloads/zuid-telefoons.pdf").is_file()
    again = done(build(project, tmp_path / "there", "html", "pdf", "--scheduler", cluster.address))
    assert "alles was actueel" in again


def test_a_document_that_fails_is_told_and_the_others_are_made(cluster: Cluster, project: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(project, root, symlinks=True)
    logo = root / "policy_src/schools/noord/logo.svg"
    logo.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text font-family="serif">中</text></svg>'
    )
    edit(root, "policy_src/schools/noord/school.yaml", 'accent: "#b45309"}', 'accent: "#b45309", logo: logo.svg}')
    process = build(root, tmp_path / "there", "pdf", "--keep-going", "--scheduler", cluster.address)
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1, said
    assert "SP607" in said
    assert {path.stem for path in (tmp_path / "there/pdf").iterdir()} == {
        f"{school}-telefoons" for school in SCHOOLS if school != "noord"
    }


def test_a_scheduler_that_does_not_answer_is_told_with_what_to_do(project: Path, tmp_path: Path) -> None:
    process = build(project, tmp_path / "out", "html", "--scheduler", "tcp://127.0.0.1:1")
    said, _ = process.communicate(timeout=2 * PATIENCE)
    assert process.returncode == 3, said
    assert "tcp://127.0.0.1:1" in said
    assert "Traceback" not in said


def test_a_machine_knows_its_own_version_of_everything(project: Path) -> None:
    from schoolprotocol.build.inputs import inputs

    folders = Folders(project, project / "build")
    assert program_here() == inputs(folders, {}).program


def test_all_outputs_are_there_and_the_same_when_a_worker_is_killed_half_way(
    cluster: Cluster, project: Path, tmp_path: Path
) -> None:
    # The last test of this file: afterwards the cluster has one worker.
    done(build(project, tmp_path / "here"))
    there = build(project, tmp_path / "there", "--scheduler", cluster.address)
    until = time.monotonic() + PATIENCE
    while not list((tmp_path / "there" / ".made").glob("*-*.json")):  # the first document came back
        assert time.monotonic() < until, there.poll()
        time.sleep(0.02)
    cluster.workers[0].kill()
    done(there)
    assert outputs(tmp_path / "there") == outputs(tmp_path / "here")
