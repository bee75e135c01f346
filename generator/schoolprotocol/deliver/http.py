"""Talks JSON with one server, in bounded time and space, without redirects, and without the password in any message."""

from __future__ import annotations

import io
import json
import socket
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from gettext import gettext as _
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead, RemoteDisconnected
from typing import Any
from urllib.parse import urlencode, urlsplit

from schoolprotocol.deliver.secret import Secret, struck
from schoolprotocol.deliver.tools import again, printable
from schoolprotocol.errors import PublishError
from schoolprotocol.version import __version__

SECONDS = 60.0
"""How long a server may be silent."""
TOTAL = 300.0
"""How long one request may take, whatever the server says meanwhile."""
MAX_BYTES = 20_000_000
"""The largest answer that we read, with all that goes before it."""
_READ = 100_000
"""Characters of an error that we look at; a few hundred of them are shown."""
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class TooLargeError(OSError):
    """More came than any answer can be."""


class _Counted(io.RawIOBase):
    """What comes from a server, until it is too much: also where headers, or the sizes of chunks, never end."""

    def __init__(self, inner: io.RawIOBase) -> None:
        self._inner, self._left = inner, MAX_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = self._inner.readinto(buffer) or 0
        self._left -= count
        if self._left < 0:
            raise TooLargeError
        return count

    def close(self) -> None:
        self._inner.close()
        super().close()


class _Answer(HTTPResponse):
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fp = io.BufferedReader(_Counted(self.fp.detach()))


