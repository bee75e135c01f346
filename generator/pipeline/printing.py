"""Makes the PDFs of one document. Importing this module imports WeasyPrint."""

from __future__ import annotations

from pathlib import Path

from generator.model.policy import Policy, canonical_json
from generator.pipeline.jobs import Job
from generator.publish import pdf
from generator.publish.logo import drawn
from generator.publish.pdf_archive import Attached
from generator.render.print import PrintInput, print_html
from generator.render.report import report_json
from generator.render.report_input import ReportInput
from generator.render.report_print import report_print
from generator.sphinx_ext.print_builder import PrintParts

warm_up = pdf.warm_up


def paper(html: str, target: Path, templates: Path) -> bytes:
    """A print document without cover and logo as PDF: written to `target`, and its bytes."""
    pdf.write_pdf(html, target, pdf.Assets(templates), least=1)
    return target.read_bytes()


def report(shown: ReportInput, target: Path, templates: Path, logo: Path | None) -> None:
    """A change report as PDF, with the cover of the school's own documents."""
    assets = pdf.Assets(templates, logo, shown.style.at("logo"), shown.changes.school)
    day = shown.changes.new.frame.document.day
    data = Attached(f"{target.stem}.json", report_json(shown.changes).encode(), "De wijzigingen als gegevens", day)
    pdf.write_pdf(report_print(shown, templates), target, assets, attachments=[data])


def logo(job: Job) -> bytes:
    """The school's SVG logo as PNG, for programs that show no SVG."""
    return drawn(_assets(job))


def document(job: Job, parts: PrintParts, target: Path) -> None:
    """The protocol as PDF, from the fragments of the doctree that the page came from too."""
    templates = job.folders.templates
    shown = PrintInput(job.policy, job.style, parts, job.publisher, job.url, job.releases, job.void)
    attached = [text_data(job.name, job.policy)]
    pdf.write_pdf(print_html(shown, templates), target, _assets(job), attachments=attached)


def _assets(job: Job) -> pdf.Assets:
    return pdf.Assets(job.folders.templates, job.logo, job.style.at("logo"), job.school)


def text_data(name: str, policy: Policy) -> Attached:
    """The text of a document as the file in its PDF: its canonical JSON, from which its fingerprint can be computed."""
    return Attached(
        f"{name}.json", canonical_json(policy).encode(), "De tekst van dit document als gegevens", policy.document.day
    )
