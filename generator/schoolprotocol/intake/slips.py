"""Slips of a scanner's program, as proposals: what stands there stays as it is until somebody takes one over.

Only what no careful writer writes is proposed: two little words that were read as one (`Hetis`), a letter alone where a
bullet stood (`e `), an exclamation mark where the mark of a note was (`school! en`), letters among digits
(`2O24`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from schoolprotocol.intake.reading import Paragraph, Proposal, Reading

_MOST = 500
"""Proposals for a document: with more than these, the text is to be read anew."""
_WORD = re.compile(r"[^\W\d_]+")
_LITTLE = re.compile(
    r"het|de|een|is|zijn|was|wordt|worden|heeft|hebben|kan|kunnen|moet|moeten|mag|mogen|dat|die|dit|deze|niet|en|te"
    r"|van|voor|met|bij|door|aan|naar|uit|op|in|om|of|als|er|ook|wij|zij|hij|je|u"
)
_LEADS = re.compile(r"het|de|een|is|wordt|worden|heeft|hebben|kan|moet|mag|dat|die|dit|deze|niet|en|te")
"""Of two words that were read as one, one is among these."""
_WHOLE = re.compile(
    r"(?:om|zo|op|voor|na|tot|door|in)dat|(?:de|het)zelfde|(?:in|bij|door|op|uit|aan|met|af)een|er\w+|(?:te|in|ma|bo)ven"
    r"|deden|dede|iste|niete|hijde|eten|ende|wijde|zijde|inde|\w*enen|teen|tein|opzij|open|uitde|diede"
)
"""Words that look like two little ones and are one."""
_KNOWN_LENGTH, _KNOWN_TIMES = 5, 2
"""A word that the document knows otherwise: its length and how often it stands there, at least."""
_ARTICLES = ("het", "een", "de")
_LONE = re.compile(r"(?P<sign>[e¢©®°¤«*¬»]|·|\.)[ \t\u00a0]+(?=[^\W\d_]{2})")
_ODD = frozenset("¢©®°¤¬")
_CALL = re.compile(r"(?P<word>[^\W\d_]{3,})!(?=[ \u00a0][a-zà-ÿ]|[.,;:])")
_DIGITS = re.compile(r"(?<![\w.,])(?=\d+[OlI])\d(?:[\dO]|[lI](?=\d))+(?!\w)")
_NUMBER = re.compile(r"(?<!\w)[lI](?=\.\d)")


def slips(reading: Reading) -> list[Proposal]:
    """What looks like a slip in a document, in order; at most a few hundred."""
    body = [(at, one) for at, one in enumerate(reading.paragraphs) if one.text.strip()]
    known = Counter(word.lower() for _at, one in body for word in _WORD.findall(one.text))
    lone = _lone([one for _at, one in body])
    found: list[Proposal] = []
    for at, one in body:
        for text, better in _of(one, known, lone):
            if text in one.source:
                found.append(Proposal(at, text, better))
            if len(found) >= _MOST:
                return found
    return found


def _of(one: Paragraph, known: Counter[str], lone: frozenset[str]) -> Iterator[tuple[str, str]]:
    text = one.text
    begin = _LONE.match(text.lstrip())
    if begin is not None and begin["sign"] in lone and one.number is None:
        yield begin[0], "• "
    for word in _WORD.findall(text):
        parted = _parted(word, known)
        if parted is not None:
            yield word, parted
    for call in _CALL.finditer(text):
        yield call[0], f"{call['word']}¹"
    for digits in _DIGITS.finditer(text):
        yield digits[0], digits[0].translate(_MEANT)
    for number in _NUMBER.finditer(text):
        yield text[number.start() : number.end() + 2], f"1{text[number.end() : number.end() + 2]}"


_MEANT = str.maketrans("OlI", "011")


def _lone(paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """The signs that stand where bullets were: those that are nothing else, and an `e`, `*` or point before several."""
    signs = Counter(
        found["sign"] for one in paragraphs if one.number is None and (found := _LONE.match(one.text.lstrip()))
    )
    return frozenset(sign for sign, many in signs.items() if sign in _ODD or sign == "e" or many > 1) - {"*", "·", "»"}


def _parted(word: str, known: Counter[str]) -> str | None:
    """Two words that were read as one, with the blank between them; none where it is one."""
    small = word.lower()
    if _WHOLE.fullmatch(small) or not (word.islower() or word.istitle()) or len(small) < 4:
        return None
    for cut in range(2, len(small) - 1):
        one, other = small[:cut], small[cut:]
        are_little = _LITTLE.fullmatch(one) and _LITTLE.fullmatch(other) and known[small] <= 1
        if are_little and (_LEADS.fullmatch(one) or _LEADS.fullmatch(other)):
            return f"{word[:cut]} {word[cut:]}"
    for article in _ARTICLES:
        rest = small.removeprefix(article)
        is_known = known[rest] >= _KNOWN_TIMES and len(rest) >= _KNOWN_LENGTH
        if rest != small and is_known and known[small] == 1:
            return f"{word[: len(article)]} {word[len(article) :]}"
    return None
