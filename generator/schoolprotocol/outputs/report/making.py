"""Makes the change report of one document."""

from __future__ import annotations

from schoolprotocol.config import FORMATS
from schoolprotocol.outputs.output import Made, Work
from schoolprotocol.outputs.report.files import write_reports


def make(work: Work) -> Made:
    """What changed since the last release, in every form; nothing where there is no release."""
    job = work.job
    if job.report is None:
        return {"diff": []}
    folder = work.at("diff", job.name)
    write_reports(job.report, FORMATS, folder, job.templates, job.logo)
    return {"diff": [folder]}
