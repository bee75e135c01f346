"""Joins in the structure tree what runs on over pages (WeasyPrint issue 2903)."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

from schoolprotocol.outputs.pdf.layout import Layout, Split
from schoolprotocol.outputs.pdf.structure.tree import adopt, children_of, expect

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


def join_pages(pdf: pikepdf.Pdf, document: Any, layout: Layout) -> dict[str, str]:
    """Join what runs on over pages.

    Returns:
        Ids of header cells that were repeated on a next page, with the id of the cell that they repeat.
    """
    index = {page.objgen: number for number, page in enumerate(pdf.pages)}
    pages: list[list[Any]] = [[] for _ in pdf.pages]
    for element in document.K:
        pages[index[element.Pg.objgen]].append(element)
    whole = pages[0]
    repeated: dict[str, str] = {}
    for split, elements in zip(layout.splits, pages[1:], strict=True):
        rest = elements
        if split is not None:
            expect(whole and rest and _both(whole[-1], rest[0], split), f"<{split.tag}> runs on")
            _join(whole[-1], rest[0], split, repeated)
            rest = rest[1:]
        whole += rest
    document.K = Array(whole)
    return repeated


def _join(one: Any, other: Any, split: Split, repeated: dict[str, str]) -> None:
    """Give an element the children of its continuation."""
    if split.tag == "tr":
        expect(len(one.K) == len(other.K) == len(split.inside), "a row that runs on has the same cells")
        for cell, more, inside in zip(one.K, other.K, split.inside, strict=True):
            _join(cell, more, Split("td", (inside,) if inside else ()), repeated)
        return
    children = list(other.K)
    heads = [child for child in one.K if child.S == "/THead"] if split.tag == "table" else []
    if heads and children and children[0].S == "/THead":
        repeated |= dict(zip(_ids(children.pop(0)), _ids(heads[0]), strict=True))
    if split.tag in {"li", "dt", "dd"} and len(one.K) == len(children) == 1 and one.K[0].S == "/LBody":
        _join(one.K[0], children[0], Split("", split.inside), repeated)
        return
    inside = split.inside[0] if split.inside else None
    if inside is not None and len(one.K) and children and _both(one.K[-1], children[0], inside):
        _join(one.K[-1], children.pop(0), inside, repeated)
    for child in children:
        adopt(one, child)
        one.K.append(child)


def _ids(head: Any) -> list[str]:
    return [str(cell.ID) for row in children_of(head) for cell in children_of(row) if "/ID" in cell]


def _both(one: Any, other: Any, split: Split) -> bool:
    tag = _TAGS.get(split.tag, "/NonStruct")
    return all(isinstance(element, Dictionary) and element.get("/S") == tag for element in (one, other))
