"""What a change report shows, in Dutch, ready for a template: only words, runs and anchors."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.model.changes import Weight
from generator.render.report_text import Column, Line


@dataclass(frozen=True, slots=True)
class NoteView:
    """A change note; in full where it is met first."""

    anchor: str
    summary: str
    motive: Markup
    consequences: Markup
    measures: Markup
    first: bool


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change of a clause."""

    anchor: str
    id: str
    title: str
    facets: tuple[str, ...]
    weight: Weight
    number: str
    """`artikel 1.1`, or `artikel 1.1 → artikel 1.2`."""
    audience: str
    remarks: tuple[str, ...]
    """Sentences about place, form, audience, lineage and values."""
    reason: str
    old: tuple[Column, ...]
    new: tuple[Column, ...]
    same_text: bool
    """Whether both columns would print the same words."""
    redlines: tuple[Line, ...]
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class HeadingView:
    """A change of a heading."""

    what: str
    facets: tuple[str, ...]
    weight: Weight
    old: Line
    new: Line
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class ValueView:
    """A changed value."""

    name: str
    help: str
    """What the protocol says of it."""
    weight: Weight
    old: str
    new: str
    clauses: tuple[str, ...]
    """`Opbergen (artikel 1.2)`."""
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a was/wordt table."""

    what: str
    old: Line
    new: Line


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole report."""

    title: str
    organisation: str
    old: str
    new: str
    old_hash: str
    new_hash: str
    is_empty: bool
    counts: tuple[tuple[str, int, str], ...]
    """What, how many, and the anchor where it is told."""
    untouched: str
    substantive: tuple[ChangeView, ...]
    editorial: tuple[ChangeView, ...]
    headings: tuple[HeadingView, ...]
    values: tuple[ValueView, ...]
    renumbered: tuple[RowView, ...]
    document: tuple[RowView, ...]
    tables: tuple[RowView, ...]
