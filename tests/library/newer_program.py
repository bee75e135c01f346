"""A program that does not exist: ours, with the next version of the library in it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.library.next_version import next_version

ROOT = Path(__file__).parents[2]


def newer_program(folder: Path) -> None:
    """Put it in a folder, which must not be there."""
    package = folder / "generator/schoolprotocol"
    shutil.copytree(ROOT / "generator/schoolprotocol", package, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "templates").symlink_to(ROOT / "templates")
    next_version(folder / "library")
    shutil.copytree(folder / "library", package / "library", dirs_exist_ok=True)


if __name__ == "__main__":
    newer_program(Path(sys.argv[1]))
