"""What changed between two versions of a document."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from schoolprotocol.project.within import require_outside

if TYPE_CHECKING:
    from schoolprotocol.compare.changeset import ChangeSet
    from schoolprotocol.config import Format, TextFormat
    from schoolprotocol.outputs.report.input import ReportInput
    from schoolprotocol.outputs.report.pieces import Piece
    from schoolprotocol.project.document import Document


class Report:
    """What changed between two versions of a document, to read or to write in any form."""

    def __init__(self, document: Document, changes: ChangeSet) -> None:
        self.document, self.changes = document, changes

    @cached_property
    def _input(self) -> ReportInput:
        from schoolprotocol.outputs.report.input import report_input

        return report_input(self.document.project.corpus, self.document.key, self.changes)

    def text(self, form: TextFormat) -> str:
        """The report as `md`, `html` or `json`."""
        from schoolprotocol.check.templates import require_files
        from schoolprotocol.outputs.report.files import report_text

        templates = self.document.project.folders.templates
        require_files(templates)
        return report_text(self._input, form, templates)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Each change as the report shows it, in HTML, with what a change note about it would name; see `style`."""
        from schoolprotocol.outputs.report.pieces import pieces

        return pieces(self._input, self.document.project.folders.templates)

    @property
    def style(self) -> str:
        """The style sheet of its HTML; every rule is about what lies in `.wijzigingen`."""
        from schoolprotocol.outputs.report.report import report_css

        return report_css(self.document.project.folders.templates)

    def write(self, forms: Sequence[Format], folder: Path | None = None) -> list[Path]:
        """The report as files.

        Args:
            forms: `md`, `html`, `json`, `pdf`, `docx`.
            folder: where they go; by default a folder of their own in `build/diff`.

        Raises:
            UsageError: where that folder lies in the source.
            BuildFolderError: where the build folder leads elsewhere.
        """
        from schoolprotocol.build.lock import require_plain
        from schoolprotocol.check.templates import require_files
        from schoolprotocol.outputs.report.files import folder_for, logo_of, write_reports

        require_files(self.document.project.folders.templates)
        project, key = self.document.project, self.document.key
        if folder is None:
            require_plain(project.folders)
        else:
            require_outside(folder.resolve(), project.folders.root)
        target = folder or folder_for(project.folders, key, self._input)
        return write_reports(self._input, forms, target, project.folders.templates, logo_of(project.corpus, key[0]))
