"""The law of the check: what it finds no error in, a build makes without a fault."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolprotocol.diagnostics import has_errors
from schoolprotocol.documents.checking import check_working
from schoolprotocol.documents.finding import open_corpus
from schoolprotocol.errors import SourceError
from schoolprotocol.project import Project
from tests.conftest import ROOTS, ProjectMaker
from tests.faults import CLAUSES, HEAD, NOORD, PROTOCOL

TODAY = date(2026, 11, 20)
SCHOOL = "policy_src/schools/noord/school.yaml"
WORDS = (
    "Leerlingen",
    "café",
    "“a” & <b>",
    "\N{CJK UNIFIED IDEOGRAPH-4E2D}",
    "\\",
    "%",
    "{x}",
    "**",
    "5 * 5",
    "#",
    "'",
    '"',
)
LINE = st.lists(
    st.sampled_from((*WORDS, "overleg" * 4, "\N{ZERO WIDTH SPACE}", "`", "_", "|", "$")), min_size=1, max_size=5
)
IDS = ("tips", "colofon", "inhoud", "noten", "noot-1", "wijziging-1", "search", "index", "titel", "documentgegevens")

EDITS: Mapping[str, tuple[str, str]] = {
    "title": (NOORD, "review: 2027-11-01"),
    "name": (SCHOOL, "name: Basisschool Noord\nshort"),
    "contact": (SCHOOL, "contact: de directie"),
    "heading": (PROTOCOL, "heading: Tips"),
    "clause": (CLAUSES, "text: Vraag het eerst."),
    "clause title": (CLAUSES, "title: Vraag het eerst"),
    "note": (CLAUSES, "gegevens: Een opname is een *persoonsgegeven* (AVG, artikel 4)."),
    "excerpt": (PROTOCOL, "heading: Telefoons op school"),
    "publisher": ("policy_src/project.yaml", "Uitgeverij Voorbeeld"),
}
"""For each place where people type a line: its file, and what stands there."""


def edited(root: Path, lines: Mapping[str, str], section: str, cells: list[int]) -> None:
    """Write these lines in their places, this id to a section, and a table with rows of so many cells."""
    rows = "".join(f"      - {['x'] * count}\n" for count in cells)
    (root / NOORD).write_text(f"{HEAD}front:\n  - id: beheer\n    rows:\n{rows}", "utf-8")
    for place, line in lines.items():
        file, old = EDITS[place]
        quoted = json.dumps(line, ensure_ascii=False)
        new = {
            "title": f"{old}, title: {quoted}",
            "name": f"name: {quoted}\nshort",
            "publisher": quoted,
        }.get(place, f"{old.partition(':')[0]}: {quoted}")
        text = (root / file).read_text("utf-8")
        assert text.count(old) == 1
        (root / file).write_text(text.replace(old, new), "utf-8")
    text = (root / PROTOCOL).read_text("utf-8")
    (root / PROTOCOL).write_text(text.replace("- id: tips\n", f"- id: {section}\n"), "utf-8")


def test_a_character_that_no_font_has_is_the_sources_fault_wherever_a_paper_prints_it(project: ProjectMaker) -> None:
    root = project(replace={"policy_src/project.yaml": (("Uitgeverij", "\N{GRINNING FACE}"),)})
    (outcome,) = Project.open(root).build(schools=["noord"], outputs=["pdf"], jobs=1).failed
    assert (outcome.exit_code, outcome.trace) == (1, None)
    assert "U+1F600" in (outcome.error or "")
    assert "schoolprotocol check" in (outcome.error or "")


@pytest.mark.slow
@settings(max_examples=30)
@given(
    lines=st.dictionaries(st.sampled_from(sorted(EDITS)), LINE.map(" ".join), max_size=2),
    section=st.sampled_from(IDS),
    cells=st.lists(st.integers(1, 3), min_size=1, max_size=2),
)
def test_what_the_check_finds_no_error_in_can_be_built(
    lines: dict[str, str], section: str, cells: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("law") / "project"
    shutil.copytree(ROOTS / "klein", root)
    edited(root, lines, section, cells)
    try:
        found = check_working(open_corpus(root), TODAY)
    except SourceError:
        return
    if not has_errors(found):
        assert Project.open(root).build(schools=["noord"], jobs=1).exit_code == 0
