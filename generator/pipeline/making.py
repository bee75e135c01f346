"""Makes the outputs of one document. Importing this module imports Sphinx; `printing` imports WeasyPrint."""

from __future__ import annotations

import os
import shutil
import traceback
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType

from generator.errors import SchoolprotocolError, SourceError, why
from generator.model.policy import digest
from generator.pipeline.building import Job, Outcome
from generator.pipeline.overview import DOWNLOADS, download
from generator.publish import record, sphinx
from generator.publish.files import replaced_folder, write_file, write_tree
from generator.render.excerpt import excerpt_files
from generator.render.report import report_fragment, report_html, report_json, report_markdown
from generator.render.site import SiteInput, site_files


def warm_up(jobs: Sequence[Job]) -> None:
    """Do once, before children are forked, what each of them would do."""
    if any("pdf" in job.targets for job in jobs):
        _printing().warm_up(jobs[0].folders.templates)


def _printing() -> ModuleType:
    # WeasyPrint takes 0.3 s to import: only where a PDF is asked.
    from generator.pipeline import printing  # noqa: PLC0415

    return printing


def make(job: Job) -> Outcome:
    """Make one document's outputs. Whatever goes wrong is told in the outcome; what was there before stays."""
    try:
        return Outcome(job.name, tuple(_make(job)))
    except SourceError as error:
        return Outcome(job.name, error=str(error), diagnostics=error.diagnostics)
    except SchoolprotocolError as error:
        return Outcome(job.name, error=str(error))
    except OSError as error:
        return Outcome(job.name, error=f"{error.filename or ''}: {why(error)}")
    except Exception as error:  # the other documents go on; the command line saves the traceback
        return Outcome(job.name, error=str(error), trace=traceback.format_exc())


def _make(job: Job) -> list[Path]:
    made: list[Path] = []
    if "schoolgids" in job.targets:
        made += _schoolgids(job)
    if "diff" in job.targets and job.changes is not None:
        made += _diff(job)
    if "html" in job.targets or "pdf" in job.targets:
        made += _site_and_pdf(job)
    return made


def _schoolgids(job: Job) -> list[Path]:
    made = []
    for ending, text in excerpt_files(job.policy, job.url, job.folders.templates).items():
        path = job.folders.schoolgids(f"{job.name}{ending}")
        write_file(path, text)
        made.append(path)
    return made


def _diff(job: Job) -> list[Path]:
    assert job.changes is not None, "asked by _make"  # noqa: S101
    templates, folder = job.folders.templates, job.folders.diff(job.name)
    reports = {
        "index.html": report_html(job.changes, templates, helps=job.helps),
        "report.md": report_markdown(job.changes, templates, helps=job.helps),
        "report.json": report_json(job.changes),
    }
    with replaced_folder(folder) as fresh:
        write_tree(fresh, reports)
    return [folder / name for name in reports]


def _site_and_pdf(job: Job) -> list[Path]:
    """Both come from the same doctree, so that they cannot say different things."""
    source, site = job.folders.source(job.site), job.folders.html(job.site)
    html, with_pdf = "html" in job.targets, "pdf" in job.targets
    made = []
    with ExitStack() as stack:
        # A PDF is made first into its place, then offered by the site; a site made alone offers a PDF of the same text.
        downloads = _downloads(job)
        write_tree(source, _source_files(job, list(downloads)))
        fresh = stack.enter_context(replaced_folder(site)) if html else None
        parts = sphinx.build(source, fresh, with_print=with_pdf)
        if with_pdf and parts is not None:
            made.append(_printing().document(job, parts))
        if fresh is not None:
            for name, content in downloads.items():
                path = fresh / DOWNLOADS / name
                path.parent.mkdir(exist_ok=True)
                if content is None:
                    shutil.copyfile(job.folders.pdf(job.name), path)
                else:
                    path.write_text(content, encoding="utf-8")
            made.append(site / "index.html")
    return made


def _downloads(job: Job) -> dict[str, str | None]:
    """Name and content of every file that the site offers; no content for the PDF, which is copied."""
    pdf_is_current = record.is_current(job.folders.made(job.name), digest(job.policy), job.folders.pdf(job.name))
    offered: dict[str, str | None] = {}
    if "pdf" in job.targets or pdf_is_current:
        offered[f"{job.name}.pdf"] = None
    excerpts = excerpt_files(job.policy, job.url, job.folders.templates)
    return offered | {
        f"{job.name}-schoolgids{ending}": text for ending, text in excerpts.items() if ending != "-kort.txt"
    }


def _source_files(job: Job, downloads: Sequence[str]) -> dict[str, str | bytes]:
    source = job.folders.source(job.site)
    site = SiteInput(
        policy=job.policy,
        summary=job.summary,
        style=job.style,
        url=job.url,
        publisher=job.publisher,
        theme_path=os.path.relpath(job.folders.templates / "theme", source),
        releases=job.releases,
        void=job.void,
        changes_fragment=_fragment(job),
        downloads=tuple(download(name) for name in downloads),
    )
    files: dict[str, str | bytes] = dict(site_files(site, job.folders.templates))
    if job.logo is not None:
        files[f"_static/logo{job.logo.suffix}"] = job.logo.read_bytes()
    return files


def _fragment(job: Job) -> str | None:
    if job.changes is None:
        return None
    return report_fragment(job.changes, job.folders.templates, helps=job.helps)
