"""What was saved of a document, and taking it back."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import Response

from schoolprotocol.errors import SchoolprotocolError
from schoolprotocol.studio import clauses, undoing
from schoolprotocol.studio.asking import Ask, route
from schoolprotocol.studio.faults import Fault, of_error
from schoolprotocol.studio.pages.document import head
from schoolprotocol.studio.pages.past import undone
from schoolprotocol.studio.values import in_words

AT = "/document/{school}/{protocol}/bewaard/"


def _saves(ask: Ask) -> Response:
    return _shown(ask)


def _shown(ask: Ask, status: int = 200, faults: list[Fault] | None = None, said: str = "") -> Response:
    document = ask.document()
    place = ask.studio.workplace
    rows = []
    for done in undoing.last(place.database, *document.key):
        is_whole = ask.person.may(done.role) and undoing.is_whole(place, done)
        is_asked = ask.query.get("toon") == str(done.save.number)
        others = list(undoing.others(place.project, document, done)) if is_asked else []
        redline = place.project.redline
        told = [{"one": one, "changes": redline(in_words(one.now), in_words(one.before))} for one in others]
        rows.append({"save": done.save, "is_whole": is_whole, "others": told, "is_asked": is_asked})
    return ask.page("saved", status, **head(document), rows=rows, faults=faults or [], said=said)


def _undo(ask: Ask) -> Response:
    try:
        undone(ask, int(ask.path["nummer"]))
    except SchoolprotocolError as error:
        return _shown(ask, HTTPStatus.UNPROCESSABLE_ENTITY, of_error(error, clauses.typed({})))
    except OSError as error:
        told, _findings, status = ask.studio.told(error)
        return _shown(ask, status, [Fault(told)])
    return _shown(ask, said="Ongedaan gemaakt. Alles staat weer zoals daarvoor.")


routes = [
    route(AT, _saves, role="schrijver"),
    route(f"{AT}{{nummer:number}}", _undo, role="schrijver", method="POST"),
]
