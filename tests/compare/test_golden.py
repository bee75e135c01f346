"""Cases as text: what differs from tests/roots/klein, and the Markdown report of it for the school `noord`.

`==== change <file>` holds lines with `-` (what stands there) followed by lines with `+` (what comes instead).
`pytest tests/compare --regenerate` writes the reports anew; read the difference before you keep it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from schoolprotocol.compare.compare import compare
from schoolprotocol.outputs.report.report import report_markdown
from schoolprotocol.source.lineage import lineage_of
from tests.conftest import ProjectMaker
from tests.helpers import loaded, policy_of
from tests.report.making import TEMPLATES, report_of

CASES = sorted((Path(__file__).parent / "golden").glob("*.txt"))
_PART = re.compile(r"^==== (change|file|report)(?: (\S+))?\n", re.MULTILINE)


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """(old, new) of each pair of `-` and `+` lines."""
    runs = [(sign, [line[2:] for line in lines]) for sign, lines in groupby(text.splitlines(), key=lambda x: x[:1])]
    for (minus, old), (plus, new) in zip(runs[::2], runs[1::2], strict=True):
        assert (minus, plus) == ("-", "+")
        yield "\n".join(old), "\n".join(new)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_change_of_the_source_gives_this_report(path: Path, project: ProjectMaker, *, regenerate: bool) -> None:
    intro, *rest = _PART.split(path.read_text("utf-8"))
    given = list(zip(rest[::3], rest[1::3], rest[2::3], strict=True))
    changed = {f"policy_src/{name}": list(pairs(text)) for kind, name, text in given if kind == "change"}
    files = {f"policy_src/{name}": text for kind, name, text in given if kind == "file"}
    root = project(files=files, replace=changed)
    corpus = loaded(root)
    source = corpus.protocols["telefoons"]
    lineage = lineage_of(source, [corpus.schools["noord"].variants["telefoons"]])
    changes = compare(policy_of(project()), policy_of(root), source.changes, lineage)
    report = report_markdown(report_of(changes), TEMPLATES)
    if regenerate:
        parts = [f"==== {kind} {name}\n{text}" for kind, name, text in given if kind != "report"]
        path.write_text(f"{intro}{''.join(parts)}==== report\n{report}", "utf-8")
    assert [("report", report)] == [(kind, text) for kind, _name, text in given if kind == "report"]


def test_there_are_cases() -> None:
    assert len(CASES) >= 6
