"""Mends the structure tree that WeasyPrint writes: what a screen reader walks through (ISO 14289-1, PDF/UA-1).

Whole lists and tables, labels of list items, the kind of a list, the scope of header cells, a contents that is one,
links that say where they lead, whole links, and the place of pictures.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from schoolprotocol.outputs.pdf.layout import Layout, ListShape
from schoolprotocol.outputs.pdf.structure.artifacts import make_artifacts
from schoolprotocol.outputs.pdf.structure.joins import join_pages
from schoolprotocol.outputs.pdf.structure.tree import StructureError, adopt, children_of, expect, marks_of, place_of

_LINES = frozenset({"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"})
"""What holds lines and not blocks."""
_POINTS = 0.75
"""Points in a CSS pixel."""


def mend(pdf: pikepdf.Pdf, layout: Layout) -> None:
    """Mend the structure tree in place.

    Raises:
        StructureError: where the tree does not have the lists and links of the layout.
    """
    root = pdf.Root.StructTreeRoot
    document = root.K[0]
    repeated = join_pages(pdf, document, layout)
    _describe_links(pdf, layout)
    mender = _Mender(pdf, layout, repeated)
    mender.run(document)
    make_artifacts(pdf, mender.read)


# -- what every element gets ----------------------------------------------------------------------------------------


class _Mender:
    """Walks through the joined tree once."""

    def __init__(self, pdf: pikepdf.Pdf, layout: Layout, repeated: dict[str, str]) -> None:
        self.root = pdf.Root.StructTreeRoot
        self.lists = iter(layout.lists)
        self.repeated = repeated
        self.ids: dict[str, Any] = {}
        self.read: set[tuple[int, int]] = set()
        self.marks = marks_of(self.root)

    def run(self, document: Any) -> None:
        for child in document.K:
            self._element(child)
        expect(next(self.lists, None) is None, "a list is missing")
        if self.ids:
            names = [part for id_ in sorted(self.ids) for part in (String(id_), self.ids[id_])]
            self.root.IDTree = Dictionary(Names=Array(names))

    def _element(self, element: Any) -> None:
        self.read.add(element.objgen)
        tag = str(element.S)
        if tag == "/Span" and len(element.K) == 1 and isinstance(element.K[0], int):
            return  # nearly half of the tree: words
        if tag == "/Figure":
            _place_figure(element)
            return
        if tag == "/L":
            self._list(element)
        elif tag == "/Table":
            _scopes(element)
        elif tag == "/TH" and "/ID" in element:
            self.ids[str(element.ID)] = element
        elif tag == "/TD" and self.repeated:
            element.A.Headers = Array([String(self.repeated.get(str(id_), str(id_))) for id_ in element.A.Headers])
        children = children_of(element)
        if tag in _LINES:
            _anonymous(tag, children)
        if any(child.S == "/Link" for child in children):
            children = self._whole_links(element, children)
        for child in children:
            self._element(child)

    # -- lists --

    def _list(self, element: Any) -> None:
        shape = next(self.lists, None)
        if shape is None:
            raise StructureError("a list too many")
        items = list(_items(element))
        expect(len(items) == len(shape.labels), f"a list of {len(shape.labels)} items has {len(items)}")
        element.K = Array(items)
        for item, depth in zip(items, shape.labels, strict=True):
            item.P = element
            if shape.contents:
                _as_entry(item)
            elif depth is not None:
                _label(item, depth)
        _kind(element, shape)

    # -- links --

    def _whole_links(self, element: Any, children: list[Any]) -> list[Any]:
        """Join a link that WeasyPrint cut where the line ends, or before generated text; returns what is left."""
        whole: list[Any] = []
        before = element if element.S == "/Link" else None
        for child in children:
            if child.S == "/Link" and before is not None and _one_link(before, child):
                self._take(before, child)
                del element.K[_index(element, child)]
                continue
            whole.append(child)
            if element.S != "/Link":
                before = child if child.S == "/Link" else None
        return whole

    def _take(self, link: Any, piece: Any) -> None:
        for kid in piece.K:
            link.K.append(kid)
            adopt(link, kid)
            if not isinstance(kid, Dictionary):
                self.marks[place_of(piece.Pg.StructParents)][int(kid)] = link
            elif "/Obj" in kid:
                self.marks[place_of(kid.Obj.StructParent)] = link


def _one_link(one: Any, other: Any) -> bool:
    return bool(one.Pg.objgen == other.Pg.objgen and _leads(one) == _leads(other))


def _index(parent: Any, child: Any) -> int:
    return next(place for place, kid in enumerate(parent.K) if getattr(kid, "objgen", None) == child.objgen)


def _anonymous(tag: str, children: list[Any]) -> None:
    """Lines beside a block inside a heading or paragraph got its tag once more."""
    for child in children:
        if str(child.S) == tag:
            child.S = Name.NonStruct


def _items(element: Any) -> Iterator[Any]:
    """The items of a list, also of one that was set in columns (lists in a list)."""
    for child in element.K:
        if child.S == "/L":
            yield from _items(child)
        else:
            yield child


def _label(item: Any, depth: int) -> None:
    """Take the label of an item out of its body."""
    expect(len(item.K) == 1 and item.K[0].S == "/LBody", "an item without a body")
    holder = item.K[0]
    for _ in range(depth):
        holder = holder.K[0]
    label = holder.K[0]
    expect(label.S in {"/NonStruct", "/Span"}, "a label that is no label")
    del holder.K[0]
    label.S, label.P = Name.Lbl, item
    item.K.insert(0, label)


def _as_entry(item: Any) -> None:
    """An item of the contents: its line as paragraph, and the contents below it (ISO 32000-1, table 333)."""
    (body,) = item.K
    item.S = Name.TOCI
    for child in body.K:
        child.P = item
        if child.S == "/Div":
            child.S = Name.P
    item.K = body.K


def _kind(element: Any, shape: ListShape) -> None:
    if shape.contents:
        element.S = Name.TOC
    else:
        element.A = Dictionary(O=Name.List, ListNumbering=Name(f"/{shape.numbering}"))


# -- tables and pictures --------------------------------------------------------------------------------------------


def _scopes(table: Any) -> None:
    for group in table.K:
        rows = [group] if group.S == "/TR" else [row for row in group.K if row.S == "/TR"]
        for row in rows:
            cells = list(row.K)
            heads = group.S == "/THead" or all(cell.S == "/TH" for cell in cells)
            for cell in cells:
                if cell.S == "/TH":
                    cell.A.Scope = Name.Column if heads else Name.Row


def _place_figure(element: Any) -> None:
    """From pixels from the top to points from the bottom of the page."""
    height = float(element.Pg.MediaBox[3])
    left, top, right, bottom = (round(float(side) * _POINTS, 3) for side in element.A.BBox)
    element.A.BBox = Array([left, round(height - bottom, 3), right, round(height - top, 3)])


# -- links ----------------------------------------------------------------------------------------------------------


def _describe_links(pdf: pikepdf.Pdf, layout: Layout) -> None:
    for page, texts in zip(pdf.pages, layout.links, strict=True):
        links = list(page.get("/Annots", ()))
        expect(len(links) == len(texts), f"{len(texts)} links on a page, and {len(links)} annotations")
        for link, text in zip(links, texts, strict=True):
            link.Contents = String(text)


def _leads(link: Any) -> str:
    for kid in link.K:
        if isinstance(kid, Dictionary) and "/Obj" in kid:
            target = kid.Obj
            return str(target.Dest) if "/Dest" in target else str(target.A.URI)
    return ""
