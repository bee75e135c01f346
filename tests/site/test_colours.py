"""A school's colours that are too pale are told, with what the pages use instead."""

from __future__ import annotations

from datetime import date

import pytest

from schoolprotocol.colours import MARK, TEXT, contrast, palette, rgb
from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.documents.checking import check_working
from tests.conftest import ProjectMaker
from tests.helpers import loaded
from tests.site.conftest import ROOT, Site

SCHOOL = "policy_src/schools/noord/school.yaml"


def found_with(project: ProjectMaker, primary: str, accent: str) -> list[Diagnostic]:
    style = f"style:\n  primary: '{primary}'\n  accent: '{accent}'"
    root = project(replace={SCHOOL: [('style: {primary: "#14532d", accent: "#b45309"}', style)]})
    return [d for d in check_working(loaded(root), date(2026, 10, 1)) if d.kind.code == "SP620"]


@pytest.mark.parametrize(
    ("primary", "accent", "keys"),
    [
        ("#14532d", "#b45309", []),
        ("#14532d", "#ffd54a", ["accent"]),
        ("#ffd54a", "#b45309", ["primary"]),
        ("#ffff00", "#ffffff", ["primary", "accent"]),
    ],
)
def test_each_colour_that_is_too_pale_is_told_on_its_own_line(
    project: ProjectMaker, primary: str, accent: str, keys: list[str]
) -> None:
    found = found_with(project, primary, accent)
    assert [d.target for d in found] == keys
    assert all(d.place.file == SCHOOL and d.school == "noord" and d.kind.severity == "warning" for d in found)
    lines = {"primary": 0, "accent": 1}
    assert len({d.place.line - lines[d.target or ""] for d in found if d.place.line}) <= 1


def test_the_message_names_the_colour_that_the_pages_really_use_and_that_one_stands_out(project: ProjectMaker) -> None:
    (warning,) = found_with(project, "#14532d", "#ffd54a")
    style = loaded(project(replace={SCHOOL: [("#b45309", "#ffd54a")]})).schools["noord"].school.style
    used = palette(style, dark=False)
    assert warning.values["used"] == used.accent
    assert contrast(rgb(used.accent), rgb(used.tint)) >= MARK > contrast(rgb("#ffd54a"), rgb(used.tint))
    assert "#ffd54a" in warning.message()
    assert used.accent in warning.remedy()


def test_a_primary_colour_must_be_readable_as_text(project: ProjectMaker) -> None:
    (warning,) = found_with(project, "#8a8a8a", "#b45309")
    assert warning.values["least"] == f"{TEXT:g}"
    assert float(warning.values["ratio"]) < TEXT


def test_the_sheet_of_a_school_holds_the_colours_that_were_reckoned(site: Site) -> None:
    sheet = (site.folder / "_static/school.css").read_text("utf-8")
    style = loaded(ROOT).schools[site.policy.school].school.style
    for dark in (False, True):
        assert f"--school-ink: {palette(style, dark=dark).ink};" in sheet
