"""Geschiedenis: everything that was done here, what it changed, and taking it back."""

from __future__ import annotations

from gettext import gettext as _
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response

from schoolprotocol.errors import SchoolprotocolError
from schoolprotocol.studio import history, undoing
from schoolprotocol.studio.asking import Ask, route
from schoolprotocol.studio.naming import number

if TYPE_CHECKING:
    from schoolprotocol.project import Edit, Project


def _all(ask: Ask) -> Response:
    asked = number(ask.query.get("voor", ""))
    before = asked if asked > 0 else None
    return ask.page("past", saves=history.saves(ask.studio.database, before), most=history.PER_PAGE)


def _shown(ask: Ask, status: int = HTTPStatus.OK, told: str = "", faults: object = ()) -> Response:
    place, number = ask.studio.workplace, int(ask.path["number"])
    save, done = history.save_of(place.database, number), undoing.saved(place.database, number)
    if save is None or done is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    files = []
    for change in history.changes_of(place.database, number):
        found = history.hunks(change)
        told_hunks = (
            [(one.line, place.project.redline(one.old, one.new)) for one in found] if found is not None else None
        )
        files.append({"change": change, "hunks": told_hunks})
    is_whole = bool(done.after) and done.undone is None and not undoing.differing(place.root, done)
    is_whole = is_whole and ask.person.may(done.role)
    return ask.page("past-one", status, save=save, files=files, is_whole=is_whole, told=told, faults=faults)


def _undo(ask: Ask) -> Response:
    place, number = ask.studio.workplace, int(ask.path["number"])
    done = undoing.saved(place.database, number)
    label = _("undone: {what}").format(what=done.label if done is not None else "")

    def change(edit: Edit, _project: Project) -> None:
        edit.put_back(undoing.require_undoable(place.root, done, ask.person).before)

    try:
        saved = place.save(ask.person, label, change)
    except (SchoolprotocolError, OSError) as error:
        told, faults, status = ask.studio.told(error)
        return _shown(ask, status, told, faults)
    undoing.note(place.database, number, saved.number)
    return ask.go("/geschiedenis/")


routes = [
    route("/geschiedenis/", _all),
    route("/geschiedenis/{number:number}/", _shown),
    route("/geschiedenis/{number:number}/terug", _undo, role="schrijver", method="POST"),
]
