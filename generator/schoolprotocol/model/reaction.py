"""What somebody in a council wrote about a text that was put to it, and the answer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schoolprotocol.model.base import Line, Sourced, TextHash, Version

ReactionKind = Literal["akkoord", "vraag", "bezwaar", "opmerking"]
LONGEST = 5_000
"""Characters of a reaction or an answer."""
Said = Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=r"\S")]
"""Plain text, printed as it is typed: no markup, no placeholders."""


class Reaction(Sourced):
    """A reaction to a text that was put to a council."""

    version: Version
    """Number of the version that it is about."""
    text_hash: TextHash
    """Hash of the text that it is about, all 64 digits."""
    by: Line | None = None
    """Who reacts: a body, a part of it or a function, never a person's name."""
    change: Line | None = None
    """The change that it is about, as the change report names it; without it the whole text."""
    kind: ReactionKind
    """`akkoord`, `vraag`, `bezwaar` or `opmerking`."""
    text: Said | None = None
    """What was said."""
    answer: Said | None = None
    """What the board or the school answers; the next dossier shows it."""

    @property
    def waits(self) -> bool:
        """Whether somebody waits for an answer."""
        return self.answer is None and self.kind in {"vraag", "bezwaar"}
