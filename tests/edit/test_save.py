"""Changes are saved all or none, and never over what somebody else has written since."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from schoolprotocol import machine
from schoolprotocol.edit import save as saving
from schoolprotocol.edit.edit import Edit
from schoolprotocol.errors import BusyError, EditError
from schoolprotocol.machine import take
from schoolprotocol.source.tree import FolderTree
from tests.conftest import ProjectMaker
from tests.helpers import load

PROTOCOL = "telefoons"
CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"
NOORD = "policy_src/schools/noord/telefoons.yaml"
RENAMING = 'e.rename_clause("telefoons", "afspraken.opbergen", "afspraken.wegleggen")'


def files(root: Path) -> dict[str, bytes]:
    """Everything in a project, hidden files too."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def renaming(root: Path) -> Edit:
    """A change of five files."""
    edit = Edit(FolderTree(root)).rename_clause(PROTOCOL, "afspraken.opbergen", "afspraken.wegleggen")
    assert len(edit.changes) > 3
    return edit


def test_nothing_is_written_before_the_save(project: ProjectMaker) -> None:
    root = project()
    before = files(root)
    edit = renaming(root)
    assert files(root) == before
    written = edit.save()
    after = files(root)
    assert {path for path in {*before, *after} if before.get(path) != after.get(path)} == set(written)
    corpus, found = load(root)
    assert corpus is not None, found


def test_an_edit_can_go_on_after_a_save(project: ProjectMaker) -> None:
    root = project()
    edit = Edit(FolderTree(root)).set_project("reaction_weeks", 8)
    edit.save()
    assert not edit.changes
    edit.set_project("reaction_weeks", 9).save()
    assert b"reaction_weeks: 9" in (root / "policy_src/project.yaml").read_bytes()


def test_a_file_that_changed_since_it_was_read_is_not_overwritten(project: ProjectMaker) -> None:
    root = project()
    edit = renaming(root)
    (root / NOORD).write_bytes((root / NOORD).read_bytes() + b"# mine\n")
    before = files(root)
    with pytest.raises(EditError, match="has changed since it was read") as refused:
        edit.save()
    assert refused.value.place is not None
    assert refused.value.place.file == NOORD
    assert files(root) == before


def test_a_file_that_came_meanwhile_and_might_name_the_id_is_seen(project: ProjectMaker) -> None:
    root = project()
    edit = renaming(root)
    (root / "policy_src/protocols/telefoons/clauses/nieuw.yaml").write_text("[]\n")
    before = files(root)
    with pytest.raises(EditError, match="has changed"):
        edit.save()
    assert files(root) == before


def test_a_removed_file_is_not_written_again(project: ProjectMaker) -> None:
    root = project()
    edit = renaming(root)
    (root / NOORD).unlink()
    with pytest.raises(EditError, match="has changed"):
        edit.save()
    assert not (root / NOORD).exists()


def test_two_edits_of_different_files_are_both_kept(project: ProjectMaker) -> None:
    root = project()
    one = Edit(FolderTree(root)).set_school("noord", "place", "Assen")
    other = Edit(FolderTree(root)).set_school("zuid", "place", "Emmen")
    one.save()
    other.save()
    corpus, _ = load(root)
    assert corpus is not None
    assert [corpus.schools[id_].school.place for id_ in ("noord", "zuid")] == ["Assen", "Emmen"]


def test_of_two_edits_of_one_file_the_second_is_refused(project: ProjectMaker) -> None:
    root = project()
    one = Edit(FolderTree(root)).set_school("noord", "place", "Assen")
    other = Edit(FolderTree(root)).set_school("noord", "place", "Emmen")
    one.save()
    with pytest.raises(EditError, match="has changed"):
        other.save()


def test_of_two_edits_that_write_the_same_the_second_is_told_too(project: ProjectMaker) -> None:
    root = project()
    one, other = (Edit(FolderTree(root)).set_school("noord", "place", "Assen") for _ in range(2))
    one.save()
    assert other.changes
    with pytest.raises(EditError, match="has changed"):
        other.save()


