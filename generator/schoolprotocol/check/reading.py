"""How hard a text is to read: a weak measure, so only a warning, and only where it is very low; and half sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from schoolprotocol.check.said import PEOPLE
from schoolprotocol.check.subject import Subject
from schoolprotocol.check.texts import sentences, words
from schoolprotocol.diagnostics import Diagnostic, Kind

VERY_LOW = 15
"""B1 texts lie around 60; the lowest clause of five protocols with enough words around 30."""
ENOUGH_WORDS = 30
_QUOTED = re.compile(r"‘[^‘’]{60,}’(?!\w)|“[^“”]{60,}”")
"""Somebody else's words of some length, a law's for instance: nobody here can make them easier."""


def hard_to_read(subject: Subject) -> Iterator[Diagnostic]:
    """A clause of some length with a very low reading ease."""
    for printed in subject.clause_texts:
        own = _QUOTED.sub(" ", printed.text)
        count = len(words(own))
        if count < ENOUGH_WORDS:
            continue
        score = reading_ease(own)
        if score < VERY_LOW:
            average = count / len(sentences(own))
            values = {"score": str(round(score)), "words": str(round(average))}
            yield subject.report(Kind.HARD_TO_READ, printed.place, printed.target, **values)


_OPENS = re.compile(r"(?:mits|tenzij|behalve\s+als|waarbij)\s", re.IGNORECASE)
"""What begins a clause that needs another, and a verb of its own."""
_VERB = re.compile(
    r"\b(?:is|was|heb|kan|mag|wil|zal|kun|zou|sta|ga|doe|zie|wees|\w{2,}(?:t|en|de|te))\b", re.IGNORECASE
)
"""What may be one: better too many than a whole sentence called half."""
_NO_VERB = re.compile(
    r"\b(?:niet|met|het|dit|dat|uit|wat|niet|andere|geen|de|een|ander[en]*|eigen|tegen|tussen|binnen|buiten)\b", re.I
)


def half_sentence(subject: Subject) -> Iterator[Diagnostic]:
    """`… delen. Mits geen namen van leerlingen.`: a sentence of its own without a verb, after one that has it all."""
    for one in subject.said:
        for before, sentence in pairwise(one.sentences) if one.has("mits", "tenzij", "behalve als", "waarbij") else ():
            if before.endswith(".") and _OPENS.match(sentence) and not _VERB.search(_without_people(sentence)):
                yield subject.report_said(one, sentence, Kind.HALF_SENTENCE, found=sentence)


def _without_people(sentence: str) -> str:
    return _NO_VERB.sub(" ", PEOPLE.sub(" ", _OPENS.sub("", sentence)))


def reading_ease(text: str) -> float:
    """Flesch-Douma: 206.84 − 0.93 × words per sentence − 77 × syllables per word (Douma 1960). Higher reads easier.

    Args:
        text: plain text with at least one word.
    """
    found = words(text)
    syllables = sum(_syllables(word.lower()) for word in found)
    return 206.84 - 0.93 * len(found) / max(1, len(sentences(text))) - 77 * syllables / len(found)


@lru_cache(maxsize=1)
def _patterns() -> tuple[Mapping[str, str], int]:
    """By their letters the patterns by which Dutch words are divided (`1b` in `a1b`), and how long they get.

    Pyphen has them, and takes all sixteen thousand apart before it divides a word: as long as half a school is checked.
    """
    spec = find_spec("pyphen")
    assert spec is not None and spec.origin is not None, "pyphen is not installed"  # noqa: S101
    path = Path(spec.origin).parent / "dictionaries" / "hyph_nl_NL.dic"
    encoding, _end, told = path.read_bytes().partition(b"\n")
    text = told.decode(encoding.decode().strip())
    pairs = zip(text.translate(_NO_DIGITS).split("\n"), text.split("\n"), strict=True)
    found = {letters: pattern for letters, pattern in pairs if letters != pattern}
    return found, max(map(len, found))


_NO_DIGITS = str.maketrans("", "", "0123456789")


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> int:
    """How many there are in a word, in small letters (Liang 1983): one more than there are places to divide it."""
    (patterns, longest), inside = _patterns(), f".{word}."
    points = [0] * (len(inside) + 1)
    for begin in range(len(inside) - 1):
        for end in range(begin + 1, min(begin + longest, len(inside)) + 1):
            if pattern := patterns.get(inside[begin:end]):
                for at, digit in enumerate(re.findall(r"(\d?)\D?", pattern), begin):
                    points[at] = max(points[at], int(digit or 0))
    return 1 + sum(point % 2 for point in points[2 : len(word) + 1])
