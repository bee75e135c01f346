"""The workers of a Dask scheduler as the crew of a build (the extra `dask`).

A worker may stand on another machine: a job goes there with every file that it needs, and its outputs come back as
bytes. So each document is made as it is made here, in a build folder of its own, and is put in its place by us.
"""

from __future__ import annotations

import platform
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

from schoolprotocol.build import manifest
from schoolprotocol.build.crew.memory import settle
from schoolprotocol.build.inputs import program_here
from schoolprotocol.build.jobs import Outcome, Task, failed, job_of
from schoolprotocol.build.keep import keep
from schoolprotocol.build.manifest import Entry
from schoolprotocol.build.stopwatch import Stopwatch
from schoolprotocol.config import Folders
from schoolprotocol.errors import MissingOnMachineError
from schoolprotocol.files import write_file
from schoolprotocol.outputs.job import Job
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.templating import Templates

if TYPE_CHECKING:
    from distributed import Client, Future

AT_ONCE = 64
"""Jobs that are with the scheduler at a time: a job is large, and there may be thousands."""
PATIENCE = "10s"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A job with all files that it needs."""

    task: Task
    job: Job
    program: str
    templates: str
    """`Templates.digest`: those there must be the same."""
    files: Mapping[str, bytes]
    """By path below the build folder: outputs that are up to date, which a site may offer, and the manifest."""
    logo: bytes | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker made."""

    outcome: Outcome
    entries: Mapping[str, Entry]
    """Of what was asked."""
    files: Mapping[str, bytes]
    """By path below the build folder."""


@dataclass(frozen=True, slots=True)
class Remote:
    """The workers of a scheduler."""

    address: str
    """`tcp://machine:8786`."""

    def make(self, corpus: Corpus, tasks: Sequence[Task], program: str, *, keep_going: bool) -> Iterator[Outcome]:
        """Make what is out of date of each document's outputs. A job whose worker is lost goes to another.

        Raises:
            MissingOnMachineError: where the extra is not installed, or the scheduler does not answer.
        """
        with _client(self.address) as client:
            # In a list: of a mapping each value would be sent by itself, and there may be none.
            (templates,) = client.scatter([_own(tasks[0].folders.templates)], broadcast=True, hash=True)
            sent: dict[Task, Future[Answer] | Outcome]
            waiting, sent = list(reversed(tasks)), {}
            while waiting or sent:
                while waiting and len(sent) < AT_ONCE:
                    task = waiting.pop()
                    sent[task] = _sent(client, templates, corpus, task, program)
                task = next(iter(sent))
                outcome = _received(task, sent.pop(task))
                yield outcome
                if outcome.error and not keep_going:
                    client.cancel([future for future in sent.values() if not isinstance(future, Outcome)])
                    return


def _client(address: str) -> Client:
    try:
        from distributed import Client  # noqa: PLC0415 (an extra)
    except ImportError as error:
        text = _("For --scheduler the package distributed is needed: pip install “schoolprotocol[dask]”.")
        raise MissingOnMachineError(text) from error
    try:
        return Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        text = _("The scheduler {address} does not answer ({detail}). Start it, or leave out --scheduler.")
        raise MissingOnMachineError(text.format(address=address, detail=error)) from error


def _sent(
    client: Client, templates: Future[dict[str, bytes]], corpus: Corpus, task: Task, program: str
) -> Future[Answer] | Outcome:
    try:
        parcel = packed(task, job_of(corpus, task), program)
    except Exception as error:
        return failed(task, error, Stopwatch())
    return client.submit(make_there, parcel, templates, pure=False, retries=2)


def _received(task: Task, sent: Future[Answer] | Outcome) -> Outcome:
    if isinstance(sent, Outcome):
        return sent
    try:
        answer: Answer = sent.result()
        if answer.outcome.error:
            return replace(answer.outcome, task=task)
        return _kept(task, answer)
    except MissingOnMachineError as error:
        return failed(task, error, Stopwatch())
    except Exception as error:  # whatever the cluster says: it is about this document
        return replace(
            failed(task, error, Stopwatch()), error=f"{type(error).__name__}: {error}", exit_code=3, trace=None
        )
    finally:
        sent.release()  # type: ignore[no-untyped-call]


def _kept(task: Task, answer: Answer) -> Outcome:
    """Put what a worker made in its place, as a local build does."""
    folders = task.folders
    before = manifest.read(folders.manifest(task.name))
    workshop = folders.work / task.name
    for name, data in answer.files.items():
        write_file(workshop / name, data)
    now = dict(before)
    for target, entry in answer.entries.items():
        if target in answer.outcome.made:
            old = before.get(target)
            keep(workshop, folders.build, entry.places, old.files if old else ())
            now[target] = replace(entry, files=manifest.made_files(folders.build, entry.places))
        else:
            now[target] = replace(before[target], token=entry.token)
    manifest.write(folders.manifest(task.name), now, folders.work)
    return replace(answer.outcome, task=task)


# -- what goes there ------------------------------------------------------------------------------------------------


def packed(task: Task, job: Job, program: str) -> Parcel:
    """A job with everything that its outputs are made of, and those that are there already."""
    build, listed = task.folders.build, task.folders.manifest(task.name)
    files: dict[str, bytes] = {}
    for entry in manifest.read(listed).values():
        if manifest.is_intact(build, entry.files):
            files |= {name: (build / name).read_bytes() for name in entry.files}
    if files:
        files[listed.relative_to(build).as_posix()] = listed.read_bytes()
    logo = job.logo.read_bytes() if job.logo is not None else None
    return Parcel(task, job, program, job.templates.digest(), files, logo)


def _own(templates: Templates) -> dict[str, bytes]:
    """The files that a project has instead of ours, which a worker has itself."""
    return {own.name: templates.find(own.name).read_bytes() for own in templates.own if own.is_file}


# -- what is done there -----------------------------------------------------------------------------------------------


def make_there(parcel: Parcel, templates: Mapping[str, bytes]) -> Answer:
    """Make a document's outputs from its parcel. Runs in a worker."""
    from schoolprotocol.build import making  # noqa: PLC0415 (it imports Sphinx)

    root = _unpacked_templates(tuple(templates.items()))
    folders = Folders(root, root)
    if (program_here(), folders.templates.digest()) != (parcel.program, parcel.templates):
        text = _("the worker on {machine} has another version of schoolprotocol, of Python or of a package.")
        raise MissingOnMachineError(text.format(machine=platform.node()))
    with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as scratch:
        folders = Folders(root, Path(scratch) / "build")
        for name, data in parcel.files.items():
            write_file(folders.build / name, data)
        logo = parcel.job.logo
        if logo is not None and parcel.logo is not None:
            logo = Path(scratch) / logo.name
            logo.write_bytes(parcel.logo)
        task, job = replace(parcel.task, folders=folders), replace(parcel.job, templates=folders.templates, logo=logo)
        outcome = making.make(task, job, parcel.program)
        settle()
        listed = manifest.read(folders.manifest(job.name))
        entries = {target: listed[target] for target, _summary in outcome.there}
        made = [name for target in outcome.made for name in entries[target].files]
        return Answer(outcome, entries, {name: (folders.build / name).read_bytes() for name in made})


@cache
def _unpacked_templates(files: tuple[tuple[str, bytes], ...]) -> Path:
    """The project's own as files: once in a worker's life, because fonts and stylesheets are kept by their place."""
    root = Path(tempfile.mkdtemp(prefix="schoolprotocol-"))
    for name, data in files:
        write_file(root / "templates" / name, data)
    return root
