"""A real Dask scheduler with two workers on loopback."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """What is at work."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]


def started(log: Path, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """A program of Dask, from the project's folder, in a process group of its own."""
    with log.open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            stdout=output,
            stderr=output,
            start_new_session=True,
            env={**os.environ, **environment},
        )


def awaited(what: Callable[[], str | None]) -> str:
    """Ask until there is an answer."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        answer = what()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError("no answer")


def found_in(log: Path, pattern: str) -> Callable[[], str | None]:
    """Looks for what a program said."""

    def answer() -> str | None:
        match = re.search(pattern, log.read_text("utf-8"))
        return match[0] if match else None

    return answer


@contextmanager
def at_work(folder: Path, workers: int) -> Iterator[Cluster]:
    """A scheduler on a free port, and so many workers with a thread each."""
    running: list[subprocess.Popen[bytes]] = []
    try:
        log = folder / "scheduler.log"
        scheduler = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        running.append(started(log, *scheduler))
        address = awaited(found_in(log, r"tcp://127\.0\.0\.1:\d+"))
        for number in range(1, workers + 1):
            options = (
                "--nthreads",
                "1",
                "--no-dashboard",
                "--no-nanny",
                "--local-directory",
                str(folder / f"{number}"),
            )
            worker_log = folder / f"worker{number}.log"
            running.append(started(worker_log, "distributed.cli.dask_worker", address, *options))
            awaited(found_in(worker_log, "Registered to"))
        yield Cluster(address, tuple(running[1:]))
    finally:
        for process in running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Two workers."""
    with at_work(tmp_path_factory.mktemp("cluster"), 2) as found:
        yield found
