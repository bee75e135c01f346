"""The page with deviations of our own schools: every text that differs and every reason, on one page that is small."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from lxml import html

from schoolprotocol.build.editions import editions_of
from schoolprotocol.build.facts import facts_of
from schoolprotocol.build.overview import tables
from schoolprotocol.config import Folders
from schoolprotocol.outputs.overview.deviating import DEVIATING, differing
from schoolprotocol.outputs.overview.deviations import PAGE, deviation_files
from tests.repository import ROOT, corpus, policies

LIMIT = 100_000
"""Bytes."""


@pytest.fixture(scope="module")
def files() -> Mapping[str, str | bytes]:
    """The pages of the working texts."""
    found = [facts_of(corpus(), key, policy, editions_of(corpus(), key, policy)) for key, policy in policies().items()]
    templates = Folders(ROOT, ROOT / "build").templates
    files = deviation_files(tables(corpus(), found), templates, publisher="Wij", url="https://wij.example/")
    return {name: content for name, content in files if content is not None}


def test_each_page_is_small(files: Mapping[str, str | bytes]) -> None:
    sizes = {name: len(text.encode()) for name, text in files.items() if isinstance(text, str) and "html" in name}
    assert PAGE in sizes
    assert {name: size for name, size in sizes.items() if size >= LIMIT} == {}


def test_every_clause_in_which_a_school_deviates_is_there_with_its_texts_and_reasons(
    files: Mapping[str, str | bytes],
) -> None:
    pages: list[Any] = [html.document_fromstring(text) for name, text in files.items() if name.endswith("html")]
    shown = " ".join(" ".join(page.text_content().split()) for page in pages)
    for table in tables(
        corpus(),
        [facts_of(corpus(), key, policy, editions_of(corpus(), key, policy)) for key, policy in policies().items()],
    ):
        rows = [row for row in table.rows() if any(cell.kind in DEVIATING for cell in row.cells)]
        told = [clause for _theme, clauses in differing(table) for clause in clauses]
        assert [clause.id for clause in told] == [row.id for row in rows]
        for clause in told:
            texts = [clause.base, *(said.lines for said in clause.said)]
            for line in (line for lines in texts for line in lines):
                assert " ".join("".join(piece.text for piece in line).split()) in shown
            assert all(said.lines or said.kind == "omitted" for said in clause.said), clause.id
        for reason in (cell.reason for row in rows for cell in row.cells if cell.reason):
            assert " ".join(reason.split()) in shown
