"""Names of schools and boards, and the words of which they are made."""

from __future__ import annotations

import re

_ARTICLE = re.compile(r"^(?:de|het|een)\s+", re.IGNORECASE)
_TOKEN = re.compile(r"\w+")


def bare_name(name: str) -> str:
    """A name without its article: `het CCC` → `CCC`."""
    return _ARTICLE.sub("", name)


def tokens(text: str) -> list[str]:
    """The words of a text and its numbers: where a text has a name as a whole, it has each of these of the name."""
    return _TOKEN.findall(text)
