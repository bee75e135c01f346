"""Makes the Word file of one document."""

from __future__ import annotations

from schoolprotocol.files import write_new
from schoolprotocol.outputs.job import Job
from schoolprotocol.outputs.output import Made, Work
from schoolprotocol.outputs.word.document import DocumentInput, document_docx


def make(work: Work) -> Made:
    """The whole protocol in Word."""
    job, path = work.job, work.at("docx", f"{work.job.name}.docx")
    reason = job.despite.get(job.policy.document.version)
    shown = DocumentInput(
        job.policy,
        job.style,
        job.url,
        job.publisher,
        job.logo,
        job.void,
        job.unproven,
        _drawn(job),
        reason,
        job.releases,
    )
    write_new(path, document_docx(shown))
    return {"docx": [path]}


def _drawn(job: Job) -> bytes | None:
    """An SVG logo as PNG, for programs that show no SVG."""
    if job.logo is None or job.logo.suffix != ".svg":
        return None
    # WeasyPrint takes 0.3 s to import: only for a school with such a logo.
    from schoolprotocol.outputs.pdf.printing import logo  # noqa: PLC0415

    return logo(job)
