"""Which path leads to which page."""

from __future__ import annotations

from collections.abc import Collection
from http import HTTPStatus
from importlib import import_module
from pkgutil import iter_modules

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from schoolprotocol.serve.answers import TYPES
from schoolprotocol.studio import pages
from schoolprotocol.studio.door import cookies
from schoolprotocol.studio.door.fences import SELF, Fences, TooLargeError, TooSlowError
from schoolprotocol.studio.studio import Studio
from schoolprotocol.templating import Templates

PAGES = tuple(import_module(f"{pages.__name__}.{found.name}") for found in iter_modules(pages.__path__))
"""Each has `routes`."""


def application(studio: Studio, templates: Templates, hosts: Collection[str] = SELF) -> Starlette:
    """The studio as a web application (ASGI).

    Args:
        studio: what pages share.
        templates: ours, with the scripts and style sheets.
        hosts: the names by which browsers call us.
    """
    static = {
        name.removeprefix("studio/"): path
        for name, path in templates.files.items()
        if name.startswith("studio/") and path.suffix in TYPES.keys() - {".html"}
    }
    static["report.css"] = templates.files["report/report.css"]  # a change looks here as in the report

    def served(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in static:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return Response(static[name].read_bytes(), media_type=TYPES[static[name].suffix])

    routes = [Route("/-/{name:path}", served), *(one for page in PAGES for one in page.routes)]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Fences, hosts=hosts)],
        exception_handlers={
            HTTPException: _refusal,
            TooLargeError: _too_large,
            TooSlowError: _too_slow,
            ClientDisconnect: _gone,
        },
    )
    app.state.studio = studio
    return app


async def _refusal(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    told = error.detail if isinstance(error, HTTPException) else ""
    if request.headers.get("accept") == "application/json":
        return JSONResponse({"reden": told}, status)
    studio: Studio = request.app.state.studio
    session = studio.sessions.of(cookies.read(request, cookies.SESSION))
    told = told if told != HTTPStatus(status).phrase else ""
    page = studio.fill("refused", session, {"told": told, "faults": [], "status": status})
    return HTMLResponse(page, status, error.headers if isinstance(error, HTTPException) else None)


async def _too_large(request: Request, error: Exception) -> Response:
    del error
    return await _refusal(request, HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE))


async def _too_slow(request: Request, error: Exception) -> Response:
    del error
    return await _refusal(request, HTTPException(HTTPStatus.REQUEST_TIMEOUT))


async def _gone(request: Request, error: Exception) -> Response:
    """Somebody closed a page that was still being sent: nobody reads this, and the terminal need not tell it."""
    del request, error
    return Response(status_code=HTTPStatus.BAD_REQUEST)
