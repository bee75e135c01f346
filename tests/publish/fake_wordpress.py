"""A server that speaks as much of WordPress' REST API as we use, and that fails when it is told to."""

from __future__ import annotations

import hashlib
import json
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

USER, PASSWORD = "publiceren", "abcd efgh ijkl"
Fault = Literal["drop", "half", "500", "401 echo", "redirect", "html", "lost"]
"""`drop`: the connection closes; `half`: half an answer; `lost`: it is done, and no answer comes."""


@dataclass
class Site:
    """What the site has, and what was asked of it."""

    pages: list[dict[str, Any]] = field(default_factory=list)
    media: list[dict[str, Any]] = field(default_factory=list)
    uploads: dict[str, bytes] = field(default_factory=dict)
    """The files themselves, by name."""
    asked: list[str] = field(default_factory=list)
    """`GET media`, in order."""
    faults: dict[str, Fault] = field(default_factory=dict)
    """What goes wrong, once, by request: `{"POST media": "drop"}`."""
    filters: bool = False
    """Whether a plugin takes comments out of pages."""
    otherwise: dict[str, Any] = field(default_factory=dict)
    """What it makes of a page whatever it gets, such as another address."""
    rights: tuple[str, ...] = ("edit_pages", "edit_published_pages", "publish_pages", "upload_files")
    """What the user may do."""
    odd: tuple[object] | None = None
    """What the site says of that instead."""
    any_slug: bool = False
    """Whether a plugin has it show everything, whatever name is asked for."""
    url: str = ""

    @property
    def writes(self) -> list[str]:
        """The requests that change something."""
        return [request for request in self.asked if request.startswith("POST")]


@contextmanager
def wordpress() -> Iterator[Site]:
    """A site on loopback, as long as the block lasts."""
    site = Site()

    class Handler(_Handler):
        state = site

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    state: Site

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (theirs)
        """Nobody reads it."""

    def do_GET(self) -> None:
        self._serve("GET")

    def do_POST(self) -> None:
        self._serve("POST")

    def _serve(self, method: str) -> None:
        if self.path.startswith("/uploads/"):
            self._upload(self.path.removeprefix("/uploads/"))
            return
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        route = query["rest_route"].removeprefix("/wp/v2/")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        name = f"{method} {route.split('/')[0]}"
        self.state.asked.append(name)
        fault = self.state.faults.pop(name, None)
        if fault in {"drop", "half", "redirect", "html", "500", "401 echo"}:
            self._fail(fault)
            return
        sent = self.headers.get("Authorization", "").removeprefix("Basic ")
        if b64decode(sent).decode() != f"{USER}:{PASSWORD}":
            self._answer(401, {"code": "rest_forbidden", "message": "Je bent niet ingelogd."})
            return
        answer = self._find(route, query) if method == "GET" else self._make(route, query, body)
        if fault == "lost":
            self.connection.close()
            return
        self._answer(*answer)

    def _upload(self, name: str) -> None:
        """What anybody gets: no password comes along."""
        assert "Authorization" not in self.headers
        data = self.state.uploads.get(name)
        self._answer(200 if data is not None else 404, None, data or b"")

    def _fail(self, fault: str | None) -> None:
        match fault:
            case "drop":
                self.connection.close()
            case "half":
                self.send_response(200)
                self.send_header("Content-Length", "1000")
                self.end_headers()
                self.wfile.write(b'[{"id": 1')
                self.close_connection = True
            case "redirect":
                self.send_response(301)
                self.send_header("Location", "https://elders.example/?x=1")
                self.end_headers()
            case "html":
                self._answer(200, None, b"<html>Onderhoud</html>")
            case "401 echo":
                self._answer(401, {"message": f"no: {PASSWORD} {self.headers['Authorization']}"})
            case _:
                self._answer(500, {"message": "Er heeft zich een kritieke fout voorgedaan."})

    def _answer(self, status: int, data: Any, raw: bytes | None = None) -> None:
        payload = raw if raw is not None else json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if raw is not None else "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def _find(self, route: str, query: dict[str, str]) -> tuple[int, Any]:
        if route == "users/me":
            return 200, {
                "capabilities": dict.fromkeys(self.state.rights, True) if self.state.odd is None else self.state.odd[0]
            }
        items = self.state.pages if route == "pages" else self.state.media
        return 200, [item for item in items if self.state.any_slug or item["slug"] == query["slug"]]

    def _make(self, route: str, query: dict[str, str], body: bytes) -> tuple[int, Any]:
        if route == "media":
            if hashlib.md5(body, usedforsecurity=False).hexdigest() != self.headers["Content-MD5"]:
                return 412, {"message": "Hash komt niet overeen."}
            item = {"id": 100 + len(self.state.media), "slug": query["slug"], "size": len(body)}
            item["source_url"] = f"{self.state.url}uploads/{query['slug']}.pdf"
            self.state.uploads[f"{query['slug']}.pdf"] = body
            self.state.media.append(item)
            return 201, item
        given = json.loads(body)
        content = given["content"].replace("<!--", "") if self.state.filters else given["content"]
        # An editor of a site of its own may write HTML, also in a title: WordPress keeps what it gets.
        fields = {"title": {"raw": given["title"]}, "content": {"raw": content}}
        if route == "pages":
            page = {"id": 10 + len(self.state.pages), "slug": given["slug"], "status": given["status"], **fields}
            page |= self.state.otherwise
            self.state.pages.append(page)
            return 201, page
        page = next(page for page in self.state.pages if page["id"] == int(route.removeprefix("pages/")))
        page.update(fields | self.state.otherwise)
        return 200, page
