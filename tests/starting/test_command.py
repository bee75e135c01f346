"""`new` as people type it: with options, with a file, and in a terminal."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from schoolprotocol.cli import run
from tests.repository import ROOT

FILE = """\
board: {name: Stichting Delta, website: "https://delta.example"}
schools: [{name: De Wilg, kind: po}, {name: Lyceum Oost, kind: vo}]
protocols: [telefoons]
"""
OPTIONS = ("--board", "Stichting Delta", "--website", "delta.example", "--school", "De Wilg", "po")


def new(folder: Path, *options: str) -> int:
    return run(["--lang", "en", "new", str(folder), "--today", "2026-11-22", *options])


def test_options_are_enough_and_it_says_how_to_go_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(tmp_path / "mijn bestuur", *OPTIONS, "--protocol", "telefoons") == 0
    told = capsys.readouterr().out
    assert f"cd '{tmp_path}/mijn bestuur'" in told
    assert "de-wilg: telefoons" in told
    assert run(["--root", str(tmp_path / "mijn bestuur"), "check", "--today", "2026-11-22"]) == 0


def test_a_file_with_answers_is_enough(tmp_path: Path) -> None:
    (tmp_path / "antwoorden.yaml").write_text(FILE, "utf-8")
    assert new(tmp_path / "delta", "--answers", str(tmp_path / "antwoorden.yaml")) == 0
    assert (tmp_path / "delta/policy_src/schools/lyceum-oost/telefoons.yaml").is_file()


def test_a_file_with_a_fault_gives_its_line_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "antwoorden.yaml").write_text(FILE.replace("po", "lagere school"), "utf-8")
    assert new(tmp_path / "delta", "--answers", str(tmp_path / "antwoorden.yaml")) == 1
    assert "antwoorden.yaml:2" in capsys.readouterr().err
    assert not (tmp_path / "delta").exists()


@pytest.mark.parametrize("options", [(), OPTIONS[:4]])
def test_without_a_terminal_nothing_is_asked_and_it_says_what_is_missing(
    options: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert new(tmp_path / "delta", *options) == 2
    assert "--school" in capsys.readouterr().err
    assert not (tmp_path / "delta").exists()


def test_what_is_told_twice_is_refused(tmp_path: Path) -> None:
    assert new(tmp_path / "delta", "--oefenen", "--board", "x") == 2
    assert not (tmp_path / "delta").exists()


def test_the_practice_project_begins_without_a_question(tmp_path: Path) -> None:
    assert new(tmp_path / "oefenen", "--oefenen") == 0
    assert run(["--root", str(tmp_path / "oefenen"), "check", "--today", "2026-11-22"]) == 0


class Terminal:
    """A person at a terminal, who waits for words and types."""

    def __init__(self, folder: Path) -> None:
        self._screen, its = pty.openpty()
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator"), "TERM": "dumb", "COLUMNS": "200"}
        command = [sys.executable, "-m", "schoolprotocol", "--lang", "en", "new", str(folder), "--today", "2026-11-22"]
        self._process = subprocess.Popen(
            command, stdin=its, stdout=its, stderr=its, env=environment, start_new_session=True
        )
        os.close(its)
        self.seen = ""

    def sees(self, words: str) -> None:
        until = time.monotonic() + 60
        while words not in self.seen:
            ready, _none, _no = select.select([self._screen], [], [], max(0.0, until - time.monotonic()))
            assert ready, f"{words!r} did not come after\n{self.seen}"
            try:
                self.seen += os.read(self._screen, 4096).decode("utf-8", "replace")
            except OSError:  # the other side is gone
                assert words in self.seen, self.seen
        self.seen = self.seen.partition(words)[2]

    def types(self, text: str) -> None:
        os.write(self._screen, f"{text}\n".encode())

    def takes_what_is_offered(self) -> None:
        """Enter, as often as something is asked."""
        with suppress(AssertionError):
            while True:
                self.sees("] > ")
                self.types("")

    def stops(self) -> None:
        self._process.send_signal(signal.SIGINT)

    def code(self) -> int:
        try:
            return self._process.wait(60)
        finally:
            os.close(self._screen)


@pytest.mark.slow
def test_at_a_terminal_one_answers_goes_back_and_answers_again(tmp_path: Path) -> None:
    person = Terminal(tmp_path / "delta")
    for words, typed in [
        ("name of the board", "Stichting Delta"),
        ("website", "delta"),
        ("not an address", "<"),
        ("name of the board", "Stichting Delta Noord"),
        ("website", "delta.example"),
        *[(words, "") for words in ("town", "body", "council", "colour")],
        ("name of the school", "De Wilg"),
        *[(words, "") for words in ("education", "sentence", "town", "website", "lead", "ask?", "council")],
        *[(words, "") for words in ("colour", "logo", "another school")],
        ("protocols", "telefoons"),
    ]:
        person.sees(words)
        person.sees("> ")
        person.types(typed)
    person.takes_what_is_offered()
    assert person.code() == 0
    facts = (tmp_path / "delta/policy_src/schools/de-wilg/school.yaml").read_text("utf-8")
    assert "name: De Wilg" in facts
    board = (tmp_path / "delta/policy_src/schools/stichting-delta-noord/school.yaml").read_text("utf-8")
    assert "name: Stichting Delta Noord" in board


@pytest.mark.slow
def test_ctrl_c_in_the_midst_of_questions_writes_nothing(tmp_path: Path) -> None:
    person = Terminal(tmp_path / "delta")
    person.sees("> ")
    person.types("Stichting Delta")
    person.sees("website")
    person.stops()
    assert person.code() == 130
    assert not list(tmp_path.iterdir())
