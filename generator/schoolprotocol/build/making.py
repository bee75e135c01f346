"""Makes the outputs of one document. Importing this module imports Sphinx; `printing` imports WeasyPrint."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Literal

from schoolprotocol.build import manifest
from schoolprotocol.build.crew.memory import settle
from schoolprotocol.build.jobs import Job, Outcome, failed
from schoolprotocol.build.keep import keep
from schoolprotocol.build.keys import OFFERED, keys_of, with_offers
from schoolprotocol.build.manifest import Entry, Manifest, is_intact, made_files
from schoolprotocol.build.overview import EXCERPTS, offered
from schoolprotocol.build.stopwatch import Stopwatch
from schoolprotocol.config import DOWNLOADS, FORMATS, Target
from schoolprotocol.files import write_new, write_tree
from schoolprotocol.outputs.excerpt.excerpt import ExcerptInput, excerpt_files, long_files
from schoolprotocol.outputs.report.files import NAMES, write_reports
from schoolprotocol.outputs.report.report import report_fragment
from schoolprotocol.outputs.site import sphinx
from schoolprotocol.outputs.site.project import SiteInput, site_files
from schoolprotocol.outputs.word.document import DocumentInput, document_docx


def warm_up(templates: Path, targets: Collection[Target]) -> None:
    """Do once, before children are forked, what each of them would do."""
    if {"html", "pdf"} & {*targets}:
        sphinx.warm_up(templates / "theme")
    if {"pdf", "diff"} & {*targets}:
        _printing().warm_up(templates)


def _printing() -> ModuleType:
    # WeasyPrint takes 0.3 s to import: only where a PDF is asked.
    from schoolprotocol.build import printing  # noqa: PLC0415

    return printing


def make(job: Job, program: str, watch: Stopwatch | None = None) -> Outcome:
    """Make what is out of date of one document's outputs.

    Whatever goes wrong is told in the outcome; what was there before stays.

    Args:
        job: the document, and what is asked of it.
        program: `Inputs.program`.
        watch: measures where the time goes.
    """
    watch = watch or Stopwatch()
    try:
        maker = _Maker(job, program, watch)
        maker.make()
    except Exception as error:
        return failed(job.task, error, watch)
    finally:
        settle()
    there = tuple((target, maker.manifest[target].summary) for target in job.targets)
    return Outcome(job.task, tuple(maker.made), there, times=watch.times)


class _Maker:
    """One document in the making: first in a workshop of its own, then output by output into its place."""

    def __init__(self, job: Job, program: str, watch: Stopwatch) -> None:
        self.job, self.watch = job, watch
        self.workshop = replace(job.folders, build=job.folders.work / job.name)
        offers = () if {"html", "pdf"}.isdisjoint(job.targets) else OFFERED  # what their Sphinx project looks for
        self.keys = keys_of(job, dict.fromkeys((*job.targets, *offers)), program)
        self.manifest: Manifest = manifest.read(job.folders.manifest(job.name))
        self.made: list[Target] = []

    # -- what there is to do ------------------------------------------------------------------------------------------

    def make(self) -> None:
        """Make what is out of date. Whatever happens, the manifest tells what was made until then."""
        before = dict(self.manifest)
        try:
            with self._work():
                self._make()
        finally:
            self._refresh()
            if self.manifest != before:
                folders = self.job.folders
                manifest.write(folders.manifest(self.job.name), self.manifest, folders.work)

    def _make(self) -> None:
        makers: dict[Literal["docx", "schoolgids", "diff"], Callable[[], list[Path]]]
        makers = {"docx": self._word, "schoolgids": self._schoolgids, "diff": self._diff}
        for target, make in makers.items():
            if target in self.job.targets and not self._is_current(target):
                with self.watch.measure(target):
                    places = make()
                self._keep(target, places)
        is_pdf_due = "pdf" in self.job.targets and not self._is_current("pdf")
        if is_pdf_due or ("html" in self.job.targets and not self._is_current("html")):
            self._site_and_pdf(with_pdf=is_pdf_due)

    def _is_current(self, target: Target) -> bool:
        entry = self.manifest.get(target)
        return entry is not None and entry.key == self._key(target) and is_intact(self.job.folders.build, entry.files)

    def _key(self, target: Target) -> str:
        return with_offers(self.keys[target], self._offered()) if target == "html" else self.keys[target]

    def _offered(self) -> list[Entry]:
        """The outputs that a site can offer: those that are there and of this text."""
        return [self.manifest[target] for target in OFFERED if self._is_current(target)]

    def _refresh(self) -> None:
        """What has the same key under a new token need not be looked at so closely next time."""
        token = self.job.task.token
        current = {target: self.manifest[target] for target in self.keys if self._is_current(target)}
        offered = [entry for target, entry in current.items() if target in OFFERED]
        for target, entry in current.items():
            self.manifest[target] = replace(entry, token=with_offers(token, offered) if target == "html" else token)

    @contextmanager
    def _work(self) -> Iterator[None]:
        shutil.rmtree(self.workshop.build, ignore_errors=True)
        self.workshop.build.mkdir(parents=True)
        try:
            yield
        finally:
            shutil.rmtree(self.workshop.build, ignore_errors=True)

    def _keep(self, target: Target, places: Sequence[Path]) -> None:
        """Put an output in its place, and remember of what it was made."""
        build, job = self.job.folders.build, self.job
        names = [path.relative_to(self.workshop.build).as_posix() for path in places]
        before = self.manifest.pop(target, None)
        with self.watch.measure("keep"):
            keep(self.workshop.build, build, names, before.files if before else ())
            files = made_files(build, names)
        self.manifest[target] = Entry(self._key(target), job.task.token, tuple(names), files)
        self.made.append(target)

    # -- the outputs: each gives the files and folders that it consists of --------------------------------------------

    def _word(self) -> list[Path]:
        job, path = self.job, self.workshop.docx(self.job.name)
        drawn = _printing().logo(job) if job.logo is not None and job.logo.suffix == ".svg" else None
        shown = DocumentInput(job.policy, job.style, job.url, job.publisher, job.logo, job.void, drawn)
        write_new(path, document_docx(shown))
        return [path]

    def _schoolgids(self) -> list[Path]:
        paths = []
        for ending, text in excerpt_files(self._excerpt(), self.workshop.templates).items():
            paths.append(self.workshop.schoolgids(f"{self.job.name}{ending}"))
            write_new(paths[-1], text)
        return paths

    def _diff(self) -> list[Path]:
        if self.job.report is None:
            return []
        folder = self.workshop.diff(self.job.name)
        write_reports(self.job.report, FORMATS, folder, self.workshop.templates, self.job.logo)
        return [folder]

    def _site_and_pdf(self, *, with_pdf: bool) -> None:
        """Both come from the same doctree, so that they cannot say different things."""
        job, apart = self.job, self.workshop
        source, with_html = apart.source(job.site), "html" in job.targets
        site = apart.html(job.site) if with_html else None
        document = apart.pdf(job.name)
        with self.watch.measure("site"):
            downloads = self._downloads(document if with_pdf else None)
            write_tree(source, self._source_files(list(downloads)))
            parts = sphinx.build(source, site, apart.templates / "theme", with_print=with_pdf)
        if with_pdf and parts is not None:
            with self.watch.measure("pdf"):
                _printing().document(job, parts, document)
        if site is not None:
            for name, content in downloads.items():
                path = site / DOWNLOADS / name
                if isinstance(content, Path):
                    path.parent.mkdir(exist_ok=True)
                    shutil.copyfile(content, path)
                else:
                    write_new(path, content)
        if with_pdf:
            self._keep("pdf", [document])
            if not with_html and "html" not in self.manifest:  # else it is the project of the site, as that was made
                keep(apart.build, job.folders.build, [source.relative_to(apart.build).as_posix()], ())
        if site is not None:
            self._keep("html", [site, source])

    def _downloads(self, document: Path | None) -> dict[str, str | bytes | Path]:
        """Name and content of every file that the site offers; for a PDF or Word file the one that is copied.

        Args:
            document: the PDF that is about to be made; None where it is not.
        """
        job, files = self.job, dict[str, str | bytes | Path]()
        pdf, word = job.folders.pdf(job.name), job.folders.docx(job.name)
        if document is not None or self._is_current("pdf"):
            files[pdf.name] = document or pdf
        if self._is_current("docx"):
            files[word.name] = word
        if job.report is not None and self._is_current("diff"):
            files[f"{job.name}-wijzigingen.pdf"] = job.folders.diff(job.name) / NAMES["pdf"]
        excerpts = long_files(self._excerpt(), job.folders.templates)
        return files | {f"{job.name}-schoolgids{end}": excerpts[end] for end in EXCERPTS if end in excerpts}

    def _excerpt(self) -> ExcerptInput:
        return ExcerptInput(self.job.policy, self.job.style, self.job.url)

    def _source_files(self, downloads: Sequence[str]) -> dict[str, str | bytes]:
        job = self.job
        site = SiteInput(
            policy=job.policy,
            summary=job.summary,
            style=job.style,
            url=job.url,
            publisher=job.publisher,
            theme_path=job.theme_path,
            releases=job.releases,
            void=job.void,
            changes_fragment=report_fragment(job.report, job.folders.templates) if job.report is not None else None,
            downloads=offered(job.name, downloads),
            archive=job.archive,
            newer=job.newer,
        )
        files: dict[str, str | bytes] = dict(site_files(site, job.folders.templates))
        if job.logo is not None:
            files[f"_static/logo{job.logo.suffix}"] = job.logo.read_bytes()
        return files
