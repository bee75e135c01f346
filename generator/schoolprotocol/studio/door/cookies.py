"""The cookies of the studio: for this host, no script and no other path; where it is served over https, by name too."""

from __future__ import annotations

from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

SESSION = "schoolprotocol-studio"
"""Of who is logged in."""
BEFORE = "schoolprotocol-voor"
"""Of who is not logged in yet: a form to log in repeats it, so that no other page can log somebody in."""
AWAY = "schoolprotocol-bestuur"
"""Of who is at the service of his board."""
KNOWN = "schoolprotocol-bekend"
"""Of a browser in which somebody logged in before."""


def named(request: Request, name: str) -> str:
    """How a cookie is called here: of what begins so, browsers see to it that only this host over https has set it."""
    return f"__Host-{name}" if request.url.scheme == "https" else name


def read(request: Request, name: str) -> str:
    """What a cookie says; empty where there is none."""
    return request.cookies.get(named(request, name), "")


def give(
    request: Request,
    response: Response,
    name: str,
    value: str,
    *,
    seconds: float,
    site: Literal["strict", "lax"] = "strict",
) -> None:
    """Have a browser keep a cookie."""
    response.set_cookie(
        named(request, name),
        value,
        max_age=int(seconds),
        httponly=True,
        samesite=site,
        secure=request.url.scheme == "https",
        path="/",
    )


def forget(request: Request, response: Response, name: str) -> None:
    """Have a browser drop a cookie."""
    response.delete_cookie(named(request, name), secure=request.url.scheme == "https", httponly=True)
