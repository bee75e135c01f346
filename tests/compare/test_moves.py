"""List items, sentences and notes that stand elsewhere, in the same words."""

from __future__ import annotations

from itertools import permutations

import pytest

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.compare.compare import compare
from schoolprotocol.policy.model import Clause, Policy
from tests.compare.edits import laid_out, made, reworded, text, with_note
from tests.conftest import ROOTS
from tests.helpers import policy_of

ITEMS = ("de telefoon gaat uit;", "de tas gaat dicht;", "de leraar begint op tijd;", "wie praat, luistert niet;")
SENTENCES = ("Leg je telefoon weg.", "Vraag het aan de mentor.", "Bel bij nood het meldpunt.", "Wacht op de gang.")


@pytest.fixture(scope="module")
def klein() -> Policy:
    return policy_of(ROOTS / "klein")


def moved(changes: ChangeSet) -> list[tuple[str, str, str]]:
    """(clause that it left, clause to which it came, words) of each move; both parts have the same number."""
    ends: dict[int, dict[str, tuple[str, str]]] = {}
    for change in changes.changes:
        for part in change.parts:
            if part.move is not None:
                assert part.old is None or part.new is None
                slot = part.new or part.old
                assert slot is not None
                words = " ".join("".join(s.shown for s in part.segments).split())
                side = ends.setdefault(part.move, {})
                assert (part.new is not None) not in [name == "new" for name in side]
                side["new" if part.new else "old"] = slot.clause_id, words
    assert sorted(ends) == list(range(1, len(ends) + 1))
    assert all(side["old"][1] == side["new"][1] for side in ends.values())
    return [(side["old"][0], side["new"][0], side["new"][1]) for _number, side in sorted(ends.items())]


def marked(changes: ChangeSet) -> str:
    """What came and went without having moved; white space between items is nothing."""
    parts = (part for change in changes.changes for part in change.parts if not part.move)
    return "".join(s.shown for part in parts for s in part.segments if s.op != "same").strip()


def listed(*items: str) -> str:
    return "Zo gaat het:\n\n" + "\n".join(f"- {item}" for item in items)


def step(klein: Policy, old: str, new: str) -> ChangeSet:
    return compare(reworded(klein, tips__vraag=old), reworded(klein, tips__vraag=new))


def test_an_item_that_stands_elsewhere_in_its_list_has_moved(klein: Policy) -> None:
    a, b, c, d = ITEMS
    assert moved(step(klein, listed(a, b, c, d), listed(b, c, d, a))) == [("tips.vraag", "tips.vraag", a)]


@pytest.mark.parametrize("order", list(permutations(range(4)))[1:])
def test_in_a_shuffled_list_nothing_comes_and_goes_but_what_moved(klein: Policy, order: tuple[int, ...]) -> None:
    changes = step(klein, listed(*ITEMS), listed(*(ITEMS[n] for n in order)))
    assert moved(changes)
    assert marked(changes) == ""
    assert changes.changes[0].weight == "review"


@pytest.mark.parametrize("order", list(permutations(range(4)))[1:])
def test_so_it_is_with_sentences(klein: Policy, order: tuple[int, ...]) -> None:
    changes = step(klein, " ".join(SENTENCES), " ".join(SENTENCES[n] for n in order))
    assert moved(changes)
    assert marked(changes) == ""


def test_an_item_that_moved_beside_one_that_came_and_one_that_went_is_seen(klein: Policy) -> None:
    a, b, c, d = ITEMS
    found = moved(step(klein, listed(a, b, c), listed(d, b, a)))
    assert [words for _from, _to, words in found] in ([a], [b])


def test_an_item_with_another_word_is_not_the_same_item(klein: Policy) -> None:
    a, b, c, _d = ITEMS
    assert moved(step(klein, listed(a, b, c), listed(b, c, a.replace("uit", "aan")))) == []


def test_an_item_that_stands_elsewhere_in_its_list_has_moved_however_short_it_is(klein: Policy) -> None:
    found = moved(step(klein, listed("bellen;", "films;", "geluid;"), listed("films;", "geluid;", "bellen;")))
    assert found == [("tips.vraag", "tips.vraag", "bellen;")]


def test_a_sentence_of_a_word_or_two_has_not_moved(klein: Policy) -> None:
    assert moved(step(klein, "Zwijg nu. Luister.", "Luister. Zwijg nu.")) == []


def test_sentences_that_keep_their_order_are_compared_as_one_text(klein: Policy) -> None:
    (change,) = step(klein, " ".join(SENTENCES), " ".join(SENTENCES).replace("mentor", "leraar")).changes
    assert len(change.parts) == 1


def test_white_space_between_the_words_does_not_matter(klein: Policy) -> None:
    a, b, c, _d = ITEMS
    again = a.replace(" gaat ", "\n  gaat ")
    assert moved(step(klein, listed(a, b, c), listed(b, c, again))) == [("tips.vraag", "tips.vraag", a)]


# -- between clauses --------------------------------------------------------------------------------------------------


def two(klein: Policy, first: Clause, second: Clause) -> Policy:
    return laid_out(klein, {"een": [first, second]})


