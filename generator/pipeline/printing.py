"""Makes the PDFs of one document. Importing this module imports WeasyPrint."""

from __future__ import annotations

from pathlib import Path

from generator.model.policy import digest
from generator.pipeline.building import Job
from generator.publish import pdf, record
from generator.render.print import PrintInput, print_html
from generator.sphinx_ext.print_builder import PrintParts

warm_up = pdf.warm_up


def document(job: Job, parts: PrintParts) -> Path:
    """The protocol as PDF, from the fragments of the doctree that the page came from too."""
    target, templates = job.folders.pdf(job.name), job.folders.templates
    shown = PrintInput(job.policy, job.style, parts, job.publisher, job.url, job.releases, job.void)
    assets = pdf.Assets(templates, job.logo, job.style.at("logo"), job.school)
    pdf.write_pdf(print_html(shown, templates), target, assets)
    record.remember(job.folders.made(job.name), digest(job.policy), target)
    return target
