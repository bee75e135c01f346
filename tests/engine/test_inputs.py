"""What a build reads is hashed again only where it may have changed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from schoolprotocol import disk
from schoolprotocol.build.inputs import PROGRAM, SOURCE, TEMPLATES, Inputs, inputs
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


def _as_long(path: Path) -> None:
    """Other bytes of the same length, at the same time."""
    stat, data = path.stat(), path.read_bytes()
    path.write_bytes(b"#" + data[1:])
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _other_file(path: Path) -> None:
    """Another file of the same length and time in its place."""
    stat, other = path.stat(), path.with_name("other")
    other.write_bytes(b"#" + path.read_bytes()[1:])
    os.utime(other, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    other.replace(path)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _link(path: Path) -> None:
    other = path.with_name("other")
    path.rename(other)
    path.symlink_to(other)


EDITS: dict[str, Callable[[Path], object]] = {
    "as long": _as_long,
    "another file": _other_file,
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"\n"),
    "gone": Path.unlink,
    "a folder": _folder,
    "a link": _link,
    "renamed": lambda path: path.rename(path.with_name("renamed.yaml")),
    "an empty folder": lambda path: (path.parent / "leeg").mkdir(),
    "another time": lambda path: os.utime(path, ns=(1, 1)),
}


@pytest.mark.parametrize("edit", EDITS)
def test_whatever_becomes_of_a_file_is_seen_by_who_knows_its_stamp(project: ProjectMaker, edit: str) -> None:
    root = project("bestuur")
    folders = Folders(root, root / "build")
    known = inputs(folders, {})
    while not _are_settled(known):
        time.sleep(0.05)
        known = inputs(folders, {})
    assert inputs(folders, known.files) == known
    EDITS[edit](root / "policy_src" / "schools" / "linde" / "school.yaml")
    seen, anew = inputs(folders, known.files), inputs(folders, {})
    assert {name: stamp.sha256 for name, stamp in seen.files.items()} == {
        name: stamp.sha256 for name, stamp in anew.files.items()
    }
    assert (seen.digest_of_all == known.digest_of_all) is (edit == "another time")


def _are_settled(known: Inputs) -> bool:
    """Whether all files of the source are old enough for their stamps to be trusted."""
    files = known.files.items()
    return all(stamp.ctime for name, stamp in files if name.startswith(SOURCE) and not name.endswith("/"))
