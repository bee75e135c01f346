"""How Dutch counts and enumerates."""

from __future__ import annotations


def enumerate_nl(words: list[str]) -> str:
    """`a`, `a en b`, `a, b en c`."""
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


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
