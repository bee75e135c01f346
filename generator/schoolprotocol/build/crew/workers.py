"""Processes that work side by side: children of a warm parent, each at its next task as soon as it is free.

Children are forked where the machine can, so that they start with everything that the parent has; elsewhere they are
spawned. Each works alone: when the machine stops one, only the task that it was at is lost, and it is known which.
"""

from __future__ import annotations

import gc
import multiprocessing
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from gettext import gettext as _
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar, cast

from schoolprotocol import messages
from schoolprotocol.build.crew import limits
from schoolprotocol.build.crew.memory import filling, settle
from schoolprotocol.machine import FORKS, be_a_child, ran_out_of_time, stands_still

T = TypeVar("T")
R = TypeVar("R")

_LOOK = 0.5
"""Seconds between two looks at whether any child is stuck."""
_LEAVE = 10.0
"""Seconds that a child may take to end when its work is done."""
PER_CHILD = 50
"""Tasks after which a child makes room for a new one: what libraries keep for good must not add up."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What is known of a task whose process was stopped."""

    exit_code: int | None
    """As `multiprocessing` gives it: minus the number of the signal."""
    is_late: bool = False
    """Whether it was stopped because it took too long."""


def why_lost(lost: Lost) -> str:
    """Why a process was stopped, and what to do."""
    if lost.is_late:
        return _("it took too long")
    why = why_stopped(lost)
    text = _(
        "the machine stopped the making of this document ({why}); probably its memory was full. What was there before "
        "is still there. Try again with fewer at once: --jobs 1."
    )
    return text.format(why=why)


def why_stopped(lost: Lost) -> str:
    """What the machine says of the end of a process."""
    code = lost.exit_code or 0
    return _("signal {n}").format(n=-code) if code < 0 else _("exit code {n}").format(n=code)


def in_order(
    work: Callable[[T], R],
    tasks: Sequence[T],
    workers: int,
    *,
    is_last: Callable[[R | Lost], bool],
    kin: Callable[[T], object] | None = None,
) -> Iterator[tuple[T, R | Lost]]:
    """Do tasks side by side and give what came of each, in the order of the tasks.

    However the loop over it ends, also by an exception, the children are gone afterwards.

    Args:
        work: does one task.
        tasks: what there is to do.
        workers: children at once.
        is_last: whether no new task should be started after this result; what was started is finished.
        kin: tasks of which this is the same are done in one child where that keeps nobody waiting: it knows half of
            the next one already.
    """
    crew = _Crew(work, tasks, min(workers, len(tasks)), kin)
    results: dict[int, R | Lost] = {}
    told = 0
    try:
        for index, result in crew.results():
            results[index] = result
            if is_last(result):
                crew.start_no_more()
            while told in results:
                yield tasks[told], results.pop(told)
                told += 1
        for index in sorted(results):  # a task in between was never started
            yield tasks[index], results[index]
    finally:
        crew.kill()


@dataclass(frozen=True, slots=True)
class Apart:
    """What a process of its own gives (`apart`)."""

    line: Connection

    def is_ready(self) -> bool:
        """Whether there is anything to take, or will never be again."""
        return self.line.poll()

    def take(self) -> bytes | None:
        """The next item, waited for; None where there is no other."""
        try:
            return self.line.recv_bytes()
        except EOFError:
            return None


