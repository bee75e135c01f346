"""Beheer: who may do what, and what was done; and one's own password."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import Response

from schoolprotocol.errors import UsageError
from schoolprotocol.studio import audit
from schoolprotocol.studio.asking import Ask, route
from schoolprotocol.studio.door.accounts import SHORTEST, new_password
from schoolprotocol.studio.door.people import ROLES
from schoolprotocol.studio.naming import number


def _shown(ask: Ask, status: int = HTTPStatus.OK, told: str = "", secret: tuple[str, str] | None = None) -> Response:
    return ask.page(
        "accounts",
        status,
        accounts=ask.studio.accounts.all() if ask.studio.is_team else [],
        roles=ROLES,
        has_board=ask.studio.board is not None,
        secret=secret,
        form=ask.form if status != HTTPStatus.OK else {},
        told=told,
        faults=[],
    )


def _add(ask: Ask) -> Response:
    _require_team(ask)
    name = ask.form.get("naam", "").strip().casefold()
    password = new_password() if ask.form.get("wachtwoord", "ja") == "ja" else None
    try:
        ask.studio.accounts.add(
            name, ask.form.get("getoond", ""), ask.form.get("rol", ""), password, ask.form.get("mail", "")
        )
    except UsageError as error:
        return _shown(ask, HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
    _note(ask, _("account added as {role}").format(role=ask.form.get("rol", "")), name)
    return _shown(ask, secret=(name, password) if password is not None else None)


def _role(ask: Ask) -> Response:
    role = ask.form.get("rol", "")
    return _changed(
        ask, _("role became {role}").format(role=role), lambda name: ask.studio.accounts.set_role(name, role)
    )


def _block(ask: Ask) -> Response:
    return _changed(ask, _("account blocked"), ask.studio.accounts.block)


def _admit(ask: Ask) -> Response:
    return _changed(ask, _("account admitted again"), ask.studio.accounts.admit)


def _password(ask: Ask) -> Response:
    _require_team(ask)
    name, password = ask.path["name"], new_password()
    try:
        ask.studio.accounts.set_password(name, password)
    except UsageError as error:
        return _shown(ask, HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
    _note(ask, _("new password made"), name)
    return _shown(ask, secret=(name, password))


def _changed(ask: Ask, what: str, act: Callable[[str], None]) -> Response:
    _require_team(ask)
    try:
        act(ask.path["name"])
    except UsageError as error:
        return _shown(ask, HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
    _note(ask, what, ask.path["name"])
    return ask.go("/beheer/")


def _log(ask: Ask) -> Response:
    asked = number(ask.query.get("voor", ""))
    before = asked if asked > 0 else None
    return ask.page("audit", entries=audit.entries(ask.studio.database, before), most=audit.PER_PAGE)


def _log_as_csv(ask: Ask) -> Response:
    return Response(
        audit.as_csv(ask.studio.database).encode("utf-8-sig"),
        media_type="text/csv",
        headers={"Content-Disposition": 'attachment; filename="logboek.csv"'},
    )


def _own(ask: Ask) -> Response:
    _require_team(ask)
    return ask.page("own-account", least=SHORTEST, told="", faults=[])


def _own_password(ask: Ask) -> Response:
    _require_team(ask)
    name = ask.person.name
    told = ""
    if ask.studio.logins.wait(name, "", ask.session.key):
        told = _("There were too many tries. Try again later.")
    elif ask.studio.accounts.check(name, ask.form.get("oud", "")) is None:
        ask.studio.logins.failed(name, "", ask.session.key)
        told = _("That is not the password that you have now.")
    elif ask.form.get("nieuw", "") != ask.form.get("nogmaals", ""):
        told = _("The two new passwords differ.")
    else:
        try:
            ask.studio.accounts.set_password(name, ask.form.get("nieuw", ""))
        except UsageError as error:
            told = str(error)
    if told:
        return ask.page("own-account", HTTPStatus.UNPROCESSABLE_ENTITY, least=SHORTEST, told=told, faults=[])
    _note(ask, _("own password changed"), name)
    return ask.go("/aanmelden")


def _require_team(ask: Ask) -> None:
    if not ask.studio.is_team:
        raise HTTPException(HTTPStatus.NOT_FOUND)


def _note(ask: Ask, what: str, about: str) -> None:
    audit.note(ask.studio.database, ask.person.name, what, about)


routes = [
    route("/beheer/", _shown, role="beheerder"),
    route("/beheer/toevoegen", _add, role="beheerder", method="POST"),
    route("/beheer/logboek/", _log, role="beheerder"),
    route("/beheer/logboek.csv", _log_as_csv, role="beheerder"),
    route("/beheer/{name}/rol", _role, role="beheerder", method="POST"),
    route("/beheer/{name}/blokkeren", _block, role="beheerder", method="POST"),
    route("/beheer/{name}/toelaten", _admit, role="beheerder", method="POST"),
    route("/beheer/{name}/wachtwoord", _password, role="beheerder", method="POST"),
    route("/account/", _own),
    route("/account/wachtwoord", _own_password, method="POST"),
]
