"""What comes from other machines, as inputs: the answer of a server, the record of a target, the answer of a worker."""

from __future__ import annotations

import io
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final
from unittest import mock

from schoolprotocol.build.crew import answer as workers
from schoolprotocol.build.jobs import Outcome, Task
from schoolprotocol.build.manifest import Entry, Summary
from schoolprotocol.config import Folders
from schoolprotocol.deliver.changes import can_be_ours, read_record, sha256, write_record
from schoolprotocol.deliver.http import Server
from schoolprotocol.deliver.secret import Secret
from schoolprotocol.deliver.wordpress import Page, publish_page
from schoolprotocol.errors import PublishError, SchoolprotocolError

SECRET: Final = "het wachtwoord zelf"
BETWEEN: Final = b"\n=== \n"
"""Between the answers of a server to one question and to the next."""
_PAGE: Final = Page("a/b", "a-b", "Titel", "publish", "a-b.pdf", b"%PDF-1.7", lambda pdf: f"<p>{pdf}</p>")
_TASK: Final = Task("noord", "telefoons", ("html", "pdf"), Folders(Path("p"), Path("b")))


class _Line:
    """A connection over which everything has been said already."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, *_given: Any, **_named: Any) -> io.BufferedReader:
        return io.BufferedReader(io.BytesIO(self._data))

    def sendall(self, data: bytes) -> None:
        assert SECRET.encode() not in data

    def dup(self) -> _Line:
        return self

    def __getattr__(self, name: str) -> Any:
        return lambda *_given: None


@contextmanager
def _saying(answers: list[bytes]) -> Iterator[None]:
    """Whoever is called says these things, one after the other, and then nothing."""
    left = iter(answers)
    with mock.patch.object(socket, "create_connection", lambda *_given, **_named: _Line(next(left, b""))):
        yield


def server(data: bytes) -> None:
    """What a server answers to the questions of a publication: it is done, or told, in words that anybody may read."""
    asked = Server("http://127.0.0.1:1/", "ik", Secret(SECRET), seconds=1, total=5)
    with _saying(data.split(BETWEEN)):
        try:
            done = publish_page(asked, _PAGE)
        except SchoolprotocolError as error:
            assert SECRET not in str(error)
            assert str(error).isprintable()
        else:
            assert {change.name for change in done} <= {"a-b.pdf", "/a-b/"}


def good_answers() -> list[bytes]:
    """Those of a site that has all of it."""
    pdf = {"slug": f"a-b-{sha256(_PAGE.data)[:16]}", "source_url": "https://x.example/a.pdf"}
    page = {"id": 5, "slug": "a-b", "title": {"raw": "Titel"}, "content": {"raw": "<!-- schoolprotocol a/b -->"}}
    rights = dict.fromkeys(("edit_pages", "edit_published_pages", "publish_pages", "upload_files"), True)
    said = [json.dumps(one).encode() for one in ({"capabilities": rights}, [page], [pdf], page)]
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    chunked = (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n"
    )
    whole = [head % len(body) + body for body in said]
    return [
        BETWEEN.join(whole),
        BETWEEN.join([whole[0], chunked, chunked]),
        b"HTTP/1.1 401 Nee\r\nContent-Length: 0\r\n\r\n",
    ]


def record(data: bytes) -> None:
    """The record of a target: one that leads nowhere else, or none."""
    with suppress(PublishError):
        files = read_record(data)
        assert all(can_be_ours(name) and ".." not in name.split("/") and name.isprintable() for name in files)
        assert read_record(write_record(files)) == files


def good_records() -> list[bytes]:
    """A small one, and one of a run that was under way."""
    files = {"index.html": "0" * 64, "zuid/index.html": "", "zuid/downloads/a b.pdf": "f" * 64}
    return [write_record(files), write_record(files, "ab12")]


def worker(data: bytes) -> None:
    """What a worker answers: of this document and nothing else, or refused."""
    with suppress(workers.ForeignAnswerError):
        made = workers.read(data, _TASK, ["noord-telefoons", "noord-telefoons-kort"])
        own = ("html/noord/telefoons/", "source/noord-telefoons/", "pdf/noord-telefoons.")
        assert all(name.startswith(own) and ".." not in name.split("/") for name in made.files)
        assert made.outcome.task is _TASK
        assert workers.read(workers.written(made), _TASK, []) == made


def good_work() -> list[bytes]:
    """A page and a PDF; and an error."""
    there = (("html", Summary("k", 1)), ("pdf", Summary("l", 1)))
    entries = {
        "html": Entry("k", "t", ("html/noord/telefoons/index.html",)),
        "pdf": Entry("l", "u", ("pdf/noord-telefoons.pdf",)),
    }
    files = {"html/noord/telefoons/index.html": b"<p>", "pdf/noord-telefoons.pdf": b"%PDF"}
    whole = workers.Answer(Outcome(_TASK, ("html", "pdf"), there, times=(("pdf", 0.5),)), entries, files)
    return [workers.written(whole), workers.written(workers.Answer(Outcome(_TASK, error="x", exit_code=3), {}, {}))]
