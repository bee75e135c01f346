"""schoolprotocol: one structured source of clauses, a policy document per school.

    >>> from schoolprotocol import Project
    >>> project = Project.open("mijn-bestuur")

`Project` is the door; the other names are what it gives, for annotations. Each is imported when it is first asked for:
a build with nothing to do needs next to nothing of us.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from schoolprotocol.version import __version__

if TYPE_CHECKING:
    from schoolprotocol.build.checking import Checkup
    from schoolprotocol.build.dossier import Dossier
    from schoolprotocol.build.preview import Preview
    from schoolprotocol.build.run import Progress, Result
    from schoolprotocol.compare.changeset import ChangeSet, Comparison, Facet, Match
    from schoolprotocol.compare.history import ClauseHistory, Event, History
    from schoolprotocol.compare.overview import DocumentImpact, Impact, LostDecision, SharedTouch, Touch, TouchKind
    from schoolprotocol.deliver.changes import FileChange
    from schoolprotocol.diagnostics import Diagnostic
    from schoolprotocol.documents.deciding import Heard, Put
    from schoolprotocol.documents.lineage import Ancestry
    from schoolprotocol.documents.listing import Listed
    from schoolprotocol.documents.usage import Usage
    from schoolprotocol.documents.wordings import Arrangement, Wording, Wordings
    from schoolprotocol.edit.edit import Edit
    from schoolprotocol.errors import EditError
    from schoolprotocol.model.base import Status, Weight
    from schoolprotocol.model.document import DecisionKind, DecisionOutcome
    from schoolprotocol.model.project import Reference
    from schoolprotocol.outputs.council.deciding import Decided
    from schoolprotocol.outputs.council.reacting import Received
    from schoolprotocol.outputs.report.pieces import Piece
    from schoolprotocol.policy.model import Clause, Note, Policy, Section, Text
    from schoolprotocol.project import Document, Project, Report
    from schoolprotocol.project.statuses import SchoolStatus
    from schoolprotocol.release.ledger import Side
    from schoolprotocol.release.points import OpenPoint
    from schoolprotocol.release.states import Standing
    from schoolprotocol.release.term import Term
    from schoolprotocol.resolve.operations import Choice
    from schoolprotocol.resolve.policy import Resolution
    from schoolprotocol.resolve.values import Level, Origin
    from schoolprotocol.source.corpus import Corpus
    from schoolprotocol.source.ledger import Entry, EntryKind, Item, Ledger
    from schoolprotocol.source.loaded import Loaded
    from schoolprotocol.source.seals import Seal, Verdict
    from schoolprotocol.source.versions import Release
    from schoolprotocol.starting.adding import NewClause, NewProtocol, NewValue
    from schoolprotocol.starting.answers import Answers
    from schoolprotocol.starting.begin import Begun
    from schoolprotocol.starting.deviating import Deviation
    from schoolprotocol.starting.judging import Applied
    from schoolprotocol.starting.questions import Asked
    from schoolprotocol.starting.update import Touched, Update

_HOMES = {
    "Checkup": "build.checking",
    "Dossier": "build.dossier",
    "Preview": "build.preview",
    "Progress": "build.run",
    "Result": "build.run",
    "ChangeSet": "compare.changeset",
    "Comparison": "compare.changeset",
    "Facet": "compare.changeset",
    "ClauseHistory": "compare.history",
    "Event": "compare.history",
    "History": "compare.history",
    "Match": "compare.changeset",
    "DocumentImpact": "compare.overview",
    "Impact": "compare.overview",
    "LostDecision": "compare.overview",
    "SharedTouch": "compare.overview",
    "Touch": "compare.overview",
    "TouchKind": "compare.overview",
    "FileChange": "deliver.changes",
    "Diagnostic": "diagnostics",
    "Heard": "documents.deciding",
    "Put": "documents.deciding",
    "Ancestry": "documents.lineage",
    "Listed": "documents.listing",
    "Usage": "documents.usage",
    "Arrangement": "documents.wordings",
    "Wording": "documents.wordings",
    "Wordings": "documents.wordings",
    "Edit": "edit.edit",
    "EditError": "errors",
    "Status": "model.base",
    "Weight": "model.base",
    "Decided": "outputs.council.deciding",
    "Received": "outputs.council.reacting",
    "Piece": "outputs.report.pieces",
    "DecisionKind": "model.document",
    "DecisionOutcome": "model.document",
    "Clause": "policy.model",
    "Note": "policy.model",
    "Policy": "policy.model",
    "Section": "policy.model",
    "Text": "policy.model",
    "Reference": "model.project",
    "Document": "project",
    "Project": "project",
    "Report": "project",
    "SchoolStatus": "project.statuses",
    "Side": "release.ledger",
    "OpenPoint": "release.points",
    "Standing": "release.states",
    "Term": "release.term",
    "Choice": "resolve.operations",
    "Resolution": "resolve.policy",
    "Level": "resolve.values",
    "Origin": "resolve.values",
    "Corpus": "source.corpus",
    "Release": "source.corpus",
    "Entry": "source.ledger",
    "EntryKind": "source.ledger",
    "Item": "source.ledger",
    "Ledger": "source.ledger",
    "Loaded": "source.loaded",
    "NewClause": "starting.adding",
    "NewProtocol": "starting.adding",
    "NewValue": "starting.adding",
    "Answers": "starting.answers",
    "Applied": "starting.judging",
    "Deviation": "starting.deviating",
    "Asked": "starting.questions",
    "Begun": "starting.begin",
    "Touched": "starting.update",
    "Update": "starting.update",
    "Seal": "source.seals",
    "Verdict": "source.seals",
}
"""Where each public name is defined, below this package."""

__all__ = [
    "Ancestry",
    "Answers",
    "Applied",
    "Arrangement",
    "Asked",
    "Begun",
    "ChangeSet",
    "Checkup",
    "Choice",
    "Clause",
    "ClauseHistory",
    "Comparison",
    "Corpus",
    "Decided",
    "DecisionKind",
    "DecisionOutcome",
    "Deviation",
    "Diagnostic",
    "Document",
    "DocumentImpact",
    "Dossier",
    "Edit",
    "EditError",
    "Entry",
    "EntryKind",
    "Event",
    "Facet",
    "FileChange",
    "Heard",
    "History",
    "Impact",
    "Item",
    "Ledger",
    "Level",
    "Listed",
    "Loaded",
    "LostDecision",
    "Match",
    "NewClause",
    "NewProtocol",
    "NewValue",
    "Note",
    "OpenPoint",
    "Origin",
    "Piece",
    "Policy",
    "Preview",
    "Progress",
    "Project",
    "Put",
    "Received",
    "Reference",
    "Release",
    "Report",
    "Resolution",
    "Result",
    "SchoolStatus",
    "Seal",
    "Section",
    "SharedTouch",
    "Side",
    "Standing",
    "Status",
    "Term",
    "Text",
    "Touch",
    "TouchKind",
    "Touched",
    "Update",
    "Usage",
    "Verdict",
    "Weight",
    "Wording",
    "Wordings",
    "__version__",
]


def __getattr__(name: str) -> Any:
    """A public name, on its first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
