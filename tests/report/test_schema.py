"""The published schema of report.json is in step with the model, and describes the reports that we make."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.compare.compare import compare
from schoolprotocol.outputs.report.report import report_json
from schoolprotocol.outputs.report.schema import FILE, changeset_schema, schema_text, write_changeset_schema
from tests.conftest import ROOTS
from tests.docx.edits import EDITS
from tests.helpers import policy_of

ROOT = Path(__file__).parents[2]


def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(changeset_schema())


@pytest.fixture(scope="module")
def reports() -> dict[str, ChangeSet]:
    """Changes of every kind, by the name of the edit that made them."""
    klein = policy_of(ROOTS / "klein")
    made = {name: compare(*edit(klein), [], {}) for name, edit in EDITS.items()}
    return {name: changes for name, changes in made.items() if changes.changes}


def test_the_written_schema_is_up_to_date() -> None:
    assert (ROOT / FILE).read_text("utf-8") == schema_text(), "run: schoolprotocol schema"


def test_it_is_a_valid_schema_and_writing_it_gives_the_same_bytes(tmp_path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(changeset_schema())
    first = write_changeset_schema(tmp_path).read_bytes()
    assert write_changeset_schema(tmp_path).read_bytes() == first


def test_reports_are_as_the_schema_says(reports: dict[str, ChangeSet]) -> None:
    assert len(reports) > 20
    schema = validator()
    for name, changes in reports.items():
        assert not list(schema.iter_errors(json.loads(report_json(changes)))), name


def test_a_report_with_an_unknown_key_or_facet_is_not(reports: dict[str, ChangeSet]) -> None:
    data = json.loads(report_json(next(iter(reports.values()))))
    schema = validator()
    assert list(schema.iter_errors({**data, "extra": 1}))
    data["changes"][0]["facets"] = ["vanished"]
    assert list(schema.iter_errors(data))
