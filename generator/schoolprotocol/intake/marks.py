"""Numbers and bullets with which Dutch documents begin a heading, a clause or an item, as people type them.

A grammar and nothing more: what a line begins with, and what would follow it in the same row. Whether it is a number
there, and
not a year or a time, is for `structure` to say, which sees the lines around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Scheme = Literal["word", "decimal", "letter", "roman", "bullet"]

BULLETS = "•‣⁃◦▪▫■□●○◘◙◾◽◼◻·∙⋅➢➤➔→⇒⇨✓✔✗✘☐☑☒❑❒❖◆◇♦⬧⬥⧫★☆►▶▸▹❯»›"
"""Signs that are nothing but bullets at the beginning of a line."""
_STROKES = "-–—*+~"
"""Signs that are bullets where a blank follows."""
_WORDS = (
    *(
        "deel",
        "hoofdstuk",
        "titel",
        "afdeling",
        "paragraaf",
        "§§",
        "§",
        "artikel",
        "art.",
        "art",
        "lid",
        "stap",
        "fase",
    ),
    *("bijlage", "appendix", "annex", "module", "onderdeel"),
)
APPENDICES = {"bijlage", "appendix", "annex"}
_ORDER = {
    word: n
    for n, words in enumerate(
        (
            ("deel", "module"),
            ("hoofdstuk", "bijlage", "appendix", "annex"),
            ("titel",),
            ("afdeling", "onderdeel"),
            ("paragraaf", "§", "§§"),
            ("artikel", "art.", "art", "stap", "fase"),
            ("lid",),
        )
    )
    for word in words
}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line begins with."""

    printed: str
    """As it stands there, with the point or bracket behind it."""
    end: int
    """Where the text behind it begins, in the line."""
    scheme: Scheme
    shape: str
    """What numbers of one row have in common: `artikel #`, `#.#`, `#.#.`, `(a)`, `•`."""
    values: tuple[int, ...] = ()
    """The number, level by level; a letter counts from 1."""
    word: str = ""
    """`artikel`, `bijlage`, in small letters."""
    is_apart: bool = False
    """Whether a tab, or so much white that it is one, stands between it and the text; or nothing follows."""

    @property
    def depth(self) -> int:
        """How many numbers it has: 2 of `1.1`."""
        return len(self.values)

    @property
    def order(self) -> int:
        """How high a word stands: a chapter (1) above an article (5)."""
        return _ORDER.get(self.word, 9)

    def follows(self, other: Mark) -> bool:
        """Whether it comes right after another in the same row."""
        if self.shape != other.shape or not self.values or not other.values:
            return False
        *head, last = self.values
        *before, previous = other.values
        return head == before and last == previous + 1

    @property
    def is_first(self) -> bool:
        """Whether a row begins with it."""
        return bool(self.values) and self.values[-1] == 1


_NUMBER = r"(?:0|[1-9]\d{0,2})"
_ROMAN = r"(?=[ivxlc])(?:c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_TAIL = r"(?P<gap>[ \t\u00a0\u2002-\u200a\n]+|$)"
_NAMED = re.compile(
    rf"(?P<word>{'|'.join(map(re.escape, _WORDS))})"
    rf"(?P<space>[ \t\u00a0]*)(?P<value>{_NUMBER}(?:\.{_NUMBER})*[a-z]?|{_ROMAN}|[a-z])"
    rf"(?P<close>[ \u00a0]?[.:)]|[ \u00a0][-–—](?=[ \t\u00a0]))?{_TAIL}",
    re.IGNORECASE,
)
_DECIMAL = re.compile(
    rf"(?P<open>[(\[]?)(?P<value>{_NUMBER}(?:\.{_NUMBER})*)(?P<letter>[a-z](?=[.)\]]?[ \t\u00a0]))?"
    rf"(?P<close>[.)\]:°º]{{0,2}}|[ \u00a0]?[-–](?=[ \t\u00a0]))?{_TAIL}"
)
_MIXED = re.compile(
    rf"(?P<value>[A-Z](?:\.{_NUMBER})+|{_NUMBER}(?:\.{_NUMBER})*\.[a-z](?![a-z]))(?P<close>[.):]?){_TAIL}"
)
"""`A.1`, `1.a`."""
_LETTER = re.compile(rf"(?P<open>[(\[]?)(?P<value>[a-z]|[A-Z]|a[a-z]|([a-z])\3)(?P<close>[.)\]:]{{1,2}}){_TAIL}")
"""`a.`; behind `z.` come `aa.`, and `bb.` or `ab.`."""
_ROMANS = re.compile(rf"(?P<open>[(\[]?)(?P<value>{_ROMAN})(?P<close>[.)\]:]{{1,2}}){_TAIL}", re.IGNORECASE)
_BULLET = re.compile(rf"(?P<value>[{re.escape(BULLETS)}]|[\ue000-\uf8ff])(?P<gap>[ \t\u00a0\u2002-\u200a\n]*)")
_STROKE = re.compile(rf"(?P<value>[{re.escape(_STROKES)}]|--|o){_TAIL}")


