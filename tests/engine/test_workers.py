"""Children that work side by side: results in order, no task lost, and none of them grows without end."""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
import weakref
from collections import Counter

import pytest

from schoolprotocol.build.crew import memory, workers
from schoolprotocol.build.crew.memory import now_and_then
from schoolprotocol.build.crew.workers import Lost, in_order
from schoolprotocol.machine import memory_in_use

linux = pytest.mark.skipif(sys.platform != "linux", reason="what a process holds is known on Linux only")


def go_on(_result: object) -> bool:
    """Whatever comes of a task, the next one is started."""
    return False


def slow_at_first(task: int) -> int:
    time.sleep(0.2 if task == 0 else 0)
    return task * task


def who(_task: int) -> int:
    return os.getpid()


def dies_at_three(task: int) -> int:
    if task == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return task


@pytest.mark.parametrize("number", [1, 2, 5])
def test_results_come_in_the_order_of_the_tasks(number: int) -> None:
    assert list(in_order(slow_at_first, range(9), number, is_last=go_on)) == [(n, n * n) for n in range(9)]


def test_without_tasks_nothing_is_started() -> None:
    assert list(in_order(slow_at_first, [], 2, is_last=go_on)) == []


def test_a_child_that_is_stopped_loses_only_the_task_that_it_was_at() -> None:
    found = dict(in_order(dies_at_three, range(6), 2, is_last=go_on))
    assert found.pop(3) == Lost(-signal.SIGKILL)
    assert found == {n: n for n in (0, 1, 2, 4, 5)}


def test_after_the_last_result_no_new_task_is_started() -> None:
    found = dict(in_order(slow_at_first, range(9), 1, is_last=lambda result: result == 4))
    assert max(found) <= 4


def told_by(task: int) -> int:
    time.sleep(0.2)  # a child that waits for the machine that long loses none of its kin to another
    return who(task)


def test_kin_are_done_by_one_child_one_after_the_other() -> None:
    by = dict(in_order(told_by, range(12), 3, is_last=go_on, kin=lambda task: task // 2))
    assert list(by) == [*range(12)]
    assert all(by[n] == by[n + 1] for n in range(0, 8, 2)), by  # of the last ones nobody waits for another
    assert len({*by.values()}) == 3


def test_where_all_tasks_are_kin_they_are_done_side_by_side_all_the_same() -> None:
    assert len({pid for _task, pid in in_order(told_by, range(6), 2, is_last=go_on, kin=lambda _task: "one")}) == 2


def test_after_the_last_result_no_kin_is_started_either() -> None:
    found = dict(in_order(slow_at_first, range(9), 1, is_last=lambda result: result == 4, kin=lambda task: task % 2))
    assert sorted(found) == [0, 2, 4]  # the last one was started while that result was on its way


def test_a_child_makes_room_after_so_many_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PER_CHILD", 3)
    served = Counter(pid for _task, pid in in_order(who, range(8), 1, is_last=go_on))
    assert sorted(served.values()) == [2, 3, 3]


@linux
def test_a_child_that_holds_too_much_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "FULL", 1)
    monkeypatch.setattr(memory, "ROOM", -(1 << 40))
    assert len({pid for _task, pid in in_order(who, range(4), 1, is_last=go_on)}) == 4
    monkeypatch.setattr(memory, "FULL", 1 << 40)
    assert len({pid for _task, pid in in_order(who, range(4), 1, is_last=go_on)}) == 1


@linux
def test_what_the_parent_holds_makes_no_child_full(monkeypatch: pytest.MonkeyPatch) -> None:
    held = memory_in_use() or 0
    monkeypatch.setattr(memory, "FULL", held // 2)
    assert len({pid for _task, pid in in_order(who, range(4), 1, is_last=go_on)}) == 1


def test_a_child_gives_back_memory_before_its_next_task_and_not_before_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    given_back: list[int] = []
    monkeypatch.setattr(workers, "settle", lambda: given_back.append(1))
    assert dict(in_order(lambda _task: len(given_back), range(4), 1, is_last=go_on)) == {0: 0, 1: 1, 2: 2, 3: 3}


@linux
def test_a_child_makes_no_room_before_it_gave_back_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    held = [2]
    monkeypatch.setattr(memory, "memory_in_use", lambda: held[0])
    monkeypatch.setattr(memory, "FULL", 1)
    monkeypatch.setattr(memory, "ROOM", -2)
    monkeypatch.setattr(workers, "settle", lambda: held.__setitem__(0, 0))
    assert len({pid for _task, pid in in_order(who, range(4), 1, is_last=go_on)}) == 1


def test_what_small_things_leave_over_is_thrown_away_now_and_then() -> None:
    class Page:
        def __init__(self) -> None:
            self.itself = self  # as the context of a template holds its macros, which hold the context

    was_on = gc.isenabled()
    gc.disable()  # as in a command
    try:
        tidy, left = now_and_then(), list[weakref.ref[Page]]()
        for _number in range(60):
            left.append(weakref.ref(Page()))
            tidy()
        assert sum(one() is not None for one in left) < 30
    finally:
        if was_on:
            gc.enable()
