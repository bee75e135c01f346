"""Who makes the documents of a plan: here, children of this process; `remote` has the workers of a scheduler."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from gettext import gettext as _
from operator import attrgetter
from typing import Protocol, TypeVar

from schoolprotocol.build.bundles import BundleTask
from schoolprotocol.build.crew import limits
from schoolprotocol.build.crew.workers import Lost, in_order, why_lost
from schoolprotocol.build.jobs import Outcome, Task, failed, job_of
from schoolprotocol.build.stopwatch import Stopwatch
from schoolprotocol.errors import MissingOnMachineError
from schoolprotocol.source.corpus import Corpus

T = TypeVar("T")


class Crew(Protocol):
    """Makes documents."""

    def make(self, corpus: Corpus, tasks: Sequence[Task], program: str, *, keep_going: bool) -> Iterator[Outcome]:
        """Make what is out of date of each document's outputs.

        Args:
            corpus: the source.
            tasks: the documents.
            program: `Inputs.program`.
            keep_going: start the others where one fails.

        Returns:
            What became of each, in the order of the tasks; without those that were not started.
        """


@dataclass(frozen=True, slots=True)
class Local:
    """Children of this process."""

    workers: int | None = None
    """At once; by default as many as there are cores."""

    def make(self, corpus: Corpus, tasks: Sequence[Task], program: str, *, keep_going: bool) -> Iterator[Outcome]:
        """Make what is out of date of each document's outputs."""
        warm_up(tasks)
        work = partial(_make, corpus, program)

        def is_last(result: Outcome | Lost) -> bool:
            return not keep_going and (isinstance(result, Lost) or result.error is not None)

        workers = self.workers or os.cpu_count() or 1
        for task, result in in_order(work, tasks, workers, is_last=is_last, kin=attrgetter("school")):
            yield lost(task, result) if isinstance(result, Lost) else result


def lost(task: Task, why: Lost) -> Outcome:
    """What is told of a task whose process was stopped."""
    if why.is_late:
        found = limits.took_too_long(task.school, task.protocol)
        return Outcome(task, error=found.message(), exit_code=1, diagnostics=(found,))
    return Outcome(task, error=why_lost(why), exit_code=3)


def in_a_child(work: Callable[[Task], T], task: Task) -> T | Outcome:
    """Do what one document asks in a child of its own, within the bounds of a document.

    Returns:
        What it gave; what is told where it failed or was stopped.
    """
    ((_task, result),) = in_order(partial(_done, work), [task], 1, is_last=lambda _result: True)
    return lost(task, result) if isinstance(result, Lost) else result


def _done(work: Callable[[Task], T], task: Task) -> T | Outcome:
    try:
        return work(task)
    except Exception as error:
        return failed(task, error, Stopwatch())


def warm_up(tasks: Sequence[Task]) -> None:
    """Import what draws: only where something is drawn, and once, before children are forked.

    Raises:
        MissingOnMachineError: where it is not there.
    """
    try:
        from schoolprotocol.build import making  # noqa: PLC0415

        making.warm_up(tasks[0].folders.templates, {target for task in tasks for target in task.targets})
    except ImportError as error:
        text = _("The package {name} is not there, or does not work: {detail}. Install everything again: make all.")
        raise MissingOnMachineError(text.format(name=error.name or "?", detail=error)) from error


def _make(corpus: Corpus, program: str, task: Task) -> Outcome:
    """What a child does."""
    from schoolprotocol.build import bundling, making  # noqa: PLC0415

    if isinstance(task, BundleTask):
        return bundling.make(task)
    watch = Stopwatch()
    try:
        with watch.measure("resolve"):
            job = job_of(corpus, task)
    except Exception as error:
        return failed(task, error, watch)
    return making.make(task, job, program, watch)
