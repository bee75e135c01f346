"""Accepting every tracked change gives the new document, rejecting every one the old one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings

from schoolprotocol.policy.model import Policy
from tests.compare.test_laws import policy, versions
from tests.docx.edits import EDITS, filled
from tests.docx.making import Editor, report
from tests.docx.numbers import NumberedWord
from tests.docx.pandoc import expected, paragraphs, without_numbers
from tests.docx.word import Side, Word


@pytest.mark.stress
@pytest.mark.parametrize("name", EDITS)
def test_pandoc_reads_the_new_text_when_it_accepts_and_the_old_when_it_rejects(
    edited: Editor, name: str, tmp_path: Path
) -> None:
    one = edited(name)
    sides: tuple[tuple[Side, Policy], ...] = ("accept", one.new), ("reject", one.old)
    for side, version in sides:
        read = paragraphs(one.report, side, tmp_path)
        assert without_numbers(read, version) == without_numbers(expected(version), version)


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("back", [False, True], ids=["", "back"])
def test_word_keeps_styles_lists_and_rows_on_either_side(
    edited: Editor, unchanged: Callable[[Policy], bytes], name: str, back: bool
) -> None:
    one = edited(name, back=back)
    assert Word(one.report, "accept").paragraphs() == paragraphs_of(unchanged(one.new), "accept")
    assert Word(one.report, "reject").paragraphs() == paragraphs_of(unchanged(one.old), "reject")


@cache
def paragraphs_of(whole: bytes, side: Side) -> object:
    """What a report without changes says: most edits have a version in common, of which it is read once."""
    return Word(whole, side).paragraphs()


@pytest.mark.stress
@pytest.mark.slow
@settings(max_examples=40)
@given(versions(), versions())
def test_any_two_versions_are_both_in_the_document(klein: Policy, one: object, other: object) -> None:
    old, new = (filled(policy(klein, given)) for given in (one, other))  # type: ignore[arg-type]
    data = report(old, new)
    assert NumberedWord(data, "accept").paragraphs() == NumberedWord(report(new, new), "reject").paragraphs()
    assert NumberedWord(data, "reject").paragraphs() == NumberedWord(report(old, old), "accept").paragraphs()
