"""A school → its page, with a card for each protocol and whom to ask, and the page to search in all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from schoolprotocol.colours import palette
from schoolprotocol.model.base import ADOPTED, Status
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.help import Help
from schoolprotocol.outputs.site.landing import told
from schoolprotocol.outputs.site.project import Download
from schoolprotocol.policy.model import Organisation
from schoolprotocol.policy.rules import Rule
from schoolprotocol.templating import Templates

SEARCH: Final = "zoeken.html"
"""Name of the page on which all protocols of a school are searched."""
SEARCH_INDEX: Final = "searchindex.js"
"""Name of the script with what can be found in a protocol, beside its pages; Sphinx gives it."""


@dataclass(frozen=True, slots=True)
class Card:
    """One protocol of the school. Addresses are relative to the school's page."""

    title: str
    summary: str
    """What it is about, in a sentence."""
    page: str
    index: str
    """The script with what can be found in it."""
    version: str
    """Of what is in force; of the working text where nothing is."""
    status: Status
    day: date | None = None
    effective: date | None = None
    review: date | None = None
    rules: Sequence[Rule] = ()
    """What holds for everybody, the first few."""
    readers: Sequence[tuple[str, str]] = ()
    """The pages for some readers, each with how it calls them."""
    unproven: bool = False
    """Whether what is kept does not show that it was adopted."""
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
    guide: str | None = None
    """The page with one text for the schoolgids about all of them; None where there is none."""
    help: Help = field(default_factory=Help)
    """Whom readers can ask or ring."""
    moved: str | None = None
    """The page of the document that stood here before, for whoever comes for one of its clauses."""
    handbook: Handbook | None = None
    """None where there is none: the school has one protocol, or it was not made."""


MOST_RULES: Final = 5
"""How many rules a card has at most."""


def few(cards: int) -> int:
    """How many rules each of so many cards has: of a page with ten of them the last is to be found too."""
    return MOST_RULES if cards == 1 else 3 if cards <= 4 else 2


def school_page(shown: SchoolInput, templates: Templates) -> str:
    """The page."""
    return _page("school", shown, templates)


def search_page(shown: SchoolInput, templates: Templates) -> str:
    """The page on which all protocols of the school are searched, as they apply."""
    return _page("search", shown, templates)


def _page(name: str, shown: SchoolInput, templates: Templates) -> str:
    template = environment(templates, html=True).get_template(f"overview/{name}.html.j2")
    colours = [palette(shown.style, dark=dark).tint for dark in (False, True)]
    return template.render(
        shown=shown,
        school=shown.school,
        theme_colours=colours,
        adopted=ADOPTED,
        help=shown.help.told() if shown.help.is_there else None,
        told=told,
        search=SEARCH,
    )
