"""A document as Word shows it with its tracked changes accepted or rejected (ISO/IEC 29500-1, section 17.13.5)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterator
from typing import Any, Literal

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Side = Literal["accept", "reject"]
GOES, COMES = (f"{W}del", f"{W}moveFrom"), (f"{W}ins", f"{W}moveTo")


def part(data: bytes, name: str) -> Any:
    """The root of one part of the file: `document`, `comments`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(f"word/{name}.xml"))


def found(data: bytes, path: str, name: str = "document") -> list[Any]:
    """What an XPath finds in one part; `w:` is the prefix."""
    return list(part(data, name).xpath(path, namespaces={"w": W[1:-1]}))


def told(element: Any) -> str:
    """The words of an element, those that went too."""
    return "".join(node.text or "" for node in element.iter(f"{W}t", f"{W}delText"))


class Word:
    """Reads a document on one side; where authors are named, their changes are accepted and the others rejected."""

    def __init__(self, data: bytes, side: Side, authors: Collection[str] | None = None) -> None:
        self.side = side
        self.authors = authors
        self.body = part(data, "document").find(f"{W}body")
        self.notes = {note.get(f"{W}id"): note for note in part(data, "footnotes")}

    def paragraphs(self) -> list[tuple[str, str]]:
        """Style and text of each paragraph that is not empty; notes stand in `{}` where they are called."""
        return [(style, " ".join(text.split())) for style, text in self._inside(self.body) if text.split()]

    def _inside(self, container: Any) -> Iterator[tuple[str, str]]:
        pending = ""
        for child in container:
            if child.tag == f"{W}p":
                pending += self._text(child)
                if not self._goes(child.find(f"{W}pPr/{W}rPr")):
                    yield self._style(child), self._line(child, pending)
                    pending = ""
            elif child.tag == f"{W}tbl":
                for row in child.iter(f"{W}tr"):
                    if not self._goes(row.find(f"{W}trPr")):
                        for cell in row.iter(f"{W}tc"):
                            yield from self._inside(cell)
        yield "", pending

    def _line(self, paragraph: Any, text: str) -> str:
        """What is printed of a text that ends with the mark of a paragraph."""
        return text

    def _goes(self, properties: Any) -> bool:
        return properties is not None and any(map(self._is_gone, properties))

    def _is_gone(self, change: Any) -> bool:
        return change.tag in (GOES if self._is_accepted(change) else COMES)

    def _is_accepted(self, change: Any) -> bool:
        return self.side == "accept" if self.authors is None else change.get(f"{W}author") in self.authors

    def _style(self, paragraph: Any) -> str:
        style = self._properties(paragraph).find(f"{W}pStyle")
        return "" if style is None else str(style.get(f"{W}val"))

    def _properties(self, paragraph: Any) -> Any:
        own = paragraph.find(f"{W}pPr")
        change = own.find(f"{W}pPrChange")
        return own if change is None or self._is_accepted(change) else change.find(f"{W}pPr")

    def _text(self, element: Any) -> str:
        if self._is_gone(element) or element.tag == f"{W}pPr":
            return ""
        if element.tag in {f"{W}t", f"{W}delText"}:
            return element.text or ""
        if element.tag in {f"{W}tab", f"{W}br"}:
            return " "
        if element.tag == f"{W}footnoteReference":
            note = self.notes[element.get(f"{W}id")]
            return "{" + " ".join(" ".join(text for _style, text in self._inside(note)).split()) + "}"
        return "".join(self._text(child) for child in element)
