"""A tiny library, and a board that begins with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schoolprotocol.library.taking import Shelf
from schoolprotocol.starting.answers import Answers, answers_of

LIBRARY = Path(__file__).parent / "bibliotheek"
TODAY = date(2026, 11, 22)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(LIBRARY)


def answers(*schools: Any, **more: Any) -> Answers:
    """The answers of a board; a school is its name, or its answers."""
    told = [{"name": one} if isinstance(one, str) else one for one in schools or ["De Wilg"]]
    return answers_of(
        {"board": {"name": "Stichting Delta", "website": "https://delta.example"}, "schools": told, **more}
    )
