"""Makes what is out of date of the documents of a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from schoolprotocol.build import begun, clearing, manifest
from schoolprotocol.build.bundles import BundleTask, key_of, without
from schoolprotocol.build.crew.local import Crew
from schoolprotocol.build.inputs import Inputs
from schoolprotocol.build.jobs import Outcome, Task
from schoolprotocol.build.keys import current, older
from schoolprotocol.build.manifest import Manifest
from schoolprotocol.build.published import addresses_of
from schoolprotocol.source.corpus import Corpus


def build(
    corpus: Corpus,
    tasks: Sequence[Task],
    inputs: Inputs,
    crew: Crew,
    *,
    keep_going: bool = False,
    done: Callable[[Outcome], None] = lambda _outcome: None,
) -> list[Outcome]:
    """Make what is out of date of each document's outputs.

    Args:
        corpus: the source.
        tasks: the plan.
        inputs: the files that a build reads.
        crew: who does the work.
        keep_going: make the other documents where one fails; else no new one is started.
        done: told of each document: first those of which nothing is out of date, then the others as they were planned.

    Returns:
        The outcomes in the order of the plan; without those that were not started.

    Raises:
        MissingOnMachineError: where a package or library is not there.
    """
    outcomes: dict[Task, Outcome] = {}

    def collect(outcome: Outcome) -> None:
        outcomes[outcome.task] = outcome
        done(outcome)

    for outcome in _as_they_are(tasks):
        collect(outcome)
    due = [task for task in tasks if task not in outcomes]
    if due:
        begun.begin(due[0].folders, inputs, [task.name for task in due])
        for outcome in crew.make(corpus, due, inputs.program, keep_going=keep_going):
            collect(outcome)
    return [outcomes[task] for task in tasks if task in outcomes]


def bundles_to_make(
    bundles: Sequence[BundleTask], outcomes: Sequence[Outcome], tokens: Mapping[str, str], program: str
) -> tuple[list[BundleTask], list[Outcome]]:
    """The handbooks, of documents that were made; what is told of those that would lack one.

    Args:
        bundles: those that are asked.
        outcomes: what became of the documents.
        tokens: those of the texts that were planned, by name.
        program: `Inputs.program`.
    """
    failed = [outcome.task for outcome in outcomes if outcome.error is not None]
    due, lost = list[BundleTask](), list[Outcome]()
    for task in bundles:
        key = key_of(task, program, tokens)
        lacking = [one.title for one in failed if one.name in task.bundle.texts]
        if key is None or lacking:
            lost.append(without(task, lacking))
        else:
            due.append(replace(task, token=key))
    return due, lost


def _as_they_are(tasks: Sequence[Task]) -> list[Outcome]:
    """The outcomes for documents of which nothing is out of date; sites that will stand elsewhere are taken away.

    The records of all documents take long to read: here they are read once for all that is asked of them.
    """
    found, moved = list[Outcome](), list[Task]()
    for task in tasks:
        made = _made(task)
        if clearing.is_moved(task, made):
            moved.append(task)
        as_it_is = _as_it_is(task, made)
        if as_it_is is not None:
            found.append(as_it_is)
    if not moved:
        return found
    clearing.clear_moved(moved)
    again = (_as_it_is(outcome.task, _made(outcome.task)) for outcome in found)
    return [outcome for outcome in again if outcome is not None]


def _made(task: Task) -> Manifest:
    return manifest.read(task.folders.manifest(task.name))


def _as_it_is(task: Task, made: Manifest) -> Outcome | None:
    """The outcome for a document of which nothing is out of date; None where something may be."""
    entries = current(made, task.targets, task.token)
    if entries is None or not all(manifest.is_intact(task.folders.build, entry.files) for entry in entries):
        return None
    there = tuple((t, entry.summary) for t, entry in zip(task.targets, entries, strict=True))
    site = f"{task.folders.html('').name}/"
    pages = (name.removeprefix(site) for entry in made.values() for name in entry.files if name.startswith(site))
    return Outcome(task, there=there, older=tuple(older(made, task.token)), addresses=frozenset(addresses_of(pages)))
