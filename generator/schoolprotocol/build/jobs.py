"""What is asked of a build, and what became of it; and where a `Job` comes from."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from schoolprotocol import disk, outputs
from schoolprotocol.build.crew.limits import took_too_much
from schoolprotocol.build.manifest import SPHINX, Summary
from schoolprotocol.build.stopwatch import Stopwatch, Times
from schoolprotocol.check.templates import require_files
from schoolprotocol.config import BELOW, Folders, Key, document_name, site_of
from schoolprotocol.diagnostics import Diagnostic, has_errors, sort
from schoolprotocol.documents.comparing import lineage_in
from schoolprotocol.documents.deciding import is_doubted, unproven, void_of
from schoolprotocol.documents.finding import still_holds
from schoolprotocol.documents.first import first_in
from schoolprotocol.documents.history import history_of
from schoolprotocol.errors import SchoolprotocolError, SourceError, why
from schoolprotocol.files import write_new
from schoolprotocol.outputs.help import help_of
from schoolprotocol.outputs.job import Edition, Editions, Held, Job
from schoolprotocol.outputs.report.input import report_since_release
from schoolprotocol.policy.decided import is_text_of
from schoolprotocol.policy.excerpt import as_said_by
from schoolprotocol.policy.model import Excerpt, Policy
from schoolprotocol.resolve.policy import resolve
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.load import with_schools


@dataclass(frozen=True, slots=True)
class Task:
    """One text that is asked, by name: a document's working text or a frozen one. Small, however many there are."""

    school: str
    protocol: str
    """Empty where the school could not be read: nobody knows which documents it has."""
    targets: tuple[str, ...]
    folders: Folders
    token: str = ""
    """Hash of everything that its outputs can depend on; empty: make everything."""
    version: str | None = None
    """The release that is meant; None for the working text."""
    editions: Editions = field(default_factory=Editions)
    """The texts beside it."""

    @property
    def key(self) -> Key:
        """Its document."""
        return self.school, self.protocol

    @property
    def home(self) -> str:
        """Folder of its document below `build/html` (`Corpus.site`)."""
        return site_of(*self.key)

    @property
    def name(self) -> str:
        """How its files are named: `aurora-sociale-media`, or `aurora-sociale-media-1.0` of a frozen text."""
        name = document_name(self.school, self.protocol) if self.protocol else self.school
        return f"{name}-{self.version}" if self.version else name

    def has_place(self, place: str) -> bool:
        """Whether a file or folder below the build folder is one of its site.

        At the document's own address its site is what lies in the folder but for other texts; elsewhere a whole folder.
        """
        html = next(output.name for output in outputs.OUTPUTS if output.is_site)
        site, (folder, _slash, name) = self.editions.site(self.home, self.version), place.rpartition("/")
        is_at_home = site == self.home or (self.version is not None and self.editions.in_force == self.version)
        return (
            place == f"{SPHINX}/{self.name}"
            or (place == f"{html}/{site}" and site != self.home)
            or (is_at_home and folder == f"{html}/{self.home}" and name not in BELOW)
        )

    @property
    def title(self) -> str:
        """How a person knows it: `aurora-sociale-media 1.0`."""
        return f"{self.name.removesuffix(f'-{self.version}')} {self.version}" if self.version else self.name


@dataclass(frozen=True)
class Outcome:
    """What became of a task."""

    task: Task
    made: tuple[str, ...] = ()
    """What was out of date and is made."""
    there: tuple[tuple[str, Summary], ...] = ()
    """Every output that is there now, made just now or before."""
    older: tuple[str, ...] | None = None
    """The outputs that are there of an earlier state of the source; None where nobody looked."""
    addresses: frozenset[str] | None = None
    """Those that people keep of its pages and papers; None where nobody looked."""
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
    return task.folders.work / f"{document_name(*task.key)}.json"


