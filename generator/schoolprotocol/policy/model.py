"""The resolved variant: what one school's document says, before any format.

A policy is the one truth that every output, report and check reads. Each text is kept twice: `text` with the values
filled in, and `template` with the placeholders still there, so that a comparison can tell a changed parameter from a
changed wording. Clause references stay references by id in both; numbers stand beside them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, ConfigDict

from schoolprotocol.model.base import Audience, FrozenDict
from schoolprotocol.model.described import Described
from schoolprotocol.model.document import Decision, Document
from schoolprotocol.model.outline import GroupForm
from schoolprotocol.model.protocol import Consent
from schoolprotocol.once import made_once

FORMAT: Final = 1
"""Version of the JSON form; a reader refuses a form that it does not know."""


FROZEN_FORMAT: Final = 2
"""Version of the files that keep a policy. In the first one the hash covers the policy, in this one the whole file."""


class Frozen(Described):
    """Base of all policy objects."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Frozen):
    """A text with its values filled in, and as it was written."""

    text: str
    template: str


class Value(Frozen):
    """A parameter's value in this document."""

    value: str | int | bool
    """Typed."""
    text: str
    """As printed."""


class Note(Frozen):
    """A note of a clause."""

    id: str
    number: int
    """1, 2, 3 in the order in which the document calls them."""
    wording: Text


class Clause(Frozen):
    """A clause in its place."""

    id: str
    title: str
    audience: tuple[Audience, ...]
    number: str
    """As printed before the text: `3.5`, `5`, or empty."""
    label: str
    """How another clause refers to it: `artikel 3.5`, `onderdeel A, punt 5`."""
    wording: Text
    """Clause markup (see `text.parse`)."""
    kort: Text | None = None
    """The rule in one sentence, in the same markup, for short pages and excerpts."""
    notes: tuple[Note, ...] = ()
    parameters: tuple[str, ...] = ()
    """Names of the values that its text, notes and short sentence use."""
    references: tuple[str, ...] = ()
    """Ids of the laws and sources on which it rests."""
    source: Literal["base", "alternative", "replaced", "own"]
    """Where the wording comes from."""
    alternative: str | None = None
    """Name of the chosen alternative."""
    reason: str | None = None
    """Why this school deviates."""

    @property
    def texts(self) -> tuple[Text, ...]:
        """Its wording, its notes and its short sentence."""
        short = (self.kort,) if self.kort is not None else ()
        return (self.wording, *(note.wording for note in self.notes), *short)


class Column(Frozen):
    """One column of a side-by-side table."""

    heading: Text
    clauses: tuple[Clause, ...]


class Group(Frozen):
    """Clauses in one form; `columns` instead of `clauses` where the form is a table."""

    form: GroupForm
    heading: Text | None = None
    clauses: tuple[Clause, ...] = ()
    columns: tuple[Column, ...] = ()

    def all_clauses(self) -> Iterator[Clause]:
        """The clauses in reading order: column after column."""
        yield from self.clauses
        for column in self.columns:
            yield from column.clauses


class Section(Frozen):
    """A chapter, part or appendix."""

    id: str
    heading: Text | None = None
    number: str
    """As printed before the heading: `3`, `A`, `Bijlage 1`, or empty."""
    kind: Literal["chapter", "part", "appendix", "plain"]
    """`plain`: without a number."""
    framed: bool = False
    groups: tuple[Group, ...] = ()
    sections: tuple[Section, ...] = ()

    def all_clauses(self) -> Iterator[Clause]:
        """The clauses in reading order."""
        for group in self.groups:
            yield from group.all_clauses()
        for section in self.sections:
            yield from section.all_clauses()

    def all_sections(self) -> Iterator[Section]:
        """This section and those below it, in reading order."""
        yield self
        for section in self.sections:
            yield from section.all_sections()


class Table(Frozen):
    """A table of document control."""

    id: str
    heading: Text | None = None
    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


class Excerpt(Frozen):
    """What the schoolgids says."""

    heading: Text
    groups: tuple[Group, ...]
    """The long text."""
    half: tuple[Group, ...] | None = None
    """The half page: of the clauses in its list the short sentence is printed, the others whole."""
    short: Clause
    """The one paragraph."""
    readers: tuple[Audience, ...] | None = None
    """Who get a text of their own; None in versions that were frozen before that could be said."""


