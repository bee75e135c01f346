"""Makes `build/site`: everything that goes online, in one folder that is ready to upload.

All of it is made in a workshop of its own (`build/.site`), so that nothing which lay in `build` from another day can
come along; then it is put together in a new folder, which takes the place of the old one at once.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.config import DOWNLOADS, TARGETS, Folders
from generator.model.corpus import Corpus
from generator.model.policy import canonical_json, digest
from generator.model.site import MANIFEST, FileEntry, SiteDocument, SiteManifest
from generator.model.source import ADOPTED
from generator.pipeline.building import plan
from generator.pipeline.documents import policies_of, resolve_all
from generator.pipeline.inputs import Inputs
from generator.pipeline.jobs import Job, Task, job_of
from generator.pipeline.overview import write_overview
from generator.publish.files import replaced_folder, write_file
from generator.render.embed import PAGE, SNIPPET, EmbedInput, embed_page, embed_snippet
from generator.render.feed import FEED, Kept, day_of, feed
from generator.render.sitemap import ROBOTS, SITEMAP, Address, robots, sitemap

REPORT = "rapport"
UNFINDABLE = frozenset({"search.html", PAGE, SNIPPET})
"""Pages that no search engine need show: what they say has a better place."""


@dataclass(frozen=True)
class SitePlan:
    """What is built before a site can be put together."""

    current: tuple[Task, ...]
    """The documents as they are now."""
    archive: tuple[Task, ...]
    """Adopted versions, under their permanent addresses."""
    workshop: Folders

    @property
    def tasks(self) -> list[Task]:
        """All of them, for `building.build`."""
        return [*self.current, *self.archive]


def plan_site(corpus: Corpus, folders: Folders, inputs: Inputs) -> SitePlan:
    """What has to be built.

    Raises:
        SourceError: where any text has faults; then nothing is built.
    """
    workshop = replace(folders, build=folders.build / ".site")
    current, archive = [], []
    for task in plan(corpus, workshop, TARGETS, inputs).tasks:
        releases = corpus.schools[task.school].releases_of(task.protocol)
        adopted = [release.version for release in releases if release.policy.document.status in ADOPTED]
        document = policies_of(resolve_all(corpus, [task.key]))[task.key].document
        newest = document.version if document.status in ADOPTED else adopted[-1] if adopted else ""
        current.append(replace(task, archive=tuple(adopted), token=f"{task.token} {adopted}"))
        archive += [_kept(task, version, newest) for version in adopted]
    return SitePlan(tuple(current), tuple(archive), workshop)


def _kept(task: Task, version: str, newest: str) -> Task:
    """What makes the pages, the PDF and the Word file of an adopted version, in a folder of its own."""
    newer = newest if newest != version else None
    return replace(
        task,
        version=version,
        targets=("html", "pdf", "docx"),
        folders=replace(task.folders, build=task.folders.build / "archive" / f"{task.name}-{version}"),
        newer=newer,
        token=f"{task.token} {version} {newer}",
    )


def assemble(corpus: Corpus, planned: SitePlan, folders: Folders) -> tuple[Path, int]:
    """Put the site together from what was built; the site that was there stays until the new one is whole.

    Returns:
        The folder, and how many files it holds.
    """
    target, url = folders.site(""), _root_url(corpus)
    current, archive = ([job_of(corpus, task) for task in tasks] for tasks in (planned.current, planned.archive))
    jobs = _Jobs(tuple(current), tuple(archive))
    with replaced_folder(target, folders.work) as fresh:
        for path in write_overview(corpus, planned.workshop):
            _copy(path, fresh / path.relative_to(planned.workshop.html("")))
        for job in (*jobs.current, *jobs.archive):
            shutil.copytree(job.folders.html(job.site), fresh / job.site, dirs_exist_ok=True)
        for job in jobs.current:
            if job.report is not None:
                shutil.copytree(job.folders.diff(job.name), fresh / job.site / REPORT)
        for name, text in _texts(corpus, jobs, folders.templates, url).items():
            write_file(fresh / name, text)
        write_file(fresh / SITEMAP, sitemap(_addresses(jobs, fresh, url), folders.templates))
        files = dict(_entries(fresh))
        documents = tuple(_document(job) for job in jobs.current)
        write_file(fresh / MANIFEST, canonical_json(SiteManifest(url=url, documents=documents, files=files)) + "\n")
    return target, len(files) + 1


@dataclass(frozen=True, slots=True)
class _Jobs:
    current: tuple[Job, ...]
    archive: tuple[Job, ...]


def _root_url(corpus: Corpus) -> str:
    return corpus.project.url.rstrip("/") + "/"


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)


def _document(job: Job) -> SiteDocument:
    document = job.policy.document
    return SiteDocument(
        school=job.school,
        protocol=job.task.protocol,
        site=job.site,
        version=document.version,
        status=document.status,
        text=digest(job.policy),
        archive=job.archive,
    )


def _texts(corpus: Corpus, jobs: _Jobs, templates: Path, url: str) -> Mapping[str, str]:
    """Feeds, snippets and robots.txt, by path."""
    publisher = corpus.project.publisher
    everything = feed(
        map(_version, jobs.archive), templates, title="Protocollen van alle scholen", url=url, publisher=publisher
    )
    texts = {ROBOTS: robots(url), FEED: everything}
    for job in jobs.current:
        kept = [_version(other) for other in jobs.archive if other.task.key == job.task.key]
        title = f"{job.policy.organisation.site_title}: {job.policy.title}"
        texts[f"{job.site}/{FEED}"] = feed(kept, templates, title=title, url=job.url, publisher=publisher)
        shown = embedded(job)
        texts[f"{job.site}/{PAGE}"] = embed_page(shown, templates)
        texts[f"{job.site}/{SNIPPET}"] = embed_snippet(shown, templates)
    return texts


def embedded(job: Job, pdf: str | None = None) -> EmbedInput:
    """What the snippet of a document shows; by default with the PDF at its permanent address."""
    return EmbedInput(job.policy, job.style, job.url, pdf or _pdf_url(job), job.void)


def _pdf_url(job: Job) -> str:
    return f"{job.url}{DOWNLOADS}/{job.name}.pdf"


def _version(job: Job) -> Kept:
    return Kept(job.policy, job.url, _pdf_url(job))


def _addresses(jobs: _Jobs, fresh: Path, url: str) -> Iterator[Address]:
    """The pages that may be found: those of the overview, of each document, and of each version that is kept."""
    for path in sorted(fresh.glob("*.html")):
        yield Address(_address(url, path))
    for job in jobs.current:
        for path in sorted((fresh / job.site).glob("*.html")):
            if path.name not in UNFINDABLE:
                yield Address(_address(job.url, path), day_of(job.policy))
    for job in jobs.archive:
        yield Address(job.url, day_of(job.policy))


def _address(url: str, page: Path) -> str:
    return url if page.name == "index.html" else f"{url}{page.name}"


def _entries(folder: Path) -> Iterator[tuple[str, FileEntry]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            entry = FileEntry(sha256=hashlib.sha256(data).hexdigest(), size=len(data))
            yield path.relative_to(folder).as_posix(), entry
