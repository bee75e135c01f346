"""The real content, built once for all tests that open its outputs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.config import TARGETS, Folders
from generator.model.policy import Policy
from generator.pipeline import building, documents, overview, planning
from generator.pipeline.crews import Local
from generator.pipeline.inputs import inputs

ROOT = Path(__file__).parents[2]
SCHOOLS = ("aurora", "ccc", "koe", "msvr", "togtemaarschool")
"""The schools of this repository."""


@dataclass(frozen=True)
class Built:
    """Everything that `make all` makes, and of what."""

    folders: Folders
    policies: dict[str, Policy]
    """By school."""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """All outputs of the five schools."""
    folders = Folders(ROOT, tmp_path_factory.mktemp("build"))
    corpus = documents.open_corpus(ROOT)
    read = inputs(folders, {})
    plan = planning.plan(corpus, folders, TARGETS, read)
    outcomes = building.build(corpus, plan.tasks, read, Local())
    assert [outcome.error for outcome in outcomes] == [None] * len(SCHOOLS)
    overview.write_overview(corpus, folders, plan.facts)
    policies = documents.policies_of(documents.resolve_all(corpus))
    return Built(folders, {key[0]: policy for key, policy in policies.items()})
