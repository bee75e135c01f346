"""Only a browser on this machine reads a page, and only on its own behalf; nothing but pages is there to be read."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from pathlib import Path

import pytest

from schoolprotocol.errors import BusyError
from schoolprotocol.serve import server as serving
from tests.serve.conftest import ZUID, Served


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "evil@127.0.0.1", "127.0.0.1/x", "", "[::2]"],
)
def test_a_name_that_only_leads_here_is_refused(served: Served, host: str) -> None:
    got = served.get("/", Host=host)
    assert got.status == 421
    assert b"Alle documenten" not in got.body


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])
def test_this_machine_is_called_by_its_own_names(served: Served, host: str) -> None:
    assert served.get("/", Host=f"{host}:{served.port}").status == 200


@pytest.mark.parametrize("request_", [b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.0\r\n\r\n"])
def test_who_names_no_host_is_refused(served: Served, request_: bytes) -> None:
    assert b" 421 " in served.raw(request_.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")).split(b"\r\n")[0]


def test_answers_on_one_connection_do_not_wait_for_each_other(served: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
    spent = []
    for _time in range(20):
        begun = time.monotonic()
        connection.request("GET", "/-/nu")
        connection.getresponse().read()
        spent.append(time.monotonic() - begun)
    connection.close()
    assert sorted(spent)[5] < 0.03  # where they do, each of them takes 40 ms


def test_two_hosts_are_one_too_many(served: Served) -> None:
    request = b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    assert served.raw(request).startswith(b"HTTP/1.1 421 ")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "script"},
        {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "cors", "Sec_Fetch_Dest": "empty"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"},
    ],
)
def test_the_page_of_somebody_else_gets_nothing(served: Served, headers: dict[str, str]) -> None:
    got = served.get(ZUID, **headers)
    assert got.status == 403
    assert b"telefoon" not in got.body


def test_a_link_that_somebody_follows_leads_to_the_page(served: Served) -> None:
    followed = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert served.get("/", **followed).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"])
def test_nothing_can_be_sent(served: Served, method: str) -> None:
    got = served.get("/", method)
    assert got.status == 405
    assert got.headers["Allow"] == "GET, HEAD"


def test_a_method_that_is_none_is_answered_too(served: Served) -> None:
    assert served.get("/", "VERZIN").status == 501


def test_head_tells_what_get_would_and_no_more(served: Served) -> None:
    head, get = served.get("/", "HEAD"), served.get("/")
    assert head.body == b""
    assert head.headers["Content-Length"] == str(len(get.body))


@pytest.mark.parametrize(
    "path",
    [
        "/../policy_src/project.yaml",
        "/%2e%2e/policy_src/project.yaml",
        "/..%2fpolicy_src%2fproject.yaml",
        "/..%5cpolicy_src%5cproject.yaml",
        "/zuid/telefoons/../../../policy_src/project.yaml",
        "/zuid/telefoons/_static/../../../../policy_src/project.yaml",
        "/zuid/telefoons/%2e%2e%2fx.html",
        "//etc/passwd",
        "/etc/passwd%00.html",
        "/C:/Windows/win.ini",
        "/C:%5CWindows%5Cwin.ini",
        "/zuid/telefoons/index.html::$DATA",
        "/zuid/telefoons/aux.html",
        "/zuid/telefoons/CON",
        "/.git/config",
        "/zuid/.lock",
        "/-/gedrukt/zuid/telefoons/../../x.pdf",
        "/-/gedrukt/../policy_src/x.pdf",
        "/-/kijken.js/..",
        "/%ff%fe",
        "/" + "a/" * 500,
        "/-/nergens",
        "/zuid/telefoons/" + "x" * 5000 + ".html",
    ],
)
def test_no_path_leads_out_of_the_pages(served: Served, path: str) -> None:
    (served.root / ".git").mkdir()
    (served.root / ".git/config").write_text("geheim", "utf-8")
    got = served.get(path)
    assert got.status == 404
    assert b"publisher" not in got.body
    assert b"geheim" not in got.body


@pytest.mark.parametrize(
    "path", ["//evil.example/x", "/%2f%2fevil.example", "/evil%0d%0aSet-Cookie:x", "/%5cevil.example/x"]
)
def test_nobody_is_sent_elsewhere(served: Served, path: str) -> None:
    got = served.get(path)
    assert "Set-Cookie" not in got.headers
    assert not got.headers.get("Location", "/").startswith(("//", "http", "/\\"))


def test_a_folder_is_not_listed(served: Served) -> None:
    folder = served.root / "build/html/zuid/telefoons/downloads"
    folder.mkdir(parents=True)
    (folder / "geheim.pdf").write_text("x", "utf-8")
    assert b"geheim.pdf" not in served.get(f"{ZUID}downloads/").body


@pytest.mark.parametrize("path", ["/", ZUID, "/nergens.txt", "/-/kijken.js", "/-/nu", "/-/tekst/zuid/telefoons/"])
def test_every_answer_has_its_fences(served: Served, path: str) -> None:
    headers = served.get(path).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Python" not in headers["Server"]


def test_a_page_has_no_second_policy_that_would_silence_our_script(served: Served) -> None:
    page = served.get(ZUID).text
    assert "Content-Security-Policy" not in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    "request_",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX" + b"y" * 70_000 + b": z\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused_and_others_are_answered_still(served: Served, request_: bytes) -> None:
    answer = served.raw(request_)
    assert b" 200 " not in answer.split(b"\r\n")[0]
    assert b"Traceback" not in answer
    assert served.get("/").status == 200


def test_who_begins_a_request_and_stops_keeps_nobody_from_theirs(served: Served) -> None:
    idle = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(150)]
    for one in idle:
        one.sendall(b"GET / HTTP/1.1\r\nHost: local")
    assert served.get("/").status == 200
    for one in idle:
        one.close()


def test_hundreds_that_wait_for_news_get_it_and_others_a_page_meanwhile(served: Served) -> None:
    before = served.now()
    heard: list[str] = []
    waiting = [threading.Thread(target=lambda: heard.append(served.now(before))) for _ in range(200)]
    for one in waiting:
        one.start()
    assert served.get("/").status == 200
    served.live.renew()
    for one in waiting:
        one.join(30)
    assert heard == [served.now()] * 200


def test_a_port_that_is_taken_is_told_and_the_usual_one_gives_way(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BusyError, match="--port 0"):
        serving._bound(None, served.port, "127.0.0.1")  # type: ignore[arg-type]
    monkeypatch.setattr(serving, "USUAL", served.port)
    other = serving._bound(None, None, "127.0.0.1")  # type: ignore[arg-type]
    assert other.server_address[1] != served.port
    other.server_close()


def test_only_this_machine_is_listened_to(served: Served) -> None:
    outside = next((a[4][0] for a in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)), "127.0.0.1")
    if str(outside).startswith("127."):
        pytest.skip("this machine has no other address")
    with pytest.raises(OSError, match=r"."):
        socket.create_connection((str(outside), served.port), 2)


def test_both_servers_of_a_project_show_it(served: Served, tmp_path: Path) -> None:
    del tmp_path
    from schoolprotocol import Project
    from schoolprotocol.serve.answers import Answers
    from schoolprotocol.serve.asking import Asking
    from schoolprotocol.serve.live import Live

    project = Project.open(served.root)
    other = Answers(Live(project, str), Asking(project.folders)).of(ZUID)
    assert "leggen hun telefoon" in other.body.decode()
    assert "leggen hun telefoon" in served.get(ZUID).text
