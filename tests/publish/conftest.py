"""A small project with an adopted version and a newer text, and the site that is made of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from schoolprotocol import messages
from schoolprotocol.cli import run
from tests.conftest import ROOTS, made_once

ZUID = "policy_src/schools/zuid/telefoons.yaml"
ADOPTED = 'version: "1.0", status: vastgesteld, day: 2026-09-01'


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of which zuid adopted 1.0 and works on 1.1, with `build/site`. Tests that change it take a copy."""

    def make(folder: Path) -> None:
        root = shutil.copytree(ROOTS / "klein", folder / "project")
        messages.use("en")
        assert run(["--root", str(root), "release", "zuid", "--despite", "proef", "--today", "2026-11-20"]) == 0
        path = root / ZUID
        text = path.read_text("utf-8").replace(ADOPTED, 'version: "1.1", status: concept')
        path.write_text(text.replace("bewaarplek: thuis", "bewaarplek: in de kluis"), "utf-8")
        assert run(["--root", str(root), "site"]) == 0

    return made_once(tmp_path_factory, "published", make) / "project"


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Path:
    """A copy of that project for one test."""
    root = tmp_path / "project"
    shutil.copytree(made, root)
    return root


def tree(folder: Path) -> dict[str, bytes]:
    """Content by path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
