"""The data of a document and the values of a school."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import gettext as _
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from schoolprotocol.errors import SchoolprotocolError, UsageError
from schoolprotocol.studio import clauses, facts
from schoolprotocol.studio.asking import Ask, route
from schoolprotocol.studio.faults import Fault, of_error
from schoolprotocol.studio.pages.document import head
from schoolprotocol.studio.workplace import ConflictError

if TYPE_CHECKING:
    from schoolprotocol import Document, Edit, Project

AT = "/document/{school}/{protocol}/gegevens/"


def _form(ask: Ask) -> Response:
    return _shown(ask, ask.document(), {})


def _shown(ask: Ask, document: Document, typed: Mapping[str, str], status: int = 200, **more: Any) -> Response:
    """The form, with what was typed where that was not saved."""
    values: dict[str, Any] = {"faults": [], "theirs": {}, "saved": ask.query.get("bewaard", "")}
    return ask.page(
        "values",
        status,
        **{
            **head(document),
            **values,
            "control_fields": facts.control(document),
            "value_fields": facts.values(document),
            "typed": typed,
            **more,
        },
    )


def _save(ask: Ask) -> Response:
    document = ask.document()
    changes = facts.changed(ask.form, document)
    if not changes:
        told = Fault(_("Nothing was changed, so nothing was written."))
        return _shown(ask, document, {}, HTTPStatus.UNPROCESSABLE_ENTITY, faults=[told])

    def change(edit: Edit, project: Project) -> None:
        now = project.document(*document.key)
        for name, text in changes.items():
            facts.write(edit, now, name, text)
        if not edit.changes:
            raise UsageError(_("Nothing was changed, so nothing was written."))

    expected = [facts.expected(document.key, name, ask.form.get(f"was.{name}", "")) for name in changes]
    try:
        saved = ask.studio.workplace.save(ask.person, "gegevens veranderd", change, *expected)
    except ConflictError:
        return _conflict(ask, changes)
    except SchoolprotocolError as error:
        faults = of_error(error, clauses.typed({}))
        return _shown(ask, document, changes, HTTPStatus.UNPROCESSABLE_ENTITY, faults=faults)
    except OSError as error:
        told_, _findings, status = ask.studio.told(error)
        return _shown(ask, document, changes, status, faults=[Fault(told_)])
    return ask.go(f"/document/{document.school}/{document.protocol}/gegevens/?bewaard={saved.number}")


def _conflict(ask: Ask, changes: Mapping[str, str]) -> Response:
    """What he typed, beside what stands there now: nothing was written."""
    document = ask.studio.workplace.project.now().document(*ask.key)
    now = facts.told(document)
    theirs = {name: now.get(name, "") for name in changes if now.get(name, "") != ask.form.get(f"was.{name}", "")}
    return _shown(ask, document, changes, HTTPStatus.CONFLICT, theirs=theirs)


routes = [route(AT, _form), route(AT, _save, role="schrijver", method="POST")]
