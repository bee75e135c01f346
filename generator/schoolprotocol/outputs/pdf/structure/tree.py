"""Steps that all mending of the structure tree is made of.

An object is one of those that WeasyPrint is about to write: a dictionary of pydyf, which others name by its reference
(`12 0 R`). Nothing is imported from WeasyPrint.
"""

from __future__ import annotations

from codecs import BOM_UTF16_BE
from collections.abc import Mapping, Sequence
from typing import Any


class StructureError(Exception):
    """The tree is not what the layout makes us expect: a fault of ours, or another WeasyPrint."""


def expect(holds: object, what: str) -> None:
    """Stop where the tree is not what it should be.

    Raises:
        StructureError: with what it should be.
    """
    if not holds:
        raise StructureError(what)


class File:
    """The objects of a file by their references."""

    def __init__(self, pdf: Any) -> None:
        self._objects = pdf.objects
        self.pages = [self.at(b"%d 0 R" % number) for number in pdf.pages["Kids"][::3]]
        self.root = self.at(pdf.catalog["StructTreeRoot"])
        self.marks = self.at(self.root["ParentTree"])["Nums"]
        """For each page what owns its marked content, for each link what owns it; see `place_of`."""

    def dictionary(self, values: Mapping[str, object]) -> Any:
        """A part of an object, as it is written."""
        return type(self.root)(values)

    def array(self, values: Sequence[object]) -> Any:
        """A list in an object, as it is written."""
        return type(self.marks)(values)

    def at(self, reference: bytes) -> Any:
        """The object that is meant."""
        return self._objects[int(reference[:-4])]

    def children_of(self, element: Any) -> list[Any]:
        """The elements in an element: neither its words nor its annotations."""
        named = [self._objects[int(kid[:-4])] for kid in element["K"] if type(kid) is bytes]
        return [child for child in named if "S" in child]

    def adopt(self, parent: Any, kid: Any) -> None:
        """Tell a child whose it is now, where it is an element."""
        if type(kid) is bytes and "S" in (child := self.at(kid)):
            child["P"] = parent.reference


def place_of(number: int) -> int:
    """Where in the marks the entry with this number stands: WeasyPrint numbers them from 0 without gaps."""
    return 2 * number + 1


def text(words: str) -> bytes:
    """Words, as they are written: in the encoding of PDF, where that has all their letters."""
    import pikepdf  # noqa: F401, PLC0415 (it brings that encoding; who only draws a logo has no use for it)

    try:
        encoded = words.encode("pdfdoc_pikepdf")
    except UnicodeEncodeError:
        encoded = BOM_UTF16_BE + words.encode("utf-16-be")
    return b"<" + encoded.hex().encode() + b">"


def written(number: float) -> float:
    """A number as it stands in the file."""
    return float(f"{number:f}")


def content_of(stream: Any) -> bytes:
    """What a page shows, as it is written."""
    _about, _begin, content = stream.data.partition(b"\nstream\n")
    return bytes(content.removesuffix(b"\nendstream"))
