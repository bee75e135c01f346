"""What fuzzing changes in its process is put back after each test."""

from __future__ import annotations

import tempfile

import pytest


@pytest.fixture(autouse=True)
def _own_temporary_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """`targets` lets libraries write in its workshop only; other tests have other users, who may not."""
    monkeypatch.setattr(tempfile, "tempdir", tempfile.gettempdir())
