"""Holds the short list in Markdown against the report's model: every entry, and every word that came or went.

What stays is shown there with a few words around an edit, so that only the edits themselves are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from schoolprotocol.outputs.report.proof.printed import END, Page
from schoolprotocol.outputs.report.proof.told import listed
from schoolprotocol.outputs.report.view import ReportView

_TOKEN: Final = re.compile(r"\\([!-/:-@\[-`{-~])|(~~)|(\*\*)|([*`|])|(\n)|([^\\~*`|\n]+|.)")


def anchored(page: Page, view: ReportView) -> Page:
    """The same with where each entry begins."""
    return replace(page, anchors=_anchors(page, view))


def read_markdown(text: str) -> Page:
    """The letters of a text in Markdown, without its signs; those that are struck or bold with their mark."""
    letters: list[str] = []
    marks: list[str] = []
    mark, inside = " ", False
    for match in _TOKEN.finditer(text):
        escaped, struck, bold, sign, end, words = match.groups()
        if bold and (inside or letters[-2:] == [END, "-"]):
            inside = not inside  # the title at the beginning of a line: no edit
        elif struck or bold:
            own = "d" if struck else "i"
            mark = " " if mark == own else own
        elif end or sign == "|":
            letters.append(END)
            marks.append(" ")
            mark, inside = " ", False
        elif not sign:
            said = "".join((escaped or words).split())
            letters.append(said)
            marks.append(mark * len(said))
    return Page("".join(letters), "".join(marks), {})


def _anchors(page: Page, view: ReportView) -> dict[str, int]:
    """Where each entry begins: its number and title, in the order of the report; the tables at their first row."""
    found: dict[str, int] = {}
    at = 0
    topics = {topic.anchor for topic in view.topics}
    for anchor, words in _titles(view):
        own = _squeezed(words)
        # An entry stands at the beginning of a line, as ours has it: many may have one title.
        place = page.text.find(f"{END}-{own}", at) if anchor not in topics else -1
        place = place + 2 if place >= 0 else page.text.find(own, at)
        if place >= 0:
            found[anchor], at = place, place + 1
    return found


def _squeezed(words: str) -> str:
    # The sign for the end of a block is white space to Python.
    return END.join("".join(piece.split()) for piece in words.split(END))


def _titles(view: ReportView) -> Iterator[tuple[str, str]]:
    told = {id(one) for topic in view.topics for one in topic.items}
    for topic in view.topics:
        yield topic.anchor, f"{topic.number}. {topic.title}"
        yield from ((one.item.anchor, f"{one.reference}. {one.item.title}") for one in topic.items)
    for one in listed(view):
        if id(one) not in told:
            yield one.item.anchor, f"{one.reference}. {one.item.title}" if one.reference else one.item.title
    for anchor, rows in (("wijzigingen-hernummering", view.renumbered), ("wijzigingen-documentbeheer", view.control)):
        if rows:
            yield anchor, f"{END}{rows[0].what}{END}"
