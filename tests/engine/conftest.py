"""Builds of which the test sees what they wrote and what they said.

`built` and `told` call the command line in this process, which is warm. `command` starts a process of its own, for what
only a process can have: a signal, another environment, another build beside it.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from schoolprotocol import messages
from schoolprotocol.cli import run
from schoolprotocol.outputs import names
from tests.conftest import made_once

ROOT = Path(__file__).parents[2]
KLEIN = ROOT / "tests" / "roots" / "klein"
OUTPUTS = names()
CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"
SCHOOLS = "policy_src/schools"
TIP = "Vraag het eerst."
"""The text of a clause that the documents of both schools have."""
OTHER = "Vraag het altijd eerst."
"""Another text for it."""


def new_project(folder: Path, source: Path = KLEIN) -> Path:
    """A copy of a small project; it has no templates of its own."""
    shutil.copytree(source / "policy_src", folder / "policy_src")
    return folder


@pytest.fixture(scope="session")
def up_to_date(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, with a release and everything built; who changes it has a `copy`."""

    def make(folder: Path) -> None:
        root = new_project(folder / "klein")
        told(root, "release", "zuid")
        built(root)

    root = made_once(tmp_path_factory, "up-to-date", make) / "klein"
    _CLEAN[_source(root), ()] = outputs(root / "build")
    return root


def copy(root: Path, folder: Path) -> Path:
    """A copy of a project, with the times that its files have."""
    return shutil.copytree(root, folder / "klein")


def command(root: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start a command in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "schoolprotocol", "--lang", "en", "--root", str(root), *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        env={**os.environ, **environment},
    )


def ended(process: subprocess.Popen[str], code: int = 0) -> str:
    """What a command told, that must end with this code."""
    told, _ = process.communicate(timeout=120)
    assert process.returncode == code, told
    return told


def told(root: Path, *arguments: str, code: int = 0) -> str:
    """What a command tells in this process, that must end with this code."""
    messages.use("en")
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        ended_with = run(["--root", str(root), *arguments])
    assert ended_with == code, said.getvalue()
    return said.getvalue()


def built(root: Path, *arguments: str, code: int = 0, environment: Mapping[str, str] | None = None) -> str:
    """Build, and what was told; in a process of its own where its environment is another."""
    if environment is None:
        return told(root, "build", *arguments, code=code)
    return ended(command(root, "build", *arguments, **environment), code)


def outputs(build: Path) -> dict[str, bytes]:
    """Every file that a person gets, by path."""
    return {
        path.relative_to(build).as_posix(): path.read_bytes()
        for target in OUTPUTS
        for path in sorted((build / target).rglob("*"))
        if path.is_file()
    }


def times(build: Path) -> dict[str, int]:
    """When each of these files was written."""
    return {name: (build / name).stat().st_mtime_ns for name in outputs(build)}


_CLEAN: dict[tuple[object, ...], dict[str, bytes]] = {}


def clean(root: Path, *targets: str) -> dict[str, bytes]:
    """What a build in an empty folder gives; made once for each source."""
    source = _source(root)
    if (source, targets) not in _CLEAN:
        build = root.with_name(f"{root.name}-clean")
        shutil.rmtree(build, ignore_errors=True)
        built(root, *targets, "--output", str(build))
        _CLEAN[source, targets] = outputs(build)
    return _CLEAN[source, targets]


def _source(root: Path) -> tuple[tuple[str, bytes], ...]:
    """All that outputs are made of."""
    files = [path for folder in ("policy_src", "templates") for path in sorted((root / folder).rglob("*"))]
    return tuple((path.relative_to(root).as_posix(), path.read_bytes()) for path in files if path.is_file())


def grow(root: Path, *schools: str, like: str = "zuid") -> None:
    """Give the project more schools, each as another is."""
    for school in schools:
        shutil.copytree(root / SCHOOLS / like, root / SCHOOLS / school)


def edit(root: Path, file: str, old: str, new: str) -> None:
    """Change a text in the source; it must stand there."""
    path = root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
