"""Logging in with the account of one's board: OpenID Connect, by the code flow with PKCE, a state and a nonce.

Who the board's service says that it is gets in only where an account here is his: by the name that service has for him,
or the first time by an address for mail that it has verified. Nobody gets an account by logging in.
"""

from __future__ import annotations

import hashlib
import secrets
import ssl
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from gettext import gettext as _
from typing import Any
from urllib.parse import urlsplit

import httpx
from authlib.integrations.httpx_client import OAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from schoolprotocol.errors import SchoolprotocolError
from schoolprotocol.studio.database import Database

PATIENCE = 10.0
"""Seconds in which the service answers."""
ROUND = 600.0
"""Seconds in which somebody comes back from it."""
_SLACK = 60
"""Seconds that its clock may differ."""
_MOST = 1_000_000
"""Bytes of an answer."""
_SIGNED = ["RS256", "PS256", "ES256"]
_SELF = frozenset({"127.0.0.1", "localhost", "::1"})


class BoardError(SchoolprotocolError):
    """Logging in with the account of a board did not go well; nobody came in."""

    exit_code = 4


@dataclass(frozen=True, slots=True)
class Board:
    """A board's service, and how it knows us."""

    issuer: str
    client: str
    secret: str
    domains: frozenset[str] = frozenset()
    """Of which an address for mail has to be; empty: of any."""


@dataclass(frozen=True, slots=True)
class Known:
    """Who somebody is, by his board."""

    subject: str
    """For good: with the issuer before it, since each issuer has its own."""
    mail: str
    """Empty where the service did not verify it, or it is of another domain."""
    next: str
    """The page that he wanted."""


