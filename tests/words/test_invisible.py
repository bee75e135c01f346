"""A difference that nobody sees is told in words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolprotocol.words.invisible import INVISIBLE, LIKE_LATIN, called, looks, named


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("één", unicodedata.normalize("NFD", "één"), "zelfde letters, anders opgeslagen (é als één of twee tekens)"),
        ("de tas", "de t\u0430s", "eerst een gewone a, nu een Cyrillische \u0430 (U+0430)"),
        ("de t\u0430s", "de tas", "eerst een Cyrillische \u0430 (U+0430), nu een gewone a"),
        ("school", "scho\u200bol", "een spatie zonder breedte (U+200B) erbij"),
        ("telefoon\u00adbeleid", "telefoonbeleid", "een zacht afbreekstreepje (U+00AD) weg"),
        ("artikel 3", "artikel\u00a03", "eerst een gewone spatie, nu een harde spatie (U+00A0)"),
        ("bel de mentor", "bel de \u202ementor", "een teken dat de leesrichting verandert (U+202E) erbij"),
        ("e-mail", "e\u2011mail", "eerst een gewoon streepje, nu een hard koppelteken (U+2011)"),
        ("een film", "een \ufb01lm", "eerst een gewone f en een gewone i, nu \ufb01 (U+FB01)"),
        (
            "a",
            "\u0430\u200b",
            "eerst een gewone a, nu een Cyrillische \u0430 (U+0430) en een spatie zonder breedte (U+200B)",
        ),
    ],
)
def test_what_looks_the_same_and_is_not_is_named(old: str, new: str, told: str) -> None:
    assert named(old, new) == told


@pytest.mark.parametrize(
    ("old", "new"),
    [("tas", "kluis"), ("mag", "mag"), ("een", "één"), ("de  tas", "de tas"), ("", "één café"), ("é", "")],
)
def test_what_everybody_sees_is_not_named(old: str, new: str) -> None:
    assert named(old, new) is None


def test_in_a_new_text_what_nobody_sees_is_named_and_what_the_old_text_had_is_not() -> None:
    assert named("", "Leg hem in de k\u200bluis.") == "een spatie zonder breedte (U+200B) erbij"
    assert named("", "Leg hem in de klu\u0456s.") == "een Cyrillische \u0456 (U+0456) in ‘klu\u0456s’"
    assert named("Leg hem in de k\u200bluis.", "Leg hem thuis in de k\u200bluis.") is None


def test_a_word_in_another_language_is_no_disguise() -> None:
    assert named("", "Школа is Russisch voor school.") is None


letters = st.text(st.sampled_from("abé e\u0301\u200b\u00a0\u0430\u202e-\u2011ﬁ\u00ad\n"), max_size=12)


@given(letters, letters)
def test_no_difference_stays_unseen_and_unnamed(old: str, new: str) -> None:
    """Two texts that look alike and differ in more than ordinary white space are told apart in words."""
    if looks(old) == looks(new) and old.split(" ") != new.split(" ") and not (old.isascii() and new.isascii()):
        assert named(old, new)


@given(letters)
def test_a_text_beside_itself_differs_in_nothing(text: str) -> None:
    assert named(text, text) is None


def test_every_character_has_a_name_with_its_code() -> None:
    for letter in [*LIKE_LATIN, *map(chr, range(0x2000, 0x2070))]:
        assert f"U+{ord(letter):04X}" in called(letter)
    assert all(INVISIBLE.match(chr(code)) for code in (0xAD, 0x200B, 0x202E, 0xFEFF))
