"""The real content, built once for all tests that open its outputs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from schoolprotocol.build import building, overview, planning
from schoolprotocol.build.crew.local import Local
from schoolprotocol.build.inputs import inputs
from schoolprotocol.config import TARGETS, Folders
from schoolprotocol.documents import finding
from schoolprotocol.policy.model import Policy

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
    corpus = finding.open_corpus(ROOT)
    read = inputs(folders, {})
    plan = planning.plan(corpus, folders, TARGETS, read)
    outcomes = building.build(corpus, plan.tasks, read, Local())
    assert [outcome.error for outcome in outcomes] == [None] * len(SCHOOLS)
    overview.write_overview(corpus, folders, plan.facts)
    policies = finding.policies_of(finding.resolve_all(corpus))
    return Built(folders, {key[0]: policy for key, policy in policies.items()})