@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_a_disk_that_fails_leaves_everything_as_it_was(
    at: int, project: ProjectMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project()
    before = files(root)
    edit = renaming(root)
    real, calls = machine.replace, list[Path]()

    def failing(fresh: Path, path: Path) -> None:
        calls.append(path)
        if len(calls) == at:
            raise OSError(28, "No space left on device", str(path))
        real(fresh, path)

    monkeypatch.setattr(saving, "replace", failing)
    with pytest.raises(OSError, match="No space"):
        edit.save()
    assert len(calls) >= at
    assert files(root) == before


@pytest.mark.parametrize("at", [2, 3, 4])
def test_a_save_that_was_killed_is_undone_by_the_next(at: int, project: ProjectMaker) -> None:
    root = project()
    before = files(root)
    killed = f"""
import os, sys
from pathlib import Path
from schoolprotocol.edit import save
from schoolprotocol.edit.edit import Edit
from schoolprotocol.source.tree import FolderTree
real, calls = save.replace, []
def dying(fresh, path):
    calls.append(path)
    if len(calls) == {at}:
        os._exit(9)
    real(fresh, path)
save.replace = dying
e = Edit(FolderTree(Path(sys.argv[1])))
{RENAMING}.save()
"""
    assert subprocess.run([sys.executable, "-c", killed, str(root)], check=False).returncode == 9
    Edit(FolderTree(root)).set_project("reaction_weeks", 8).save()
    after = files(root)
    assert after.pop("policy_src/project.yaml") != before.pop("policy_src/project.yaml")
    assert {path: content for path, content in after.items() if "/." not in path} == before
    assert not [path for path in after if path.endswith((".undo", ".lock"))]


def test_what_somebody_wrote_after_a_killed_save_stays(project: ProjectMaker) -> None:
    root = project()
    edit = renaming(root)
    saving._remember(root, edit.changes)
    (root / NOORD).write_text("protocol: telefoons\nextends: stichting\npublish: false\n")
    mine = (root / NOORD).read_bytes()
    Edit(FolderTree(root)).set_project("reaction_weeks", 8).save()
    assert (root / NOORD).read_bytes() == mine


ADDING = """
import sys
from pathlib import Path
from schoolprotocol.edit.edit import Edit
from schoolprotocol.errors import EditError
from schoolprotocol.source.tree import FolderTree
root, name = Path(sys.argv[1]), sys.argv[2]
refused = 0
for number in range(12):
    while True:
        try:
            edit = Edit(FolderTree(root))
            id_ = f"{name}.c{number}"
            edit.add_clause("telefoons", id_, title="T", audience=["ouder"], text="T.", file="alles.yaml")
            edit.save()
            break
        except EditError:
            refused += 1
"""


def test_of_two_processes_that_write_in_one_file_neither_loses_a_change(project: ProjectMaker) -> None:
    root = project()
    run = [sys.executable, "-c", ADDING, str(root)]
    both = [subprocess.Popen([*run, name]) for name in ("een", "twee")]
    assert [process.wait() for process in both] == [0, 0]
    corpus, found = load(root)
    assert corpus is not None, found
    added = {id_ for id_ in corpus.protocols[PROTOCOL].clauses if id_.startswith(("een.", "twee."))}
    assert added == {f"{name}.c{number}" for name in ("een", "twee") for number in range(12)}


def test_another_program_that_saves_is_waited_for_and_then_told(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project()
    monkeypatch.setattr(saving, "PATIENCE", 0.05)
    lock = take(root / saving.LOCK)
    assert lock is not None
    with pytest.raises(BusyError):
        Edit(FolderTree(root)).set_project("reaction_weeks", 8).save()
    lock.release()
    Edit(FolderTree(root)).set_project("reaction_weeks", 8).save()


def test_a_lock_that_was_removed_is_ours_no_more_also_where_another_has_our_number(tmp_path: Path) -> None:
    """Two containers that share a folder can have processes of one number."""
    path = tmp_path / "lock"
    lost = take(path)
    assert lost is not None and lost.is_held()
    path.unlink()
    assert not lost.is_held()
    other = take(path)
    assert other is not None and other.is_held()
    assert not lost.is_held()
    lost.release()
    assert other.is_held()
    other.release()


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be removed on Windows")
def test_a_lock_that_goes_while_it_is_opened_is_taken_anew(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, real, gone = project(), os.open, list[object]()

    def opened(path: str | os.PathLike[str], *rest: int) -> int:
        handle = real(path, *rest)
        if os.fspath(path) == str(root / saving.LOCK) and not gone:
            os.unlink(path)  # noqa: PTH108 (by who had it)
            gone.append(path)
        return handle

    monkeypatch.setattr(os, "open", opened)
    Edit(FolderTree(root)).set_project("reaction_weeks", 8).save()
    assert gone
    assert b"reaction_weeks: 8" in (root / "policy_src/project.yaml").read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_file_keeps_its_rights(project: ProjectMaker) -> None:
    root = project()
    path = root / "policy_src/project.yaml"
    path.chmod(0o600)
    Edit(FolderTree(root)).set_project("reaction_weeks", 8).save()
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_a_link_is_not_written_through(project: ProjectMaker, tmp_path: Path) -> None:
    root = project()
    outside = tmp_path / "outside.yaml"
    path = root / "policy_src/project.yaml"
    path.rename(outside)
    path.symlink_to(outside)
    before = outside.read_bytes()
    with pytest.raises(EditError):
        Edit(FolderTree(root)).set_project("reaction_weeks", 8)
    assert outside.read_bytes() == before


def test_a_byte_order_mark_and_line_ends_of_windows_stay(project: ProjectMaker) -> None:
    text = "\ufeffpublisher: Uitgeverij\r\nurl: https://protocollen.example\r\n"
    root = project(files={"policy_src/project.yaml": text})
    Edit(FolderTree(root)).set_project("reaction_weeks", 8).set_project("publisher", "Een: ander").save()
    assert (root / "policy_src/project.yaml").read_bytes().decode() == (
        '\ufeffpublisher: "Een: ander"\r\nurl: https://protocollen.example\r\nreaction_weeks: 8\r\n'
    )
