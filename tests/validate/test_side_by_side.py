"""`make validate` runs its parts side by side on what was made once, and tells what each of them found."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with `.ci/validate` and no parts; what is made is one file."""
    root = tmp_path / "repository"
    (root / ".ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci/validate", root / ".ci/validate")
    has(root, "make", 'mkdir "$1"; echo gemaakt >>"$1/file"; echo "bakt"')
    return root


def has(root: Path, program: str, script: str) -> None:
    """Give it a program below tests/validate."""
    path = root / "tests/validate" / program
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)


def validate(root: Path, *parts: str) -> tuple[int, str]:
    """Exit code, and what was told."""
    environment = {name: value for name, value in os.environ.items() if name not in {"MADE", "SSHD"}}
    done = subprocess.run([root / ".ci/validate", *parts], env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_all_parts_look_at_what_was_made_once(repository: Path) -> None:
    for part in ("een", "twee", "drie"):
        has(repository, f"{part}/run", f'echo "{part} ziet $(cat "$MADE/file")"')
    code, told = validate(repository)
    assert code == 0
    assert told.count("bakt\n") == 1
    assert all(f"{part} ziet gemaakt\n" in told for part in ("een", "twee", "drie"))


def test_one_part_makes_no_more_than_it_needs(repository: Path) -> None:
    has(repository, "een/run", 'echo "een ziet ${MADE:-niets}"')
    code, told = validate(repository, "een")
    assert (code, "een ziet niets" in told, "bakt" in told) == (0, True, False)


@pytest.mark.parametrize(("codes", "wanted"), [((0, 0), 0), ((0, 3), 3), ((3, 1), 1), ((1, 3), 1), ((4, 0), 4)])
def test_what_was_found_weighs_more_than_what_is_missing(repository: Path, codes: tuple[int, int], wanted: int) -> None:
    for part, code in zip(("een", "twee"), codes, strict=True):
        has(repository, f"{part}/run", f"echo {part} klaar; exit {code}")
    code, told = validate(repository)
    assert code == wanted
    assert "een klaar" in told
    assert "twee klaar" in told


def test_a_part_that_is_not_there_is_named_before_anything_is_made(repository: Path) -> None:
    has(repository, "een/run", "echo een")
    code, told = validate(repository, "een", "nergens")
    assert code == 2
    assert "tests/validate/nergens/run" in told
    assert "bakt" not in told


def test_when_nothing_can_be_made_no_part_that_looks_at_it_is_begun(repository: Path) -> None:
    has(repository, "make", "echo kapot >&2; exit 1")
    has(repository, "een/run", 'echo "een begon met $MADE"')
    has(repository, "twee/run", 'echo "twee begon met $MADE"')
    has(repository, "drie/run", "echo drie ziet niets daarvan")
    code, told = validate(repository)
    assert code == 1
    assert "kapot" in told
    assert "drie ziet niets daarvan" in told
    assert "begon" not in told


def test_a_part_that_looks_at_nothing_made_does_not_wait_for_it(repository: Path) -> None:
    """What is made here waits until that part has begun."""
    wait = "for _ in $(seq 600); do [ -e begonnen ] && break; sleep 0.1; done; [ -e begonnen ]"
    has(repository, "make", f'{wait} && mkdir "$1" && echo gemaakt >"$1/file"')
    has(repository, "een/run", 'echo "een ziet $(cat "$MADE/file")"')
    has(repository, "twee/run", "touch begonnen; echo twee klaar; exit 4")
    code, told = validate(repository)
    assert code == 4
    assert "een ziet gemaakt" in told
    assert "twee klaar" in told


def test_where_no_part_looks_at_it_nothing_is_made(repository: Path) -> None:
    for part in ("een", "twee"):
        has(repository, f"{part}/run", f"echo {part} klaar")
    code, told = validate(repository)
    assert (code, "een klaar" in told, "twee klaar" in told, "bakt" in told) == (0, True, True, False)


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
@pytest.mark.parametrize(("outcome", "wanted"), [("true", 0), ("false", 1)])
def test_files_of_tests_in_a_browser_begin_in_the_order_in_which_they_are_named(
    tmp_path: Path, outcome: str, wanted: int
) -> None:
    files = [tmp_path / f"{name}.test.mjs" for name in ("z", "m", "a", "m")]
    for file in files:
        text = (
            f'import {{ test }} from "node:test";\ntest("{file.name}", () => {{ if (!{outcome}) throw Error(); }});\n'
        )
        file.write_text(text, "utf-8")
    environment = {"PATH": os.environ["PATH"], "REPORTER": "tap"}
    done = subprocess.run(
        ["node", ROOT / "tests/validate/in_turn.mjs", *files],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line.rpartition(" ")[2] for line in done.stdout.splitlines() if line.startswith("# Subtest")]
    assert (done.returncode, told) == (wanted, ["z.test.mjs", "m.test.mjs", "a.test.mjs"])
