"""A slot is a text only in JSON: there and back again it is the same slot, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schoolprotocol.compare.changeset import Kept
from schoolprotocol.policy.slots import EXCERPT, Slot
from schoolprotocol.policy.walk import every_text
from tests.policy.policies import policies

ids = st.from_regex(r"[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z]+)?", fullmatch=True) | st.just(EXCERPT)
numbers = st.integers(0, 10_000)
slots = st.one_of(
    *(st.builds(make, ids) for make in (Slot.clause, Slot.heading, Slot.table)),
    st.builds(Slot.note, ids, ids),
    st.builds(Slot.table_column, ids, numbers),
    st.builds(Slot.group, ids, numbers),
    st.builds(Slot.column, ids, numbers, numbers),
    st.builds(Slot.cell, ids, numbers, numbers),
)


@given(slots)
def test_a_slot_written_and_read_again_is_the_same_slot(slot: Slot) -> None:
    assert Slot.parse(str(slot)) == slot


@given(slots | st.text("abcen/0123.-#", max_size=16))
def test_a_text_is_refused_or_is_the_text_of_its_slot(given_: Slot | str) -> None:
    text = str(given_)
    try:
        slot = Slot.parse(text)
    except ValueError:
        return
    assert str(slot) == text


@given(slots, slots)
def test_two_slots_with_one_text_are_one_slot(one: Slot, other: Slot) -> None:
    assert (str(one) == str(other)) == (one == other)


@given(policies())
def test_the_slots_of_a_policy_can_be_written_and_read(policy: object) -> None:
    for slot, _text in every_text(policy):  # type: ignore[arg-type]
        assert Slot.parse(str(slot)) == slot


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "clause",
            "clause/",
            "note/a.b",
            "note/a.b/",
            "note//n",
            "group/s",
            "group/s/",
            "group/s/01",
            "group/s/-1",
        ),
        *("column/s/1", "column/s/1/x", "cell/t/1", "cell/t/1/²", "table-column/t", "kop/s", "own/title", "Clause/a.b"),
    ],
)
def test_what_is_no_slot_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no slot"):
        Slot.parse(text)


def test_a_change_set_has_slots_and_its_json_their_texts() -> None:
    kept = Kept(old=Slot.note("a.b", "n"), new=Slot.cell("t", 2, 0), text="x")
    assert kept.model_dump_json() == '{"old":"note/a.b/n","new":"cell/t/2/0","text":"x"}'
    assert Kept.model_validate_json(kept.model_dump_json()) == kept


def test_a_change_set_with_something_else_for_a_slot_is_refused() -> None:
    with pytest.raises(ValidationError, match="no slot"):
        Kept.model_validate_json('{"old":"note/a.b","new":"cell/t/2/0","text":"x"}')
    with pytest.raises(ValidationError, match="no slot"):
        Kept.model_validate({"old": 3, "new": "cell/t/2/0", "text": "x"})
