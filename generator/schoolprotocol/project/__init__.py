"""The one door: a project and its documents, to read, check, compare, release, build and publish.

The command line, tests and other programs ask here and nowhere else; nothing is printed, and no process state is
changed. What a method needs is imported when it is called: a build with nothing to do needs next to nothing, and Sphinx
and WeasyPrint take longer to import than most questions take to answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolprotocol.project.document import CONCEPT, Document
from schoolprotocol.project.incoming import Import
from schoolprotocol.project.project import Project, as_json
from schoolprotocol.project.report import Report

if TYPE_CHECKING:
    from schoolprotocol.edit.edit import Edit as Edit
    from schoolprotocol.starting.judging import Applied as Applied

__all__ = ["CONCEPT", "Document", "Import", "Project", "Report", "as_json"]
