"""All documents → the overview page: which school has which version, in what status, and where everything is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from schoolprotocol.model.base import ADOPTED, Status
from schoolprotocol.model.document import Document
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.site.project import Download
from schoolprotocol.templating import Templates
from schoolprotocol.words.names import in_a_list

INDEX = "index.html"
ICON = "merk.svg"
NEUTRAL: Final = Style(primary="#2c4a63", accent="#6d7f8f")
"""The colours of what is of no school, as in `base.css`."""
STATIC = "theme/schoolprotocol/static"
"""The sites' own style sheet and letters, below the `templates` folder; the overview takes them along."""


@dataclass(frozen=True, slots=True)
class Edition:
    """An adopted version that applies while a later one is not adopted yet."""

    version: str
    status: Status
    day: date | None = None
    effective: date | None = None
    review: date | None = None
    page: str | None = None
    """Its own page, relative to the overview page."""
    unproven: bool = False
    """Whether what is kept does not show that it was adopted."""


def edition_of(document: Document, page: str | None, *, unproven: bool = False) -> Edition:
    """What pages about all schools say of a version."""
    days = document.day, document.effective, document.review
    return Edition(document.version, document.status, *days, page, unproven)


@dataclass(frozen=True, slots=True)
class OverviewEntry:
    """One document of one school. Addresses are relative to the overview page."""

    protocol: str
    """Title of the protocol; the page has a table for each, where no school has more than one."""
    school: str
    """Name in lists."""
    title: str
    """Title of the school's document."""
    version: str
    status: Status
    style: Style
    day: date | None = None
    effective: date | None = None
    review: date | None = None
    logo: str | None = None
    home: str | None = None
    """The page of the school."""
    page: str | None = None
    """That of the document's working text."""
    downloads: tuple[Download, ...] = ()
    """PDF, pieces for the schoolgids."""
    changes: str | None = None
    """The change report."""
    held: Edition | None = None
    """What applies while this version is not adopted; None where it was, or where nothing was before it."""
    unproven: bool = False
    """Whether it claims a status that its decisions do not carry."""


def overview_files(
    entries: Iterable[OverviewEntry],
    templates: Templates,
    *,
    publisher: str,
    url: str,
    today: date | None = None,
    deviations: str | None = None,
    register: str | None = None,
) -> dict[str, str | bytes]:
    """The overview page and what it needs, by path relative to the page's folder.

    It has a table for each protocol; where a school has several documents, one for each school.

    Args:
        entries: the documents; the page puts them in order.
        templates: the project's.
        publisher: who publishes the documents.
        url: address of the whole site, ending in a slash.
        today: the day on which a review is said to be late. Without it the same source always gives the same page,
            and a script on the page looks at the reader's calendar.
        deviations: address of the page that shows where schools deviate, relative to the overview.
        register: that of the register, likewise.
    """
    ordered = sorted(
        entries, key=lambda one: (in_a_list(one.protocol), in_a_list(one.school), one.school, in_a_list(one.title))
    )
    by_school = any(number > 1 for number in Counter(_school(entry) for entry in ordered).values())
    if by_school:
        ordered.sort(key=lambda one: (in_a_list(one.school), *_school(one), in_a_list(one.title)))
    heading = _school if by_school else _protocol
    groups = [list(group) for _heading, group in groupby(ordered, key=heading)]
    fonts = templates.below(f"{STATIC}/fonts")
    page = environment(templates, html=True).get_template("overview/index.html.j2")
    index = page.render(
        groups=groups,
        by_school=by_school,
        schools=len({_school(entry) for entry in ordered}),
        publisher=publisher,
        url=url,
        late=lambda edition: is_late(edition, today),
        adopted=ADOPTED,
        deviations=deviations,
        register=register,
    )
    return {
        INDEX: index,
        f"_static/{ICON}": icon(templates),
        "_static/overview.css": templates.text("overview/overview.css") + chips(ordered),
        "_static/overview.js": templates.text("overview/overview.js"),
        "_static/base.css": templates.text(f"{STATIC}/base.css"),
        **{f"_static{name.removeprefix(STATIC)}": path.read_bytes() for name, path in fonts.items()},
    }


def icon(templates: Templates) -> str:
    """The mark of the pages about all schools, an SVG."""
    return environment(templates, html=False).get_template("pages/merk.svg.j2").render(style=NEUTRAL)


def _school(entry: OverviewEntry) -> tuple[str, str]:
    """Two schools may have one name."""
    return entry.school, entry.home or ""


def _protocol(entry: OverviewEntry) -> tuple[str, str]:
    return entry.protocol, ""


def is_late(edition: OverviewEntry | Edition, today: date | None) -> bool:
    """Whether the day before which the text would be looked at again has come."""
    review = edition.review
    return today is not None and review is not None and review <= today and edition.status != "vervallen"


def chips(entries: Iterable[OverviewEntry]) -> str:
    """A rule for each colour that stands in for a logo; a strict content security policy allows no `style` in HTML."""
    colours = sorted({entry.style.primary for entry in entries if entry.logo is None})
    return "".join(f".{chip_class(colour)} {{ background: {colour}; }}\n" for colour in colours)


def chip_class(colour: str) -> str:
    """`chip-1b4f8f`."""
    return f"chip-{colour.removeprefix('#')}"
