"""A project with a past: released once, and changed since."""

from __future__ import annotations

from pathlib import Path

from schoolprotocol.release.freeze import file_name
from tests.check.cases import document
from tests.conftest import ProjectMaker
from tests.faults import NOORD
from tests.helpers import entered, policy_of
from tests.release.making import frozen_before

FOLDER = "policy_src/schools/noord/releases"
RELEASE = f"{FOLDER}/telefoons-1.0.json"


def released(root: Path) -> Path:
    """Freezes the document of `noord` as it stands; gives the file."""
    policy = policy_of(root)
    path = root / FOLDER / file_name(policy)
    path.parent.mkdir(exist_ok=True)
    path.write_text(frozen_before(policy), "utf-8")
    entered(root)
    return path


def version(root: Path, number: str) -> None:
    """Gives the source of `noord` another version."""
    path = root / NOORD
    path.write_text(path.read_text("utf-8").replace('version: "1.0"', f'version: "{number}"'), "utf-8")


def change(root: Path, file: str, old: str, new: str) -> None:
    """Changes a file of the source."""
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), "utf-8")


def version_one(project: ProjectMaker) -> Path:
    """A project in which `noord` is at version 1.0 and released."""
    edit = document('version: "1.0", status: vastgesteld, day: 2026-09-01, review: 2027-11-01')
    root = edit.made(project)
    released(root)
    return root
