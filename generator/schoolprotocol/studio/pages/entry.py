"""Coming in and going out."""

from __future__ import annotations

import hmac
import secrets
from gettext import gettext as _
from http import HTTPStatus
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from schoolprotocol.errors import SchoolprotocolError
from schoolprotocol.studio import audit, unsent
from schoolprotocol.studio.asking import Ask, is_ours, route, sent, through
from schoolprotocol.studio.door import browsers, cookies
from schoolprotocol.studio.door.fences import SELF
from schoolprotocol.studio.door.people import ALONE, Person
from schoolprotocol.studio.door.sessions import LONGEST
from schoolprotocol.studio.studio import Studio

_BACK = "/aanmelden/terug"
_MINUTES = 60
_BRIEF = 600.0
"""Seconds that a browser keeps what logging in needs."""


async def _enter(request: Request) -> Response:
    """Log in with the token of who started us; it works once. Where people have accounts, ask who it is."""
    studio: Studio = request.app.state.studio
    if studio.is_team:
        if await run_in_threadpool(studio.sessions.of, cookies.read(request, cookies.SESSION)) is not None:
            return RedirectResponse("/", HTTPStatus.SEE_OTHER)
        return _asked(request)
    token = request.query_params.get("sleutel", "")
    if token and studio.one_time.spend(token):
        session = await run_in_threadpool(studio.sessions.begin, ALONE)
        where = await run_in_threadpool(unsent.after_logging_in, studio.drafts, ALONE, "/")
        return _entered(request, session, where)
    return _asked(request, HTTPStatus.OK if not token else HTTPStatus.FORBIDDEN)


def _asked(request: Request, status: int = HTTPStatus.OK, told: str = "", name: str = "", where: str = "") -> Response:
    """The page on which somebody logs in."""
    studio: Studio = request.app.state.studio
    before = cookies.read(request, cookies.BEFORE) or secrets.token_urlsafe(24)
    values: dict[str, Any] = {
        "told": told,
        "name": name,
        "before": before,
        "where": _where(where or request.query_params.get("naar", "")),
        "has_board": studio.board is not None,
        "is_safe": _is_safe(request),
    }
    response = HTMLResponse(studio.fill("enter", None, values), status)
    cookies.give(request, response, cookies.BEFORE, before, seconds=_BRIEF)
    return response


