"""Whatever a server answers: bounded in time and space, taken for what it is, and no password for who is not meant."""

from __future__ import annotations

import json
import socket
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest

from schoolprotocol.cli import run
from schoolprotocol.deliver import http
from schoolprotocol.deliver.http import Server
from schoolprotocol.deliver.secret import Secret, password_of
from schoolprotocol.deliver.wordpress import Page, publish_page
from schoolprotocol.errors import MissingOnMachineError, PublishError, SchoolprotocolError
from schoolprotocol.model.target import WordPressTarget
from tests.publish.fake_wordpress import PASSWORD, USER, Site, wordpress

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
PAGE = Page("zuid/a", "a", "Telefoons", "publish", "zuid-a.pdf", b"%PDF-1.7", lambda pdf: f"<p>{pdf}</p>")
QUICK = {"seconds": 0.5, "total": 0.5}
"""How patient we are with these servers."""


@dataclass
class Rogue:
    """A server that answers with whatever bytes it likes."""

    url: str
    heard: list[bytes] = field(default_factory=list)


@contextmanager
def answering(parts: Callable[[], Iterator[bytes]], pause: float = 0.0) -> Iterator[Rogue]:
    """A server on loopback that says the same to everybody, part by part."""
    door = socket.create_server(("127.0.0.1", 0))
    rogue, is_over = Rogue(f"http://127.0.0.1:{door.getsockname()[1]}/"), threading.Event()

    def serve() -> None:
        while not is_over.is_set():
            with suppress(OSError):
                line, _address = door.accept()
                with line:
                    line.settimeout(5)
                    rogue.heard.append(line.recv(65536))
                    for part in parts():
                        if is_over.is_set():
                            break
                        line.sendall(part)
                        time.sleep(pause)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield rogue
    finally:
        is_over.set()
        door.shutdown(socket.SHUT_RDWR)
        door.close()
        thread.join()


def refused(parts: Callable[[], Iterator[bytes]], pause: float = 0.0) -> str:
    """What is told of a server that says this."""
    with answering(parts, pause) as rogue:
        start = time.monotonic()
        with pytest.raises(PublishError) as caught:
            Server(rogue.url, USER, Secret(PASSWORD), **QUICK).get({})
        assert time.monotonic() - start < 5
    assert PASSWORD not in str(caught.value)
    assert str(caught.value).isprintable()
    assert "127.0.0.1 did not do it" in str(caught.value)
    return str(caught.value)


def endless(start: bytes, again: bytes) -> Callable[[], Iterator[bytes]]:
    def parts() -> Iterator[bytes]:
        yield start
        while True:
            yield again

    return parts


def once(*parts: bytes) -> Callable[[], Iterator[bytes]]:
    return lambda: iter(parts)


def answer(data: object) -> bytes:
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    return HEAD + f"Content-Length: {len(body)}\r\n\r\n".encode() + body


# -- time -------------------------------------------------------------------------------------------------------------

SLOW = {
    "a body drop by drop": endless(HEAD + b"Content-Length: 100000\r\n\r\n[", b" "),
    "a body without a length drop by drop": endless(HEAD + b"\r\n[", b" "),
    "chunks drop by drop": endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    "headers drop by drop": endless(HEAD, b"X: y\r\n"),
    "a header letter by letter": endless(HEAD + b"X-", b"y"),
    "a status letter by letter": endless(b"HTTP/1.1 200 ", b"O"),
    "ever to continue": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "the words of an error drop by drop": endless(b"HTTP/1.1 500 Oops\r\nContent-Length: 100000\r\n\r\n", b" "),
}


@pytest.mark.parametrize("case", SLOW)
def test_a_server_that_keeps_us_waiting_a_little_each_time_is_given_up(case: str) -> None:
    refused(SLOW[case], pause=0.05)


def test_a_server_that_says_nothing_is_given_up() -> None:
    refused(endless(b"", b""), pause=0.1)


