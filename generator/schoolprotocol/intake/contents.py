"""The table of contents that stands above a text: by its style, by the pages behind its lines, or by their words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import dropwhile, takewhile

from schoolprotocol.intake.lines import Line

_CONTENTS = re.compile(r"(?:toc|inhopg|contents)\b.*", re.IGNORECASE)
"""Styles of the lines of a table of contents."""
_CONTENTS_TITLES = {"inhoud", "inhoudsopgave", "inhoudsopgaaf", "table of contents"}
_ENTRY = re.compile(r".*?(?:[.…_·]{3,}|\t)[ \t]*\d{1,3}", re.DOTALL)
"""A line of a table of contents that somebody typed: words, points or a tab, a page."""
_WORD = re.compile(r"[^\W_]+")


def contents_of(body: Sequence[Line]) -> set[Line]:
    """The lines of a table of contents, and the words above it."""
    found: set[Line] = set()
    last: dict[str, int] = {}
    for at, line in enumerate(body):
        style = line.paragraph.style or ""
        if _CONTENTS.fullmatch(style):
            found.add(line)
        elif line.text.lower().rstrip(":") in _CONTENTS_TITLES:
            last = last or {_plain(one): n for n, one in enumerate(body)}
            entries = _entries(body[at + 1 :]) or _named_again(body, at + 1, last)
            if entries or (at + 1 < len(body) and _CONTENTS.fullmatch(body[at + 1].paragraph.style or "")):
                found.update([line, *entries])
    return found


def _entries(after: Sequence[Line]) -> list[Line]:
    entries = []
    for line in after:
        if not _ENTRY.fullmatch(line.whole.strip()):
            break
        entries.append(line)
    return entries


def _named_again(body: Sequence[Line], at: int, last: Mapping[str, int]) -> list[Line]:
    """Lines without pages that each stand further on once more, as headings do that somebody typed above the text."""
    entries = [*takewhile(lambda n: last[_plain(body[n])] > n, range(at, len(body)))]
    return [body[n] for n in entries] if len(entries) > 1 else []


def _plain(line: Line) -> str:
    """The words of a line, without its number and that of a page."""
    words = [*dropwhile(str.isdigit, _WORD.findall(f"{line.told} {line.whole}".casefold()))]
    return " ".join(words[:-1] if words and words[-1].isdigit() else words)
