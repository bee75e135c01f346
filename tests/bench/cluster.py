"""What a Dask cluster makes of a build: measured with 2, 4 and 8 workers here, replayed for more from what tasks took.

Of each task is measured, one after the other in this process, what it takes to pack, to make and to keep it, and how
many bytes go there and come back; of Dask itself, what the client takes to send so many bytes and to receive so many.
The replay is no measurement: it hands these tasks to as many workers as one likes, with a client that does one thing at
a time, as `Remote.make` does it. What it leaves out stands in the page.
"""

from __future__ import annotations

import os
import shutil
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import heapify, heapreplace
from itertools import cycle, islice, pairwise, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schoolprotocol import outputs
from schoolprotocol.build import last as lasts
from schoolprotocol.build import making
from schoolprotocol.build.crew import remote
from schoolprotocol.build.crew.answer import read
from schoolprotocol.build.planning import plan
from schoolprotocol.config import Folders
from schoolprotocol.documents.finding import open_shared
from schoolprotocol.templating import templates_in
from tests.scheduler.conftest import at_work

if TYPE_CHECKING:
    from tests.bench.bench import Cost

HERE = (2, 4, 8)
"""Workers that are measured."""
ON_PAPER = (2, 8, 16, 32, 64)
"""Workers that are replayed."""
SCHOOLS, CLIENTS = (1_000, 10_000), (2, 8)
"""On paper; and cores of the client."""
LINK = 125_000_000
"""Bytes that a network of one gigabit carries in a second."""
Build = Callable[[Sequence[str]], "Cost"]
"""Runs our build with more options, into an empty folder."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What one task took: seconds, and bytes on the way."""

    packed: float
    """By a child of the client."""
    sent: float
    """By the client."""
    there: int
    """Bytes of the task."""
    made: float
    """By a worker."""
    back: int
    """Bytes of the answer."""
    kept: float
    """By the client: to receive, read and put in its place."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """A build on paper."""

    wall: float
    """Seconds until the last answer is in its place."""
    client: float
    """The share of it in which the client works."""
    workers: float
    """The share of it in which a worker does."""


def replay(tasks: Sequence[Spent], workers: int, packers: int, *, at_once: int = remote.AT_ONCE) -> Replayed:
    """The tasks in their order, each to the worker that is free first; the client sends and keeps one at a time."""
    packing, free = [0.0] * packers, [0.0] * workers
    heapify(packing)
    sent, left = deque[tuple[Spent, float]](), deque(tasks)
    clock = busy = 0.0
    while left or sent:
        ready = packing[0] + left[0].packed if left else 0.0
        if left and len(sent) < at_once and (ready <= clock or not (sent and sent[0][1] <= clock)):
            task = left.popleft()
            heapreplace(packing, ready)
            takes = task.sent + task.there / LINK
            clock, busy = max(clock, ready) + takes, busy + takes
            done = max(clock, free[0]) + task.made
            heapreplace(free, done)
            sent.append((task, done))
        else:
            task, done = sent.popleft()
            takes = task.kept + task.back / LINK
            clock, busy = max(clock, done) + takes, busy + takes
    return Replayed(clock, busy / clock, sum(task.made for task in tasks) / (clock * workers))


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[str]:
    """A scheduler with so many workers on loopback, which have imported what draws; gives its address."""
    folder.mkdir(parents=True)
    with at_work(folder, workers) as found:
        with _client(found.address) as client:
            client.run(_warm_up)
        yield found.address


def _client(address: str) -> Any:
    from distributed import Client  # an extra

    return Client(address, set_as_default=False, direct_to_workers=False)  # type: ignore[no-untyped-call]


def _warm_up() -> None:
    making.warm_up(templates_in(Path("none")), outputs.names())  # as a project has them that has none of its own


def rows(root: Path, schools: int, folder: Path, build: Build) -> list[str]:
    """Three tables: what tasks take, builds that were measured, and builds on paper.

    Args:
        root: the project.
        schools: that it has.
        folder: an empty one.
        build: see `Build`.
    """
    walls = {"children of the client": build(())}
    by_dask = (0.0, 0.0)
    tasks, planned = measured(root, folder / "alone")
    for number in HERE:
        with cluster(folder / f"cluster-{number}", number) as address:
            if number == HERE[0]:
                by_dask = _through_dask(address, tasks)
            walls[f"{number} workers"] = build(("--scheduler", address))
    sent, received = by_dask
    whole = [Spent(t.packed, sent, t.there, t.made, t.back, t.kept + received) for t in tasks]
    return [*_of_tasks(whole, by_dask), "", *_measured_rows(walls), "", *_on_paper(whole, planned / schools, schools)]


def measured(root: Path, folder: Path) -> tuple[list[Spent], float]:
    """What each task takes without Dask, in this process; and what it took to plan all of them."""
    folders = Folders(root, folder)
    corpus, looked = open_shared(root), lasts.looked_at(folders, lasts.read(folders))
    start = os.times()
    planned = plan(corpus, folders, outputs.names(), looked, workers=1, anew=True)
    usage = sum(after - before for before, after in zip(start[:4], os.times()[:4], strict=True))
    making.warm_up(folders.templates, outputs.names())
    found = []
    for task in planned.tasks:
        marks, parcel = [time.process_time()], remote._packed(corpus, looked.program, task)
        marks.append(time.process_time())
        content = parcel.removeprefix(remote._TO_MAKE)
        assert content != parcel, task.name
        answer = remote.make_there(
            remote.Parcel(task, looked.program, folders.templates.digest(), content), remote._own(folders.templates)
        )
        marks.append(time.process_time())
        outcome = remote._kept(task, read(answer, task, [task.name]))
        marks.append(time.process_time())
        assert outcome.error is None, outcome.error
        packed, made, kept = (after - before for before, after in pairwise(marks))
        found.append(Spent(packed, 0.0, len(parcel), made, len(answer), kept))
    shutil.rmtree(folder)
    return found, usage


def answered(_parcel: bytes, size: int) -> bytes:
    """What a worker gives that makes nothing."""
    return os.urandom(size)


def _through_dask(address: str, tasks: Sequence[Spent]) -> tuple[float, float]:
    """Seconds on the clock that the client takes for a task: to send, and to receive what is done."""
    with _client(address) as client:
        client.submit(answered, b"", 1, pure=False).result()
        parcels = [os.urandom(task.there) for task in tasks]
        start = time.perf_counter()
        sent = [
            client.submit(answered, parcel, task.back, pure=False) for parcel, task in zip(parcels, tasks, strict=True)
        ]
        between = time.perf_counter()
        while not all(one.done() for one in sent):
            time.sleep(0.01)
        begun = time.perf_counter()
        for one in sent:
            one.result()
            one.release()
        return (between - start) / len(tasks), (time.perf_counter() - begun) / len(tasks)


def _of_tasks(tasks: Sequence[Spent], by_dask: tuple[float, float]) -> list[str]:
    def told(what: str, values: Sequence[float], form: str) -> str:
        ordered = sorted(values)
        return f"| {what} | {form.format(ordered[len(ordered) // 2])} | {form.format(ordered[-1])} |"

    return [
        f"| of {len(tasks)} tasks, all outputs | half take less than | the largest |",
        "|---|---|---|",
        told("bytes of a task", [task.there / 1000 for task in tasks], "{:.0f} kB"),
        told("bytes of its answer", [task.back / 1000 for task in tasks], "{:.0f} kB"),
        told("a child of the client packs it", [1000 * task.packed for task in tasks], "{:.0f} ms"),
        told("a worker makes it", [1000 * task.made for task in tasks], "{:.0f} ms"),
        told(
            f"the client sends and keeps it (Dask: {1000 * by_dask[0]:.1f} and {1000 * by_dask[1]:.1f} ms)",
            [1000 * (task.sent + task.kept) for task in tasks],
            "{:.0f} ms",
        ),
    ]


def _measured_rows(walls: dict[str, Cost]) -> list[str]:
    (first, *_more) = walls.values()
    return [
        "| measured, all schools at once | wall | against the first | CPU of the client with its children |",
        "|" + "---|" * 4,
        *(
            f"| {name} | {cost.wall:.1f} s | {first.wall / cost.wall:.2f}× | {cost.cpu:.1f} s |"
            for name, cost in walls.items()
        ),
    ]


def _on_paper(tasks: Sequence[Spent], planned: float, schools: int) -> list[str]:
    head = " | ".join(f"{number} workers" for number in ON_PAPER)
    rows = [f"| on paper: until the last document is there | planning | {head} |", "|" + "---|" * (len(ON_PAPER) + 2)]
    for number, cores in product(SCHOOLS, CLIENTS):
        many = list(islice(cycle(tasks), len(tasks) * number // schools))
        before = planned * number / cores
        cells = []
        for workers in ON_PAPER:
            one = replay(many, workers, cores - 1)  # the client itself has the other
            cells.append(f"{(before + one.wall) / 60:.1f} min (workers {one.workers:.0%}, client {one.client:.0%})")
        rows.append(f"| {number} schools, a client of {cores} cores | {before / 60:.1f} min | {' | '.join(cells)} |")
    return rows
