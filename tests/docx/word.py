"""A document as Word shows it with its tracked changes accepted or rejected (ISO/IEC 29500-1, section 17.13.5)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Literal

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Side = Literal["accept", "reject"]
GONE = {"accept": (f"{W}del", f"{W}moveFrom"), "reject": (f"{W}ins", f"{W}moveTo")}


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
    """Reads a document on one side."""

    def __init__(self, data: bytes, side: Side) -> None:
        self.gone = GONE[side]
        self.side = side
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
        return properties is not None and any(child.tag in self.gone for child in properties)

    def _style(self, paragraph: Any) -> str:
        before = paragraph.find(f"{W}pPr/{W}pPrChange/{W}pPr/{W}pStyle") if self.side == "reject" else None
        style = before if before is not None else paragraph.find(f"{W}pPr/{W}pStyle")
        return "" if style is None else str(style.get(f"{W}val"))

    def _text(self, element: Any) -> str:
        if element.tag in self.gone or element.tag == f"{W}pPr":
            return ""
        if element.tag in {f"{W}t", f"{W}delText"}:
            return element.text or ""
        if element.tag in {f"{W}tab", f"{W}br"}:
            return " "
        if element.tag == f"{W}footnoteReference":
            note = self.notes[element.get(f"{W}id")]
            return "{" + " ".join(" ".join(text for _style, text in self._inside(note)).split()) + "}"
        return "".join(self._text(child) for child in element)
