"""With the account of one's board: who has an account here comes in, and nobody else, whatever the answer says."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient

from schoolprotocol.studio.door.board import ROUND, Board, BoardError, BoardLogin
from schoolprotocol.studio.door.cookies import SESSION as COOKIE
from schoolprotocol.studio.studio import Studio
from tests.studio.conftest import browser, studio_of
from tests.studio.provider import Claims, Provider, provider


@pytest.fixture(scope="module")
def service() -> Iterator[Provider]:
    """One for all tests: its key takes a while."""
    with provider() as one:
        yield one


@pytest.fixture
def board(service: Provider) -> Provider:
    """The service as it should be, whatever a test before did to it."""
    fresh = Provider(issuer=service.issuer, key=service.key)
    for name in ("user", "bend", "sign", "about", "codes"):
        setattr(service, name, getattr(fresh, name))
    return service


@pytest.fixture
def team(root: Path, board: Provider) -> Studio:
    """A studio where the officer has an account, known by his address."""
    studio = studio_of(root, is_team=True)
    studio.accounts.add("beheer", "Beheer", "beheerder", None)
    studio.accounts.add("beleid", "Beleid", "schrijver", None, "Beleid@bestuur.nl")
    studio.board = BoardLogin(
        Board(board.issuer, board.client, board.secret, frozenset({"bestuur.nl"})), studio.database
    )
    return studio


def sent_away(client: TestClient, where: str = "/") -> str:
    """Where somebody is sent who wants to log in."""
    answer = client.get("/aanmelden/bestuur", params={"naar": where}, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def back(client: TestClient, address: str) -> bool:
    """Whether he is logged in once he is back."""
    path = address.partition("8410")[2]
    answer = client.get(
        path, follow_redirects=False, headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    )
    assert answer.status_code in {200, 403}, answer.text
    return answer.status_code == 200 and COOKIE in answer.cookies


def test_who_has_an_account_comes_in_and_is_known_from_then_on(team: Studio, board: Provider) -> None:
    client = browser(team)
    assert back(client, board.log_in(sent_away(client, "/nieuw/")))
    assert "Beleid" in client.get("/").text
    board.user = {"sub": "u-1", "email": "anders@elders.nl", "email_verified": False}
    again = browser(team)
    assert back(again, board.log_in(sent_away(again)))


def test_the_page_that_was_wanted_comes_after_it(team: Studio, board: Provider) -> None:
    client = browser(team)
    answer = client.get(board.log_in(sent_away(client, "/nieuw/?a=1")).partition("8410")[2])
    assert 'url=/nieuw/?a=1"' in answer.text
    other = browser(team)
    assert 'url=/"' in other.get(board.log_in(sent_away(other, "//kwaad.nl")).partition("8410")[2]).text


@pytest.mark.parametrize(
    "user",
    [
        {"sub": "u-2", "email": "vreemd@bestuur.nl", "email_verified": True},
        {"sub": "u-2", "email": "beleid@bestuur.nl", "email_verified": False},
        {"sub": "u-2", "email": "beleid@bestuur.nl", "email_verified": "true"},
        {"sub": "u-2", "email": "beleid@bestuur.nl"},
        {"sub": "u-2"},
        {"sub": ""},
        {"sub": ["u-1"]},
        {"email": "beleid@bestuur.nl", "email_verified": True},
        {"sub": "u-2", "email": ["beleid@bestuur.nl"], "email_verified": True},
    ],
)
def test_who_has_no_account_does_not_get_one(team: Studio, board: Provider, user: Claims) -> None:
    board.user = user
    client = browser(team)
    assert not back(client, board.log_in(sent_away(client)))


def test_another_person_with_the_same_address_later_does_not_get_the_account(team: Studio, board: Provider) -> None:
    first, second = browser(team), browser(team)
    assert back(first, board.log_in(sent_away(first)))
    board.user = {**board.user, "sub": "u-2"}
    assert not back(second, board.log_in(sent_away(second)))


def test_an_address_of_another_domain_is_no_address_of_the_board(team: Studio, board: Provider) -> None:
    team.accounts.add("gast", "Gast", "lezer", None, "gast@elders.nl")
    board.user = {"sub": "u-3", "email": "gast@elders.nl", "email_verified": True}
    client = browser(team)
    assert not back(client, board.log_in(sent_away(client)))


def test_who_was_blocked_stays_out(team: Studio, board: Provider) -> None:
    client = browser(team)
    assert back(client, board.log_in(sent_away(client)))
    team.accounts.block("beleid")
    assert client.get("/", follow_redirects=False).status_code == 303
    assert not back(client, board.log_in(sent_away(client)))


def by_hand(algorithm: str, claims: Claims, secret: bytes | None) -> str:
    """A token as an attacker makes it: signed with the public key as if that were a secret, or not signed."""
    parts = [json.dumps({"alg": algorithm, "kid": "een"}).encode(), json.dumps(claims).encode()]
    told = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    signed = hmac.digest(secret, told, "sha256") if secret is not None else b""
    return (told + b"." + base64.urlsafe_b64encode(signed).rstrip(b"=")).decode()


BENDS: dict[str, Callable[[Claims], Claims]] = {
    "of another issuer": lambda claims: {**claims, "iss": "https://kwaad.nl"},
    "for another client": lambda claims: {**claims, "aud": "ander"},
    "for many clients": lambda claims: {**claims, "aud": ["studio", "ander"], "azp": "ander"},
    "with another nonce": lambda claims: {**claims, "nonce": "x"},
    "without a nonce": lambda claims: {key: value for key, value in claims.items() if key != "nonce"},
    "of yesterday": lambda claims: {**claims, "iat": int(time.time()) - 90_000, "exp": int(time.time()) - 86_400},
    "without an end": lambda claims: {key: value for key, value in claims.items() if key != "exp"},
    "of tomorrow": lambda claims: {**claims, "iat": int(time.time()) + 86_400},
}


@pytest.mark.parametrize("bend", BENDS.values(), ids=BENDS.keys())
def test_a_token_that_is_not_for_us_now_is_refused(
    team: Studio, board: Provider, bend: Callable[[Claims], Claims]
) -> None:
    board.bend = bend
    client = browser(team)
    assert not back(client, board.log_in(sent_away(client)))


def test_a_token_that_the_service_did_not_sign_is_refused(team: Studio, board: Provider) -> None:
    other = RSAKey.generate_key(2048, {"kid": "een"})
    forged: list[Callable[[Claims], str]] = [
        lambda claims: jwt.encode({"alg": "RS256", "kid": "een"}, claims, other),
        lambda claims: by_hand("HS256", claims, board.key.as_pem(private=False)),
        lambda claims: by_hand("none", claims, None),
        lambda _claims: "geen.token",
        lambda _claims: "",
    ]
    for sign in forged:
        board.sign = sign
        client = browser(team)
        assert not back(client, board.log_in(sent_away(client)))


def test_a_round_is_finished_once_and_in_the_browser_that_began_it(team: Studio, board: Provider) -> None:
    client, other = browser(team), browser(team)
    address = board.log_in(sent_away(client))
    assert not back(other, address)  # an attacker's round, that somebody else is made to finish
    sent_away(other)
    assert not back(other, address)
    assert back(client, address)
    client.cookies.delete(COOKIE)
    board.codes["nog"] = {}
    assert not back(client, address)


def test_a_round_that_took_too_long_is_over(team: Studio, board: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    client = browser(team)
    address = board.log_in(sent_away(client))
    now = time.time()
    monkeypatch.setattr("schoolprotocol.studio.door.board.time.time", lambda: now + ROUND + 1)
    assert not back(client, address)


@pytest.mark.parametrize("query", ["", "?state=x&code=y", "?error=access_denied&state=x", "?code=y"])
def test_an_answer_that_nobody_asked_for_is_refused(team: Studio, query: str) -> None:
    assert not back(browser(team), f"8410/aanmelden/terug{query}")


def test_a_service_that_says_to_be_another_is_not_trusted(team: Studio, board: Provider) -> None:
    for bent in ({"issuer": "https://kwaad.nl"}, {"authorization_endpoint": "http://kwaad.nl/in"}):
        board.about = bent
        answer = browser(team).get("/aanmelden/bestuur", follow_redirects=False)
        assert answer.status_code == 502
        assert "Traceback" not in answer.text


def test_a_service_that_does_not_answer_is_told(team: Studio) -> None:
    team.board = BoardLogin(Board("http://127.0.0.1:9", "studio", "x"), team.database)
    assert browser(team).get("/aanmelden/bestuur", follow_redirects=False).status_code == 502


def test_an_issuer_without_https_is_refused(team: Studio) -> None:
    with pytest.raises(BoardError):
        BoardLogin(Board("http://bestuur.nl", "studio", "x"), team.database)
