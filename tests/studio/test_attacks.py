"""Whoever asks, and whatever he sends: it is answered in time and in words, and reaches nothing that is not his.

What other modules here try already stands in the table of `docs/architecture/studio.md`, with what is tried here.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from starlette.requests import Request

from schoolprotocol.errors import UsageError
from schoolprotocol.studio import audit, drafts, patient, uploads, works
from schoolprotocol.studio.app import PAGES
from schoolprotocol.studio.asking import Door
from schoolprotocol.studio.database import FILE, FOLDER, Database
from schoolprotocol.studio.door.board import Board, BoardLogin
from schoolprotocol.studio.door.cookies import SESSION as COOKIE
from schoolprotocol.studio.door.fences import LARGEST_OUTSIDE
from schoolprotocol.studio.door.limits import Limit
from schoolprotocol.studio.door.people import ALONE, Person
from schoolprotocol.studio.drafts import Draft, Drafts
from schoolprotocol.studio.links import ClosedLinkError
from schoolprotocol.studio.pages import news
from schoolprotocol.studio.safekeeping import alone, back_up, restore
from schoolprotocol.studio.server import Listening
from schoolprotocol.studio.studio import Studio
from schoolprotocol.studio.uploads import Uploads, image_of
from schoolprotocol.studio.works import Works
from tests.attacks.trying import within
from tests.studio.conftest import HOME, Visitor, browser, member, studio_of, visitor_as
from tests.studio.test_cli import served

CLAUSE = "/document/noord/telefoons/clausule/afspraken.opbergen"
NAMES = {
    "school": "noord",
    "protocol": "telefoons",
    "clausule": "afspraken.opbergen",
    "what": "school",
    "part": "1",
    "file": f"{'a' * 32}.pdf",
    "name": "bas",
    "kind": "proef",
    "number": "1",
    "nummer": "1",
    "tab": "x",
}
DOORS = [one for page in PAGES for one in page.routes if isinstance(one, Door)]
POSTS = [one.path for one in DOORS if "POST" in (one.methods or ())]


def filled(path: str, **other: str) -> str:
    """A path with its names filled in."""
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda name: {**NAMES, **other}[name[1]], path)


@pytest.fixture
def team(root: Path) -> Studio:
    """A studio of several people."""
    studio = studio_of(root, is_team=True)
    studio.posts = Limit(100_000, 1)
    return studio


@pytest.fixture
def chief(team: Studio, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """Who may do everything; what takes a process of its own is not done."""
    monkeypatch.setattr(Works, "_carried_out", lambda *_any: {"result": {}})
    return member(team, "beheerder")


# -- what is sent -----------------------------------------------------------------------------------------------------


def _fields() -> list[str]:
    """Every field that a page of ours has or reads."""
    found = {"noot.x", "was:name", "keuze:x", "was.a"}
    for path in (*Path("templates/studio").glob("*.j2"), *Path("generator/schoolprotocol/studio").rglob("*.py")):
        found |= set(re.findall(r'(?:name=|form\.get\(|form\[)"([\w.-]+)"', path.read_text("utf-8")))
    return sorted(found - {"csrf"})


@pytest.mark.parametrize(
    "value",
    ["\ud800", "9" * 5000, "9" * 20, "[" * 3000, "\0", "a\n&b: *c # \u2028\x85\t!!python/object:x", "{}", "٣"],
    ids=["half a letter", "5000 digits", "20 digits", "3000 lists", "no letter", "yaml", "object", "arabic digit"],
)
def test_whatever_stands_in_every_field_nothing_breaks(chief: Visitor, value: str) -> None:
    text = json.dumps(dict.fromkeys(_fields(), value))
    before = {path: path.read_bytes() for path in (chief.studio.workplace.root / "policy_src").rglob("*.yaml")}
    for path in POSTS:
        if path == "/afmelden":
            continue
        head = {"x-csrf": chief.csrf, "content-type": "application/json"}
        answer = chief.client.post(filled(path), headers=head, content=text, follow_redirects=False)
        assert answer.status_code < 500, (path, answer.text)
    assert before == {path: path.read_bytes() for path in (chief.studio.workplace.root / "policy_src").rglob("*.yaml")}


def test_a_number_in_a_path_that_is_too_large_leads_nowhere(chief: Visitor) -> None:
    for door in DOORS:
        for name in re.findall(r"\{(num\w+)", door.path):
            for number in ("9" * 20, "9" * 5000, "-1", "1e9", "%D9%A3"):
                path, method = filled(door.path, **{name: number}), next(iter(door.methods or ()))
                answer = chief.client.request("GET" if method == "HEAD" else method, path)
                assert answer.status_code == 404, (path, answer.status_code)


@pytest.mark.parametrize("name", ["%E2%82%AC", "a%0d%0aX-Odd:%20b", "%00", "..", "%2e%2e%5c", "x" * 300])
def test_a_name_in_a_path_writes_no_header_and_breaks_nothing(chief: Visitor, name: str) -> None:
    for path in POSTS:
        if "{school}" not in path:
            continue
        head = {"x-csrf": chief.csrf, "hx-request": "true"}
        answer = chief.client.post(filled(path, school=name), headers=head, json={"tab": "x"})
        assert answer.status_code < 500, path
        assert "X-Odd" not in answer.headers
        assert "\n" not in answer.headers.get("hx-redirect", "")


def test_a_code_for_letters_that_takes_minutes_to_read_is_not_read(team: Studio) -> None:
    client, content = browser(team), b"-" + b"a" * 150_000
    for code in ("punycode", "idna", "unicode_escape", "undefined", "utf-7", "utf-16"):
        body = b'--x\r\nContent-Disposition: form-data; name="naam"\r\n\r\n' + content + b"\r\n--x--\r\n"
        head = {"Content-Type": f"multipart/form-data; boundary=x; charset={code}"}
        with within(1):
            assert client.post("/aanmelden", content=body, headers=head).status_code == 415


@pytest.mark.parametrize("path", ["/aanmelden", "/delen/x.y"])
def test_who_is_not_logged_in_sends_little(team: Studio, path: str) -> None:
    client, much = browser(team), b"naam=" + b"x" * LARGEST_OUTSIDE
    head = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post(path, content=much, headers=head).status_code == 413

    def pieces() -> Iterator[bytes]:
        yield from (much[:100_000], much[100_000:])

    assert client.post(path, content=pieces(), headers=head).status_code == 413


def test_two_lengths_of_one_request_are_refused(team: Studio) -> None:
    head = {"Content-Length": "5", "Transfer-Encoding": "chunked"}
    assert browser(team).post("/aanmelden", content=b"0\r\n\r\n", headers=head).status_code == 400


@pytest.mark.parametrize("origin", ["http://[", "null", "http://127.0.0.1:8410.kwaad.nl", "http://kwaad.nl", ""])
def test_an_origin_that_is_none_is_refused(visitor: Visitor, origin: str) -> None:
    answer = visitor.client.post("/afmelden", data={"csrf": visitor.csrf}, headers={"Origin": origin})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "host", ["127.0.0.1#kwaad.nl", "x@127.0.0.1", "127.0.0.1/x", "127.0.0.1.kwaad.nl", "[", "kwaad.nl"]
)
def test_a_host_that_only_looks_like_ours_is_refused(visitor: Visitor, host: str) -> None:
    assert visitor.client.get("/", headers={"Host": host}).status_code == 421


def test_a_port_that_is_none_is_refused_in_words(visitor: Visitor) -> None:
    for port in ("x", "99999999", "0", "-1"):
        assert visitor.client.get("/", headers={"Host": f"127.0.0.1:{port}"}).status_code == 421


def test_many_fields_of_one_name_are_read_in_time(visitor: Visitor) -> None:
    body = "&".join([f"csrf={visitor.csrf}", *(["doelgroep=" + "x" * 15_000] * 1_900)])
    with within(5):
        head = {"Content-Type": "application/x-www-form-urlencoded"}
        assert visitor.client.post("/klad/", content=body.encode(), headers=head).status_code == 200


def test_a_json_object_without_end_is_not_read(visitor: Visitor) -> None:
    head = {"x-csrf": visitor.csrf, "content-type": "application/json"}
    answer = visitor.client.post("/klad/", content=b'{"velden":"' + b"x" * 5_000_000 + b'"}', headers=head)
    assert answer.status_code == 413


def test_half_a_letter_costs_nobody_his_draft(visitor: Visitor) -> None:
    fields = {"eenheid": "x", "tab": "1", "velden": '{"text": "half \\ud83d"}'}
    assert visitor.client.post("/klad/", json=fields, headers={"x-csrf": visitor.csrf}).status_code == 200
    assert visitor.studio.drafts.of(ALONE, "x")[0].fields["text"] == "half \ufffd"


# -- what fills a machine ---------------------------------------------------------------------------------------------


def test_drafts_of_one_person_fill_no_disk(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "FEW", 3)
    monkeypatch.setattr(drafts, "MOST", 6_000)
    kept = Drafts(Database(root))

    def keep(person: Person, tab: str, text: str = "half getypt") -> None:
        kept.keep(person, Draft("x", tab, "-", {"text": text}, 0.0))

    with pytest.raises(UsageError):
        keep(ALONE, "te lang", "x" * 400_001)
    for number in range(5):
        keep(ALONE, str(number))
    with pytest.raises(UsageError):
        keep(ALONE, "5", "x" * 3_000)
    keep(ALONE, "4", "verder getypt")
    keep(Person("bas", "Bas", "schrijver"), "1", "x" * 3_000)
    assert len(kept.all_of(ALONE)) == 5


def test_documents_that_wait_fill_no_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST", 100)
    kept = Uploads(tmp_path / "bestanden")
    name = kept.keep(b"x" * 90, "pdf")
    with pytest.raises(UsageError):
        kept.keep(b"x" * 90, "pdf")
    kept.drop(name)
    kept.keep(b"x" * 90, "pdf")


def test_works_that_are_asked_together_take_turns(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    studio, at_work, most = studio_of(root), set[int](), list[int]()
    go_on, turn = threading.Event(), threading.Lock()

    def carried_out(_works: Works, number: int, *_told: object) -> dict[str, object]:
        with turn:
            at_work.add(number)
            most.append(len(at_work))
        go_on.wait(0.05)
        at_work.discard(number)
        return {"result": {}}

    monkeypatch.setattr(Works, "_carried_out", carried_out)
    numbers = [studio.works.begin(ALONE, "proefdruk", "x", {"school": str(one)}) for one in range(8)]
    for number in numbers:
        studio.works.wait(number, 10)
    assert len(most) == 8
    assert max(most) <= works.AT_ONCE


def test_who_waits_for_news_in_a_hundred_tabs_keeps_nobody_else_out(
    team: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "WAIT", 0.5)
    bas, cem = member(team, "schrijver"), member(team, "lezer")

    async def ask(visitor: Visitor) -> int:
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/-nieuws",
            "app": SimpleNamespace(state=SimpleNamespace(studio=team)),
            "query_string": f"sinds={team.workplace.now}".encode(),
            "headers": [(b"cookie", f"{COOKIE}={visitor.client.cookies.get(COOKIE)}".encode())],
        }

        async def silent() -> dict[str, Any]:
            await asyncio.sleep(9)
            return {"type": "http.disconnect"}

        return (await news._news(Request(scope, silent))).status_code

    async def all_at_once() -> list[int]:
        return list(await asyncio.gather(*(ask(bas) for _tab in range(100)), ask(cem)))

    found = asyncio.run(all_at_once())
    assert found[:100].count(200) == news.OF_ONE
    assert found[:100].count(429) == 100 - news.OF_ONE
    assert found[100] == 200
    assert not news._waiting


def test_who_goes_away_in_the_middle_of_a_form_is_no_fault_of_ours(visitor: Visitor) -> None:
    cookie = f"{COOKIE}={visitor.client.cookies.get(COOKIE)}".encode()
    kind = b"application/x-www-form-urlencoded"
    headers = [(b"host", b"127.0.0.1"), (b"cookie", cookie), (b"content-type", kind), (b"content-length", b"99")]
    scope = {"type": "http", "method": "POST", "path": "/afmelden", "query_string": b"", "headers": headers}
    answers = list[Any]()

    async def gone() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        answers.append(message)

    async def sent() -> None:
        await visitor.client.app({**scope, "scheme": "http"}, gone, send)

    asyncio.run(sent())
    assert answers[0]["status"] == 400
    assert visitor.client.get("/").url.path != "/aanmelden"  # nothing of it was done


def test_a_page_that_is_left_open_keeps_no_session_alive(team: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    bas, begun = member(team, "schrijver"), time.time()
    token = bas.client.cookies.get(COOKIE)
    monkeypatch.setattr(time, "time", lambda: begun + 11 * 3600)
    assert team.sessions.of(token, is_visit=False) is not None
    monkeypatch.setattr(time, "time", lambda: begun + 13 * 3600)
    assert team.sessions.of(token) is None


def test_who_holds_all_connections_keeps_nobody_else_out(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patient, "OF_ONE", 5)
    head = b"GET /aanmelden HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"

    def asks(port: int, source: str) -> bytes:
        with socket.create_connection(("127.0.0.1", port), timeout=5, source_address=(source, 0)) as line:
            try:
                line.sendall(head)
                return line.recv(100)[:15]
            except OSError:
                return b""

    with served(studio_of(root), Listening(0)) as port:
        held = [socket.create_connection(("127.0.0.1", port), source_address=("127.0.0.2", 0)) for _one in range(12)]
        assert asks(port, "127.0.0.2") == b""
        assert asks(port, "127.0.0.1") == b"HTTP/1.1 200 OK"
        for line in held:
            line.close()
        until = time.monotonic() + 5
        while not (answer := asks(port, "127.0.0.2")) and time.monotonic() < until:
            time.sleep(0.05)
        assert answer == b"HTTP/1.1 200 OK"


def test_after_a_refusal_nothing_more_is_read_of_a_connection(root: Path) -> None:
    smuggled = b"GET /aanmelden HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    sent = (
        b"POST /aanmelden HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"0\r\n\r\n" + smuggled
    )
    with served(studio_of(root), Listening(0)) as port, socket.create_connection(("127.0.0.1", port), 5) as line:
        line.sendall(sent)
        answer = b"".join(iter(lambda: line.recv(65_536), b""))
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1


# -- what is somebody else's ------------------------------------------------------------------------------------------


def test_a_draft_of_another_is_neither_read_nor_taken_nor_removed(team: Studio) -> None:
    bas, dia = member(team, "schrijver"), member(team, "vaststeller")
    unit = "clausule:telefoons:afspraken.opbergen"
    team.drafts.keep(Person("schrijver", "", "schrijver"), Draft(unit, "t1", "-", {"text": "GEHEIM"}, 0.0))
    assert "GEHEIM" in bas.get(f"/klad/?eenheid={unit}")
    assert "GEHEIM" not in dia.get(f"{CLAUSE}?verder=t1")
    assert "GEHEIM" not in dia.get("/klad/?eenheid=" + unit)
    dia.client.post(f"{CLAUSE}/weg", data={"csrf": dia.csrf, "tab": "t1"})
    dia.client.post("/klad/", data={"csrf": dia.csrf, "eenheid": unit, "tab": "t1"})
    assert len(team.drafts.of(Person("schrijver", "", "schrijver"), unit)) == 1


def test_who_was_blocked_while_his_page_was_open_writes_nothing(team: Studio) -> None:
    member(team, "beheerder")
    bas = member(team, "schrijver")
    csrf = bas.csrf
    team.accounts.block("schrijver")
    answer = bas.client.post("/klad/", data={"csrf": csrf, "eenheid": "x", "velden": "{}"}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/aanmelden"


def test_the_secret_of_anothers_forms_is_of_no_use(team: Studio) -> None:
    bas, dia = member(team, "schrijver"), member(team, "vaststeller")
    for told in (dia.csrf, "", "é", bas.csrf[:-1]):
        assert bas.client.post("/klad/", data={"csrf": told}).status_code == 403


def test_a_cookie_of_a_session_is_for_this_host_and_no_script(visitor: Visitor) -> None:
    studio = studio_of(visitor.studio.workplace.root)
    answer = browser(studio).get(f"/aanmelden?sleutel={studio.one_time.token}", follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "domain=" not in cookie
    assert studio.one_time.token not in answer.headers["location"]


def test_no_answer_is_kept_by_a_browser_or_framed_by_another(visitor: Visitor) -> None:
    for path in ("/", CLAUSE, "/geschiedenis/", "/nergens", "/delen/x.y"):
        head = visitor.client.get(path).headers
        assert head["cache-control"] == "no-store"
        assert head["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'self'" in head["content-security-policy"]
        assert "unsafe" not in head["content-security-policy"]


# -- links of people without an account -------------------------------------------------------------------------------


def test_a_link_cannot_be_made_of_parts_of_two(studio: Studio) -> None:
    one = studio.links.make(ALONE, ("noord", "telefoons"), "de MR", None, 5)
    other = studio.links.make(ALONE, ("zuid", "telefoons"), "de MR", None, 5)
    a, b = studio.links.token(one), studio.links.token(other)
    for token in (
        f"{a.partition('.')[0]}.{b.partition('.')[2]}",
        f"{a.partition('.')[0]}.",
        one.id,
        f"{a}x",
        a[:-1],
        f"{a}.{b}",
        f"' OR 1=1 --.{b.partition('.')[2]}",
        "-.-",
        "\u20ac.\u20ac",
        f"{one.id}.{studio.links.sign(one.id)[:43]}",
    ):
        with pytest.raises(ClosedLinkError):
            studio.links.of(token)


def test_a_form_of_one_link_is_not_sent_by_another(studio: Studio) -> None:
    one, other = (studio.links.make(ALONE, ("noord", "telefoons"), body, None, 5) for body in ("de MR", "de GMR"))
    shown = studio.links.sign(one.id, "1.0", "abc")
    form = {"getoond": shown, "soort": "vraag", "tekst": "Waarom?"}
    answer = browser(studio).post(f"/delen/{studio.links.token(other)}", data=form)
    assert answer.status_code == 422
    assert not studio.voices.of_document(("noord", "telefoons"))


def test_a_link_ends_by_the_clock_of_now_and_no_form_prolongs_it(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = studio.links.make(ALONE, ("noord", "telefoons"), "de MR", None, 1)
    token, shown, now = studio.links.token(link), studio.links.sign(link.id, "1.0", "abc"), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 24 * 3600 + 1)
    form = {"getoond": shown, "soort": "vraag", "tekst": "Waarom?"}
    assert browser(studio).post(f"/delen/{token}", data=form).status_code == 404
    for days in (0, -1, 367, 10**9):
        with pytest.raises(UsageError):
            studio.links.make(ALONE, ("noord", "telefoons"), "de MR", None, days)


# -- what runs in a browser -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "[klik](javascript:alert(1))",
        "[klik](JaVaScRiPt&colon;alert(1))",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[klik](data:text/html,<script>alert(1)</script>)",
        "<svg/onload=alert(1)>",
        "![x](https://kwaad.nl/volg.png)",
        "```{raw} html\n<script>alert(1)</script>\n```",
        "{ref}`<script>alert(1)</script>`",
    ],
)
def test_nothing_that_is_typed_runs_in_the_preview(visitor: Visitor, text: str) -> None:
    fields = {"csrf": visitor.csrf, "text": text, "title": text, "kort": text}
    told = visitor.client.post(f"{CLAUSE}/voorbeeld", data=fields).json()
    shown = f"{told['html'] or ''}{told['fouten']}{told['gebruikt']}"
    assert not re.search(r"<(?:script|img|svg|iframe|object)\b", shown, re.IGNORECASE), shown
    assert not re.search(r"""(?:href|src)\s*=\s*["']?\s*(?:javascript|data|https?://kwaad)""", shown, re.IGNORECASE)
    assert not re.search(r"<[^>]*\son\w+\s*=", shown)


