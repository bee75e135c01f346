"""Builds outputs: first the plan, from the source alone; then what is out of date, in children of a warm parent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from generator.check.versions import check_proposals, check_releases
from generator.config import Folders, Target
from generator.diagnostics import Diagnostic, has_errors, sort
from generator.errors import SourceError
from generator.model.corpus import Corpus
from generator.pipeline.crews import Crew
from generator.pipeline.documents import Key
from generator.pipeline.inputs import Inputs
from generator.pipeline.jobs import Outcome, Task, failed
from generator.pipeline.keys import current, token_of
from generator.pipeline.stopwatch import Stopwatch
from generator.publish import manifest
from generator.publish.glyphs import missing_glyphs
from generator.resolve.policy import Resolution, resolve

NEEDS_PDF: frozenset[Target] = frozenset({"pdf", "diff"})


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked, in the order of the schools' ids."""

    tasks: tuple[Task, ...]
    faulty: tuple[Outcome, ...] = ()
    """Documents whose text has faults, where the others are made all the same."""


def plan(
    corpus: Corpus,
    folders: Folders,
    targets: Sequence[Target],
    inputs: Inputs,
    keys: Iterable[Key] | None = None,
    *,
    keep_going: bool = False,
) -> Plan:
    """Resolve every document that is asked, and say of what its outputs will be made.

    Args:
        corpus: the source.
        folders: where outputs go.
        targets: which outputs.
        inputs: the files that a build reads.
        keys: which documents; by default all.
        keep_going: leave out the documents that have faults.

    Raises:
        SourceError: where any of these texts has faults, or a frozen text of one was edited; then nothing is built.
    """
    tasks, faulty = [], []
    found: list[Diagnostic] = []
    for key in corpus.documents() if keys is None else keys:
        task = Task(*key, tuple(targets), folders)
        try:
            tasks.append(_planned(corpus, task, inputs))
        except SourceError as error:
            found += error.diagnostics
            faulty.append(failed(task, error, Stopwatch()))
    if found and not keep_going:
        raise SourceError(sort(found))
    return Plan(tuple(tasks), tuple(faulty))


def _planned(corpus: Corpus, task: Task, inputs: Inputs) -> Task:
    resolution = resolve(corpus, *task.key)
    found = [
        *resolution.diagnostics,
        *check_releases(corpus, [task.key]),
        *check_proposals(corpus, [task.key]),
        *(_missing_glyphs(task.folders, resolution) if NEEDS_PDF & set(task.targets) else ()),
    ]
    if resolution.policy is None or has_errors(found):
        raise SourceError(sort(found))
    return replace(task, token=token_of(corpus, task, resolution.policy, inputs))


def _missing_glyphs(folders: Folders, resolution: Resolution) -> list[Diagnostic]:
    policy = resolution.policy
    if policy is None:
        return []
    given = {name: (o.value.text, o.place) for name, o in resolution.origins.items() if o.value is not None}
    return missing_glyphs(policy, folders.templates / "fonts", policy.document.at(), resolution.places, given)


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

    for task in tasks:
        as_it_is = _as_it_is(task)
        if as_it_is is not None:
            collect(as_it_is)
    due = [task for task in tasks if task not in outcomes]
    if due:
        for outcome in crew.make(corpus, due, inputs.program, keep_going=keep_going):
            collect(outcome)
    return [outcomes[task] for task in tasks if task in outcomes]


def _as_it_is(task: Task) -> Outcome | None:
    """The outcome for a document of which nothing is out of date; None where something may be."""
    made = manifest.read(task.folders.manifest(task.name))
    entries = current(made, task.targets, task.token)
    if entries is None or not all(manifest.is_intact(task.folders.build, entry.files) for entry in entries):
        return None
    return Outcome(task, entries=tuple(zip(task.targets, entries, strict=True)))
