"""Readable ids and short names: of sections, clauses and notes, made of their own words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final

_SMALL: Final = frozenset(
    (
        *(
            "de",
            "het",
            "een",
            "en",
            "of",
            "van",
            "voor",
            "in",
            "op",
            "bij",
            "met",
            "aan",
            "te",
            "tot",
            "naar",
            "om",
            "door",
        ),
        *(
            "over",
            "uit",
            "als",
            "is",
            "zijn",
            "wordt",
            "worden",
            "dat",
            "die",
            "dit",
            "deze",
            "er",
            "ook",
            "niet",
            "zich",
        ),
        *(
            "hun",
            "haar",
            "wij",
            "we",
            "je",
            "u",
            "onze",
            "ons",
            "heeft",
            "hebben",
            "kan",
            "kunnen",
            "mag",
            "mogen",
            "moet",
        ),
        *("moeten", "wat", "wie", "waar", "hoe", "wanneer", "dan", "per", "tijdens"),
    )
)
"""Words that tell one text from another no better than none."""
_ENDS: Final = re.compile(r"[.!?:;…](?=\s|$)|\n")
_LONGEST: Final = 60
"""Characters of a short name."""


def slug(text: str, words: int, longest: int = 40) -> str:
    """Words of a text as an id: small letters and strokes; `tekst` where it has none.

    Args:
        text: any.
        words: how many at most, small ones not counted.
        longest: characters of the id.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "").replace("'", ""))
    found = re.findall(r"[a-z0-9]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    told = [word for word in found if word not in _SMALL] or found
    chosen: list[str] = []
    for word in told[:words]:
        if chosen and len("-".join([*chosen, word])) > longest:
            break
        chosen.append(word[:longest])
    id_ = "-".join(chosen) or "tekst"
    return id_ if id_[0].isalpha() else f"nr-{id_}"[:longest].rstrip("-")


def unique(id_: str, taken: Collection[str]) -> str:
    """The id, with a number behind it where it is taken."""
    number, found = 1, id_
    while found in taken:
        number += 1
        found = f"{id_}-{number}"
    return found


def short_name(text: str, most: int = 6) -> str:
    """The first words of a text, as a name for it in lists.

    What begins a text is not printed before it (`policy.titles`): a document that was taken over says no word more. The
    sign that it goes on keeps those words from being printed bold, which they were not.
    """
    sentence = next(filter(None, (part.strip() for part in _ENDS.split(text))), text).strip()
    words = sentence.split()
    if len(words) <= most and len(sentence) <= _LONGEST:
        is_all = not re.search(r"\w", text[text.find(sentence) + len(sentence) :])
        return (sentence.rstrip(" ,–-") + ("" if is_all else "…")) or text
    chosen = words[:most]
    while len(chosen) > 2 and (chosen[-1].casefold() in _SMALL or len(" ".join(chosen)) > _LONGEST):
        chosen.pop()
    return " ".join(chosen)[: _LONGEST + 20].rstrip(" ,–-(“‘") + "…"


NAMELESS: Final = "Tekst"


def title_of(text: str, given: str) -> str:
    """The name of a clause: the one that the document gives it, else its first words."""
    return " ".join((given.strip() or short_name(text)).split()) or NAMELESS


_GROUPS: Final = (
    ("leerling", re.compile(r"\b(?:leerling\w*|kind(?:eren)?|scholier\w*|je|jij|jouw)\b", re.IGNORECASE)),
    (
        "medewerker",
        re.compile(
            r"\b(?:medewerker\w*|personeel\w*|docent\w*|lera(?:ar|ren)\w*|leerkracht\w*|werknemer\w*|stagiair\w*)\b",
            re.IGNORECASE,
        ),
    ),
    ("ouder", re.compile(r"\b(?:ouder(?:s|/verzorger\w*|lijk\w*)?|verzorger\w*)\b", re.IGNORECASE)),
)
EVERYBODY: Final = ("leerling", "medewerker", "ouder")


def audience_of(heading: str, text: str) -> tuple[str, ...]:
    """Whom a clause seems to concern: whom its heading names, and with whom it begins; else all."""
    said = f"{heading}\n{' '.join(text.split()[:3])}"
    return tuple(name for name, words in _GROUPS if words.search(said)) or EVERYBODY
