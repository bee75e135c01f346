"""A worker elsewhere makes documents with the templates that the project has here."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

from schoolprotocol.build.crew.answer import read
from schoolprotocol.build.crew.remote import Parcel, _own, make_there, packed
from schoolprotocol.build.inputs import program_here
from schoolprotocol.build.jobs import Task, hand_over, job_of
from schoolprotocol.config import Folders
from schoolprotocol.errors import MissingOnMachineError
from tests.helpers import PROTOCOL, loaded, policy_of
from tests.own_templates.conftest import own


def test_a_worker_gets_the_files_that_a_project_has_instead_of_ours(root: Path) -> None:
    own(root, "schoolgids/excerpt.md.j2", ("\n", "\n\nEigen regel.\n\n"))
    folders = Folders(root, root / "build")
    task = Task("noord", PROTOCOL, ("schoolgids",), folders)
    hand_over(task, policy_of(root, "noord"))
    content = packed(task, job_of(loaded(root), task), {})
    parcel = Parcel(task, program_here(), folders.templates.digest(), content.zipped())
    sent = pickle.loads(pickle.dumps((parcel, _own(folders.templates))))
    answer = read(make_there(*sent), task, ["noord-telefoons"])
    assert answer.outcome.error is None, answer.outcome
    assert "Eigen regel." in answer.files["schoolgids/noord-telefoons.md"].decode()
    other = read(make_there(replace(parcel, templates="other"), _own(folders.templates)), task, [])
    assert "has another version" in str(other.outcome.error)
    assert other.outcome.exit_code == MissingOnMachineError.exit_code
