"""All documents → the register for a board: what is a duty, who decides, what applies, when it is looked at again.

A page, a table for spreadsheets and a calendar. None of them knows which day it is: the same source gives the same
bytes, and a script on the page asks the reader's calendar.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.overview.calendar import Event, calendar
from schoolprotocol.outputs.overview.overview import Edition
from schoolprotocol.templating import Templates
from schoolprotocol.words.grammar import enumerate_nl
from schoolprotocol.words.names import in_a_list
from schoolprotocol.words.terms import STATUS_WORDS

PAGE = "register.html"
TABLE = "register.csv"
CALENDAR = "register.ics"
_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""A spreadsheet takes a cell that begins so for a formula, also with the wide signs of other scripts."""
_BY_VERSION = 100_000
"""More than there are days between the first review and the last that anybody plans."""
_FIRST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Council:
    """A council, or part of it, whose consent a change asks."""

    name: str
    """`de personeelsgeleding van de MR`."""
    law: str = ""
    """As documents cite it."""
    about: str = ""
    """`wat medewerkers raakt`; empty: every change of substance."""

    @property
    def words(self) -> str:
        """`de hele MR (WMS, artikel 10)`."""
        return (
            f"{self.name} ({'; '.join(filter(None, (self.about, self.law)))})" if self.about or self.law else self.name
        )


@dataclass(frozen=True, slots=True)
class Registered:
    """One document, as a board answers for it."""

    school: str
    """Name in lists."""
    protocol: str
    """Title of the protocol."""
    title: str
    """Title of the school's document."""
    key: str
    """Permanent name: `aurora-sociale-media`."""
    laws: tuple[str, ...] | None
    """That oblige the school to have it, as documents cite them; none where no law does; None where it is not said."""
    decides: str
    councils: tuple[Council, ...]
    adopted: int
    """So many of its versions were frozen as adopted."""
    url: str
    """Permanent address of the document."""
    home: str | None = None
    """The page of the school, relative to the register."""
    held: Edition | None = None
    """What applies, or soon will; with its page."""
    lapsed: Edition | None = None
    """What applied until it lapsed."""
    proposal: Edition | None = None
    """What was not adopted yet; with its page."""

    @property
    def duty(self) -> str:
        """`ja`, `nee`, or nothing where it is not said."""
        return "" if self.laws is None else "ja" if self.laws else "nee"


def register_files(
    documents: Iterable[Registered], templates: Templates, *, publisher: str, url: str
) -> dict[str, str | bytes]:
    """The register, by path relative to the folder of the overview.

    Args:
        documents: of all schools; the register puts them in order.
        templates: the project's.
        publisher: who publishes the documents.
        url: address of the whole site, ending in a slash.
    """
    ordered = sorted(documents, key=lambda one: (in_a_list(one.school), one.school, in_a_list(one.protocol), one.key))
    groups = [(school, list(group)) for school, group in groupby(ordered, key=lambda one: one.school)]
    page = environment(templates, html=True).get_template("overview/register.html.j2")
    return {
        "_static/register.css": templates.text("overview/register.css"),
        "_static/register.js": templates.text("overview/register.js"),
        TABLE: _table(ordered),
        CALENDAR: calendar(f"Herzieningen – {publisher}", _events(ordered), url),
        PAGE: page.render(
            groups=groups,
            total=len(ordered),
            protocols=sorted({one.protocol for one in ordered}, key=in_a_list),
            publisher=publisher,
            url=url,
            table=TABLE,
            calendar=CALENDAR if any(one.held and one.held.review for one in ordered) else None,
        ),
    }


def _table(documents: Sequence[Registered]) -> bytes:
    """The register as a Dutch Excel opens it: semicolons, a mark that says UTF-8, and lines that end as there."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows([_harmless(cell) for cell in _cells(one)] for one in documents)
    return text.getvalue().encode("utf-8-sig")


_COLUMNS = (
    "School",
    "Protocol",
    "Titel",
    "Wettelijke plicht",
    "Wet",
    "Wie besluit",
    "Wie instemt",
    "Geldt nu",
    "Status",
    "In twijfel",
    "Vastgesteld op",
    "Geldt vanaf",
    "Herziening vóór",
    "Voorstel",
    "Status van het voorstel",
    "Adres",
)


def _cells(document: Registered) -> Iterable[str]:
    shown, proposal = document.held or document.lapsed, document.proposal
    yield from (document.school, document.protocol, document.title, document.duty)
    yield enumerate_nl(list(document.laws or ()))
    yield document.decides
    yield "; ".join(one.words for one in document.councils)
    yield _version(document.held)
    yield STATUS_WORDS[shown.status] if shown else ""
    yield "ja" if shown is not None and shown.unproven else ""
    for day in (shown.day, shown.effective, shown.review if document.held else None) if shown else (None,) * 3:
        yield day.isoformat() if day is not None else ""
    yield _version(proposal)
    yield STATUS_WORDS[proposal.status] if proposal else ""
    yield document.url


def _version(edition: Edition | None) -> str:
    """`versie 1.10`: a spreadsheet takes `1.10` alone for a number or a day."""
    return f"versie {edition.version}" if edition is not None else ""


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(_AS_FORMULA) or cell.startswith(("\t", "\r")) else cell


def _events(documents: Iterable[Registered]) -> Iterable[Event]:
    """A day in the calendar for each review; of what lapsed, that there is none any more."""
    for one in documents:
        edition = one.held or one.lapsed
        if edition is None or edition.review is None:
            continue
        decides = f"Wie besluit: {one.decides}." if one.decides else ""
        consents = f"Wie instemt: {'; '.join(council.words for council in one.councils)}." if one.councils else ""
        told = f"Versie {edition.version} wordt vóór deze dag opnieuw bekeken."
        yield Event(
            id=f"herziening-{one.key}",
            day=edition.review,
            title=f"Herziening: {one.title} ({one.school})",
            text="\n".join(filter(None, (told, decides, consents, one.url))),
            url=one.url,
            written=edition.day or edition.effective or _FIRST,
            # A later version counts for more than any day: who has the event takes over what has the higher number.
            sequence=one.adopted * _BY_VERSION + max(0, (edition.review - _FIRST).days),
            is_cancelled=one.held is None,
        )
