"""Names in lists, and what words they are made of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schoolprotocol.words.names import in_a_list


def test_numbers_count_as_numbers_and_marks_on_letters_do_not() -> None:
    assert in_a_list("Regenboog 2") < in_a_list("Regenboog 10") < in_a_list("Regenboog 10 Zuid")
    assert in_a_list("Één") == in_a_list("een") < in_a_list("Eén b")
    assert in_a_list("’t Hof") == in_a_list("'t hof")
    assert in_a_list("De Aurora") < in_a_list("Het Anker"), "as printed"


@given(st.lists(st.text(max_size=20)))
def test_any_names_can_be_put_in_order_whatever_order_they_came_in(names: list[str]) -> None:
    def place(name: str) -> tuple[tuple[str | int, ...], str]:
        return in_a_list(name), name

    turned = list(reversed(names))
    assert sorted(turned, key=place) == sorted(names, key=place)
