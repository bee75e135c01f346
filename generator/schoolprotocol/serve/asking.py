"""Has a command of ours do what takes seconds: it has a process of its own, so that pages need not wait for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from schoolprotocol import messages
from schoolprotocol.config import Folders

LONGEST = 900.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a command."""

    code: int
    out: str
    told: str
    """What it said to a person."""


@dataclass(slots=True)
class Asking:
    """The commands for a project: one at a time, and each once for each state of the source."""

    folders: Folders
    _turn: Lock = field(default_factory=Lock)
    _known: dict[tuple[str, ...], tuple[str, Done]] = field(default_factory=dict)
    _running: subprocess.Popen[str] | None = None
    _ended: bool = False

    def build(self, output: str, school: str | None, now: str) -> Done:
        """Make an output of a school, or of all, where that is out of date.

        Args:
            output: its name.
            school: its id.
            now: stands for the state of the source: of one that was asked before, the answer is known.
        """
        return self._ask(("build", output, *(("--school", school) if school is not None else ())), now)

    def check(self, school: str | None, now: str) -> tuple[list[dict[str, Any]], Done]:
        """What is wrong with the documents of a school, or with everything, as `check --format json` tells it."""
        done = self._ask(("check", "--format", "json", *(("--school", school) if school is not None else ())), now)
        try:
            found = json.loads(done.out)
        except ValueError:
            return [], done
        return (found if isinstance(found, list) else []), done

    def close(self) -> None:
        """End what runs, and begin nothing any more."""
        self._ended = True
        running = self._running
        if running is not None:
            running.terminate()

    def _ask(self, arguments: Sequence[str], now: str) -> Done:
        with self._turn:
            state, done = self._known.get(tuple(arguments), ("", None))
            if done is None or state != now or done.code:
                done = self._run(arguments)
                self._known[tuple(arguments)] = now, done
            return done

    def _run(self, arguments: Sequence[str]) -> Done:
        root, build = str(self.folders.root), str(self.folders.build)
        command = [sys.executable, "-P", "-m", "schoolprotocol", "--root", root, "--output", build]
        command += ["--lang", messages.in_use() or "nl", *arguments]
        if self._ended:
            return Done(130, "", "")
        with subprocess.Popen(  # noqa: S603 (our own command; ids are those of the source)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        ) as running:
            self._running = running
            try:
                out, told = running.communicate(timeout=LONGEST)
            except subprocess.TimeoutExpired:
                running.kill()
                out, told = running.communicate()
            finally:
                self._running = None
        return Done(running.returncode, out, told)
