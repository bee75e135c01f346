"""XML as values: what OOXML parts are made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

NAMESPACES: Final[Mapping[str, str]] = {
    "xmlns:w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
"""For the root of every WordprocessingML part (ISO/IEC 29500-1)."""

_NOTHING: Final[Mapping[str, str]] = {}
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (section 2.2) does not allow, not even as a reference."""
_TO_ESCAPE = re.compile(f'[&<>"\t\n\r]|{_ILLEGAL.pattern}')
"""Most texts have none of it."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element with its attributes and what is in it."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Element | str, ...] = ()

    def write(self, to: list[str]) -> None:
        """Put down its text, in pieces."""
        attributes = "".join([f" {name}={_quoted(value)}" for name, value in self.attributes])
        if not self.children:
            to.append(f"<{self.name}{attributes}/>")
            return
        to.append(f"<{self.name}{attributes}>")
        for child in self.children:
            if isinstance(child, str):
                to.append(escape(_legal(child)) if _TO_ESCAPE.search(child) else child)
            else:
                child.write(to)
        to.append(f"</{self.name}>")


def e(name: str, attributes: Mapping[str, str] = _NOTHING, *children: Element | str) -> Element:
    """An element."""
    return Element(name, tuple(attributes.items()), children)


def val(name: str, value: str | int) -> Element:
    """An element with nothing but a `w:val`, as most properties of OOXML are."""
    return Element(name, (("w:val", str(value)),))


def document(root: Element) -> bytes:
    """A whole XML file."""
    pieces = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n']
    root.write(pieces)
    return "".join(pieces).encode()


def _quoted(value: str) -> str:
    return quoteattr(_legal(value)) if _TO_ESCAPE.search(value) else f'"{value}"'


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
