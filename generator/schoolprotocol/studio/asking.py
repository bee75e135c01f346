"""A request as a page sees it, and what it answers: a function of `Ask` for each path and method."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from gettext import gettext as _
from html import escape
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from schoolprotocol.errors import UsageError
from schoolprotocol.studio import unsent
from schoolprotocol.studio.door import cookies
from schoolprotocol.studio.door.fences import LARGEST_OUTSIDE
from schoolprotocol.studio.door.people import Person, Role
from schoolprotocol.studio.door.sessions import Session
from schoolprotocol.studio.studio import Studio

if TYPE_CHECKING:
    from schoolprotocol import Document

_OURS = re.compile(r"/[A-Za-z0-9_.~%/?&=+,:@-]*")
MOST_FIELDS = 2_000
LONGEST_FIELD = 1_000_000
"""Bytes of one field of a form."""
LONGEST_JSON = 4_000_000
"""Bytes of a JSON object: a draft, as a script sends it."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that somebody sent."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody asks, with all that was sent."""

    studio: Studio
    session: Session
    path: Mapping[str, str]
    """What the path names: `{"school": "aurora"}`."""
    query: Mapping[str, str]
    form: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, File] = field(default_factory=dict)
    is_fragment: bool = False
    """Whether a script of ours asked for a piece of a page."""
    home: str = ""
    """How the browser calls us: `http://127.0.0.1:8410`."""

    @property
    def person(self) -> Person:
        """Who asks."""
        return self.session.person

    @property
    def key(self) -> tuple[str, str]:
        """The school and the protocol that the path names."""
        return self.path["school"], self.path["protocol"]

    def document(self) -> Document:
        """The document that the path names.

        Raises:
            UsageError: where there is none.
            SourceError: where nobody can know, because the school's files have faults.
        """
        return self.studio.workplace.project.document(*self.key)

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page of ours, filled in: `document` for `templates/studio/document.html.j2`."""
        return HTMLResponse(self.studio.fill(template, self.session, {"status": status, **values}), status)

    def go(self, where: str) -> Response:
        """To another page, after something was done."""
        if self.is_fragment:  # as `RedirectResponse` writes it: a path may name anything
            return Response(status_code=204, headers={"HX-Redirect": quote(where, safe=":/%#?=@[]!$&'()*+,;")})
        return RedirectResponse(where, HTTPStatus.SEE_OTHER)

    def tell(self, **values: Any) -> Response:
        """Data, to a script of ours."""
        return JSONResponse(values)


Handler = Callable[[Ask], Response]


class Door(Route):
    """A path, with who may ask it."""

    role: Role = "lezer"


def route(path: str, handler: Handler, *, role: Role = "lezer", method: str = "GET") -> Door:
    """A path, and who may ask it. The handler runs in a thread of its own: it may take its time.

    Args:
        path: with names in braces: `/document/{school}/{protocol}/`.
        handler: answers.
        role: what somebody has to be, at least.
        method: `GET`, or `POST` for what changes something.
    """

    async def answer(request: Request) -> Response:
        studio: Studio = request.app.state.studio
        session = await run_in_threadpool(studio.sessions.of, cookies.read(request, cookies.SESSION))
        if session is None:
            return await _too_late(request) if method == "POST" and not _is_by_script(request) else _log_in(request)
        if method == "POST" and (wait := studio.posts.take(session.key)):
            told = _("That goes too fast for this program. Wait a moment and try again; what you typed is still there.")
            raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, told, {"Retry-After": f"{wait + 1:.0f}"})
        if not session.person.may(role):
            raise HTTPException(HTTPStatus.FORBIDDEN, _("Your account may not do this: ask who manages the accounts."))
        form, files = await sent(request) if method == "POST" else ({}, {})
        if method == "POST":
            told = request.headers.get("x-csrf", form.pop("csrf", ""))
            if not hmac.compare_digest(told.encode(), session.csrf.encode()):
                return await run_in_threadpool(_of_before, request, session, told, form)
        again = form.pop(unsent.FIELD, "")
        if again:  # a field that came back holds ends of lines as forms send them
            form = {name: text.replace("\r\n", "\n") for name, text in form.items()}
        ask = Ask(
            studio,
            session,
            {name: str(value) for name, value in request.path_params.items()},
            dict(request.query_params),
            form,
            files,
            "hx-request" in request.headers,
            f"{request.url.scheme}://{request.headers['host']}",
        )
        answered = await run_in_threadpool(_answered, handler, ask, is_reading=method != "POST")
        if again and answered.status_code < HTTPStatus.BAD_REQUEST:
            await run_in_threadpool(unsent.forget, studio.drafts, session.person, request.url.path, again)
        return answered

    door = Door(path, answer, methods=[method])
    door.role = role
    return door