@contextmanager
def apart(items: Callable[[], Iterable[bytes]]) -> Iterator[Apart]:
    """What a process of its own gives, as it gives it; a few are ready, and it waits until they are taken.

    Who has threads by now, or unpickles nothing, cannot hire children as `in_order` does: this process can. It is gone
    when the block ends. Where the machine stops it before, there are fewer items.
    """
    context: Any = multiprocessing.get_context("fork" if FORKS else "spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(items, theirs, ours if FORKS else None, messages.in_use()))
    process.start()
    theirs.close()
    try:
        yield Apart(ours)
    finally:
        process.kill()
        process.join()
        ours.close()


def _tell(
    items: Callable[[], Iterable[bytes]], line: Connection, other: Connection | None, language: messages.Language | None
) -> None:
    _begin(language)
    if other is not None:
        other.close()
    with suppress(BrokenPipeError):
        for item in items():
            line.send_bytes(item)


@dataclass(slots=True)
class _Child:
    process: BaseProcess
    started: int = 0
    """How many tasks it was given."""
    task: int | None = None
    """The one that it is at."""
    kin: object = None
    """Of that task, or of its last one."""
    is_full: bool = False
    """Whether it makes room for a new one."""
    until: float = 0.0
    """When it is taken for stuck, by the clock that only runs on."""
    still_since: float | None = None
    """Since when it stands still by a signal."""
    is_late: bool = False
    """Whether we stopped it."""


class _Crew(Generic[T, R]):
    def __init__(
        self, work: Callable[[T], R], tasks: Sequence[T], size: int, kin: Callable[[T], object] | None
    ) -> None:
        self._work, self._tasks, self._size = work, tasks, size
        self._waiting: OrderedDict[object, deque[int]] = OrderedDict()
        """The tasks that nobody began, by their kin."""
        for n, task in enumerate(tasks):
            self._waiting.setdefault(n if kin is None else kin(task), deque()).append(n)
        self._goes_on = len(tasks) > size
        """Whether any child may get another task after its first."""
        self._children: dict[Connection, _Child] = {}
        self._context: Any = multiprocessing.get_context("fork" if FORKS else "spawn")

    def start_no_more(self) -> None:
        self._waiting.clear()

    def results(self) -> Iterator[tuple[int, R | Lost]]:
        self._hire()
        while self._children:
            for line in wait(list(self._children), _LOOK):
                yield from self._answer(cast("Connection", line))  # on Windows it has another name
            self._stop_late()
            self._hire()

    def _stop_late(self) -> None:
        """Stop the children that are stuck: their lines tell the rest."""
        now = time.monotonic()
        for child in self._children.values():
            is_still = child.process.pid is not None and stands_still(child.process.pid)
            child.still_since = (child.still_since or now) if is_still else None
            if now > child.until or (child.still_since is not None and now - child.still_since > limits.STOPPED):
                child.is_late = True
                child.process.kill()

    def _hire(self) -> None:
        """As many children as there is work for, each with a task."""
        while len(self._children) < self._size and self._waiting:
            ours, theirs = self._context.Pipe()
            # A fork has our ends of the lines too. It lets go of them: else no child would see that we are gone.
            inherited = [*self._children, ours] if FORKS else []
            arguments = self._work, theirs, inherited, messages.in_use()
            process = self._context.Process(target=_serve, args=arguments, kwargs={"goes_on": self._goes_on})
            process.start()
            theirs.close()
            self._children[ours] = _Child(process)
            self._give(ours)

    def _give(self, line: Connection) -> None:
        """The next task to a child, or its leave."""
        child = self._children[line]
        child.task = None
        if self._waiting and child.started < PER_CHILD and not child.is_full:
            child.task, child.started = self._next(child), child.started + 1
            child.until = time.monotonic() + limits.seconds() * limits.SLOWLY
            with suppress(BrokenPipeError):  # it was stopped just now: its line tells so
                line.send(self._tasks[child.task])
        else:
            self._dismiss(line)

    def _next(self, child: _Child) -> int:
        """The next task for a child: kin of its last one; else what is no kin of what another is at; else the first."""
        if child.kin not in self._waiting:
            others = {one.kin for one in self._children.values()}
            child.kin = next((kin for kin in self._waiting if kin not in others), next(iter(self._waiting)))
        tasks = self._waiting[child.kin]
        task = tasks.popleft()
        if not tasks:
            del self._waiting[child.kin]
        return task

    def _answer(self, line: Connection) -> Iterator[tuple[int, R | Lost]]:
        child = self._children[line]
        assert child.task is not None, "a child without a task was dismissed"  # noqa: S101
        try:
            result, child.is_full = line.recv()
        except (EOFError, ConnectionResetError):
            self._dismiss(line)
            code = child.process.exitcode
            yield child.task, Lost(code, child.is_late or ran_out_of_time(code))
            return
        done = child.task
        self._give(line)
        yield done, result

    def _dismiss(self, line: Connection) -> None:
        child = self._children.pop(line)
        line.close()  # which ends its loop
        child.process.join(_LEAVE)
        if child.process.exitcode is None:  # it stands still
            child.process.kill()
            child.process.join()

    def kill(self) -> None:
        """Stop every child at once, whatever it is doing."""
        for child in self._children.values():
            child.process.kill()
        for line, child in self._children.items():
            child.process.join()
            line.close()
        self._children.clear()


def _serve(
    work: Callable[[T], R],
    line: Connection,
    others: Sequence[Connection],
    language: messages.Language | None,
    *,
    goes_on: bool,
) -> None:
    """What a child does: one task after the other, until its line is closed."""
    _begin(language)
    # Looking for garbage all the time would cost a fifth: `settle` does it between two tasks; after the last one all
    # goes with the process. And what we share with the parent stays shared, as the collector does not touch it.
    gc.disable()
    gc.freeze()
    for other in others:
        other.close()
    limits.bound_memory()
    is_full, is_settled = filling(), True
    while True:
        try:
            task: T = line.recv()
        except (EOFError, OSError):
            return
        if not is_settled:
            settle()
        limits.bound_time()
        result = work(task)
        if is_settled := goes_on and is_full():
            settle()
        line.send((result, goes_on and is_full()))
        del result, task


def _begin(language: messages.Language | None) -> None:
    parent = multiprocessing.parent_process()
    be_a_child(parent.pid if parent else None)
    if language is not None:  # one that was spawned speaks none yet
        messages.use(language)
