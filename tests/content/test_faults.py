"""The faults of the five originals: `faults.yaml` says which finding of the check tells each of the frozen 1.0.

And what would be a false alarm there. `norms.yaml` says where each fault stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from schoolprotocol.check.rules import check_document
from schoolprotocol.check.subject import of_release
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.source.versions import Release
from schoolprotocol.text.template import names_in
from tests.helpers import spoken
from tests.repository import corpus

TODAY = date(2026, 11, 20)
TABLE: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name("faults.yaml").read_text("utf-8"))
READ = {"aurora": ("A", 18), "msvr": ("M", 15), "togtemaarschool": ("T", 12), "koe": ("K", 18), "ccc": ("C", 16)}
"""How many faults a careful reader found in each original."""
UNFOUNDED = {
    "aurora": {Kind.SAME_NORM_TWICE, Kind.DEAD_POINTER, Kind.ORGANISATION_NOT_CITED, Kind.PHRASE_TWICE},
    "msvr": {Kind.CONTRADICTS_LAW, Kind.NAMES_BY_TURNS, Kind.DECISION_AFTER_ADOPTION, Kind.PHRASE_TWICE},
    "togtemaarschool": {Kind.CONTRADICTS_LAW, Kind.DEAD_POINTER, Kind.CONTRADICTION, Kind.DEFINED_TWICE},
    "koe": {Kind.DEAD_POINTER, Kind.BOARD_AS_SCHOOL, Kind.ORGANISATION_NOT_CITED, Kind.DEFINED_TWICE},
    "ccc": {Kind.SAME_NORM_TWICE, Kind.DEAD_POINTER, Kind.NAMES_BY_TURNS, Kind.CONTRADICTS_LAW},
}
"""What would be a false alarm."""
NOWHERE = {Kind.OTHER_SCHOOL, Kind.HARD_TO_READ}
"""What would be one about each of the five."""


def first_release(school: str) -> Release:
    """The frozen 1.0 of a school."""
    return next(r for r in corpus().schools[school].releases_of("sociale-media") if r.version == "1.0")


@cache
def findings(school: str) -> tuple[Diagnostic, ...]:
    """What the check says of the first release of a school."""
    return tuple(check_document(of_release(corpus(), first_release(school), TODAY)))


def rows() -> Iterator[Any]:
    """School and finding, for each finding of the table."""
    for school, faults in TABLE.items():
        for code, row in faults.items():
            for number, finding in enumerate(row.get("found", ())):
                yield pytest.param(school, finding, id=f"{code}.{number + 1}-{finding['kind']}")


@pytest.mark.parametrize(("school", "finding"), [*rows()])
def test_a_fault_of_the_original_is_told_of_the_first_version(school: str, finding: dict[str, str]) -> None:
    found = [d for d in findings(school) if d.kind is Kind[finding["kind"]] and d.target == finding["target"]]
    assert any(finding.get("says", "") in d.message() for d in found), spoken(findings(school))


def test_the_table_has_every_fault_and_for_each_a_finding_or_the_reason_why_not() -> None:
    wanted = {school: [f"{letter}-F{n}" for n in range(1, count + 1)] for school, (letter, count) in READ.items()}
    assert {school: list(faults) for school, faults in TABLE.items()} == wanted
    for faults in TABLE.values():
        for code, row in faults.items():
            assert row.keys() <= {"found", "none"}, code
            assert row.get("found") or row.get("none"), code


@pytest.mark.parametrize("school", UNFOUNDED)
def test_no_false_alarm_is_raised_about_a_first_version(school: str) -> None:
    found = [d for d in findings(school) if d.kind in UNFOUNDED[school] | NOWHERE]
    assert found == [], spoken(found)


@pytest.mark.parametrize("school", UNFOUNDED)
def test_the_templates_of_a_release_are_read_as_they_were_resolved(school: str) -> None:
    for clause in first_release(school).policy.clauses():
        templates = (clause.wording.template, *(note.wording.template for note in clause.notes))
        assert set(clause.parameters) == {name for template in templates for name in names_in(template)}
