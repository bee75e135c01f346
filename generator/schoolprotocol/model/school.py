"""`school.yaml`: facts and house style of a school or board."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from schoolprotocol.addresses import MAIL
from schoolprotocol.model.base import Colour, Education, Line, ParameterName, Phone, Sourced, Url

Region = Literal["noord", "midden", "zuid"]
"""Of the school holidays."""


class Style(Sourced):
    """House style of a school."""

    primary: Colour
    """Main colour: headings, cover, links."""
    accent: Colour
    """Second colour: lines and markers."""
    logo: Line | None = None
    """File in the school's folder: .svg or .png."""
    logo_text: Line | None = None
    """What the logo says, for who cannot see it. By default the school's name."""


class Bundle(Sourced):
    """The handbook: all protocols of a school in one PDF and one Word file."""

    title: Annotated[Line, Field(max_length=120)] = "Handboek"
    """What it is called: `Handboek`, `Schoolveiligheidsbundel`."""


class School(Sourced):
    """`school.yaml`: facts of a school or board. Texts use them as `{{ school.<field> }}`."""

    kind: Literal["school", "bestuur"]
    """`school` or `bestuur` (a board)."""
    education: tuple[Education, ...] = ()
    """`po` (primary), `vo` (secondary) or both: which articles of the WMS apply. Empty: it is not said."""
    name: Line
    """Full official name."""
    short: Line
    """The name inside a sentence, with its article: `het CCC`, `de Togtemaarschool`."""
    site_title: Line
    """Name in lists and menus, without article."""
    board: Line
    """The body that decides, as texts name it: `het College van Bestuur`."""
    leadership: Line
    """School leadership as texts name it: `de schoolleiding`."""
    council: Line | None = None
    """The participation council: `de GMR`, `de MR`."""
    place: Line | None = None
    """Town."""
    region: Region | None = None
    """Region of the school holidays: `noord`, `midden` or `zuid`. With it, reports and the papers for a council name
    the last day on which the council can react."""
    website: Url | None = None
    """Address of the website, with https://."""
    contact: Line | None = None
    """Whom readers can ask: a function or department, never a person's name."""
    email: Annotated[str, Field(pattern=MAIL)] | None = None
    """An e-mail address for questions; of a department, never of a person."""
    parameters: dict[ParameterName, Any] = {}
    """Values that all protocols share, by name of the parameter in `parameters.yaml`. By default those of the board on
    which the school builds."""
    phone: Phone | None = None
    """The telephone number of the school, as it is printed; the help on every page of its site has it."""
    aliases: tuple[Line, ...] = ()
    """Other names by which a text may betray this school; the check looks for them in other schools' texts."""
    style: Style
    """House style: colours and logo."""
    bundle: Bundle | None = None
    """The handbook of this school, where it is called something else than `project.yaml` says."""
