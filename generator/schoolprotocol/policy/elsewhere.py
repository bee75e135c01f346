"""Where a reference to a clause of another document of the school leads."""

from __future__ import annotations

from typing import Final

from schoolprotocol.config import site_of
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.walk import every_clause

MARK: Final = ":"
"""Between protocol and clause, in what a text calls a clause of another document."""


def is_elsewhere(called: str) -> bool:
    """Whether what a text calls is a clause of another document: `pesten:aanpak.melden`."""
    return MARK in called


def address_of(policy: Policy, url: str, called: str) -> str:
    """Permanent address of a clause: of this text, or of another document, where that is what is in force.

    Args:
        policy: of the document that refers.
        url: permanent address of a text of that document.
        called: what its text calls.
    """
    if not is_elsewhere(called):
        return f"{url}#{called}"
    other, _mark, clause = called.partition(MARK)
    before = url.rpartition(site_of(policy.school, policy.protocol))[0]
    return f"{before}{site_of(policy.school, other)}/#{clause}"


def referring(policy: Policy, called: str) -> tuple[str, ...]:
    """Ids of the clauses with a text that calls something, in reading order."""
    found = (one.id for one in every_clause(policy) if any(f"`{called}`" in text.template for text in one.texts))
    return tuple(dict.fromkeys(found))


def link_of(home: str, called: str) -> str:
    """The same from a page of that document, so that it also leads there without a server.

    Args:
        home: the document's own address, seen from that page: nothing, `../` or `../../`.
        called: what its text calls.
    """
    other, _mark, clause = called.partition(MARK)
    return f"{home}../{other}/index.html#{clause}"
