"""How much a change matters: whether it touches what a text says, may touch it, or only how it is written.

Substantive: the words are others. Review: the words agree, but not the punctuation, the capitals, the order of list
items, what is a list item, or a space or hyphen that joins or splits words; each of these can turn a rule round, so
somebody has to look. Editorial is only: white space that neither joins nor splits words, formatting, the kind of
quote, apostrophe or dash, and a placeholder that prints what stood there. Texts are compared with either version's
values filled in. In doubt the heavier weight counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import get_args

from schoolprotocol.compare import blocks
from schoolprotocol.compare.tokens import Printing, Token, referred, shown, target, tokens
from schoolprotocol.model.base import Weight

_HEAVIEST_FIRST: tuple[Weight, ...] = get_args(Weight)
_CONTENT = re.compile(r"[^\W_]+(?:(?:['/@-]|(?<=\d)[.,:](?=\d))[^\W_]+)*|[^\w\s]")
_GLYPHS = str.maketrans(
    dict.fromkeys('’‘‚‛´`"“”„‟«»‹›', "'") | dict.fromkeys("‐‑‒–—―−", "-") | {"…": "...", "\u00ad": None}
)
"""Marks that are one mark, written in different ways; and the hyphen that shows only at the end of a line."""
_CONTENT_GLYPHS = _GLYPHS | str.maketrans(dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff"))
"""The same, and what shows nowhere."""
_PUNCTUATION = frozenset(".,;:!?'()[]-·•")
_JOINER = re.compile(r"(?<!\d)[-']|[-'](?!\d)")
"""What can stand between two halves of a word, but not between two figures."""
_LOOSE_SPACE = re.compile(r"(?<=[(\[]) | (?=[.,;:!?)\]])")
_ORDERED = re.compile(r"\d+")


def heaviest(weights: Iterable[Weight]) -> Weight:
    """The heaviest of some weights; editorial where there are none."""
    return min(weights, key=_HEAVIEST_FIRST.index, default="editorial")


@dataclass(frozen=True)
class Meaning:
    """Compares what two versions say."""

    old: Printing
    new: Printing
    clauses: Mapping[str, str]
    """New clause id by old clause id: a reference to a renamed clause says the same."""

    def weight(self, old: str, new: str, *, markup: bool) -> Weight:
        """How much it matters that one template took the place of the other; editorial where they are equal.

        Args:
            old: template in the old version.
            new: template in the new version.
            markup: whether they are clause markup or plain text.
        """
        if old == new:
            return "editorial"
        # With a value that both versions know, the two texts must agree whichever of the two values it has.
        printings = self._printings if "{{" in old or "{{" in new else self._printings[:1]
        return heaviest(
            _weight(list(_read(old, before, self.clauses, markup)), list(_read(new, after, {}, markup)))
            for before, after in printings
        )

    @cached_property
    def _printings(self) -> tuple[tuple[Printing, Printing], ...]:
        both = self.old.values.keys() & self.new.values.keys()
        was, now = ({name: side.values[name] for name in both} for side in (self.old, self.new))
        return tuple(
            (Printing(values={**self.old.values, **shared}), Printing(values={**self.new.values, **shared}))
            for shared in ((was,) if was == now else (was, now))
        )

    def references(self, text: str, *, old: bool) -> set[str]:
        """The clauses (by their new id) and the addresses that a template refers to."""
        if not any(sign in text for sign in ("`", "](", "<")):
            return set()  # most texts: not one of their words need be looked at
        ids = self.clauses if old else {}
        return {
            ids.get(referred(token), referred(token)) if token.kind == "reference" else target(token, Printing())
            for token in tokens(text, markup=True)
            if token.kind in {"reference", "link"}
        }


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph or list item, as read."""

    said: str
    level: int = 0
    """How deep its list lies; 0 for a paragraph."""
    lead: str = " "
    """What stands before it: the same for two bullets, another for a number."""

    @property
    def words(self) -> tuple[str, ...]:
        return _content(self.said)


def _weight(old: Sequence[_Piece], new: Sequence[_Piece]) -> Weight:
    was, now = ([piece.words for piece in side] for side in (old, new))
    if _letters(was) != _letters(now) and _letters(_in_any_order(old)) != _letters(_in_any_order(new)):
        return "substantive"
    return "editorial" if _written(old) == _written(new) else "review"


# -- as read ----------------------------------------------------------------------------------------------------------


def _read(text: str, printing: Printing, ids: Mapping[str, str], markup: bool) -> Iterator[_Piece]:  # noqa: FBT001
    indents: list[int] = []
    ordered = False
    for piece, marker in blocks.pieces(text) if markup else ((text, 0),):
        read = tokens(piece[marker:], markup=markup)
        said = "".join([_said(token, printing, ids) if token.printed is None else token.printed for token in read])
        if marker:
            head = piece[:marker].expandtabs()
            indent = len(head) - len(head.lstrip())
            while indents and indent < indents[-1]:
                indents.pop()
            if not indents or indent > indents[-1]:
                indents.append(indent)
                ordered = False
            number = _ORDERED.search(head)
            # A list counts by itself: only with which number it starts is written.
            mark = "•" if number is None else "#" if ordered else f"#{number[0]}"
            ordered = number is not None
            yield _Piece(said, len(indents), f"\n{'>' * len(indents)}{mark}")
        else:
            inside = piece[:1].isspace()
            yield _Piece(said, 0, f"\n{'>' * inside}" if indents else " ")
            indents = indents if inside else []
            ordered = False


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
    """The words of a text, and the signs that say something."""
    text = unicodedata.normalize("NFC", said).translate(_CONTENT_GLYPHS).casefold()
    if "-" not in text:
        return tuple([word for word in _CONTENT.findall(text) if word not in _PUNCTUATION])
    found: list[str] = []
    for match in _CONTENT.finditer(text):
        word = match[0]
        if word == "-" and text[match.end() : match.end() + 1].isdigit():
            found.append("minus")
        elif word not in _PUNCTUATION:
            found.append(word)
    return tuple(found)


def _letters(pieces: Iterable[Iterable[str]]) -> str:
    """All that is said, whatever is one word and what is two; but 1 and 5 are not 15."""
    every = list(chain.from_iterable(pieces))
    found = "".join(every)
    if found.isalpha():
        return found
    found = ""
    for word in every:
        bare = _JOINER.sub("", word)
        found += f" {bare}" if found[-1:].isdigit() and bare[:1].isdigit() else bare
    return found


def _in_any_order(pieces: Sequence[_Piece]) -> list[tuple[str, ...]]:
    """The words of each piece, the items of one list sorted.

    Not where an item ends with a colon or has a list of its own: then it matters below which item another one stands.
    """
    found: list[tuple[str, ...]] = []
    start = 0
    while start < len(pieces):
        end = start + 1
        while pieces[start].level and end < len(pieces) and pieces[end].level == pieces[start].level:
            end += 1
        run = [piece.words for piece in pieces[start:end]]
        leads = any(piece.said.rstrip().endswith(":") for piece in pieces[start:end])
        nested = any(pieces[n].level > pieces[start].level for n in (end,) if n < len(pieces))
        found += run if leads or nested else sorted(run)
        start = end
    return found


def _written(pieces: Iterable[_Piece]) -> str:
    """All that a reader sees but the formatting, with one sign for marks that are the same mark."""
    return "".join(piece.lead + _seen(piece.said) for piece in pieces).strip()


@lru_cache(maxsize=4_000)
def _seen(said: str) -> str:
    text = " ".join(unicodedata.normalize("NFC", said).translate(_GLYPHS).split())
    return _LOOSE_SPACE.sub("", text)
