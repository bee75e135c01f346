"""Whatever a board takes of the library, and whatever its schools answer: its source is without a fault or warning."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from schoolprotocol import Project
from schoolprotocol.library.model import Choice, Taken
from schoolprotocol.library.taking import TOGETHER, fitting, names_used, take
from schoolprotocol.places import Place
from schoolprotocol.source.validate import validate
from schoolprotocol.source.yaml import parse_yaml
from tests.helpers import loaded, policy_of, spoken
from tests.library.making import ALL, OURS, SCHOOLS, begin

TODAY = date(2026, 11, 22)
CHOICES: list[Choice] = [
    *(choice for entry in OURS.library.protocols for choice in entry.choices),
    *OURS.library.shared.choices,
]


def found(root: Path) -> list[str]:
    return spoken(Project.open(root).check(today=TODAY))


def some(*sizes: int) -> pytest.MarkDecorator:
    chosen = [one for size in sizes for one in combinations(ALL, size)]
    return pytest.mark.parametrize("protocols", chosen, ids="+".join)


@some(1, 4)
def test_any_of_the_protocols_are_whole_without_the_others(tmp_path: Path, protocols: tuple[str, ...]) -> None:
    assert found(begin(tmp_path, protocols)) == []


@pytest.mark.stress
@some(2, 3)
def test_any_two_or_three_of_the_protocols_are_whole(tmp_path: Path, protocols: tuple[str, ...]) -> None:
    assert found(begin(tmp_path, protocols)) == []


@pytest.mark.parametrize("at", [1, *(pytest.param(at, marks=pytest.mark.stress) for at in (0, 2))])
def test_other_answers_to_all_questions_give_texts_without_a_fault(tmp_path: Path, at: int) -> None:
    answers = {choice.id: choice.options[at % len(choice.options)].value for choice in CHOICES}
    assert found(begin(tmp_path, answers=answers)) == []


@pytest.mark.parametrize("education", [pytest.param((), marks=pytest.mark.stress), ("po", "vo")], ids=["none", "both"])
def test_the_texts_fit_who_is_both_kinds_of_school_or_says_nothing(tmp_path: Path, education: tuple[str, ...]) -> None:
    root = begin(tmp_path, schools={"vlieg": education})  # type: ignore[dict-item]
    assert found(root) == []
    text = policy_of(root, "vlieg", "veiligheid-en-pesten").model_dump_json()
    assert "WPO, artikel 4c, en WVO 2020, artikel 3.40" in text


def test_each_school_reads_the_law_of_its_own_kind(tmp_path: Path) -> None:
    root = begin(tmp_path)
    texts = {
        school: " ".join(
            text.text for clause in policy_of(root, school, "veiligheid-en-pesten").clauses() for text in clause.texts
        )
        for school in ("linde", "haven")
    }
    assert "WPO, artikel 4c" in texts["linde"]
    assert "WVO" not in texts["linde"]
    assert "WVO 2020, artikel 3.40" in texts["haven"]
    assert "WPO" not in texts["haven"]
    assert "tegen een minderjarige leerling" in texts["haven"]


# -- one protocol and another -----------------------------------------------------------------------------------------


def test_who_has_both_protocols_reads_in_the_one_where_the_other_says_more(tmp_path: Path) -> None:
    root = begin(tmp_path)
    assert "sociale-media:beeld.delen" in {one.target for one in policy_of(root, "haven", "telefoons").elsewhere or ()}


@pytest.mark.parametrize("protocols", [chosen for size in (1, 2, 3) for chosen in combinations(ALL, size)])
def test_nothing_that_a_board_takes_names_a_protocol_that_it_does_not_take(protocols: Collection[str]) -> None:
    texts = "\n".join(text for name, text in take(OURS, protocols).items() if name.startswith("protocols/"))
    for absent in {*ALL} - {*protocols}:
        assert f"`{absent}:" not in texts
        assert f"{TOGETHER}{absent}" not in texts


@pytest.mark.stress
def test_a_school_of_a_board_that_has_it_and_that_lacks_it_itself_keeps_the_base_text(tmp_path: Path) -> None:
    root = begin(tmp_path)
    school = root / "policy_src/schools/haven"
    (school / "sociale-media.yaml").unlink()
    for protocol in ALL[1:]:
        own = fitting(OURS, protocol, ("vo",), ALL[1:])
        assert f"{TOGETHER}sociale-media" not in {one["alternative"] for one in own.operations}
        variant = school / f"{protocol}.yaml"
        kept = [line for line in variant.read_text("utf-8").splitlines() if not line.startswith("operations")]
        variant.write_text("\n".join([*kept, f"operations: {json.dumps([dict(one) for one in own.operations])}", ""]))
    assert found(root) == []


# -- what is taken ----------------------------------------------------------------------------------------------------


def test_only_the_shared_values_that_some_text_uses_are_taken() -> None:
    files = take(OURS, ["telefoons"])
    names = names_used({name: text for name, text in files.items() if name.startswith("protocols/")})
    assert "misdrijf.leerling" not in files["parameters.yaml"]
    assert "melden.bij" in files["parameters.yaml"]
    assert "melden.bij" in names


def test_what_is_taken_of_all_is_the_library_letter_by_letter() -> None:
    for name, text in take(OURS, ALL).items():
        if name != "library.yaml":
            assert text == OURS.text(name), name


def test_a_project_notes_the_version_and_every_clause_that_it_took(tmp_path: Path) -> None:
    root = begin(tmp_path, ["ai"])
    data, wrong = parse_yaml((root / "policy_src/library.yaml").read_text("utf-8"), "library.yaml")
    assert not wrong
    taken, wrong = validate(Taken, data, Place("library.yaml"))
    assert taken is not None, wrong
    assert taken.version == OURS.library.version
    assert {*taken.protocols["ai"].clauses} == {*loaded(root).protocols["ai"].clauses}
    assert {"outline", "front", "parameters"} <= {*taken.protocols["ai"].parts}


# -- what is made of it -----------------------------------------------------------------------------------------------


@pytest.mark.stress
def test_every_output_is_made_of_all_four(tmp_path: Path) -> None:
    root = begin(tmp_path)
    Project.open(root).build()
    made = {str(path.relative_to(root / "build")) for path in (root / "build").rglob("*") if path.is_file()}
    for school in SCHOOLS:
        for protocol in ALL:
            name = f"{school}-{protocol}"
            assert {f"html/{school}/{protocol}/index.html", f"pdf/{name}.pdf", f"docx/{name}.docx"} <= made
            assert f"kaart/{name}-kaart-leerlingen.pdf" in made
            assert (f"schoolgids/{name}-kort.txt" in made) == (protocol != "ai")
