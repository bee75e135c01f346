"""Values that all protocols share: declared once, given once by a school, the same in each of its documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from schoolprotocol import Project
from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.edit.edit import Edit
from schoolprotocol.errors import EditError
from schoolprotocol.source.tree import FolderTree
from tests.conftest import ProjectMaker, Run
from tests.elsewhere.making import CLAUSES, ES, HAVEN, add, adopted, change
from tests.helpers import findings, load, loaded, resolution_of, spoken

SHARED = "policy_src/parameters.yaml"
SCHOOL = "policy_src/schools/{}/school.yaml"
TERM = """\
parameters:
  termijn.melding:
    type: number
    help: Binnen hoeveel schooldagen wij antwoorden; geldt in elk protocol.
    default: 5
"""
AI = "  text: Wie AI gebruikt voor schoolwerk, zegt dat erbij.\n"
ONLINE = "  text: Wat op internet gebeurt, telt net zo als wat op het plein gebeurt.\n"
ANSWER = " Wij antwoorden binnen {{ termijn.melding }} schooldagen.\n"


@pytest.fixture
def root(project: ProjectMaker) -> Path:
    """The board; two protocols print one value, which nobody gives."""
    return project(
        "bestuur",
        files={SHARED: TERM},
        replace={
            CLAUSES.format("ai"): [(AI, AI.rstrip() + ANSWER)],
            CLAUSES.format("pesten"): [(ONLINE, ONLINE.rstrip() + ANSWER)],
        },
    )


def give(root: Path, school: str, text: str) -> None:
    add(root, SCHOOL.format(school), f"parameters: {{{text}}}\n")


def printed(root: Path, school: str) -> dict[str, str]:
    """What each document of a school prints of the shared value."""
    found = {}
    for protocol in loaded(root).schools[school].variants:
        resolution = resolution_of(root, school, protocol)
        assert resolution.policy is not None, spoken(resolution.diagnostics)
        value = resolution.policy.values.get("termijn.melding")
        if value is not None:
            found[protocol] = value.text
    return found


def told(root: Path) -> list[Diagnostic]:
    return [one for one in findings(root) if one.kind.severity == "error"]


def test_what_nobody_gives_is_the_default_in_every_protocol(root: Path) -> None:
    assert printed(root, "haven") == {"ai": "5", "pesten": "5"}
    assert told(root) == []


def test_a_school_gives_its_value_once(root: Path) -> None:
    give(root, "haven", "termijn.melding: 3")
    assert printed(root, "haven") == {"ai": "3", "pesten": "3"}
    assert printed(root, "es") == {"pesten": "5"}
    origin = resolution_of(root, "haven", "ai").origins["termijn.melding"]
    assert (origin.level, origin.school, str(origin.place)) == ("shared", "haven", f"{SCHOOL.format('haven')}:13")


def test_a_board_gives_it_to_its_schools_in_every_protocol_whatever_each_builds_on(root: Path) -> None:
    give(root, "delta", "termijn.melding: 4")
    change(root, HAVEN.format("ai"), "extends: delta\n", "")
    assert printed(root, "haven") == {"ai": "4", "pesten": "4"}
    give(root, "haven", "termijn.melding: 2")
    assert printed(root, "haven") == {"ai": "2", "pesten": "2"}


def test_two_boards_that_give_different_values_are_told_and_the_school_chooses(root: Path) -> None:
    give(root, "delta", "termijn.melding: 4")
    give(root, "linde", "termijn.melding: 6")
    change(root, HAVEN.format("ai"), "extends: delta\n", "extends: linde\n")
    found = [one for one in told(root) if one.school == "haven"]
    assert {one.kind.name for one in found} == {"SHARED_DIFFERS"}
    assert (
        found[0].message() == "haven builds on delta en linde, and these give “termijn.melding” different values: 4, 6."
    )
    give(root, "haven", "termijn.melding: 1")
    assert printed(root, "haven") == {"ai": "1", "pesten": "1"}


def test_schools_that_build_on_each_other_in_a_circle_are_no_end(root: Path) -> None:
    change(root, HAVEN.format("ai"), "extends: delta\n", "extends: linde\n")
    change(root, "policy_src/schools/linde/pesten.yaml", "extends: delta\n", "extends: haven\n")
    give(root, "linde", "termijn.melding: 7")
    assert printed(root, "haven") == {"ai": "7", "pesten": "7"}


def test_a_board_that_cannot_be_read_may_have_given_one_and_keeps_every_document_of_its_schools(root: Path) -> None:
    """Else a document that builds on nobody would print the default, and nobody would know."""
    give(root, "delta", "termijn.melding: 4")
    change(root, HAVEN.format("ai"), "extends: delta\n", "")
    (root / SCHOOL.format("delta")).write_text("kind: bestuur\n", "utf-8")
    corpus = Project.open(root).corpus
    assert corpus.faults_of("haven", "ai")


# -- faults -----------------------------------------------------------------------------------------------------------


def test_a_document_cannot_give_another_one(root: Path) -> None:
    change(root, HAVEN.format("ai"), "{leeftijd.chatbot: 12}", "{leeftijd.chatbot: 12, termijn.melding: 9}")
    (found,) = told(root)
    assert (found.kind.name, str(found.place)) == ("SHARED_ELSEWHERE", f"{HAVEN.format('ai')}:4")
    assert "schools/haven/school.yaml" in found.remedy()


def test_nor_can_a_board_for_one_protocol(root: Path) -> None:
    add(root, "policy_src/schools/delta/ai.yaml", "parameters: {termijn.melding: 9}\n")
    assert {(one.kind.name, one.school) for one in told(root)} == {("SHARED_ELSEWHERE", "delta")}


def test_a_protocol_cannot_declare_it_again(root: Path) -> None:
    change(
        root,
        "policy_src/protocols/ai/protocol.yaml",
        "parameters:\n",
        "parameters:\n  termijn.melding: {type: number, help: Iets anders.}\n",
    )
    corpus, found = load(root)
    assert corpus is None
    assert [(one.kind.name, one.place.file) for one in found] == [
        ("SHARED_TWICE", "policy_src/protocols/ai/protocol.yaml")
    ]


@pytest.mark.parametrize(
    ("given", "kind", "said"),
    [
        ("termijn.meldin: 3", "UNKNOWN_SHARED", "Did you mean “termijn.melding”?"),
        ("bewaarplek: thuis", "UNKNOWN_SHARED", "“bewaarplek” is no value that all protocols share."),
        ("termijn.melding: drie", "PARAMETER_VALUE", "write a whole number"),
        ("termijn.melding: ''", "PARAMETER_VALUE", "it is empty"),
    ],
)
def test_a_value_that_is_none_is_told_where_it_stands(root: Path, given: str, kind: str, said: str) -> None:
    give(root, "haven", given)
    found = told(root)
    assert {(one.kind.name, one.place.file) for one in found} == {(kind, SCHOOL.format("haven"))}
    assert said in found[0].message()


def test_the_value_of_one_protocol_is_sent_to_its_file(root: Path) -> None:
    give(root, "haven", "bewaarplek: thuis")
    assert "schools/haven/telefoons.yaml" in told(root)[0].remedy()


def test_a_value_without_default_is_asked_in_school_yaml(root: Path) -> None:
    change(root, SHARED, "    default: 5\n", "")
    assert {(one.kind.name, one.place.file) for one in told(root) if one.school == "es"} == {
        ("PARAMETER_MISSING", SCHOOL.format("es"))
    }


@pytest.mark.parametrize(
    "text",
    ["", "[]", "parameters: 3", "termijn: {type: number, help: x}", "parameters: {school.x: {type: text, help: x}}"],
)
def test_a_file_that_cannot_be_read_is_told_and_nothing_else(root: Path, text: str) -> None:
    (root / SHARED).write_text(text, "utf-8")
    found = load(root)[1]
    assert {one.place.file for one in found} == {SHARED}


def test_what_nobody_uses_is_told(project: ProjectMaker) -> None:
    root = project("bestuur", files={SHARED: TERM})
    assert [one.kind.name for one in Project.open(root).check(today=TODAY)] == ["PARAMETER_UNUSED"]
    change(root, CLAUSES.format("ai"), AI, AI.rstrip() + ANSWER)
    give(root, "es", "termijn.melding: 3")  # which has no document about AI
    assert [(one.kind.name, one.school) for one in Project.open(root).check(today=TODAY)] == [("VALUE_UNUSED", "es")]


TODAY = date(2026, 11, 20)


# -- changes ----------------------------------------------------------------------------------------------------------


def test_a_changed_value_touches_each_document_that_prints_it_and_asks_a_note_there(root: Path) -> None:
    adopted(lambda _root: root)
    change(root, ES.format("pesten"), 'version: "1.0", status: vastgesteld', 'version: "1.1", status: concept')
    before = {(one.kind.name, one.target) for one in Project.open(root).check(today=TODAY)}
    Edit(FolderTree(root)).set_parameter("es", "pesten", "termijn.melding", 2).save()
    found = {(one.kind.name, one.target) for one in Project.open(root).check(today=TODAY)}
    assert found - before == {("NOTE_MISSING", "termijn.melding")}
    folder = root / "policy_src/protocols/pesten/changes"
    folder.mkdir()
    (folder / "sneller.yaml").write_text(NOTE, "utf-8")
    assert {(one.kind.name, one.target) for one in Project.open(root).check(today=TODAY)} == before
    (changed,) = Project.open(root).document("es", "pesten").compare("1.0").changes.parameters
    assert (changed.name, changed.old.text, changed.new.text) == ("termijn.melding", "5", "2")


NOTE = """\
id: sneller
summary: Wij antwoorden sneller
since: "1.0"
parameters: [termijn.melding]
motive: Ouders vroegen erom.
consequences: Een antwoord komt eerder.
measures: Geen.
"""


# -- edits and commands -----------------------------------------------------------------------------------------------


def test_an_edit_writes_it_where_it_belongs(root: Path) -> None:
    edit = Edit(FolderTree(root))
    edit.set_parameter("haven", "ai", "termijn.melding", 3).set_default("ai", "termijn.melding", 8)
    edit.set_parameter("haven", "ai", "leeftijd.chatbot", 14).save()
    assert "termijn.melding: 3" in (root / SCHOOL.format("haven")).read_text("utf-8")
    assert "default: 8" in (root / SHARED).read_text("utf-8")
    assert "leeftijd.chatbot: 14" in (root / HAVEN.format("ai")).read_text("utf-8")
    Edit(FolderTree(root)).set_parameter("haven", "ai", "termijn.melding", None).save()
    assert "parameters" not in (root / SCHOOL.format("haven")).read_text("utf-8")


def test_another_name_reaches_every_protocol_and_every_school(root: Path) -> None:
    give(root, "haven", "termijn.melding: 3")
    Edit(FolderTree(root)).rename_parameter("ai", "termijn.melding", "termijn.antwoord").save()
    assert told(root) == []
    for file in (SHARED, SCHOOL.format("haven"), CLAUSES.format("ai"), CLAUSES.format("pesten")):
        text = (root / file).read_text("utf-8")
        assert "termijn.antwoord" in text, file
        assert "termijn.melding" not in text, file
    with pytest.raises(EditError):
        Edit(FolderTree(root)).rename_parameter("ai", "leeftijd.chatbot", "termijn.antwoord")


def test_show_says_who_gave_it(root: Path, command: Run) -> None:
    give(root, "delta", "termijn.melding: 4")
    code, out, _err = command(root, "show", "haven", "gebruik.vermelden", "--protocol", "ai")
    assert code == 0
    assert "one value for all protocols, set by delta" in " ".join(out.split())