def test_a_server_that_does_not_take_what_we_send_is_given_up() -> None:
    with answering(endless(b"", b""), pause=0.1) as rogue:
        start = time.monotonic()
        with pytest.raises(PublishError):
            Server(rogue.url, USER, Secret(PASSWORD), seconds=60, total=1).post({}, b"x" * 50_000_000, {})
        assert time.monotonic() - start < 5


def test_a_deadline_leaves_a_good_answer_alone_and_no_thread_behind() -> None:
    before = {*threading.enumerate()}
    with answering(once(answer([1, 2]))) as rogue:
        assert Server(rogue.url, USER, Secret(PASSWORD), seconds=5, total=60).get({}) == [1, 2]
    for thread in {*threading.enumerate()} - before:  # a machine at work lets the last one end a moment later
        thread.join(5)
        assert not thread.is_alive()


# -- space ------------------------------------------------------------------------------------------------------------

LARGE = {
    "an endless body": endless(HEAD + b"\r\n", b"[" * 65536),
    "an endless body that says how long it is": endless(HEAD + b"Content-Length: 99999999999\r\n\r\n", b"[" * 65536),
    "endless chunks": endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b" " * 65536 + b"\r\n"),
    "a chunk of an absurd size": endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffff\r\n", b" " * 65536),
    "a chunk of less than nothing": endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", b" " * 65536),
    "a chunk without a size": endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", b" " * 65536),
    "an endless header": endless(HEAD + b"X: ", b"y" * 65536),
    "headers without end": endless(HEAD, b"X: y\r\n" * 10_000),
    "a status without end": endless(b"HTTP/1.1 200 ", b"y" * 65536),
    "no end of continuing": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 2_000),
    "an error without end": endless(b"HTTP/1.1 500 Oops\r\n\r\n", b"[" * 65536),
}


@pytest.mark.parametrize("case", LARGE)
def test_an_answer_without_end_is_given_up(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "MAX_BYTES", 1_000_000)
    refused(LARGE[case])


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_an_answer_may_be_as_large_as_the_limit_and_no_larger(more: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "MAX_BYTES", 1_000)
    empty = len(answer(b""))  # of which the length grows by three digits
    body = b"[" + b" " * (1_000 - empty - 2 - 2 + more) + b"]"
    parts = once(answer(body))
    with answering(parts) as rogue:
        asked = Server(rogue.url, USER, Secret(PASSWORD), **QUICK)
        if more > 0:
            with pytest.raises(PublishError, match="too large"):
                asked.get({})
        else:
            assert asked.get({}) == []


# -- form -------------------------------------------------------------------------------------------------------------

