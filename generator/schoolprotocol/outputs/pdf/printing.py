"""Makes the PDFs of one document. Importing this module imports WeasyPrint."""

from __future__ import annotations

from pathlib import Path

from schoolprotocol.outputs.job import Job
from schoolprotocol.outputs.pdf import typeset
from schoolprotocol.outputs.pdf.archive import Attached
from schoolprotocol.outputs.pdf.document import PrintInput, print_html
from schoolprotocol.outputs.pdf.logo import drawn
from schoolprotocol.outputs.site.sphinx_ext.print_builder import PrintParts
from schoolprotocol.policy.model import Policy, canonical_json
from schoolprotocol.templating import Templates

warm_up = typeset.warm_up


def paper(html: str, target: Path, templates: Templates) -> bytes:
    """A print document without cover and logo as PDF: written to `target`, and its bytes."""
    typeset.write_pdf(html, target, typeset.Assets(templates), least=1)
    return target.read_bytes()


def logo(job: Job) -> bytes:
    """The school's SVG logo as PNG, for programs that show no SVG."""
    return drawn(_assets(job))


def document(job: Job, parts: PrintParts, target: Path) -> None:
    """The protocol as PDF, from the fragments of the doctree that the page came from too."""
    reason = job.despite.get(job.policy.document.version)
    shown = PrintInput(
        job.policy, job.style, parts, job.publisher, job.url, job.releases, job.void, job.unproven, reason
    )
    attached = [text_data(job.name, job.policy)]
    typeset.write_pdf(print_html(shown, job.templates), target, _assets(job), attachments=attached)


def _assets(job: Job) -> typeset.Assets:
    return typeset.Assets(job.templates, job.logo, job.style.at("logo"), job.school)


def text_data(name: str, policy: Policy) -> Attached:
    """The text of a document as the file in its PDF: its canonical JSON, from which its fingerprint can be computed."""
    return Attached(
        f"{name}.json", canonical_json(policy).encode(), "De tekst van dit document als gegevens", policy.document.day
    )
