"""Talks JSON with one server: with a time limit, without redirects, and without the password in any message."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from gettext import gettext as _
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode, urlsplit

from schoolprotocol.deliver.secret import Secret
from schoolprotocol.deliver.tools import again, printable
from schoolprotocol.errors import PublishError
from schoolprotocol.version import __version__

SECONDS = 60
MAX_BYTES = 20_000_000
"""The largest answer that we read."""
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the password to another address."""

    def redirect_request(self, *_arguments: Any, **_named: Any) -> None:
        return None


class Server:
    """One address, one user."""

    def __init__(self, url: str, user: str, password: Secret, seconds: float = SECONDS) -> None:
        self._url, self._seconds = url, seconds
        self.name = urlsplit(url).hostname or url
        token = base64.b64encode(f"{user}:{password.value}".encode()).decode("ascii")
        self._hidden = (password.value, token)
        self._headers = {
            "Authorization": f"Basic {token}",
            "Accept": "application/json",
            "User-Agent": f"schoolprotocol/{__version__}",
        }
        no_proxy = [urllib.request.ProxyHandler({})] if self.name in _HERE else []
        self._opener = urllib.request.build_opener(_NoRedirects, *no_proxy)

    def get(self, query: Mapping[str, str]) -> Any:
        """What is at the address with this query.

        Raises:
            PublishError: refused, unreachable, broken off or unreadable.
        """
        return self._ask("GET", query, None, {})

    def post(self, query: Mapping[str, str], body: bytes, headers: Mapping[str, str]) -> Any:
        """Send something. Raises as `get` does."""
        return self._ask("POST", query, body, headers)

    def _ask(self, method: str, query: Mapping[str, str], body: bytes | None, headers: Mapping[str, str]) -> Any:
        request = urllib.request.Request(  # noqa: S310 (the loader allows https, and http on this machine)
            f"{self._url}?{urlencode(query)}", data=body, headers={**self._headers, **headers}, method=method
        )
        try:
            with self._opener.open(request, timeout=self._seconds) as answer:
                data = answer.read(MAX_BYTES + 1)
        except urllib.error.HTTPError as error:
            with error:
                raise self._refused(error) from None
        except urllib.error.URLError as error:
            raise self._failed(str(error.reason)) from None
        except (HTTPException, OSError) as error:
            raise self._failed(str(error) or type(error).__name__) from None
        if len(data) > MAX_BYTES:
            raise self._failed(_("the answer is too large"))
        try:
            return json.loads(data)
        except ValueError:
            raise self._failed(_("the answer is not JSON: is this the address of the WordPress site?")) from None

    def _refused(self, error: urllib.error.HTTPError) -> PublishError:
        try:
            said = json.loads(error.read(MAX_BYTES))["message"]
        except (ValueError, KeyError, TypeError, OSError, HTTPException):
            said = error.reason
        if 300 <= error.code < 400:
            said = _("it sends us on to {address}: write that address in publishing.yaml").format(
                address=error.headers.get("Location", "?").split("?")[0]
            )
        return self._failed(f"{error.code} {said}")

    def _failed(self, detail: str) -> PublishError:
        for hidden in self._hidden:
            detail = detail.replace(hidden, "…")
        text = _("{server} did not do it: {detail}.").format(server=self.name, detail=printable(detail).rstrip("."))
        return PublishError(f"{text} {again()}")
