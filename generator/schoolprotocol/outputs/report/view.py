"""What a change report shows, in Dutch, ready for a template: only words, runs and anchors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from schoolprotocol.compare.changeset import Facet
from schoolprotocol.model.base import Audience, Weight
from schoolprotocol.outputs.report.text import Column, Group, Line

Rank = Literal["new", "rule", "words"]
"""How heavily a numbered change weighs: a rule came or went; a rule is another; names, headings and wording."""


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
class StandingView:
    """A clause where it stands in one version, all in words."""

    id: str
    title: str
    number: str
    """`artikel 1.1`, `punt 3`; empty where it has none."""
    place: str
    """Headings of its section and column."""
    section: str
    """Id of the section; `#excerpt` for the text for the schoolgids."""
    form: str
    audience: str


@dataclass(frozen=True, slots=True)
class ShortView:
    """The short sentence of a clause, which is printed on short pages and in the schoolgids alone."""

    old: Line
    """Empty where there was none."""
    new: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What every item of a report has."""

    anchor: str
    id: str
    """Of the clause, of the section, or the name of the value; of a bulk: of its first member."""
    title: str
    facets: tuple[str, ...]
    kinds: tuple[Facet, ...]
    """The same, as the change set names them; all of them."""
    weight: Weight
    weight_reason: str
    """Why the author gave another weight than the computed one; mostly empty."""
    audiences: frozenset[Audience]
    """Of both versions together: a rule that stops concerning somebody concerns them."""
    audience: str
    """For whom it is now; for whom it was, where it lapsed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseView(_Told):
    """What happened to a clause, or to the clauses that were split or merged."""

    number: str
    """`artikel 1.1`, or `artikel 1.1 → artikel 1.2`."""
    standings_old: tuple[StandingView, ...]
    standings_new: tuple[StandingView, ...]
    facts_old: tuple[str, ...]
    """Place, form and audience of the old version, in words: where they differ, or where it lapsed."""
    facts_new: tuple[str, ...]
    place: str
    """Where it stands, or stood; empty where it did so before and does so after."""
    remarks: tuple[str, ...]
    """Sentences about place, form, audience, lineage and values, and about what moved inside it."""
    told: tuple[str, ...]
    """Those of the remarks that say what neither `facts_old`, `facts_new`, `short` nor `values` says."""
    short: tuple[ShortView, ...]
    values: tuple[str, ...]
    """Names of the values that it prints and that changed."""
    reason: str
    """Why the school deviates."""
    old: tuple[Column, ...]
    """The whole text."""
    new: tuple[Column, ...]
    old_shown: tuple[Column, ...]
    """The sentences in which something changed; `…` stands for the other ones. What this report prints."""
    new_shown: tuple[Column, ...]
    shows: Literal["new", "old", "both", "same"]
    """`same`: both columns would print the same words."""
    redline: tuple[Group, ...]
    """Old and new in one text."""
    sign: str
    """`Niet:` or `Wel:`, before old and new in one text; where the two differ, what it was and what it becomes.
    Each of the texts has its own. A short sentence is whole by itself and needs none."""
    is_long: bool
    """Whether it may be divided over two pages."""
    kind: Literal["clause"] = "clause"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView(_Told):
    """What happened to a heading, or to a value that any number of clauses print."""

    kind: Literal["heading", "value"]
    slot: str
    """Of a heading: its place in the new version, or in the old one where it lapsed; may be empty."""
    old: Line
    new: Line
    about: str
    """What the value means."""
    clauses: tuple[str, ...]
    """Where the value is printed: `Opbergen (artikel 1.2)`."""
    told: tuple[str, ...] = ()
    """Sentences about what the two lines do not show: a difference that nobody sees, where a heading stands now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkView(_Told):
    """Changes that are one thing, told once: clauses that move with no other word, a name that is replaced."""

    about: str
    """What happened to each of them, in a sentence; the title counts them: `35 clausules verplaatst`."""
    old: Line
    """The words that went, where each of them lost the same ones."""
    new: Line
    every: tuple[ClauseView | LineView, ...]
    """Each of them, whole."""
    kind: Literal["bulk"] = "bulk"


ItemView = ClauseView | LineView | BulkView


@dataclass(frozen=True, slots=True)
class Listed:
    """An item as part of a numbered change."""

    reference: str
    """`3`, or `3b` where the change has several items; `K1` where somebody must look; empty for editorial ones."""
    item: ItemView
    see: tuple[Pointer, ...]
    """Other changes whose note is about this item too."""
    values: tuple[Pointer, ...]
    """The values that it prints and that are told in an entry of their own."""
    notes: tuple[NoteView, ...]
    """Notes that are told nowhere else."""


