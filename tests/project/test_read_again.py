"""A project with other content in some files reads again what these can touch, and finds what reading all finds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from schoolprotocol import Corpus, Project
from tests.docs.following import KLEIN

FILES = sorted(
    path.relative_to(KLEIN).as_posix()
    for path in KLEIN.rglob("*.yaml")
    if path.relative_to(KLEIN).parts[0] == "policy_src"
)
NEW = "policy_src/schools/oost/school.yaml"


def told(corpus: Corpus) -> tuple[object, ...]:
    """All that a source says."""
    return (
        corpus.project,
        corpus.references,
        corpus.protocols,
        corpus.schools,
        corpus.parameters,
        corpus.school_ids,
        corpus.protocol_ids,
        [(one.kind, one.place, one.values) for one in corpus.faults],
    )


def both(project: Project, files: dict[str, str | None]) -> tuple[Corpus, Corpus]:
    """The source with other files: read again in part, and whole."""
    project.corpus  # noqa: B018 (read first)
    return project.with_files(files).corpus, Project(project.folders).with_files(files).corpus


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("how", ["comment", "broken", "gone"])
def test_what_is_read_again_is_what_stands_there(file: str, how: str) -> None:
    project = Project.open(KLEIN)
    text = (KLEIN / file).read_text("utf-8")
    content = {"comment": f"{text}\n# een opmerking\n", "broken": "x: [", "gone": None}[how]
    part, whole = both(project, {file: content})
    assert told(part) == told(whole)


def test_a_new_school_is_read(tmp_path: Path) -> None:
    root = Path(shutil.copytree(KLEIN, tmp_path / "project"))
    project = Project.open(root)
    text = (root / "policy_src/schools/noord/school.yaml").read_text("utf-8").replace("Noord", "Oost")
    part, whole = both(project, {NEW: text})
    assert told(part) == told(whole)
    assert "oost" in part.schools


def test_what_was_changed_is_changed_further() -> None:
    project = Project.open(KLEIN)
    project.corpus  # noqa: B018 (read first)
    file = "policy_src/schools/noord/telefoons.yaml"
    text = (KLEIN / file).read_text("utf-8")
    first = project.with_files({file: text.replace('"1.1"', '"1.2"')})
    assert first.document("noord").policy.document.version == "1.2"
    file = "policy_src/schools/zuid/school.yaml"
    second = first.with_files({file: (KLEIN / file).read_text("utf-8")})
    assert second.document("noord").policy.document.version == "1.2"


def test_a_fault_of_another_school_is_still_told() -> None:
    project = Project.open(KLEIN).with_files({"policy_src/schools/zuid/school.yaml": "x: ["})
    assert project.faults
    after = project.with_files({"policy_src/schools/noord/telefoons.yaml": None})
    assert {one.place.file for one in after.faults} >= {one.place.file for one in project.faults}
