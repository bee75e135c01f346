"""Change report → PDF. Importing this module imports WeasyPrint."""

from __future__ import annotations

from pathlib import Path

from schoolprotocol.outputs.pdf import typeset
from schoolprotocol.outputs.pdf.archive import Attached
from schoolprotocol.outputs.pdf.logo import drawn
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.print import renvooi_print, report_print
from schoolprotocol.outputs.report.report import report_json
from schoolprotocol.templating import Templates


def report_pdf(shown: ReportInput, target: Path, templates: Templates, logo: Path | None) -> None:
    """A change report as PDF."""
    assets = _assets(shown, templates, logo)
    day = shown.changes.new.frame.document.day
    data = Attached(f"{target.stem}.json", report_json(shown.changes).encode(), "De wijzigingen als gegevens", day)
    typeset.write_pdf(report_print(shown, templates), target, assets, least=1, attachments=[data])


def renvooi_pdf(shown: ReportInput, target: Path, templates: Templates, logo: Path | None) -> None:
    """The whole new text in renvooi as PDF."""
    typeset.write_pdf(renvooi_print(shown, templates), target, _assets(shown, templates, logo), least=1)


def logo_png(shown: ReportInput, templates: Templates, logo: Path) -> bytes:
    """An SVG logo as PNG, for programs that show no SVG."""
    return drawn(_assets(shown, templates, logo))


def _assets(shown: ReportInput, templates: Templates, logo: Path | None) -> typeset.Assets:
    return typeset.Assets(templates, logo, shown.style.at("logo"), shown.changes.school)
