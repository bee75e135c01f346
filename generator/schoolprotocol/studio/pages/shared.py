"""What people without an account see who follow a link: the text and its changes, and a place to say what they think.

Nobody logs in here. Who has a link may read this text and react; nothing else of the studio is to be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from gettext import gettext as _
from http import HTTPStatus
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from schoolprotocol.errors import SchoolprotocolError, UsageError
from schoolprotocol.project import Document
from schoolprotocol.studio.door.fences import LARGEST_OUTSIDE
from schoolprotocol.studio.door.limits import Limit
from schoolprotocol.studio.links import ClosedLinkError, Link
from schoolprotocol.studio.studio import Studio
from schoolprotocol.studio.texts import Discussed, discussed
from schoolprotocol.studio.voices import Said

WRONG, SEEN, SAID = Limit(20, 60.0), Limit(240, 60.0), Limit(30, 60.0)
"""Of one address: links that are none; of one link: pages, reactions."""
FIELDS = 12
PRIVATE = {"X-Robots-Tag": "noindex, nofollow"}
"""The address is the key: no other site is told of it. `Fences` has the referrer stay here; were there none, then
browsers would send our own forms without an origin, and they would be refused."""


async def _show(request: Request) -> Response:
    kept = request.query_params.get("bewaard", "")
    return await _answered(request, lambda studio, link: _page(studio, link, kept=kept))


async def _react(request: Request) -> Response:
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > LARGEST_OUTSIDE:
        return _closed(request.app.state.studio, _("That is too much at once."), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    found = await request.form(max_files=0, max_fields=FIELDS, max_part_size=LARGEST_OUTSIDE)
    form = {name: value for name, value in found.items() if isinstance(value, str)}
    return await _answered(request, lambda studio, link: _kept(studio, link, form))


async def _answered(request: Request, handler: Callable[[Studio, Link], Response]) -> Response:
    studio: Studio = request.app.state.studio
    who = request.client.host if request.client is not None else "-"
    return await run_in_threadpool(_within, studio, request.path_params["token"], who, request.method, handler)


def _within(studio: Studio, token: str, who: str, method: str, handler: Callable[[Studio, Link], Response]) -> Response:
    try:
        link = studio.links.of(token)
    except ClosedLinkError as error:
        status = HTTPStatus.NOT_FOUND if not WRONG.take(who) else HTTPStatus.TOO_MANY_REQUESTS
        told = str(error) if status == HTTPStatus.NOT_FOUND else _("Too often. Wait a minute.")
        return _closed(studio, told, status)
    if (SEEN if method == "GET" else SAID).take(link.id):
        return _closed(studio, _("Too often. Wait a minute."), HTTPStatus.TOO_MANY_REQUESTS)
    try:
        return handler(studio, link)
    except Exception as error:
        if not isinstance(error, SchoolprotocolError):
            studio.told(error)  # keeps what is needed to mend it
        told = _("This text cannot be read just now: somebody is working on it. Try again later.")
        return _closed(studio, told, HTTPStatus.SERVICE_UNAVAILABLE)


def _closed(studio: Studio, told: str, status: HTTPStatus) -> Response:
    return HTMLResponse(studio.fill("closed", None, {"told": told}), status, headers=PRIVATE)


def _text(studio: Studio, link: Link) -> Discussed:
    return studio.known.of(
        ("discussed", link.key, link.text_hash), lambda project: discussed(project, link.key, link.text_hash)
    )


def _page(studio: Studio, link: Link, status: int = 200, **more: Any) -> Response:
    text = _text(studio, link)
    values: Mapping[str, Any] = {
        "link": link,
        "at": f"/delen/{studio.links.token(link)}",
        "text": text,
        "shown": studio.links.sign(link.id, text.version, text.text_hash),
        "voices": studio.voices.of_link(link.id),
        "told": "",
        "kept": "",
        "typed": {},
    }
    return HTMLResponse(studio.fill("shared", None, {**values, **more}), status, headers=PRIVATE)


def _kept(studio: Studio, link: Link, form: Mapping[str, str]) -> Response:
    """Keep a reaction. What is refused comes back in its form."""
    try:
        number = _keep(studio, link, form)
    except UsageError as error:
        return _page(studio, link, HTTPStatus.UNPROCESSABLE_ENTITY, told=str(error), typed=form)
    return RedirectResponse(
        f"/delen/{studio.links.token(link)}?bewaard={number}#r-{number}", HTTPStatus.SEE_OTHER, headers=PRIVATE
    )


def _keep(studio: Studio, link: Link, form: Mapping[str, str]) -> int:
    signed = studio.links.signed(form.get("getoond", ""))
    if signed is None or len(signed) != 3 or signed[0] != link.id:
        raise UsageError(_("This page is too old. Copy what you typed, and load it again."))
    text = Document.clean_reaction(form.get("tekst", ""))
    if Document.names_persons(text):
        raise UsageError(_("Leave out names, addresses and numbers of persons: what you write goes to a council."))
    change = form.get("wijziging", "")[:100] or None
    about = _text(studio, link).about(change) if change is not None else ""
    if about is None:  # the text was changed since; what was said stays
        about = _("a change that is not there any more")
    return studio.voices.keep(
        link.key, link.body, link.id, (signed[1], signed[2]), Said(change, about, form.get("soort", ""), text)
    )


routes = [
    Route("/delen/{token}", _show, methods=["GET"]),
    Route("/delen/{token}", _react, methods=["POST"]),
]
