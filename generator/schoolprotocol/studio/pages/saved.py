"""What was saved of a document, and taking it back."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import Response

from schoolprotocol.errors import SchoolprotocolError
from schoolprotocol.studio import clauses, undoing
from schoolprotocol.studio.asking import Ask, route
from schoolprotocol.studio.faults import Fault, of_error
from schoolprotocol.studio.pages.document import asked, head

if TYPE_CHECKING:
    from schoolprotocol import Edit, Project

AT = "/document/{school}/{protocol}/bewaard/"


def _saves(ask: Ask) -> Response:
    return _shown(ask)


def _shown(ask: Ask, status: int = 200, faults: list[Fault] | None = None, said: str = "") -> Response:
    document = asked(ask)
    place = ask.studio.workplace
    rows = []
    for done in undoing.last(place.database, *document.key):
        is_his = ask.person.may(done.role)
        is_whole = is_his and done.undone is None and not undoing.differing(place.root, done)
        is_asked = ask.query.get("toon") == str(done.number)
        others = list(undoing.others(place.project, document, done)) if is_asked else []
        when = time.strftime("%d-%m-%Y, %H:%M", time.localtime(done.day))
        told = [{"one": one, "changes": place.project.redline(one.now, one.before)} for one in others]
        rows.append({"done": done, "when": when, "is_whole": is_whole, "others": told, "is_asked": is_asked})
    return ask.page("saved", status, **head(document), rows=rows, faults=faults or [], said=said)


def _undo(ask: Ask) -> Response:
    """Take a save back: every file that it wrote holds what it held before."""
    place, number = ask.studio.workplace, int(ask.path["nummer"])
    done = undoing.saved(place.database, number)

    def change(edit: Edit, _project: Project) -> None:
        edit.put_back(undoing.require_undoable(place.root, done, ask.person).before)

    try:
        saved = place.save(ask.person, f"ongedaan gemaakt: {done.label if done is not None else ''}", change)
    except SchoolprotocolError as error:
        return _shown(ask, HTTPStatus.UNPROCESSABLE_ENTITY, of_error(error, clauses.typed({})))
    except OSError as error:
        told, _findings, status = ask.studio.told(error)
        return _shown(ask, status, [Fault(told)])
    undoing.note(place.database, number, saved.number)
    return _shown(ask, said="Ongedaan gemaakt. Alles staat weer zoals daarvoor.")


routes = [
    route(AT, _saves, role="schrijver"),
    route(f"{AT}{{nummer:number}}", _undo, role="schrijver", method="POST"),
]
