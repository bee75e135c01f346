"""Texts as tokens, the smallest things that can change: a word, a placeholder, a reference, a mark.

The tokens of a text, joined, are the text. A word is never divided: letters with the marks on them, hyphens and
apostrophes inside it, figures with their points, and a placeholder that touches letters are one token (Unicode
classes, so in any script).
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal

from schoolprotocol.text.template import PLACEHOLDER, capital

Kind = Literal["word", "url", "reference", "note", "link", "escape", "entity", "space", "mark", "layout", "sign"]
"""`mark`: emphasis or the opening of a link; `link`: its end, with the target; `layout`: a list marker; `sign`:
punctuation or a symbol."""

NAME_SIZE = 6
"""A placeholder or reference counts for so many letters, whatever it is called."""

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

_PLACEHOLDER = r"\{\{[^{}]*\}\}"
_LETTER = rf"(?:{_PLACEHOLDER}|[^\W_]|[\u0300-\u036f\u00ad\u200c\u200d\u2060])"
_INSIDE = r"(?:['’‐‑-]|(?<=\d)[.,:](?=\d))"
_TARGET = rf"(?:<[^<>\n]*>|(?:{_PLACEHOLDER}|[^()\s])*)"
_MARKUP = rf"""
  (?P<reference> \{{clause\}}`[^`\n]*` )
| (?P<note> \[\^[^\]\s]+\] )
| (?P<link> \]\({_TARGET}\) | <(?:https?:|mailto:|tel:)[^<>\s]*> )
| (?P<escape> \\[!-/:-@\[-`{{-~] )
| (?P<entity> &(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}}); )
"""
_URL = r"""https?://[^\s<>()\[\]{}`"]*[^\s<>()\[\]{}`".,;:!?'*_]"""
_USUAL = rf"""
  (?P<space> \s+ )
| (?P<word> (?!{_URL}) {_LETTER}(?:[*_]*{_LETTER}|{_INSIDE}{_LETTER})* )
"""
"""First what most tokens are. A `url` is left out by the lookahead; no other begins like these but `sign`, the last."""
_OTHER = rf"""
  (?P<url> {_URL} )
| (?P<mark> (?:(?<!\s)(?<!^)|(?=[*_]+\S))[*_]+ | \[(?=[^\[\]]*\]\() )
| (?P<sign> .[\u0300-\u036f\ufe0f\u200d\U0001f3fb-\U0001f3ff]*(?:(?<=\u200d).[\ufe0f\u200d\U0001f3fb-\U0001f3ff]*)* )
"""
_IN_MARKUP = re.compile("|".join((_USUAL, _MARKUP, _OTHER)), re.VERBOSE | re.DOTALL)
_IN_LINE = re.compile(
    _USUAL.replace(r"[*_]*", "") + "|" + _OTHER.replace(r"(?P<mark>", r"(?P<mark> (?!)"), re.VERBOSE | re.DOTALL
)
_EMPHASIS_INSIDE = re.compile(r"(?<!\d)\*+|\*+(?!\d)")
"""Stars inside a word, but not those of a multiplication."""


@dataclass(frozen=True)
class Token:
    """A piece of a text, as written."""

    raw: str
    kind: Kind

    @cached_property
    def is_word(self) -> bool:
        """Whether it says something by itself."""
        return self.kind not in {"mark", "layout", "sign"}

    @cached_property
    def printed(self) -> str | None:
        """What every version prints for it; None where that depends on the version."""
        match self.kind:
            case "word":
                return None if "{" in self.raw else _EMPHASIS_INSIDE.sub("", self.raw)
            case "url" | "sign":
                return self.raw
            case "space":
                return " "
            case "mark" | "layout":
                return ""
            case "escape":
                return self.raw[1:]
            case "entity":
                return html.unescape(self.raw)
            case _:
                return None

    @cached_property
    def letters(self) -> int:
        """How much it weighs where two texts are laid beside each other."""
        if not self.is_word:
            return 0
        return NAME_SIZE if "{{" in self.raw or self.kind == "reference" else len(self.raw)


@dataclass(frozen=True)
class Printing:
    """What one version prints for placeholders, references and note calls."""

    values: Mapping[str, str] = field(default_factory=dict)
    """Printed value by name."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Label by clause id."""
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Printed number by clause id and note id."""


def tokens(text: str, *, markup: bool) -> tuple[Token, ...]:
    """The tokens of a text: clause markup, or one line of plain text."""
    return _tokens(text, markup)


@lru_cache(maxsize=20_000)  # every text is asked for several times: of 4,000 clauses that changed there are 8,000
def _tokens(text: str, markup: bool) -> tuple[Token, ...]:  # noqa: FBT001
    pattern = _IN_MARKUP if markup else _IN_LINE
    return tuple([_token(match[0], match.lastgroup) for match in pattern.finditer(text)])


_token = lru_cache(maxsize=50_000)(Token)
"""A token, the same one wherever its word stands: texts are made of few words."""


def shown(token: Token, printing: Printing, clause: str = "") -> str:
    """A token as a reader sees it: no markup, values filled in. `clause` is the id of the clause that it stands in."""
    if token.printed is not None:
        return token.printed
    match token.kind:
        case "reference":
            id_ = referred(token)
            return printing.labels.get(id_, id_)
        case "note":
            return printing.notes.get((clause, token.raw[2:-1]), "").translate(SUPERSCRIPT)
        case "link":
            address = target(token, printing)
            return address if token.raw.startswith("<") else f" ({address})"
        case _:
            return fill(_EMPHASIS_INSIDE.sub("", token.raw), printing)


def referred(token: Token) -> str:
    """The id of the clause that a reference token names."""
    return token.raw.partition("`")[2][:-1].strip()


def target(token: Token, printing: Printing) -> str:
    """The address of a link token, without the scheme of mail and telephone links."""
    inside = token.raw[1:-1] if token.raw.startswith("<") else token.raw[2:-1].strip("<>")
    return fill(inside, printing).removeprefix("mailto:").removeprefix("tel:")


def fill(text: str, printing: Printing) -> str:
    """The text with each placeholder replaced by its printed value; an unknown one stays as it is."""
    if "{{" not in text:
        return text

    def value(match: re.Match[str]) -> str:
        found = printing.values.get(match[1])
        if found is None:
            return match[0]
        return capital(found) if match[2] else found

    return PLACEHOLDER.sub(value, text)
