"""The schools' protocols in Word, and their reports from the last release to the source."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.compare.prove import rebuild
from schoolprotocol.documents.comparing import changes_since_release
from schoolprotocol.documents.finding import Key
from schoolprotocol.outputs.word.document import DocumentInput, document_docx
from schoolprotocol.policy.model import Policy
from tests.content.conftest import each_document
from tests.docx import document
from tests.docx.making import written
from tests.docx.numbers import NumberedWord
from tests.docx.pandoc import expected, paragraphs, without_numbers
from tests.docx.word import Side
from tests.intake import round_trip
from tests.repository import corpus, policies

pytestmark = [pytest.mark.slow, pytest.mark.stress]


def shown(key: Key) -> DocumentInput:
    """What a document shows."""
    return document.shown(policies()[key], corpus().schools[key[0]].school.style)


@cache
def changes(key: Key) -> ChangeSet | None:
    """Since its last release; None where there is none."""
    return changes_since_release(corpus(), key, policies()[key])


@each_document
def test_the_document_says_what_the_policy_says_to_us_and_to_another_program(key: Key, tmp_path: Path) -> None:
    document.assert_it_says_what_its_policy_says(shown(key))
    document.assert_another_program_reads_it_so(shown(key), tmp_path)


@each_document
def test_the_document_has_its_notes_contents_and_colours_and_is_whole(key: Key) -> None:
    one = shown(key)
    document.assert_its_notes_are_footnotes(one)
    document.assert_its_contents_list_the_headings(one)
    document.assert_its_headings_have_the_colour_of_the_house(one)
    data = document_docx(one)
    document.assert_it_defines_what_it_uses(data)
    document.assert_its_contents_lead_to_the_headings(data)
    document.assert_two_tables_never_touch(data)


@each_document
def test_accepting_gives_the_new_protocol_and_rejecting_the_old_one(key: Key, tmp_path: Path) -> None:
    one = changes(key)
    if one is None:
        return  # it was never adopted
    data = written(one)
    sides: tuple[tuple[Side, Policy], ...] = ("accept", rebuild(one, "new")), ("reject", rebuild(one, "old"))
    for side, policy in sides:
        wanted = expected(policy)
        assert without_numbers(paragraphs(data, side, tmp_path), policy) == without_numbers(wanted, policy)
        assert [text for _style, text in NumberedWord(data, side).paragraphs()] == wanted


@each_document
def test_the_report_is_the_same_each_time(key: Key) -> None:
    one = changes(key)
    assert one is None or written(one) == written(ChangeSet.model_validate_json(one.model_dump_json()))


@each_document
def test_the_document_is_read_as_the_protocol_that_it_was_made_of(key: Key) -> None:
    assert round_trip.differences(shown(key)) == []
