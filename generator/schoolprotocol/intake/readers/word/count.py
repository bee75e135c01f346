"""The characters of a part, straight from its XML: what the ledger holds the walk of the reader against.

Nothing here knows paragraphs, runs, fields or changes: whatever element holds characters is counted, in the order of
the file.
Of an `mc:AlternateContent` one choice counts, as only one of them is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from schoolprotocol.intake.readers.word.symbols import code, plain, symbol
from schoolprotocol.intake.readers.word.xml import Element, attributes, name


def characters(root: Element, between: str = "") -> str:
    """All characters of a part.

    Args:
        root: of the part.
        between: what comes between those of one element and those of the next.
    """
    return between.join(_characters(root))


def _characters(root: Element) -> Iterator[str]:
    walk = etree.iterwalk(root, events=("start",))
    for _event, element in walk:
        tag = name(element.tag)
        if tag in {"mc:Choice", "mc:Fallback"} and _is_other(element):
            walk.skip_subtree()
        elif tag in {"w:t", "w:delText"}:
            yield plain(element.text or "", _font(element.getparent()))
        elif tag in {"m:t", "a:t", "c:v"}:
            yield plain(element.text or "")
        elif tag == "w:noBreakHyphen":
            yield "\u2011"
        elif tag == "w:sym":
            told = attributes(element)
            yield symbol(code(told.get("w:char")), told.get("w:font", ""))
        elif tag == "v:textpath":
            yield attributes(element).get("string", "")


def _is_other(element: Element) -> bool:
    """Whether another choice was counted already."""
    return element.getprevious() is not None


def _font(run: Element | None) -> str:
    """The font that a run names itself."""
    properties = next(iter(run), None) if run is not None else None  # it comes first
    if properties is None or name(properties.tag) != "w:rPr":
        return ""
    told = next((attributes(one) for one in properties if name(one.tag) == "w:rFonts"), {})
    return told.get("w:ascii", "")
