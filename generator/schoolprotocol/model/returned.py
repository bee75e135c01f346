"""What somebody proposed in a Word file of ours: one text, or one passage that could not be placed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schoolprotocol.model.base import ClauseId, Line, Sourced, TextHash, Version

ProposalKind = Literal["tekst", "verplaatst", "vervalt", "nieuw", "opmerking", "niet-geplaatst"]
LONGEST = 20_000
Words = Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=r"\S")]
"""Plain text as it is printed, a blank line between paragraphs: no markup, no placeholders."""


class Remark(Sourced):
    """A comment in the margin."""

    by: Line | None = None
    """Who wrote it: a body, a part of it or a function, never a person's name."""
    text: Words
    """What it says."""


class EditedValue(Sourced):
    """A value that somebody typed over: it stands in the source in one place, and in every text that uses it."""

    name: Line
    """The value, as texts use it."""
    was: Words | None = None
    """What it printed."""
    text: Words | None = None
    """What stands there now; without this key nothing."""


class Returned(Sourced):
    """A proposal that came back in a Word file."""

    version: Version
    """Number of the version that the file was made of."""
    text_hash: TextHash
    """Hash of the text that the file was made of, all 64 digits."""
    kind: ProposalKind
    """`tekst`, `verplaatst`, `vervalt`, `nieuw`, `opmerking` or `niet-geplaatst`."""
    about: Line | None = None
    """Which text: `clause/<id>`, `note/<clause>/<note>`, `heading/<section>`, or another text of the document."""
    clause: ClauseId | None = None
    """The clause that it is about."""
    called: Line | None = None
    """How the text is called in the document: number and title."""
    by: tuple[Line, ...] = ()
    """Who proposes it: bodies, parts of these or functions, no names of persons; empty where the file does not tell."""
    tracked: bool = False
    """Whether Word kept track of all of it."""
    was: Words | None = None
    """What the text said in that version."""
    text: Words | None = None
    """What it says in the file."""
    after: Line | None = None
    """The text behind which it stands in the file."""
    values: tuple[EditedValue, ...] = ()
    """Values in it that were typed over."""
    numbers: tuple[Line, ...] = ()
    """Numbers in it that the program counts, and that were typed over or typed by hand."""
    comments: tuple[Remark, ...] = ()
    """What stands beside it."""
    stale: bool = False
    """Whether the text has changed since, or nobody knows what it said."""
    hint: Line | None = None
    """Where a passage that was not placed may belong."""
    outcome: Literal["overgenomen", "afgewezen"] | None = None
    """What became of it; without this key it waits for an answer."""
    taken_to: Line | None = None
    """Where it was taken over: `basis`, `eigen`, `waarde`, or `alternatief` with its name."""
    reason: Words | None = None
    """Why."""

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide on it."""
        return self.outcome is None
