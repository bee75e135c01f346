"""The text for the schoolgids: its half page, and how it stands somewhere outside the project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from schoolprotocol.policy.model import Clause, Policy, Text
from schoolprotocol.policy.walk import map_clauses
from schoolprotocol.text import myst

_CONDENSED: Final = frozenset({"numbered", "bullets"})
"""Lists whose titles can stand for their clauses; in other forms a title may say the opposite of its clause."""

_TITLE: Final = "#title"
"""Ends the id of a clause of which the half page has the title: another text than its own. No clause is called so."""


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


def condensed(policy: Policy) -> Policy | None:
    """The half page: each clause of a list by its title, all else whole; None where there is no list."""
    excerpt = policy.excerpt
    groups = tuple(map_clauses(group, _titled) if group.form in _CONDENSED else group for group in excerpt.groups)
    if groups == excerpt.groups:
        return None
    return policy.model_copy(update={"excerpt": excerpt.model_copy(update={"groups": groups})})


def _titled(clause: Clause) -> Clause:
    title = myst.line(clause.title)
    own = {"id": f"{clause.id}{_TITLE}", "wording": Text(text=title, template=title), "notes": ()}
    return clause.model_copy(update=own)


def clause_of(id_: str) -> str:
    """The id of a clause, where a half page has it by its title."""
    return id_.removesuffix(_TITLE)