def _answered(handler: Handler, ask: Ask, *, is_reading: bool) -> Response:
    """What a handler answers; what it refuses, as a page or piece that says so."""
    try:
        return handler(ask)
    except HTTPException:
        raise
    except Exception as error:
        told, faults, status = ask.studio.told(error, is_reading=is_reading)
        template = "piece-refused" if ask.is_fragment else "refused"
        return ask.page(template, status, told=told, faults=faults)


async def sent(request: Request) -> tuple[dict[str, str], dict[str, File]]:
    """The fields and files of a form, or of a JSON object of texts."""
    if request.headers.get("content-type", "").startswith("application/json"):
        content = b""
        async for piece in request.stream():
            content += piece
            if len(content) > LONGEST_JSON:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        data = texts_in(content)
        if data is None:
            raise HTTPException(HTTPStatus.BAD_REQUEST)
        return data, {}
    fields: dict[str, list[str]] = {}
    files: dict[str, File] = {}
    async with request.form(max_files=20, max_fields=MOST_FIELDS, max_part_size=LONGEST_FIELD) as found:
        for name, value in found.multi_items():
            if isinstance(value, UploadFile):
                if value.filename:
                    files[name] = File(value.filename, await value.read())
            else:
                fields.setdefault(name, []).append(value)
    return {name: "\n".join(values) for name, values in fields.items()}, files  # of boxes with one name: each on a line


def texts_in(data: str | bytes) -> dict[str, str] | None:
    """The texts that a JSON object names; None where it is none. Halves of a letter become a sign that says so."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        return None
    return {_whole_letters(name): _whole_letters(text) for name, text in found.items()}


def _whole_letters(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _Number(Convertor[int]):
    """A number in a path that is one of ours: what is longer than the database can hold leads nowhere."""

    regex = "[0-9]{1,15}"

    def convert(self, value: str) -> int:
        return int(value)

    def to_string(self, value: int) -> str:
        return str(value)


register_url_convertor("number", _Number())


def _is_by_script(request: Request) -> bool:
    """Whether a script of ours asks: it keeps in its page what was typed."""
    return "hx-request" in request.headers or request.headers.get("accept") == "application/json"


async def _too_late(request: Request) -> Response:
    """What was sent by who is not logged in any more waits for him; what cannot, he is told."""
    studio: Studio = request.app.state.studio
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > LARGEST_OUTSIDE:
        return HTMLResponse(studio.fill("too-late", None, {}), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    form, _files = await sent(request)
    try:
        await run_in_threadpool(_kept, studio, request.url.path, form.pop("csrf", ""), form)
    except UsageError:
        return HTMLResponse(studio.fill("too-late", None, {}), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return _log_in(request)


def _of_before(request: Request, session: Session, csrf: str, form: Mapping[str, str]) -> Response:
    """A page of an earlier session was sent: it waits for who filled it in, and is not done.

    Raises:
        HTTPException: where that is somebody else, or nobody whom we know.
    """
    studio: Studio = request.app.state.studio
    owner, waits = (None, "") if _is_by_script(request) else _kept(studio, request.url.path, csrf, form)
    if not waits:
        raise HTTPException(HTTPStatus.FORBIDDEN, _("This page is too old. Load it again; nothing was written."))
    if owner != session.person:
        told = _("Somebody else filled in this page, and was logged in here. It waits for him; nothing was written.")
        raise HTTPException(HTTPStatus.FORBIDDEN, told)
    return RedirectResponse(unsent.page_of(waits), HTTPStatus.SEE_OTHER)


def _kept(studio: Studio, path: str, csrf: str, form: Mapping[str, str]) -> tuple[Person | None, str]:
    """For whom a form waits, and by what it is called; nothing where no page of ours sent it."""
    owner = studio.sessions.whose(csrf)
    if owner is None or studio.posts.take(f"{owner.name} late"):
        return None, ""
    return owner, unsent.keep(studio.drafts, owner, path, form)


def _log_in(request: Request) -> Response:
    """Where somebody comes who is not logged in; a script is told, so that nothing typed is lost."""
    if _is_by_script(request):
        return JSONResponse({"reden": "aanmelden"}, HTTPStatus.UNAUTHORIZED)
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if request.headers.get("sec-fetch-site") == "cross-site":  # a link in a mail: with it no browser sends our cookie
        return through(wanted)
    where = f"/aanmelden?{urlencode({'naar': wanted})}" if request.method == "GET" and wanted != "/" else "/aanmelden"
    return RedirectResponse(where, HTTPStatus.SEE_OTHER)


def through(where: str) -> Response:
    """To a page of ours as if somebody followed a link of ours: then his browser sends our cookie."""
    to = escape(where if is_ours(where) else "/")
    return HTMLResponse(
        f'<!DOCTYPE html><html lang="nl"><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={to}">'
        f'<title>Studio</title><p><a href="{to}">Verder</a></p></html>'
    )


def is_ours(where: str) -> bool:
    """Whether an address that somebody else chose is a path of ours, and leads nowhere else."""
    return bool(_OURS.fullmatch(where)) and not where.startswith("//")
