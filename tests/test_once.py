"""What is made once of a thing that never changes."""

import gc
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from schoolprotocol.once import made_for_life, made_once


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads that take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_only_the_last_few_are_kept() -> None:
    made: list[object] = []

    @made_once(2)
    def name(of: object) -> int:
        made.append(of)
        return len(made)

    a, b, c = object(), object(), object()
    assert [name(one) for one in (a, b, a, b, c, a)] == [1, 2, 1, 2, 3, 4]


def test_things_that_are_equal_are_still_two() -> None:
    @made_once(2)
    def first(of: list[int]) -> int:
        return id(of)

    one, other = [1], [1]
    assert first(one) != first(other)


class _Thing:
    """That can be gone."""


def test_what_is_there_is_asked_once_and_what_is_gone_leaves_nothing_to_who_comes_in_its_place() -> None:
    made: list[int] = []

    @made_for_life
    def name(of: _Thing) -> int:
        made.append(id(of))
        return len(made)

    kept = [_Thing() for _one in range(100)]
    assert [name(one) for one in [*kept, *kept]] == [*range(1, 101)] * 2
    assert [name(_Thing()) for _one in range(100)] == [*range(101, 201)]
    gc.collect()
    assert len({*made}) < 200, "no place was taken again: this proves nothing"


@pytest.mark.usefixtures("hurried")
def test_threads_that_ask_side_by_side_each_get_their_own() -> None:
    things = [object() for _thing in range(60)]
    wrong: list[object] = []

    @made_once(40)
    def told(of: object) -> object:
        time.sleep(0)  # to another thread, that may stand in the midst of what is kept
        return of

    def ask(turn: int) -> None:
        try:
            for count in range(1_500):
                thing = things[(7 * turn + count) % 60]
                if told(thing) is not thing:
                    wrong.append(thing)
        except RuntimeError as error:
            wrong.append(error)

    threads = [threading.Thread(target=ask, args=(turn,)) for turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
