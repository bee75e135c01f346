"""What the laid out document knows and the PDF no longer tells: which element a piece belongs to.

WeasyPrint writes each page's structure by itself, so a list that runs over three pages becomes three lists (its issue
2903), and a list's labels become plain text. Its boxes still know. This module reads them (they are not part of its
public interface; nothing is imported from it) and hands plain data to `pdf_structure`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

Numbering = Literal["None", "Disc", "Decimal", "LowerAlpha"]
"""Values of the attribute ListNumbering (ISO 32000-1, table 347) that our documents use."""
LISTS = frozenset({"ul", "ol", "dl"})
ITEMS = frozenset({"li", "dt", "dd"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NUMBER = re.compile(r"\d+(\.\d+)*\.?")
_LETTER = re.compile(r"[a-z][.)]?")


@dataclass(frozen=True, slots=True)
class Split:
    """An element that runs on from one page to the next."""

    tag: str
    """Its HTML tag."""
    inside: tuple[Split | None, ...] = ()
    """What runs on inside it: nothing or one element; for a row, one entry per cell."""


@dataclass(frozen=True, slots=True)
class ListShape:
    """A list, whole."""

    numbering: Numbering
    contents: bool
    """Whether it is the contents of the document, or a part of them."""
    labels: tuple[int | None, ...]
    """Per item, how many anonymous boxes stand between its body and its label; None where it has no label."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the structure of the PDF is mended with."""

    lists: tuple[ListShape, ...]
    """In reading order, parents before children."""
    links: tuple[tuple[str, ...], ...]
    """Per page, a description of each link in the order of the annotations."""
    splits: tuple[Split | None, ...]
    """Per page but the first, what runs on to it."""


def layout_of(document: Any, root: Any) -> Layout:
    """Read a laid out document.

    Args:
        document: `weasyprint.Document`.
        root: the `<html>` element that it was made of.
    """
    pages = [page._page_box.children[0] for page in document.pages]
    lists = _Lists()
    for page in pages:
        lists.read(page, None, contents=False)
    headings = {id_: _text(one) for one in root.iter() if one.tag in HEADINGS and (id_ := one.get("id"))}
    links = (tuple(_descriptions(page.links, headings)) for page in document.pages)
    splits = (split_between(before, after) for before, after in pairwise(pages))
    return Layout(tuple(one.shape() for one in lists.found.values()), tuple(links), tuple(splits))


# -- lists ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _List:
    contents: bool
    depths: list[int | None] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def shape(self) -> ListShape:
        return ListShape(numbering_of(self.texts), self.contents, tuple(self.depths))


class _Lists:
    """The lists of all pages: an element that was seen on an earlier page is not counted again."""

    def __init__(self) -> None:
        self.found: dict[int, _List] = {}
        self._items: set[int] = set()

    def read(self, box: Any, inside: _List | None, *, contents: bool) -> None:
        tag, element = box.element_tag, box.element
        if tag == "section" and not contents:
            contents = "contents" in (element.get("class") or "").split()
        elif tag in LISTS:
            inside = self.found.setdefault(id(element), _List(contents))
        elif tag in ITEMS and inside is not None and id(element) not in self._items:
            self._items.add(id(element))
            depth, text = _label(box)
            inside.depths.append(depth)
            inside.texts += [text] if depth is not None else []
        for child in getattr(box, "children", ()):
            if hasattr(child, "children"):
                self.read(child, inside, contents=contents)


def _label(item: Any) -> tuple[int | None, str]:
    """Where the label of an item stands, and what it says: a generated mark, or a box that hangs in the margin."""
    box, depth = item, 0
    while children := getattr(box, "children", ()):
        box = children[0]
        if _is_line(box):
            continue
        if box.element_tag != item.element_tag or box.element is not item.element:
            break
        depth += 1
    tag = box.element_tag or ""
    if tag.endswith("::before") or (tag == "span" and "InlineBlock" in type(box).__name__):
        return depth, "".join(_words(box)).strip()
    return None, ""


def numbering_of(labels: Sequence[str]) -> Numbering:
    """The kind of labels that a list has."""
    if labels and all(label == "•" for label in labels):
        return "Disc"
    if labels and all(_NUMBER.fullmatch(label) for label in labels):
        return "Decimal"
    if labels and all(_LETTER.fullmatch(label) for label in labels):
        return "LowerAlpha"
    return "None"


def _words(box: Any) -> Iterator[str]:
    if (text := getattr(box, "text", None)) is not None:
        yield text
    for child in getattr(box, "children", ()):
        yield from _words(child)


# -- links ----------------------------------------------------------------------------------------------------------


def _descriptions(links: Sequence[Any], headings: dict[str, str]) -> Iterator[str]:
    for kind, target, _rectangle, box in links:
        if kind in {"internal", "external"}:
            text = box.element.get("title") or _text(box.element)
            yield internal_link(headings.get(target, text)) if kind == "internal" else external_link(text, target)


def internal_link(text: str) -> str:
    """How a link inside the document is described: `Naar 2 Gevolgen`; a bare number is a note."""
    return f"Naar noot {text}" if text.isdigit() else f"Naar {text}"


def external_link(text: str, address: str) -> str:
    """How a link to elsewhere is described: its words and where it leads, never a bare address."""
    parts = urlsplit(address)
    if parts.scheme == "mailto":
        return f"E-mail aan {unquote(parts.path)}"
    if parts.scheme == "tel":
        return f"Bel {text}"
    host = (parts.hostname or "").removeprefix("www.")
    bare = not text or "://" in text or text.removeprefix("www.").startswith(host)
    return f"Webpagina op {host}" if bare else f"{text}: webpagina op {host}"


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


# -- what runs on ---------------------------------------------------------------------------------------------------


def split_between(before: Any, after: Any) -> Split | None:
    """What runs on from one box to the next: the elements on the last branch of one that open the other."""
    earlier = {id(box.element) for box in _branch(before, -1)}
    rows = {id(box.element): box for box in _branch(before, -1) if box.element_tag == "tr"}
    running = [box for box in _branch(after, 0) if id(box.element) in earlier]
    split: Split | None = None
    for box in reversed(running):
        if box.element_tag == "tr":
            cells = zip(rows[id(box.element)].children, box.children, strict=False)  # else the join reports it
            split = Split("tr", tuple(split_between(one, other) for one, other in cells))
        elif box.element_tag not in {"html", "body"}:
            split = Split(box.element_tag, (split,) if split else ())
    return split


def _branch(box: Any, index: int) -> list[Any]:
    """The boxes of elements along the first (0) or the last (-1) branch, as far as the row or the text."""
    found: list[Any] = []
    own = box.element
    while children := [child for child in getattr(box, "children", ()) if not getattr(child, "is_header", False)]:
        box = children[index]
        if _is_line(box) or not hasattr(box, "children"):
            break
        if box.element is not None and box.element is not own:
            found.append(box)
            own = box.element
        if box.element_tag == "tr":
            break
    return found


def _is_line(box: Any) -> bool:
    return type(box).__name__ == "LineBox"
