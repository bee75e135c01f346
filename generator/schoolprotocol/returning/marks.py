"""What our Word files carry so that what people do to them comes back to the right place.

A bookmark around each paragraph: which text it prints, and the hash of its words. Word, LibreOffice and Google Docs
keep what stands in a bookmark together through most of what people do, and one bookmark per paragraph tells after two
were joined which words came from which. Names that begin with a line are not listed to people. What the whole file is
stands in a property of the document.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final, Literal

from schoolprotocol.policy.slots import Slot

PREFIX: Final = "_sp_"
_LONGEST: Final = 40
"""Characters of the name of a bookmark in Word."""
_CUT: Final = 4
"""Digits behind an id that is cut."""
_NAME: Final = re.compile(rf"{PREFIX}[0-9a-z_]*?_?([0-9a-f]{{8}})_([0-9a-f]{{8}})(?:_?(?:copy|[0-9]).*)?")
_DOCUMENT: Final = re.compile(r"(document|report) ([a-z0-9-]+) ([a-z0-9-]+) ([0-9.]+) ([0-9a-f]{64})(?: ([0-9.]+))?")
PROPERTY: Final = "schoolprotocol"
"""Name of the property of the document."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What the bookmark of a paragraph says."""

    place: str
    """Eight digits for the slot, and which of its paragraphs it is."""
    words: str
    """Eight digits for the words."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a file of ours is."""

    kind: Literal["document", "report"]
    """A protocol, or the change report on one."""
    school: str
    protocol: str
    version: str
    text_hash: str
    """Of the text; in a report of the new one."""
    since: str = ""
    """In a report: the version with which that was compared."""

    def __str__(self) -> str:
        told = (self.kind, self.school, self.protocol, self.version, self.text_hash, self.since)
        return " ".join(filter(None, told))

    @classmethod
    def parse(cls, text: str) -> Identity | None:
        """What such a property says; none where it is not ours."""
        found = _DOCUMENT.fullmatch(text.strip())
        return None if found is None else cls(*found.groups(""))  # type: ignore[arg-type]


def mark_of(slot: Slot, place: int, words: str) -> Mark:
    """What the bookmark of a paragraph says.

    Args:
        slot: whose text it prints.
        place: which of its paragraphs it is, from 0.
        words: what it prints, without the marks of notes.
    """
    return Mark(_digits(f"{slot}#{place}"), words_of(words))


def words_of(words: str) -> str:
    """Eight digits that stand for words; white space does not count."""
    return _digits("".join(words.split()))


def name_of(slot: Slot, mark: Mark) -> str:
    """The name of a bookmark, at most as long as Word takes.

    It has as much of the id as goes in, for who looks there. An id that is cut ends with digits for all of it: by what
    stands before the mark the paragraphs of one clause are known, and two clauses can begin with the same words.
    """
    room = _LONGEST - len(PREFIX) - len(mark.place) - len(mark.words) - 2
    called = re.sub(r"[^0-9a-z]+", "_", slot.id.lower()).strip("_")
    if len(called) > room:
        called = f"{called[: room - _CUT - 1].strip('_')}_{_digits(slot.id)[:_CUT]}"
    return f"{PREFIX}{called}_{mark.place}_{mark.words}"


def mark_in(name: str) -> Mark | None:
    """What a bookmark says by its name; none where it is not ours. A program may have put something behind it."""
    found = _NAME.fullmatch(name)
    return None if found is None else Mark(found[1], found[2])


def _digits(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
