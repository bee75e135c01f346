"""Names differences that nobody sees: texts that look alike on paper, and are not the same.

A letter stored in another way, a letter of another script, a space that does not break, a sign without a width: a mark
under such a word shows nothing. So it is said in words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import Final

from schoolprotocol.words.grammar import enumerate_nl

INVISIBLE: Final = re.compile(
    r"[\x80-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f"
    r"\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Zero-width and direction-changing characters, soft hyphens, variation selectors, tags."""
_FOREIGN: Final = "".join(
    (
        "АВЕЅІЈКМНОРСТУХаеіјорсухѕһԁԛԝӏ",  # Cyrillic
        "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαινρυγκ",  # Greek
        "օոսհցԱՕՍ",  # Armenian
        "ꓐꓑꓓꓔꓖꓗꓘꓙꓚꓜꓝꓞꓟꓠꓡꓢꓣꓤꓥꓦꓧꓪꓫꓬꓮꓯꓰꓲꓳꓴꓵ",  # Lisu
    )
)
_LATIN: Final = "".join(
    (
        "ABESIJKMHOPCTYXaeijopcyxshdqwl",
        "ABEZHIKMNOPTYXoaivpuyk",
        "onuhgUOS",
        "BPDTGKKJCZFFMNLSRRVVHWXYAAEIOUU",
    )
)
LIKE_LATIN: Final[Mapping[str, str]] = dict(zip(_FOREIGN, _LATIN, strict=True))
"""Letters of other scripts, and the Latin letter as which they are read."""
_SCRIPTS: Final = {"CYRILLIC": "Cyrillische", "GREEK": "Griekse", "ARMENIAN": "Armeense", "LISU": "Lisu-letter"}
_NAMES: Final[Mapping[str, str]] = {
    " ": "een gewone spatie",
    "\t": "een tab",
    "\n": "een nieuwe regel",
    "\u00a0": "een harde spatie",
    "\u00ad": "een zacht afbreekstreepje",
    "\u061c": "een teken dat de leesrichting verandert",
    "\u2002": "een halve vierkantspatie",
    "\u2003": "een vierkantspatie",
    "\u2007": "een spatie zo breed als een cijfer",
    "\u2009": "een smalle spatie",
    "\u200a": "een heel smalle spatie",
    "\u200b": "een spatie zonder breedte",
    "\u200c": "een scheidingsteken zonder breedte",
    "\u200d": "een verbindingsteken zonder breedte",
    "\u2028": "een regelscheiding",
    "\u2029": "een alineascheiding",
    "\u202f": "een smalle harde spatie",
    "\u2060": "een verbinding zonder breedte",
    "\u3000": "een brede spatie",
    "\ufeff": "een spatie zonder breedte (bytevolgorde)",
    "-": "een gewoon streepje",
    "\u2010": "een koppelteken",
    "\u2011": "een hard koppelteken",
    "\u2019": "een apostrof",
    "\u02bc": "een apostrof die als letter geldt",
    "…": "een beletselteken",
}
_DIRECTION: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ALIKE: Final = {ord("\u2010"): "-", ord("\u2011"): "-", ord("\u02bc"): "’", ord("…"): "..."}
_LOOK: Final = {ord(letter): latin for letter, latin in LIKE_LATIN.items()} | _ALIKE
_SPACE: Final = re.compile(r"\s+")
_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_ASCII_END: Final = 0x7F


def named(old: str, new: str) -> str | None:
    """What differs unseen between two texts, in Dutch, as the end of a sentence; None where nothing does.

    Where the two look alike, everything that differs; else only what nobody sees in the new text and what the old one
    had less often: signs without a width, letters of another script.

    Args:
        old: the text as it was written; empty where all of it is new.
        new: the text as it is written now.
    """
    if old == new or (old.isascii() and new.isascii()):
        return None
    told = _differences(old, new) if looks(old) == looks(new) else _newly(old, new)
    return "; ".join(dict.fromkeys(told)) or None


@lru_cache(maxsize=64)  # a text is held against each of its edits
def looks(text: str) -> str:
    """A text as it looks: two texts for which this is the same look the same on paper."""
    if text.isascii():
        return " ".join(text.split())
    seen = INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_LOOK)
    return _SPACE.sub(" ", _BEYOND_ASCII.sub(_form, seen)).strip()


