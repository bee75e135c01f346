"""Reads the code blocks of a page of the documentation, and writes their bodies anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
MANUAL = DOCS / "handleiding"
ARCHITECTURE = DOCS / "architecture"
_FENCE = re.compile(
    r"^(?P<fence>`{3,})(?:\{code-block\} )?(?P<language>[a-z]+)\n"
    r"(?P<options>(?::[a-z-]+:.*\n)*)\n?"
    r"(?P<body>(?:(?!(?P=fence)).*\n)*?)"
    r"(?P=fence)$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Block:
    """A code block."""

    page: Path
    line: int
    """1-based, of its fence."""
    language: str
    options: Mapping[str, str]
    """`caption`, `class`, `name`."""
    body: str
    start: int
    """Offset of the body in the page."""

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(page: Path) -> list[Block]:
    """The code blocks of a page, in order."""
    text = page.read_text("utf-8")
    found = []
    for match in _FENCE.finditer(text):
        options = dict(re.findall(r"^:([a-z-]+): *(.*)$", match["options"], re.MULTILINE))
        line = text.count("\n", 0, match.start()) + 1
        found.append(Block(page, line, match["language"], options, match["body"], match.start("body")))
    return found


def rewrite(page: Path, bodies: Iterable[tuple[Block, str]]) -> None:
    """Give blocks of one page other bodies."""
    text = page.read_text("utf-8")
    for block, body in sorted(bodies, key=lambda pair: pair[0].start, reverse=True):
        assert text[block.start :].startswith(block.body), f"{block} changed under our hands"
        text = text[: block.start] + body + text[block.start + len(block.body) :]
    page.write_text(text, "utf-8")


def matches(shown: str, actual: str) -> bool:
    """Whether an output is what the page shows, where `…` stands for any text, also over lines."""
    pattern = "(?s:.*?)".join(re.escape(piece) for piece in shown.strip("\n").split("…"))
    return re.fullmatch(pattern, actual.strip("\n")) is not None


def pages(folder: Path) -> list[Path]:
    """The pages in a folder."""
    return sorted(folder.glob("*.md"))
