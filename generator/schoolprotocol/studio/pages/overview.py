"""Overzicht: the documents with their status, what waits for whom, what is late and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from gettext import ngettext
from typing import TYPE_CHECKING

from starlette.responses import Response

from schoolprotocol.errors import SchoolprotocolError
from schoolprotocol.project import Project
from schoolprotocol.studio import listing, unsent
from schoolprotocol.studio.advice import Advised, advised
from schoolprotocol.studio.asking import Ask, Handler, route
from schoolprotocol.studio.naming import address

if TYPE_CHECKING:
    from schoolprotocol import Diagnostic, Listed

LEADS = {
    "": "overview",
    "document": "document",
    "voorstel": "proposal",
    "bespreken": "discussion",
    "besluiten": "decisions",
}
"""By the address of a list of documents, which item of the main menu that is."""


PAGES_OF_DRAFTS = {
    "toelichting": "voorstel",
    "antwoord": "bespreken",
    "antwoord-bron": "bespreken",
    "besluit": "besluiten",
}
"""By how the name of a form begins, the page that has it; else that of the text."""


def _home(ask: Ask) -> Response:
    return _listed(ask, "")


def _listed(ask: Ask, leads: str) -> Response:
    """The documents, each leading to a page of it."""
    if not ask.studio.workplace.is_begun:
        return ask.go("/nieuw/")
    today = date.today()
    every = ask.studio.known.of("listed", lambda project: project.listed)
    return ask.page(
        "overview",
        here=LEADS[leads],
        leads=leads or "document",
        shown=listing.shown(every, ask.query, today),
        counts=listing.counts(every, today),
        choices=listing.CHOICES,
        late=lambda one: listing.is_late(one, today),
        drafts=_drafts(ask, every),
        said=ask.studio.voices.waiting(),
        faults=advised(ask.studio.known.of("shared faults", _shared_faults)),
    )


def _shared_faults(project: Project) -> tuple[Diagnostic, ...]:
    """What of the source cannot be read and is of no document that is listed."""
    return project.faults_elsewhere(*project.documents())


@dataclass(frozen=True, slots=True)
class _Draft:
    name: str
    where: str
    typed: float


def _drafts(ask: Ask, every: Sequence[Listed]) -> list[_Draft]:
    """What this person typed and did not save yet: of each document the last."""
    found: dict[str, _Draft] = {}
    for draft in ask.studio.drafts.all_of(ask.person):
        if unsent.is_one(draft):
            where = unsent.page_of(draft.tab)
            found[where] = _Draft(_("A form that was not sent"), where, draft.typed)
            continue
        words = {*draft.unit.replace(":", "/").split("/"), draft.fields.get("school", "")}
        one = next((one for one in every if {one.school, one.protocol} <= words), None)
        if one is not None:
            page = PAGES_OF_DRAFTS.get(draft.unit.partition("/")[0], "document")
            where = address(page, (one.school, one.protocol))
            found.setdefault(where, _Draft(f"{one.name}: {one.title}", where, draft.typed))
    return list(found.values())[:8]


# -- one document: what takes longer to find out ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class State:
    """How a document is, as far as its text has to be looked at for it."""

    title: str
    waiting: tuple[str, ...] = ()
    """Sentences: what waits for whom."""
    faults: tuple[Advised, ...] = ()
    """The errors."""


def state(project: Project, key: tuple[str, str]) -> State:
    """How a document is."""
    document = project.document(*key)
    found = [one for one in document.check() if one.kind.severity == "error"]
    try:
        title, waiting = document.policy.title, tuple(_waiting(project, key))
    except SchoolprotocolError:
        title, waiting = "", ()
    return State(title, waiting, tuple(advised(found)))


def _waiting(project: Project, key: tuple[str, str]) -> list[str]:
    document = project.document(*key)
    standing, found = document.standing(), []
    declared = document.policy.document.status
    if declared == "ter-instemming":
        silent = [one.body for one in document.heard if one.decision is None]
        found += [_("Waits for: {bodies}.").format(bodies=", ".join(silent))] if silent else []
    found += [_("{body} did not agree.").format(body=one.body) for one in standing.refused]
    if standing.void:
        found.append(_("The text was changed after a decision, which does not hold for it any more."))
    if declared == "ingestemd" and not standing.problems:
        found.append(_("Waits for its adoption."))
    open_ = sum(point.is_open for point in document.points)
    if open_:
        found.append(ngettext("{n} condition is open.", "{n} conditions are open.", open_).format(n=open_))
    return found


def _state(ask: Ask) -> Response:
    key = ask.key
    found = ask.studio.known.of(("state", key), lambda project: state(project, key))
    return ask.page("piece-state", found=found, key=key)


def _list_for(leads: str) -> Handler:
    return lambda ask: _listed(ask, leads)


routes = [
    route("/", _home),
    *(route(f"/{leads}/", _list_for(leads)) for leads in LEADS if leads not in {"", "document"}),
    route("/overzicht/{school}/{protocol}/", _state),
]
