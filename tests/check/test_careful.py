"""Rules that read a document as a careful reader does."""

from __future__ import annotations

import time

import pytest

from schoolprotocol.check.rules import RULES
from schoolprotocol.check.strength import most_alike, statements, strength
from tests.check.careful import FOUND, LEFT_ALONE, Reading
from tests.check.documents import found, subject
from tests.helpers import spoken


def _name(reading: Reading) -> str:
    return f"{reading.kind.name}-{reading.text.splitlines()[-1][:50]}"


@pytest.mark.parametrize("reading", FOUND, ids=_name)
def test_a_careful_reader_would_stop_here(reading: Reading) -> None:
    told = found(reading.text, reading.kind, **reading.changes)
    assert told
    assert all(d.message() and d.remedy() and d.target for d in told)


@pytest.mark.parametrize("reading", LEFT_ALONE, ids=_name)
def test_what_only_looks_like_it_is_left_alone(reading: Reading) -> None:
    told = found(reading.text, reading.kind, **reading.changes)
    assert told == [], spoken(told)


def test_every_kind_is_shown_from_both_sides() -> None:
    assert {reading.kind for reading in FOUND} == {reading.kind for reading in LEFT_ALONE}


LONGEST = 20_000
"""Letters that a clause can have."""


@pytest.mark.parametrize(
    "words",
    [
        *(
            "a. ",
            "verwijder bericht nooit altijd vertegenwoordig ",
            "medewerkers, leerlingen en ouders, ",
            "alle alle ",
        ),
        *("valt toestemming ouders foto ", "variëren van waarschuwing ", "maken en ", "internet niet ", "voor altijd "),
        *("bij twijfel is het verstandig ", "twijfel overleg ", "Vraag het. Mits leerlingen ", "ouders geldt voor "),
        *("betrokkenen mogen toestemming als betrokkenen ", "‘mening (", "wie wat dat ", "Sociale media zijn alle "),
        *("mag een disclaimer ", "onder sociale media verstaan ", "leg welke maatregelen ", "als dat die of ", "de, "),
    ],
)
def test_a_text_that_nobody_writes_is_read_in_time(words: str) -> None:
    text = (words * LONGEST)[:LONGEST]
    of = subject(f"# Voor alle gebruikers\n: dos\n{text}\n# Sancties voor leerlingen\n{text}", education=("vo",))
    start = time.process_time()
    for rule in RULES:
        list(rule(of))
    assert time.process_time() - start < 5


@pytest.mark.parametrize("words", ["mag dat ", "Wie wil (", "kan het verzoek en kan ", "Je mag {} filmen{} hier. "])
def test_the_strength_of_a_text_that_nobody_writes_is_read_in_time(words: str) -> None:
    text, other = ("".join(words.format(n, of) for n in range(LONGEST // len(words))) for of in ("de", "en"))
    start = time.process_time()
    for sentence in statements(text):
        most_alike(sentence, statements(other))
        strength(sentence)
    assert time.process_time() - start < 5
