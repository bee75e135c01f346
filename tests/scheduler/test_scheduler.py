"""The same plan, made by the workers of a scheduler: the same bytes as here, also when a worker is lost half-way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from schoolprotocol.build.inputs import program_here
from schoolprotocol.config import Folders
from tests.scheduler.conftest import PATIENCE, ROOT, Cluster

TARGETS = ("html", "pdf", "docx", "schoolgids", "diff")


def build(output: Path, *options: str, root: Path = ROOT) -> subprocess.Popen[str]:
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
    told, _ = process.communicate(timeout=2 * PATIENCE)
    assert process.returncode == 0, told
    return told


def made(output: Path) -> dict[str, bytes]:
    """Every file that a person gets."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for target in TARGETS
        for path in sorted((output / target).rglob("*"))
        if path.is_file()
    }


def test_what_is_up_to_date_is_not_made_again_and_a_site_offers_it(cluster: Cluster, tmp_path: Path) -> None:
    for output, options in {"here": (), "there": ("--scheduler", cluster.address)}.items():
        done(build(tmp_path / output, "pdf"))
        done(build(tmp_path / output, "html", "pdf", *options))
    assert made(tmp_path / "there") == made(tmp_path / "here")
    assert (tmp_path / "there/html/aurora/downloads/aurora-sociale-media.pdf").is_file()
    again = done(build(tmp_path / "there", "html", "pdf", "--scheduler", cluster.address))
    assert "alles was actueel" in again


def test_a_document_that_fails_is_told_and_the_others_are_made(cluster: Cluster, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(ROOT / "policy_src", root / "policy_src")
    (root / "templates").symlink_to(ROOT / "templates")
    logo = next((root / "policy_src/schools/koe").glob("*.svg"))
    logo.write_text(logo.read_text("utf-8").replace("</svg>", '<text font-family="serif">中</text></svg>'), "utf-8")
    process = build(tmp_path / "there", "pdf", "--keep-going", "--scheduler", cluster.address, root=root)
    told, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1, told
    assert "SP602" in told
    assert {path.stem for path in (tmp_path / "there/pdf").iterdir()} == {
        f"{school}-sociale-media" for school in ("aurora", "ccc", "msvr", "togtemaarschool")
    }


def test_a_scheduler_that_does_not_answer_is_told_with_what_to_do(tmp_path: Path) -> None:
    process = build(tmp_path / "out", "html", "--scheduler", "tcp://127.0.0.1:1")
    told, _ = process.communicate(timeout=2 * PATIENCE)
    assert process.returncode == 3, told
    assert "tcp://127.0.0.1:1" in told
    assert "Traceback" not in told


def test_a_machine_knows_its_own_version_of_everything() -> None:
    from schoolprotocol.build.inputs import inputs

    folders = Folders(ROOT, ROOT / "build")
    assert program_here(folders.templates) == inputs(folders, {}).program


def test_all_outputs_are_there_and_the_same_when_a_worker_is_killed_half_way(cluster: Cluster, tmp_path: Path) -> None:
    # The last test of this file: afterwards the cluster has one worker.
    done(build(tmp_path / "here"))
    there = build(tmp_path / "there", "--scheduler", cluster.address)
    until = time.monotonic() + PATIENCE
    while not list((tmp_path / "there" / ".made").glob("*-*.json")):  # the first document came back
        assert time.monotonic() < until, there.poll()
        time.sleep(0.02)
    cluster.workers[0].kill()
    done(there)
    assert made(tmp_path / "there") == made(tmp_path / "here")
