"""The chapter on beginning can be followed word for word, in an empty folder, by who only types what it shows."""

from __future__ import annotations

import io
import shlex
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from schoolprotocol import messages
from schoolprotocol.cli import run
from schoolprotocol.library.taking import Shelf
from tests.docs.pages import MANUAL, blocks, matches

PAGE = MANUAL / "beginnen.md"


@pytest.mark.parametrize("builds", [False, pytest.param(True, marks=pytest.mark.stress)], ids=["", "builds"])
def test_what_the_chapter_on_beginning_shows_happens(
    builds: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = 0
    for block in blocks(PAGE):
        if block.options.get("caption") == "antwoorden.yaml":
            Path("antwoorden.yaml").write_text(block.body, "utf-8")
        elif block.language == "console":
            actual = "".join(
                typed(line, monkeypatch, builds=builds) for line in block.body.splitlines() if line[:2] == "$ "
            )
            assert matches(block.body, actual), f"{block} shows something else than\n{actual}"
            shown += 1
    assert shown == 3
    if builds:
        assert Path("build/html/index.html").is_file()
        for folder in ("pdf", "docx", "schoolgids", "kaart", "bundle"):
            assert any(Path("build", folder).iterdir())


def typed(line: str, monkeypatch: pytest.MonkeyPatch, *, builds: bool) -> str:
    """A line of the page and what the terminal answers."""
    program, *arguments = shlex.split(line[2:])
    if program == "cd":
        monkeypatch.chdir(arguments[0])
        return f"{line}\n"
    assert program == "schoolprotocol"
    if arguments == ["build"] and not builds:
        return f"{line}\n…\n"
    messages.use("nl")
    dated = ["--today", Shelf().library.date.isoformat()] if arguments[0] != "build" else []
    answered = io.StringIO()
    with redirect_stdout(answered), redirect_stderr(answered):
        assert run([*arguments, *dated]) == 0, answered.getvalue()
    return f"{line}\n{answered.getvalue()}"
