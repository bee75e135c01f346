"""A school → its page: what it has agreed on, a card for each protocol, and whom to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schoolprotocol.colours import palette
from schoolprotocol.model.base import ADOPTED, Status
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.site.project import Download
from schoolprotocol.policy.model import Organisation
from schoolprotocol.templating import Templates


@dataclass(frozen=True, slots=True)
class Card:
    """One protocol of the school. Addresses are relative to the school's page."""

    title: str
    summary: str
    """What it is about, in a sentence."""
    page: str
    version: str
    """Of what is in force; of the working text where nothing is."""
    status: Status
    day: date | None = None
    effective: date | None = None
    review: date | None = None
    proposal: str | None = None
    """The version that was proposed beside it; None where there is none."""
    proposed: str | None = None
    """The page of that."""


@dataclass(frozen=True, slots=True)
class Handbook:
    """All protocols of the school in one document. Addresses are relative to the school's page."""

    title: str
    page: str
    downloads: Sequence[Download]


@dataclass(frozen=True, slots=True)
class SchoolInput:
    """What the page of a school shows."""

    school: Organisation
    style: Style
    url: str
    """Permanent address of the page, ending in a slash."""
    publisher: str
    static: str
    """Folder with the style sheets, letters and script of a site of the school, which the page uses too."""
    logo: str
    """Its name there."""
    cards: Sequence[Card]
    moved: str | None = None
    """The page of the document that stood here before, for whoever comes for one of its clauses."""
    handbook: Handbook | None = None
    """None where there is none: the school has one protocol, or it was not made."""


def school_page(shown: SchoolInput, templates: Templates) -> str:
    """The page."""
    template = environment(templates, html=True).get_template("overview/school.html.j2")
    colours = [palette(shown.style, dark=dark).tint for dark in (False, True)]
    return template.render(shown=shown, school=shown.school, theme_colours=colours, adopted=ADOPTED)
