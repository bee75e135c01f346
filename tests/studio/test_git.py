"""A commit holds what was asked and nothing else, in somebody's name, whatever the repository says to run."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from schoolprotocol.errors import BusyError, UsageError
from schoolprotocol.studio import git as git_module
from schoolprotocol.studio.door.people import ALONE, Person
from schoolprotocol.studio.git import commit

PROJECT = "policy_src/project.yaml"
SCHOOL = "policy_src/schools/noord/school.yaml"
SOMEBODY = Person("beleid", "Beleidsmedewerker", "schrijver", "beleid@bestuur.nl")


@pytest.fixture
def repository(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project, recorded."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    git(root, "init", "-q", "-b", "hoofd")
    record(root)
    return root


def git(root: Path, *arguments: str) -> str:
    """Git, as somebody at work beside us runs it."""
    who = ("-c", "user.name=Ander", "-c", "user.email=ander@bestuur.nl")
    done = subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True, text=True)
    return done.stdout


def record(root: Path) -> None:
    """Everything as it is, by somebody else."""
    git(root, "add", "--all")
    git(root, "commit", "-q", "-m", "Begin")


def add(root: Path, path: str = PROJECT, line: str = "# iets\n") -> bytes:
    """Somebody writes a line in a file."""
    content = (root / path).read_bytes() + line.encode()
    (root / path).write_bytes(content)
    return content


def test_a_commit_has_the_file_the_name_and_the_words(repository: Path) -> None:
    add(repository)
    made = commit(repository, [PROJECT], SOMEBODY, "Zin veranderd\n\n# Waarom: één reden")
    assert made == git(repository, "rev-parse", "hoofd").strip()
    assert git(repository, "log", "-1", "--format=%an|%ae|%cn|%B").strip() == (
        "Beleidsmedewerker|beleid@bestuur.nl|Beleidsmedewerker|Zin veranderd\n\n# Waarom: één reden"
    )
    assert git(repository, "show", "--format=", "--name-only", "HEAD").split() == [PROJECT]
    assert git(repository, "status", "--porcelain") == ""


def test_what_others_staged_or_changed_stays_as_it_is(repository: Path) -> None:
    add(repository, SCHOOL)
    git(repository, "add", SCHOOL)
    add(repository, SCHOOL, "# nog niet klaar\n")
    (repository / "policy_src" / "los.txt").write_text("los")
    add(repository)
    staged = git(repository, "ls-files", "--stage", SCHOOL)
    assert commit(repository, [PROJECT], SOMEBODY, "Alleen dit")
    assert git(repository, "show", "--format=", "--name-only", "HEAD").split() == [PROJECT]
    assert git(repository, "ls-files", "--stage", SCHOOL) == staged
    assert git(repository, "status", "--porcelain").split("\n")[:-1] == [f"MM {SCHOOL}", "?? policy_src/los.txt"]


def test_new_and_removed_files_are_recorded_too(repository: Path) -> None:
    new = "policy_src/schools/noord/één.yaml"
    (repository / new).write_text("nieuw: ja\n")
    (repository / SCHOOL).unlink()
    commit(repository, [new, SCHOOL], SOMEBODY, "Nieuw en weg")
    shown = git(repository, "-c", "core.quotePath=false", "show", "--format=", "--name-status", "--no-renames", "HEAD")
    assert sorted(shown.split("\n")[:-1]) == [f"A\t{new}", f"D\t{SCHOOL}"]
    assert git(repository, "status", "--porcelain") == ""


def test_without_paths_all_of_the_source_is_recorded_and_nothing_beside_it(repository: Path) -> None:
    add(repository)
    add(repository, SCHOOL)
    (repository / "brief.txt").write_text("van een ander")
    (repository / "policy_src" / ".edit.lock").write_text("")
    commit(repository, None, SOMEBODY, "Vastgesteld")
    assert sorted(git(repository, "show", "--format=", "--name-only", "HEAD").split()) == sorted([PROJECT, SCHOOL])


def test_where_nothing_differs_there_is_no_commit(repository: Path) -> None:
    before = git(repository, "rev-parse", "HEAD")
    assert commit(repository, [PROJECT, "policy_src/nooit-geweest.yaml"], SOMEBODY, "Niets") is None
    assert git(repository, "rev-parse", "HEAD") == before


def test_the_first_commit_of_a_repository_may_be_ours(root: Path) -> None:
    git(root, "init", "-q", "-b", "hoofd")
    assert commit(root, None, SOMEBODY, "Begonnen")
    assert PROJECT in git(root, "ls-tree", "-r", "--name-only", "HEAD").split()
    assert not [line for line in git(root, "status", "--porcelain").split("\n") if "policy_src" in line]


def test_without_a_repository_or_without_git_nothing_happens(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert commit(root, [PROJECT], SOMEBODY, "Niets") is None
    git(root, "init", "-q")
    monkeypatch.setenv("PATH", str(root))
    assert commit(root, [PROJECT], SOMEBODY, "Niets") is None


def test_a_repository_around_it_that_knows_nothing_of_the_project_is_left_alone(tmp_path: Path, root: Path) -> None:
    (tmp_path / "dagboek.txt").write_text("van thuis")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "dagboek.txt")
    git(tmp_path, "commit", "-q", "-m", "Thuis")
    assert commit(root, [PROJECT], SOMEBODY, "Niets") is None


def test_a_project_in_a_folder_of_a_repository_is_recorded_there(tmp_path: Path, root: Path) -> None:
    git(tmp_path, "init", "-q")
    record(tmp_path)
    add(root)
    assert commit(root, [PROJECT], SOMEBODY, "Ja")
    assert git(tmp_path, "show", "--format=", "--name-only", "HEAD").split() == [f"project/{PROJECT}"]
    assert git(tmp_path, "status", "--porcelain") == ""


def test_what_git_passes_over_is_not_recorded(repository: Path) -> None:
    (repository / ".gitignore").write_text("geheim.yaml\n")
    (repository / "policy_src" / "geheim.yaml").write_text("x: y\n")
    assert commit(repository, ["policy_src/geheim.yaml"], SOMEBODY, "Niets") is None


@pytest.mark.parametrize(
    "path",
    ["README.md", "../x", "policy_src/../README.md", "/etc/passwd", "policy_src/.git/config", "policy_src\\x", ""],
)
def test_a_path_outside_of_the_source_is_refused(repository: Path, path: str) -> None:
    with pytest.raises(UsageError, match=r"is no file of the source|geen bestand van de bron"):
        commit(repository, [path], SOMEBODY, "Niets")


def test_a_link_is_not_followed(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "geheim").write_text("geheim")
    (repository / "policy_src" / "link.yaml").symlink_to(tmp_path / "geheim")
    assert commit(repository, ["policy_src/link.yaml"], SOMEBODY, "Niets") is None


def test_nothing_runs_that_a_repository_says_to_run(repository: Path, tmp_path: Path) -> None:
    trap, sprung = tmp_path / "val", tmp_path / "gelopen"
    trap.write_text(f"#!/bin/sh\necho $0 $@ >> {sprung}\nexit 1\n")
    trap.chmod(0o755)
    hooks = repository / ".git" / "hooks"
    for name in (
        "pre-commit",
        "commit-msg",
        "post-commit",
        "post-index-change",
        "reference-transaction",
        "pre-auto-gc",
    ):
        (hooks / name).write_bytes(trap.read_bytes())
        (hooks / name).chmod(0o755)
    (repository / "policy_src" / ".gitattributes").write_text("* filter=val diff=val merge=val\n")
    options = ["core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "gpg.program", "core.askPass"]
    options += ["filter.val.clean", "filter.val.process", "diff.val.textconv", "credential.helper", "core.gitProxy"]
    with (repository / ".git" / "config").open("a") as config:
        for option in options:
            section, _dot, key = option.rpartition(".")
            head = section.replace(".val", ' "val"')
            config.write(f"[{head}]\n\t{key} = {trap}\n")
        config.write('[filter "val"]\n\trequired = true\n[commit]\n\tgpgSign = true\n[user]\n\tsigningKey = x\n')
    content = add(repository)
    made = commit(repository, [PROJECT], SOMEBODY, "Gedaan")
    assert made is not None
    assert not sprung.exists(), sprung.read_text()
    raw = subprocess.run(
        ["git", "-C", str(repository), "-c", "core.fsmonitor=false", "cat-file", "blob", f"{made}:{PROJECT}"],
        check=True,
        capture_output=True,
    ).stdout
    assert raw == content


def test_a_work_tree_that_leads_elsewhere_is_left_alone(repository: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elders"
    (elsewhere / "policy_src").mkdir(parents=True)
    git(repository, "config", "core.worktree", str(elsewhere))
    add(repository)
    assert commit(repository, [PROJECT], SOMEBODY, "Niets") is None


def test_in_the_middle_of_a_merge_nothing_is_recorded(repository: Path) -> None:
    (repository / ".git" / "MERGE_HEAD").write_text(git(repository, "rev-parse", "HEAD"))
    add(repository)
    with pytest.raises(UsageError):
        commit(repository, [PROJECT], SOMEBODY, "Niets")


def test_without_a_branch_nothing_is_recorded(repository: Path) -> None:
    git(repository, "checkout", "-q", "--detach")
    add(repository)
    with pytest.raises(UsageError):
        commit(repository, [PROJECT], SOMEBODY, "Niets")


def test_while_another_program_is_at_work_it_waits_and_then_says_so(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_module, "WAITS", 0.2)
    before = git(repository, "rev-parse", "HEAD")
    (repository / ".git" / "index.lock").write_text("")
    add(repository)
    with pytest.raises(BusyError):
        commit(repository, [PROJECT], SOMEBODY, "Niets")
    assert git(repository, "rev-parse", "HEAD") == before
    (repository / ".git" / "index.lock").unlink()
    assert commit(repository, [PROJECT], SOMEBODY, "Nu wel")


@pytest.mark.parametrize("shown", ["<>", "Kwaad <kwaad@x.nl>\nparent 123", "é\u202eë", "..."])
def test_a_name_cannot_change_what_a_commit_says(repository: Path, shown: str) -> None:
    add(repository)
    assert commit(repository, [PROJECT], Person("naam", shown, "schrijver"), "Gedaan\r\n\0\x1b[31m")
    assert git(repository, "log", "-1", "--format=%ae|%B").strip() == "naam@studio.invalid|Gedaan\n[31m"
    assert len(git(repository, "log", "--format=%H").split()) == 2


def test_who_sits_here_is_called_as_he_told_git(repository: Path) -> None:
    add(repository)
    commit(repository, [PROJECT], ALONE, "Een")
    assert git(repository, "log", "-1", "--format=%ae").strip() == "ik@studio.invalid"
    git(repository, "config", "user.name", "Bureau")
    git(repository, "config", "user.email", "bureau@bestuur.nl")
    add(repository)
    commit(repository, [PROJECT], ALONE, "Twee")
    assert git(repository, "log", "-1", "--format=%an %ae").strip() == "Bureau bureau@bestuur.nl"


def test_a_file_is_recorded_as_its_bytes_are_also_where_git_would_change_line_ends(repository: Path) -> None:
    git(repository, "config", "core.autocrlf", "true")
    content = add(repository)
    made = commit(repository, [PROJECT], SOMEBODY, "Gedaan")
    raw = subprocess.run(
        ["git", "-C", str(repository), "cat-file", "blob", f"{made}:{PROJECT}"], check=True, capture_output=True
    )
    assert raw.stdout == content


def test_another_repository_within_the_source_is_left_alone(repository: Path) -> None:
    inner = repository / "policy_src" / "protocols"
    git(inner, "init", "-q")
    git(inner, "add", "--all")
    git(inner, "commit", "-q", "-m", "Binnen")
    git(repository, "rm", "-rq", "--cached", "policy_src/protocols")
    git(repository, "add", "policy_src/protocols")
    git(repository, "commit", "-q", "-m", "Ander")
    before = git(repository, "rev-parse", "HEAD")
    path = next(one for one in inner.rglob("*.yaml")).relative_to(repository).as_posix()
    add(repository, path)
    assert commit(repository, [path], SOMEBODY, "Niets") is None
    assert git(repository, "rev-parse", "HEAD") == before
