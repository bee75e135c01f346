"""Which links call a note, and where those notes stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

_MARK = re.compile(r"[\[(]?\s*(\d{1,3}|[a-z]|[ivx]{1,4}|\*{1,4}|[†‡§])\s*[\])]?")
_NOTED = re.compile(r"note|noot|ftn|foot|\bfn|edn|endnote|cite_ref|referen", re.IGNORECASE)
_BLOCKS = frozenset({"p", "li", "div", "aside", "dd", "dt", "td", "section", "blockquote"})


@dataclass(frozen=True)
class Notes:
    """The notes of a page."""

    calls: Mapping[Element, tuple[str, str]]
    """By link its note (key) and mark."""
    texts: Mapping[Element, tuple[str, str]]
    """By element that holds a note: its key and mark."""
    backs: frozenset[str]
    """The places that notes lead back to."""


def notes_of(root: Element, parents: Mapping[Element, Element]) -> Notes:
    """The notes of a page: what a short raised link, or one that says it is a note, leads to.

    Args:
        root: of the page.
        parents: of each element.
    """
    named: dict[str, Element] = {}
    for element in root.iter():
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                named.setdefault(name, element)
    calls: dict[Element, tuple[str, str]] = {}
    texts: dict[Element, tuple[str, str]] = {}
    backs: set[str] = set()
    for link in root.iter("a"):
        target = link.get("href", "")
        found = _MARK.fullmatch("".join(link.itertext()).strip())
        if not target.startswith("#") or found is None or target[1:] not in named or not _is_call(link, parents):
            continue
        holder = _holder(named[target[1:]], parents)
        if holder is None or _is_within(link, holder, parents) or target[1:] in backs:
            continue  # a link back stands after the call that it leads to
        calls[link] = (target[1:], found[1])
        texts.setdefault(holder, (target[1:], found[1]))
        backs.update(name for name in _names(link, parents) if name)
    return Notes(calls, texts, frozenset(backs))


def _is_call(link: Element, parents: Mapping[Element, Element]) -> bool:
    around = parents.get(link)
    told = " ".join(
        filter(None, (link.get("class"), link.get("role"), link.get("name"), link.get("id"), link.get("href")))
    )
    inside = any(kid.tag == "sup" for kid in link.iter())
    return inside or (around is not None and around.tag == "sup") or _NOTED.search(told) is not None


def _names(link: Element, parents: Mapping[Element, Element]) -> list[str | None]:
    around = parents.get(link)
    return [link.get("id"), link.get("name"), around.get("id") if around is not None else None]


def _holder(element: Element, parents: Mapping[Element, Element]) -> Element | None:
    """The block that holds a note; one of Word's stands around its paragraphs."""
    holder: Element | None = element
    while holder is not None and holder.tag not in _BLOCKS:
        holder = parents.get(holder)
    around = parents.get(holder) if holder is not None else None
    if around is not None and around.get("id", "").startswith(("ftn", "edn")):
        return around
    return holder


def _is_within(link: Element, holder: Element, parents: Mapping[Element, Element]) -> bool:
    one: Element | None = link
    while one is not None:
        if one is holder:
            return True
        one = parents.get(one)
    return False
