"""Which clauses moved."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schoolprotocol.compare.order import moved

IDS = "abcdefgh"


def test_of_two_that_changed_places_the_smaller_one_moved() -> None:
    assert moved("ab", "ba", {"a": 500, "b": 20}) == {"b"}
    assert moved("ab", "ba", {"a": 20, "b": 500}) == {"a"}


def test_what_came_and_went_moves_nothing() -> None:
    assert moved("abcd", "xaycz", {}) == set()


@given(st.permutations(IDS))
def test_the_rest_kept_its_order_and_no_fewer_could_have_moved(new: list[str]) -> None:
    found = moved(IDS, new, {})
    rest = [id_ for id_ in new if id_ not in found]
    assert rest == sorted(rest)
    assert len(rest) == _longest(new)


@given(st.permutations(IDS), st.dictionaries(st.sampled_from(IDS), st.integers(0, 3)))
def test_swapping_moves_the_same_ones(new: list[str], weights: dict[str, int]) -> None:
    assert moved(IDS, new, weights) == moved(new, list(IDS), weights)


def _longest(values: list[str]) -> int:
    best: list[int] = []
    for index, value in enumerate(values):
        best.append(1 + max((best[i] for i in range(index) if values[i] < value), default=0))
    return max(best)
