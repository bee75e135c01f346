"""A page of the manual as a story: its files and commands, one after the other, in a project of its own.

The project begins as a copy of `tests/roots/klein`. A block with a caption is (a part of) that file: its top-level
keys, or its clauses, take the place of those that the file has. A block whose class names codes is a mistake; the next
file undoes it. A `console` block is run.
"""

from __future__ import annotations

import io
import re
import shlex
import shutil
import subprocess
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path

from schoolprotocol import messages
from schoolprotocol.cli import run
from schoolprotocol.errors import EditError
from tests.docs.pages import ROOT, Block
from tests.helpers import entered

KLEIN = ROOT / "tests" / "roots" / "klein"

TODAY = "2026-11-20"
"""The day on which the manual was written; commands that ask the clock go by it."""
_DATED = ("check", "status", "release", "dossier", "decide", "add", "deviate", "adopt")
_CHUNK = re.compile(r"^(?=[^\s#])", re.MULTILINE)


def merged(old: str, new: str) -> str:
    """A file with the keys or list items of `new` in the place of those of `old`."""
    chunks = {_key(chunk): chunk for chunk in _CHUNK.split(old) if chunk.strip()}
    chunks |= {_key(chunk): chunk for chunk in _CHUNK.split(new) if chunk.strip()}
    return "".join(chunk.rstrip("\n") + "\n" for chunk in chunks.values())


def _key(chunk: str) -> str:
    first = chunk.split("\n", 1)[0]
    return first if first.startswith("- ") else first.split(":", 1)[0]


def codes_of(block: Block) -> set[str]:
    """The codes that a block's class names."""
    return set(re.findall(r"SP\d{3}", block.options.get("class", "").upper()))


class Story:
    """The project of one page, as far as the page has come."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.undo: tuple[Path, str | None] | None = None
        shutil.copytree(KLEIN, root)
        (root / "templates").symlink_to(ROOT / "templates")

    def write(self, block: Block) -> None:
        """Put a block in the file that its caption names."""
        if self.undo is not None:
            path, before = self.undo
            path.unlink() if before is None else path.write_text(before, "utf-8")
        path = self.root / block.options["caption"]
        before = path.read_text("utf-8") if path.is_file() else None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(merged(before or "", block.body), "utf-8")
        self.undo = (path, before) if codes_of(block) else None
        if self.undo is None and block.options.get("class") != "by-hand":
            self._enter()

    def _enter(self) -> None:
        """Enter decisions that were written by hand in the ledger; a block of the class `by-hand` tells of that."""
        for ledger in self.root.glob("policy_src/schools/*/releases/ledger"):
            with suppress(EditError):
                entered(self.root, ledger.parts[-3])

    def output(self, block: Block) -> str:
        """What a console block looks like when its commands are run."""
        commands = [line for line in block.body.splitlines() if line.startswith("$ ")]
        return "".join(f"{line}\n{self._run(line[2:])}" for line in commands)

    def _run(self, command: str) -> str:
        arguments = arguments_of(command)
        if arguments[0] in _DATED:
            arguments += ["--today", TODAY]
        if arguments[0] == "impact":
            self._remember()
        messages.use("nl")
        output = io.StringIO()
        with redirect_stdout(output), redirect_stderr(output):
            code = run(["--root", str(self.root), *arguments])
        assert code in {0, 1, 2}, f"{command}: {output.getvalue()}"
        return output.getvalue().replace(str(self.root), "…").rstrip("\n") + "\n"

    def _remember(self) -> None:
        """Let git know the project as it was when the page began."""
        if (self.root / ".git").exists():
            return
        who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
        for step in (
            ["init", "--quiet"],
            ["add", "policy_src"],
            [*who, "commit", "--quiet", "--message", "De bron toen deze bladzijde begon"],
        ):
            places = [f"--git-dir={self.root / '.git'}", f"--work-tree={KLEIN}"]
            subprocess.run(["git", "-C", str(KLEIN), *places, *step], check=True, capture_output=True)


def arguments_of(command: str) -> list[str]:
    """What a command of the manual gives to schoolprotocol: `make check` runs it too."""
    program, *arguments = shlex.split(command)
    if program == "schoolprotocol":
        return arguments
    assert program == "make", command
    target, *rest = arguments
    makefile = (ROOT / "Makefile").read_text("utf-8")
    recipe = re.search(rf"^{target}:.*\n\t\$\(SCHOOLPROTOCOL\) (.*) \$\(ARGS\)$", makefile, re.MULTILINE)
    assert recipe, f"{command}: no such target, or it runs something else"
    return [*recipe[1].split(), *(word for given in rest for word in shlex.split(given.removeprefix("ARGS=")))]
