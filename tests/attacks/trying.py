"""Commands that must end: with an exit code of ours and in time, and that says nothing that a terminal obeys."""

from __future__ import annotations

import io
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from schoolprotocol import messages
from schoolprotocol.cli import run

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class HangError(BaseException):
    """Not an `Exception`: nothing on the way up may catch it."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """An error where the block takes longer."""

    def hang(_number: int, _frame: FrameType | None) -> None:
        raise HangError(f"no answer after {seconds} s")

    earlier = signal.signal(signal.SIGALRM, hang)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, earlier)


@dataclass(frozen=True)
class Told:
    """What a command said, and ended with."""

    code: int
    text: str


def attempt(root: Path, *arguments: str, seconds: float = 30) -> Told:
    """Run a command in this process: it ends in time, is no fault of ours, and says nothing that a terminal obeys."""
    messages.use("en")
    bytes_ = io.BytesIO()
    said = io.TextIOWrapper(bytes_, "utf-8", errors="strict", write_through=True)
    with within(seconds), redirect_stdout(said), redirect_stderr(said):
        code = run(["--root", str(root), *arguments])
    text = bytes_.getvalue().decode()
    assert code != 70, text
    assert not _UNSEEN.search(text), ascii(text)
    assert "::error" not in {line.strip()[:7] for line in text.splitlines()}, text
    return Told(code, text)


def refused(root: Path, *arguments: str, code: int = 1, seconds: float = 30) -> str:
    """What is said of a command that must end with this code."""
    told = attempt(root, *arguments, seconds=seconds)
    assert told.code == code, told.text
    return told.text
