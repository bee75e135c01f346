"""Makes `build/site`: everything that goes online, in one folder that is ready to upload.

All of it is made in a workshop of its own (`build/.site`), so that nothing which lay in `build` from another day can
come along; then it is put together in a new folder, which takes the place of the old one at once.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from gettext import gettext as _
from pathlib import Path

from schoolprotocol import disk, outputs
from schoolprotocol.build import manifest
from schoolprotocol.build.inputs import Inputs
from schoolprotocol.build.jobs import Outcome, Task, job_of
from schoolprotocol.build.overview import Facts, write_overview
from schoolprotocol.build.planning import plan
from schoolprotocol.config import DOWNLOADS, Folders
from schoolprotocol.errors import BuildFolderError
from schoolprotocol.files import replaced_folder, write_file, write_new
from schoolprotocol.model.base import ADOPTED
from schoolprotocol.outputs.job import Job
from schoolprotocol.outputs.online.embed import PAGE, SNIPPET, EmbedInput, embed_page, embed_snippet
from schoolprotocol.outputs.online.feed import FEED, Entry, Kept, day_of, entry_of, feed
from schoolprotocol.outputs.online.manifest import MANIFEST, FileEntry, SiteDocument, SiteManifest
from schoolprotocol.outputs.online.sitemap import ROBOTS, SITEMAP, Address, robots, sitemap
from schoolprotocol.policy.model import canonical_json, digest
from schoolprotocol.source.corpus import Corpus

UNFINDABLE = frozenset({"search.html", PAGE, SNIPPET})
"""Pages that no search engine need show: what they say has a better place."""


@dataclass(frozen=True)
class SitePlan:
    """What is built before a site can be put together."""

    current: tuple[Task, ...]
    """The documents as they are now."""
    archive: Mapping[Task, tuple[Task, ...]]
    """For each of them the adopted versions, under their permanent addresses."""
    facts: tuple[Facts, ...]
    workshop: Folders
    faulty: tuple[Outcome, ...] = ()
    """Documents whose text has faults: then nothing is built."""

    @property
    def tasks(self) -> list[Task]:
        """All of them, for `building.build`."""
        return [*self.current, *(task for kept in self.archive.values() for task in kept)]


def plan_site(corpus: Corpus, folders: Folders, inputs: Inputs, *, workers: int | None = None) -> SitePlan:
    """What has to be built.

    Args:
        corpus: the source, or what all schools share of it (`load_shared`).
        folders: where outputs go.
        inputs: the files that a build reads.
        workers: children at once, as for `planning.plan`.
    """
    workshop = replace(folders, build=folders.build / ".site")
    planned = plan(corpus, workshop, outputs.names(), inputs, workers=workers)
    archive: dict[Task, tuple[Task, ...]] = {}
    for task, facts in zip(planned.tasks, planned.facts, strict=True):
        adopted, entry = facts.adopted, facts.entry
        newest = entry.version if entry.status in ADOPTED else adopted[-1] if adopted else ""
        current = replace(task, archive=adopted, token=f"{task.token} {list(adopted)}")
        lapsed = entry.status == "vervallen"
        archive[current] = tuple(replace(_kept(task, version, newest), has_lapsed=lapsed) for version in adopted)
    return SitePlan(tuple(archive), archive, planned.facts, workshop, planned.faulty)


def _kept(task: Task, version: str, newest: str) -> Task:
    """What makes the pages, the PDF and the Word file of an adopted version, in a folder of its own."""
    newer = newest if newest != version else None
    return replace(
        task,
        version=version,
        targets=tuple(output.name for output in outputs.OUTPUTS if output.of_adopted),
        folders=replace(task.folders, build=task.folders.build / "archive" / f"{task.name}-{version}"),
        newer=newer,
        token=f"{task.token} {version} {newer}",
    )


def assemble(corpus: Corpus, planned: SitePlan, folders: Folders) -> tuple[Path, int]:
    """Put the site together from what was built; the site that was there stays until the new one is whole.

    Returns:
        The folder, and how many files it holds.
    """
    target, url = folders.site(""), corpus.project.url.rstrip("/") + "/"
    templates, publisher = folders.templates, corpus.project.publisher
    with replaced_folder(target, folders.work) as fresh:
        for path in write_overview(corpus, planned.workshop, planned.facts):
            _copy(path, fresh / path.relative_to(planned.workshop.html("")))
        parts = [_document(corpus, planned, task, fresh) for task in planned.current]
        news = [entry for part in parts for entry in part.news]
        everything = feed(news, templates, title="Protocollen van alle scholen", url=url, publisher=publisher)
        pages = [Address(_address(url, path)) for path in sorted(fresh.glob("*.html"))]
        addresses = [
            *pages,
            *(one for part in parts for one in part.pages),
            *(a for part in parts for a in part.archive),
        ]
        for name, text in {FEED: everything, ROBOTS: robots(url), SITEMAP: sitemap(addresses, templates)}.items():
            write_file(fresh / name, text)
        files = dict(_entries(fresh))
        listed = SiteManifest(url=url, documents=tuple(part.document for part in parts), files=files)
        write_file(fresh / MANIFEST, canonical_json(listed) + "\n")
    shutil.rmtree(planned.workshop.work, ignore_errors=True)  # the texts that were handed over
    return target, len(files) + 1


@dataclass(frozen=True, slots=True)
class _Part:
    """What is told of one document in the files about all of them."""

    document: SiteDocument
    news: tuple[Entry, ...]
    pages: tuple[Address, ...]
    archive: tuple[Address, ...]


def _document(corpus: Corpus, planned: SitePlan, task: Task, fresh: Path) -> _Part:
    """Copy the pages of one document and of its adopted versions, with feed and snippet."""
    tasks = (task, *planned.archive[task])
    job, *archive = jobs = [job_of(corpus, replace(one, targets=())) for one in tasks]  # nothing is made of them now
    place, templates = fresh / job.site, job.templates
    for one, made in zip(tasks, jobs, strict=True):
        there = manifest.read(one.folders.manifest(one.name))
        for output in outputs.OUTPUTS:
            if output.is_site:
                _copy_made(one.folders, there[output.name], f"{output.name}/{made.site}", fresh / made.site)
            elif output.in_site and one is task:
                for folder in there[output.name].places:
                    _copy_made(one.folders, there[output.name], folder, place / output.in_site)
    news = tuple(entry for made in archive if (entry := entry_of(_version(made))) is not None)
    title, shown = f"{job.policy.organisation.site_title}: {job.policy.title}", embedded(job)
    write_file(place / FEED, feed(news, templates, title=title, url=job.url, publisher=job.publisher))
    write_file(place / PAGE, embed_page(shown, templates))
    write_file(place / SNIPPET, embed_snippet(shown, templates))
    found = [path for path in sorted(place.glob("*.html")) if path.name not in UNFINDABLE]
    return _Part(
        _told(job),
        news,
        tuple(Address(_address(job.url, path), day_of(job.policy)) for path in found),
        tuple(Address(made.url, day_of(made.policy)) for made in archive),
    )


def _copy_made(folders: Folders, made: manifest.Entry, folder: str, target: Path) -> None:
    """Copy the files of an output in one of its folders: those that were made and nothing else, each as it was made.

    Raises:
        BuildFolderError: where a file is not any more what was made.
    """
    for name, file in made.files.items():
        if not name.startswith(f"{folder}/"):
            continue
        try:
            data = disk.read(folders.build / name, file.size)
        except OSError:
            data = b""
        if hashlib.sha256(data).hexdigest() != file.sha256:
            text = _("{file} was changed while the site was put together. Leave the build folder alone, and try again.")
            raise BuildFolderError(text.format(file=folders.build / name))
        write_new(target / name.removeprefix(f"{folder}/"), data)


def forget_changed(tasks: Iterable[Task]) -> None:
    """See to it that whatever of these documents is not as it was made is made again: every file is read for that."""
    for task in tasks:
        path = task.folders.manifest(task.name)
        made = manifest.read(path)
        whole = {
            target: entry
            for target, entry in made.items()
            if manifest.is_intact(task.folders.build, entry.files, closely=True)
        }
        if whole != made:
            manifest.write(path, whole, task.folders.work)


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)


def _told(job: Job) -> SiteDocument:
    document = job.policy.document
    return SiteDocument(
        school=job.school,
        protocol=job.protocol,
        site=job.site,
        version=document.version,
        status=document.status,
        text=digest(job.policy),
        archive=job.archive,
    )


def embedded(job: Job, pdf: str | None = None) -> EmbedInput:
    """What the snippet of a document shows; by default with the PDF at its permanent address."""
    return EmbedInput(job.policy, job.style, job.url, pdf or _pdf_url(job), job.void, job.unproven)


def _pdf_url(job: Job) -> str:
    return f"{job.url}{DOWNLOADS}/{job.name}.pdf"


def _version(job: Job) -> Kept:
    return Kept(job.policy, job.url, _pdf_url(job))


def _address(url: str, page: Path) -> str:
    return url if page.name == "index.html" else f"{url}{page.name}"


def _entries(folder: Path) -> Iterator[tuple[str, FileEntry]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            entry = FileEntry(sha256=hashlib.sha256(data).hexdigest(), size=len(data))
            yield path.relative_to(folder).as_posix(), entry
