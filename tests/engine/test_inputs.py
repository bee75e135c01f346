"""What a build reads is hashed again only where it may have changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from schoolprotocol import disk
from schoolprotocol.build.inputs import PROGRAM, SOURCE, TEMPLATES, inputs
from schoolprotocol.config import Folders
from tests.conftest import ProjectMaker

OWN = "templates/print/base.css"
LONG_AGO = 1_000_000_000


def test_of_another_project_only_its_own_files_are_hashed(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (Folders(root, root / "build") for root in (project(), project()))
    before = inputs(one, {})
    hashed: list[str] = []
    sha256 = disk.sha256

    def noted(path: str, limit: int | None = None, *, follow: bool = False) -> str:
        hashed.append(path)
        return sha256(path, limit, follow=follow)

    monkeypatch.setattr(disk, "sha256", noted)
    after = inputs(other, {})
    assert hashed
    assert all(path.startswith(f"{other.root / SOURCE}{os.sep}") for path in hashed)
    assert {PROGRAM, TEMPLATES} <= after.groups.keys()
    assert after.digest_of_all == before.digest_of_all


def test_a_template_that_is_another_one_is_hashed_again(project: ProjectMaker, tmp_path: Path) -> None:
    root = project(files={OWN: "a {color: red}"})
    folders = Folders(root, root / "build")
    before = inputs(folders, {}).files[OWN]
    (root / OWN).write_text("a {color: tan}", "utf-8")
    os.utime(root / OWN, ns=(LONG_AGO, before.mtime))
    after = inputs(folders, {}).files[OWN]
    assert (after.size, after.mtime) == (before.size, before.mtime)
    assert after.sha256 != before.sha256


def test_a_folder_in_the_place_of_one_that_was_written_in_the_same_moment_is_hashed_again(
    project: ProjectMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("schoolprotocol.build.inputs._SETTLED", 0)
    root = project()
    folders, evidence = Folders(root, root / "build"), root / SOURCE / "schools/noord/evidence"
    for number in range(100):  # a clock of files ticks every few milliseconds
        one, other = tmp_path / f"one{number}", tmp_path / f"other{number}"
        for folder, said in ((one, b"voor"), (other, b"niet")):
            folder.mkdir()
            file = os.open(folder / "notulen.txt", os.O_CREAT | os.O_WRONLY)
            os.write(file, said)
            os.close(file)
        a, b = ((folder / "notulen.txt").stat() for folder in (one, other))
        if (a.st_mtime_ns, a.st_ctime_ns) == (b.st_mtime_ns, b.st_ctime_ns):
            break
    else:
        pytest.skip("no two files have the same time here")
    one.rename(evidence)
    before = inputs(folders, {})
    evidence.rename(one)
    other.rename(evidence)
    assert inputs(folders, before.files).digest_of_all != before.digest_of_all
