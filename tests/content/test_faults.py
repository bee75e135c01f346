"""The faults of the five originals: `faults.yaml` says which finding tells each, and here it is held to that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from schoolprotocol.diagnostics import Diagnostic, Kind
from tests.content.test_first_versions import findings
from tests.helpers import spoken

TABLE: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name("faults.yaml").read_text("utf-8"))
READ = {"aurora": ("A", 18), "msvr": ("M", 15), "togtemaarschool": ("T", 12), "koe": ("K", 18), "ccc": ("C", 16)}
"""How many faults a careful reader found in each original."""


def rows(part: str) -> Iterator[Any]:
    """School, fault and finding, for each of the one part."""
    for school, faults in TABLE.items():
        for code, row in faults.items():
            for number, finding in enumerate(row.get(part, ())):
                yield pytest.param(school, finding, id=f"{code}.{number + 1}-{finding['kind']}")


def matching(school: str, finding: dict[str, str]) -> list[Diagnostic]:
    """What the check says of the first version that fits a finding of the table."""
    return [
        d
        for d in findings(school)
        if d.kind is Kind[finding["kind"]]
        and finding.get("target") in {None, d.target}
        and finding.get("says", "").casefold() in d.message().casefold()
    ]


@pytest.mark.parametrize(("school", "finding"), [*rows("found")])
def test_a_fault_of_the_original_is_told_of_the_first_version(school: str, finding: dict[str, str]) -> None:
    assert matching(school, finding), spoken(findings(school))


@pytest.mark.parametrize(("school", "finding"), [*rows("ready")])
def test_what_the_text_does_not_have_is_not_told_yet(school: str, finding: dict[str, str]) -> None:
    assert matching(school, finding) == [], "the text has it now: move it to `found`"


def test_the_table_has_every_fault_and_for_each_a_finding_or_the_reason_why_not() -> None:
    wanted = {school: [f"{letter}-F{n}" for n in range(1, count + 1)] for school, (letter, count) in READ.items()}
    assert {school: list(faults) for school, faults in TABLE.items()} == wanted
    for faults in TABLE.values():
        for code, row in faults.items():
            assert ("none" in row) != bool({"found", "ready"} & {*row}), code
            assert {*row} <= {"found", "ready", "none"}, code
            assert row.get("none", "One sentence.").endswith("."), code
