"""A proposal: what changes, whether it is explained, what is missing before it can be put, how it is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from schoolprotocol.project import Document, Project, Report
from schoolprotocol.studio.advice import Advised, advised
from schoolprotocol.studio.database import Database
from schoolprotocol.studio.notes import Change, change_of

if TYPE_CHECKING:
    from schoolprotocol import Put


UNEXPLAINED = "SP510"
"""That a change has no note: the page says so beside the change itself."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a document would change."""

    document: Document
    report: Report | None
    """None for a first version."""
    changes: Sequence[Change]
    faults: Sequence[Advised]
    """What keeps it from being put."""
    puts: Sequence[Put]

    @property
    def since(self) -> str:
        """The version with which it is compared; empty for a first version."""
        return self.report.changes.old.version if self.report is not None else ""

    @property
    def unexplained(self) -> int:
        """How many changes need an explanation and have none."""
        return sum(one.is_needed for one in self.changes)

    @property
    def is_ready(self) -> bool:
        """Whether nothing keeps it from being put."""
        return not (self.faults or self.unexplained or self.is_closed)

    @property
    def is_put(self) -> bool:
        """Whether the text as it is now lies before its bodies."""
        return any(one.is_working for one in self.puts)

    @property
    def is_closed(self) -> bool:
        """Whether this version was adopted or released: nothing can be put."""
        known = self.document.policy.document
        released = any(one.version == known.version for one in self.document.releases)
        return released or known.status in {"vastgesteld", "van-kracht", "vervallen"}

    def with_change(self, changed: Change) -> Proposal:
        """The same with what somebody typed of one change."""
        return replace(self, changes=[changed if one.piece.id == changed.piece.id else one for one in self.changes])


def proposal(project: Project, key: tuple[str, str]) -> Proposal:
    """The proposal of a document.

    Raises:
        UsageError: where there is no such document.
        SourceError: where its text has faults.
    """
    document = project.document(*key)
    report = document.changes_of(document.policy)
    changes = [change_of(document, piece) for piece in report.pieces] if report is not None else []
    told = {id_ for one in changes if one.is_needed for names in one.piece.names.values() for id_ in names}
    wrong = [
        one
        for one in document.check()
        if one.kind.severity == "error"
        and not one.kind.standing
        and not (one.kind.code == UNEXPLAINED and one.target in told)
    ]
    return Proposal(document, report, changes, advised(wrong), document.puts)


class Names:
    """How the people who work on a proposal call it: of no meaning for what is decided."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, document: Document) -> str:
        """The name of the proposal in the making; empty where nobody gave it one."""
        version = document.policy.document.version
        row = self._database.row(
            "SELECT name FROM proposal WHERE school = ? AND protocol = ? AND version = ?", *document.key, version
        )
        return str(row["name"]) if row is not None else ""

    def give(self, document: Document, name: str) -> None:
        """Call it so."""
        self._database.write(
            "INSERT INTO proposal VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET name = excluded.name",
            *(*document.key, document.policy.document.version, " ".join(name.split())[:100]),
        )
