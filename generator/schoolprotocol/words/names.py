"""Names of schools and boards, and the words of which they are made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

_ARTICLE = re.compile(r"^(?:de|het|een)\s+", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(\d+)")
_TOKEN = re.compile(r"\w+")


def bare_name(name: str) -> str:
    """A name without its article: `het CCC` → `CCC`."""
    return _ARTICLE.sub("", name)


def in_a_list(name: str) -> tuple[str | int, ...]:
    """Where a name stands in a list: `Regenboog 2` before `Regenboog 10`, `Één` beside `Een`, `’t Hof` at t.

    An article counts, for it is printed first: `De Aurora` stands where somebody looks who reads down a list.
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    parts = _NUMBER.split(" ".join(letters.split()))
    return tuple(int(part) if part.isdecimal() else part for part in parts)


def by_name(names: Mapping[str, str]) -> dict[str, str]:
    """Ids with the name of each, in the order of the names."""
    return dict(sorted(names.items(), key=lambda item: (in_a_list(item[1]), item)))


def tokens(text: str) -> list[str]:
    """The words of a text and its numbers: where a text has a name as a whole, it has each of these of the name."""
    return _TOKEN.findall(text)