def job_of(corpus: Corpus, task: Task) -> Job:
    """Look up everything that the outputs of a planned task are made of.

    Raises:
        SourceError: where the source has faults by now, or a template of the project's own is no file.
    """
    key, corpus = task.key, _with_school(corpus, task.school)
    faults = corpus.faults_of(*key)
    if faults:
        raise SourceError(sort(faults))
    templates = task.folders.templates
    require_files(templates)
    school = corpus.schools[task.school]
    releases = tuple(release.policy for release in school.releases_of(task.protocol))
    style, home = school.school.style, corpus.site(*key)
    job = Job(
        school=task.school,
        protocol=task.protocol,
        templates=templates,
        summary=corpus.protocols[task.protocol].protocol.summary,
        policy=_working_text(corpus, task) if task.version is None else releases[0],
        style=style,
        logo=school.folder / style.logo if style.logo else None,
        home=home,
        url=corpus.address(task.editions.site(home, task.version)),
        publisher=corpus.project.publisher,
        synonyms=corpus.project.synonyms,
        first=first_in(corpus, key),
        help=help_of(corpus.project, corpus.references, school.school),
        releases=releases,
        void=(),
        unproven=False,
        report=None,
        edition="working" if task.editions.in_force is None else "proposal",
        editions=task.editions,
        despite={one.version: one.despite for one in school.releases_of(task.protocol) if one.despite},
    )
    return _working(corpus, task, job) if task.version is None else _kept(corpus, job, task, task.version)


_last: list[tuple[Corpus, str, Corpus]] = []
"""The school that this process read last."""


def _with_school(corpus: Corpus, school: str) -> Corpus:
    """The source with one school, read once for all its texts, which come one after the other.

    With a hundred releases that is ten megabytes for each text: more than a cache of files keeps.
    """
    for of, id_, found in _last:
        if of is corpus and id_ == school:
            return found
    found = with_schools(corpus, [school])
    _last[:] = [(corpus, school, found)]
    return found


def _working_text(corpus: Corpus, task: Task) -> Policy:
    """What planning handed over; resolved now where the plan was known from before.

    Raises:
        SourceError: where it has faults by now.
    """
    path = _handed_over(task)
    if disk.kind(path) == "file":
        return Policy.model_validate_json(path.read_bytes())
    resolution = resolve(corpus, *task.key)
    if resolution.policy is None or has_errors(resolution.diagnostics):
        raise SourceError(sort(resolution.diagnostics))
    return resolution.policy


def _working(corpus: Corpus, task: Task, job: Job) -> Job:
    asked = [outputs.named(target) for target in task.targets]
    shown = {field for output in asked for field in output.made_of}
    likely_too = any("report" in output.made_of and not output.is_site for output in asked)
    report = report_since_release(corpus, task.key, job.policy, likely_too=likely_too) if "report" in shown else None
    own = {one.document.version: one for one in job.releases}.get(job.policy.document.version)
    if own is not None and not is_text_of(job.policy, own):  # it is in the making, and was not released
        job = replace(job, despite={v: why for v, why in job.despite.items() if v != own.document.version})
    known = report.changes if report is not None else None
    void, claims = void_of(corpus, task.key, job.policy, known), unproven(corpus, task.key, job.policy, known)
    held = _held(corpus, task.key, still_holds(corpus, task.key, job.policy), job)
    job = replace(job, void=void, unproven=claims, report=report, guide=job.policy.excerpt, held=held)
    if not job.releases or "history" not in shown:
        return job
    return replace(job, history=history_of(corpus, task.key, job.policy, known), lineage=lineage_in(corpus, task.key))


def _held(corpus: Corpus, key: Key, policy: Policy | None, job: Job) -> Held | None:
    """What applies while the text of this job is a proposal, with what the schoolgids says of it."""
    if policy is None:
        return None
    guide = policy.excerpt or as_said_by(policy, job.policy, job.home_url)
    doubted = is_doubted(corpus, key, policy)
    return Held(policy.model_copy(update={"excerpt": guide}), job.home_url, doubted)


def _kept(corpus: Corpus, job: Job, task: Task, version: str) -> Job:
    """An adopted version, in a folder of its own below the document's."""
    (policy,) = (release for release in job.releases if release.document.version == version)
    edition: Edition = "newest" if task.editions.newest == version else "replaced"
    kept = replace(
        job,
        policy=policy,
        unproven=is_doubted(corpus, task.key, policy),
        releases=job.releases[: job.releases.index(policy)],
        edition="lapsed" if task.editions.has_lapsed else edition,
    )
    if kept.edition != "newest":
        return kept
    return replace(kept, guide=guide_of(policy, _working_text(corpus, task), kept.home_url))


def guide_of(policy: Policy, working: Policy, url: str) -> Excerpt | None:
    """What the schoolgids takes from the version that was adopted last: its own text for that, else what it has of it.

    Args:
        policy: that version.
        working: the working text, which says what a schoolgids takes over.
        url: permanent address of the document.
    """
    return policy.excerpt or as_said_by(policy, working, url)
