"""Makes the site and the PDF of one document. Importing this module imports Sphinx; that of the PDF, WeasyPrint."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from schoolprotocol.config import DOWNLOADS
from schoolprotocol.documents.history import in_a_row
from schoolprotocol.files import write_new, write_tree
from schoolprotocol.outputs.job import Job
from schoolprotocol.outputs.output import Content, Made, Work
from schoolprotocol.outputs.report.report import report_fragment
from schoolprotocol.outputs.site import sphinx
from schoolprotocol.outputs.site.beside import beside_fragment
from schoolprotocol.outputs.site.downloads import offered
from schoolprotocol.outputs.site.project import SiteInput, site_files
from schoolprotocol.templating import Templates


def warm_up(templates: Templates) -> None:
    """Load what Sphinx looks up only once."""
    sphinx.warm_up(templates)


def make(work: Work) -> Made:
    """The site and the PDF, or one of them, from the same doctree; the Sphinx project is kept too."""
    job = work.job
    project = work.at("source", job.site)
    site = work.at("html", job.site) if "html" in work.wanted else None
    write_tree(project, _project(job, work.offered))
    parts = sphinx.build(project, site, job.templates, with_print="pdf" in work.wanted)
    made = {"html": [project]}
    if parts is not None:
        # WeasyPrint takes 0.3 s to import: only where a PDF is asked.
        from schoolprotocol.outputs.pdf import printing  # noqa: PLC0415

        with work.measure("pdf"):
            made["pdf"] = [work.at("pdf", f"{job.name}.pdf")]
            printing.document(job, parts, made["pdf"][0])
    if site is not None:
        for name, content in work.offered.items():
            _put(site / DOWNLOADS / name, content)
        made["html"] = [site, project]
    return made


def _put(path: Path, content: Content | Path) -> None:
    if isinstance(content, Path):
        path.parent.mkdir(exist_ok=True)
        shutil.copyfile(content, path)
    else:
        write_new(path, content)


def _beside(job: Job) -> str | None:
    """The versions beside each other, where there are two or more."""
    versions = in_a_row(job.releases, job.policy) if job.history is not None else ()
    return beside_fragment(versions, job.lineage, job.templates) if len(versions) > 1 else None


def _project(job: Job, downloads: Collection[str]) -> dict[str, Content]:
    """The files of the Sphinx project."""
    site = SiteInput(
        policy=job.policy,
        summary=job.summary,
        style=job.style,
        url=job.url,
        publisher=job.publisher,
        synonyms=job.synonyms,
        releases=job.releases,
        void=job.void,
        unproven=job.unproven,
        despite=job.despite,
        changes_fragment=report_fragment(job.report, job.templates) if job.report is not None else None,
        downloads=offered(job.name, downloads),
        archive=job.archive,
        newer=job.newer,
        edition=job.edition,
        history=job.history,
        beside_fragment=_beside(job),
    )
    files: dict[str, Content] = dict(site_files(site, job.templates))
    if job.logo is not None:
        files[f"_static/logo{job.logo.suffix}"] = job.logo.read_bytes()
    return files
