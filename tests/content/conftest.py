"""The content of this repository, built once for all tests that open its outputs.

Only tests in this folder may depend on what `policy_src` says; a fork with schools of its own replaces
`test_faults.py`, and the rest holds for its schools as it does for ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from schoolprotocol.build import run
from schoolprotocol.config import Folders
from schoolprotocol.documents.finding import Key
from schoolprotocol.errors import SourceError
from schoolprotocol.policy.model import Policy
from tests.conftest import made_once
from tests.repository import ROOT, corpus, named, policies


def _documents() -> list[Key]:
    """Every document; none where the source has faults, which `test_source.py` tells."""
    try:
        return sorted(corpus().documents())
    except SourceError:
        return []


DOCUMENTS = _documents()
each_document = pytest.mark.parametrize("key", DOCUMENTS, ids=named)


@dataclass(frozen=True)
class Built:
    """Everything that `make all` makes, and of what."""

    folders: Folders
    policies: dict[Key, Policy]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """All outputs of every school."""

    def make(build: Path) -> None:
        assert run.build(Folders(ROOT, build)).exit_code == 0

    return Built(Folders(ROOT, made_once(tmp_path_factory, "content", make)), policies())