def called(character: str) -> str:
    """A character by its name: `een spatie zonder breedte (U+200B)`."""
    code = f"U+{ord(character):04X}"
    if character in _NAMES:
        return _NAMES[character] if ord(character) <= _ASCII_END else f"{_NAMES[character]} ({code})"
    if character in LIKE_LATIN:
        return f"een {_SCRIPTS[unicodedata.name(character).partition(' ')[0]]} {character} ({code})"
    if character in _DIRECTION:
        return f"een teken dat de leesrichting verandert ({code})"
    if INVISIBLE.match(character):
        return f"een onzichtbaar teken ({code})"
    if character.isspace():
        return f"een andere spatie ({code})"
    if ord(character) <= _ASCII_END:
        return f"een gewone {character}"
    return f"{character} ({code})"


def _form(found: re.Match[str]) -> str:
    """Two letters in one (`ﬁ`), or a letter in another form (`𝗯`), as the letters that they look like."""
    letter = found[0]
    form = unicodedata.decomposition(letter)
    if not form.startswith(("<compat>", "<font>", "<wide>", "<narrow>", "<noBreak>")):
        return letter
    folded = unicodedata.normalize("NFKC", letter)
    return folded if folded.isascii() else letter


def _differences(old: str, new: str) -> Iterator[str]:
    """Of two texts that look alike."""
    before, after = (_clusters(text) for text in (old, new))
    for was, now in _replaced(before, after):
        if unicodedata.normalize("NFC", was) == unicodedata.normalize("NFC", now) and was != now:
            letters = enumerate_nl(list(dict.fromkeys(_composed(was, now))))
            yield f"zelfde letters, anders opgeslagen ({letters} als één of twee tekens)"
            continue
        gone, come = Counter(was) - Counter(now), Counter(now) - Counter(was)
        if gone and come:
            yield f"eerst {_list(gone)}, nu {_list(come)}"
        elif come or gone:
            yield f"{_list(come or gone)} {'erbij' if come else 'weg'}"
        else:
            yield "dezelfde tekens in een andere volgorde"


def _list(characters: Counter[str]) -> str:
    return enumerate_nl([called(one) for one in characters])


def _clusters(text: str) -> list[str]:
    """The letters of a text, each with the marks on it."""
    found: list[str] = []
    for character in text:
        if found and unicodedata.combining(character):
            found[-1] += character
        else:
            found.append(character)
    return found


def _replaced(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """What stands beside each other and differs."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415  # most commands compare nothing, and it takes a while

    was: list[str] = []
    now: list[str] = []
    for code in Indel.opcodes(old, new):
        if code.tag == "equal":
            if was or now:
                yield "".join(was), "".join(now)
            was, now = [], []
        else:
            was += old[code.src_start : code.src_end]
            now += new[code.dest_start : code.dest_end]
    if was or now:
        yield "".join(was), "".join(now)


def _composed(was: str, now: str) -> Iterator[str]:
    """The letters with a mark, each as one character."""
    for cluster in chain(_clusters(was), _clusters(now)):
        one = unicodedata.normalize("NFC", cluster)
        if len(unicodedata.normalize("NFD", one)) > 1:
            yield one


def _newly(old: str, new: str) -> Iterator[str]:
    """What nobody sees in a new text, and what the old one had less often."""
    for character in Counter(new) - Counter(old):
        if INVISIBLE.match(character):
            yield f"{called(character)} erbij"
    known = set(_words(old))
    for word in _words(new):
        if word not in known:
            yield from (f"{called(letter)} in ‘{word}’" for letter in dict.fromkeys(word) if letter in LIKE_LATIN)


def _words(text: str) -> Iterator[str]:
    """The words in which a letter of another script stands among Latin ones, or could all be read as Latin."""
    for word in re.findall(r"[^\W\d_]+", text):
        if not word.isascii() and len(word) > 1 and any(letter in LIKE_LATIN for letter in word):
            scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in word}
            if "LATIN" in scripts or all(letter in LIKE_LATIN for letter in word):
                yield word