ODD = {
    "nothing": once(),
    "no body": once(answer(b"")),
    "no header": once(b"[]"),
    "another protocol": once(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "a page": once(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\n[]"),
    "no kind": once(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]"),
    "two kinds": once(b"HTTP/1.1 200 OK\r\nContent-Type: text/html, application/json\r\nContent-Length: 2\r\n\r\n[]"),
    "nested without end": once(answer(b"[" * 500_000)),
    "objects without end": once(answer(b'{"a":' * 200_000)),
    "a number of a million digits": once(answer(b"1" * 1_000_000)),
    "not a number": once(answer(b"[NaN]")),
    "half a letter": once(answer(b'"\xe9"')),
    "not UTF-8": once(answer(b"\xff\xfe\x00")),
    "compressed": once(HEAD + b"Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08"),
    "shorter than it says": once(HEAD + b"Content-Length: 10\r\n\r\n[]"),
    "chunks that break off": once(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n[]"),
    "a length in words": once(HEAD + b"Content-Length: veel\r\n\r\n["),
    "no content": once(b"HTTP/1.1 204 No Content\r\n\r\n"),
    "a status that is no number": once(b"HTTP/1.1 abc OK\r\n\r\n"),
    "a status of four digits": once(b"HTTP/1.1 2000 OK\r\n\r\n"),
    "an error whose message is a list": once(b"HTTP/1.1 400 No\r\nContent-Length: 17\r\n\r\n" + b'{"message": [1]}\n'),
    "an error nested without end": once(b"HTTP/1.1 400 No\r\nContent-Length: 100000\r\n\r\n" + b"[" * 100_000),
    "words that steer a terminal": once(b"HTTP/1.1 400 \x1b[2J\x1b]0;x\x07\r\nContent-Length: 0\r\n\r\n"),
}


@pytest.mark.parametrize("case", ODD)
def test_an_answer_that_is_none_is_told_as_such(case: str) -> None:
    refused(ODD[case])


@pytest.mark.parametrize(
    "parts",
    [
        once(HEAD + b"X: y\r\n" * 101 + b"\r\n"),
        once(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
        once(HEAD + b"Content-Length: 9\r\n\r\n[1"),
        once(b"SSH-2.0-x\r\n"),
        once(b"HTTP/1.1 OK\r\n\r\n"),
        once(HEAD + b"X: " + b"y" * 70_000 + b"\r\n\r\n"),
        once(b""),
    ],
    ids=["headers", "chunks", "cut off", "no HTTP", "no status", "a long header", "nothing"],
)
def test_what_a_server_does_wrong_is_told_in_our_words(parts: Callable[[], Iterator[bytes]]) -> None:
    told = refused(parts)
    assert "broken off" in told or "not what a web server answers" in told, told


def test_an_error_that_repeats_words_that_steer_a_terminal_is_told_without_them() -> None:
    body = json.dumps({"message": "weg \x1b[2J \u202e\u2028 \ud800 " + "x" * 1000}).encode()
    told = refused(once(b"HTTP/1.1 400 No\r\nContent-Length: %d\r\n\r\n" % len(body) + body))
    assert len(told) < 600


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("to", ["https://elders.example/", "/ergens", "file:///etc/passwd", "\x1b[2J"])
def test_nothing_follows_a_redirect(status: int, to: str) -> None:
    with answering(
        once(b"HTTP/1.1 %d X\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n" % (status, to.encode()))
    ) as rogue:
        with pytest.raises(PublishError, match="write that address") as caught:
            Server(rogue.url, USER, Secret(PASSWORD), **QUICK).post({}, b"x", {})
        assert len(rogue.heard) == 1
    assert str(caught.value).isprintable()


@pytest.fixture
def site() -> Iterator[Site]:
    """A WordPress site that has what we published."""
    with wordpress() as found:
        publish_page(Server(found.url, USER, Secret(PASSWORD)), PAGE)
        found.asked.clear()
        yield found


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", "A & <b>B</b>", "&lt;script&gt;", "a</title><img src=x>"]
)
def test_a_title_reaches_a_site_as_words_and_not_as_html(title: str, site: Site) -> None:
    page = replace(PAGE, title=title)
    assert publish(site, page) > 0
    (made,) = site.pages
    assert "<" not in made["title"]["raw"]
    assert unescape(made["title"]["raw"]) == title
    assert publish(site, page) == 0
    made["title"]["raw"] = title.replace("&lt;", "<")  # as an earlier release sent it, or somebody else
    assert publish(site, page) == 1
    assert "<" not in made["title"]["raw"]


def publish(site: Site, page: Page = PAGE) -> int:
    """How many things were done."""
    return len(publish_page(Server(site.url, USER, Secret(PASSWORD), seconds=5), page))


@pytest.mark.parametrize("id_", [None, "11", "1/../../users/1", [], {}, True, -1, 0, 1e300, 10.5, 2**70])
def test_a_page_whose_number_is_none_is_not_written_to(id_: object, site: Site) -> None:
    site.pages[0]["id"] = id_
    with pytest.raises(PublishError, match="that WordPress does not"):
        publish(site, replace(PAGE, title="Anders"))
    assert [request for request in site.writes if "pages" in request] == []


@pytest.mark.parametrize(
    "address",
    [
        *(None, 5, [], "", "javascript:alert(1)", "//a.example/x", "file:///x.pdf", "https://a.example/x y"),
        *(f"https://a.example/{odd}" for odd in ('"onclick=', "<b>", "\x1b[2J", "\ud800", "\u202e", "a\n")),
    ],
    ids=ascii,
)
def test_a_pdf_whose_address_is_none_is_not_linked_to(address: object, site: Site) -> None:
    site.media[0]["source_url"] = address
    with pytest.raises(PublishError, match="no address for the PDF"):
        publish(site, replace(PAGE, title="Anders"))
    assert site.writes == []


ADDRESSES = {"a number": "a-2", "a higher number": "a-9", "another": "elders", "none": None, "steering": "a\x1b[2J"}


@pytest.mark.parametrize("case", ADDRESSES)
def test_a_page_that_gets_another_address_is_not_told_as_published(case: str, site: Site) -> None:
    site.pages.clear()
    site.otherwise = {"slug": ADDRESSES[case]}
    with pytest.raises(PublishError, match="not at “a”") as caught:
        publish(site)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("case", ["a number", "a higher number"])
def test_a_page_that_got_another_address_is_not_made_again(case: str, site: Site) -> None:
    site.pages.clear()
    site.otherwise = {"slug": ADDRESSES[case]}
    with pytest.raises(PublishError):
        publish(site)
    site.writes.clear()
    for dry_run in (True, False):
        with pytest.raises(PublishError, match=f"page: {ADDRESSES[case]}"):
            publish_page(Server(site.url, USER, Secret(PASSWORD)), replace(PAGE, data=b"%PDF-2"), dry_run=dry_run)
    assert (len(site.pages), len(site.media)) == (1, 1)
    assert publish(site, replace(PAGE, slug=str(ADDRESSES[case]))) == 0, "what the message says helps"


def test_a_page_of_somebody_else_with_a_number_in_its_address_is_nobody_s_business(site: Site) -> None:
    site.pages[0] |= {"slug": "a-2", "content": {"raw": "<p>Van een ander.</p>"}}
    assert publish(site) == 1
    assert [page["slug"] for page in site.pages] == ["a-2", "a"]


@pytest.mark.parametrize("status", ["pending", "trash", "draft", "private", None, []])
@pytest.mark.parametrize("is_new", [True, False])
def test_a_page_that_a_site_holds_back_is_not_told_as_published(status: object, is_new: bool, site: Site) -> None:
    if is_new:
        site.pages.clear()
    site.otherwise = {"status": status}
    with pytest.raises(PublishError, match="holds the page back"):
        publish(site, replace(PAGE, title="Anders"))


def test_a_page_that_its_editor_hid_stays_hidden_and_gets_the_new_text(site: Site) -> None:
    site.pages[0]["status"] = "private"
    assert publish(site, replace(PAGE, title="Anders")) == 1
    assert site.pages[0]["status"] == "private"


@pytest.mark.parametrize("title", ["Ander opschrift", "", "Anders ", "<b>Anders</b>", None])
@pytest.mark.parametrize("is_new", [True, False])
def test_a_page_that_gets_another_title_is_not_told_as_published(title: object, is_new: bool, site: Site) -> None:
    if is_new:
        site.pages.clear()
    site.otherwise = {"title": {"raw": title}}
    for _time in range(2):
        with pytest.raises(PublishError, match="another title"):
            publish(site, replace(PAGE, title="Anders"))
    assert len(site.pages) == 1


def test_a_file_with_another_name_that_the_site_offers_is_not_taken_for_ours(site: Site) -> None:
    site.media[0]["slug"] = "een-ander"
    site.any_slug = True
    assert publish(site) == 2
    assert site.media[1]["source_url"] in site.pages[0]["content"]["raw"]


def test_a_page_with_another_name_that_the_site_offers_is_not_written_to(site: Site) -> None:
    site.pages[0]["slug"] = "een-ander"
    site.any_slug = True
    before = dict(site.pages[0])
    publish(site)
    assert site.pages[0] == before


def test_a_pdf_that_somebody_replaced_under_its_name_is_found(site: Site) -> None:
    (name,) = site.uploads
    site.uploads[name] = b"%PDF-1.7 een andere tekst"
    with pytest.raises(PublishError, match="is not the PDF that was sent"):
        publish(site)


def test_a_pdf_that_cannot_be_read_back_is_no_reason_to_fail(site: Site) -> None:
    site.uploads.clear()
    assert publish(site) == 0


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/x.pdf", "http://localhost:1/x.pdf", "https://elders.example/x"]
)
def test_nothing_is_asked_of_another_host_that_an_answer_names(
    url: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.media[0]["source_url"] = url
    asked, real = [], socket.create_connection

    def watched(where: Any, *more: Any, **named: Any) -> socket.socket:
        asked.append(where)
        return real(where, *more, **named)

    monkeypatch.setattr(socket, "create_connection", watched)
    publish(site)
    assert {f"http://{host}:{port}/" for host, port in asked} == {site.url}


@pytest.mark.parametrize("capabilities", [None, [], "alles", 1, {}, {"edit_pages": None}])
def test_rights_that_are_none_are_none(capabilities: object, site: Site) -> None:
    site.odd = (capabilities,)
    with pytest.raises(PublishError):
        publish(site, replace(PAGE, title="Anders"))
    assert site.writes == []


# -- passwords --------------------------------------------------------------------------------------------------------

TARGET = WordPressTarget(id="site-zuid", kind="wordpress", url="https://zuid.example/wp", user=USER)
VARIABLE = "SCHOOLPROTOCOL_PASSWORD_SITE_ZUID"

OTHERS = {
    "another host": "https://kwaad.example/wp",
    "a host that begins alike": "https://zuid.example.kwaad.example/wp",
    "a host that looks alike": "https://zuid-example/wp",
    "a lower host": "https://www.zuid.example/wp",
    "another port": "https://zuid.example:8443/wp",
    "another path": "https://zuid.example/~kwaad",
    "a path below it": "https://zuid.example/wp/kwaad",
    "no encryption": "http://zuid.example/wp",
    "a letter of another alphabet": "https://zuіd.example/wp",
}


@pytest.mark.parametrize("case", OTHERS)
def test_a_password_of_the_environment_is_not_for_an_address_that_was_changed_to(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, f"https://zuid.example/wp {PASSWORD}")
    assert password_of(TARGET).value == PASSWORD
    with pytest.raises(MissingOnMachineError) as caught:
        password_of(TARGET.model_copy(update={"url": OTHERS[case]}))
    assert PASSWORD not in str(caught.value)
    assert OTHERS[case] in str(caught.value)


@pytest.mark.parametrize("url", ["https://zuid.example/wp/", "HTTPS://ZUID.example/wp", "https://Zuid.Example/wp//"])
def test_the_same_address_in_another_form_is_the_same(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, f"https://zuid.example/wp {PASSWORD}")
    assert password_of(TARGET.model_copy(update={"url": url})).value == PASSWORD


@pytest.mark.parametrize("given", [PASSWORD, "geheim", "https://zuid.example/wp", f" {PASSWORD} "])
def test_a_password_without_its_address_is_for_nobody(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, given)
    with pytest.raises(MissingOnMachineError, match="put it before the password") as caught:
        password_of(TARGET)
    assert PASSWORD not in str(caught.value)
    assert "geheim" not in str(caught.value)


def test_a_target_that_points_to_another_server_now_gets_nothing_at_all(
    own: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with wordpress() as before, answering(once(answer([]))) as rogue:
        monkeypatch.setenv(VARIABLE, f"{before.url} {PASSWORD}")
        for url, code in ((before.url, 0), (rogue.url, 3)):
            target = f"- {{id: site-zuid, kind: wordpress, url: '{url}', user: {USER}}}\n"
            (own / "policy_src/publishing.yaml").write_text(target, "utf-8")
            assert run(["--root", str(own), "--lang", "en", "publish", "zuid", "--to", "site-zuid"]) == code
        assert rogue.heard == []
    assert PASSWORD not in "".join(capfd.readouterr())


SECRET = "abcd EFGH ijkl/+é"
"""With signs that are written otherwise in an address, in JSON, in HTML."""
ECHOES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "without spaces": lambda word: word.replace(" ", ""),
    "with hyphens": lambda word: word.replace(" ", "-"),
    "with spaces that do not break": lambda word: word.replace(" ", "\u00a0"),
    "with more spaces": lambda word: word.replace(" ", "  "),
    "over lines": lambda word: word.replace(" ", "\n"),
    "in capitals": str.upper,
    "in small letters": str.lower,
    "in small letters without spaces": lambda word: word.lower().replace(" ", ""),
    "as in an address": quote,
    "as in an address, slashes too": lambda word: quote(word, safe=""),
    "as in a form": quote_plus,
    "as in an address, without spaces": lambda word: quote(word.replace(" ", "")),
    "in an address in an address": lambda word: quote(quote(word)),
    "as HTML": lambda word: word.replace("/", "&#47;").replace("é", "&eacute;"),
    "as JSON": lambda word: json.dumps(word)[1:-1].replace("/", "\\/"),
    "in base 64": lambda word: b64encode(word.encode()).decode(),
    "in base 64 with the user": lambda word: b64encode(f"{USER}:{word}".encode()).decode(),
    "in base 64 with the user, without spaces": lambda word: b64encode(
        f"{USER}:{word.replace(' ', '')}".encode()
    ).decode(),
    "in base 64 in an address": lambda word: quote(b64encode(f"{USER}:{word}".encode()).decode(), safe=""),
    "in digits of base 16": lambda word: word.encode().hex(),
}


@pytest.mark.parametrize("case", ECHOES)
@pytest.mark.parametrize("around", ["{}", "fout voor redacteur:{} hier", "x{}y", '"{}"'])
def test_a_password_that_a_server_repeats_is_not_shown(case: str, around: str) -> None:
    echoed = ECHOES[case](SECRET)
    body = json.dumps({"message": around.format(echoed)}).encode()
    with (
        answering(once(b"HTTP/1.1 401 No\r\nContent-Length: %d\r\n\r\n" % len(body) + body)) as rogue,
        pytest.raises(PublishError) as caught,
    ):
        Server(rogue.url, USER, Secret(SECRET), **QUICK).get({})
    shown = str(caught.value)
    letters = "".join(letter for letter in shown.lower() if letter.isalnum())
    assert "…" in shown
    assert "efgh" not in letters
    assert echoed not in shown


@pytest.mark.parametrize("field_", ["slug", "status", "title"])
def test_a_password_that_a_site_makes_a_part_of_the_page_is_not_shown(field_: str, site: Site) -> None:
    site.pages.clear()
    site.otherwise = {field_: {"raw": PASSWORD} if field_ == "title" else PASSWORD}
    with pytest.raises(PublishError, match="“…”") as caught:
        publish(site)
    assert PASSWORD not in str(caught.value)


def test_a_password_at_the_end_of_what_is_shown_of_a_long_message_is_taken_out_whole() -> None:
    body = json.dumps({"message": "x" * 290 + SECRET}).encode()
    with (
        answering(once(b"HTTP/1.1 401 No\r\nContent-Length: %d\r\n\r\n" % len(body) + body)) as rogue,
        pytest.raises(PublishError) as caught,
    ):
        Server(rogue.url, USER, Secret(SECRET), **QUICK).get({})
    assert "abc" not in str(caught.value)


@pytest.mark.parametrize(
    "password", ["a", "is", "the", "401", "…", " ", "&", "\\", "(((((((((((((((((((((((((", "a" * 5000]
)
def test_a_password_that_is_a_word_of_any_message_harms_none(password: str) -> None:
    body = json.dumps({"message": "het is nee: (& the 401)" * 1000}).encode()
    with (
        answering(once(b"HTTP/1.1 401 No\r\nContent-Length: %d\r\n\r\n" % len(body) + body)) as rogue,
        pytest.raises(PublishError, match="did not do it"),
    ):
        Server(rogue.url, USER, Secret(password), seconds=5, total=5).get({})


def test_a_password_of_one_target_is_not_for_another_at_the_same_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, f"https://zuid.example/wp {PASSWORD}")
    with pytest.raises(SchoolprotocolError):
        password_of(TARGET.model_copy(update={"id": "site"}))
