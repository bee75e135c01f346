"""Projects with templates of their own, built in this process."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from schoolprotocol.cli import run
from schoolprotocol.templating import OURS
from tests.engine.conftest import outputs

Command = Callable[..., str]
"""Runs a command on a project: what it told; it must end with `code`."""


@pytest.fixture
def command(capfd: pytest.CaptureFixture[str]) -> Command:
    def call(root: Path, *arguments: str, code: int = 0) -> str:
        capfd.readouterr()
        got = run(["--root", str(root), *arguments])
        out, err = capfd.readouterr()
        assert got == code, out + err
        return out + err

    return call


@pytest.fixture
def root(klein_built: Path, tmp_path: Path) -> Path:
    """The small project with all of its outputs: to build it again costs nothing."""
    return shutil.copytree(klein_built, tmp_path / "project")


def own(root: Path, name: str, *changes: tuple[str, str], text: str | bytes | None = None) -> Path:
    """Give a project a file of its own: ours with some texts changed, or this text."""
    path = root / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    content = (OURS / name).read_bytes() if text is None else text.encode() if isinstance(text, str) else text
    for old, new in changes:
        assert content.count(old.encode()) >= 1, old
        content = content.replace(old.encode(), new.encode(), 1)
    path.write_bytes(content)
    return path


def changed(root: Path, before: dict[str, bytes]) -> set[str]:
    """The outputs that have other bytes than before: their folders and endings."""
    now = outputs(root / "build")
    differ = {name for name in {*before, *now} if before.get(name) != now.get(name)}
    return {name.split("/")[0] for name in differ}
