"""The change set: everything that differs between two policies, and both policies in full.

A report in any form renders from this model alone, and either policy can be rebuilt from it to the last byte (see
`compare.prove`). Texts are compared as they are written, with their placeholders; each segment also carries
its printed form. Numbers are never part of a text: renumbering is a table.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field, PlainSerializer, PlainValidator, WithJsonSchema

from schoolprotocol.model.base import Audience, Weight
from schoolprotocol.model.outline import GroupForm
from schoolprotocol.policy.model import Frozen, Policy, Value
from schoolprotocol.policy.slots import Slot

FORMAT: Final = 1
"""Version of the JSON form of a change set."""
CERTAIN: Final = 65
"""The score from which a likeness is taken for the same clause; below it, it is only proposed."""
Match = Literal["id", "text"]
"""How clauses of the two versions were matched: by their ids and declared lineage, or by what they say as well."""

Facet = Literal[
    "added",
    "dropped",
    "split",
    "merged",
    "changed",
    "kort",
    "title",
    "moved",
    "form",
    "audience",
    "reference",
    "parameter",
    "heading",
    "renamed",
    "metadata",
    "renumbered",
]
"""What happened. Of clauses that were split or merged, `moved`, `form` and `audience` are about each part beside what
it came from. `kort`: its short sentence came, went or is another; `title`: its title is another, and is printed before
its text; `form`: the clause went from one form to another (from do to don't, say); `reference`: another clause, link or
law is referred to; `parameter`: a value that it prints changed as well; `renamed`: another id, by declared lineage;
`metadata`: its alternative or reason, the order in which its readers or laws are named, or a title that stands before
no text; none of these is printed."""


def _slot(value: object) -> Slot:
    return value if isinstance(value, Slot) else Slot.parse(str(value))


_Slot = Annotated[
    Slot, PlainValidator(_slot), PlainSerializer(str, return_type=str), WithJsonSchema({"type": "string"})
]
"""A slot, which is a text in JSON."""

PartKind = Literal["paragraph", "item", "note", "line"]


class Segment(Frozen):
    """A run of text that both versions have (`same`), or one of them."""

    op: Literal["same", "insert", "delete"]
    text: str
    """As written: the segments of one side, joined, are its template to the byte."""
    shown: str
    """As printed, without markup: a delete as the old document prints it, the others as the new one does."""
    before: str | None = None
    """Of a `same` segment: how the old document prints it, where that differs (a value or a number changed)."""


class Part(Frozen):
    """A paragraph, list item, note, heading or cell of the one version beside that of the other."""

    kind: PartKind
    """In the new version, or in the old one where it lapsed. `line`: a heading or cell."""
    before: PartKind | None = None
    """In the old version, where that differs: a paragraph that became an item."""
    old: _Slot | None = None
    """The slot in the old policy whose text this belongs to (see `policy.slots`); None: it is new."""
    new: _Slot | None = None
    """The slot in the new policy; None: it lapsed."""
    segments: tuple[Segment, ...]
    move: int | None = None
    """Of a part that went and the part that came, the same words in another place: a number that only they share."""


class Standing(Frozen):
    """A clause where it stands in one version."""

    id: str
    title: str
    number: str
    label: str
    section: str
    """The id of its section; `#excerpt` for a clause that only the schoolgids excerpt has."""
    section_heading: str
    """As printed, with its number; of the nearest section around it that has a heading."""
    column: str = ""
    """As printed: the heading of the column in which it stands, where the form is a table."""
    group: str = ""
    """As printed: the heading inside the section below which it stands; empty where it stands below none."""
    form: GroupForm
    audience: tuple[Audience, ...]


class Move(Frozen):
    """A clause that stands in another place than the one that it was, or of which it is a part."""

    old: str
    """Its id in the old version."""
    new: str
    """Its id in the new version."""
    elsewhere: bool
    """Whether below another heading (of a section, a group in it, or a column); else only the order is another."""


class Change(Frozen):
    """What happened to one clause (or to the clauses that were split or merged)."""

    id: str
    """The clause's id in both versions; else that of the clause that was split, or into which others were merged."""
    title: str
    facets: tuple[Facet, ...]
    weight: Weight
    old: tuple[Standing, ...] = ()
    new: tuple[Standing, ...] = ()
    moves: tuple[Move, ...] = ()
    """What stands elsewhere: of clauses that were split or merged perhaps some and not the others."""
    parts: tuple[Part, ...]
    """Its whole text, what stays the same too."""
    parameters: tuple[str, ...] = ()
    """The changed values that it prints."""
    reason: str | None = None
    """Why the school deviates, or leaves it out."""
    notes: tuple[str, ...] = ()
    """Ids of the change notes about it."""
    weight_reason: str | None = None
    """Why the author gave it another weight than the computed one."""


class HeadingChange(Frozen):
    """What happened to a section, or to the heading of a group or column in it."""

    id: str
    """The section's id in the new version, or in the old one where it lapsed."""
    kind: Literal["section", "group", "column"]
    facets: tuple[Facet, ...]
    weight: Weight
    old_number: str | None = None
    new_number: str | None = None
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    weight_reason: str | None = None
    """Why the author gave it another weight than the computed one."""


class TableChange(Frozen):
    """What happened to a row (or to the heading or the column headings) of a table of document control."""

    table: str
    title: str
    """The table's heading as printed."""
    row: str
    """The row's first cell as printed; empty for the table's headings."""
    facet: Literal["added", "dropped", "changed"]
    weight: Weight
    parts: tuple[Part, ...]


class DocumentChange(Frozen):
    """A field of document control that changed."""

    field: str
    """`version`, `status`, `review`, …; `organisation.name`; of lists `decision`, `history`, `omission`, `excerpt`,
    `excerpt-half`, each entry by itself; `…-order` and `…-form` where the same entries stand otherwise."""
    old: str | None = None
    """As printed; a status or clause by its id."""
    new: str | None = None
    clauses: tuple[str, ...] = ()
    """Clauses of the new version that print it."""


class ParameterChange(Frozen):
    """A value that changed: one change, however many clauses print it."""

    name: str
    old: Value
    new: Value
    weight: Weight
    clauses: tuple[str, ...]
    """Clauses of the new version that print it, in reading order, and printed it before too."""
    notes: tuple[str, ...] = ()
    weight_reason: str | None = None
    """Why the author gave it another weight than the computed one."""


class Renumbering(Frozen):
    """A clause, section or note that has another number; nothing else is said of it here.

    Likewise a reference to another document of the school, which prints something else although nobody wrote another.
    """

    kind: Literal["clause", "section", "note", "elsewhere"]
    id: str
    """In the new version; of a note that of its clause, of a reference what the text calls."""
    title: str
    old: str
    """Printed number; empty for none. Of a reference all that it prints."""
    new: str
    old_label: str
    new_label: str


class Suggestion(Frozen):
    """Clauses that look like one and the same although no lineage was declared: perhaps `was:` is missing."""

    kind: Literal["renamed", "split", "merged", "collision"]
    """`collision`: one and one, but one of the two ids names another clause in the other version."""
    old: tuple[str, ...]
    """Ids in the old version, in reading order; more than one where they were merged."""
    new: tuple[str, ...]
    """Ids in the new version, in reading order; more than one where it was split."""
    score: int
    """How certain it is, 0–100."""

    @property
    def is_certain(self) -> bool:
        """Whether a person need hardly look: `--match text` takes it, `lineage --write` writes it."""
        return self.score >= CERTAIN


class Explanation(Frozen):
    """A change note that is about at least one of the changes; texts in clause markup, values filled in."""

    id: str
    summary: str
    rule: bool = False
    """Whether its author says that it changes a rule."""
    motive: str
    consequences: str
    measures: str


class Kept(Frozen):
    """A text that is the same in both versions, and its slots."""

    old: _Slot
    new: _Slot
    text: str


class Side(Frozen):
    """One of the two versions."""

    hash: str
    """SHA-256 of the policy's canonical JSON: that of the release, where it is one."""
    frame: Policy
    """The policy with its texts taken out; they stand in the parts and in `kept`."""
    ids: dict[str, str] = Field(default_factory=dict)
    """By id in the frame the id that the version itself has, where that is another: it was matched by text."""
    printed: dict[_Slot, str] = Field(default_factory=dict)
    """By slot: printed texts that are not what filling in the template gives today (an older release)."""

    @property
    def version(self) -> str:
        """`1.0`."""
        return self.frame.document.version


class ChangeSet(Frozen):
    """The computed difference between two policies."""

    format: Literal[1] = FORMAT
    match: Match = "id"
    """`text`: the clauses were matched by likeness, where the author declared no lineage."""
    protocol: str
    school: str
    """Id of the new version's school."""
    old: Side
    new: Side
    changes: tuple[Change, ...]
    """In reading order; a clause that lapsed stands where it was."""
    headings: tuple[HeadingChange, ...]
    tables: tuple[TableChange, ...]
    document: tuple[DocumentChange, ...]
    parameters: tuple[ParameterChange, ...]
    renumbered: tuple[Renumbering, ...]
    kept: tuple[Kept, ...]
    suggestions: tuple[Suggestion, ...] = ()
    """By `id`: every likeness that no lineage was declared for; by `text`: those that were too uncertain to take."""
    explanations: tuple[Explanation, ...] = ()
    notes_in_scope: tuple[str, ...] = ()
    """Ids of the change notes that are meant for this school and these versions, whether they found a change or not."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (
            *self.changes,
            *self.headings,
            *self.tables,
            *self.document,
            *self.parameters,
            *self.renumbered,
        )

    def of_weight(self, weight: Weight) -> tuple[Change, ...]:
        """The changes of clauses that have this weight."""
        return tuple(change for change in self.changes if change.weight == weight)

    def untouched(self) -> int:
        """How many clauses of the new version stay as they were; another number does not count, another value does."""
        touched = {standing.id for change in self.changes for standing in change.new}
        touched |= {id_ for change in self.parameters for id_ in change.clauses}
        touched |= {id_ for change in self.document for id_ in change.clauses}
        return sum(clause.id not in touched for clause in self.new.frame.clauses())


def unexplained(changes: ChangeSet) -> tuple[Change | HeadingChange | ParameterChange, ...]:
    """The substantive changes that no change note is about."""
    every: tuple[Change | HeadingChange | ParameterChange, ...] = (
        *changes.changes,
        *changes.headings,
        *changes.parameters,
    )
    return tuple(change for change in every if change.weight == "substantive" and not change.notes)


class SharedClause(Frozen):
    """A clause that two schools both have."""

    id: str
    title: str
    same_wording: bool
    """Whether both have the same template, notes included."""
    values: tuple[str, ...]
    """Parameters and references that it prints and that differ."""
    facts: tuple[str, ...]
    """Facts of school and document that it prints and that differ: names, addresses, versions."""
    parts: tuple[Part, ...] = ()
    """The two texts beside each other, where the wording differs."""


class Lone(Frozen):
    """A clause that only one of two schools has."""

    id: str
    title: str
    reason: str | None = None
    """Why the other leaves it out, where it says so."""


class Comparison(Frozen):
    """Two schools' documents from one protocol beside each other, by clause id."""

    protocol: str
    left: str
    """Id of the school on the left."""
    right: str
    shared: tuple[SharedClause, ...]
    only_left: tuple[Lone, ...]
    only_right: tuple[Lone, ...]
    values: tuple[ParameterChange, ...]
    """Parameters and references that both print, with another value; `old` is the left one."""
