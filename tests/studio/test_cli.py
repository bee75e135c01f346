"""The command: nobody else comes in by accident, accounts are made in a terminal, and a real server minds its time."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx
import pytest

from schoolprotocol.studio import patient
from schoolprotocol.studio.database import Database
from schoolprotocol.studio.door import fences
from schoolprotocol.studio.door.accounts import Accounts
from schoolprotocol.studio.server import Listening, _Server, serve
from schoolprotocol.studio.studio import Studio
from tests.conftest import Run
from tests.studio.conftest import studio_of


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--listen", "0.0.0.0"], "--team"),
        (["--listen", "::"], "--team"),
        (["--host-name", "protocollen.bestuur.nl"], "--team"),
        (["--trusted-proxy", "127.0.0.1"], "--team"),
        (["--team", "--listen", "0.0.0.0"], "--host-name"),
        (["--team", "--listen", "bestuur.nl"], "bestuur.nl"),
        (["--team", "--trusted-proxy", "*"], "\\*"),
        (["--team", "--host-name", "https://x.nl/"], "https://"),
        (["--team", "--oidc-issuer", "https://x.nl"], "OIDC_SECRET"),
        (["--team"], "schoolprotocol studio user"),
    ],
)
def test_what_would_let_others_in_is_refused(command: Run, root: Path, options: list[str], said: str) -> None:
    code, _out, err = command(root, "studio", "--no-browser", "--port", "0", *options)
    assert code == 2
    assert re.search(said, err)


def test_an_account_is_made_in_a_terminal_and_its_password_told_once(command: Run, root: Path) -> None:
    code, out, _err = command(root, "studio", "user", "anna", "--role", "beheerder", "--shown", "Anna")
    assert code == 0
    secret = re.search(r"([a-z0-9]{5}(?:-[a-z0-9]{5}){3})", out)
    assert secret is not None
    accounts = Accounts(Database(root))
    person = accounts.check("anna", secret[1])
    assert person is not None
    assert person.role == "beheerder"
    assert command(root, "studio", "user", "anna", "--role", "lezer")[0] == 2  # the last who manages
    code, out, _err = command(root, "studio", "user", "anna", "--new-password")
    assert code == 0
    assert accounts.check("anna", secret[1]) is None
    assert command(root, "studio", "user", "niemand")[0] == 2


def test_a_copy_is_made_and_put_back_by_a_command_each(command: Run, root: Path, tmp_path: Path) -> None:
    command(root, "studio", "user", "anna", "--role", "beheerder")
    assert command(root, "studio", "backup", str(tmp_path / "kopie.sqlite3"))[0] == 0
    command(root, "studio", "user", "bas", "--role", "lezer")
    assert command(root, "studio", "restore", str(tmp_path / "kopie.sqlite3"))[0] == 0
    assert [one.person.name for one in Accounts(Database(root)).all()] == ["anna"]


# -- a real server ----------------------------------------------------------------------------------------------------


@contextmanager
def served(studio: Studio, where: Listening) -> Iterator[int]:
    """A studio that listens, in a thread of its own; gives its port."""
    begun, told, servers, before = threading.Event(), list[str](), list[_Server](), {*threading.enumerate()}

    def ready(address: str) -> None:
        told.append(address)
        begun.set()

    init = _Server.__init__

    def noted(self: _Server, *arguments: object) -> None:
        servers.append(self)
        init(self, *arguments)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_Server, "__init__", noted)
        thread = threading.Thread(target=serve, args=(studio, where), kwargs={"ready": ready}, daemon=True)
        thread.start()
        assert begun.wait(20)
    found = re.search(r":(\d+)/", told[0])
    port = int(found[1]) if found is not None else where.port or 0
    try:
        yield port
    finally:
        servers[0].should_exit = True
        for one in {*threading.enumerate()} - before:  # it warms up meanwhile: a next test may count what that makes
            one.join(60)


def test_who_is_slow_or_sends_too_much_is_not_waited_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patient, "HEAD", 0.3)
    monkeypatch.setattr(fences, "PATIENCE", 0.3)
    head = b"POST /aanmelden HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    with served(studio_of(root, is_team=True), Listening(0)) as port:
        answers = {}
        for name, sent in {
            "nothing": b"",
            "half a head": b"GET / HTTP/1.1\r\nHost: 127",
            "half a body": head + b"Content-Length: 50\r\n\r\nnaam=",
            "too large": head + b"Content-Length: 99999999999\r\n\r\n",
            "endless head": b"GET / HTTP/1.1\r\nX: " + b"x" * 200_000,
            "another name": b"GET / HTTP/1.1\r\nHost: kwaad.nl\r\n\r\n",
            "two names": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: kwaad.nl\r\n\r\n",
            "no name": b"GET / HTTP/1.0\r\n\r\n",
        }.items():
            with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
                line.sendall(sent)
                answers[name] = line.recv(200).split(b"\r\n")[0]
    assert answers["nothing"] == answers["half a head"] == b""
    assert b" 408 " in answers["half a body"]
    assert b" 413 " in answers["too large"]
    assert b" 400 " in answers["endless head"]
    assert all(
        b" 421 " in answers[name] or b" 400 " in answers[name] for name in ("another name", "two names", "no name")
    )


def test_only_a_proxy_that_was_named_says_for_whom_it_asks(root: Path) -> None:
    names = ("protocollen.bestuur.nl",)
    head = {"Host": names[0], "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
    for proxies, is_safe in (((), False), (("127.0.0.1",), True), (("10.0.0.1",), False)):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        studio = studio_of(root, is_team=True)
        with served(studio, Listening(port, names=names, proxies=proxies)):
            answer = httpx.get(f"http://127.0.0.1:{port}/aanmelden", headers=head)
            assert ('name="wachtwoord"' in answer.text) is is_safe
            assert ("Secure" in answer.headers["set-cookie"]) is is_safe
            if is_safe:
                before = re.search(r'name="voor" value="([^"]+)"', answer.text)
                assert before is not None
                form = {"naam": "x", "wachtwoord": "y", "voor": before[1]}
                cookie = answer.headers["set-cookie"].partition(";")[0]
                httpx.post(f"http://127.0.0.1:{port}/aanmelden", headers={**head, "Cookie": cookie}, data=form)
                assert "203.0.113.9" in studio.database.rows("SELECT about FROM audit")[-1]["about"]


def test_two_studios_do_not_serve_one_project(root: Path) -> None:
    from schoolprotocol.errors import BusyError

    with served(studio_of(root), Listening(0)), pytest.raises(BusyError):
        serve(studio_of(root), Listening(0), ready=lambda _address: None)
    assert not [one for one in threading.enumerate() if one.name.endswith("(warm)")]  # nor does one go on by itself
