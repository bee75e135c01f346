"""Mends the structure tree that WeasyPrint writes: what a screen reader walks through (ISO 14289-1, PDF/UA-1).

Whole lists and tables, labels of list items, the kind of a list, the scope of header cells, a contents that is one,
links that say where they lead, whole links, and the place of pictures.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schoolprotocol.outputs.pdf.layout import Layout, ListShape
from schoolprotocol.outputs.pdf.structure.artifacts import make_artifacts
from schoolprotocol.outputs.pdf.structure.joins import join_pages
from schoolprotocol.outputs.pdf.structure.tree import (
    File,
    StructureError,
    expect,
    place_of,
    text,
    written,
)

_LINES = frozenset({"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"})
"""What holds lines and not blocks."""
_POINTS = 0.75
"""Points in a CSS pixel."""


def mend(pdf: Any, layout: Layout) -> None:
    """Mend the structure tree of a file that is about to be written, in place.

    Args:
        pdf: as WeasyPrint writes it (`pydyf.PDF`).
        layout: what it is mended with.

    Raises:
        StructureError: where the tree does not have the lists and links of the layout.
    """
    file = File(pdf)
    document = file.at(file.root["K"][0])
    repeated = join_pages(file, document, layout)
    _describe_links(file, layout)
    mender = _Mender(file, layout, repeated)
    mender.run(document)
    if mender.ids:
        names = file.array([part for id_ in sorted(mender.ids) for part in (id_, mender.ids[id_])])
        file.root["IDTree"] = file.dictionary({"Names": names})
    make_artifacts(file, mender.read)


# -- what every element gets ----------------------------------------------------------------------------------------


class _Mender:
    """Walks through the joined tree once."""

    def __init__(self, file: File, layout: Layout, repeated: dict[bytes, bytes]) -> None:
        self.file = file
        self.lists = iter(layout.lists)
        self.repeated = repeated
        self.ids: dict[bytes, bytes] = {}
        self.read: set[bytes] = set()

    def run(self, document: Any) -> None:
        for child in document["K"]:
            self._element(self.file.at(child))
        expect(next(self.lists, None) is None, "a list is missing")

    def _element(self, element: Any) -> None:
        reference = element.reference
        self.read.add(reference)
        tag, kids = element["S"], element["K"]
        if tag == "/Span" and len(kids) == 1 and type(kids[0]) is int:
            return  # nearly half of the tree: words
        if tag == "/Figure":
            _place_figure(self.file, element)
            return
        if tag == "/L":
            self._list(element)
        elif tag == "/Table":
            _scopes(self.file, element)
        elif tag == "/TH" and "ID" in element:
            self.ids[element["ID"].data] = reference
        elif tag == "/TD" and self.repeated:
            headers = element["A"]["Headers"]
            headers[:] = [self.repeated.get(id_.data, id_.data) for id_ in headers]
        children = self.file.children_of(element)
        if tag in _LINES:
            _anonymous(tag, children)
        if any(child["S"] == "/Link" for child in children):
            children = self._whole_links(element, children)
        for child in children:
            self._element(child)

    # -- lists --

    def _list(self, element: Any) -> None:
        shape = next(self.lists, None)
        if shape is None:
            raise StructureError("a list too many")
        items = list(self._items(element))
        expect(len(items) == len(shape.labels), f"a list of {len(shape.labels)} items has {len(items)}")
        element["K"] = self.file.array(items)
        for item, depth in zip(map(self.file.at, items), shape.labels, strict=True):
            item["P"] = element.reference
            if shape.contents:
                self._as_entry(item)
            elif depth is not None:
                self._label(item, depth)
        _kind(self.file, element, shape)

    def _items(self, element: Any) -> Iterator[bytes]:
        """The items of a list, also of one that was set in columns (lists in a list)."""
        for kid in element["K"]:
            child = self.file.at(kid)
            if child["S"] == "/L":
                yield from self._items(child)
            else:
                yield kid

    def _label(self, item: Any, depth: int) -> None:
        """Take the label of an item out of its body."""
        at = self.file.at
        expect(len(item["K"]) == 1 and at(item["K"][0])["S"] == "/LBody", "an item without a body")
        holder = at(item["K"][0])
        for _ in range(depth):
            holder = at(holder["K"][0])
        label = at(holder["K"][0])
        expect(label["S"] in {"/NonStruct", "/Span"}, "a label that is no label")
        item["K"].insert(0, holder["K"].pop(0))
        label["S"], label["P"] = "/Lbl", item.reference

    def _as_entry(self, item: Any) -> None:
        """An item of the contents: its line as paragraph, and the contents below it (ISO 32000-1, table 333)."""
        (body,) = map(self.file.at, item["K"])
        item["S"] = "/TOCI"
        for child in map(self.file.at, body["K"]):
            child["P"] = item.reference
            if child["S"] == "/Div":
                child["S"] = "/P"
        item["K"] = body["K"]

    # -- links --

    def _whole_links(self, element: Any, children: list[Any]) -> list[Any]:
        """Join a link that WeasyPrint cut where the line ends, or before generated text; returns what is left."""
        whole: list[Any] = []
        before = element if element["S"] == "/Link" else None
        for child in children:
            if child["S"] == "/Link" and before is not None and self._one_link(before, child):
                self._take(before, child)
                element["K"].remove(child.reference)
                continue
            whole.append(child)
            if element["S"] != "/Link":
                before = child if child["S"] == "/Link" else None
        return whole

    def _take(self, link: Any, piece: Any) -> None:
        marks = self.file.marks
        for kid in piece["K"]:
            link["K"].append(kid)
            self.file.adopt(link, kid)
            if type(kid) is not bytes:
                marks[place_of(self.file.at(piece["Pg"])["StructParents"])][kid] = link.reference
            elif "Obj" in (held := self.file.at(kid)):
                marks[place_of(self.file.at(held["Obj"])["StructParent"])] = link.reference

    def _one_link(self, one: Any, other: Any) -> bool:
        return bool(one["Pg"] == other["Pg"] and self._leads(one) == self._leads(other))

    def _leads(self, link: Any) -> str:
        for kid in link["K"]:
            if type(kid) is bytes and "Obj" in (held := self.file.at(kid)):
                target = self.file.at(held["Obj"])
                return str(target["Dest"].string if "Dest" in target else target["A"]["URI"].string)
        return ""


def _anonymous(tag: str, children: list[Any]) -> None:
    """Lines beside a block inside a heading or paragraph got its tag once more."""
    for child in children:
        if child["S"] == tag:
            child["S"] = "/NonStruct"


def _kind(file: File, element: Any, shape: ListShape) -> None:
    if shape.contents:
        element["S"] = "/TOC"
    else:
        element["A"] = file.dictionary({"O": "/List", "ListNumbering": f"/{shape.numbering}"})


# -- tables and pictures --------------------------------------------------------------------------------------------


def _scopes(file: File, table: Any) -> None:
    for group in map(file.at, table["K"]):
        rows = [group] if group["S"] == "/TR" else [row for row in map(file.at, group["K"]) if row["S"] == "/TR"]
        for row in rows:
            cells = [file.at(cell) for cell in row["K"]]
            heads = group["S"] == "/THead" or all(cell["S"] == "/TH" for cell in cells)
            for cell in cells:
                if cell["S"] == "/TH":
                    cell["A"]["Scope"] = "/Column" if heads else "/Row"


def _place_figure(file: File, element: Any) -> None:
    """From pixels from the top to points from the bottom of the page."""
    height = written(file.at(element["Pg"])["MediaBox"][3])
    left, top, right, bottom = (round(written(side) * _POINTS, 3) for side in element["A"]["BBox"])
    element["A"]["BBox"] = file.array([left, round(height - bottom, 3), right, round(height - top, 3)])


# -- links ----------------------------------------------------------------------------------------------------------


def _describe_links(file: File, layout: Layout) -> None:
    for page, texts in zip(file.pages, layout.links, strict=True):
        links = page.get("Annots", ())
        expect(len(links) == len(texts), f"{len(texts)} links on a page, and {len(links)} annotations")
        for link, words in zip(links, texts, strict=True):
            file.at(link)["Contents"] = text(words)
