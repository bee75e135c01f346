"""Schools that are read one by one, or alone, give what all of them together give; and nobody holds more than one."""

from __future__ import annotations

import gc
import shutil
import weakref
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from schoolprotocol import Project
from schoolprotocol.diagnostics import Kind, sort
from schoolprotocol.documents.impact import between
from schoolprotocol.documents.revisions import corpus_at
from tests.conftest import ProjectMaker
from tests.e2e.test_impact import committed

TODAY = date(2026, 11, 20)
SCHOOLS, PROTOCOLS = "policy_src/schools", "policy_src/protocols"
CLAUSES = f"{PROTOCOLS}/telefoons/clauses/alles.yaml"


def _change(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), "utf-8")


EDITS: dict[str, Callable[[Path], object]] = {
    "nothing": lambda root: root,
    "a clause of all": lambda root: _change(root, CLAUSES, "Niemand maakt", "Geen mens maakt"),
    "a value of the board": lambda root: _change(root, f"{SCHOOLS}/delta/telefoons.yaml", "in de tas", "in de kluis"),
    "a file of one school": lambda root: _change(root, f"{SCHOOLS}/haven/telefoons.yaml", "in de pauze", "na de les"),
    "a school gone": lambda root: shutil.rmtree(root / SCHOOLS / "es"),
    "the board gone": lambda root: shutil.rmtree(root / SCHOOLS / "delta"),
    "a school more": lambda root: shutil.copytree(root / SCHOOLS / "linde", root / SCHOOLS / "aalst"),
    "a file renamed": lambda root: (root / SCHOOLS / "es/telefoons.yaml").rename(root / SCHOOLS / "es/telefoon.yaml"),
    "a fault in a school": lambda root: _change(root, f"{SCHOOLS}/linde/school.yaml", "kind:", "soort:"),
    "a fault in the board": lambda root: _change(root, f"{SCHOOLS}/delta/telefoons.yaml", "parameters:", "waarden:"),
    "a fault in a clause": lambda root: _change(root, CLAUSES, "{{ school.contact }}", "{{ school.contct }}"),
    "a fault in what all share": lambda root: (root / "policy_src/references.yaml").write_text("- id: kapot\n"),
    "a base that is not there": lambda root: _change(root, f"{SCHOOLS}/es/telefoons.yaml", ": delta", ": deltaa"),
}
edits = pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)


@edits
def test_schools_one_by_one_have_the_documents_and_faults_of_all(
    project: ProjectMaker, edit: Callable[[Path], object]
) -> None:
    root = project("bestuur")
    edit(root)
    whole, faults, found, spoiled = Project.open(root), [*Project.open(root).common.faults], [], []
    for school, alone in Project.open(root).one_by_one():
        own = [one for one in alone.sound.value if one.school == school]
        found += [(one.key, one.policy, one.standing(today=TODAY)) for one in own]
        faults += alone.sound.faults
        spoiled += [one for one in alone.spoiled if one.school == school]
    assert found == [(one.key, one.policy, one.standing(today=TODAY)) for one in whole.sound.value]
    assert sort(faults) == whole.sound.faults
    assert sort(spoiled) == sort(whole.spoiled)


@edits
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_what_a_change_touches_is_the_same_one_by_one(project: ProjectMaker, edit: Callable[[Path], object]) -> None:
    root = committed(project("bestuur"))
    edit(root)
    corpus = Project.open(root).corpus
    one_by_one = Project.open(root).impact("HEAD")
    whole = between(corpus, corpus_at(corpus, "HEAD"), "HEAD")
    assert one_by_one == whole


def test_who_goes_through_the_schools_holds_one(project: ProjectMaker) -> None:
    seen: list[weakref.ref[object]] = []
    gc.disable()  # as commands do
    try:
        for _school, alone in Project.open(project("bestuur")).one_by_one():
            assert alone.sound.value or alone.spoiled == ()
            seen.append(weakref.ref(alone.corpus))
            assert sum(one() is not None for one in seen) == 1
    finally:
        gc.enable()
    assert len(seen) == 4


def test_a_school_alone_is_held_against_the_names_of_all(project: ProjectMaker) -> None:
    root = project("bestuur")
    _change(root, f"{SCHOOLS}/es/school.yaml", "email:", "aliases: [Kwintus]\nemail:")
    _change(root, CLAUSES, "text: Niemand", "text: Bij Kwintus mag het niet. Niemand")
    alone = Project.open(root).only("haven")
    found = alone.document("haven", "telefoons").check(today=TODAY)
    assert Kind.OTHER_SCHOOL in {one.kind for one in found}
    assert found == Project.open(root).document("haven", "telefoons").check(today=TODAY)
    assert set(alone.corpus.schools) == {"haven", "delta"}


def test_a_school_alone_stays_alone(project: ProjectMaker) -> None:
    alone = Project.open(project("bestuur")).only("haven")
    later = alone.with_files({f"{SCHOOLS}/es/school.yaml": "kapot"})
    assert (later.corpus.schools.keys(), later.corpus.faults) == (alone.corpus.schools.keys(), ())
    assert alone.now([CLAUSES]).corpus.schools.keys() == {"haven", "delta"}
