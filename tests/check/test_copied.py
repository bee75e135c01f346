"""The folder of a school was copied as the start of another, and something of the first was left in it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from schoolprotocol.build import checking
from schoolprotocol.config import Folders
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.documents.checking import check_working
from schoolprotocol.source.load import load_shared, with_schools
from schoolprotocol.source.reader import Reader
from schoolprotocol.source.tree import FolderTree
from tests.conftest import ProjectMaker
from tests.helpers import loaded, spoken

TODAY = date(2026, 11, 20)
WEST = {
    "name: Basisschool Noord": "name: Basisschool West",
    "short: de basisschool Noord": "short: de basisschool West",
    "site_title: Basisschool Noord": "site_title: Basisschool West",
    "https://noord.example": "https://west.example",
}
"""What is a school's own in the file of `noord`, and what it is at another."""


def copied(root: Path, but: str | None = None, **mended: str) -> Path:
    """`noord` copied as `west`, all of it mended but what begins so; and with these keys otherwise."""
    folder = root / "policy_src/schools/west"
    shutil.copytree(folder.parent / "noord", folder, ignore=shutil.ignore_patterns("releases"))
    file = folder / "school.yaml"
    text = file.read_text("utf-8")
    for old, new in WEST.items():
        if but is not None and not old.startswith(but):
            assert old in text, (old, text)
            text = text.replace(old, new)
    file.write_text(text + "".join(f"{key}: {value}\n" for key, value in mended.items()), "utf-8")
    return file


def told(found: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    """The findings about what was left."""
    return [one for one in found if one.kind is Kind.LEFT_BY_COPYING]


def everywhere(root: Path) -> list[Diagnostic]:
    """What a check finds; of the whole, of what was kept, and of one school the same."""
    corpus = loaded(root)
    found = told(check_working(corpus, TODAY))
    assert told(checking.check(Folders(root, root / "build"), TODAY).found) == found
    one_by_one = []
    for school in corpus.school_ids:
        alone = with_schools(load_shared(Reader(FolderTree(root))).value, [school])  # type: ignore[arg-type]
        keys = [key for key in alone.documents() if key[0] == school]
        one_by_one += told(check_working(alone, TODAY, keys))
    assert {*spoken(one_by_one)} == {*spoken(found)}
    return found


def test_a_whole_copy_is_told_at_both_schools(project: ProjectMaker) -> None:
    root = project()
    copied(root)
    found = everywhere(root)
    assert [(one.school, one.values["other"], str(one.place)) for one in found] == [
        ("noord", "west", "policy_src/schools/noord/school.yaml:2"),
        ("west", "noord", "policy_src/schools/west/school.yaml:2"),
    ]
    assert "name: Basisschool Noord, short: de basisschool Noord" in found[1].message()


@pytest.mark.parametrize("left", WEST, ids=lambda left: left.partition(":")[0])
def test_each_line_that_was_forgotten_is_told(project: ProjectMaker, left: str) -> None:
    root = project()
    file = copied(root, left)
    found = [one for one in everywhere(root) if one.school == "west"]
    (line,) = [n for n, text in enumerate(file.read_text("utf-8").splitlines(), 1) if left in text]
    assert [one.place.line for one in found] == [line], spoken(found)


def test_a_copy_of_which_everything_was_mended_is_sound(project: ProjectMaker) -> None:
    root = project()
    copied(root, "niets")
    assert everywhere(root) == []


@pytest.mark.parametrize("name", ["basisschool  noord", "BASISSCHOOL NOORD", "Basisschool-Noord", "BasisschoolNoord"])
def test_the_same_name_is_known_however_it_is_spelt(project: ProjectMaker, name: str) -> None:
    root = project()
    file = copied(root, "niets")
    file.write_text(file.read_text("utf-8").replace("name: Basisschool West", f"name: {name}", 1), "utf-8")
    assert [one.school for one in everywhere(root)] == ["noord", "west"]


def test_another_name_of_the_other_school_is_told_because_it_would_hide_that_name_in_texts(
    project: ProjectMaker,
) -> None:
    root = project()
    copied(root, "niets", aliases="[Basisschool Noordwest]")
    noord = root / "policy_src/schools/noord/school.yaml"
    noord.write_text(noord.read_text("utf-8") + "aliases: [Basisschool Noordwest]\n", "utf-8")
    assert everywhere(root) == []
    copied_file = root / "policy_src/schools/west/school.yaml"
    for file in (noord, copied_file):
        file.write_text(file.read_text("utf-8").replace("Noordwest", "Noordje"), "utf-8")
    (found,) = everywhere(root)
    assert (found.school, found.values["keys"]) == ("west", "aliases: Basisschool Noordje")


def test_what_schools_of_one_board_share_is_left_alone(project: ProjectMaker) -> None:
    root = project("bestuur")
    for file in (root / "policy_src/schools").glob("*/school.yaml"):
        lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith(("website", "email"))]
        shared = ["website: https://delta.example", "email: info@delta.example", "phone: 038 - 123 45 67"]
        file.write_text("\n".join([*lines, *shared, ""]), "utf-8")
    assert everywhere(root) == []


def test_the_address_of_a_board_that_has_the_name_of_one_of_its_schools_is_all_theirs(project: ProjectMaker) -> None:
    root = project("bestuur")
    for file in (root / "policy_src/schools").glob("*/school.yaml"):
        lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("website")]
        file.write_text("\n".join([*lines, "website: https://linde.example", ""]), "utf-8")
    assert everywhere(root) == []
    board = root / "policy_src/schools/delta/school.yaml"
    board.write_text(board.read_text("utf-8").replace("linde.example", "delta.example"), "utf-8")
    assert [one.school for one in everywhere(root)] == ["es", "haven"]


def test_initials_that_stand_for_the_other_school_are_told(project: ProjectMaker) -> None:
    root = project()
    file = copied(root, "niets")
    noord = root / "policy_src/schools/noord/school.yaml"
    text = noord.read_text("utf-8").replace("short: de basisschool Noord", "short: het CCC")
    noord.write_text(text.replace("Basisschool Noord", "Carolus Clusius College"), "utf-8")
    file.write_text(file.read_text("utf-8").replace("short: de basisschool West", "short: het CCC"), "utf-8")
    assert [(one.school, one.values["keys"]) for one in everywhere(root)] == [("west", "short: het CCC")]
    file.write_text(file.read_text("utf-8").replace("Basisschool West", "Carolus Clusius College Deventer"), "utf-8")
    assert everywhere(root) == []


def test_it_is_gone_when_the_other_school_is_mended(project: ProjectMaker) -> None:
    root = project()
    copied(root, "name")
    assert len(everywhere(root)) == 2
    noord = root / "policy_src/schools/noord/school.yaml"
    noord.write_text(noord.read_text("utf-8").replace("Basisschool Noord", "Basisschool Noorderlicht"), "utf-8")
    assert everywhere(root) == []
