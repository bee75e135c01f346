"""Joins in the structure tree what runs on over pages (WeasyPrint issue 2903)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

from generator.publish.pdf_layout import Layout, Split
from generator.publish.pdf_tree import adopt, expect

_TAGS = {
    "main": "/Part",
    "section": "/Sect",
    "article": "/Art",
    "blockquote": "/BlockQuote",
    "div": "/Div",
    "span": "/Span",
    "p": "/P",
    "ul": "/L",
    "ol": "/L",
    "dl": "/L",
    "li": "/LI",
    "dt": "/LI",
    "dd": "/LI",
    "table": "/Table",
    "thead": "/THead",
    "tbody": "/TBody",
    "tr": "/TR",
    "td": "/TD",
    "th": "/TH",
}
"""As what WeasyPrint tags the elements that run on over pages."""


def join_pages(pdf: pikepdf.Pdf, document: Any, layout: Layout) -> list[Any]:
    """Join what runs on over pages; returns the table heads that were repeated."""
    index = {page.objgen: number for number, page in enumerate(pdf.pages)}
    pages: list[list[Any]] = [[] for _ in pdf.pages]
    for element in document.K:
        pages[index[element.Pg.objgen]].append(element)
    whole = pages[0]
    repeated: list[Any] = []
    for split, elements in zip(layout.splits, pages[1:], strict=True):
        rest = elements
        if split is not None:
            expect(whole and rest and _both(whole[-1], rest[0], split), f"<{split.tag}> runs on")
            _join(whole[-1], rest[0], split, repeated)
            rest = rest[1:]
        whole += rest
    document.K = Array(whole)
    return repeated


def _join(one: Any, other: Any, split: Split, repeated: list[Any]) -> None:
    """Give an element the children of its continuation."""
    if split.tag == "tr":
        for cell, more, inside in zip(one.K, other.K, split.inside, strict=True):
            _join(cell, more, Split("td", (inside,) if inside else ()), repeated)
        return
    children = list(other.K)
    if split.tag == "table" and children and children[0].S == "/THead" and any(child.S == "/THead" for child in one.K):
        repeated.append(children.pop(0))
    if split.tag in {"li", "dt", "dd"} and len(one.K) == len(children) == 1 and one.K[0].S == "/LBody":
        _join(one.K[0], children[0], Split("", split.inside), repeated)
        return
    inside = split.inside[0] if split.inside else None
    if inside is not None and len(one.K) and children and _both(one.K[-1], children[0], inside):
        _join(one.K[-1], children.pop(0), inside, repeated)
    for child in children:
        adopt(one, child)
        one.K.append(child)


def _both(one: Any, other: Any, split: Split) -> bool:
    tag = _TAGS.get(split.tag, "/NonStruct")
    return all(isinstance(element, Dictionary) and element.get("/S") == tag for element in (one, other))


def make_artifacts(pdf: pikepdf.Pdf, elements: list[Any]) -> None:
    """Take the repeated heads of tables out of the content: on the page they help, read aloud they hinder."""
    found: dict[tuple[int, int], list[int]] = {}
    for element in elements:
        for place, number in _marks(element):
            found.setdefault(place, []).append(number)
    marks = pdf.Root.StructTreeRoot.ParentTree.Nums
    for page in pdf.pages:
        if numbers := found.get(page.objgen):
            for number in numbers:
                marks[2 * int(page.StructParents) + 1][number] = None
            choice = b"|".join(b"%d" % number for number in numbers)
            opening = re.compile(rb"/\w+\s*<<\s*/MCID (?:%s)\s*>>\s*BDC" % choice)
            changed, count = opening.subn(b"/Artifact BMC", page.Contents.read_bytes())
            expect(count == len(numbers), "content that is marked otherwise")
            page.Contents.write(changed)


def _marks(element: Any) -> Iterator[tuple[tuple[int, int], int]]:
    for kid in element.K:
        if isinstance(kid, Dictionary):
            expect("/S" in kid, "a link in the head of a table")
            yield from _marks(kid)
        else:
            yield element.Pg.objgen, int(kid)
