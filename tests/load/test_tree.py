"""A source in a folder, in git's history and in an editor reads the same, and none leads out of the project."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolprotocol.diagnostics import Kind
from schoolprotocol.errors import UsageError
from schoolprotocol.source.git import GitTree
from schoolprotocol.source.loaded import Loaded
from schoolprotocol.source.reader import Reader
from schoolprotocol.source.tree import (
    MAX_BYTES,
    EntryKind,
    FolderTree,
    Overlay,
    Remembered,
    SourceTree,
    digest_of,
    steps,
)

NOORD = "policy_src/schools/noord/school.yaml"
ZUID = "policy_src/schools/zuid/school.yaml"
FILES = {
    "policy_src/project.yaml": b"publisher: x\n",
    NOORD: "naam: é\r\n".encode(),
    ZUID: b"",
    "policy_src/.stil": b"h",
}
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def written(root: Path, files: dict[str, bytes] = FILES) -> Path:
    """A folder with these files."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


def committed(root: Path) -> Path:
    """The folder as a git repository, with everything in it committed."""
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    for arguments in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "Bron")):
        subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)
    return root


def in_a_folder(root: Path) -> SourceTree:
    return FolderTree(written(root))


def in_git(root: Path) -> SourceTree:
    committed(written(root))
    written(root, dict.fromkeys(FILES, b"later"))
    return GitTree(root, "HEAD")


def in_an_editor(root: Path) -> SourceTree:
    return Overlay(FolderTree(root), FILES)


def half_in_an_editor(root: Path) -> SourceTree:
    written(root, {"policy_src/project.yaml": b"old", ZUID: b"", "policy_src/oud/weg.yaml": b"weg"})
    return Overlay(FolderTree(root), {**FILES, "policy_src/oud/weg.yaml": None})


def remembered(root: Path) -> SourceTree:
    return Remembered(FolderTree(written(root)))


FORMS = [in_a_folder, pytest.param(in_git, marks=needs_git), in_an_editor, half_in_an_editor, remembered]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_files_read_the_same_in_every_form(form: Callable[[Path], SourceTree], tmp_path: Path) -> None:
    tree = form(tmp_path)
    assert tree.root == tmp_path
    assert tree.names("policy_src") == (".stil", "project.yaml", "schools")
    assert tree.names("policy_src/schools") == ("noord", "zuid")
    assert tree.names("policy_src/schools/oost") == tree.names(NOORD) == ()
    for path, content in FILES.items():
        assert tree.kind(path) == "file"
        assert tree.read(path) == content
        assert tree.digest(path) == digest_of(content)
    assert tree.kind("policy_src") == tree.kind("policy_src/schools/noord") == "folder"
    assert tree.kind("policy_src/schools/oost") is tree.kind(f"{NOORD}/meer") is None
    for path in ("policy_src/niets.yaml", "policy_src/schools", f"{NOORD}/meer"):
        with pytest.raises(OSError, match=path):
            tree.read(path)


class Closed(FolderTree):
    """A folder in which the machine lets nobody look at one file."""

    def kind(self, path: str) -> EntryKind | None:
        if path == NOORD:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return super().kind(path)


def test_a_file_that_nobody_may_look_at_is_told_and_stops_nothing(tmp_path: Path) -> None:
    found = Reader(Closed(written(tmp_path))).content("bytes", NOORD, Loaded)
    assert found.value is None
    assert [(fault.kind, str(fault.place)) for fault in found.faults] == [(Kind.NOT_FOUND, NOORD)]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "policy_src/../../x", "policy_src//x", "", ".", "a\0b"])
def test_no_path_leads_out_of_the_project(form: Callable[[Path], SourceTree], path: str, tmp_path: Path) -> None:
    tree = form(tmp_path)
    for ask in (tree.kind, tree.read, tree.digest):
        with pytest.raises(UsageError):
            ask(path)
    with pytest.raises(UsageError):
        Overlay(tree, {path: "x"})


def test_on_windows_a_letter_with_a_colon_leads_out_of_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    assert steps("policy_src/C:x.yaml") == ("policy_src", "C:x.yaml")  # here it is a name
    with monkeypatch.context() as patch:
        patch.setattr("schoolprotocol.source.tree.os.sep", "\\")
        for path in ("C:/Windows", "policy_src/C:x.yaml", "policy_src/x.yaml:y", "policy_src\\..\\..\\x"):
            with pytest.raises(UsageError):
                steps(path)


