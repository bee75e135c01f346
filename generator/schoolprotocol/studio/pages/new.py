"""Nieuw: begin a project, or add a school, a protocol or a value, by answering questions."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal

from starlette.exceptions import HTTPException
from starlette.responses import Response

from schoolprotocol.errors import SchoolprotocolError
from schoolprotocol.project import Project
from schoolprotocol.studio import questionnaire
from schoolprotocol.studio.asking import Ask, route
from schoolprotocol.studio.drafts import Draft
from schoolprotocol.studio.naming import number
from schoolprotocol.studio.questionnaire import Part, Questions, Told
from schoolprotocol.studio.uploads import image_of

if TYPE_CHECKING:
    from schoolprotocol.project import Edit

What = Literal["project", "school", "protocol", "value"]


@dataclass(frozen=True, slots=True)
class Form:
    """A questionnaire."""

    what: What
    title: str
    """Of its pages, which are Dutch."""
    button: str


FORMS: Mapping[str, Form] = {
    "project": Form("project", "Een project beginnen", "Project maken"),
    "school": Form("school", "Nieuwe school", "School toevoegen"),
    "protocol": Form("protocol", "Nieuw protocol", "Protocol toevoegen"),
    "waarde": Form("value", "Nieuwe waarde", "Waarde toevoegen"),
}
"""By the word in the path."""
_SUMMARY = "klaar"
_TURN = threading.Lock()
"""One at a time reads what was told, adds and keeps: what was typed may come when its page is answered already."""


def _start(ask: Ask) -> Response:
    return ask.page("new", forms=FORMS, drafts={word for word in FORMS if _drafts(ask, word)})


def _practice(ask: Ask) -> Response:
    place = ask.studio.workplace
    place.begin(ask.person, _("practice project begun"), lambda: Project.practice(place.root))
    return ask.go("/")


def _ask(ask: Ask) -> Response:
    form, questions = _form(ask)
    told = _told(ask, questions)
    found = questionnaire.parts(questions, told)
    wanted = ask.query.get("deel", "")
    now = next((one for one in found if one.key == wanted), None)
    if now is None and wanted != _SUMMARY:
        now = next((one for one in found if not one.is_done), None)
    return _page(ask, form, found, now, told)


def _answer(ask: Ask) -> Response:
    form, questions = _form(ask)
    part, given = ask.path["part"], {**ask.form, **_logos(ask)}
    with _TURN:
        told, wrong = questionnaire.answer(questions, _told(ask, questions), part, given)
        _keep(ask, told)
    found = questionnaire.parts(questions, told)
    now = next((one for one in found if one.key == part), None)
    if wrong or now is None:
        return _page(ask, form, found, now, told, wrong, HTTPStatus.UNPROCESSABLE_ENTITY)
    left = next((one for one in found if not one.is_done), None)
    return ask.go(f"/nieuw/{ask.path['what']}/?deel={left.key if left is not None else _SUMMARY}")


def _type(ask: Ask) -> Response:
    """Keep what stands in a form, so that a crash loses nothing; nobody is shown another page."""
    questions = _form(ask)[1]
    with _TURN:
        _keep(ask, questionnaire.keep_typed(_told(ask, questions), ask.form))
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _drop_school(ask: Ask) -> Response:
    which = number(ask.form.get("nummer", ""))
    if 1 <= which <= 200:  # as many as answers may have
        questions = _form(ask)[1]
        with _TURN:
            _keep(ask, questionnaire.without_school(_told(ask, questions), which))
    return ask.go(f"/nieuw/{ask.path['what']}/")


def _drop(ask: Ask) -> Response:
    _form(ask)
    _forget(ask)
    return ask.go("/nieuw/")


def _finish(ask: Ask) -> Response:
    form, questions = _form(ask)
    told = _told(ask, questions)
    found = questionnaire.parts(questions, told)
    left = next((one for one in found if not one.is_done), None)
    if left is not None:
        return ask.go(f"/nieuw/{ask.path['what']}/?deel={left.key}")
    try:
        where = _carry_out(ask, form.what, told.answers)
    except (SchoolprotocolError, OSError) as error:
        said, faults, status = ask.studio.told(error)
        return _page(ask, form, found, None, told, {}, status, told=said, faults=faults)
    _forget(ask)
    return ask.go(where)


def _carry_out(ask: Ask, what: What, told: Mapping[str, str]) -> str:
    """Do it; gives the page where to go on."""
    place, beside = ask.studio.workplace, ask.studio.uploads.folder
    if what == "project":
        if not ask.person.may("beheerder"):
            raise HTTPException(HTTPStatus.FORBIDDEN, _("Your account may not do this: ask who manages the accounts."))
        answers = Project.answers_told(told)
        place.begin(ask.person, _("project begun"), lambda: Project.begin(place.root, answers, beside=beside))
        return "/"
    labels = {
        "school": _("school “{name}” added").format(name=told.get("name", "")),
        "protocol": _("protocol “{name}” added").format(name=told.get("title", told.get("id", ""))),
        "value": _("value “{name}” added").format(name=told.get("name", "")),
    }

    def put(edit: Edit, project: Project) -> None:
        project.put(edit, what, told, beside=beside)

    place.save(ask.person, labels[what], put)
    if what == "protocol":
        place.project.tell_editors()
    return "/"


# -- what pages share -------------------------------------------------------------------------------------------------


def _form(ask: Ask) -> tuple[Form, Questions]:
    """The questionnaire that a path names, where it is one that can be filled in now."""
    form, place = FORMS.get(ask.path["what"]), ask.studio.workplace
    if form is None or place.is_begun == (form.what == "project"):
        raise HTTPException(HTTPStatus.NOT_FOUND)
    what = form.what
    questions: Questions = (
        Project.questions if what == "project" else lambda told: place.project.questions_of(what, told)
    )
    questions = questionnaire.with_names(questions, what)
    return form, questionnaire.with_logos(questions, lambda name: ask.studio.uploads.path(name) is not None)


def _page(
    ask: Ask,
    form: Form,
    parts: list[Part],
    now: Part | None,
    told_so_far: Told,
    wrong: Mapping[str, str] | None = None,
    status: int = HTTPStatus.OK,
    **more: object,
) -> Response:
    given = told_so_far
    number = next((at for at, one in enumerate(parts) if now is not None and one.key == now.key), len(parts))
    return ask.page(
        "questions",
        status,
        form=form,
        word=ask.path["what"],
        parts=parts,
        now=now,
        back=parts[number - 1] if number else None,
        given=given,
        wrong=wrong or {},
        **{"told": "", "faults": [], **more},
    )


def _unit(word: str) -> str:
    return f"nieuw:{word}"


def _drafts(ask: Ask, word: str) -> Mapping[str, str] | None:
    kept = ask.studio.drafts.of(ask.person, _unit(word))
    return kept[0].fields if kept else None


def _told(ask: Ask, questions: Questions) -> Told:
    return questionnaire.sound(questions, Told.of(_drafts(ask, ask.path["what"]) or {}))


def _keep(ask: Ask, told: Told) -> None:
    ask.studio.drafts.keep(ask.person, Draft(_unit(ask.path["what"]), "", "", told.kept, 0.0))


def _forget(ask: Ask) -> None:
    told = Told.of(_drafts(ask, ask.path["what"]) or {})
    for name in told.answers.values():
        ask.studio.uploads.drop(name)
    ask.studio.drafts.drop(ask.person, _unit(ask.path["what"]), "")


def _logos(ask: Ask) -> dict[str, str]:
    """The files with a logo that were sent, under the names by which we keep them."""
    found: dict[str, str] = {}
    for name, file in ask.files.items():
        key, suffix = name.removeprefix("bestand:"), image_of(file.content)
        if key != name:
            found[key] = ask.studio.uploads.keep(file.content, suffix) if suffix is not None else file.name[:100]
    return found


routes = [
    route("/nieuw/", _start, role="schrijver"),
    route("/nieuw/oefenen", _practice, role="beheerder", method="POST"),
    route("/nieuw/{what}/", _ask, role="schrijver"),
    route("/nieuw/{what}/klaar", _finish, role="schrijver", method="POST"),
    route("/nieuw/{what}/weg", _drop, role="schrijver", method="POST"),
    route("/nieuw/{what}/zonder", _drop_school, role="schrijver", method="POST"),
    route("/nieuw/{what}/typen", _type, role="schrijver", method="POST"),
    route("/nieuw/{what}/deel/{part}", _answer, role="schrijver", method="POST"),
]