@dataclass(frozen=True, slots=True)
class TopicView:
    """A numbered change: everything that one change note is about, or one change without a note."""

    number: int
    anchor: str
    id: str
    """Of the note; else of the clause, value or section. Votes and reactions name the change by it."""
    rank: Rank
    title: str
    what: str
    """`2 clausules toegevoegd, 1 kop toegevoegd`."""
    kinds: tuple[Facet, ...]
    """What happened to its items, as the change set names it."""
    audiences: frozenset[Audience]
    """Whose consent goes by them; empty, which is everybody, where one of its items says of nobody."""
    readers: frozenset[Audience]
    """Whom its items name; all groups where none of them names any."""
    audience: str
    """The same in words."""
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
    id: str = ""
    """Of the clause or section; the field of document control."""
    told: str = ""
    """What differs and cannot be seen, in a sentence; empty for most."""


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
    about: str = ""
    """The same in words: `alle wijzigingen behalve 3 en 8`."""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A change in one sentence, on the first page."""

    number: str
    """`7`; `8–31` for those that have no room of their own."""
    anchor: str
    sentence: str
    audiences: frozenset[Audience]
    audience: str


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """The changes of one weight, on the first page."""

    rank: Rank
    title: str
    rows: tuple[IndexRow, ...]


@dataclass(frozen=True, slots=True)
class SummaryView:
    """The first page."""

    ask: str
    """What is asked, of whom: a sentence."""
    until: str
    """By which date, or how long after receipt; empty where nothing is asked."""
    facts: tuple[tuple[str, str], ...]
    lead: str
    """How many numbered changes there are, in a sentence."""
    reading: str
    """How a reader with little time gets every change with its reason, and in how many minutes; empty for nothing."""
    index: tuple[IndexGroup, ...]
    """Each numbered change in one sentence, weightiest first."""
    points: tuple[str, ...]
    """Conditions of earlier decisions that are not met yet."""
    counts: tuple[Count, ...]
    """The same count, and what stands beside the numbered changes; each with where it is told."""
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
    changes: tuple[Pointer, ...]
    """The change of the clause, and those of the values that it prints."""
    id: str = ""
    """Of the clause whose text it is: of the old version where it lapsed; empty for a line about one."""


@dataclass(frozen=True, slots=True)
class FullBlock:
    """A heading of the full text with the clauses below it."""

    level: int
    """1 for a chapter; 0 for a heading inside a section (of a frame or column), or none."""
    heading: Line
    items: tuple[FullItem, ...]
    change: Pointer | None = None
    """That of the heading."""


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole report."""

    stamp: str
    """What stands on each page of a draft that nobody may decide on; empty for a report that holds."""
    title: str
    """Of the document."""
    kind: str
    """`Wijzigingsvoorstel`, or `Wijzigingen` where the new version holds already."""
    organisation: str
    old: str
    new: str
    old_hash: str
    new_hash: str
    text_hash: str
    """*Kenmerk*: stands for the new text, as on the form with which a council decides on it; empty
    until the report is proven, because the versions are rebuilt for that."""
    is_empty: bool
    summary: SummaryView
    topics: tuple[TopicView, ...]
    review: tuple[Listed, ...]
    """*Kijk na*: somebody must look whether the meaning changes."""
    editorial: tuple[Listed, ...]
    """Changes that are editorial, values too."""
    values: tuple[tuple[LineView, Pointer | None], ...]
    """Every value that changed, with where it is told: what an index needs; a report tells each in its place."""
    renumbered: tuple[RowView, ...]
    document: tuple[RowView, ...]
    """Document control, a row for each thing that changed."""
    control: tuple[RowView, ...]
    """The same, with the rows of one field joined: what is printed."""
    suggestions: tuple[str, ...]
    """Clauses that may be the same one, in sentences."""
    unseen: str
    """How many rows of document control print the same as before; empty for none."""
    full: tuple[FullBlock, ...]
    """The whole new text in renvooi: a file of its own."""
    proof: str
    """What was checked before this report was written."""


def two_sided(item: ItemView) -> bool:
    """Whether old and new stand beside each other, in a cell each."""
    match item:
        case BulkView():
            return False
        case LineView():
            return bool(item.old and item.new)
        case _:
            # A version whose text is empty may still say where it stood, or stands.
            if (item.shows == "new" and item.facts_old) or (item.shows == "old" and item.facts_new):
                return True
            told = bool(item.facts_old and item.facts_new) or any(one.old and one.new for one in item.short)
            return item.shows == "both" or (item.shows == "same" and told)
