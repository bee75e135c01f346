"""Joins in the structure tree what runs on over pages (WeasyPrint issue 2903)."""

from __future__ import annotations

from typing import Any

from schoolprotocol.outputs.pdf.layout import Layout, Split
from schoolprotocol.outputs.pdf.structure.tree import File, expect

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


def join_pages(file: File, document: Any, layout: Layout) -> dict[bytes, bytes]:
    """Join what runs on over pages.

    Returns:
        Ids of header cells that were repeated on a next page, with the id of the cell that they repeat.
    """
    index = {page.reference: number for number, page in enumerate(file.pages)}
    pages: list[list[bytes]] = [[] for _ in file.pages]
    for element in document["K"]:
        pages[index[file.at(element)["Pg"]]].append(element)
    whole = pages[0]
    joins = _Joins(file)
    for split, elements in zip(layout.splits, pages[1:], strict=True):
        rest = elements
        if split is not None:
            expect(whole and rest and joins.both(whole[-1], rest[0], split), f"<{split.tag}> runs on")
            joins.join(file.at(whole[-1]), file.at(rest[0]), split)
            rest = rest[1:]
        whole += rest
    document["K"] = file.array(whole)
    return joins.repeated


class _Joins:
    def __init__(self, file: File) -> None:
        self._file, self._at = file, file.at
        self.repeated: dict[bytes, bytes] = {}

    def join(self, one: Any, other: Any, split: Split) -> None:
        """Give an element the children of its continuation."""
        at = self._at
        if split.tag == "tr":
            expect(len(one["K"]) == len(other["K"]) == len(split.inside), "a row that runs on has the same cells")
            for cell, more, inside in zip(one["K"], other["K"], split.inside, strict=True):
                self.join(at(cell), at(more), Split("td", (inside,) if inside else ()))
            return
        kids, children = one["K"], list(other["K"])
        heads = [child for child in map(at, kids) if child["S"] == "/THead"] if split.tag == "table" else []
        if heads and children and at(children[0])["S"] == "/THead":
            self.repeated |= dict(zip(self._ids(at(children.pop(0))), self._ids(heads[0]), strict=True))
        if split.tag in {"li", "dt", "dd"} and len(kids) == len(children) == 1 and at(kids[0])["S"] == "/LBody":
            self.join(at(kids[0]), at(children[0]), Split("", split.inside))
            return
        inside = split.inside[0] if split.inside else None
        if inside is not None and kids and children and self.both(kids[-1], children[0], inside):
            self.join(at(kids[-1]), at(children.pop(0)), inside)
        for child in children:
            self._file.adopt(one, child)
            kids.append(child)

    def _ids(self, head: Any) -> list[bytes]:
        rows = self._file.children_of(head)
        return [cell["ID"].data for row in rows for cell in self._file.children_of(row) if "ID" in cell]

    def both(self, one: Any, other: Any, split: Split) -> bool:
        tag = _TAGS.get(split.tag, "/NonStruct")
        return all(type(kid) is bytes and self._at(kid).get("S") == tag for kid in (one, other))
