"""Makes the outputs of one document. Importing this module imports Sphinx; `printing` imports WeasyPrint."""

from __future__ import annotations

import gc
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
from generator.pipeline.comparing import FORMATS
from generator.pipeline.overview import DOWNLOADS, EXCERPTS, offered
from generator.pipeline.reporting import NAMES, write_reports
from generator.publish import record, sphinx
from generator.publish.files import replaced_folder, write_file, write_tree
from generator.render.docx.document import DocumentInput, document_docx
from generator.render.excerpt import ExcerptInput, excerpt_files, whole_files
from generator.render.report import report_fragment, report_json
from generator.render.report_input import ReportInput
from generator.render.site import SiteInput, site_files


def warm_up(jobs: Sequence[Job]) -> None:
    """Do once, before children are forked, what each of them would do."""
    if any({"pdf", "diff"} & set(job.targets) for job in jobs):
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
    finally:
        gc.collect()  # a doctree is full of cycles: memory stays the same however many schools there are


def _make(job: Job) -> list[Path]:
    made: list[Path] = []
    if "docx" in job.targets:
        made += _word(job)
    if "schoolgids" in job.targets:
        made += _schoolgids(job)
    if "diff" in job.targets and job.report is not None:
        made += _diff(job)
    if "html" in job.targets or "pdf" in job.targets:
        made += _site_and_pdf(job)
    return made


def _word(job: Job) -> list[Path]:
    path = job.folders.docx(job.name)
    shown = DocumentInput(job.policy, job.style, job.url, job.publisher, job.logo, job.void)
    write_file(path, document_docx(shown))
    record.remember(job.folders.made(path.name), digest(job.policy), path)
    return [path]


def _schoolgids(job: Job) -> list[Path]:
    made = []
    for ending, text in excerpt_files(ExcerptInput(job.policy, job.style, job.url), job.folders.templates).items():
        path = job.folders.schoolgids(f"{job.name}{ending}")
        write_file(path, text)
        made.append(path)
    return made


def _diff(job: Job) -> list[Path]:
    assert job.report is not None, "asked by _make"  # noqa: S101
    folder = job.folders.diff(job.name)
    with replaced_folder(folder) as fresh:
        made = write_reports(job.report, FORMATS, fresh, job.folders.templates, job.logo)
    return [folder / path.name for path in made]


def _site_and_pdf(job: Job) -> list[Path]:
    """Both come from the same doctree, so that they cannot say different things."""
    source, site = job.folders.source(job.site), job.folders.html(job.site)
    html, with_pdf = "html" in job.targets, "pdf" in job.targets
    made = []
    with ExitStack() as stack:
        # A PDF is made first into its place, then offered; a site made alone offers what was made of the same text.
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
                if isinstance(content, Path):
                    shutil.copyfile(content, path)
                else:
                    write_file(path, content)
            made.append(site / "index.html")
    return made


def _downloads(job: Job) -> dict[str, str | bytes | Path]:
    """Name and content of every file that the site offers; for a PDF or Word file the one that is copied."""
    document, word = job.folders.pdf(job.name), job.folders.docx(job.name)
    report = job.folders.diff(job.name) / NAMES["pdf"]
    text = digest(job.policy)
    files: dict[str, str | bytes | Path] = {}
    if "pdf" in job.targets or record.is_current(job.folders.made(job.name), text, document):
        files[document.name] = document
    if record.is_current(job.folders.made(word.name), text, word):  # made before the site, where both are asked
        files[word.name] = word
    if job.report is not None and report.is_file() and _is_about(report.with_name(NAMES["json"]), job.report):
        files[f"{job.name}-wijzigingen.pdf"] = report
    excerpts = whole_files(ExcerptInput(job.policy, job.style, job.url), job.folders.templates)
    return files | {f"{job.name}-schoolgids{ending}": excerpts[ending] for ending in EXCERPTS}


def _is_about(made: Path, report: ReportInput) -> bool:
    """Whether the report that was made last is about the same changes."""
    return made.is_file() and made.read_text("utf-8") == report_json(report.changes)


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
        downloads=offered(job.name, downloads),
        archive=job.archive,
        newer=job.newer,
    )
    files: dict[str, str | bytes] = dict(site_files(site, job.folders.templates))
    if job.logo is not None:
        files[f"_static/logo{job.logo.suffix}"] = job.logo.read_bytes()
    return files


def _fragment(job: Job) -> str | None:
    return report_fragment(job.report, job.folders.templates) if job.report is not None else None