class Deadline:
    """Ends a connection when its time is over, whatever it is doing then."""

    def __init__(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._held: list[socket.socket] = []
        self.is_over = False

    def hold(self, connected: socket.socket) -> None:
        """Watch over a connection. By a socket of our own: TLS takes theirs away."""
        self._held.append(connected.dup())

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Watch as long as the block lasts."""
        self._timer.start()
        try:
            yield
        finally:
            self._timer.cancel()
            for one in self._held:
                one.close()

    def _end(self) -> None:
        self.is_over = True
        for one in self._held:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


def _watched(kind: type[HTTPConnection], deadline: Deadline, *arguments: Any, **named: Any) -> HTTPConnection:
    """A connection with bounds."""
    made = kind(*arguments, **named)
    made.response_class = _Answer

    def connect(*where: Any, **how: Any) -> socket.socket:
        connected = socket.create_connection(*where, **how)
        deadline.hold(connected)
        return connected

    made._create_connection = connect  # type: ignore[attr-defined]
    return made


class _Http(urllib.request.HTTPHandler):
    deadline: Deadline

    def http_open(self, req: urllib.request.Request) -> Any:
        return self.do_open(partial(_watched, HTTPConnection, self.deadline), req)


class _Https(urllib.request.HTTPSHandler):
    deadline: Deadline

    def https_open(self, req: urllib.request.Request) -> Any:
        watched = partial(_watched, HTTPSConnection, self.deadline)
        return self.do_open(watched, req, context=ssl.create_default_context())


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the password to another address."""

    def redirect_request(self, *_arguments: Any, **_named: Any) -> None:
        return None


def _no_number(word: str) -> None:
    """`NaN` and `Infinity` are not JSON, whatever Python takes them for."""
    raise ValueError(word)


class Server:
    """One address, one user."""

    def __init__(self, url: str, user: str, password: Secret, seconds: float = SECONDS, total: float = TOTAL) -> None:
        """Nothing is asked yet.

        Args:
            url: the address.
            user: who asks.
            password: that of the user.
            seconds: how long the server may be silent.
            total: how long one request may take.
        """
        self._url, self._seconds, self._total = url, seconds, total
        self.name = urlsplit(url).hostname or url
        self._hidden = password.forms(user)
        self._headers = {
            "Authorization": f"Basic {self._hidden[1]}",
            "Accept": "application/json",
            "User-Agent": f"schoolprotocol/{__version__}",
        }

    def get(self, query: Mapping[str, str]) -> Any:
        """What is at the address with this query.

        Raises:
            PublishError: refused, unreachable, broken off, unreadable, too slow or too large.
        """
        return self._ask("GET", query, None, {})

    def post(self, query: Mapping[str, str], body: bytes, headers: Mapping[str, str]) -> Any:
        """Send something. Raises as `get` does."""
        return self._ask("POST", query, body, headers)

    def fetch(self, url: str) -> bytes | None:
        """What anybody gets at an address of this server; the password is not sent along.

        Returns:
            None where it is no address of this server, or nothing is given there.
        """
        if not url.startswith(f"{'://'.join(urlsplit(self._url)[:2])}/"):
            return None
        try:
            request = urllib.request.Request(url, headers={"User-Agent": self._headers["User-Agent"]})  # noqa: S310 (as in `_ask`)
            return self._answer(request)[1]
        except (PublishError, ValueError):
            return None

    def quoted(self, text: str) -> str:
        """What the server said, so that it can be shown: without the password or what steers a terminal, and short."""
        return printable(struck(text[:_READ], self._hidden))

    def _ask(self, method: str, query: Mapping[str, str], body: bytes | None, headers: Mapping[str, str]) -> Any:
        request = urllib.request.Request(  # noqa: S310 (the loader allows https, and http on this machine)
            f"{self._url}?{urlencode(query)}", data=body, headers={**self._headers, **headers}, method=method
        )
        kind, data = self._answer(request)
        try:
            if kind != "application/json":
                raise ValueError
            return json.loads(data, parse_constant=_no_number)
        except (ValueError, RecursionError):
            raise self._failed(_("the answer is not JSON: is this the address of the WordPress site?")) from None

    def _answer(self, request: urllib.request.Request) -> tuple[str, bytes]:
        """The kind of an answer, and the whole of it."""
        deadline = Deadline(self._total)
        with deadline.kept():
            try:
                with self._opener(deadline).open(request, timeout=self._seconds) as answer:
                    data = answer.read(MAX_BYTES)
                    if deadline.is_over:
                        raise TimeoutError
                    if answer.read(1):
                        raise TooLargeError
                    if answer.length:
                        raise IncompleteRead(data, answer.length)
                    return answer.headers.get_content_type(), data
            except urllib.error.HTTPError as error:
                with error:
                    raise self._refused(error) from None
            except (urllib.error.URLError, HTTPException, OSError, ValueError) as error:
                raise self._broken(error, deadline) from None

    def _opener(self, deadline: Deadline) -> urllib.request.OpenerDirector:
        no_proxy = [urllib.request.ProxyHandler({})] if self.name in _HERE else []
        http, https = _Http(), _Https()
        http.deadline = https.deadline = deadline
        return urllib.request.build_opener(_NoRedirects, http, https, *no_proxy)

    def _broken(self, error: Exception, deadline: Deadline) -> PublishError:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        if isinstance(reason, TooLargeError):
            return self._failed(_("the answer is too large"))
        if deadline.is_over:
            return self._failed(_("it was not done within {seconds} seconds").format(seconds=round(self._total)))
        if isinstance(reason, IncompleteRead | RemoteDisconnected):
            return self._failed(_("the connection was broken off"))
        if isinstance(reason, HTTPException):
            return self._failed(_("what it answers is not what a web server answers"))
        return self._failed(str(reason) or type(reason).__name__)

    def _refused(self, error: urllib.error.HTTPError) -> PublishError:
        try:
            said = json.loads(error.read(MAX_BYTES))["message"]
        except (ValueError, KeyError, TypeError, RecursionError, OSError, HTTPException):
            said = error.reason
        if 300 <= error.code < 400:
            said = _("it sends us on to {address}: write that address in publishing.yaml").format(
                address=error.headers.get("Location", "?").split("?")[0]
            )
        return self._failed(f"{error.code} {said}")

    def _failed(self, detail: str) -> PublishError:
        text = _("{server} did not do it: {detail}.").format(server=self.name, detail=self.quoted(detail).rstrip("."))
        return PublishError(f"{text} {again()}")
