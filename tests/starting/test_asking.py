"""Questions at a terminal: a wrong answer is asked again, “<” goes back, and no answer is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click
import pytest

from schoolprotocol.cli.asking import ask_all, told_or_asked
from schoolprotocol.errors import UsageError
from schoolprotocol.starting.questions import Asked, yes_or_no

QUESTIONS = (
    Asked("name", "What is it called?"),
    Asked("sure", "Are you sure?", "ja", read=yes_or_no),
    Asked("note", "Anything else?", is_open=True),
)


def following(told: Mapping[str, str]) -> Asked | None:
    return next((asked for asked in QUESTIONS if asked.key not in told), None)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What somebody types, line by line; all of it must be asked for."""
    lines: list[str] = []
    monkeypatch.setattr(click, "prompt", lambda _text, default, **_more: lines.pop(0) or default)
    yield lines
    assert lines == []


def test_a_wrong_answer_is_asked_again_and_enter_takes_the_default(
    typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    typed += ["", "De Wilg", "misschien", "", ""]
    assert ask_all(following, {}, dict) == {"name": "De Wilg", "sure": "ja", "note": ""}
    told = capsys.readouterr().err
    assert "something has to be filled in" in told
    assert "answer ja or nee" in told


def test_who_goes_back_finds_what_was_typed_before(typed: list[str]) -> None:
    typed += ["<", "De Wilg", "nee", "<", "<", "", "", "klaar"]
    assert ask_all(following, {}, dict) == {"name": "De Wilg", "sure": "nee", "note": "klaar"}


def test_what_settles_itself_is_not_asked_and_not_gone_back_to(typed: list[str]) -> None:
    protocol = Asked("protocol", "Of which?", "ai", {"ai": ""}, is_settled=True)
    school = Asked("school", "Of which?", "es", {"es": ""}, is_settled=True)
    questions = (protocol, QUESTIONS[0], school, QUESTIONS[2])
    typed += ["<", "De Wilg", "<", "De Es", "<", "", "klaar"]
    assert ask_all(lambda told: next((one for one in questions if one.key not in told), None), {}, dict) == {
        "protocol": "ai",
        "name": "De Es",
        "school": "es",
        "note": "klaar",
    }


def test_what_options_told_is_not_asked(typed: list[str]) -> None:
    typed += ["nee", ""]
    assert ask_all(following, {"name": "De Wilg"}, dict)["sure"] == "nee"


def test_where_all_of_it_does_not_fit_the_answers_stay(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    def use(told: Mapping[str, str]) -> str:
        if told["name"] == "De Wilg":
            raise UsageError("That name is taken.")
        return told["name"]

    typed += ["De Wilg", "ja", "", "<", "<", "De Es", "", ""]
    assert ask_all(following, {}, use) == "De Es"
    assert "That name is taken." in capsys.readouterr().err


def test_where_nobody_was_asked_anything_and_it_does_not_fit_that_is_told_once() -> None:
    settled = Asked("school", "Of which?", "es", {"es": ""}, is_settled=True)
    tries: list[object] = []

    def use(told: Mapping[str, str]) -> str:
        assert not tries, "asked for ever"
        tries.append(told)
        raise UsageError("De Es has no such protocol.")

    with pytest.raises(UsageError, match="De Es"):
        ask_all(lambda told: None if "school" in told else settled, {"protocol": "ai"}, use)


def test_without_a_terminal_the_first_thing_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(click.UsageError, match="--name"):
        told_or_asked(following, {"sure": "nee"}, dict)
    assert told_or_asked(following, {"name": "De Es"}, dict) == {"name": "De Es", "sure": "ja", "note": ""}


def test_options_are_read_as_answers_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert told_or_asked(following, {"name": "De Es", "sure": "N"}, dict)["sure"] == "nee"
    with pytest.raises(click.UsageError, match="--sure: answer ja or nee"):
        told_or_asked(following, {"name": "De Es", "sure": "misschien"}, dict)
