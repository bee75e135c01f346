"""The two documents of the small project, made once."""

from __future__ import annotations

import pytest

from tests.conftest import ROOTS
from tests.pdf.making import Made, make


@pytest.fixture(scope="session")
def concept(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """`noord`: version 1.1, not adopted."""
    return make(ROOTS / "klein", "noord", tmp_path_factory.mktemp("noord"))


@pytest.fixture(scope="session")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """`zuid`: version 1.0, adopted."""
    return make(ROOTS / "klein", "zuid", tmp_path_factory.mktemp("zuid"))


@pytest.fixture(params=["concept", "adopted"])
def made(request: pytest.FixtureRequest) -> Made:
    """Each of the two documents."""
    document: Made = request.getfixturevalue(request.param)
    return document
