"""What a handbook is made of: the texts that it holds, each as it was printed, and what is known of the school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schoolprotocol.model.base import NOT_YET_ADOPTED
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.pdf.printed import Printed
from schoolprotocol.policy.model import Organisation
from schoolprotocol.templating import Templates
from schoolprotocol.words.dates import day_in_words


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A protocol that does not apply any more: a handbook names it, and does not hold it."""

    title: str
    version: str
    day: date | None
    """Since when, as far as that is known."""
    url: str
    """Permanent address of the document."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A handbook, as planned. Small: the texts themselves are read by who makes it."""

    title: str
    school: Organisation
    style: Style
    logo: Path | None
    publisher: str
    home: str
    """Permanent address of the school's handbook, ending in a slash."""
    url: str
    """Permanent address of this one: that, or of one that is kept a folder in it."""
    day: date | None
    """As of which day: the last on which one of its texts began to apply; None where nobody knows."""
    is_kept: bool
    """Whether it is kept as it was on that day."""
    texts: tuple[str, ...]
    """Names of the texts that it holds (`Task.name`), in order."""
    lapsed: tuple[Lapsed, ...] = ()


@dataclass(frozen=True, slots=True)
class BundleWork:
    """What is asked of the function that makes one: the handbook, and a folder where nobody looks until it ends."""

    bundle: Bundle
    name: str
    """How its files are called, below the folder of the output: `linde`, `linde/2026-10-01`."""
    texts: Sequence[Printed]
    """In the order of `Bundle.texts`."""
    templates: Templates
    build: Path

    def at(self, ending: str) -> Path:
        """One of its files."""
        return self.build / "bundle" / f"{self.name}.{ending}"


def is_proposed(text: Printed) -> bool:
    """Whether a text was never adopted: a handbook holds it as a proposal."""
    return text.policy.document.status in NOT_YET_ADOPTED


def as_of(bundle: Bundle, texts: Sequence[Printed]) -> str:
    """`Stand van 1 oktober 2026`."""
    if all(map(is_proposed, texts)):
        return "Nog niets vastgesteld"
    return f"Stand van {day_in_words(bundle.day)}" if bundle.day else "Stand zonder datum"


def number(texts: Sequence[Printed]) -> str:
    """`3 protocollen`."""
    return f"{len(texts)} protocollen" if len(texts) != 1 else "1 protocol"


def of_these(texts: Sequence[Printed]) -> str:
    """What follows on that number: `, waarvan 1 als voorstel`."""
    proposed = sum(map(is_proposed, texts))
    return f", waarvan {proposed} als voorstel" if 0 < proposed < len(texts) else ""
