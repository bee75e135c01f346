"""Print HTML in which dates and the names of school and board stay whole: on one line, and without a hyphen.

A name that is too long for that may go on on the next line between two words, and never inside one. In a link, where
nothing but text may stand (PDF/UA-1), spaces that do not break do the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import partial
from html import escape
from typing import Final

from markupsafe import escape as markup

from schoolprotocol.policy.model import Organisation
from schoolprotocol.words.dates import MONTHS
from schoolprotocol.words.names import bare_name

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


def _kept(html: str, names: Collection[str]) -> Iterator[str]:
    written = {form for name in names for form in (escape(name, quote=False), str(markup(name)))}
    known = [re.escape(name).replace(r"\ ", r"[ \n]") for name in sorted(written, key=lambda name: (-len(name), name))]
    whole = re.compile(rf"(?<!\w)(?:{'|'.join([_DATE, *known])})(?!\w)")
    is_link = False
    for piece in _TAGS.split(html):
        if piece.startswith("<"):
            is_link = piece.startswith("<a ") or (is_link and piece != "</a>")
            yield piece
        else:
            yield whole.sub(partial(_in_link if is_link else _marked), piece)


def _in_link(found: re.Match[str]) -> str:
    return _SPACES.sub("\N{NO-BREAK SPACE}", found[0]) if _width(found[0]) <= SHORT else found[0]


def _width(text: str) -> float:
    """At most how wide a text is, in times the size of its letters."""
    return sum(1 if letter in _WIDE else 0.7 if letter.isupper() else 0.55 for letter in text)


def _marked(found: re.Match[str]) -> str:
    width = _width(found[0])
    name = "whole" if width <= SHORT else "name" if width <= LONG else "long-name"
    return f'<span class="{name}">{found[0]}</span>'
