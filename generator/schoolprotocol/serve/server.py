"""Speaks HTTP, with this machine only, and only to pages of its own."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from gettext import gettext as _
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any
from urllib.parse import urlsplit

from schoolprotocol import machine
from schoolprotocol.errors import BusyError
from schoolprotocol.project import Project
from schoolprotocol.serve.answers import Answer, Answers
from schoolprotocol.serve.asking import Asking
from schoolprotocol.serve.live import Live
from schoolprotocol.serve.watching import stamp, watch

USUAL = 8400
"""The port, where nobody asks for another and it is free."""
_SELF = "127.0.0.1"
_NAMES = frozenset({_SELF, "localhost", "::1"})
"""How a browser on this machine calls us: a name that leads here by way of a name server is none of these."""
_FENCES = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def serve(
    project: Project,
    port: int | None,
    *,
    bug: Callable[[str], str],
    ready: Callable[[str], None],
    in_container: bool = False,
) -> None:
    """Show the pages of a project to a browser on this machine, until somebody stops this process (KeyboardInterrupt).

    Args:
        project: as it is now.
        port: where; 0 for any that is free; by default the usual one, or any where that is taken.
        bug: keeps a traceback of ours, and says what to tell of it.
        ready: told the address, once pages can be asked for.
        in_container: listen to all that can reach this machine; of a container that is whom its owner lets in.

    Raises:
        BusyError: where the port is taken.
        OSError: where the machine refuses it.
    """
    known = stamp(project.folders.root)
    live, asking, stop = Live(project, bug), Asking(project.folders), threading.Event()
    server = _bound(Answers(live, asking), port, "" if in_container else _SELF)
    try:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        threading.Thread(target=live.warm, daemon=True).start()
        ready(f"http://{_SELF}:{server.server_address[1]}/")
        watch(project.folders.root, known, stop, live.renew)
    finally:
        asking.close()
        server.shutdown()
        server.server_close()


def open_browser(address: str) -> None:
    """Show an address in the browser of who sits at this machine, if anybody does; we do not wait for it."""
    if machine.has_screen():
        threading.Thread(target=_open, args=(address,), daemon=True).start()


def _open(address: str) -> None:
    with suppress(webbrowser.Error, OSError):
        webbrowser.open(address)


def _bound(answers: Answers, port: int | None, host: str) -> _Server:
    try:
        return _Server((host, USUAL if port is None else port), answers)
    except OSError as error:
        if not machine.is_taken(error):
            raise
        if port is None:
            return _Server((host, 0), answers)
    text = _("Another program listens at port {port}. Name another one, or --port 0 for any that is free.")
    raise BusyError(text.format(port=port))


class _Server(ThreadingHTTPServer):
    """A thread for each connection."""

    daemon_threads = True
    allow_reuse_address = not machine.IS_WINDOWS  # there it would let two servers share a port
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], answers: Answers) -> None:
        self.answers = answers
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """Take the port. The parent would ask a name server how this machine is called."""
        if machine.ALONE is not None:
            self.socket.setsockopt(*machine.ALONE)
        TCPServer.server_bind(self)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is nobody's fault."""


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    timeout = 60
    disable_nagle_algorithm = (
        True  # head and body are two pieces: else each answer waits 40 ms for a sign of the browser
    )
    server: _Server

    def version_string(self) -> str:
        """What we call ourselves: no version for who looks for weak ones."""
        return "schoolprotocol"

    def log_message(self, *_told: Any) -> None:
        """Nobody reads what pages were asked for."""

    def do_GET(self) -> None:
        """Answer."""
        refusal = self._refusal()
        self._send(refusal or self.server.answers.of(self.path))

    do_HEAD = do_GET  # noqa: N815 (theirs)

    def _refuse(self) -> None:
        self.close_connection = True  # what may follow was not read
        self._send(_plain(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "GET, HEAD"}))

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_CONNECT = _refuse  # noqa: N815 (theirs)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What is no HTTP, or more than we read, gets a word and no more."""
        del message, explain
        self.close_connection = True
        self._send(_plain(HTTPStatus(code)))

    def _refusal(self) -> Answer | None:
        """What keeps somebody else's page from reading ours, or from having us work."""
        host = self.headers.get_all("Host", [])
        if len(host) != 1 or _name_of(host[0]) not in _NAMES:
            return _plain(HTTPStatus.MISDIRECTED_REQUEST)
        origin = self.headers.get("Origin")
        if origin is not None and origin != f"http://{host[0]}":
            return _plain(HTTPStatus.FORBIDDEN)
        site, mode = self.headers.get("Sec-Fetch-Site", "none"), self.headers.get("Sec-Fetch-Mode", "")
        is_followed = mode == "navigate" and self.headers.get("Sec-Fetch-Dest") == "document"
        if site not in {"none", "same-origin"} and not is_followed:
            return _plain(HTTPStatus.FORBIDDEN)
        return None

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        headers = {"Cache-Control": "no-store", **_FENCES, **answer.headers}
        headers |= {"Content-Type": answer.type, "Content-Length": str(len(answer.body))}
        if self.close_connection:
            headers["Connection"] = "close"
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)


def _plain(status: HTTPStatus, headers: dict[str, str] | None = None) -> Answer:
    return Answer(f"{status.value} {status.phrase}\n".encode(), "text/plain; charset=utf-8", status, headers or {})


def _name_of(host: str) -> str | None:
    """The name in a `Host`, without its port; None where it is none."""
    try:
        parts = urlsplit(f"//{host}")
        return parts.hostname if parts.username is None and not parts.path and not parts.query else None
    except ValueError:
        return None
