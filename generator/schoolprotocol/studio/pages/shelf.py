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
from schoolprotocol.studio.values import in_words

if TYPE_CHECKING:
    from schoolprotocol import Update
    from schoolprotocol.project import Edit

_CHOICE = "keuze:"


def _page(ask: Ask, error: Exception | None = None) -> Response:
    project = ask.studio.workplace.project
    choices = _choices(ask)
    try:
        found = project.update(ask.studio.library, choices)
    except SchoolprotocolError as caught:
        told, faults, status = ask.studio.told(caught)
        asked = HTTPStatus.OK if error is None else status  # a page that says so was asked for, and is there
        return ask.page("shelf", asked, found=None, told=told, faults=faults)
    told, faults, status = ask.studio.told(error) if error is not None else ("", [], HTTPStatus.OK)
    rows = [
        {"one": one, "changes": Project.redline(in_words(one.now or ""), in_words(one.then or ""))}
        for one in found.touched
    ]
    return ask.page(
        "shelf",
        status,
        found=found,
        rows=rows,
        basis=_basis(project.update(ask.studio.library)),
        told=told,
        faults=faults,
    )


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
