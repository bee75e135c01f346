"""What is asked of a build, and what became of it; and where a `Job` comes from."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from schoolprotocol import outputs
from schoolprotocol.build.crew.limits import took_too_much
from schoolprotocol.build.manifest import Summary
from schoolprotocol.build.stopwatch import Stopwatch, Times
from schoolprotocol.check.templates import require_files
from schoolprotocol.config import ARCHIVE, Folders, Key, document_name
from schoolprotocol.diagnostics import Diagnostic, sort
from schoolprotocol.documents.comparing import lineage_in
from schoolprotocol.documents.deciding import is_doubted, unproven, void_of
from schoolprotocol.documents.finding import still_holds
from schoolprotocol.documents.history import history_of
from schoolprotocol.errors import SchoolprotocolError, SourceError, why
from schoolprotocol.files import write_new
from schoolprotocol.outputs.job import Edition, Held, Job
from schoolprotocol.outputs.report.input import report_since_release
from schoolprotocol.policy.decided import is_text_of
from schoolprotocol.policy.excerpt import as_said_by
from schoolprotocol.policy.model import Policy
from schoolprotocol.resolve.policy import resolve
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.load import with_schools


@dataclass(frozen=True, slots=True)
class Task:
    """One document that is asked, by name: small, however many there are."""

    school: str
    protocol: str
    """Empty where the school could not be read: nobody knows which documents it has."""
    targets: tuple[str, ...]
    folders: Folders
    token: str = ""
    """Hash of everything that its outputs can depend on; empty: make everything."""
    version: str | None = None
    """The release that is meant; None for the working text."""
    archive: tuple[str, ...] = ()
    """Versions that get pages of their own below its site."""
    newer: str | None = None
    """The version that was adopted after this one."""
    has_lapsed: bool = False
    """Whether the document lapsed after this version was adopted."""

    @property
    def key(self) -> Key:
        """Its document."""
        return self.school, self.protocol

    @property
    def name(self) -> str:
        """`aurora-sociale-media`."""
        return document_name(self.school, self.protocol) if self.protocol else self.school

    @property
    def title(self) -> str:
        """How a person knows it: with its version, where that is not the working one."""
        return f"{self.name} {self.version}" if self.version else self.name


@dataclass(frozen=True)
class Outcome:
    """What became of a task."""

    task: Task
    made: tuple[str, ...] = ()
    """What was out of date and is made."""
    there: tuple[tuple[str, Summary], ...] = ()
    """Every output that is there now, made just now or before."""
    error: str | None = None
    """Why it failed; what was there before is still there."""
    exit_code: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()
    trace: str | None = None
    """Traceback of a fault of ours."""
    times: Times = ()

    @property
    def name(self) -> str:
        """`aurora-sociale-media`."""
        return self.task.title


def failed(task: Task, error: Exception, watch: Stopwatch) -> Outcome:
    """What is told of a task that an exception ended."""
    outcome = Outcome(task, times=watch.times)
    match error:
        case SourceError():
            return replace(outcome, error=str(error), exit_code=error.exit_code, diagnostics=error.diagnostics)
        case SchoolprotocolError():
            return replace(outcome, error=str(error), exit_code=error.exit_code)
        case OSError():
            return replace(outcome, error=f"{error.filename or ''}: {why(error)}", exit_code=3)
        case MemoryError():
            found = took_too_much(task.school, task.protocol)
            return replace(outcome, error=found.message(), exit_code=1, diagnostics=(found,))
        case _:
            trace = "".join(traceback.format_exception(error))
            return replace(outcome, error=str(error), exit_code=70, trace=trace)


def faults_of(outcomes: Iterable[Outcome], more: Iterable[Diagnostic] = ()) -> tuple[Diagnostic, ...]:
    """Every fault once, in the order of files: schools that build on the same one have its faults in common."""
    found = list(more)
    for outcome in outcomes:
        found += [diagnostic for diagnostic in outcome.diagnostics if diagnostic not in found]
    return tuple(sort(found))


def hand_over(task: Task, policy: Policy) -> None:
    """Put down the text that planning resolved, for `job_of`, until the build is done (`Folders.work`).

    Who plans and who makes are two processes, and the texts of thousands of schools would fill the memory of the one
    that stands between them.
    """
    write_new(_handed_over(task), policy.model_dump_json())


def _handed_over(task: Task) -> Path:
    return task.folders.work / f"{task.name}.json"


def job_of(corpus: Corpus, task: Task) -> Job:
    """Look up everything that the outputs of a planned task are made of.

    Raises:
        SourceError: where the source has faults by now, or a template of the project's own is no file.
    """
    key, corpus = task.key, with_schools(corpus, [task.school])
    faults = corpus.faults_of(*key)
    if faults:
        raise SourceError(sort(faults))
    templates = task.folders.templates
    require_files(templates)
    school = corpus.schools[task.school]
    releases = tuple(release.policy for release in school.releases_of(task.protocol))
    style, site = school.school.style, corpus.site(*key)
    own = corpus.project.url.rstrip("/") + f"/{site}/"
    job = Job(
        school=task.school,
        protocol=task.protocol,
        templates=templates,
        summary=corpus.protocols[task.protocol].protocol.summary,
        policy=_working_text(task) if task.version is None else releases[0],
        style=style,
        logo=school.folder / style.logo if style.logo else None,
        site=site,
        url=own,
        publisher=corpus.project.publisher,
        synonyms=corpus.project.synonyms,
        releases=releases,
        void=(),
        unproven=False,
        report=None,
        archive=task.archive,
        newer=task.newer,
        despite={one.version: one.despite for one in school.releases_of(task.protocol) if one.despite},
    )
    return _working(corpus, task, job) if task.version is None else _kept(corpus, job, task, task.version)


def _working_text(task: Task) -> Policy:
    return Policy.model_validate_json(_handed_over(task).read_bytes())


def _working(corpus: Corpus, task: Task, job: Job) -> Job:
    shown = {field for target in task.targets for field in outputs.named(target).made_of}
    report = report_since_release(corpus, task.key, job.policy) if "report" in shown else None
    own = {one.document.version: one for one in job.releases}.get(job.policy.document.version)
    if own is not None and not is_text_of(job.policy, own):  # it is in the making, and was not released
        job = replace(job, despite={v: why for v, why in job.despite.items() if v != own.document.version})
    void, claims = void_of(corpus, task.key, job.policy), unproven(corpus, task.key, job.policy)
    held = _held(corpus, task.key, still_holds(corpus, task.key, job.policy), job)
    job = replace(job, void=void, unproven=claims, report=report, guide=job.policy.excerpt, held=held)
    if not job.releases or "history" not in shown:
        return job
    known = report.changes if report is not None else None
    return replace(job, history=history_of(corpus, task.key, job.policy, known), lineage=lineage_in(corpus, task.key))


def _held(corpus: Corpus, key: Key, policy: Policy | None, job: Job) -> Held | None:
    """What applies while the text of this job is a proposal, with what the schoolgids says of it."""
    if policy is None:
        return None
    url = _kept_url(job, policy.document.version)
    guide = policy.excerpt or as_said_by(policy, job.policy, url)
    doubted = is_doubted(corpus, key, policy)
    return Held(policy.model_copy(update={"excerpt": guide}), url, doubted)


def _kept(corpus: Corpus, job: Job, task: Task, version: str) -> Job:
    """An adopted version, in a folder of its own below the document's."""
    (policy,) = (release for release in job.releases if release.document.version == version)
    url = _kept_url(job, version)
    edition: Edition = "lapsed" if task.has_lapsed else "replaced" if task.newer else "newest"
    guide = policy.excerpt if edition == "newest" else None
    if edition == "newest" and guide is None and task.targets:  # nothing is asked of a task that has none
        working = resolve(corpus, *task.key).policy
        guide = as_said_by(policy, working, url) if working is not None else None
    return replace(
        job,
        policy=policy,
        unproven=is_doubted(corpus, task.key, policy),
        site=f"{job.site}/{ARCHIVE}/{version}",
        url=url,
        releases=job.releases[: job.releases.index(policy)],
        edition=edition,
        guide=guide,
    )


def _kept_url(job: Job, version: str) -> str:
    """The permanent address of an adopted version, of the job of the working text."""
    return f"{job.url}{ARCHIVE}/{version}/"
