"""An import that is killed while it writes leaves nothing half: the next one puts back what was there, and does it."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from schoolprotocol.cli import run
from tests.importing.test_taking_over import document, heading
from tests.intake.word import paragraph

KILLED = """
import os, signal, sys
from schoolprotocol.edit import save
from schoolprotocol.cli import run
left = int(sys.argv[1])
def dying(real):
    def each(*told):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*told)
    return each
for name in ("_beside", "place_new", "replace", "settle"):
    setattr(save, name, dying(getattr(save, name)))
sys.exit(run(sys.argv[2:]))
"""


def given(folder: Path, name: str, *rules: str) -> Path:
    path = folder / name
    body = [
        part for n, rule in enumerate(rules, 1) for part in (heading(f"{n}. Regels {n}"), paragraph(f"{n}.1 {rule}"))
    ]
    path.write_bytes(document(*body))
    return path


def files(root: Path) -> dict[str, bytes]:
    """All that there is of a project, but locks: those say nothing."""
    return {
        str(path.relative_to(root)): path.read_bytes() if path.is_file() else b""
        for path in sorted(root.rglob("*"))
        if "build" not in path.parts and not path.name.endswith(".lock")
    }


def orders(file: Path, root: Path) -> list[str]:
    return ["import", str(file), "--school", "linde", "--into", str(root)]


def killed(at: int, order: list[str]) -> bool:
    """Whether an import was killed before it was done."""
    done = subprocess.run([sys.executable, "-c", KILLED, str(at), *order], capture_output=True, check=False)
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr
    return done.returncode != 0


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_an_import_that_was_killed_among_its_files_is_undone_and_done_by_the_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = given(tmp_path, "eerste.docx", "Rust in de les.", "Stil op de gang.")
    assert killed(11, orders(file, tmp_path / "half"))
    assert (tmp_path / "half/policy_src/.edit.undo").exists()
    assert run(orders(file, tmp_path / "half")) == 0
    assert "stopped half-way, and was undone" in capsys.readouterr().err
    assert run(orders(file, tmp_path / "whole")) == 0
    assert files(tmp_path / "half") == files(tmp_path / "whole")
    assert list((tmp_path / "half/build").rglob("*.html"))


@pytest.mark.stress
@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
@pytest.mark.parametrize("is_new", [True, False])
def test_wherever_an_import_is_killed_the_next_makes_what_an_unbroken_one_makes(
    tmp_path: Path, *, is_new: bool
) -> None:
    first = given(tmp_path, "eerste.docx", "Rust in de les.", "Stil op de gang.", "Geen telefoon in de klas.")
    second = given(tmp_path, "tweede.docx", "Rust in de les en daarbuiten.", "Stil op de gang.", "Elke telefoon in de kluis.", "Nieuw hier.")  # fmt: skip  # noqa: E501
    begun, whole = tmp_path / "begun", tmp_path / "whole"
    if not is_new:
        assert run(orders(first, begun)) == 0
        shutil.copytree(begun, whole)
    order = first if is_new else second
    assert run(orders(order, whole)) == 0
    at = 0
    while True:
        root = tmp_path / f"at-{at}"
        if not is_new:
            shutil.copytree(begun, root)
        was_killed = killed(at, orders(order, root))
        assert run(orders(order, root)) == 0
        assert files(root) == files(whole), at
        if not was_killed:
            break
        at += 1
    assert at > 10


@pytest.mark.stress
@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_an_import_that_is_killed_at_any_moment_leaves_nothing_half(tmp_path: Path) -> None:
    rules = [f"Regel {n} over de telefoon in de les en op de gang." for n in range(120)]
    file = given(tmp_path, "groot.docx", *rules)
    whole = tmp_path / "whole"
    begun = time.monotonic()
    subprocess.run([sys.executable, "-m", "schoolprotocol", *orders(file, whole)], check=True, capture_output=True)
    took = time.monotonic() - begun
    dice, many = random.Random(7), 0
    for n in range(12):
        root = tmp_path / f"n{n}"
        process = subprocess.Popen(
            [sys.executable, "-m", "schoolprotocol", *orders(file, root)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(took * dice.uniform(0.5, 1.0))
        process.kill()
        many += process.wait() != 0
        assert run(orders(file, root)) == 0
        assert files(root) == files(whole), n
    assert many > 0
