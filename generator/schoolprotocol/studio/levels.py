"""Where an edit of a clause can go, and which documents say something else by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schoolprotocol import Document, Wordings

BASE, ALTERNATIVE, OWN = "basis", "alternatief:", "eigen:"
"""As `Document.wordings` names levels."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A place where the text can go."""

    level: str
    """`alternatief:` alone stands for one that is made."""
    name: str
    """Of the alternative, or of the board or school."""
    schools: tuple[str, ...]
    """Names of the schools whose document says what stands there."""
    is_here: bool
    """Whether this document has its text from there."""
    why_not: str | None = None
    """Who keeps this document from having its text from there; None where nobody does."""
    has_text: bool = True
    """Whether something stands there already."""

    @property
    def needs_reason(self) -> bool:
        """Whether somebody has to say why."""
        return self.level.startswith(OWN)


def school_name(document: Document, id_: str) -> str:
    """How people call a school or board."""
    return document.project.corpus.schools[id_].school.name


def choices(document: Document, known: Wordings) -> list[Choice]:
    """Where an edit of a clause can go, from what reaches most schools to what reaches this one only."""
    return [*_shared(document, known), *_own(document, known)]


def keepers(document: Document, known: Wordings) -> list[str]:
    """Names of the schools with a text of their own for a clause: they keep it when another text changes."""
    uses = document.project.uses(document.protocol)
    return [
        school_name(document, school)
        for school, used in uses.items()
        if known.clause in used
        and used[known.clause].level not in (known.root, known.level)
        and used[known.clause].level.startswith(OWN)
    ]


def _shared(document: Document, known: Wordings) -> Iterator[Choice]:
    if known.root != BASE:
        return
    above = known.chosen_by if known.chosen_by not in (None, document.school) else None
    why_not = school_name(document, above) if above is not None else None
    for level in known.at:
        if level.startswith(OWN):
            continue
        is_here = level == known.level
        name = level.removeprefix(ALTERNATIVE) if level != BASE else ""
        yield Choice(
            level,
            name,
            _having(document, known, level),
            is_here,
            None if is_here or level != BASE else why_not,
            bool(known.at[level].text),
        )
    yield Choice(ALTERNATIVE, "", (), is_here=False, has_text=False)


def _own(document: Document, known: Wordings) -> Iterator[Choice]:
    for owner in known.layers:
        level = f"{OWN}{owner}"
        is_added = level == known.root
        if known.locked or (
            known.root != BASE
            and not is_added
            and level not in known.at
            and known.root == known.level
            and owner != document.school
        ):
            continue
        above = known.level.removeprefix(OWN) if known.level.startswith(OWN) else owner
        is_hidden = above in known.layers and known.layers.index(above) > known.layers.index(owner)
        yield Choice(
            level,
            school_name(document, owner),
            _having(document, known, level),
            level == known.level,
            school_name(document, above) if is_hidden else None,
            level in known.at,
        )


def _having(document: Document, known: Wordings, level: str) -> tuple[str, ...]:
    """The schools whose document has, or would have, its text from a level."""
    corpus, found = document.project.corpus, []
    for school, used in document.project.uses(document.protocol).items():
        use = used.get(known.clause)
        if use is None:
            continue
        has = use.level == level
        if level.startswith(OWN) and not has:
            owner, chain = level.removeprefix(OWN), corpus.lineage(school, document.protocol)  # the school itself first
            chooser = chain.index(use.chosen_by) if use.chosen_by in chain else len(chain)
            has = owner in chain and chooser >= chain.index(owner)
        if has:
            found.append(school_name(document, school))
    return tuple(found)
