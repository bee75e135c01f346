"""Releases, versions, change notes and suppressions: what the check says of them, and when it is silent."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from generator.check.rules import check_document, check_source
from generator.check.subject import of_release
from generator.diagnostics import Diagnostic, Kind
from generator.places import Place
from tests.check.cases import TIP, document
from tests.check.history import RELEASE, change, released, version, version_one
from tests.conftest import ProjectMaker
from tests.faults import CLAUSES, NOORD
from tests.helpers import codes, loaded, policy_of

TODAY = date(2026, 11, 20)


def of_source(root: Path) -> list[Diagnostic]:
    """What the check says of the source as a whole."""
    corpus = loaded(root)
    return check_source(corpus, {("noord", "telefoons"): policy_of(root)}, TODAY)


def test_a_release_that_was_edited_is_an_error_at_its_file(project: ProjectMaker) -> None:
    root = version_one(project)
    change(root, RELEASE, "Vraag het eerst.", "Vraag het niet.")
    (found,) = of_source(root)
    assert (found.kind, found.place) == (Kind.RELEASE_CHANGED, Place(RELEASE))


def test_a_release_that_is_only_laid_out_differently_says_the_same(project: ProjectMaker) -> None:
    root = version_one(project)
    data = json.loads((root / RELEASE).read_text("utf-8"))
    (root / RELEASE).write_text(json.dumps(data, indent=4), "utf-8")
    assert of_source(root) == []


def test_a_version_below_the_last_release_is_an_error(project: ProjectMaker) -> None:
    root = version_one(project)
    version(root, "0.9")
    (found,) = of_source(root)
    assert (found.kind, found.place.file, found.place.line) == (Kind.VERSION_BEHIND, NOORD, 3)


def test_a_version_above_the_last_release_is_sound(project: ProjectMaker) -> None:
    root = version_one(project)
    version(root, "1.10")
    assert of_source(root) == []


def test_a_released_version_that_says_something_else_by_now_is_reported(project: ProjectMaker) -> None:
    root = version_one(project)
    assert of_source(root) == []
    change(root, CLAUSES, "Vraag het eerst.", "Vraag het niet.")
    assert codes(of_source(root)) == [Kind.VERSION_RELEASED.code]


def test_everything_found_in_a_release_points_at_its_file(project: ProjectMaker) -> None:
    edit = document('version: "1.0", status: vastgesteld', "front: [{id: t, rows: [[Status, '']]}]\n")
    root = edit.made(project)
    change(root, CLAUSES, TIP, "  text: Zie hieronder, of vraag het Basisschool Zuid.\n")
    released(root)
    corpus = loaded(root)
    found = check_document(of_release(corpus, corpus.schools["noord"].releases[0], TODAY))
    assert {Kind.EMPTY_CELL, Kind.DEAD_POINTER, Kind.OTHER_SCHOOL, Kind.NO_REVIEW} <= {d.kind for d in found}
    assert {d.place for d in found} == {Place(RELEASE)}
