"""A real server on loopback, on a copy of the small project."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from schoolprotocol import Project
from schoolprotocol.serve import server as serving
from schoolprotocol.serve.answers import Answers
from schoolprotocol.serve.asking import Asking, Done
from schoolprotocol.serve.live import Live
from tests.docs.following import KLEIN

CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"
NOORD, ZUID = "/noord/telefoons/", "/zuid/telefoons/"


@dataclass
class Got:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass
class Asked:
    """Stands for the commands that a server starts: it keeps what was asked, and does what a test says."""

    does: Callable[[tuple[str, ...]], Done] = lambda _arguments: Done(0, "[]", "")
    asked: list[tuple[str, ...]] = field(default_factory=list)


@dataclass
class Served:
    """A server, and the project that it shows."""

    root: Path
    live: Live
    port: int
    commands: Asked
    bugs: list[str]

    def get(self, path: str, method: str = "GET", **headers: str) -> Got:
        """Ask as a browser does; a header's name has `_` for `-`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.putrequest(method, path, skip_host=True)
            for name, value in {"Host": f"127.0.0.1:{self.port}", **headers}.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return Got(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def raw(self, request: bytes) -> bytes:
        """Whatever goes back to bytes that no browser would send."""
        with socket.create_connection(("127.0.0.1", self.port), 60) as connection:
            connection.sendall(request)
            found = b""
            while piece := connection.recv(65536):
                found += piece
            return found

    def write(self, old: str, new: str, file: str = CLAUSES) -> None:
        """Save a file with other words, and let the server know as its watch would."""
        path = self.root / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
        self.live.renew()

    def now(self, seen: str = "") -> str:
        """What stands for the state of the source."""
        return str(json.loads(self.get(f"/-/nu?gezien={seen}").body)["nu"])


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A server that nobody watches for: `Served.write` says that something changed."""
    root = tmp_path / "klein"
    shutil.copytree(KLEIN, root)
    commands, bugs = Asked(), []

    def run(_self: Asking, arguments: tuple[str, ...]) -> Done:
        commands.asked.append(tuple(arguments))
        return commands.does(tuple(arguments))

    def bug(trace: str) -> str:
        bugs.append(trace)
        return "a fault of ours"

    monkeypatch.setattr(Asking, "_run", run)
    project = Project.open(root)
    live, asking = Live(project, bug), Asking(project.folders)
    server = serving._bound(Answers(live, asking), 0, "127.0.0.1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield Served(root, live, server.server_address[1], commands, bugs)
    server.shutdown()
    server.server_close()
    thread.join()
    assert bugs == []
