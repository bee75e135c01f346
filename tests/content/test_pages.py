"""No page of a paper that people read or sign parts what belongs together."""

from __future__ import annotations

import pytest

from schoolprotocol.outputs.pdf.unbroken import names_of
from tests.content.conftest import Built
from tests.paper import faults


@pytest.mark.slow
def test_no_page_of_a_document_a_report_or_a_card_parts_what_belongs_together(built: Built) -> None:
    build = built.folders.build
    names = {name for policy in built.policies.values() for name in names_of(policy.organisation)}
    papers = [file for folder in ("pdf", "kaart", "diff", "bundle") for file in sorted((build / folder).rglob("*.pdf"))]
    found = {file.relative_to(build).as_posix(): faults(file, names=names) for file in papers}
    assert found
    assert {name: told for name, told in found.items() if told} == {}
