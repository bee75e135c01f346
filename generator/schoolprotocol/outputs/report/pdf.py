"""Change report → PDF. Importing this module imports WeasyPrint."""

from __future__ import annotations

from pathlib import Path

from schoolprotocol.outputs.pdf import typeset
from schoolprotocol.outputs.pdf.archive import Attached
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.print import report_print
from schoolprotocol.outputs.report.report import report_json
from schoolprotocol.templating import Templates


def report_pdf(shown: ReportInput, target: Path, templates: Templates, logo: Path | None) -> None:
    """A change report as PDF, with the cover of the school's own documents."""
    assets = typeset.Assets(templates, logo, shown.style.at("logo"), shown.changes.school)
    day = shown.changes.new.frame.document.day
    data = Attached(f"{target.stem}.json", report_json(shown.changes).encode(), "De wijzigingen als gegevens", day)
    typeset.write_pdf(report_print(shown, templates), target, assets, attachments=[data])