class BoardLogin:
    """Sends people to their board's service, and finds out who came back."""

    def __init__(self, board: Board, database: Database) -> None:
        """Begin.

        Raises:
            BoardError: where the issuer is no address that can be trusted.
        """
        _require_safe(board.issuer)
        self.board, self._database = board, database
        self._found: tuple[float, Mapping[str, Any]] | None = None

    def begin(self, back: str, next_: str) -> tuple[str, str]:
        """Where to send somebody, and what his browser has to keep until he is back.

        Args:
            back: our address to which he comes back.
            next_: the page that he wanted.

        Raises:
            BoardError: where the service does not answer as it should.
        """
        state, nonce, verifier, own = (secrets.token_urlsafe(32) for _part in range(4))
        now = time.time()
        with self._client(back) as client:
            address, _state = client.create_authorization_url(
                self._told("authorization_endpoint"), state=state, nonce=nonce, code_verifier=verifier
            )
        with self._database.writing() as connection:
            connection.execute("DELETE FROM board_login WHERE begun < ?", (now - ROUND,))
            connection.execute(
                "INSERT INTO board_login VALUES (?, ?, ?, ?, ?)", (_bound(state, own), nonce, verifier, next_, now)
            )
        return str(address), own

    def finish(self, back: str, own: str, query: Mapping[str, str]) -> Known:
        """Who came back.

        Args:
            back: our address, as it was told.
            own: what his browser kept.
            query: with which he came.

        Raises:
            BoardError: where anything is not as it has to be; each round can be finished once.
        """
        begun = self._spend(query.get("state", ""), own)
        if query.get("iss", self.board.issuer) != self.board.issuer:
            raise BoardError(_("Another service answered than the one that was asked."))
        if "error" in query or not query.get("code"):
            raise BoardError(_("The service of your board did not let you in."))
        with self._client(back) as client:
            try:
                token = client.fetch_token(
                    self._told("token_endpoint"), code=query["code"], code_verifier=begun["verifier"]
                )
            except Exception as error:  # its library raises of many kinds
                raise BoardError(_("The service of your board did not confirm who you are.")) from error
        claims = self._claims(str(token.get("id_token", "")), begun["nonce"])
        return Known(f"{self.board.issuer} {claims['sub']}", self._mail(claims), begun["next"])

    def _spend(self, state: str, own: str) -> Mapping[str, str]:
        with self._database.writing() as connection:
            row = connection.execute(
                "DELETE FROM board_login WHERE state = ? AND begun > ? RETURNING nonce, verifier, next",
                (_bound(state, own), time.time() - ROUND),
            ).fetchone()
        if row is None:
            raise BoardError(_("That took too long, or was done already. Log in again."))
        return dict(row)

    def _claims(self, token: str, nonce: str) -> Mapping[str, Any]:
        """What a token says, signed by the service, for us, now, in answer to what we asked."""
        try:
            keys = KeySet.import_key_set(dict(self._fetch(self._told("jwks_uri"))))  # type: ignore[arg-type]
            claims = jwt.decode(token, keys, algorithms=_SIGNED).claims
            rules = jwt.JWTClaimsRegistry(
                leeway=_SLACK,
                iss={"essential": True, "value": self.board.issuer},
                sub={"essential": True},
                aud={"essential": True, "value": self.board.client},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": nonce},
            )
            rules.validate(claims)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise BoardError(_("The service of your board did not confirm who you are.")) from error
        audience = claims["aud"]
        is_ours = audience == self.board.client or claims.get("azp", "") == self.board.client or len(audience) == 1
        if not is_ours or not isinstance(claims["sub"], str) or not claims["sub"]:
            raise BoardError(_("The service of your board did not confirm who you are."))
        return claims

    def _mail(self, claims: Mapping[str, Any]) -> str:
        mail = claims.get("email")
        if not isinstance(mail, str) or claims.get("email_verified") is not True or not mail.isascii():
            return ""  # other letters can become those of another address, in small letters
        domain = mail.casefold().rpartition("@")[2]
        return mail.casefold() if not self.board.domains or domain in self.board.domains else ""

    def _told(self, name: str) -> str:
        """An address of the service, as its own description has it."""
        if self._found is None or time.monotonic() - self._found[0] > ROUND:
            about = self._fetch(f"{self.board.issuer.rstrip('/')}/.well-known/openid-configuration")
            if about.get("issuer") != self.board.issuer:
                raise BoardError(_("Another service answered than the one that was asked."))
            self._found = time.monotonic(), about
        address = str(self._found[1].get(name, ""))
        _require_safe(address)
        return address

    def _fetch(self, address: str) -> Mapping[str, Any]:
        try:
            with httpx.stream("GET", address, timeout=PATIENCE, follow_redirects=False, verify=_trusted()) as answer:
                answer.raise_for_status()
                data = b""
                for piece in answer.iter_bytes():
                    data += piece
                    if len(data) > _MOST:
                        raise ValueError(address)
            found = httpx.Response(200, content=data).json()
            if not isinstance(found, dict):
                raise TypeError(address)
        except (httpx.HTTPError, ValueError, TypeError) as error:
            raise BoardError(_("The service of your board does not answer. Try again later.")) from error
        return found

    def _client(self, back: str) -> OAuth2Client:
        return OAuth2Client(
            client_id=self.board.client,
            client_secret=self.board.secret,
            redirect_uri=back,
            scope="openid email profile",
            code_challenge_method="S256",
            timeout=PATIENCE,
            verify=_trusted(),
        )


@cache
def _trusted() -> ssl.SSLContext:
    """By whom services are vouched for: to read these certificates takes 20 ms, and a login asks four times."""
    return httpx.create_ssl_context()


def _bound(state: str, own: str) -> str:
    """What stands for a round in one browser: a state that somebody else got is of no use here."""
    return hashlib.sha256(f"{state} {own}".encode()).hexdigest()


def _require_safe(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _SELF):
        raise BoardError(_("“{address}” is no address with https://.").format(address=address))


def domains_of(names: Collection[str]) -> frozenset[str]:
    """Domains as people type them."""
    return frozenset(name.strip().lstrip("@").casefold() for name in names if name.strip())
