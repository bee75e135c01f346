"""The page about writing back does what it says, on a copy of the small project."""

from __future__ import annotations

import doctest
import shutil
from pathlib import Path

from tests.docs.following import KLEIN
from tests.docs.pages import ARCHITECTURE, blocks

PAGE = ARCHITECTURE / "writing-back.md"


def test_the_python_gives_what_the_page_says(tmp_path: Path) -> None:
    folder = tmp_path / "klein"
    shutil.copytree(KLEIN, folder)
    code = "\n".join(block.body for block in blocks(PAGE) if block.language == "python")
    example = doctest.DocTestParser().get_doctest(code, {"folder": folder}, PAGE.name, str(PAGE), 0)
    assert len(example.examples) > 10
    told: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(example, out=told.append)
    assert result.failed == 0, "".join(told)
