"""Cases as text: the source files that differ from tests/roots/klein, and the outline of each school's document.

`pytest tests/resolve --regenerate` writes the outlines anew; read the difference before you keep it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ProjectMaker
from tests.helpers import policy_of
from tests.resolve.outline import outline

CASES = sorted((Path(__file__).parent / "golden").glob("*.txt"))
_PART = re.compile(r"^==== (file|document) (\S+)\n", re.MULTILINE)


def parts(text: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The sentence at the top, and (`file` or `document`, name, text) of each part."""
    intro, *rest = _PART.split(text)
    return intro, list(zip(rest[::3], rest[1::3], rest[2::3], strict=True))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_source_resolves_to_this_outline(path: Path, project: ProjectMaker, *, regenerate: bool) -> None:
    intro, given = parts(path.read_text("utf-8"))
    root = project(files={f"policy_src/{name}": text for kind, name, text in given if kind == "file"})
    schools = [name for kind, name, _ in given if kind == "document"]
    assert schools
    actual = [(k, n, outline(policy_of(root, n)) if k == "document" else text) for k, n, text in given]
    if regenerate:
        path.write_text(intro + "".join(f"==== {k} {n}\n{text}" for k, n, text in actual), "utf-8")
    assert actual == given


def test_there_are_cases() -> None:
    assert len(CASES) >= 8
