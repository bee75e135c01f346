"""The first versions of five real protocols say what the originals say: each norm and each fault has its place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.walk import every_clause
from tests.repository import corpus

TABLE: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "norms.yaml").read_text("utf-8"))
CODES = {"aurora": (101, 18), "msvr": (57, 15), "togtemaarschool": (37, 12), "koe": (99, 18), "ccc": (84, 16)}
"""How many norms and how many faults were read in each original."""


@cache
def first_version(school: str) -> Policy:
    """The first release of a school."""
    return next(r for r in corpus().schools[school].releases_of("sociale-media") if r.version == "1.0").policy


@cache
def places(school: str) -> dict[str, str]:
    """What is printed at each place of a first version."""
    return dict(_places(first_version(school)))


def _places(policy: Policy) -> Iterator[tuple[str, str]]:
    for clause in every_clause(policy):
        yield clause.id, clause.wording.text
        yield from ((f"{clause.id}#{note.id}", note.wording.text) for note in clause.notes)
    for section in policy.all_sections():
        yield f"section:{section.id}", section.heading.text if section.heading else ""
    for table in policy.front:
        cells = [*table.columns, *(cell for row in table.rows for cell in row)]
        yield f"front:{table.id}", " ".join(filter(None, (cell.text for cell in cells)))
    for field, model in (("document", policy.document), ("school", policy.organisation)):
        yield from ((f"{field}:{name}", str(getattr(model, name))) for name in type(model).model_fields)
    yield "decision", " ".join(decision.body for decision in policy.decisions)


@pytest.mark.parametrize("school", CODES)
def test_every_norm_and_fault_that_was_read_in_an_original_is_in_the_table(school: str) -> None:
    assert (len(TABLE[school]["norms"]), len(TABLE[school]["faults"])) == CODES[school]


@pytest.mark.parametrize("school", CODES)
def test_every_norm_of_an_original_has_its_place_in_the_first_version(school: str) -> None:
    assert {code: place for code, place in TABLE[school]["norms"].items() if not places(school).get(place)} == {}


@pytest.mark.parametrize("school", CODES)
def test_every_fault_of_an_original_is_printed_in_the_first_version(school: str) -> None:
    faults = [(code, shown) for code, every in TABLE[school]["faults"].items() for shown in every]
    assert [
        (code, shown) for code, shown in faults if shown.get("text", "") not in places(school).get(shown["place"], "")
    ] == []


@pytest.mark.parametrize("school", CODES)
def test_no_clause_of_a_first_version_says_what_no_norm_of_the_original_says(school: str) -> None:
    placed = {place.split("#")[0] for place in TABLE[school]["norms"].values()}
    assert {clause.id for clause in first_version(school).clauses()} - placed <= {"achtergrond.lead"}


def test_schools_share_the_clauses_that_say_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    held = {school: {clause.id for clause in first_version(school).clauses()} for school in CODES}
    with capsys.disabled():
        for school, ids in held.items():
            others = set().union(*(theirs for other, theirs in held.items() if other != school))
            print(f"\n{school}: {len(ids & others)} of {len(ids)} clauses are shared with another school", end="")
        print()
    assert all(ids & set().union(*(held[o] for o in held if o != school)) for school, ids in held.items())