@pytest.mark.parametrize("form", FORMS)
def test_a_large_file_is_read_no_further_than_is_needed_to_see_that(
    form: Callable[[Path], SourceTree], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FILES, ZUID, b"x" * (MAX_BYTES + 10))
    tree = form(tmp_path)
    assert len(tree.read(ZUID)) == MAX_BYTES + 1
    assert tree.read(ZUID, 3) == b"xxxx"


def test_links_devices_and_what_lies_behind_a_link_are_told_apart_and_not_read(tmp_path: Path) -> None:
    outside = written(tmp_path / "elders", {"geheim.yaml": b"geheim"})
    root = written(tmp_path / "project")
    (root / "policy_src/link.yaml").symlink_to(outside / "geheim.yaml")
    (root / "policy_src/map").symlink_to(outside)
    (root / "policy_src/dood.yaml").symlink_to("nergens")
    os.mkfifo(root / "policy_src/pijp.yaml")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(root / "policy_src/s"))
    for tree in (
        FolderTree(root),
        Remembered(FolderTree(root)),
        Overlay(FolderTree(root), {"policy_src/link.yaml": "x", "policy_src/pijp.yaml": None}),
    ):
        kinds = {name: tree.kind(f"policy_src/{name}") for name in tree.names("policy_src")}
        assert {name for name, kind in kinds.items() if kind == "link"} == {"link.yaml", "map", "dood.yaml"}
        assert {name for name, kind in kinds.items() if kind == "other"} == {"pijp.yaml", "s"}
        assert tree.kind("policy_src/map/geheim.yaml") is None
        assert tree.names("policy_src/map") == ()
        for name in ("link.yaml", "map/geheim.yaml", "pijp.yaml", "dood.yaml"):
            with pytest.raises(OSError, match=name):
                tree.read(f"policy_src/{name}")
    server.close()


def test_a_project_whose_source_is_a_link_is_read_as_its_owner_meant(tmp_path: Path) -> None:
    written(tmp_path / "elders")
    (tmp_path / "project").mkdir()
    (tmp_path / "project/policy_src").symlink_to(tmp_path / "elders/policy_src")
    assert FolderTree(tmp_path / "project").read(NOORD) == FILES[NOORD]


@needs_git
def test_in_history_a_link_is_one_and_another_repository_is_nothing(tmp_path: Path) -> None:
    root = written(tmp_path / "project")
    (root / "policy_src/link.yaml").symlink_to("project.yaml")
    committed(written(root / "policy_src/ander", {"x.yaml": b"x"}))
    tree = GitTree(committed(root), "HEAD")
    assert tree.kind("policy_src/link.yaml") == "link"
    assert tree.kind("policy_src/ander") is None
    with pytest.raises(FileNotFoundError):
        tree.read("policy_src/link.yaml")


@needs_git
def test_history_is_asked_for_all_working_texts_at_once_and_for_frozen_ones_by_school(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = written(tmp_path, {**FILES, "policy_src/schools/noord/releases/x-1.0.json": b"{}"})
    tree = GitTree(committed(root), "HEAD")
    calls: list[list[str]] = []
    run = subprocess.run

    def counted(arguments: list[str], **more: object) -> object:
        calls.append(arguments)
        return run(arguments, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", counted)
    for path, content in FILES.items():
        assert tree.read(path) == content
    assert len(calls) == 1
    assert tree.read("policy_src/schools/noord/releases/x-1.0.json") == b"{}"
    assert len(calls) == 2


def test_a_folder_from_which_everything_was_removed_is_gone_and_one_with_a_new_file_is_there(tmp_path: Path) -> None:
    tree = Overlay(FolderTree(written(tmp_path)), {ZUID: None, "policy_src/schools/oost/school.yaml": "kind: school"})
    assert tree.names("policy_src/schools") == ("noord", "oost")
    assert tree.kind("policy_src/schools/zuid") is None
    assert tree.read("policy_src/schools/oost/school.yaml") == b"kind: school"
    again = Overlay(tree, {"policy_src/schools/oost/school.yaml": None, ZUID: b"terug"})
    assert again.names("policy_src/schools") == ("noord", "zuid")


@given(st.text())
def test_an_editor_can_hold_any_text(text: str) -> None:
    tree = Overlay(FolderTree(Path("/nowhere")), {NOORD: text})
    assert tree.read(NOORD).decode("utf-8", "surrogatepass") == text


def test_what_changes_on_disk_is_seen_at_once(tmp_path: Path) -> None:
    tree = FolderTree(written(tmp_path))
    before = tree.digest(NOORD)
    (tmp_path / NOORD).write_bytes(b"naam: e\r\n\n")
    assert tree.digest(NOORD) != before
