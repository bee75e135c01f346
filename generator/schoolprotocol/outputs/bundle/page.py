"""The handbooks of a school → the page that leads to them, and one for each that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

from schoolprotocol.colours import palette
from schoolprotocol.model.base import NOT_YET_ADOPTED, Status
from schoolprotocol.outputs.bundle.bundle import Bundle, Lapsed
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.help import Help
from schoolprotocol.outputs.overview.school import SEARCH
from schoolprotocol.outputs.overview.share import PICTURE
from schoolprotocol.outputs.site.project import Download
from schoolprotocol.templating import Templates


@dataclass(frozen=True, slots=True)
class Held:
    """A text in a handbook."""

    title: str
    version: str
    status: Status
    page: str
    """Its page, relative to the page of the handbook."""

    @property
    def is_proposed(self) -> bool:
        """Whether it was never adopted."""
        return self.status in NOT_YET_ADOPTED


@dataclass(frozen=True, slots=True)
class Book:
    """A handbook that can be downloaded."""

    bundle: Bundle
    held: Sequence[Held]
    downloads: Sequence[Download]
    """Relative to the page on which they are named."""
    page: str = ""
    """The page of one that is kept, relative to that of the newest."""


@dataclass(frozen=True, slots=True)
class BookPage:
    """What the page of a handbook shows."""

    book: Book
    kept: Sequence[Book]
    """Those of former days, the newest first."""
    root: str
    """The folder of the school, seen from here: `../`."""
    static: str
    """Folder with the style sheets, letters and script of a site of the school, which the page uses too."""
    logo: str
    """Its name there."""
    help: Help = field(default_factory=Help)
    """Whom readers can ask or ring."""

    @property
    def lapsed(self) -> Sequence[Lapsed]:
        """The protocols that do not apply any more."""
        return self.book.bundle.lapsed


def book_page(shown: BookPage, templates: Templates) -> str:
    """The page."""
    bundle = shown.book.bundle
    colours = [palette(bundle.style, dark=dark).tint for dark in (False, True)]
    template = environment(templates, html=True).get_template("bundle/page.html.j2")
    return template.render(
        shown=shown,
        book=shown.book,
        bundle=bundle,
        school=bundle.school,
        theme_colours=colours,
        help=shown.help.told() if shown.help.is_there else None,
        search=SEARCH,
        shared=urljoin(bundle.url, f"{shown.root}{PICTURE}"),
    )
