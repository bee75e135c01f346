"""How Dutch counts and enumerates."""

from __future__ import annotations


def enumerate_nl(words: list[str]) -> str:
    """`a`, `a en b`, `a, b en c`."""
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


_NEUTER = ("protocol", "beleid", "reglement", "statuut", "plan", "convenant", "handboek", "kader", "charter")
_COMMON = ("regeling", "code", "afspraken", "regels", "richtlijn", "richtlijnen", "wijzer", "gids", "procedure")
"""Ends of the first word of a title, by the article that it has."""


def in_document(label: str, title: str, document: str) -> str:
    """A clause as a text of another document refers to it: `artikel 2.1 (Melden) van het Protocol tegen pesten`.

    Args:
        label: how its own document refers to it.
        title: of the clause; not said again where the label has it.
        document: title of its document. One of which we do not know the article stands between quotes, without it.
    """
    named, of, where = label.partition(" van ‘") if label.startswith("punt ") else (label, "", "")
    if title not in label:
        named = f"{named} ({title})"
    first = document.split(maxsplit=1)[0].casefold() if document.strip() else ""
    article = "het " if first.endswith(_NEUTER) else "de " if first.endswith(_COMMON) else ""
    whole = f"{article}{document}" if article else f"‘{document}’"
    return f"{named}{of}{where} {'in' if of else 'van'} {whole}"


def count(number: int, one: str, many: str) -> str:
    """`1 clausule`, `2 clausules`."""
    return f"{number} {one if number == 1 else many}"


def letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text
