"""The command itself, as a person starts and stops it."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.docs.following import KLEIN
from tests.engine.conftest import ROOT

BARE = ROOT / "tests/machine/bare"
CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(KLEIN, tmp_path / "klein")
    return tmp_path / "klein"


@contextmanager
def serving(root: Path, *arguments: str, path: str = "") -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The command, and the port at which it shows the pages."""
    with subprocess.Popen(
        [sys.executable, "-m", "schoolprotocol", "--root", str(root), "serve", "--no-browser", *arguments],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [path, str(ROOT / "generator")]))},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", said)
            assert found is not None, said + process.stderr.read() if process.stderr else said
            yield process, int(found[1])
        finally:
            process.kill()


def get(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", path)
    text = connection.getresponse().read().decode("utf-8")
    connection.close()
    return text


def follows(root: Path, port: int) -> None:
    """What is saved comes by itself, and the server says so to who waits."""
    now = json.loads(get(port, "/-/nu"))["nu"]
    assert "leggen hun telefoon thuis." in get(port, "/zuid/telefoons/")
    text = (root / CLAUSES).read_text("utf-8")
    fresh = root / "fresh"
    fresh.write_text(text.replace("leggen hun telefoon", "leggen nu hun telefoon"), "utf-8")
    fresh.replace(root / CLAUSES)  # as editors save
    assert json.loads(get(port, f"/-/nu?gezien={now}"))["nu"] != now
    assert "leggen nu hun telefoon thuis." in get(port, "/zuid/telefoons/")


def stop(process: subprocess.Popen[str], by: signal.Signals) -> tuple[int, str]:
    process.send_signal(by)
    out, told = process.communicate(timeout=60)
    return process.returncode, out + told


@pytest.mark.slow
def test_a_server_follows_what_is_saved_and_ends_quietly(root: Path) -> None:
    with serving(root, "--port", "0") as (process, port):
        follows(root, port)
        waiting = socket.create_connection(("127.0.0.1", port))
        waiting.sendall(f"GET /-/nu?gezien={json.loads(get(port, '/-/nu'))['nu']} HTTP/1.1\r\n".encode())
        code, told = stop(process, signal.SIGINT)
        assert code == 0
        assert "Traceback" not in told
        assert told == "Gestopt.\n"
        waiting.close()
        free = socket.socket()
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", port))
        free.close()
    assert not (root / "build").exists()  # only what somebody asked for is made


@pytest.mark.stress
@pytest.mark.parametrize(("by", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_whoever_ends_it_there_is_no_traceback_and_nothing_left(
    root: Path, by: signal.Signals, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    with serving(root, "--port", "0") as (process, port):
        get(port, "/zuid/telefoons/")
        assert stop(process, by) == (code, "Gestopt.\n")
    assert [*(tmp_path / "tmp").iterdir()] == []


@pytest.mark.stress
def test_it_works_on_a_machine_that_lacks_what_posix_has(root: Path) -> None:
    with serving(root, "--port", "0", path=str(BARE)) as (process, port):
        follows(root, port)
        assert "Versies" in get(port, "/zuid/telefoons/versies.html")  # this one is built
        assert stop(process, signal.SIGINT)[0] == 0


@pytest.mark.stress
def test_two_servers_of_one_project_both_follow(root: Path) -> None:
    with serving(root, "--port", "0") as (_one, port), serving(root, "--port", "0") as (_two, other):
        follows(root, port)
        assert "leggen nu hun telefoon thuis." in get(other, "/zuid/telefoons/")


@pytest.mark.stress
def test_a_burst_of_saves_ends_with_the_last_of_them(root: Path) -> None:
    text = (root / CLAUSES).read_text("utf-8")
    with serving(root, "--port", "0") as (_process, port):
        get(port, "/zuid/telefoons/")
        for number in range(300):
            (root / CLAUSES).write_text(text.replace("leggen hun", f"leggen {number} maal hun"), "utf-8")
            if number % 10 == 0:
                (root / CLAUSES).unlink()
        deadline = time.monotonic() + 60
        while "leggen 299 maal hun" not in get(port, "/zuid/telefoons/"):
            assert time.monotonic() < deadline


@pytest.mark.stress
def test_it_takes_no_more_memory_after_hundreds_of_saves(root: Path) -> None:
    text = (root / CLAUSES).read_text("utf-8")

    def held(process: subprocess.Popen[str]) -> int:
        return int(Path(f"/proc/{process.pid}/statm").read_text().split()[1]) * 4096

    with serving(root, "--port", "0") as (process, port):
        sizes = []
        for number in range(240):
            now = json.loads(get(port, "/-/nu"))["nu"]
            (root / CLAUSES).write_text(text.replace("leggen hun", f"leggen {number} maal hun"), "utf-8")
            assert json.loads(get(port, f"/-/nu?gezien={now}"))["nu"] != now
            assert f"leggen {number} maal hun" in get(port, "/zuid/telefoons/")
            sizes.append(held(process))
        assert sizes[-1] < sizes[60] + 60_000_000


def test_a_place_without_a_project_is_told(tmp_path: Path) -> None:
    from schoolprotocol.cli import run

    assert run(["--root", str(tmp_path), "serve", "--no-browser"]) == 2


def test_outside_a_container_the_network_is_not_listened_to(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from schoolprotocol.cli import run
    from schoolprotocol.cli import serve as command

    monkeypatch.setattr(command, "is_container", lambda: False)
    assert run(["--root", str(root), "serve", "--container"]) == 2
