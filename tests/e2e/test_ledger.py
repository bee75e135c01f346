"""The command `ledger`, and what servers run to see whether what was frozen is still there."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from schoolprotocol.cli import run
from tests.attacks.test_ledger import LEDGER, git, in_variant, lines, two_branches, whole, write

__all__ = ["whole"]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def root(whole: Path, tmp_path: Path) -> Path:
    """A copy of the project in which `noord` was released twice."""
    return Path(shutil.copytree(whole, tmp_path / "project"))


def command(root: Path, *arguments: str) -> tuple[int, str]:
    """Runs a command in a project; gives exit code and everything that it printed."""
    told = io.StringIO()
    with redirect_stdout(told), redirect_stderr(told):
        code = run(["--root", str(root), "--lang", "en", *arguments])
    return code, told.getvalue()


def test_it_shows_every_entry_and_the_hash_that_stands_for_all_of_it(root: Path) -> None:
    code, told = command(root, "ledger", "noord")
    assert code == 0
    assert told.splitlines()[0].split()[:2] == ["1", "decision"]
    assert told.splitlines()[1].endswith("releases/telefoons-1.0.json")
    assert told.splitlines()[-1].startswith("All of it: ")
    assert len(told.splitlines()) == len(lines(root)) + 1


def test_a_school_that_froze_nothing_has_none(root: Path) -> None:
    assert command(root, "ledger", "zuid") == (0, "zuid has no ledger: nothing was frozen yet.\n")


def test_a_school_that_is_not_there_is_told(root: Path) -> None:
    code, told = command(root, "ledger", "nord")
    assert code == 2
    assert "Did you mean “noord”?" in told


def test_it_enters_what_was_written_by_hand_and_says_so(root: Path) -> None:
    in_variant("decisions:\n", 'decisions:\n  - {body: de MR, kind: advies, version: "1.1"}\n')(root)
    assert command(root, "ledger", "noord", "--add") == (
        0,
        "Entered in the ledger: decision, telefoons 1.1, advies: de MR.\n",
    )
    assert command(root, "ledger", "noord", "--add") == (0, "The ledger lacks nothing: nothing was entered.\n")


def test_it_shows_two_branches_and_joins_them_when_it_is_said_which_one_stays(root: Path) -> None:
    common, ours, theirs = two_branches(root)
    write(root, [*common, "<<<<<<< HEAD", *ours, "=======", *theirs, ">>>>>>> andere"])
    code, told = command(root, "ledger", "noord")
    assert (code, told.count("!")) == (0, 3)
    assert "not whole" in told
    code, told = command(root, "ledger", "noord", "--join", "2")
    assert (code, told) == (0, "Entered in the ledger: decision, telefoons 1.1, advies: de MR.\n")
    assert lines(root)[: len(common) + 1] == [*common, *theirs]


@pytest.mark.parametrize(
    "options",
    [
        ("--add", "--join", "1"),
        ("--withdraw", "1"),
        ("--reason", "x"),
        ("--join", "3"),
        ("--withdraw", "0", "--reason", "x"),
        ("--as", "bestuur"),
        ("--sign", "nergens", "--as", "bestuur"),
    ],
)
def test_what_does_not_go_together_is_refused_and_changes_nothing(options: tuple[str, ...], root: Path) -> None:
    before = (root / LEDGER).read_bytes()
    assert command(root, "ledger", "noord", *options)[0] == 2
    assert (root / LEDGER).read_bytes() == before


def test_a_request_for_a_timestamp_never_overwrites_a_file(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "vraag.tsq"
    assert command(root, "ledger", "noord", "--request", str(file))[0] == 0
    asked = file.read_bytes()
    assert asked
    assert command(root, "ledger", "noord", "--request", str(file))[0] == 3
    assert file.read_bytes() == asked


def test_since_does_not_go_with_a_version_or_a_text(root: Path) -> None:
    assert command(root, "check", "--since", "HEAD", "--release", "1.0")[0] == 2


# -- what servers run -------------------------------------------------------------------------------------------------


@pytest.fixture
def served(tmp_path: Path) -> Path:
    """A checkout on a server: `main` and a branch with one change each, and a program that says how it was called."""
    origin, here = tmp_path / "origin", tmp_path / "here"
    origin.mkdir()
    git(origin, "init", "-q", "-b", "main")
    git(origin, "commit", "-q", "--allow-empty", "-m", "begin")
    git(origin, "checkout", "-q", "-b", "wijziging")
    git(origin, "commit", "-q", "--allow-empty", "-m", "change")
    git(origin, "checkout", "-q", "main")
    git(origin, "commit", "-q", "--allow-empty", "-m", "elsewhere")
    git(tmp_path, "clone", "-q", "-b", "wijziging", str(origin), "here")
    (here / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/check-since", here / ".ci/check-since")
    (here / ".venv/bin").mkdir(parents=True)
    (here / ".venv/bin/schoolprotocol").write_text('#!/bin/sh\necho "$@"\n', "ascii")
    (here / ".venv/bin/schoolprotocol").chmod(0o755)
    return here


def server(root: Path, **variables: str) -> str:
    """What the script ran, with what a server tells it."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    script = root / ".ci/check-since"
    return subprocess.run([script], env=kept | variables, capture_output=True, check=True, text=True).stdout.strip()


