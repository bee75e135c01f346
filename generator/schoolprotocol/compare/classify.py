"""Whether a change touches what a text says, or only how it is written.

Editorial is only: punctuation, case, white space and formatting, and a placeholder that prints what stood there. Two
texts say the same where their words agree, with either version's values filled in. In doubt a change is substantive.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from schoolprotocol.compare.tokens import Printing, Token, referred, shown, target, tokens

_CONTENT = re.compile(r"[^\W_]+(?:(?:['/@-]|(?<=\d)[.,:](?=\d))[^\W_]+)*|[^\w\s]")
_REFERENCE = re.compile(r"\{clause\}`([^`\n]*)`")
_SPELLING = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "\u00ad": None})
_PUNCTUATION = frozenset(".,;:!?…'\"‘’“”„«»‹›()[]-‐‑–—·•")


@dataclass(frozen=True)
class Meaning:
    """Compares what two versions say."""

    old: Printing
    new: Printing
    clauses: Mapping[str, str]
    """New clause id by old clause id: a reference to a renamed clause says the same."""

    def same(self, old: str, new: str, *, markup: bool) -> bool:
        """Whether two templates say the same.

        Args:
            old: template in the old version.
            new: template in the new version.
            markup: whether they are clause markup or plain text.
        """
        if old == new:
            return True
        # With a value that both versions know, the two texts must agree whichever of the two values it has.
        return all(
            self._words(old, {**self.old.values, **shared}, self.clauses, markup)
            == self._words(new, {**self.new.values, **shared}, {}, markup)
            for shared in self._shared()
        )

    def with_new_ids(self, text: str) -> str:
        """A template of the old version as the new one would write it: references name clauses by their new id."""
        return with_ids(text, self.clauses)

    def _shared(self) -> tuple[dict[str, str], dict[str, str]]:
        both = self.old.values.keys() & self.new.values.keys()
        return {name: self.old.values[name] for name in both}, {name: self.new.values[name] for name in both}

    def _words(self, text: str, values: dict[str, str], ids: Mapping[str, str], markup: bool) -> tuple[str, ...]:  # noqa: FBT001
        printing = Printing(values=values)
        said = "".join(_said(token, printing, ids) for token in tokens(text, markup=markup))
        return _content(said)

    def references(self, text: str, *, old: bool) -> set[str]:
        """The clauses (by their new id) and the addresses that a template refers to."""
        ids = self.clauses if old else {}
        return {
            ids.get(referred(token), referred(token)) if token.kind == "reference" else target(token, Printing())
            for token in tokens(text, markup=True)
            if token.kind in {"reference", "link"}
        }


def with_ids(text: str, ids: Mapping[str, str]) -> str:
    """A template in which references name clauses by other ids."""
    return _REFERENCE.sub(lambda match: f"{{clause}}`{ids.get(match[1], match[1])}`", text)


def _said(token: Token, printing: Printing, ids: Mapping[str, str]) -> str:
    match token.kind:
        case "reference":
            return f" §{ids.get(referred(token), referred(token))} "
        case "note":
            return f" §{token.raw} "
        case "link":
            return f" §{target(token, printing)} "
        case _:
            return shown(token, printing)


@lru_cache(maxsize=4_000)
def _content(said: str) -> tuple[str, ...]:
    text = unicodedata.normalize("NFC", said).translate(_SPELLING).casefold()
    found: list[str] = []
    for match in _CONTENT.finditer(text):
        word = match[0]
        if word == "-" and text[match.end() : match.end() + 1].isdigit():
            found.append("minus")
        elif word not in _PUNCTUATION:
            found.append(word)
    return tuple(found)