def test_a_drawing_whose_address_is_opened_reaches_nothing(visitor: Visitor) -> None:
    school = visitor.studio.workplace.root / "policy_src/schools/noord"
    (school / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
    )
    text = (school / "school.yaml").read_text("utf-8")
    assert "logo:" not in text
    (school / "school.yaml").write_text(re.sub(r"(?m)^style:\n", "style:\n  logo: logo.svg\n", text), "utf-8")
    visitor.studio.workplace.renew()
    preview = visitor.studio.workplace.project.document("noord", "telefoons").preview()
    drawings = [name for name in preview.files if name.endswith(".svg")]
    assert drawings, preview.faults
    for name in drawings:
        policy = visitor.client.get(f"/document/noord/telefoons/pagina/{name}").headers["content-security-policy"]
        assert "sandbox" in policy
        assert "script-src" not in policy


def test_a_logo_is_an_image_of_a_size(visitor: Visitor) -> None:
    assert image_of(b"<svg " + b" " * 20_000_000) is None
    assert image_of(b"<html><script>") is None
    assert visitor.client.get("/-/../../policy_src/project.yaml").status_code == 404
    assert visitor.client.get("/-/%2e%2e/%2e%2e/policy_src/project.yaml").status_code == 404


def test_a_script_among_the_papers_of_decisions_is_no_script_of_ours(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = visitor.studio.workplace.root / "policy_src/schools/noord/evidence"
    folder.mkdir()
    for name in ("telefoons-1.0.js", "telefoons-1.0.html", "telefoons-1.0.svg"):
        (folder / name).write_text("alert(1)")
    monkeypatch.setattr(
        "schoolprotocol.project.Document.evidence", property(lambda _self: tuple(one.name for one in folder.iterdir()))
    )
    visitor.studio.workplace.renew()
    for path in folder.iterdir():
        answer = visitor.client.get(f"/besluiten/noord/telefoons/bewijs/{path.name}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"].startswith("attachment")


# -- the log, the database, the board ---------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "＝1+1", "＋1", "－1", "＠x", "\t=1", "\r=1"])
def test_no_cell_of_the_log_is_reckoned_out(studio: Studio, text: str) -> None:
    audit.note(studio.database, "anna", text)
    cell = audit.as_csv(studio.database).splitlines()[-1].split(";")[3]
    assert cell.startswith(("'", "\\"))


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER kwaad AFTER INSERT ON person BEGIN UPDATE person SET role = 'beheerder'; END",
        "CREATE VIEW kwaad AS SELECT * FROM person",
        "DROP TRIGGER audit_stays",
        "CREATE TABLE kwaad (x)",
        "ALTER TABLE person ADD COLUMN kwaad TEXT",
        "DROP TABLE link",
    ],
)
def test_a_copy_that_somebody_built_something_into_is_not_put_back(root: Path, tmp_path: Path, statement: str) -> None:
    Database(root)
    copy = tmp_path / "kopie.sqlite3"
    back_up(root, copy)
    with closing(sqlite3.connect(copy)) as bent:
        bent.execute(statement)
        bent.commit()
    with pytest.raises(UsageError):
        restore(root, copy)