NOTHING = "0" * 40


def test_servers_compare_with_where_a_change_began(served: Path) -> None:
    began = git(served, "merge-base", "HEAD", "origin/main").strip()
    before = git(served, "rev-parse", "HEAD~1").strip()
    assert server(served, GITHUB_BASE_REF="main", BEFORE="") == f"check --since {began}"
    assert server(served, CI_MERGE_REQUEST_DIFF_BASE_SHA=began) == f"check --since {began}"
    assert server(served, BEFORE=before) == f"check --since {before}"
    assert server(served, CI_COMMIT_BEFORE_SHA=before) == f"check --since {before}"


def test_of_a_new_branch_servers_compare_with_where_it_left_the_main_one(served: Path) -> None:
    began = git(served, "merge-base", "HEAD", "origin/main").strip()
    assert server(served, BEFORE=NOTHING, MAIN="main") == f"check --since {began}"
    assert server(served, CI_COMMIT_BEFORE_SHA=NOTHING, CI_DEFAULT_BRANCH="main") == f"check --since {began}"


@pytest.mark.parametrize(
    "told",
    [
        {"GITHUB_BASE_REF": "main"},
        {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "x", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"},
        {"BEFORE": NOTHING, "MAIN": "main"},
    ],
    ids=["github", "gitlab", "a new branch"],
)
def test_where_two_branches_took_from_each_other_servers_compare_with_every_place(
    served: Path, told: dict[str, str]
) -> None:
    """Git names one of them where it is asked for one; what the other branch released since would go unseen."""
    ours, theirs = git(served, "rev-parse", "HEAD").strip(), git(served, "rev-parse", "origin/main").strip()
    tree, who = git(served, "rev-parse", "HEAD^{tree}").strip(), ("-c", "user.name=a", "-c", "user.email=a@b")
    head, main = (
        git(served, *who, "commit-tree", tree, "-p", one, "-p", other, "-m", "x").strip()
        for one, other in ((ours, theirs), (theirs, ours))
    )
    git(served, "reset", "-q", "--hard", head)
    git(served, "update-ref", "refs/remotes/origin/main", main)
    places = git(served, "merge-base", "--all", "HEAD", "origin/main").split()
    assert len(places) == 2
    assert {*server(served, **told).splitlines()} == {f"check --since {place}" for place in places}


def test_one_place_where_something_is_wrong_is_enough(served: Path) -> None:
    (served / ".venv/bin/schoolprotocol").write_text('#!/bin/sh\necho "$@"\nexit 1\n', "ascii")
    with pytest.raises(subprocess.CalledProcessError):
        server(served, GITHUB_BASE_REF="main")


def test_of_the_very_first_push_there_is_nothing_to_compare_with(served: Path) -> None:
    git(served, "remote", "remove", "origin")
    assert "het begin" in server(served, BEFORE=NOTHING, MAIN="main")
