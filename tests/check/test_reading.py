"""Syllables are counted as pyphen counts them, without taking all of its patterns apart first."""

from __future__ import annotations

import random

import pyphen

from schoolprotocol.check.reading import _patterns, _syllables


def test_words_have_the_syllables_that_pyphen_finds() -> None:
    dutch, chance = pyphen.Pyphen(lang="nl", left=1, right=1), random.Random(1)
    parts = [letters.strip(".") for letters in _patterns()[0]]
    assert len(parts) > 10_000
    words = {*parts, *("".join(chance.choices(parts, k=3)) for _word in range(5_000))}
    words |= {"".join(chance.choices("abcdefghijklmnopqrstuvwxyzéëïij'’-/ß", k=chance.randint(1, 14))) for _w in parts}
    assert [word for word in words if word and _syllables(word) != len(dutch.positions(word)) + 1] == []
