"""Ages in a sentence about who decides: another age than the law's, or the right one on the wrong side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_WORDS = (
    *("zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien"),
    *("zeventien", "achttien", "negentien", "twintig", "eenentwintig"),
)
_NUMBERS = {word: number for number, word in enumerate(_WORDS, start=6)}
_NUMBER = rf"(?P<number>\d{{1,2}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})(?:e|de|ste)?"
_BOUND = (
    r"(?P<bound>tot en met|t/m|tot aan|tot|onder|beneden|vanaf|boven|"
    r"(?P<way>jonger|ouder)\s+(?:(?:is|zijn|bent)\s+)?dan)\s+"
    r"(?:de leeftijd van\s+|een leeftijd van\s+|hun\s+|zijn\s+|haar\s+|je\s+|de\s+|het\s+)?"
)
_MONTH = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_NO_AGE = (
    rf"(?!\s*(?:{_MONTH}|uur|uren|dag|week|weken|maand|minu|keer|maal|euro|procent|foto|opname|leerling|persoon|personen|"
    r"[%€]|[.,:/-]\d|schooljaar)|\d|\s*jaar\s+(?:na|lang|geleden|later|geldig)\b)"
)
_YEARS = r"(?P<years>\s*-?\s*(?:jaar|jarige?n?))"
_AGE = re.compile(
    rf"(?:{_BOUND}{_NUMBER}\b{_NO_AGE}(?:\s+jaar\b)?|"
    rf"\b(?:{_NUMBER.replace('number', 'plain')}){_YEARS}\b(?!\s+(?:na|lang|geleden|later|geldig)\b)"
    r"(?P<more>(?:\s+oud)?\s+(?:of|en)\s+(?P<side>ouder|jonger)\b)?)",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"\b(?:geldt|gelden|gedurende|na|binnen|elke|ieder|per|maximaal|hoogstens|minstens|bewaart|bewaren)\s+$",
    re.IGNORECASE,
)
_PARENT = re.compile(
    r"\b(?:ouder(?!\s+(?:(?:is|zijn|bent)\s+)?dan\b)|ouders|verzorgers?|voogd(?:en)?)\b", re.IGNORECASE
)
_NOT = re.compile(r"\b(?:niet|nooit|geen|noch)\b", re.IGNORECASE)
_SELF = re.compile(r"\bzelf\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Age:
    text: str
    start: int
    end: int
    side: Literal["under", "from", "over", ""]
    """Younger than the boundary, from it on, older than it, or just that age."""
    boundary: int


def wrong_age(sentence: str, value: int, judged: frozenset[int] = frozenset()) -> str | None:
    """Words of a sentence that contradict “from this age on one decides oneself; before it a parent does”.

    Args:
        sentence: one sentence, plain, about that decision.
        value: the age, in years.
        judged: other ages that are no fault here, because they are told elsewhere.

    Returns:
        The first words that do; None where the sentence agrees, or names no age.
    """
    ages = [age for age in _ages(sentence) if age.boundary not in judged or age.boundary == value]
    for age in ages:
        if age.boundary != value or age.side == "over":
            return age.text
    for match in _SELF.finditer(sentence):
        young = _about(ages, sentence, match)
        if young is not None and young.side == "under":
            return sentence[min(young.start, match.start()) : max(young.end, match.end())]
    return None


def _ages(sentence: str) -> Iterator[_Age]:
    for match in _AGE.finditer(sentence):
        number = match["number"] or match["plain"]
        age = int(number) if number.isdecimal() else _NUMBERS[number.casefold()]
        if match["bound"]:
            bound = match["bound"].casefold()
            if bound in {"tot en met", "t/m"}:
                yield _Age(match[0], match.start(), match.end(), "under", age + 1)
            elif bound in {"vanaf"}:
                yield _Age(match[0], match.start(), match.end(), "from", age)
            elif bound == "boven" or bound.startswith("ouder"):
                yield _Age(match[0], match.start(), match.end(), "over", age)
            else:
                yield _Age(match[0], match.start(), match.end(), "under", age)
        elif min(_NUMBERS.values()) <= age <= max(_NUMBERS.values()) and not _DURATION.search(
            sentence[: match.start()]
        ):
            side = (match["side"] or "").casefold()
            if side == "jonger":  # 15 jaar of jonger: under 16
                yield _Age(match[0], match.start(), match.end(), "under", age + 1)
            else:
                yield _Age(match[0], match.start(), match.end(), "from" if side else "", age)


def _about(ages: list[_Age], sentence: str, itself: re.Match[str]) -> _Age | None:
    """The age of those who, by this `zelf`, decide: the nearest before it, else the next in the same part."""
    before = [age for age in ages if age.end <= itself.start()]
    after = [age for age in ages if age.start >= itself.end()]
    if before:
        between = sentence[before[-1].end : itself.start()]
        return None if _PARENT.search(between) or _NOT.search(between) else before[-1]
    if after:
        between, start = sentence[itself.end() : after[0].start], sentence[: itself.start()]
        apart = re.search(r"[,(]|\b(?:maar|en)\b", between) or _PARENT.search(start) or _NOT.search(start)
        return None if apart or _PARENT.search(between) else after[0]
    return None
