"""Which documents the overview shows: found by name, a page at a time, what somebody waits for first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from schoolprotocol.studio.naming import number

if TYPE_CHECKING:
    from schoolprotocol import Listed

PER_PAGE = 24
CHOICES = {
    "": "alle documenten",
    "concept": "in de maak: nog concept",
    "wacht": "wacht op u of op een raad",
    "laat": "herziening over de datum",
    "fouten": "met fouten",
}
"""Which documents are shown, as somebody can choose."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of the overview."""

    documents: Sequence[Listed]
    found: int
    """How many were found, on all pages."""
    page: int
    pages: int
    sought: str
    choice: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What there is to do, over all documents."""

    questions: int
    returned: int
    put: int
    """Documents that lie before a council."""
    agreed: int
    """Documents that can be adopted."""
    drafts: int
    """Documents that no council has seen."""
    late: int
    faulty: int


def is_late(one: Listed, today: date) -> bool:
    """Whether its review is over date."""
    return one.review is not None and one.review < today and one.status != "vervallen"


def waits(one: Listed) -> bool:
    """Whether somebody has to do something before it goes on."""
    return bool(one.questions or one.returned) or one.status in {"ter-instemming", "ingestemd"}


def counts(every: Sequence[Listed], today: date) -> Counts:
    """What there is to do."""
    return Counts(
        sum(one.questions for one in every),
        sum(one.returned for one in every),
        sum(one.status == "ter-instemming" for one in every),
        sum(one.status == "ingestemd" for one in every),
        sum(one.status == "concept" for one in every),
        sum(is_late(one, today) for one in every),
        sum(bool(one.faults) for one in every),
    )


def shown(every: Sequence[Listed], query: Mapping[str, str], today: date) -> Shown:
    """The documents that are asked for.

    Args:
        every: all of them.
        query: of the address: `zoek`, `toon`, `pagina`.
        today: the day on which a review is late.
    """
    sought, choice = query.get("zoek", "").strip()[:100], query.get("toon", "")
    choice = choice if choice in CHOICES else ""
    words = sought.casefold().split()
    found = [one for one in every if _is_chosen(one, choice, today) and _has(one, words)]
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(max(number(query.get("pagina", "1")), 1), pages)
    return Shown(found[(page - 1) * PER_PAGE : page * PER_PAGE], len(found), page, pages, sought, choice)


def _is_chosen(one: Listed, choice: str, today: date) -> bool:
    match choice:
        case "concept":
            return one.status == "concept"
        case "wacht":
            return waits(one)
        case "laat":
            return is_late(one, today)
        case "fouten":
            return bool(one.faults)
    return True


def _has(one: Listed, words: Sequence[str]) -> bool:
    text = f"{one.name} {one.title} {one.school} {one.protocol}".casefold()
    return all(word in text for word in words)
