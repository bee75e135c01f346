"""Letters that are not what they seem: characters that nobody sees, and letters of another script in a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from schoolprotocol.check.written import Written
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.text.characters import name_of
from schoolprotocol.words.invisible import INVISIBLE, LIKE_LATIN


def is_invisible(character: str) -> bool:
    """Whether a character takes no place, or only changes how others are read."""
    return INVISIBLE.match(character) is not None


def invisible(written: Written) -> Iterator[Diagnostic]:
    """A character that nobody sees, once for each kind: words with it are not found, and can read otherwise."""
    text = "\n".join(written.forms)
    for character in dict.fromkeys(INVISIBLE.findall(text)):
        before, _, after = text.partition(character)
        values = {
            "code": f"U+{ord(character):04X}",
            "name": name_of(character),
            "around": (_tail(before) + "|" + _head(after)).strip(),
        }
        yield _finding(Kind.INVISIBLE, written, **values)


def _tail(text: str) -> str:
    return INVISIBLE.sub("", text.rpartition("\n")[2])[-15:]


def _head(text: str) -> str:
    return INVISIBLE.sub("", text.partition("\n")[0])[:15]


_WORD = re.compile(r"[^\W\d_]+(?:[^\W_]*[^\W\d_])?")
_SYMBOLS = frozenset("ΔμΩπσλθ")
"""Greek letters in signs: Δt, μm, kΩ."""
_SYMBOL_LENGTH = 3
_FORM_TAGS = ("<wide>", "<narrow>", "<font>")
_DUTCH_LIGATURES = frozenset("ĳĲ")


def lookalike(written: Written) -> Iterator[Diagnostic]:
    """A word with letters of another script, or in letters that only look like the usual ones (𝗯𝗲𝗹, ﬁlm)."""
    text = "\n".join(written.forms)
    if text.isascii():
        return
    seen: set[str] = set()
    for match in _WORD.finditer(text):
        if match[0] in seen:
            continue
        seen.add(match[0])
        odd = _odd(match[0]) or _alone(match, text)
        if odd:
            values = {"word": match[0], "character": odd, "code": f"U+{ord(odd):04X}", "name": name_of(odd)}
            yield _finding(Kind.LOOKALIKE, written, **values)


def _odd(word: str) -> str | None:
    """The first letter in a word that is not what it seems."""
    formed = next((letter for letter in word if _is_form(letter)), None)
    if formed is not None:
        return formed
    foreign = [letter for letter in word if _script(letter) not in {"LATIN", ""}]
    if len(word) <= _SYMBOL_LENGTH and _SYMBOLS.issuperset(foreign):
        return None
    is_mixed = len(foreign) < len(word)
    if foreign and (is_mixed or (len(word) > 1 and LIKE_LATIN.keys() >= set(word))):
        return foreign[0]
    return None


def _alone(match: re.Match[str], text: str) -> str | None:
    """A single Cyrillic letter that looks like a Latin one, in a text without a word in that script: с.q."""
    letter = match[0]
    if letter not in LIKE_LATIN or _script(letter) != "CYRILLIC":
        return None
    others = (word for word in _WORD.findall(text) if len(word) > 1)
    return None if any(_script(word[0]) == "CYRILLIC" for word in others) else letter


def _is_form(letter: str) -> bool:
    """Whether it is another form of a Latin letter: wide, mathematical, or two letters in one."""
    form = unicodedata.decomposition(letter)
    if letter in _DUTCH_LIGATURES or not form.startswith((*_FORM_TAGS, "<compat>")):
        return False
    return unicodedata.normalize("NFKC", letter).isascii()


def _script(letter: str) -> str:
    """The first word of its name, which is that of its script; empty for what belongs to every script."""
    if unicodedata.category(letter)[0] != "L" or letter in "ªºµ":
        return ""
    return unicodedata.name(letter, "").partition(" ")[0]


def _finding(kind: Kind, written: Written, **values: str) -> Diagnostic:
    return Diagnostic(kind, written.place, values, school=written.school, target=written.target)
