"""Rules that read a document as a careful reader does."""

from __future__ import annotations

import pytest

from tests.check.careful import FOUND, LEFT_ALONE, Reading
from tests.check.documents import found
from tests.helpers import spoken


def _name(reading: Reading) -> str:
    return f"{reading.kind.name}-{reading.text.splitlines()[-1][:50]}"


@pytest.mark.parametrize("reading", FOUND, ids=_name)
def test_a_careful_reader_would_stop_here(reading: Reading) -> None:
    told = found(reading.text, reading.kind, **reading.changes)
    assert told
    assert all(d.message() and d.remedy() and d.target for d in told)


@pytest.mark.parametrize("reading", LEFT_ALONE, ids=_name)
def test_what_only_looks_like_it_is_left_alone(reading: Reading) -> None:
    told = found(reading.text, reading.kind, **reading.changes)
    assert told == [], spoken(told)


def test_every_kind_is_shown_from_both_sides() -> None:
    assert {reading.kind for reading in FOUND} == {reading.kind for reading in LEFT_ALONE}
