"""Bibliotheek bijwerken: what a newer version of the library changes, text by text, and what the board wants of it."""

from __future__ import annotations

import hashlib
from gettext import gettext as _
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal

from starlette.responses import Response

from schoolprotocol.errors import SchoolprotocolError, UsageError
from schoolprotocol.project import Project
from schoolprotocol.studio.asking import Ask, route
from schoolprotocol.studio.keys import KEYS
from schoolprotocol.studio.titles import Titles
from schoolprotocol.studio.values import in_words

if TYPE_CHECKING:
    from schoolprotocol import Touched, Update
    from schoolprotocol.project import Edit

_CHOICE = "keuze:"


def _page(ask: Ask, error: Exception | None = None) -> Response:
    project = ask.studio.workplace.project
    choices = _choices(ask)
    try:
        found = project.update(ask.studio.library, choices)
    except SchoolprotocolError as caught:
        told, faults, status = ask.studio.told(caught, is_reading=error is None)
        asked = HTTPStatus.OK if error is None else status  # a page that says so was asked for, and is there
        return ask.page("shelf", asked, found=None, told=told, faults=faults)
    told, faults, status = ask.studio.told(error) if error is not None else ("", [], HTTPStatus.OK)
    changed = {path: [Project.data_in(path, content)] for path, content in found.edit.changes.items()}
    titles = Titles(project, changed)
    rows = [
        {
            "one": one,
            "called": _called(one, titles),
            "changes": Project.redline(in_words(one.now or ""), in_words(one.then or "")),
        }
        for one in found.touched
    ]
    return ask.page(
        "shelf",
        status,
        found=found,
        rows=rows,
        titles=titles,
        basis=_basis(project.update(ask.studio.library)),
        told=told,
        faults=faults,
    )


def _called(one: Touched, titles: Titles) -> str:
    """What a text of the library is about."""
    if not one.protocol:
        found = titles.reference(one.id)
        return found if found != one.id else titles.value(one.id)
    told = KEYS.get(one.id.rstrip(":"), one.id) if one.id.endswith(":") else titles.clause(one.id)
    return f"{titles.protocol(one.protocol)}: {told}"


def _take(ask: Ask) -> Response:
    choices, basis = _choices(ask), ask.form.get("basis", "")

    def plan(project: Project) -> Edit:
        if _basis(project.update(ask.studio.library)) != basis:
            raise UsageError(_("The texts changed since you chose. Look at it again; nothing was written."))
        return project.update(ask.studio.library, choices).edit

    try:
        ask.studio.workplace.write(ask.person, _("library updated"), plan)
    except (SchoolprotocolError, OSError) as error:
        return _page(ask, error)
    return ask.go("/bibliotheek/")


def _choices(ask: Ask) -> dict[str, Literal["take", "keep"]]:
    told = {key.removeprefix(_CHOICE): value for key, value in ask.form.items() if key.startswith(_CHOICE)}
    return {key: "take" if value == "take" else "keep" for key, value in told.items()}


def _basis(found: Update) -> str:
    """What stands for what somebody saw when he chose."""
    seen = [(one.key, one.fate, one.now, one.then) for one in found.touched]
    return hashlib.sha256(repr((found.version, found.newest, seen)).encode()).hexdigest()


routes = [
    route("/bibliotheek/", _page, role="schrijver"),
    route("/bibliotheek/bijwerken", _take, role="schrijver", method="POST"),
]
