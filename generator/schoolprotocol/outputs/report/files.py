"""Writes change reports as files, in every form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from schoolprotocol.compare.prove import rebuild
from schoolprotocol.config import FORMATS, Folders, Format, TextFormat, document_name
from schoolprotocol.documents.finding import Key
from schoolprotocol.files import write_file
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.report import renvooi_html, report_html, report_json, report_markdown
from schoolprotocol.outputs.word.changes.report import report_docx
from schoolprotocol.outputs.word.ooxml.picture import Picture, picture_of
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.templating import Templates

NAMES: dict[Format, str] = {form: f"report.{form}" for form in FORMATS} | {"html": "index.html"}
"""The file of each form."""
RENVOOI: Mapping[Format, str] = {"html": "renvooi.html", "pdf": "renvooi.pdf"}
"""The whole new text in renvooi, which some forms have beside the report."""


def write_reports(
    report: ReportInput, forms: Sequence[Format], folder: Path, templates: Templates, logo: Path | None
) -> list[Path]:
    """Write a report in some forms; each file is whole or not there.

    Args:
        report: what it is made from.
        forms: which files.
        folder: where they go.
        templates: the project's.
        logo: the school's, for PDF and Word, where the report's house style has one.

    Raises:
        SourceError: where the logo cannot be shown.
        UnprintableError: where a character has no glyph in our fonts.
    """
    made = []
    for form in forms:
        target = folder / NAMES[form]
        match form:
            case "pdf":
                # WeasyPrint takes 0.3 s to import: only where a PDF is asked.
                from schoolprotocol.outputs.report.pdf import renvooi_pdf, report_pdf  # noqa: PLC0415

                report_pdf(report, target, templates, logo)
                renvooi_pdf(report, folder / RENVOOI[form], templates, logo)
            case "docx":
                old, new = rebuild(report.changes, "old"), rebuild(report.changes, "new")
                write_file(target, report_docx(report, old, new, _picture(report, templates, logo)))
            case _:
                write_file(target, report_text(report, form, templates))
                if form == "html":
                    write_file(folder / RENVOOI[form], renvooi_html(report, templates))
        made.append(target)
        made += [folder / RENVOOI[form]] if form in RENVOOI else []
    return made


def _picture(report: ReportInput, templates: Templates, logo: Path | None) -> Picture | None:
    """The logo as Word shows it."""
    if logo is None:
        return None
    drawn = None
    if logo.suffix == ".svg":
        from schoolprotocol.outputs.report.pdf import logo_png  # noqa: PLC0415  # it imports WeasyPrint

        drawn = logo_png(report, templates, logo)
    return picture_of(logo, report.style.logo_text or report.changes.new.frame.organisation.name, drawn)


def report_text(report: ReportInput, form: TextFormat, templates: Templates) -> str:
    """The change report in one of the forms that are text."""
    match form:
        case "html":
            return report_html(report, templates)
        case "md":
            return report_markdown(report, templates)
        case "json":
            return report_json(report.changes)


def logo_of(corpus: Corpus, school: str) -> Path | None:
    """The file of a school's logo."""
    source = corpus.schools[school]
    return source.folder / source.school.style.logo if source.school.style.logo else None


def folder_for(folders: Folders, key: Key, report: ReportInput) -> Path:
    """Where a report goes that is about other versions than the last release and the source."""
    old, new = report.changes.old.version, report.changes.new.version
    return folders.output("diff", f"{document_name(*key)}-{old}-{new}")
