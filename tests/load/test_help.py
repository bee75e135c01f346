"""Telephone numbers: what is one, and what a telephone gets of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolprotocol.addresses import MOST_OF_PHONE, dialled, is_phone
from schoolprotocol.model.protocol import Parameter
from schoolprotocol.outputs.help import help_of
from schoolprotocol.resolve.values import typed
from tests.conftest import ProjectMaker
from tests.helpers import load, loaded

PROJECT = "policy_src/project.yaml"
URL = "url: https://protocollen.example\n"


@pytest.mark.parametrize(
    ("printed", "digits"),
    [
        ("112", "112"),
        ("0800 0432", "08000432"),
        ("0900 111 3 111", "09001113111"),
        ("038-1234567", "0381234567"),
        ("(0592) 31 00 00", "0592310000"),
        ("088 - 123 45 67", "0881234567"),
        ("14 038", "14038"),
        ("+31 38 123 45 67", "+31381234567"),
        ("+31 (0)20 261 52 75", "+31202615275"),
    ],
)
def test_a_telephone_gets_the_digits_that_somebody_would_dial(printed: str, digits: str) -> None:
    assert is_phone(printed)
    assert dialled(printed) == digits


@pytest.mark.parametrize(
    "printed",
    [
        *("12", "0800-HELP", "06 12345678 (werkdagen)", "*21*0612345678#", "0900 8844,1", "0592 (31", "tel:112", ""),
        *("١١٢", "0612345678 0612345678", "+0031 20 1234567", "038 123 45 67\n112", "0800  0432"),
    ],
)
def test_what_is_no_number_by_itself_is_none(printed: str) -> None:
    assert not is_phone(printed)


@given(st.text(alphabet="0123456789 +-().*#,;abc\n", max_size=30))
def test_what_is_dialled_has_only_digits_and_the_sign_of_a_country(text: str) -> None:
    if is_phone(text):
        assert len(text) <= MOST_OF_PHONE
        assert dialled(text).removeprefix("+").isdecimal()


def test_an_unknown_number_is_told_with_its_line_and_what_may_be_meant(project: ProjectMaker) -> None:
    root = project(files={PROJECT: f"publisher: X\n{URL}help:\n  - meldpunt\n  - meldpnt\n"})
    (found,) = load(root)[1]
    assert (found.kind.code, str(found.place)) == ("SP228", f"{PROJECT}:5")
    assert "meldpunt" in found.message()


def test_where_references_cannot_be_read_nobody_says_that_one_is_not_there(project: ProjectMaker) -> None:
    files = {PROJECT: f"publisher: X\n{URL}help: [meldpunt]\n", "policy_src/references.yaml": "- id: [\n"}
    assert [one.kind.code for one in load(project(files=files))[1]] == ["SP104"]


def test_help_is_what_the_source_says_now_for_whom_it_is(project: ProjectMaker) -> None:
    school = "policy_src/schools/noord/school.yaml"
    listed = "help:\n  - {reference: meldpunt, audience: [ouder]}\n"
    root = project(
        files={PROJECT: f"publisher: X\n{URL}{listed}"},
        replace={school: [("style:", 'phone: "038 123 45 67"\nstyle:')]},
    )
    corpus = loaded(root)
    found = help_of(corpus.project, corpus.references, corpus.schools["noord"].school)
    assert [(one.name, one.number, one.tel) for one in (found.phone, *found.numbers) if one] == [
        ("Basisschool Noord", "038 123 45 67", "tel:0381234567"),
        ("Het meldpunt", "0900 111 3 111", "tel:09001113111"),
    ]
    assert found.for_readers("leerling").numbers == ()
    assert found.for_readers("ouder") == found


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("112", True),
        ("(0592) 31 00 00", True),
        ("+31 (0)20 261 52 75", True),
        ("0800-0432", True),
        ("0800-HELP", False),
    ],
)
def test_a_value_can_be_any_number_that_a_school_can_have(number: str, is_one: bool) -> None:
    value, why = typed(Parameter(type="telephone", help="Wie u belt."), number)
    assert (value is not None and value.text == number) == is_one
    assert is_one or "112" in why