def marks(text: str) -> list[Mark]:
    """What a line may begin with, the likeliest first: `i.` is a Roman number and a letter.

    Args:
        text: the line, without white before it.
    """
    found = [_named(text), _mixed(text), _decimal(text), *_lettered(text), _bullet(text)]
    return [mark for mark in found if mark is not None]


def _is_apart(gap: str) -> bool:
    return not gap or "\t" in gap or "\n" in gap or len(gap) > 1


def _named(text: str) -> Mark | None:
    match = _NAMED.match(text)
    if match is None:
        return None
    word = match["word"].lower()
    if not match["space"] and not word.startswith("§"):
        return None
    value = match["value"]
    values, shape = _values(value)
    if word == "art":
        return None if "." in value else _mark(text, match, "word", f"artikel {shape}", values, "artikel")
    return _mark(text, match, "word", f"{word} {shape}", values, word)


def _values(value: str) -> tuple[tuple[int, ...], str]:
    if value[0].isdecimal():
        letter = value[-1] if value[-1].isalpha() else ""
        numbers = tuple(int(one) for one in value.removesuffix(letter).split("."))
        return numbers, ".".join("#" for _one in numbers)
    if len(value) > 1 or value in "IVX":
        return (unroman(value),), "I"
    return (ord(value.lower()) - ord("a") + 1,), "A" if value.isupper() else "a"


def _mark(
    text: str, match: re.Match[str], scheme: Scheme, shape: str, values: tuple[int, ...] = (), word: str = ""
) -> Mark:
    begins = match.start("gap")
    return Mark(text[:begins], match.end(), scheme, shape, values, word, _is_apart(match["gap"]))


def _decimal(text: str) -> Mark | None:
    match = _DECIMAL.match(text)
    if match is None:
        return None
    values = tuple(int(one) for one in match["value"].split("."))
    shape = match["open"] + ".".join("#" for _one in values) + (match["close"] or "").strip()
    return _mark(text, match, "decimal", shape, values)


def _mixed(text: str) -> Mark | None:
    match = _MIXED.match(text)
    if match is None:
        return None
    parts = match["value"].split(".")
    values = tuple(int(one) if one.isdecimal() else ord(one.lower()) - ord("a") + 1 for one in parts)
    shape = ".".join("#" if one.isdecimal() else "A" if one.isupper() else "a" for one in parts)
    return _mark(text, match, "decimal", shape + match["close"], values)


def _lettered(text: str) -> list[Mark]:
    found = []
    letter, roman = _LETTER.match(text), _ROMANS.match(text)
    if letter is not None:
        one, other = letter["value"][0], letter["value"][-1]
        first, last = _place(one), _place(other)
        value = first if len(letter["value"]) == 1 else 26 + first if one == other else 26 * first + last
        shape = letter["open"] + ("A" if one.isupper() else "a") + letter["close"]
        found.append(_mark(text, letter, "letter", shape, (value,)))
    if roman is not None and roman["value"]:
        is_large = roman["value"].isupper()
        if is_large or roman["value"].islower():
            shape = roman["open"] + ("I" if is_large else "i") + roman["close"]
            found.append(_mark(text, roman, "roman", shape, (unroman(roman["value"]),)))
    return found


def _place(letter: str) -> int:
    return ord(letter.lower()) - ord("a") + 1


def _bullet(text: str) -> Mark | None:
    match = _BULLET.match(text) or _STROKE.match(text)
    return None if match is None else _mark(text, match, "bullet", match["value"])


_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def unroman(number: str) -> int:
    """The value of a Roman number."""
    digits = [_DIGITS[letter] for letter in number.lower()]
    after = [*digits[1:], 0]
    return sum(-one if one < next_ else one for one, next_ in zip(digits, after, strict=True))
