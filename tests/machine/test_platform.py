"""Everything works where a platform lacks what we would rather use; one module knows what that is."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from schoolprotocol.cli import COMMANDS
from tests.engine.conftest import ROOT, clean, new_project, outputs
from tests.install.conftest import KLEIN as SOURCE

pytestmark = pytest.mark.slow

BARE = Path(__file__).with_name("bare")
PACKAGE = ROOT / "generator/schoolprotocol"


def bare(root: Path, *arguments: str, code: int = 0, **variables: str) -> str:
    """Run a command on a machine that lacks all that, and give what it told."""
    path = os.pathsep.join([str(BARE), str(ROOT / "generator")])
    done = subprocess.run(
        [sys.executable, "-m", "schoolprotocol", "--root", str(root), *arguments],
        env=os.environ | {"PYTHONPATH": path} | variables,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    told = done.stdout + done.stderr
    assert done.returncode == code, told
    return told


@pytest.mark.parametrize(
    "attempt",
    ["import fcntl", "import resource", "import pwd", "os.fork", "os.getuid", "os.sched_getaffinity", "CDLL(None)"],
)
def test_the_bare_machine_lacks_it(attempt: str) -> None:
    script = f"import os; from ctypes import CDLL; {attempt}"
    done = subprocess.run(
        [sys.executable, "-c", script], env=os.environ | {"PYTHONPATH": str(BARE)}, capture_output=True, check=False
    )
    assert done.returncode == 1


def test_help_is_told_on_any_platform() -> None:
    """Of every command, in one process: to start one for each takes as long as all of the rest."""
    lines = [f"\n{command}\n" for command in ("", *COMMANDS)]
    script = (
        "from schoolprotocol.cli import COMMANDS, run\n"
        "for command in ('', *COMMANDS):\n"
        "    print('\\n' + command, flush=True)\n"
        "    assert run([*command.split(), '--help']) == 0, command\n"
    )
    path = os.pathsep.join([str(BARE), str(ROOT / "generator")])
    done = subprocess.run(
        [sys.executable, "-c", script], env=os.environ | {"PYTHONPATH": path}, capture_output=True, check=False
    )
    told = done.stdout.decode()
    assert done.returncode == 0, told + done.stderr.decode()
    for before, after in pairwise([*(told.index(line) for line in lines), len(told)]):
        assert "schoolprotocol" in told[before:after], told[before:after]


@pytest.mark.stress
def test_a_board_can_use_every_command_that_needs_no_library_of_the_system() -> None:
    path = os.pathsep.join([str(BARE), str(ROOT / "generator")])
    done = subprocess.run(
        [sys.executable, "-m", "tests.machine.anywhere"],
        env=os.environ | {"PYTHONPATH": path},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.stress
def test_documents_made_without_forks_and_locks_are_the_same(tmp_path: Path) -> None:
    root = new_project(tmp_path / "project")
    bare(root, "check", code=0)
    bare(root, "build", "--jobs", "2")
    assert outputs(root / "build") == clean(root)
    assert "niet actueel" not in bare(root, "build", "--jobs", "2")
    bare(root, "site")
    assert (root / "build/site/index.html").is_file()
    assert not list((root / "build").glob(".lock*"))  # a lock that is a file goes when the build does


def test_a_child_that_was_spawned_tells_of_faults_in_the_language_in_use(tmp_path: Path) -> None:
    root = new_project(tmp_path / "project")
    logo = root / "policy_src/schools/noord/logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>中</text></svg>', "utf-8")
    school = root / "policy_src/schools/noord/school.yaml"
    school.write_text(school.read_text("utf-8").replace('accent: "#b45309"}', 'accent: "#b45309", logo: logo.svg}'))
    assert "Het logo ‘logo.svg’" in bare(root, "build", "pdf", code=1)


@pytest.mark.parametrize(
    "encoding",
    ["ascii", "cp1252", *(pytest.param(name, marks=pytest.mark.stress) for name in ("cp437", "latin-1"))],
)
def test_a_terminal_that_lacks_a_letter_shows_one_that_it_has(tmp_path: Path, encoding: str) -> None:
    root = new_project(tmp_path / "project", SOURCE)
    variant = root / "policy_src/schools/noord/telefoons.yaml"
    variant.write_text(variant.read_text("utf-8") + "kwaliteit: “→ ő …”\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "schoolprotocol", "--root", str(root), "check"],
        env=os.environ | {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT / "generator")},
        capture_output=True,
        check=False,
    )
    told = (done.stdout + done.stderr).decode(encoding)
    assert done.returncode == 1, told
    assert "kwaliteit" in told
    assert "SP110" in told


def test_what_programs_read_is_utf_8_whatever_the_terminal_has(tmp_path: Path) -> None:
    root = new_project(tmp_path / "project")
    variant = root / "policy_src/schools/noord/telefoons.yaml"
    variant.write_text(variant.read_text("utf-8") + "kwaliteit: “→ ő …”\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "schoolprotocol", "--root", str(root), "check", "--format", "json"],
        env=os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT / "generator")},
        capture_output=True,
        check=False,
    )
    (finding,) = json.loads(done.stdout.decode("utf-8"))
    assert "‘kwaliteit’" in finding["message"]


ONLY_HERE = {"fcntl", "msvcrt", "resource", "pwd", "grp", "termios", "winreg"}
OF_PLATFORMS = {
    "fork",
    "getuid",
    "geteuid",
    "sched_getaffinity",
    "SIGKILL",
    "platform",
    "CDLL",
    "WinDLL",
    "killpg",
    "getppid",
}


def test_only_one_module_asks_on_which_platform_we_are() -> None:
    found = []
    words = re.compile(rf"\b({'|'.join(sorted(ONLY_HERE | OF_PLATFORMS))})\b")
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)) if words.search(text) else ():
            names = {alias.name for alias in node.names} if isinstance(node, ast.Import) else set()
            names |= {node.module or ""} if isinstance(node, ast.ImportFrom) else set()
            asked = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in OF_PLATFORMS
            if names & ONLY_HERE or (asked and node.value.id in {"os", "sys", "signal", "ctypes"}):  # type: ignore[attr-defined]
                found.append(path.relative_to(PACKAGE).as_posix())
    assert {*found} == {"machine.py"}
