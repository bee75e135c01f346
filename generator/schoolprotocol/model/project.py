"""`project.yaml` and `references.yaml`: what holds for the whole publisher."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, model_validator

from schoolprotocol.model.base import Audience, BaseUrl, Day, Expression, Line, ReferenceId, Sourced, Url, tag
from schoolprotocol.model.school import Bundle


class Helpline(Sourced):
    """A telephone number in the help on every page of a site."""

    reference: ReferenceId
    """Id of a reference of the kind `telefoon`, with the number as its value."""
    audience: Annotated[tuple[Audience, ...], Field(min_length=1)] | None = None
    """Whom it is for: the pages for others leave it out. Without it, everybody."""


def _help_form(value: Any) -> str:
    return "<mapping>" if isinstance(value, dict | Helpline) else "<text>"


SomeHelp = Annotated[
    Annotated[ReferenceId, tag("text")] | Annotated[Helpline, tag("mapping")], Discriminator(_help_form)
]
"""A number by the id of its reference, or with whom it is for."""


class Project(Sourced):
    """`project.yaml`: settings for the whole publisher."""

    publisher: Line
    """Who publishes the documents; printed in the colophon."""
    url: BaseUrl
    """Address under which the overview and the schools' sites are published; permanent links start with it."""
    reaction_weeks: Annotated[int, Field(ge=1, le=26)] = 6
    """Reaction term of the councils in weeks (WMS art. 24: the council's own regulation sets it)."""
    synonyms: tuple[Annotated[tuple[Line, ...], Field(min_length=2)], ...] = ()
    """Words with which people look for the same thing, group by group: `[mobieltje, gsm, telefoon]`. Who searches for
    one finds what has another; what stands in a group as several words (`kunstmatige intelligentie`) is only found."""
    help: tuple[SomeHelp, ...] = ()
    """Whom readers can ring beside the school itself, in the order in which pages name them: ids of references of the
    kind `telefoon`. One that is not for everybody says whom it is for."""
    bundle: Bundle = Bundle()
    """The handbook of each school that has two or more protocols."""
    stale_after_days: Annotated[int, Field(ge=1)] = 365
    """After how many days an unchecked law, number or link is reported."""

    @property
    def helplines(self) -> tuple[Helpline, ...]:
        """`help`, each in its full form."""
        return tuple(one if isinstance(one, Helpline) else Helpline(reference=one) for one in self.help)


Role = Literal["toelichting", "reactietermijn", "gmr"]
"""What our papers cite a law for."""


class Reference(Sourced):
    """One entry of `references.yaml`: a fact from outside, with its source, and when and how it was last checked."""

    id: ReferenceId
    """Permanent name; clauses cite the reference by it, and texts use it as `{{ bron.<id> }}`."""
    kind: Literal["wet", "cao", "telefoon", "link", "platform", "organisatie"]
    """Law, collective agreement, telephone number, link, platform or organisation."""
    name: Line
    """How a document cites it: `AVG, artikel 4`."""
    value: Line | None = None
    """What `{{ bron.<id> }}` prints: a number, an address, an age. By default the name."""
    source: Url
    """Where the fact was found."""
    website: Url | None = None
    """Where readers find more: the help on every page leads there. Not the page on which the fact was found, unless
    that is a page for them."""
    checked_on: Day | None = None
    """The day on which somebody last looked at the source. Required, unless `unchecked` says why nobody could."""
    checked_how: Line | None = None
    """What was looked at on that day: the source itself, a copy of it, a telephone call. The check asks for it."""
    unchecked: Line | None = None
    """Why the fact could not be checked, instead of `checked_on`; the check lists it."""
    status: Literal["geldig", "hernoemd", "opgeheven", "onzeker"] = "geldig"
    """Current, renamed, closed or uncertain; anything but `geldig` is reported where a text uses it."""
    since: Line | None = None
    """When it was renamed or closed: `2023-07`."""
    successor: ReferenceId | None = None
    """What to use instead."""
    names: tuple[Line, ...] = ()
    """The names by which texts mention it; the check looks for these words."""
    contradicted_by: tuple[Expression, ...] = ()
    """Regular expressions: a text that matches one contradicts this law."""
    age_about: tuple[Expression, ...] = ()
    """Regular expressions: a sentence in which each is found may name no other age than `value`, from which one decides
    for oneself."""
    explanation: Line | None = None
    """One sentence for whoever gets a report about it: what holds now."""
    role: Role | None = None
    """What reports and the papers for a council cite it for: `toelichting` (a proposal comes with motives,
    consequences and measures), `reactietermijn` (how long a council has to answer) or `gmr` (when the joint council
    takes the place of a school's own). One reference has each."""

    @model_validator(mode="after")
    def _checked_or_not(self) -> Self:
        if self.checked_on is None and self.unchecked is None:
            raise ValueError("neither_checked")
        if self.unchecked is not None and (self.checked_on, self.checked_how) != (None, None):
            raise ValueError("checked_and_unchecked")
        return self


def with_role(references: Iterable[Reference], role: Role) -> Reference | None:
    """The reference with a role; None where the source gives it to none."""
    return next((reference for reference in references if reference.role == role), None)
