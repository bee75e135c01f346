"""Builds outputs: first the plan, from the source alone; then each document in a child of a warm parent."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from generator.check.versions import check_proposals, check_releases
from generator.config import Folders, Target, document_name
from generator.diagnostics import Diagnostic, sort
from generator.errors import BuildError, SourceError
from generator.model.corpus import Corpus
from generator.model.policy import Policy
from generator.model.source import Decision, Style
from generator.pipeline.comparing import report_since_release
from generator.pipeline.deciding import void_of
from generator.pipeline.documents import Key, policies_of, resolve_all
from generator.publish.glyphs import missing_glyphs
from generator.render.report_input import ReportInput
from generator.resolve.policy import Resolution


@dataclass(frozen=True)
class Job:
    """Everything that is needed to make one document's outputs; nothing is looked up later."""

    school: str
    protocol: str
    summary: str
    policy: Policy
    style: Style
    logo: Path | None
    site: str
    """Folder of its site below `build/html`."""
    url: str
    publisher: str
    releases: tuple[Policy, ...]
    void: tuple[Decision, ...]
    """Decisions about this version that no longer hold."""
    report: ReportInput | None
    """What changed since the last release; None where there is none, or where no report is asked."""
    targets: tuple[Target, ...]
    folders: Folders
    archive: tuple[str, ...] = ()
    """Versions that get pages of their own below its site."""
    newer: str | None = None
    """The version that was adopted after this one."""

    @property
    def name(self) -> str:
        """`aurora-sociale-media`."""
        return document_name(self.school, self.protocol)


@dataclass(frozen=True)
class Outcome:
    """What became of a job."""

    name: str
    made: tuple[Path, ...] = ()
    error: str | None = None
    """Why it failed; what was there before is still there."""
    diagnostics: tuple[Diagnostic, ...] = ()
    trace: str | None = None
    """Traceback of a fault of ours."""


def plan(corpus: Corpus, folders: Folders, targets: Sequence[Target], keys: Sequence[Key] | None = None) -> list[Job]:
    """The jobs, in the order of the schools' ids. Resolves every document first.

    Raises:
        SourceError: where any text has faults, or a frozen text of a document that is built was edited; then nothing is
            built.
    """
    resolutions = resolve_all(corpus)
    policies = policies_of(resolutions)
    keys = keys or list(policies)
    _refuse([*check_releases(corpus, keys), *check_proposals(corpus, keys)])
    if {"pdf", "diff"} & set(targets):
        _refuse([d for key in keys for d in _missing_glyphs(folders, resolutions[key])])
    jobs = []
    for key in keys:
        school = corpus.schools[key[0]]
        style = school.school.style
        site = corpus.site(*key)
        jobs.append(
            Job(
                school=key[0],
                protocol=key[1],
                summary=corpus.protocols[key[1]].protocol.summary,
                policy=policies[key],
                style=style,
                logo=school.folder / style.logo if style.logo else None,
                site=site,
                url=f"{corpus.project.url.rstrip('/')}/{site}/",
                publisher=corpus.project.publisher,
                releases=tuple(release.policy for release in school.releases_of(key[1])),
                void=void_of(corpus, key, policies[key]),
                report=report_since_release(corpus, key, policies[key]) if {"html", "diff"} & set(targets) else None,
                targets=tuple(targets),
                folders=folders,
            )
        )
    return jobs


def _refuse(found: Sequence[Diagnostic]) -> None:
    if found:
        raise SourceError(sort(found))


def _missing_glyphs(folders: Folders, resolution: Resolution) -> list[Diagnostic]:
    policy = resolution.policy
    if policy is None:
        return []
    given = {name: (o.value.text, o.place) for name, o in resolution.origins.items() if o.value is not None}
    return missing_glyphs(policy, folders.templates / "fonts", policy.document.at(), resolution.places, given)


def build(
    jobs: Sequence[Job], workers: int | None = None, done: Callable[[Outcome], None] | None = None
) -> list[Outcome]:
    """Make every job's outputs. A job that fails does not stop the others.

    Args:
        jobs: the plan.
        workers: processes at once; by default as many as there are cores.
        done: called in plan order, as outcomes come in.
    """
    # Sphinx and WeasyPrint take half a second to import: only now, and once, before the children are forked.
    from generator.pipeline import making  # noqa: PLC0415

    workers = min(workers or os.cpu_count() or 1, len(jobs))
    making.warm_up(jobs)
    outcomes: list[Outcome] = []

    def collect(outcome: Outcome) -> None:
        outcomes.append(outcome)
        if done is not None:
            done(outcome)

    if workers <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        for job in jobs:
            collect(making.make(job))
        return outcomes
    gc.collect()
    gc.freeze()
    try:
        with ProcessPoolExecutor(workers, multiprocessing.get_context("fork")) as pool:
            for outcome in pool.map(making.make, jobs):
                collect(outcome)
    except BrokenProcessPool as error:
        raise BuildError(_("The machine stopped the making of documents. Perhaps its memory is full.")) from error
    finally:
        gc.unfreeze()
    return outcomes
