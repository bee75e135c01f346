"""What the schools changed since their last release, as data."""

from __future__ import annotations

import json

from schoolprotocol.documents.comparing import changes_since_release
from schoolprotocol.documents.finding import Key
from schoolprotocol.outputs.report.report import report_json
from tests.content.conftest import each_document
from tests.report.test_schema import validator
from tests.repository import corpus, policies


@each_document
def test_the_report_of_a_document_is_as_the_schema_says(key: Key) -> None:
    changes = changes_since_release(corpus(), key, policies()[key])
    assert changes is None or not list(validator().iter_errors(json.loads(report_json(changes))))
