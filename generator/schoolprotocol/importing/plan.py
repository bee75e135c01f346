"""What an import does: where each block goes, what a person has to decide, and the files that are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from schoolprotocol.intake.taking import Taken

TargetKind = Literal[
    "clause",
    "section",
    "note",
    "value",
    "front",
    "document",
    "title",
    "furniture",
    "reported",
    "nothing",
]
"""`section`: the heading of one; `value`: a value of the school or a parameter; `front`: a table of document control;
`document`: a key of document control (its version, a date); `furniture`: what stands on every page, and the contents;
`reported`: carried over nowhere, and named by a question (names of persons); `nothing`: no text of the document (what
was deleted, hidden, remarked)."""
QuestionKind = Literal[
    "audience",
    "likely",
    "value",
    "person",
    "number",
    "slip",
    "unplaced",
    "reference",
    "date",
    "school",
    "table",
    "lineage",
]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a block goes. Several blocks may go to one clause: its text and the items below it."""

    kind: TargetKind
    place: str = ""
    """Id of the clause or section; `<clause>#<note>` of a note; name of the value, table or key; empty where none."""
    number: str | None = None
    """The number that our outline computes for it. What the document prints stands in the block."""


@dataclass(frozen=True, slots=True)
class Share:
    """A stretch of a block that goes to one place; the shares of a block together are all that it says."""

    block: int
    """Which, from 0, in `Plan.taken.blocks`."""
    start: int
    """From where in its text, or in that of a cell."""
    end: int
    target: Target
    cell: int | None = None
    """Which cell of a row, from 0."""
    is_number: bool = False
    """Whether it is a number, which our outline computes."""
    before: str = ""
    """What is printed before it as words, and is no character of the block's text: a number that our outline cannot
    compute, the heading of a column that each row repeats."""


@dataclass(frozen=True, slots=True)
class Substitution:
    """Words that the source has otherwise than the document, on purpose."""

    block: int
    old: str
    """As the document has them; empty where words were added."""
    new: str
    """As our document prints them; empty where they are left out."""
    why: Literal["person", "private", "character", "heading", "number"]
    """A name; an address or number of somebody; a character that our fonts lack; the heading of a column, repeated in
    each row; a number that is printed in another way (`Artikel 3` as `3`)."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a person has to decide."""

    kind: QuestionKind
    block: int | None
    """Which, from 0, in `Plan.taken.blocks`; None where it is about the whole document."""
    text: str
    """What to decide and how, in the language in use."""


@dataclass(frozen=True, slots=True)
class Likely:
    """A clause of the catalogue that is like one of the document. It is proposed, and never taken unasked."""

    block: int
    """Which, from 0, in `Plan.taken.blocks`: the first of the clause."""
    clause: str
    """Its id in the catalogue."""
    likeness: float
    """From 0 to 1."""


@dataclass(frozen=True)
class Plan:
    """An import, before anything is written."""

    taken: Taken
    school: str
    protocol: str
    targets: Sequence[Target]
    """One for each block."""
    questions: Sequence[Question]
    """The doubtful first."""
    likely: Sequence[Likely] = ()
    shares: Sequence[Share] = ()
    """What of each block of the body goes where, in the order of the document."""
    substitutions: Sequence[Substitution] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    """What is written: by path in the project what the file holds then."""
