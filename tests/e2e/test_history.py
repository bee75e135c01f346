"""Every version that was adopted can be read, and of every clause it is told what happened to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ProjectMaker, Run

SCHOOL = "policy_src/schools/zuid/telefoons.yaml"
RELEASE = "policy_src/schools/zuid/releases/telefoons-1.0.json"
CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"
DAY = ("--today", "2026-11-20")


@pytest.fixture
def root(project: ProjectMaker, command: Run) -> Path:
    """The small project: zuid adopted 1.0 and works on 1.1, in which telephones lie elsewhere."""
    made = project()
    assert command(made, "release", "zuid", "--despite", "proef", *DAY)[0] == 0
    path = made / SCHOOL
    text = path.read_text("utf-8").replace(
        'version: "1.0", status: vastgesteld, day: 2026-09-01', 'version: "1.1", status: concept'
    )
    path.write_text(text.replace("bewaarplek: thuis", "bewaarplek: in de kluis"), "utf-8")
    return made


def rows(command: Run, root: Path, clause: str, school: str = "zuid") -> list[list[str]]:
    """The rows that `show` prints of a clause's history."""
    code, out, err = command(root, "show", school, clause)
    assert code == 0, err
    table = [line.split("\t") for line in out.splitlines() if "\t" in line]
    return [row for row in table if row[0].startswith(("since", "in "))]


def test_show_tells_since_when_a_clause_is_there_and_what_became_of_it(root: Path, command: Run) -> None:
    assert rows(command, root, "afspraken.opbergen") == [
        ["since", "1.0 (2026-09-01)", ""],
        ["in version 1.1 (in the making)", "other value, thuis → in de kluis", ""],
    ]
    assert rows(command, root, "tips.vraag") == [["since", "1.0 (2026-09-01)", ""]]


def test_where_nothing_was_frozen_there_is_no_history_to_show(root: Path, command: Run) -> None:
    assert rows(command, root, "tips.vraag", "noord") == []


def test_a_release_that_was_edited_is_never_told_as_adopted(root: Path, command: Run) -> None:
    release = root / RELEASE
    release.write_text(release.read_text("utf-8").replace("thuis", "elders"), "utf-8")
    found = rows(command, root, "afspraken.opbergen")
    assert found == [["since", "1.1 (in the making)", ""], ["in version 1.0", "not known: this release was edited", ""]]


def test_the_text_that_was_released_is_not_told_twice(project: ProjectMaker, command: Run) -> None:
    made = project()
    assert command(made, "release", "zuid", "--despite", "proef", *DAY)[0] == 0
    assert rows(command, made, "afspraken.opbergen") == [["since", "1.0 (2026-09-01)", ""]]