@pytest.mark.parametrize("name", [".", FILE, "bestanden", "studio.lock", ".gitignore"])
def test_a_link_in_the_folder_of_the_studio_leads_nowhere(root: Path, tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    if name == ".":
        (root / FOLDER).symlink_to(elsewhere)
    else:
        (root / FOLDER).mkdir()
        (root / FOLDER / name).symlink_to(elsewhere if name == "bestanden" else elsewhere / "x")
    for begin in (lambda: Database(root), lambda: alone(root)):
        with pytest.raises(UsageError):
            begin()
    assert not list(elsewhere.iterdir())


def test_an_address_that_only_looks_like_somebodys_is_not_his(root: Path) -> None:
    login = BoardLogin(Board("https://login.bestuur.nl", "studio", "x", frozenset({"bestuur.nl"})), Database(root))
    for mail in (
        "\u212aees@bestuur.nl",  # the sign for kelvin becomes a k in small letters
        "kees@be\u017ftuur.nl",
        "kees@evil-bestuur.nl",
        "kees@bestuur.nl.kwaad.nl",
        "kees@BESTUUR.NL@kwaad.nl",
        "",
        None,
        ["kees@bestuur.nl"],
    ):
        assert login._mail({"email": mail, "email_verified": True}) == ""
    for is_verified in ("true", 1, None, [True]):
        assert login._mail({"email": "kees@bestuur.nl", "email_verified": is_verified}) == ""
    assert login._mail({"email": "Kees@Bestuur.nl", "email_verified": True}) == "kees@bestuur.nl"


@pytest.mark.parametrize("name", ["\u212aees", "ke\u0435s", "KEES", "kees ", "ｋees", "kees\0", "k\u00adees"])
def test_no_account_is_called_almost_as_another(team: Studio, name: str) -> None:
    team.accounts.add("kees", "Kees", "lezer")
    with pytest.raises(UsageError):
        team.accounts.add(name.strip().casefold(), "Kees", "lezer")


def test_a_link_in_a_mail_leads_to_no_page_of_somebody_else(team: Studio) -> None:
    head = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    for path in ("//kwaad.nl/", "/%5C%5Ckwaad.nl", '/"><script>alert(1)</script>', "/aanmelden?naar=https://kwaad.nl"):
        page = browser(team).get(f"{HOME}{path}", headers=head)
        assert "url=//" not in page.text
        assert "<script>alert" not in page.text
        assert 'value="https://kwaad' not in page.text


def test_with_one_token_only_one_comes_in(studio: Studio) -> None:
    token, found = studio.one_time.token, list[bool]()
    begun = threading.Barrier(8)

    def spend() -> None:
        begun.wait()
        found.append(studio.one_time.spend(token))

    threads = [threading.Thread(target=spend) for _one in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert found.count(True) == 1


def test_a_role_that_is_none_may_nothing(team: Studio) -> None:
    odd = Person("x", "X", cast("Any", "koning"))
    team.database.write("INSERT INTO person (name, shown, role, since) VALUES ('x', 'X', 'koning', 0)")
    visitor = visitor_as(team, odd)
    assert visitor.client.get("/beheer/", follow_redirects=False).status_code in {303, 403}


def test_a_writer_takes_back_no_setting_that_he_could_not_make(team: Studio) -> None:
    chief, bas = member(team, "beheerder"), member(team, "schrijver")
    chief.send(
        "/instellingen/",
        {"publisher": "Andere uitgever", "was:publisher": team.workplace.project.corpus.project.publisher},
    )
    row = team.database.row("SELECT max(number) AS n FROM saved")
    assert row is not None
    file = team.workplace.root / "policy_src/project.yaml"
    before = file.read_bytes()
    for path in (f"/geschiedenis/{row['n']}/terug", f"/document/noord/telefoons/bewaard/{row['n']}"):
        answer = bas.client.post(path, data={"csrf": bas.csrf})
        assert answer.status_code == 422, answer.text
        assert file.read_bytes() == before
    chief.send(f"/geschiedenis/{row['n']}/terug")
    assert file.read_bytes() != before
