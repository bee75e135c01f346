"""Geschiedenis: everything that was done here, what it changed, and taking it back."""

from __future__ import annotations

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import Response

from schoolprotocol.errors import SchoolprotocolError
from schoolprotocol.studio import history, undoing
from schoolprotocol.studio.altered import about, alterations
from schoolprotocol.studio.asking import Ask, route
from schoolprotocol.studio.naming import number
from schoolprotocol.studio.titles import Titles


def _all(ask: Ask) -> Response:
    asked = number(ask.query.get("voor", ""))
    before = asked if asked > 0 else None
    found = history.saves(ask.studio.database, before)
    titles = ask.studio.known.of("titles", Titles) if found else None
    where = {one.number: about(titles, one.paths) for one in found} if titles is not None else {}
    return ask.page("past", saves=found, where=where, most=history.PER_PAGE)


def _shown(ask: Ask, status: int = HTTPStatus.OK, told: str = "", faults: object = ()) -> Response:
    place, number = ask.studio.workplace, int(ask.path["number"])
    done = undoing.saved(place.database, number)
    if done is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    files = []
    changes = history.changes_of(place.database, number)
    for change in changes:
        found = history.hunks(change)
        told_hunks = (
            [(one.line, place.project.redline(one.old, one.new)) for one in found] if found is not None else None
        )
        files.append({"change": change, "hunks": told_hunks})
    is_whole = ask.person.may(done.role) and undoing.is_whole(place, done)
    altered = alterations(place.project, changes)
    shown = {"save": done.save, "altered": altered, "files": files, "is_whole": is_whole}
    return ask.page("past-one", status, **shown, told=told, faults=faults)


def undone(ask: Ask, number: int) -> None:
    """Take a save back, with all that follows from it.

    Raises:
        SchoolprotocolError, OSError: as `undoing.undo`.
    """
    then = ask.studio.workplace.project
    undoing.undo(ask.studio.workplace, ask.person, number)
    ask.studio.voices.follow(then, ask.studio.workplace.project)


def _undo(ask: Ask) -> Response:
    try:
        undone(ask, int(ask.path["number"]))
    except (SchoolprotocolError, OSError) as error:
        told, faults, status = ask.studio.told(error)
        return _shown(ask, status, told, faults)
    return ask.go("/geschiedenis/")


routes = [
    route("/geschiedenis/", _all),
    route("/geschiedenis/{number:number}/", _shown),
    route("/geschiedenis/{number:number}/terug", _undo, role="schrijver", method="POST"),
]
