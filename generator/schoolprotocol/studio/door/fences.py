"""What every request has to be, whoever sends it: to us by name, from a page of ours, of a bounded size."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from http import HTTPStatus
from urllib.parse import urlsplit

from python_multipart.multipart import parse_options_header
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SELF = frozenset({"127.0.0.1", "localhost", "::1"})
"""How a browser on this machine calls us: a name that leads here by way of a name server is none of these."""
LARGEST = 60_000_000
"""Bytes of a request: a document that is taken over."""
OUTSIDE = ("/aanmelden", "/delen/")
"""How the paths begin where people come who are not logged in."""
LARGEST_OUTSIDE = 200_000
"""Bytes of a request of somebody who is not logged in: a reaction."""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; "
    "frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
PATIENCE = 30.0
"""Seconds that we wait for the next piece of what somebody sends."""
_SAFE = frozenset({"GET", "HEAD"})
_DIGITS = 15


class Fences:
    """Refuses what no page of ours sends, and tells browsers what an answer may do."""

    def __init__(self, app: ASGIApp, hosts: Collection[str] = SELF, largest: int = LARGEST) -> None:
        """Begin.

        Args:
            app: what lies behind.
            hosts: the names by which we may be called, without a port.
            largest: bytes of a request.
        """
        self._app, self._hosts, self._largest = app, frozenset(hosts), largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer why not."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def fenced(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if scope["scheme"] == "https":
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
            await send(message)

        largest = min(self._largest, LARGEST_OUTSIDE) if scope["path"].startswith(OUTSIDE) else self._largest
        refused = self._refused(scope["method"], Headers(scope=scope), largest)
        if refused is not None:
            await PlainTextResponse(f"{refused.value} {refused.phrase}\n", refused, {"Connection": "close"})(
                scope, receive, fenced
            )
            return
        await self._app(scope, _bounded(receive, largest), fenced)

    def _refused(self, method: str, headers: Headers, largest: int) -> HTTPStatus | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or _name_of(hosts[0]) not in self._hosts:
            return HTTPStatus.MISDIRECTED_REQUEST
        length = headers.get("content-length", "0")
        if not length.isdecimal() or len(length) > _DIGITS or int(length) > largest:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        if "transfer-encoding" in headers and "content-length" in headers:  # who is before us may read one, and we both
            return HTTPStatus.BAD_REQUEST
        if not _is_utf_8(headers.get("content-type", "")):
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        origin = headers.get("origin")
        if origin is not None and _place_of(origin) != hosts[0]:
            return HTTPStatus.FORBIDDEN
        site, is_safe = headers.get("sec-fetch-site", "none"), method in _SAFE
        is_followed = is_safe and headers.get("sec-fetch-mode") == "navigate"
        if site not in {"none", "same-origin"} and not is_followed:
            return HTTPStatus.FORBIDDEN
        return None


class TooLargeError(Exception):
    """A request without a length went on beyond what we read."""


class TooSlowError(Exception):
    """What somebody sends does not come."""


def _bounded(receive: Receive, largest: int) -> Receive:
    read, is_whole = 0, False

    async def bounded() -> Message:
        nonlocal read, is_whole
        if is_whole:  # who asks now waits for the other side to go
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), PATIENCE)
        except TimeoutError:
            raise TooSlowError from None
        is_whole = not message.get("more_body", False)
        read += len(message.get("body", b""))
        if read > largest:
            raise TooLargeError
        return message

    return bounded


def _name_of(host: str) -> str | None:
    """The name in a `Host`, without its port; None where it is none."""
    try:
        parts = urlsplit(f"//{host}")
        return parts.hostname if parts.username is None and parts.netloc == host and parts.port != 0 else None
    except ValueError:
        return None


def _place_of(origin: str) -> str | None:
    """The name and port of an `Origin`; None where it is none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def _is_utf_8(content_type: str) -> bool:
    """Whether what is sent is in the letters in which our pages send.

    Another code would be read by its own rules, of which some take minutes for what others read at once.
    """
    told = parse_options_header(content_type)[1].get(b"charset", b"utf-8")
    return told.lower() in {b"utf-8", b"utf8"}
