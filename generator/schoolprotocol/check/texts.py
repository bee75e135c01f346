"""The texts of a document as a reader meets them: plain, each with its template and its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from schoolprotocol.places import Place
from schoolprotocol.policy import model as p
from schoolprotocol.text import tree
from schoolprotocol.text.parse import read
from schoolprotocol.text.plain import bare


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


_CONTEXT: Mapping[str, str] = {}


def plain(text: str, labels: Mapping[str, str] = _CONTEXT) -> str:
    """Clause markup as plain text, one line per paragraph or list item.

    Args:
        text: clause markup with its values filled in.
        labels: how each clause is referred to, by id; a reference that is not in it prints nothing.
    """
    return bare(read(text), labels)


def links(text: str) -> tuple[str, ...]:
    """The addresses to which a clause text links."""
    return tuple(node.target for node in tree.walk(read(text)) if isinstance(node, tree.Link))


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


def bare_name(name: str) -> str:
    """A name without its article: `het CCC` → `CCC`."""
    return re.sub(r"^(?:de|het|een)\s+", "", name, flags=re.IGNORECASE)


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


def acts(name: str, text: str) -> re.Match[str] | None:
    """Where a text uses a name for the one who acts, and not after a preposition (`van de school`).

    Args:
        name: a regular expression for the name, article included.
        text: plain text.
    """
    for match in re.finditer(rf"(?<![\w-])(?:{name})(?![\w-])", text, re.IGNORECASE):
        if not _NOT_ACTING.search(text[: match.start()]):
            return match
    return None
