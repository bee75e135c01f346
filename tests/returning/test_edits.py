"""What people do to our Word files comes back to the text that they did it to, or is listed as not placed."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolprotocol.machine import find_office
from tests.returning.documents import given
from tests.returning.edits import ACTS, FILES, Figures, Tried, files, judge, saved


def _judged(tried: list[Tried]) -> Figures:
    figures = Figures()
    for one in tried:
        judge(one, figures)
    return figures


def test_an_edit_comes_back_to_its_text_or_is_not_placed(tmp_path: Path) -> None:
    tried = list(files(given(tmp_path), 120))
    figures = _judged(tried)
    assert figures.other == []
    assert figures.lost == []
    assert sum(figures.right.values()) > 9 * sum(figures.unplaced.values())


@pytest.mark.stress
def test_two_thousand_edits_come_back_also_after_libreoffice_saved_them(tmp_path: Path) -> None:
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")
    tried = list(files(given(tmp_path), 2000, seed=2))
    saved(tried[1::3], tmp_path, "docx")
    saved(tried[2::3], tmp_path, "odt")
    figures = _judged(tried)
    assert figures.other == []
    assert figures.lost == []
    assert {edit.kind for one in tried for edit in one.edits} >= {*figures.right}
    assert {one.how for one in tried} == set(FILES)
    assert len({edit.kind for one in tried for edit in one.edits}) >= len(ACTS)


def test_a_file_in_which_nobody_did_anything_proposes_nothing(tmp_path: Path) -> None:
    for one in given(tmp_path):
        figures = Figures()
        judge(Tried(one, [], one.data, "-"), figures)
        assert figures.other == []
