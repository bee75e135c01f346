"""The age from which a pupil decides: which sentences contradict the law's, and which only look like it."""

from __future__ import annotations

import pytest

from schoolprotocol.check.ages import wrong_age


@pytest.mark.parametrize(
    "sentence",
    [
        "Leerlingen onder de 16 geven zelf toestemming.",
        "Zelf toestemming geven leerlingen tot 16 jaar.",
        "Tot hun 16e geven leerlingen zelf toestemming.",
        "Een leerling jonger dan zestien jaar geeft zelf toestemming.",
        "Toestemming geeft de leerling vanaf 15 jaar.",
        "Een leerling van 14 jaar of ouder geeft zelf toestemming voor foto's.",
        "15-jarige leerlingen geven zelf toestemming.",
        "Leerlingen van vijftien jaar geven toestemming.",
        "Een leerling onder 18 jaar heeft toestemming van een ouder nodig.",
        "Leerlingen tot en met 16 jaar hebben toestemming van een ouder nodig.",
        "Toestemming vragen we aan leerlingen die ouder zijn dan 16 jaar.",
        "Leerlingen boven de 16 geven toestemming.",
    ],
)
def test_a_sentence_with_another_age_or_the_wrong_side_is_seen(sentence: str) -> None:
    found = wrong_age(sentence, 16)
    assert found is not None
    assert found in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Voor leerlingen jonger dan 16 jaar geeft een ouder/verzorger die toestemming.",
        "Leerlingen vanaf 16 jaar geven zelf toestemming.",
        "Leerlingen van 16 jaar en ouder geven zelf toestemming.",
        "Onder de 16 jaar geeft een ouder toestemming, vanaf 16 jaar geeft de leerling zelf toestemming.",
        "Vanaf 16 jaar geeft de leerling zelf toestemming, jonger dan 16 jaar een ouder/verzorger.",
        "Leerlingen jonger dan 16 geven niet zelf toestemming.",
        "Voor leerlingen onder de 16 geven de ouders zelf toestemming.",
        "Leerlingen geven zelf toestemming, maar onder de 16 doen hun ouders dat.",
        "Voor leerlingen tot en met 15 jaar geven ouders toestemming.",
        "Leerlingen van 15 jaar of jonger hebben toestemming van een ouder nodig.",
        "Toestemming van leerlingen geldt 2 jaar.",
        "De school bewaart de toestemming van leerlingen tot 5 jaar na het vertrek.",
        "De leerling vraagt toestemming vanaf 1 september 2026, tot 17 uur.",
        "Toestemming van leerlingen: zie artikel 8.",
    ],
)
def test_a_sentence_that_agrees_or_is_about_something_else_is_left_alone(sentence: str) -> None:
    assert wrong_age(sentence, 16) is None


def test_a_law_with_another_age_turns_it_round() -> None:
    assert wrong_age("Leerlingen vanaf 16 jaar geven zelf toestemming.", 14) == "vanaf 16 jaar"
    assert wrong_age("Leerlingen vanaf 14 jaar geven zelf toestemming.", 14) is None


def test_an_age_that_is_told_where_it_was_given_is_not_told_again() -> None:
    assert wrong_age("Leerlingen vanaf 15 jaar geven zelf toestemming.", 16, frozenset({15})) is None
