"""What a change report shows, in Dutch, ready for a template: only words, runs and anchors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from schoolprotocol.model.base import Audience
from schoolprotocol.outputs.report.text import Column, Group, Line


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that lead to another place in the report."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class NoteView:
    """A change note."""

    summary: str
    texts: tuple[tuple[str, Markup], ...]
    """Heading and HTML of motive, consequences and measures."""


@dataclass(frozen=True, slots=True)
class ClauseView:
    """What happened to a clause, or to the clauses that were split or merged."""

    anchor: str
    id: str
    title: str
    number: str
    """`artikel 1.1`, or `artikel 1.1 → artikel 1.2`."""
    facets: tuple[str, ...]
    audiences: frozenset[Audience]
    audience: str
    place: str
    """Where it stands, or stood; empty where it did so before and does so after."""
    remarks: tuple[str, ...]
    """Sentences about place, form, audience, lineage and values."""
    reason: str
    """Why the school deviates."""
    weight_reason: str
    old: tuple[Column, ...]
    new: tuple[Column, ...]
    shows: Literal["new", "old", "both", "same"]
    """`same`: both columns would print the same words."""
    redline: tuple[Group, ...]
    """Old and new in one text."""
    is_long: bool
    """Whether it may be divided over two pages."""
    kind: Literal["clause"] = "clause"


@dataclass(frozen=True, slots=True)
class LineView:
    """What happened to a heading, or to a value that any number of clauses print."""

    kind: Literal["heading", "value"]
    anchor: str
    title: str
    facets: tuple[str, ...]
    audiences: frozenset[Audience]
    old: Line
    new: Line
    about: str
    """What the value means."""
    clauses: tuple[str, ...]
    """Where the value is printed: `Opbergen (artikel 1.2)`."""
    weight_reason: str


ItemView = ClauseView | LineView


@dataclass(frozen=True, slots=True)
class Listed:
    """An item as part of a numbered change."""

    reference: str
    """`3`, or `3b` where the change has several items."""
    item: ItemView
    see: tuple[Pointer, ...]
    """Other changes whose note is about this item too."""
    notes: tuple[NoteView, ...]
    """Notes that are told nowhere else."""


@dataclass(frozen=True, slots=True)
class TopicView:
    """A numbered change: everything that one change note is about, or one change without a note."""

    number: int
    anchor: str
    title: str
    what: str
    """`2 clausules toegevoegd, 1 kop toegevoegd`."""
    audience: str
    consent: str
    """Whose consent it asks, as a proposal; empty where nothing is known of it."""
    note: NoteView | None
    items: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a was/wordt table."""

    what: str
    old: Line
    new: Line


@dataclass(frozen=True, slots=True)
class WideRow:
    """A row of the was-wordt table at the end."""

    title: str
    number: str
    id: str
    old: tuple[Column, ...]
    new: tuple[Column, ...]
    change: Pointer | None
    """The numbered change; None for an editorial one."""
    is_long: bool = False
    """Whether it may be divided over two pages."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many changes of a kind there are, and where they are told."""

    what: str
    number: int
    anchor: str


@dataclass(frozen=True, slots=True)
class ConsentView:
    """Whose consent is asked, for what and why: a proposal."""

    council: str
    law: str
    link: str
    why: str
    changes: tuple[Pointer, ...]
    every: bool
    """Whether it is about all numbered changes."""


@dataclass(frozen=True, slots=True)
class SummaryView:
    """The first page."""

    facts: tuple[tuple[str, str], ...]
    lead: str
    """How many numbered changes there are, in a sentence."""
    counts: tuple[Count, ...]
    same: tuple[str, ...]
    """Sentences about what stays."""
    overruled: str
    """How often the author gave another weight than the computed one; empty for never."""
    consents: tuple[ConsentView, ...]
    joint: str
    """When the joint council takes the place of a school's own."""


@dataclass(frozen=True, slots=True)
class FullItem:
    """A clause in the full text, or a line about one that stood here."""

    number: str
    was_number: str
    """Where that was another number."""
    mark: str
    """`wel` or `niet`, `•` for a bullet."""
    groups: tuple[Group, ...]
    about: str
    """`vervallen`, `verplaatst naar artikel 2.2` …; empty for most."""
    change: Pointer | None


@dataclass(frozen=True, slots=True)
class FullBlock:
    """A heading of the full text with the clauses below it."""

    level: int
    """1 for a chapter; 0 for a heading inside a section (of a frame or column), or none."""
    heading: Line
    items: tuple[FullItem, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole report."""

    title: str
    """Of the document."""
    kind: str
    """`Wijzigingsvoorstel`, or `Wijzigingen` where the new version holds already."""
    organisation: str
    old: str
    new: str
    old_hash: str
    new_hash: str
    is_empty: bool
    summary: SummaryView
    topics: tuple[TopicView, ...]
    editorial: tuple[Listed, ...]
    values: tuple[tuple[LineView, Pointer | None], ...]
    renumbered: tuple[RowView, ...]
    document: tuple[RowView, ...]
    unseen: str
    """How many rows of document control print the same as before; empty for none."""
    full: tuple[FullBlock, ...]
    table: tuple[WideRow, ...]
