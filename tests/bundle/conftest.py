"""The handbooks of the board and of an awkward school, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolprotocol.config import Folders
from tests.bundle.making import Book, build, new_board
from tests.conftest import made_once


@pytest.fixture(scope="session")
def board(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """The board with an awkward school, and all handbooks."""

    def make(folder: Path) -> None:
        assert build(new_board(folder), "bundle").exit_code == 0

    folder = made_once(tmp_path_factory, "board-bundled", make)
    return Folders(folder, folder / "build")


def of(board: Folders, school: str, *texts: str) -> Book:
    """The handbook of a school."""
    return Book(board, board.build / f"bundle/{school}.pdf", tuple(f"{school}-{text}" for text in texts))


@pytest.fixture(scope="session")
def linde(board: Folders) -> Book:
    """Two adopted protocols, and one that is a proposal."""
    return of(board, "linde", "ai", "pesten", "telefoons")


@pytest.fixture(scope="session")
def haven(board: Folders) -> Book:
    """One adopted protocol with a proposal beside it, and two that are proposals."""
    return of(board, "haven", "ai", "pesten", "telefoons-1.0")


@pytest.fixture(scope="session")
def kade(board: Folders) -> Book:
    """Three protocols with the same ids, one without headings, and one that lapsed."""
    return of(board, "kade", "een", "kaal", "lang", "twee")


@pytest.fixture(params=["linde", "haven", "kade"])
def book(request: pytest.FixtureRequest) -> Book:
    """Each of them."""
    found: Book = request.getfixturevalue(request.param)
    return found
