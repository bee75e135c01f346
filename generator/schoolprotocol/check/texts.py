"""The texts of a document as a reader meets them: plain, each with its template and its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schoolprotocol.places import Place
from schoolprotocol.policy import model as p


@dataclass(frozen=True, slots=True)
class Printed:
    """One text of the document."""

    target: str
    """Id of the clause, section or table, or `document.<field>`."""
    text: str
    """Plain, values filled in; one line per paragraph or list item."""
    template: str
    """As it was written."""
    place: Place
    clause: p.Clause | None = None
    """The clause whose wording or note it is."""


_SENTENCE_END = re.compile(r"(?<=[.?!:;])\s+(?=\S)|\n")
_INITIALS = re.compile(
    r"\b(?:art|bijv|ca|dhr|drs|enz|etc|incl|max|mevr|min|mr|nr|o\.a|blz|resp|m\.b\.t|t/m|z\.o\.z)\.$", re.I
)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a plain text; each list item is one, and a part before a colon too."""
    found: list[str] = []
    for piece in _SENTENCE_END.split(text):
        if found and _INITIALS.search(found[-1]):
            found[-1] += " " + piece.strip()
        elif piece.strip():
            found.append(piece.strip())
    return tuple(found)


def words(text: str) -> list[str]:
    """The words of a plain text; numbers and signs are none."""
    return re.findall(r"[^\W\d_]+(?:['’\-/][^\W\d_]+)*", text)


def find_name(name: str, text: str) -> re.Match[str] | None:
    """Where a text uses a name, as a whole word and written the same way (`MiND` is not `mind`)."""
    if name not in text:
        return None
    return re.search(rf"(?<![\w@./-]){re.escape(name)}(?![\w@]|[./-]\w)", text)


_NOT_ACTING = re.compile(
    r"\b(?:aan|achter|bij|binnen|buiten|door|(?-i:en|of)|in|langs|met|na|naar|namens|om|onder|op|over|per|rond|sinds|te|"
    r"tegen|tot|tussen|uit|van|vanuit|via|volgens|voor|zonder)\s+$",
    re.IGNORECASE,
)
"""Prepositions; and `en`, `of` inside a sentence, after which a name is the last of an enumeration."""
_BEFORE = 20
"""So many characters before a name hold such a word: of a text that names a school often not all is read each time."""


def acts(name: str, text: str) -> re.Match[str] | None:
    """Where a text uses a name for the one who acts, and not after a preposition (`van de school`).

    Args:
        name: a regular expression for the name, article included.
        text: plain text.
    """
    for match in re.finditer(rf"(?<![\w-])(?:{name})(?![\w-])", text, re.IGNORECASE):
        if not _NOT_ACTING.search(text, max(0, match.start() - _BEFORE), match.start()):
            return match
    return None
