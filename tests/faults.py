"""Projects with one fault each, and where the fault must be reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from schoolprotocol.diagnostics import Kind
from tests.conftest import ProjectMaker

SOURCE = "policy_src"
PROTOCOL = f"{SOURCE}/protocols/telefoons/protocol.yaml"
CLAUSES = f"{SOURCE}/protocols/telefoons/clauses/alles.yaml"
NOORD = f"{SOURCE}/schools/noord/telefoons.yaml"
BOARD = f"{SOURCE}/schools/stichting/telefoons.yaml"

HEAD = """\
protocol: telefoons
extends: stichting
document: {version: "1.1", status: concept, review: 2027-11-01}
"""


def noord(rest: str) -> dict[str, str]:
    """The variant of the school `noord` with these lines below its document control."""
    return {NOORD: HEAD + rest}


def operation(line: str) -> dict[str, str]:
    """The variant of `noord` with one operation."""
    return noord(f"operations:\n  - {line}\n")


@dataclass(frozen=True)
class Fault:
    """One fault in the project `klein`."""

    kind: Kind
    file: str
    """Where it is reported."""
    line: str = ""
    """A text that stands on the reported line, and on no other; empty: the file as a whole is reported."""
    files: Mapping[str, str | bytes | None] = field(default_factory=dict)
    replace: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    says: str = ""
    """What the message says."""
    name: str = ""
    """What is wrong, where the kind alone does not say it."""

    def __str__(self) -> str:
        return f"{self.kind.name}-{self.name}" if self.name else self.kind.name

    def made(self, project: ProjectMaker) -> Path:
        """The project with this fault."""
        return project(files=self.files, replace=self.replace)

    def place(self, root: Path) -> str:
        """`file:line` at which it must be reported."""
        if not self.line:
            return self.file
        lines = (root / self.file).read_text("utf-8", errors="replace").split("\n")
        hits = [number for number, text in enumerate(lines, start=1) if self.line in text]
        assert len(hits) == 1, f"{self.line!r} stands on lines {hits} of {self.file}"
        return f"{self.file}:{hits[0]}"
