"""What changes beside the studio, or by it, is read again: that, all of it, and no more."""

from __future__ import annotations

import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from schoolprotocol import Project
from schoolprotocol.build.preview import Previews
from schoolprotocol.source import load, school
from schoolprotocol.studio.database import Database
from schoolprotocol.studio.door.people import ALONE
from schoolprotocol.studio.workplace import Workplace

SCHOOL = "policy_src/schools/noord/school.yaml"
VARIANT = "policy_src/schools/noord/telefoons.yaml"
PROTOCOL = "policy_src/protocols/telefoons/protocol.yaml"


@pytest.fixture
def place(root: Path) -> Workplace:
    return Workplace(root, None, Database(root))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The schools of which the files are looked at."""
    found: list[str] = []
    really = school.read_school

    def noted(reader: Any, id_: str, protocols: Any) -> Any:
        found.append(id_)
        return really(reader, id_, protocols)

    monkeypatch.setattr(load, "read_school", noted)
    return found


def test_a_page_after_a_save_asks_the_disk_for_the_school_that_was_saved_only(
    place: Workplace, read: list[str]
) -> None:
    assert len(place.project.corpus.schools) > 2
    place.save(ALONE, "plaats", lambda edit, _project: edit.set_school("noord", "place", "Assen"))
    read.clear()
    assert place.project.corpus.schools["noord"].school.place == "Assen"
    assert read == ["noord"]


def test_changes_that_no_page_asked_for_in_between_are_all_read(place: Workplace, root: Path) -> None:
    assert place.project.corpus.schools
    for id_, town in (("noord", "Assen"), ("zuid", "Emmen")):
        path = root / f"policy_src/schools/{id_}/school.yaml"
        path.write_text(path.read_text("utf-8").replace("name: ", f"name: {town} ", 1), "utf-8")
        place.renew()
    names = [place.project.corpus.schools[one].school.name for one in ("noord", "zuid")]
    assert [name.partition(" ")[0] for name in names] == ["Assen", "Emmen"]


def test_who_asks_for_a_page_that_is_being_made_gets_that_one(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    really = Previews._written

    def noted(previews: Previews, shown: Any, name: str) -> Any:
        made.append(name)
        return really(previews, shown, name)

    monkeypatch.setattr(Previews, "_written", noted)
    document = place.project.document("noord", "telefoons")
    with ThreadPoolExecutor(6) as people:
        pages = [one.html for one in people.map(lambda _number: document.preview(), range(6))]
    assert len(made) == 1
    assert len(set(pages)) == 1


def another_name(root: Path) -> None:
    path = root / SCHOOL
    if path.is_file():
        path.write_text(path.read_text("utf-8").replace("name: ", "name: Nieuw ", 1), "utf-8")


def spoiled(root: Path) -> None:
    if (root / VARIANT).parent.is_dir():
        (root / VARIANT).write_text("protocol: [telefoons\n", "utf-8")


def gone(root: Path) -> None:
    (root / VARIANT).unlink(missing_ok=True)


def school_gone(root: Path) -> None:
    shutil.rmtree(root / "policy_src/schools/noord", ignore_errors=True)


def a_school_more(root: Path) -> None:
    shutil.copytree(root / "policy_src/schools/zuid", root / "policy_src/schools/oost", dirs_exist_ok=True)


def a_word_in_the_catalogue(root: Path) -> None:
    path = root / PROTOCOL
    path.write_text(path.read_text("utf-8").replace("title: ", "title: Nieuw ", 1), "utf-8")


def a_file_that_belongs_nowhere(root: Path) -> None:
    (root / "policy_src/schools/zuid/kladblok.txt").write_text("x", "utf-8")


def all_as_it_was(root: Path) -> None:
    shutil.rmtree(root / "policy_src")
    shutil.copytree(root / "eerst", root / "policy_src")


WAYS = [another_name, spoiled, gone, school_gone, a_school_more, a_word_in_the_catalogue, a_file_that_belongs_nowhere]


@pytest.mark.parametrize("seed", range(12))
def test_whatever_changes_in_whatever_order_the_studio_knows_what_a_first_look_would_tell(
    place: Workplace, root: Path, seed: int
) -> None:
    chance = random.Random(seed)
    shutil.copytree(root / "policy_src", root / "eerst")
    for _turn in range(8):
        change = chance.choice([*WAYS, all_as_it_was, all_as_it_was])
        change(root)
        place.renew()
        if chance.random() < 0.6:
            fresh = Project.open(root)
            assert place.project.corpus == fresh.corpus
            assert place.project.faults == fresh.faults
