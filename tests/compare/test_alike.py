"""Which clauses are the same by what they say, and how certain that is."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolprotocol.compare.alike import Passage, alike
from schoolprotocol.compare.changeset import CERTAIN

SURE = CERTAIN / 100
MENTOR = "De mentor bespreekt elke maandag met de klas welke afspraken over telefoons gelden."
KLUIS = "Wie zijn telefoon toch meeneemt, legt hem voor het eerste uur in het kluisje bij de conciërge."
PAUZE = "In de kantine en op het plein mag niemand filmen zonder dat de ander dat goedvindt."
BOETE = "Na drie waarschuwingen volgt een gesprek met de ouders en de teamleider onderbouw."


def passages(prefix: str, texts: Sequence[str], **more: str) -> list[Passage]:
    return [Passage(f"{prefix}{n}", text, **more) for n, text in enumerate(texts, start=1)]


def found(old: Sequence[str], new: Sequence[str]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """New ids (`b1` …) by old ids (`a1` …), of what is certain."""
    likely = alike(passages("a", old), passages("b", new), SURE)
    return {one.old: one.new for one in likely if one.certainty >= SURE}


def test_equal_texts_are_the_same_clause_wherever_they_stand() -> None:
    assert found([MENTOR, KLUIS, PAUZE], [PAUZE, MENTOR, KLUIS]) == {
        ("a1",): ("b2",),
        ("a2",): ("b3",),
        ("a3",): ("b1",),
    }


def test_case_punctuation_and_references_do_not_matter() -> None:
    old, new = f"{MENTOR} Zie {{clause}}`oud.kluis`.", f"{MENTOR.lower()} zie {{clause}}`art-3`,"
    assert found([old], [new]) == {("a1",): ("b1",)}


def test_a_clause_in_which_a_word_changed_is_the_same() -> None:
    assert found([MENTOR, KLUIS], [KLUIS.replace("eerste", "tweede"), MENTOR]) == {("a1",): ("b2",), ("a2",): ("b1",)}


def test_a_clause_that_was_split_is_found_with_all_its_pieces_also_where_they_went_apart() -> None:
    assert found([f"{MENTOR} {KLUIS}", PAUZE], [MENTOR, PAUZE, KLUIS]) == {("a1",): ("b1", "b3"), ("a2",): ("b2",)}


def test_clauses_that_were_merged_are_found_with_a_word_changed_on_the_way() -> None:
    new = [f"{MENTOR} {KLUIS.replace('conciërge', 'receptie')}", PAUZE]
    assert found([MENTOR, KLUIS, PAUZE], new) == {("a1", "a2"): ("b1",), ("a3",): ("b2",)}


def test_a_clause_that_only_took_in_a_sentence_of_another_was_not_merged() -> None:
    old = [f"{MENTOR} {KLUIS}", PAUZE]
    assert found(old, [MENTOR, f"{PAUZE} {KLUIS}"]) == {("a1",): ("b1",), ("a2",): ("b2",)}


@pytest.mark.parametrize("texts", [[MENTOR], [KLUIS, BOETE], ["Nee."], [""], []])
def test_documents_that_share_no_text_share_no_clause(texts: list[str]) -> None:
    assert alike(passages("a", texts), passages("b", [PAUZE.replace("plein", "dak")]), SURE) == []


def test_a_negation_is_a_change_of_the_same_clause_but_not_where_both_were_there() -> None:
    yes, no = "Leerlingen mogen in de pauze bellen.", "Leerlingen mogen in de pauze niet bellen."
    assert found([yes], [no]) == {("a1",): ("b1",)}
    assert found([yes, no], [no, yes]) == {("a1",): ("b2",), ("a2",): ("b1",)}


def test_of_two_that_are_as_like_none_is_certain() -> None:
    new = ["Leerlingen mogen in de pauze niet bellen.", "Leerlingen mogen in de pauze wel bellen."]
    (one,) = alike(passages("a", ["Leerlingen mogen in de pauze bellen."]), passages("b", new), SURE)
    assert one.certainty < SURE


def test_a_short_text_is_the_same_only_where_its_surroundings_are() -> None:
    assert found([MENTOR, "Nee.", KLUIS, PAUZE], [MENTOR, "Nee.", KLUIS, PAUZE])[("a2",)] == ("b2",)
    assert ("a2",) not in found([MENTOR, "Nee.", KLUIS, PAUZE], [MENTOR, KLUIS, "Nee.", BOETE])


def test_of_equal_texts_each_is_paired_in_its_own_surroundings() -> None:
    same = "Klachten gaan naar de teamleider van de afdeling."
    old, new = [MENTOR, same, KLUIS, same], [KLUIS, same, MENTOR, same]
    assert found(old, new) == {("a1",): ("b3",), ("a2",): ("b4",), ("a3",): ("b1",), ("a4",): ("b2",)}


def test_one_more_of_the_same_boilerplate_leaves_the_others_in_their_places() -> None:
    same = "Klachten gaan naar de teamleider van de afdeling."
    assert found([MENTOR, same, KLUIS], [MENTOR, same, KLUIS, same]) == {(f"a{n}",): (f"b{n}",) for n in (1, 2, 3)}


def test_the_same_boilerplate_in_different_clauses_does_not_make_them_the_same() -> None:
    tail = " Dit geldt ook op reis, tijdens de gymles en bij activiteiten buiten de school."
    assert found([MENTOR + tail, KLUIS + tail], [PAUZE + tail, BOETE + tail]) == {}


def test_swapped_texts_are_followed_though_their_ids_stayed() -> None:
    old = [Passage("art-1", MENTOR), Passage("art-2", KLUIS)]
    new = [Passage("art-1", KLUIS.replace("eerste", "tweede")), Passage("art-2", MENTOR)]
    assert {(one.old, one.new) for one in alike(old, new, SURE)} == {(("art-1",), ("art-2",)), (("art-2",), ("art-1",))}


def test_what_is_known_already_is_not_told_but_tells_where_others_stand() -> None:
    old, new = passages("a", [MENTOR, "Nee.", KLUIS]), passages("b", [MENTOR, "Nee.", KLUIS])
    (one,) = alike(old, new, SURE, known=[("a1", "b1"), ("a3", "b3")])
    assert (one.old, one.new, one.certainty >= SURE) == (("a2",), ("b2",), True)


words = st.lists(st.sampled_from(("de", "het", "telefoon", "mentor", "niet", "kluis", "mag", "pauze")), max_size=9)
documents = st.lists(words.map(" ".join), max_size=8)


@given(documents, documents)
def test_each_clause_is_used_once_and_swapped_versions_give_the_same(one: list[str], other: list[str]) -> None:
    old, new = passages("a", one), passages("b", other)
    likely = alike(old, new, SURE)
    for side in ([id_ for found in likely for id_ in found.old], [id_ for found in likely for id_ in found.new]):
        assert len(side) == len(set(side))
    back = alike(new, old, SURE)
    assert {(found.new, found.old, found.certainty) for found in back} == {
        (found.old, found.new, found.certainty) for found in likely
    }


PEOPLE = ("mentor", "conciërge", "gids", "teamleider", "chauffeur", "coach", "decaan", "directeur", "kok", "arts")
THINGS = ("sleutel", "kaart", "lijst", "helm", "tas", "jas", "brief", "kluis", "pas", "pen", "fiets", "bal", "krijt")
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag", "vandaag", "morgen", "later")
MANY = [
    f"De {PEOPLE[n % 10]} geeft de {THINGS[n % 13]} uiterlijk {DAYS[n // 10 % 10]} terug "
    f"aan de {PEOPLE[n // 100 % 10]} van klas {n // 1000}."
    for n in range(2000)
]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (MANY, MANY),
        (MANY, [text.replace("uiterlijk", "op") for text in MANY]),
        (["Dit geldt voor iedereen op school."] * 2000, ["Dit geldt voor iedereen op school."] * 1999),
        (["Nee."] * 2000, ["Ja."] * 2000),
        ([""] * 2000, [""] * 2000),
        (["Dit geldt voor iedereen."] * 2000, ["Dit geldt voor niemand."] * 2000),
    ],
    ids=["the same", "a word in each", "all equal", "short", "empty", "all equal and changed"],
)
def test_two_thousand_clauses_are_not_all_held_against_each_other(old: list[str], new: list[str]) -> None:
    sides = passages("a", old), passages("b", new)
    start = time.process_time()
    alike(*sides, SURE)
    assert time.process_time() - start < 10  # `make bench-diff` says how long it takes; all pairs would take minutes