async def _log_in(request: Request) -> Response:
    """Log in with a name and a password."""
    studio: Studio = request.app.state.studio
    if not studio.is_team or not _is_safe(request):
        return _asked(request, HTTPStatus.FORBIDDEN)
    form, _files = await sent(request)
    name, where = form.get("naam", "").strip().casefold()[:100], form.get("naar", "")
    before = cookies.read(request, cookies.BEFORE)
    if not before or not hmac.compare_digest(before.encode(), form.get("voor", "").encode()):
        told = _("This page is too old. Try it once more.")
        return _asked(request, HTTPStatus.FORBIDDEN, told, name, where)
    address = request.client.host if request.client is not None else ""
    browser = studio.browsers.key(cookies.read(request, cookies.KNOWN), name)
    wait = studio.logins.wait(name, address, browser)
    if wait:
        told = _("There were too many tries. Wait {minutes} minutes.").format(minutes=int(wait // _MINUTES) + 1)
        response = _asked(request, HTTPStatus.TOO_MANY_REQUESTS, told, name, where)
        response.headers["Retry-After"] = f"{wait + 1:.0f}"
        return response
    studio.logins.failed(name, address, browser)  # before the look: who tries many at once is counted too
    person = await run_in_threadpool(studio.accounts.check, name, form.get("wachtwoord", ""))
    if person is None:
        await run_in_threadpool(audit.note, studio.database, "", _("log in refused"), f"{name} {address}")
        told = _("That name and password do not belong together.")
        return _asked(request, HTTPStatus.FORBIDDEN, told, name, where)
    studio.logins.succeeded(name, address, browser)
    token = await run_in_threadpool(_begin, studio, person, cookies.read(request, cookies.SESSION))
    where = await run_in_threadpool(unsent.after_logging_in, studio.drafts, person, _where(where))
    response = _entered(request, token, where)
    cookies.give(request, response, cookies.KNOWN, studio.browsers.cookie(name), seconds=browsers.LONGEST)
    cookies.forget(request, response, cookies.BEFORE)
    return response


def _begin(studio: Studio, person: Person, old: str | None) -> str:
    """A fresh session, whatever cookie came along."""
    known = studio.sessions.of(old)
    if known is not None:
        studio.sessions.end(known)
    audit.note(studio.database, person.name, _("logged in"))
    return studio.sessions.begin(person)


async def _to_board(request: Request) -> Response:
    """Send somebody to the service of his board."""
    studio: Studio = request.app.state.studio
    if studio.board is None or not _is_safe(request):
        return _asked(request, HTTPStatus.NOT_FOUND)
    address = request.client.host if request.client is not None else ""
    if studio.logins.wait("", address):
        return _asked(request, HTTPStatus.TOO_MANY_REQUESTS, _("There were too many tries. Try again later."))
    studio.logins.failed("", address)
    try:
        where, own = await run_in_threadpool(
            studio.board.begin, _back(request), _where(request.query_params.get("naar", ""))
        )
    except SchoolprotocolError as error:
        return _asked(request, HTTPStatus.BAD_GATEWAY, str(error))
    response = RedirectResponse(where, HTTPStatus.SEE_OTHER)
    cookies.give(request, response, cookies.AWAY, own, seconds=_BRIEF, site="lax")  # he comes back from another site
    return response


async def _from_board(request: Request) -> Response:
    """Somebody comes back from the service of his board."""
    studio: Studio = request.app.state.studio
    if studio.board is None or not _is_safe(request):
        return _asked(request, HTTPStatus.NOT_FOUND)
    try:
        known = await run_in_threadpool(
            studio.board.finish, _back(request), cookies.read(request, cookies.AWAY), dict(request.query_params)
        )
    except SchoolprotocolError as error:
        response = _asked(request, HTTPStatus.FORBIDDEN, str(error))
        cookies.forget(request, response, cookies.AWAY)
        return response
    person = await run_in_threadpool(studio.accounts.of_board, known.subject, known.mail)
    if person is None:
        await run_in_threadpool(audit.note, studio.database, "", _("log in refused"), known.mail or known.subject)
        told = _("Your board knows you, but you have no account here. Ask who manages the accounts.")
        return _asked(request, HTTPStatus.FORBIDDEN, told)
    token = await run_in_threadpool(_begin, studio, person, cookies.read(request, cookies.SESSION))
    where = await run_in_threadpool(unsent.after_logging_in, studio.drafts, person, known.next)
    response = _with_session(request, through(where), token)
    cookies.forget(request, response, cookies.AWAY)
    return response


def _back(request: Request) -> str:
    return f"{request.url.scheme}://{request.headers['host']}{_BACK}"


def _where(asked: str) -> str:
    """A page that somebody wanted before he logged in; never one of somebody else."""
    return asked if is_ours(asked) and not asked.startswith("/aanmelden") else "/"


def _is_safe(request: Request) -> bool:
    """Whether nobody on the way can read a password: by https, or on this machine."""
    return request.url.scheme == "https" or request.url.hostname in SELF


def _entered(request: Request, token: str, where: str) -> Response:
    """To a page, with the cookie of a session."""
    return _with_session(request, RedirectResponse(where, HTTPStatus.SEE_OTHER), token)


def _with_session(request: Request, response: Response, token: str) -> Response:
    cookies.give(request, response, cookies.SESSION, token, seconds=LONGEST)
    return response


def _session(ask: Ask) -> Response:
    """What a page that is still open needs after its session ended and another was begun."""
    return ask.tell(csrf=ask.session.csrf, wie=ask.person.name)


def _leave(ask: Ask) -> Response:
    ask.studio.sessions.end(ask.session)
    return ask.go("/aanmelden")


routes = [
    Route("/aanmelden", _enter),
    Route("/aanmelden", _log_in, methods=["POST"]),
    Route("/aanmelden/bestuur", _to_board),
    Route(_BACK, _from_board),
    route("/-sessie", _session),
    route("/afmelden", _leave, method="POST"),
]
