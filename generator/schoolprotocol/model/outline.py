"""Sections and groups in order, and what the schoolgids takes of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, model_validator

from schoolprotocol.model.base import Audience, ClauseId, Line, SectionId, Sourced, tag

HeadingNumbers = Literal["decimal", "letters", "appendix", "none"]
ItemNumbers = Literal["decimal", "restart"]


class Column(Sourced):
    """One column of a side-by-side table."""

    heading: Line
    """Heading above the column."""
    clauses: Annotated[tuple[ClauseId, ...], Field(min_length=1)]
    """Ids of the clauses in the column, in order."""


_Clauses = Annotated[tuple[ClauseId, ...], Field(json_schema_extra={"minItems": 1})]
"""An editor underlines one that names none; `Group` itself tells what is wrong with it."""


class Group(Sourced):
    """Clauses that stand together in one form. Exactly one of the forms is given."""

    prose: _Clauses | None = None
    """Running paragraphs without a number."""
    numbered: _Clauses | None = None
    """A numbered list; the section's `items` says how."""
    bullets: _Clauses | None = None
    """A list with bullets."""
    dos: _Clauses | None = None
    """A list of what to do, each marked as such."""
    donts: _Clauses | None = None
    """A list of what not to do, each marked as such."""
    callout: _Clauses | None = None
    """A framed text that can be used by itself, such as a notice for the newsletter."""
    columns: Annotated[tuple[Column, ...], Field(json_schema_extra={"minItems": 1})] | None = None
    """A table with a heading above each column."""
    heading: Line | None = None
    """Heading of a callout."""

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        forms = [form for form in GROUP_FORMS if getattr(self, form)]
        if not forms and any(getattr(self, form) is not None for form in GROUP_FORMS):
            raise ValueError("no_clause")
        if len(forms) != 1:
            raise ValueError("one_form")
        return self

    @property
    def form(self) -> GroupForm:
        """Which of the forms it has."""
        return next(form for form in GROUP_FORMS if getattr(self, form))

    def clause_ids(self) -> tuple[str, ...]:
        """The ids in it, in reading order."""
        if self.columns:
            return tuple(clause for column in self.columns for clause in column.clauses)
        ids: tuple[str, ...] = getattr(self, self.form)
        return ids


GroupForm = Literal["prose", "numbered", "bullets", "dos", "donts", "callout", "columns"]
GROUP_FORMS: tuple[GroupForm, ...] = ("prose", "numbered", "bullets", "dos", "donts", "callout", "columns")


class Section(Sourced):
    """A chapter, part or appendix: first its own groups, then its sections."""

    id: SectionId
    """Permanent name; links and change reports hold on to it."""
    heading: Line | None = None
    """Printed heading. A section without one (a closing line) has no number either."""
    number: HeadingNumbers | None = None
    """How its heading is numbered; by default as the outline (chapters) or not at all (sections inside a chapter)."""
    items: ItemNumbers | None = None
    """How its numbered clauses are numbered; by default as the outline says."""
    framed: bool = False
    """Set in a frame: a text that is also used by itself, such as the one for the schoolgids."""
    body: tuple[Group, ...] = ()
    """Groups of clauses, in order."""
    sections: tuple[Section, ...] = ()
    """Sections inside this one, in order."""


class Outline(Sourced):
    """Sections in order, with their numbering."""

    headings: Literal["decimal", "none"]
    """Whether chapters are numbered 1, 2, 3."""
    items: ItemNumbers
    """`decimal`: clause 3.2 is the second in chapter 3; `restart`: every list starts at 1."""
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    """Chapters and appendices, in order."""


class Excerpt(Sourced):
    """What the schoolgids says about the protocol: clauses that the document has, between texts of its own."""

    heading: Line
    """Heading above the text for the schoolgids."""
    intro: tuple[ClauseId, ...] = ()
    """Clauses of the schoolgids' own, before the rest; also on the half page."""
    body: tuple[Group, ...] = ()
    """Groups of clauses that the document has, in order: the long text gives them whole."""
    half: tuple[ClauseId, ...] = ()
    """Clauses that the document has and of which the half page gives the short sentence (`kort`), as a list. Without
    them there is no half page."""
    closing: tuple[ClauseId, ...] = ()
    """Clauses of the schoolgids' own, behind the rest; also on the half page."""
    short: ClauseId
    """One paragraph that points to the whole protocol, for the `-kort` form."""
    readers: tuple[Audience, ...] = ()
    """Who get a text with only what concerns them, besides the one for everybody."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.intro or self.body or self.closing):
            raise ValueError("empty_excerpt")
        return self

    def clause_ids(self) -> Iterator[str]:
        """Every id in it, in reading order; one that stands on the half page too is given twice."""
        yield from self.intro
        for group in self.body:
            yield from group.clause_ids()
        yield from (*self.closing, *self.half, self.short)


def _excerpt_form(value: Any) -> str:
    return "<none>" if isinstance(value, str) else "<excerpt>"


SomeExcerpt = Annotated[
    Annotated[Literal["none"], tag("none")] | Annotated[Excerpt, tag("excerpt")], Discriminator(_excerpt_form)
]
"""A text for the schoolgids, or that there is none."""


def excerpt_of(given: Excerpt | Literal["none"] | None) -> Excerpt | None:
    """The text for the schoolgids; None where there is none."""
    return given if isinstance(given, Excerpt) else None
