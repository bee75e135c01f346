"""A small OpenID Connect provider on this machine: real HTTP, real keys; what it says can be bent."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

Claims = dict[str, Any]


@dataclass
class Provider:
    """A board's service."""

    issuer: str = ""
    client: str = "studio"
    secret: str = "geheim-van-de-studio"
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "een"}))
    user: Claims = field(default_factory=lambda: {"sub": "u-1", "email": "beleid@bestuur.nl", "email_verified": True})
    bend: Callable[[Claims], Claims] = lambda claims: claims
    sign: Callable[[Claims], str] | None = None
    about: Claims = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def log_in(self, address: str) -> str:
        """Somebody logs in on the page to which he was sent; gives the address to which he is sent back."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == self.client
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?code={code}&state={asked['state']}"

    def token(self, form: dict[str, str]) -> Claims | None:
        """What is given for a code: once, to who began, with the word of which he told the hash."""
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if asked is None or challenge.rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        if form.get("redirect_uri") != asked["redirect_uri"]:
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": self.client, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims = self.bend({**claims, **self.user})
        signed = self.sign(claims) if self.sign else jwt.encode({"alg": "RS256", "kid": "een"}, claims, self.key)
        return {"access_token": "x", "token_type": "Bearer", "id_token": signed}


@contextmanager
def provider() -> Iterator[Provider]:
    """A provider that answers."""
    one = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/.well-known/openid-configuration":
                ends = {"authorization_endpoint": "/in", "token_endpoint": "/token", "jwks_uri": "/keys"}
                about = {name: f"{one.issuer}{path}" for name, path in ends.items()}
                self._tell({"issuer": one.issuer, **about, **one.about})
            elif self.path == "/keys":
                self._tell({"keys": [one.key.as_dict(private=False)]})
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            form = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
            told = self.headers.get("Authorization", "")
            known = base64.b64encode(f"{one.client}:{one.secret}".encode()).decode()
            found = one.token(form) if told == f"Basic {known}" and self.path == "/token" else None
            self._tell(found or {"error": "invalid_grant"}, 200 if found else 400)

        def _tell(self, data: Claims, status: int = 200) -> None:
            content = json.dumps(data).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_told: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        one.issuer = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield one
        finally:
            server.shutdown()
            thread.join()