def test_an_item_that_went_to_another_clause_has_moved_there(klein: Policy) -> None:
    a, b, c, d = ITEMS
    old = two(klein, made("t.a", listed(a, b, c)), made("t.b", listed(d, "tot slot gaat de deur dicht.")))
    new = two(klein, made("t.a", listed(a, b)), made("t.b", listed(d, c, "tot slot gaat de deur dicht.")))
    assert moved(compare(old, new)) == [("t.a", "t.b", c)]
    assert moved(compare(new, old)) == [("t.b", "t.a", c)]


def test_a_sentence_that_went_to_another_clause_has_moved_there(klein: Policy) -> None:
    a, b, c, d = SENTENCES
    old = two(klein, made("t.a", f"{a} {b}"), made("t.b", f"{c} {d}"))
    new = two(klein, made("t.a", a), made("t.b", f"{c} {b} {d}"))
    assert moved(compare(old, new)) == [("t.a", "t.b", b)]
    assert moved(compare(new, old)) == [("t.b", "t.a", b)]
    assert marked(compare(old, new)) == ""


def test_beside_a_sentence_that_went_the_others_are_compared_with_what_they_became(klein: Policy) -> None:
    a, b, c, d = SENTENCES
    old = two(klein, made("t.a", f"{a} {b}"), made("t.b", f"{c} {d}"))
    new = two(klein, made("t.a", a.replace("weg", "neer")), made("t.b", f"{c} {d} {b}"))
    assert moved(compare(old, new)) == [("t.a", "t.b", b)]
    assert marked(compare(old, new)) == "wegneer"


def test_a_sentence_that_stays_and_comes_in_another_clause_too_has_not_moved(klein: Policy) -> None:
    a, b, c, d = SENTENCES
    old = two(klein, made("t.a", f"{a} {b}"), made("t.b", f"{c} {d}"))
    new = two(klein, made("t.a", f"{a} {b}"), made("t.b", f"{c} {b} {d}"))
    assert moved(compare(old, new)) == []
    assert marked(compare(old, new)) == b


def test_a_short_item_in_another_clause_is_another_item(klein: Policy) -> None:
    old = two(klein, made("t.a", listed("films;", ITEMS[0])), made("t.b", listed(ITEMS[1])))
    new = two(klein, made("t.a", listed(ITEMS[0])), made("t.b", listed(ITEMS[1], "films;")))
    assert moved(compare(old, new)) == []


def test_an_item_that_went_within_its_clause_is_not_taken_by_another(klein: Policy) -> None:
    a, b, c, d = ITEMS
    old = two(klein, made("t.a", listed(a, b, c)), made("t.b", listed(d, b, c)))
    new = two(klein, made("t.a", listed(b, c, a)), made("t.b", listed(d, b, c, a)))
    assert moved(compare(old, new)) == [("t.a", "t.a", a)]


def test_a_note_that_went_to_another_clause_has_moved_there(klein: Policy) -> None:
    said = "De mentor heet ook coach."
    old = two(klein, with_note(made("t.a", "Vraag het de mentor[^m]."), "m", said), made("t.b", "Bel de mentor."))
    new = two(klein, made("t.a", "Vraag het de mentor."), with_note(made("t.b", "Bel de mentor[^m]."), "m", said))
    assert moved(compare(old, new)) == [("t.a", "t.b", said)]


def test_a_note_is_not_what_a_paragraph_was(klein: Policy) -> None:
    said = "De mentor heet ook coach."
    old = two(klein, made("t.a", f"Vraag het de mentor.\n\n{said}"), made("t.b", "Bel de mentor."))
    new = two(klein, made("t.a", "Vraag het de mentor."), with_note(made("t.b", "Bel de mentor[^m]."), "m", said))
    assert moved(compare(old, new)) == []


def test_a_short_sentence_is_not_what_a_paragraph_was(klein: Policy) -> None:
    old = two(klein, made("t.a", listed(*ITEMS[:2])), made("t.b", "Wacht."))
    new = two(klein, made("t.a", listed(ITEMS[1])), made("t.b", "Wacht.", kort=text(ITEMS[0])))
    assert moved(compare(old, new)) == []


def test_a_clause_that_went_and_one_that_came_in_the_same_words_are_a_matter_of_lineage(klein: Policy) -> None:
    old = laid_out(klein, {"een": [made("t.a", SENTENCES[0])]})
    new = laid_out(klein, {"een": [made("t.b", SENTENCES[0])]})
    assert moved(compare(old, new)) == []


def test_what_went_to_a_clause_that_is_new_has_moved_there(klein: Policy) -> None:
    a, b, c, d = ITEMS
    old = laid_out(klein, {"een": [made("t.a", listed(a, b, c))]})
    new = two(klein, made("t.a", listed(a, b)), made("t.b", listed(c, d)))
    assert moved(compare(old, new)) == [("t.a", "t.b", c)]


def test_the_same_item_twice_finds_two_places(klein: Policy) -> None:
    a, b, c, d = ITEMS
    old = two(klein, made("t.a", listed(a, b)), made("t.b", listed(a, c)))
    new = laid_out(klein, {"een": [made("t.a", listed(b)), made("t.b", listed(c)), made("t.c", listed(a, d, a))]})
    assert moved(compare(old, new)) == [("t.a", "t.c", a), ("t.b", "t.c", a)]
