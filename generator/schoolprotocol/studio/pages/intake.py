"""Importeren: a document that exists is read, reviewed and taken over into the source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from gettext import gettext as _
from html import unescape
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from schoolprotocol import disk
from schoolprotocol.errors import SchoolprotocolError
from schoolprotocol.project import Import, Project
from schoolprotocol.studio.asking import Ask, route
from schoolprotocol.studio.intakes import Intakes, Waiting
from schoolprotocol.words.names import by_name

if TYPE_CHECKING:
    from schoolprotocol.project import Edit

_OWN = "+"
"""The choice for a protocol of its own."""
_LARGEST = 200_000_000
"""Bytes of a page to review a document: it holds the pages of a PDF as images."""
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def _listed(ask: Ask, status: int = HTTPStatus.OK, told: str = "") -> Response:
    return ask.page("intake", status, waiting=_intakes(ask).all(), told=told, faults=[])


def _send(ask: Ask) -> Response:
    file = ask.files.get("document")
    if file is None:
        return _listed(ask, HTTPStatus.UNPROCESSABLE_ENTITY, _("Choose a document first."))
    try:
        one = _intakes(ask).add(ask.person, file.name, file.content)
    except (SchoolprotocolError, OSError) as error:
        told, _faults, status = ask.studio.told(error)
        return _listed(ask, status, told)
    return ask.go(f"/importeren/{one.file}/")


def _look(ask: Ask) -> Response:
    return _shown(ask, ask.query)


def _shown(ask: Ask, asked: Mapping[str, str], error: Exception | None = None) -> Response:
    one = _one(ask)
    taken = _intakes(ask).taken(one)
    planned = None
    if asked.get("school") and error is None:
        try:
            planned = _plan(ask, one, ask.studio.workplace.project, asked)
        except (SchoolprotocolError, OSError) as caught:
            error = caught
    told, faults, status = ask.studio.told(error) if error is not None else ("", [], HTTPStatus.OK)
    corpus = ask.studio.workplace.project.corpus
    return ask.page(
        "intake-look",
        status,
        one=one,
        taken=taken,
        chosen=asked,
        planned=planned,
        schools=by_name({id_: source.school.name for id_, source in corpus.schools.items()}),
        protocols=by_name({id_: source.protocol.title for id_, source in corpus.protocols.items()}),
        told=told,
        faults=faults,
    )


def _review(ask: Ask) -> Response:
    """The page on which a person holds the document against what was read of it; it stands in a frame."""
    one = _one(ask)
    intakes, project = _intakes(ask), ask.studio.workplace.project
    page = ask.studio.workplace.root / "lijst.html"  # nothing is written there: its name is that of the list
    if ask.query.get("school"):
        return framed(_plan(ask, one, project, ask.query).review(intakes.path(one), page).page)
    return framed(Project.reviewed(intakes.path(one), intakes.taken(one), page).page)


def _list(ask: Ask) -> Response:
    one = _one(ask)
    intakes, page = _intakes(ask), ask.studio.workplace.root / "lijst.html"
    if ask.query.get("school"):
        todo = _plan(ask, one, ask.studio.workplace.project, ask.query).review(intakes.path(one), page).todo
    else:
        todo = Project.reviewed(intakes.path(one), intakes.taken(one), page).todo
    return PlainTextResponse(todo, headers={"Content-Disposition": 'attachment; filename="nalopen.md"'})


def _take_over(ask: Ask) -> Response:
    one = _one(ask)
    place, intakes = ask.studio.workplace, _intakes(ask)
    kept: list[Import] = []

    def plan(project: Project) -> Edit:
        kept[:] = [_plan(ask, one, project, ask.form)]
        return kept[0].edit

    try:
        place.write(ask.person, _("“{name}” taken over").format(name=one.name), plan)
    except (SchoolprotocolError, OSError) as error:
        return _shown(ask, ask.form, error)
    planned = kept[0]
    planned.review(intakes.path(one), planned.page).write(planned.page)
    intakes.drop(one.file)
    return ask.go(f"/importeren/klaar/{planned.plan.school}/{planned.plan.protocol}/")


def _done(ask: Ask) -> Response:
    page = _page_of(ask)
    return ask.page("intake-done", school=ask.path["school"], protocol=ask.path["protocol"], has_page=page is not None)


def _done_page(ask: Ask) -> Response:
    page = _page_of(ask)
    if page is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return framed(page)


def _page_of(ask: Ask) -> str | None:
    """The page that was made when a document was taken over, if it still lies in the build folder."""
    folder = ask.studio.workplace.project.folders.build / "overnemen"
    name = f"{ask.path['school']}-{ask.path['protocol']}.html"
    if not disk.is_file_below(folder, name):
        return None
    return disk.read(folder / name, _LARGEST).decode("utf-8", "replace")


def _drop(ask: Ask) -> Response:
    _intakes(ask).drop(_one(ask).file)
    return ask.go("/importeren/")


# -- what pages share -------------------------------------------------------------------------------------------------


def _intakes(ask: Ask) -> Intakes:
    return ask.studio.intakes


def _one(ask: Ask) -> Waiting:
    one = _intakes(ask).find(ask.path["file"])
    if one is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, _("This document does not wait here any more: send it again."))
    return one


def _plan(ask: Ask, one: Waiting, project: Project, asked: Mapping[str, str]) -> Import:
    """What taking it over would write, as it was chosen: the school's id, and which protocol it becomes."""
    protocol = asked.get("protocol", "")
    own = asked.get("eigen", "").strip() or None
    taken = _intakes(ask).taken(one)
    if protocol == _OWN:
        return project.plan_import(taken, asked.get("school", ""), own, is_new=True)
    return project.plan_import(taken, asked.get("school", ""), protocol or None)


def framed(page: str) -> Response:
    """A page that is shown in a frame of ours, under the policy that it names itself: its own script, by its hash."""
    found = _POLICY.search(page)
    policy = unescape(found[1]) if found is not None else "default-src 'none'"
    return HTMLResponse(page, headers={"Content-Security-Policy": f"{policy}; frame-ancestors 'self'"})


routes = [
    route("/importeren/", _listed, role="schrijver"),
    route("/importeren/", _send, role="schrijver", method="POST"),
    route("/importeren/klaar/{school}/{protocol}/", _done, role="schrijver"),
    route("/importeren/klaar/{school}/{protocol}/nalopen", _done_page, role="schrijver"),
    route("/importeren/{file}/", _look, role="schrijver"),
    route("/importeren/{file}/nalopen", _review, role="schrijver"),
    route("/importeren/{file}/lijst-lijst.md", _list, role="schrijver"),
    route("/importeren/{file}/overnemen", _take_over, role="schrijver", method="POST"),
    route("/importeren/{file}/weg", _drop, role="schrijver", method="POST"),
]
