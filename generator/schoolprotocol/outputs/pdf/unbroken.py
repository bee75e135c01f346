"""Print HTML in which dates and the names of school and board stay whole: on one line, and without a hyphen.

A name that is too long for that may go on on the next line between two words, and never inside one. In a link, where
nothing but text may stand (PDF/UA-1), spaces that do not break do the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from html import escape
from typing import Final

from markupsafe import escape as markup

from schoolprotocol.policy.model import Organisation
from schoolprotocol.words.dates import MONTHS
from schoolprotocol.words.names import bare_name

LEAST = 9
"""Words of fewer letters are not hyphenated (`hyphenate-limit-chars` in `templates/print/base.css`)."""
SHORT, LONG = 13, 29
"""So many times the size of its letters fits on a line in a heading or a cell, and in running text."""
_DATE: Final = rf"(?:\d{{1,2}}[ \xa0])?(?:{'|'.join(MONTHS)})[ \xa0]\d{{4}}"
_TAGS: Final = re.compile(r"(<[^>]*>)")
_WIDE: Final = frozenset("WMmw@%—…")
_SPACES: Final = re.compile(r"[ \n]+")


def names_of(school: Organisation) -> frozenset[str]:
    """The names of a school and its board as texts use them, without an article."""
    names = {school.name, school.site_title, bare_name(school.short), bare_name(school.board)}
    return frozenset(name for name in names if len(name) > 1 and name != name.lower())  # `bestuur` is no name


def unbroken(html: str, names: Collection[str]) -> str:
    """The body of a page with its dates and names kept whole.

    Args:
        html: with `<body>`, and with `</section>` behind a cover, on which names have lines of their own.
        names: as they stand in a text.
    """
    head, body, rest = html.partition("<body>")
    cover, end, text = rest.partition("</section>")
    return "".join((head, body, *_kept(cover, ()), end, *_kept(text, names)))


def unhyphenated(html: str, names: Collection[str]) -> str:
    """A page on which no line ends inside a word of a name; between two words, one may.

    Args:
        html: with `<body>`.
        names: as they stand in a text.
    """
    words = {word for name in names for word in name.split() if len(word) >= LEAST and word[0].isupper()}
    if not words:
        return html
    head, body, text = html.partition("<body>")
    long = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, words)))})(?!\w)")
    return "".join((head, body, *_each(text, lambda found: f'<span class="in-one">{found[0]}</span>', None, long)))


def _kept(html: str, names: Collection[str]) -> Iterator[str]:
    written = {form for name in names for form in (escape(name, quote=False), str(markup(name)))}
    known = [re.escape(name).replace(r"\ ", r"[ \n]") for name in sorted(written, key=lambda name: (-len(name), name))]
    whole = re.compile(rf"(?<!\w)(?:{'|'.join([_DATE, *known])})(?!\w)")
    yield from _each(html, _marked, _in_link, whole)


_Change = Callable[[re.Match[str]], str]


def _each(html: str, change: _Change, in_link: _Change | None, what: re.Pattern[str]) -> Iterator[str]:
    """The page with what is found in its texts changed; in links, where hyphens are not put anyway, in another way."""
    is_link = False
    for piece in _TAGS.split(html):
        if piece.startswith("<"):
            is_link = piece.startswith("<a ") or (is_link and piece != "</a>")
            yield piece
        else:
            now = in_link if is_link else change
            yield piece if now is None else what.sub(now, piece)


def _in_link(found: re.Match[str]) -> str:
    return _SPACES.sub("\N{NO-BREAK SPACE}", found[0]) if _width(found[0]) <= SHORT else found[0]


def _width(text: str) -> float:
    """At most how wide a text is, in times the size of its letters."""
    return sum(1 if letter in _WIDE else 0.7 if letter.isupper() else 0.55 for letter in text)


def _marked(found: re.Match[str]) -> str:
    width = _width(found[0])
    name = "whole" if width <= SHORT else "name" if width <= LONG else "long-name"
    return f'<span class="{name}">{found[0]}</span>'
