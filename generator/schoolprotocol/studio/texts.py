"""A text that people discuss: as it was put, or as it is; its changes, and its clauses one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from typing import TYPE_CHECKING

from schoolprotocol.errors import UsageError
from schoolprotocol.project import Document, Project

if TYPE_CHECKING:
    from schoolprotocol import Piece, Policy


@dataclass(frozen=True, slots=True)
class Said:
    """A clause as it is printed."""

    id: str
    title: str
    label: str
    """`artikel 1.2`; empty where it has no number."""
    text: str
    heading: str
    """That of the section, above its first clause; else empty."""

    @property
    def called(self) -> str:
        """How a reaction calls it."""
        return f"{self.title} ({self.label})" if self.label else self.title


@dataclass(frozen=True, slots=True)
class Discussed:
    """A text that people discuss."""

    name: str
    """Of the school."""
    title: str
    version: str
    text_hash: str
    is_put: bool
    """Whether it is the text that was put, whatever the working text is by now."""
    since: str
    """The version with which it is compared; empty for a first version."""
    pieces: Sequence[Piece]
    clauses: Sequence[Said]

    @property
    def changed(self) -> frozenset[str]:
        """The changes, as reactions name them."""
        return frozenset(piece.id for piece in self.pieces)

    @property
    def places(self) -> frozenset[str]:
        """All that a reaction can be about, besides the whole text."""
        return self.changed | {one.id for one in self.clauses}

    def about(self, change: str) -> str | None:
        """How a change or clause is called; None where there is none."""
        piece = next((one for one in self.pieces if one.id == change), None)
        if piece is not None:
            return f"{piece.number}. {piece.title}" if piece.number else piece.title
        return next((one.called for one in self.clauses if one.id == change), None)


def discussed(project: Project, key: tuple[str, str], text_hash: str | None) -> Discussed:
    """The text of a link.

    Args:
        project: as it is.
        key: the document.
        text_hash: of a text that was put; None for the text as it is.

    Raises:
        UsageError: where it is not there any more.
        SourceError: where the source has faults.
    """
    document = project.document(*key)
    policy = document.policy if text_hash is None else document.put_text(text_hash)
    if policy is None:
        raise UsageError(_("The text that was put is not kept here any more."))
    report = document.changes_of(policy)
    return Discussed(
        policy.organisation.name,
        policy.title,
        policy.document.version,
        document.text_hash(policy),
        text_hash is not None,
        report.changes.old.version if report is not None else "",
        report.pieces if report is not None else (),
        tuple(_clauses(document, policy)),
    )


def _clauses(document: Document, policy: Policy) -> Iterator[Said]:
    for section in policy.all_sections():
        heading = f"{section.number} {section.heading.text}".strip() if section.heading else ""
        for group in section.groups:
            for clause in group.all_clauses():
                label = clause.label if clause.number else ""
                yield Said(clause.id, clause.title, label, document.plain(clause, of=policy), heading)
                heading = ""
