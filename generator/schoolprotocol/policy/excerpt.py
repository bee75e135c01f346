"""The text for the schoolgids: its half page, what is for whom, and how it stands somewhere outside the project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from schoolprotocol.model.base import Audience
from schoolprotocol.policy.model import Clause, Excerpt
from schoolprotocol.policy.walk import every_clause, keep, map_clauses

READERS: Final[tuple[Audience, ...]] = ("leerling", "ouder")
"""Who get a text of their own where a version does not say."""
_SHORT: Final = "bullets"
"""The form of the list of short sentences on a half page."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a file with such a text says."""

    text: str
    """One line per paragraph; plain text and Markdown as they are."""
    links: tuple[str, ...] = ()
    """Addresses to which it links, where its text does not show them."""

    def names(self, address: str) -> bool:
        """Whether it leads to this address or to something below it."""
        return address in self.text or any(link.startswith(address) for link in self.links)


def half_page(excerpt: Excerpt) -> Excerpt | None:
    """The half page, as a text like the long one: in its list each clause says its short sentence."""
    groups = excerpt.half or ()
    if not any(group.form == _SHORT for group in groups):
        return None
    said = tuple(map_clauses(group, _in_short) if group.form == _SHORT else group for group in groups)
    return excerpt.model_copy(update={"groups": said})


def on_half_page(excerpt: Excerpt) -> Iterator[Clause]:
    """The clauses of which the half page gives the short sentence."""
    return every_clause(*(group for group in excerpt.half or () if group.form == _SHORT))


def _in_short(clause: Clause) -> Clause:
    return clause.model_copy(update={"wording": clause.kort or clause.wording, "notes": ()})


def narrowed(excerpt: Excerpt, audience: Audience) -> Excerpt | None:
    """Only what it says to one audience; None where that is all of it, or nothing."""
    groups = keep(excerpt.groups, lambda clause: audience in clause.audience)
    if not groups or groups == excerpt.groups:
        return None
    half = keep(excerpt.half or (), lambda clause: audience in clause.audience)
    return excerpt.model_copy(update={"groups": groups, "half": half})
