"""The published schema of report.json is in step with the model, and describes the reports that we make."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.documents.comparing import changes_since_release
from schoolprotocol.documents.finding import Key, open_corpus, policies_of, resolve_all
from schoolprotocol.outputs.report.report import report_json
from schoolprotocol.outputs.report.schema import FILE, changeset_schema, schema_text, write_changeset_schema

ROOT = Path(__file__).parents[2]


def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(changeset_schema())


@pytest.fixture(scope="module")
def reports() -> dict[Key, ChangeSet]:
    """The change sets of the real documents that have a release."""
    corpus = open_corpus(ROOT)
    made = {key: changes_since_release(corpus, key, policy) for key, policy in policies_of(resolve_all(corpus)).items()}
    return {key: changes for key, changes in made.items() if changes is not None}


def test_the_written_schema_is_up_to_date() -> None:
    assert (ROOT / FILE).read_text("utf-8") == schema_text(), "run: schoolprotocol schema"


def test_it_is_a_valid_schema_and_writing_it_gives_the_same_bytes(tmp_path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(changeset_schema())
    first = write_changeset_schema(tmp_path).read_bytes()
    assert write_changeset_schema(tmp_path).read_bytes() == first


def test_real_reports_are_as_the_schema_says(reports: dict[Key, ChangeSet]) -> None:
    assert reports
    for key, changes in reports.items():
        assert changes.changes, key
        assert not list(validator().iter_errors(json.loads(report_json(changes)))), key


def test_a_report_with_an_unknown_key_or_facet_is_not(reports: dict[Key, ChangeSet]) -> None:
    data = json.loads(report_json(next(iter(reports.values()))))
    assert list(validator().iter_errors({**data, "extra": 1}))
    data["changes"][0]["facets"] = ["vanished"]
    assert list(validator().iter_errors(data))
