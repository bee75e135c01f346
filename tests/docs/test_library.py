"""The page about the library and the README do what they say, on a copy of the small project."""

from __future__ import annotations

import doctest
import shutil
from pathlib import Path

import pytest

from tests.docs.following import KLEIN
from tests.docs.pages import ARCHITECTURE, ROOT, blocks

PAGE = ARCHITECTURE / "library.md"


def run(page: Path, **known: Path) -> int:
    """Run the Python of a page, and give back how many examples it has."""
    code = "\n".join(block.body for block in blocks(page) if block.language == "python")
    example = doctest.DocTestParser().get_doctest(code, dict(known), page.name, str(page), 0)
    told: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(example, out=told.append)
    assert result.failed == 0, "".join(told)
    return len(example.examples)


def test_the_python_gives_what_the_page_says(tmp_path: Path) -> None:
    folder = tmp_path / "klein"
    shutil.copytree(KLEIN, folder)
    assert run(PAGE, folder=folder) > 10


def test_the_python_of_the_readme_gives_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(KLEIN, tmp_path / "mijn-bestuur")
    monkeypatch.chdir(tmp_path)
    assert run(ROOT / "README.md") > 3
