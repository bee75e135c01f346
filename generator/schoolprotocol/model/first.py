"""Which clauses readers meet first: on the page for them, and on the card for the classroom.

A matter of pages and not of the text: nothing of it is in what councils decide on, or in what is frozen.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Discriminator, field_validator

from schoolprotocol.model.base import Audience, ClauseId, Sourced, tag
from schoolprotocol.places import Place

Readers = Literal[Audience, "iedereen"]
"""An audience, or `iedereen`: whoever reads a page that is for all of them."""
EVERYBODY: Final = "iedereen"
READERS: Final[tuple[Readers, ...]] = ("leerling", "ouder", "medewerker", "overig", EVERYBODY)
Pictogram = Literal[
    "ai",
    "bericht",
    "foto",
    "gevolg",
    "groepsapp",
    "hulp",
    "leeftijd",
    "pesten",
    "slot",
    "telefoon",
    "toestemming",
    "vraag",
]
"""The name of a drawing in `templates/card/pictogrammen/`."""


class Shown(Sourced):
    """A clause that readers meet first, with a drawing for the card."""

    clause: ClauseId
    """Id of the clause."""
    pictogram: Pictogram | None = None
    """The drawing beside its rule on the card for the classroom. Without it there is a plain mark."""


def _shown_form(value: Any) -> str:
    return "<mapping>" if isinstance(value, dict | Shown) else "<text>"


SomeShown = Annotated[Annotated[ClauseId, tag("text")] | Annotated[Shown, tag("mapping")], Discriminator(_shown_form)]
"""A clause by its id, or with a drawing."""


class First(Sourced):
    """For each audience the clauses that it meets first, in order; five to seven is what a page can bear.

    A clause that a school does not have, or that is not for that audience, is passed over.
    """

    leerling: tuple[SomeShown, ...] | None = None
    """For pupils."""
    ouder: tuple[SomeShown, ...] | None = None
    """For parents."""
    medewerker: tuple[SomeShown, ...] | None = None
    """For staff."""
    overig: tuple[SomeShown, ...] | None = None
    """For others."""
    iedereen: tuple[SomeShown, ...] | None = None
    """For everybody; an audience without a list of its own gets what of this one is for it."""

    @field_validator("*")
    @classmethod
    def _each_once(cls, shown: tuple[str | Shown, ...] | None) -> tuple[str | Shown, ...] | None:
        ids = [_id(one) for one in shown or ()]
        if len(set(ids)) < len(ids):
            raise ValueError("shown_twice")
        return shown

    def of(self, readers: Readers) -> tuple[Shown, ...] | None:
        """The list for these readers; None where there is none."""
        given: tuple[str | Shown, ...] | None = getattr(self, readers)
        return None if given is None else tuple(s if isinstance(s, Shown) else Shown(clause=s) for s in given)

    def named(self, readers: Readers) -> tuple[tuple[str, Place], ...]:
        """The ids in the list for these readers, each with where it stands; none where there is no list."""
        given: tuple[str | Shown, ...] = getattr(self, readers) or ()
        return tuple((_id(one), self.at(readers, index)) for index, one in enumerate(given))


def _id(one: str | Shown) -> str:
    return one.clause if isinstance(one, Shown) else one
