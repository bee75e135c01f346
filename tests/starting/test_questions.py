"""The questions to a board that begins: one after the other, with defaults, and back."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from schoolprotocol.library.taking import Shelf
from schoolprotocol.starting.files import members
from schoolprotocol.starting.questions import Asked, answers_told, colour, next_question, website

FIRST = {"board.name": "Stichting Delta", "board.website": "delta.example", "school.1.name": "De Wilg"}


def answered(shelf: Shelf, typed: Mapping[str, str]) -> dict[str, str]:
    """All answers of somebody who types this, and nothing but Enter where nothing is given."""
    told: dict[str, str] = {}
    while (asked := next_question(told, shelf)) is not None:
        told[asked.key] = asked.answer(typed.get(asked.key, ""))
    return told


def test_three_answers_and_enter_for_the_rest_are_enough(shelf: Shelf) -> None:
    given = answers_told(answered(shelf, FIRST))
    (member,) = members(given, shelf)
    assert (given.board.website, member.id, member.protocols) == (
        "https://delta.example",
        "de-wilg",
        ("telefoons", "pesten", "ai"),
    )


def test_there_are_as_many_schools_as_somebody_says(shelf: Shelf) -> None:
    typed = {**FIRST, "school.1.more": "ja", "school.2.name": "Lyceum Oost", "school.2.kind": "2", "protocols": "1, ai"}
    told = answered(shelf, typed)
    given = answers_told(told)
    assert [(school.name, school.kind, school.leadership) for school in given.schools] == [
        ("De Wilg", "po", "de directie"),
        ("Lyceum Oost", "vo", "de schoolleiding"),
    ]
    assert given.protocols == ("telefoons", "ai")
    assert "choice.gesprek" not in told  # what no protocol of theirs uses is not asked


def test_who_takes_an_answer_back_is_asked_it_again(shelf: Shelf) -> None:
    told = answered(shelf, FIRST)
    for _back in range(3):
        last, _answer = told.popitem()
        asked = next_question(told, shelf)
        assert asked is not None
        assert asked.key == last


@pytest.mark.parametrize(
    ("key", "typed", "problem"),
    [
        ("board.name", "", "filled in"),
        ("board.name", "Fijn 😀", "cannot be printed"),
        ("board.name", "{{ naam }}", "something else"),
        ("board.name", "x" * 121, "too long"),
        ("board.website", "zonnehoek", "not an address"),
        ("board.website", "https://a.nl/x y", "not an address"),
        ("board.colour", "mosgroen", "no colour"),
        ("school.1.name", "stichting  delta", "with that name already"),
        ("school.1.kind", "hbo", "choose from"),
        ("school.1.kind", "9", "choose from"),
        ("school.1.more", "misschien", "ja or nee"),
        ("protocols", "telefoons pessten", "choose from"),
        ("choice.telefoons.opnamen", "soms", "choose from"),
    ],
)
def test_what_cannot_be_an_answer_is_refused_at_once(key: str, typed: str, problem: str, shelf: Shelf) -> None:
    told: dict[str, str] = {}
    while (asked := next_question(told, shelf)) is not None and asked.key != key:
        told[asked.key] = asked.answer(FIRST.get(asked.key, ""))
    assert asked is not None
    with pytest.raises(ValueError, match=problem):
        asked.answer(typed)


def test_a_number_stands_for_an_option_unless_options_are_numbers() -> None:
    assert Asked("a", "?", options={"thuis": "", "in de kluis": ""}).answer("2") == "in de kluis"
    assert Asked("a", "?", options={"2": "", "5": ""}).answer("2") == "2"


@pytest.mark.parametrize("typed", ["www.delta.nl", "http://www.delta.nl", "HTTPS://www.delta.nl"])
def test_an_address_is_typed_as_people_do(typed: str) -> None:
    assert website(typed) == "https://www.delta.nl"


def test_a_colour_has_a_name_or_a_number() -> None:
    assert (colour("Groen"), colour("1e3a5f"), colour("#1e3a5f")) == ("#14532d", "#1e3a5f", "#1e3a5f")
