"""Whatever lies in a build folder, nothing outside it is read, written or removed, and nothing forged goes online."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from schoolprotocol import machine
from schoolprotocol.build import last, manifest
from schoolprotocol.build.keep import keep
from schoolprotocol.config import Folders
from tests.attacks.trying import Told, attempt, refused
from tests.conftest import ProjectMaker
from tests.engine.conftest import command, ended

PATIENCE = 60.0
TEXTS = "build", "schoolgids"
"""A build that costs little."""


@pytest.fixture
def treasure(tmp_path: Path) -> Path:
    """A file outside the project that must stay as it is."""
    path = tmp_path / "elders" / "schat.txt"
    path.parent.mkdir()
    path.write_text("van mij", "utf-8")
    return path


def is_whole(treasure: Path) -> bool:
    """Whether it is as it was, and nothing came beside it."""
    return [*treasure.parent.iterdir()] == [treasure] and treasure.read_text("utf-8") == "van mij"


# -- links ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", [".work", ".made", "schoolgids", "html", "pdf", "source", "site", ".site", "dossier", "x"]
)
def test_a_folder_of_the_build_that_is_a_link_is_refused_by_name(
    project: ProjectMaker, treasure: Path, name: str
) -> None:
    root = project()
    (root / "build").mkdir()
    (root / "build" / name).symlink_to(treasure.parent)
    for arguments in (TEXTS, ("site",), ("dossier", "noord")):
        assert name in refused(root, *arguments, code=3, seconds=PATIENCE)
    assert is_whole(treasure)


@pytest.mark.parametrize(
    "name", ["html/noord/telefoons", "html/index.html", "schoolgids/noord-telefoons.txt", ".made/.last.json"]
)
def test_a_link_deeper_in_the_build_is_refused_by_name(project: ProjectMaker, treasure: Path, name: str) -> None:
    root = project()
    path = root / "build" / name
    path.parent.mkdir(parents=True)
    path.symlink_to(treasure)
    assert name in refused(root, *TEXTS, code=3)
    assert is_whole(treasure)


@pytest.mark.parametrize("name", [".made/noord-telefoons.json", ".made/.last.json", "schoolgids/noord-telefoons.txt"])
def test_a_pipe_in_the_build_is_not_waited_for(project: ProjectMaker, name: str) -> None:
    root = project()
    path = root / "build" / name
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    assert name in refused(root, *TEXTS, code=3)


def test_folders_a_thousand_deep_in_the_workshop_end_in_words(project: ProjectMaker, tmp_path: Path) -> None:
    root = project()
    (root / "build/.work").mkdir(parents=True)
    deep = root / "build/.work"
    here = os.open(deep, os.O_RDONLY)
    try:
        for _level in range(1_500):
            os.mkdir("a", dir_fd=here)
            deeper = os.open("a", os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = deeper
        attempt(root, *TEXTS)
    finally:
        os.close(here)
        os.system(f"rm -rf '{deep}'")  # what tidies up after tests stumbles over these


# -- the lock ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["link", "hard link", "its own file", "pipe", "folder"])
def test_a_lock_never_cuts_off_what_lies_there(project: ProjectMaker, treasure: Path, way: str) -> None:
    root = project()
    lock = root / "build/.lock"
    lock.parent.mkdir()
    if way == "link":
        lock.symlink_to(treasure)
    elif way == "hard link":
        lock.hardlink_to(treasure)
    elif way == "its own file":
        lock.write_text("een boodschappenlijst: melk, kaas en brood\n", "utf-8")
    elif way == "pipe":
        os.mkfifo(lock)
    else:
        lock.mkdir()
    assert ".lock" in refused(root, *TEXTS, code=3)
    assert is_whole(treasure)
    assert way != "its own file" or lock.read_text("utf-8").endswith("brood\n")


def test_a_lock_of_somebody_who_is_gone_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    for left in ("", "1234567\n", "99\n"):
        path.write_text(left, "ascii")
        lock = machine.take(path)
        assert lock is not None
        assert machine.holder(path) == str(os.getpid())
        lock.release()


def test_what_holds_a_lock_is_told_harmlessly(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    path.write_text("\x1b[31m", "ascii")
    assert machine.holder(path) == "?"


# -- where documents go -----------------------------------------------------------------------------------------------


def test_documents_go_neither_into_the_source_nor_over_it(project: ProjectMaker, tmp_path: Path) -> None:
    root = project()
    (root / "templates").mkdir()
    (tmp_path / "link").symlink_to(root / "policy_src")
    before = sorted(path for path in root.rglob("*"))
    inside = ["policy_src", "policy_src/x/y", "templates/x", "policy_src/schools/../schools/noord", ".", "..", "/"]
    for output in (*(os.path.normpath(root / name) for name in inside), str(tmp_path / "link"), str(tmp_path)):
        assert "go" in refused(root, "--output", output, *TEXTS, code=2), output
        assert "go" in refused(root, "--output", output, "site", code=2), output
    assert sorted(path for path in root.rglob("*")) == before


def test_a_report_goes_neither_into_the_source_nor_through_a_link(project: ProjectMaker, treasure: Path) -> None:
    root = project()
    refused(root, "diff", "noord", "--from", "concept", "--into", str(root / "policy_src/schools"), code=2)
    written = "diff", "noord", "--from", "concept", "--format", "md,html"
    assert attempt(root, *written).code == 0
    shutil.rmtree(root / "build/diff")
    (root / "build/diff").symlink_to(treasure.parent)
    assert "diff" in refused(root, *written, code=3)
    assert is_whole(treasure)


def test_a_build_folder_that_is_a_link_to_the_source_is_refused(project: ProjectMaker) -> None:
    root = project()
    (root / "build").symlink_to(root / "policy_src/schools")
    refused(root, *TEXTS, code=2)


def test_a_build_folder_that_is_a_file_is_told(project: ProjectMaker) -> None:
    root = project()
    (root / "build").write_text("x", "utf-8")
    assert "build" in refused(root, *TEXTS, code=3)


# -- forged records ---------------------------------------------------------------------------------------------------

LEADING_OUT = (
    "../elders/schat.txt",
    "schoolgids/../../elders/schat.txt",
    "/etc/passwd",
    "schoolgids//x",
    "",
    ".",
    "schoolgids/.",
    "C:\\x",
    "schoolgids\\..\\x",
    ".made/zuid-telefoons.json",
    ".lock",
    "site/index.html",
    "dossier/noord",
    "schoolgids/x\0y",
    "schoolgids/\ud800",
)
"""What no record of ours names."""


def record(name: str) -> dict[str, Any]:
    """A record of an output that names a file."""
    return {"schoolgids": {"key": "k", "token": "t", "places": [name], "files": {name: [7, 0, "0" * 64]}}}


@pytest.mark.parametrize("name", LEADING_OUT, ids=ascii)
def test_a_record_that_names_what_is_not_ours_is_no_record(tmp_path: Path, name: str) -> None:
    path = tmp_path / "record.json"
    path.write_text(json.dumps(record(name)), "utf-8")
    assert manifest.read(path) == {}
    folders = Folders(tmp_path, tmp_path / "build")
    stated = {"stamps": {}, "hashes": "", "documents": [], "whole": True, "keys": {}, "overview": {name: [1, 1, "x"]}}
    folders.last.parent.mkdir(parents=True)
    folders.last.write_text(json.dumps(stated), "utf-8")
    assert last.read(folders) == last.Last()


def test_a_forged_record_removes_nothing_elsewhere(project: ProjectMaker, treasure: Path) -> None:
    root = project()
    attempt(root, *TEXTS)
    away = os.path.relpath(treasure, root / "build")
    for path in (root / "build/.made").glob("*.json"):
        path.write_text(json.dumps(record(away)), "utf-8")
    (root / "policy_src/project.yaml").write_text("publisher: Een ander\nurl: https://protocollen.example\n", "utf-8")
    assert attempt(root, *TEXTS).code == 0
    assert is_whole(treasure)


@pytest.mark.stress
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"3",
        b"null",
        b"\xff\xfe",
        b"{" * 5_000,
        b"[" * 500_000,
        b'{"schoolgids": 3}',
        b'{"schoolgids": {"key": 1, "token": [], "places": {}, "files": []}}',
        b'{"schoolgids": {"key": "", "token": "", "places": [3], "files": {}}}',
        b'{"schoolgids": {"key": "", "token": "", "places": "schoolgids", "files": {"schoolgids/x": ["1", {}, []]}}}',
        b'{"schoolgids": {"key": "", "token": "", "places": [], "files": {"schoolgids/x": [1e999, -1, ""]}}}',
        b'{"schoolgids": {"key": "", "token": "", "places": [], "files": {"schoolgids/x": ['
        + b"9" * 5_000
        + b', 1, ""]}}}',
        json.dumps({"stamps": {"policy_src/project.yaml": [1]}, "hashes": 1, "documents": [[]], "whole": 1}).encode(),
        json.dumps(
            {
                "stamps": {"x": ["a", "b", "c", []]},
                "hashes": "",
                "documents": [["noord", []]],
                "whole": 1,
                "keys": {"html": 3},
            }
        ).encode(),
        json.dumps(
            {"stamps": {}, "hashes": "", "documents": [[{}, 4]], "whole": True, "keys": {}, "overview": {}}
        ).encode(),
    ],
    ids=lambda data: ascii(data)[:60],
)
def test_records_of_any_form_are_read_or_made_anew(project: ProjectMaker, data: bytes) -> None:
    root = project()
    made = root / "build/.made"
    made.mkdir(parents=True)
    for name in ("noord-telefoons.json", ".last.json"):
        (made / name).write_bytes(data)
    assert attempt(root, *TEXTS).code == 0
    assert (root / "build/schoolgids/noord-telefoons.txt").is_file()


def test_what_an_output_no_longer_has_is_removed_in_the_build_folder_only(tmp_path: Path, treasure: Path) -> None:
    build, workshop = tmp_path / "build", tmp_path / "workshop"
    (build / "schoolgids").mkdir(parents=True)
    (build / "schoolgids/oud").symlink_to(treasure.parent)
    (workshop / "schoolgids").mkdir(parents=True)
    (workshop / "schoolgids/nieuw.txt").write_text("x", "utf-8")
    (build / "schoolgids/map").mkdir()
    before = [
        "schoolgids/oud/schat.txt",
        "schoolgids/map",
        "schoolgids/" + "x" * 300,
        "schoolgids/oud",
        "../elders/schat.txt",
    ]
    keep(workshop, build, ["schoolgids/nieuw.txt"], before)
    assert is_whole(treasure)


# -- what is copied ---------------------------------------------------------------------------------------------------


@pytest.mark.stress
@pytest.mark.slow
def test_a_site_has_only_what_was_made_however_the_build_folder_was_changed(klein_site: Path, treasure: Path) -> None:
    root = klein_site
    workshop = root / "build"
    pages = [*workshop.glob("html/*/*/index.html"), *workshop.glob("pdf/noord-telefoons.pdf")]
    assert pages
    for page in pages:  # other words, with the size and the time that the page had
        stat = page.stat()
        page.write_bytes(page.read_bytes().replace(b"Noord", b"Zuid!").replace(b"%PDF", b"%FDP"))
        os.utime(page, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    added = workshop / "html/noord/telefoons/extra.html"
    added.write_text("<script>alert(1)</script>", "utf-8")
    told: Told = attempt(root, "site", seconds=PATIENCE)
    assert told.code == 0, told.text
    site = root / "build/site"
    assert not (site / "noord/telefoons/extra.html").exists()
    assert b"Zuid!" not in (site / "noord/telefoons/index.html").read_bytes()
    assert all(path.read_bytes().startswith(b"%PDF") for path in site.rglob("*.pdf"))


@pytest.fixture
def klein_site(project: ProjectMaker, tmp_path: Path) -> Path:
    """The small project, with its site."""
    root = project()
    assert attempt(root, "site", seconds=PATIENCE).code == 0
    return root


@pytest.mark.slow
def test_outputs_of_an_earlier_text_beside_new_ones_are_told(klein_built: Path, tmp_path: Path) -> None:
    root = shutil.copytree(klein_built, tmp_path / "klein")
    assert "earlier state" not in attempt(root, *TEXTS).text
    clauses = root / "policy_src/protocols/telefoons/clauses/alles.yaml"
    clauses.write_text(clauses.read_text("utf-8").replace("text: Vraag het eerst.", "text: Vraag het altijd."), "utf-8")
    told = attempt(root, *TEXTS).text
    assert "noord-telefoons" in told
    assert "earlier state" in told
    assert "html" in told
    assert "earlier state" in attempt(root, *TEXTS).text  # also when nothing changed since


# -- what a build leaves ----------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.stress
@pytest.mark.parametrize(
    ("number", "moments"),
    [(signal.SIGTERM, (0.4, 1.6)), (signal.SIGINT, (1.0, 2.4)), (signal.SIGKILL, (0.7, 2.0))],
    ids=["asked", "Ctrl-C", "killed"],
)
def test_a_build_that_is_stopped_leaves_no_temporary_files_at_last(
    project: ProjectMaker, tmp_path: Path, number: int, moments: tuple[float, ...]
) -> None:
    root, scratch = project(), tmp_path / "scratch"
    scratch.mkdir()
    for after in moments:
        process = command(root, "build", TMPDIR=str(scratch))
        time.sleep(after)
        process.send_signal(number)
        said, _none = process.communicate(timeout=60)
        assert "Traceback" not in said
        if number != signal.SIGKILL:
            assert [*scratch.iterdir()] == []
            assert not [*(root / "build").glob(".work/*")]
        shutil.rmtree(root / "build/html", ignore_errors=True)
    ended(command(root, "build", TMPDIR=str(scratch)))
    assert [*scratch.iterdir()] == []
    assert not (root / "build/.work").exists()