class Organisation(Frozen):
    """The school or board whose document it is."""

    id: str
    kind: Literal["school", "bestuur"]
    name: str
    short: str
    site_title: str
    board: str
    leadership: str
    council: str | None = None
    place: str | None = None
    website: str | None = None
    contact: str | None = None
    email: str | None = None


class Omission(Frozen):
    """A clause that this school leaves out on purpose."""

    id: str
    title: str
    reason: str


class Elsewhere(Frozen):
    """A clause of another document of the school, as a text of this one refers to it."""

    target: str
    """What the text calls: `pesten:aanpak.melden`."""
    title: str
    """Of that clause."""
    label: str
    """As printed: `artikel 2.1 (Melden) van het Protocol tegen pesten`."""


class Policy(Frozen):
    """What one school's document says."""

    format: Literal[1] = FORMAT
    protocol: str
    organisation: Organisation
    title: str
    document: Document
    decisions: tuple[Decision, ...] = ()
    consent: tuple[Consent, ...] | None = None
    """Whose consent the protocol asks of this school, as it is when the text is put or frozen; None in files from
    before that was kept."""
    front: tuple[Table, ...] = ()
    sections: tuple[Section, ...]
    excerpt: Excerpt | None = None
    """None where the schoolgids says nothing of the document."""
    values: Annotated[dict[str, Value], AfterValidator(FrozenDict)]
    """Every value that a text uses, by the name used in the text."""
    omitted: tuple[Omission, ...] = ()
    elsewhere: tuple[Elsewhere, ...] | None = None
    """The clauses of other documents to which texts refer, in the order of their targets; None where there are none."""

    @property
    def excerpt_groups(self) -> tuple[Group, ...]:
        """What the schoolgids says, without its short form; nothing where it says nothing."""
        return self.excerpt.groups if self.excerpt is not None else ()

    @property
    def school(self) -> str:
        """The school's id."""
        return self.organisation.id

    def clauses(self) -> Iterator[Clause]:
        """The document's clauses in reading order; the excerpt's own are not among them."""
        for section in self.sections:
            yield from section.all_clauses()

    def by_id(self) -> dict[str, Clause]:
        """Every clause in reading order, the excerpt's last; a clause that both have is as the document has it."""
        found = {clause.id: clause for clause in self.clauses()}
        if self.excerpt is not None:
            for group in (*self.excerpt.groups, *(self.excerpt.half or ())):
                for clause in group.all_clauses():
                    found.setdefault(clause.id, clause)
            found.setdefault(self.excerpt.short.id, self.excerpt.short)
        return found

    def notes(self) -> tuple[Note, ...]:
        """The document's notes in order."""
        return tuple(note for clause in self.clauses() for note in clause.notes)

    def all_sections(self) -> Iterator[Section]:
        """All sections in reading order."""
        for section in self.sections:
            yield from section.all_sections()

    def labels(self) -> dict[str, str]:
        """How each clause is referred to, by id; those of other documents by what a text calls them."""
        own = {clause.id: clause.label for clause in self.clauses()}
        return own | {one.target: one.label for one in self.elsewhere or ()}


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)
"""Made once, and without a look for what holds itself, which JSON data never does: a fifth of its time."""


@made_once(4)  # a build asks several times for the same policy
def canonical_json(model: Frozen) -> str:
    """The one JSON form of a model: keys sorted, no spaces, UTF-8; the same bytes each time (after RFC 8785)."""
    return canonical(model.model_dump(mode="json", exclude_none=True))


def canonical(data: object) -> str:
    """JSON data in its one form."""
    return _CANONICAL.encode(data)


def digest(policy: Policy) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(policy).encode()).hexdigest()


def data_digest(data: object) -> str:
    """SHA-256 of JSON data in its canonical form. A release is hashed as it was written, not as we read it today."""
    return hashlib.sha256(canonical(data).encode()).hexdigest()


def file_digest(data: Mapping[str, object]) -> str:
    """The hash of a frozen file: of all that it holds, but for the hash itself."""
    return data_digest({name: value for name, value in data.items() if name != "hash"})


def wrapped_digest(policy: object, question: Mapping[str, object]) -> str:
    """The hash of a frozen file of the first format: of its policy; of a proposal, with what it asks and whom.

    Args:
        policy: as JSON data.
        question: what a proposal asks, as JSON data; nothing in a release, and in a proposal from before that was kept.
    """
    return data_digest({**question, "policy": policy} if question else policy)


def text_digest(text: str) -> str:
    """Twelve hexadecimal digits that stand for one clause text; white space at the ends does not count."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:12]
