"""Document control: what cover, headers and tables say, and what was decided."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schoolprotocol.model.base import Day, Digest, Line, SectionId, Sourced, Status, Version


class Table(Sourced):
    """A table of document control: rows of plain text with placeholders."""

    id: SectionId
    """Permanent name of the table."""
    heading: Line | None = None
    """Heading above the table."""
    columns: tuple[Line, ...] = ()
    """Column headings; without them the first cell of each row is the row's heading."""
    rows: tuple[tuple[Annotated[str, Field(max_length=1_000)], ...], ...]
    """Cells; an empty cell is reported by the check."""


class HistoryRow(Sourced):
    """A line of the version history."""

    version: Version
    """Number of the version: `"1.0"`."""
    day: Day
    """Date of the version."""
    status: Line
    """What became of the version: `vastgesteld`."""
    change: Line
    """What this version changed, in a few words."""


class Document(Sourced):
    """Document control: what the cover, the headers and the tables say of this document."""

    title: Line | None = None
    """Title of the school's document. By default the protocol's title."""
    subtitle: Line | None = None
    """Line below the title."""
    version: Version
    """Number of this version: `"1.1"`."""
    status: Status
    """How far the text has come: from `concept` to `van-kracht` or `vervallen`."""
    day: Day | None = None
    """Date of this version."""
    effective: Day | None = None
    """From which day it applies."""
    review: Day | None = None
    """Before which day it is looked at again."""
    owner: Line | None = None
    """The body that answers for the text."""
    manager: Line | None = None
    """The function or department that keeps it up to date."""
    author: Line | None = None
    """The organisation or function that wrote it."""
    number: Line | None = None
    """Document number in the school's own administration."""
    based_on: Line | None = None
    """Model text or source from which it was made."""
    part_of: Line | None = None
    """The wider policy to which it belongs."""
    history: tuple[HistoryRow, ...] = ()
    """Earlier versions, the oldest first."""


class Decision(Sourced):
    """A recorded decision of a body about one version."""

    body: Line
    """The body that decided, as texts name it: `de GMR`."""
    kind: Literal["voorgenomen-besluit", "advies", "instemming", "vaststelling"]
    """What was decided: `voorgenomen-besluit`, `advies`, `instemming` or `vaststelling`."""
    version: Version
    """Number of the version that the decision is about."""
    day: Day | None = None
    """Date of the decision."""
    part: Line | None = None
    """Which part of the council: staff, parents, pupils."""
    outcome: Literal["positief", "negatief", "met-voorwaarden"] = "positief"
    """Whether the body agreed."""
    conditions: Line | None = None
    """The conditions that the body set."""
    text_hash: Digest | None = None
    """Hash of the text that was put to the body."""
