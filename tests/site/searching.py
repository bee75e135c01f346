"""Searching as a page does it: its script, run by Node on indexes."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("searching.mjs")
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="Node runs the script of the search page")


@dataclass(frozen=True)
class Answer:
    """What a reader gets to see."""

    whole: bool
    """Whether the places have all that was asked."""
    nowhere: tuple[str, ...]
    """The words that no place has."""
    instead: tuple[str, ...]
    """What was looked for in place of a word that nothing has."""
    urls: tuple[str, ...]
    """The places, the best first; where there are none, the page says whom to ask."""

    @property
    def clauses(self) -> tuple[str, ...]:
        """Their ids."""
        return tuple(url.partition("#")[2] for url in self.urls)


def search(static: Path, indexes: Iterable[Path], questions: Sequence[str]) -> list[Answer]:
    """What is found for each question.

    Args:
        static: the folder with the scripts of a site.
        indexes: of the protocols that are searched together.
        questions: what people type.
    """
    asked = {
        "language": str(static / "language_data.js"),
        "search": str(static / "search.js"),
        "indexes": [str(path) for path in indexes],
        "questions": questions,
    }
    done = subprocess.run(
        ["node", PROGRAM], input=json.dumps(asked), capture_output=True, check=True, encoding="utf-8", timeout=60
    )
    found = json.loads(done.stdout)
    return [Answer(one["whole"], tuple(one["nowhere"]), tuple(one["instead"]), tuple(one["urls"])) for one in found]
