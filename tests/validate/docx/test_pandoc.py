"""pandoc accepts and rejects the changes of every report that we made, and reads both versions."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.compare.prove import rebuild
from tests.docx.pandoc import Side, expected, paragraphs, without_numbers
from tests.repository import corpus
from tests.validate import made

REPORTS = [file for file in made.different(made.files("report.docx")) if file.with_suffix(".json").is_file()]


@pytest.mark.parametrize("side", ["accept", "reject"])
@pytest.mark.parametrize("file", REPORTS, ids=made.name)
def test_accepting_gives_the_new_text_and_rejecting_the_old(file: Path, side: Side, tmp_path: Path) -> None:
    changes = ChangeSet.model_validate_json(file.with_suffix(".json").read_text("utf-8"))
    policies = rebuild(changes, "old"), rebuild(changes, "new")
    assert expected(policies[0]) != expected(policies[1])
    policy = policies[side == "accept"]
    read = paragraphs(file.read_bytes(), side, tmp_path)
    assert without_numbers(read, policy) == without_numbers(expected(policy), policy)


def test_there_is_a_report_of_every_document_with_a_release_and_of_the_small_project() -> None:
    schools = {key[0] for key in corpus().documents() if corpus().schools[key[0]].releases_of(key[1])}
    places = {part.split("-")[0] for file in REPORTS for part in made.name(file).split("/")}
    assert places >= {*schools, "noord"}
