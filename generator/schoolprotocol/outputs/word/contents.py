"""The contents of a Word document: a field that Word can update, with its entries filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from schoolprotocol.outputs.word.model import Block, Paragraph
from schoolprotocol.outputs.word.ooxml.elements import Element, e, val
from schoolprotocol.outputs.word.ooxml.numbering import Numbered
from schoolprotocol.outputs.word.ooxml.paragraphs import paragraph, run
from schoolprotocol.outputs.word.write import HEADING, Writer
from schoolprotocol.policy.slots import Slot

DEPTH: Final = 2
"""Levels of headings that the contents list."""


def contents(body: Sequence[Block], writer: Writer, numbered: Mapping[Slot, Numbered], bookmark: str) -> Element:
    """The contents with their own heading, as Word's own gallery makes them, so that it offers to update them.

    Args:
        body: the text that they list.
        writer: knows the bookmarks of headings.
        numbered: headings that Word numbers.
        bookmark: stands around `body`.
    """
    entries = [
        (int(block.style.removeprefix(HEADING)), block)
        for block in body
        if isinstance(block, Paragraph) and block.style.startswith(HEADING)
    ]
    lines = list(_lines([(level, block) for level, block in entries if level <= DEPTH], writer, numbered))
    field = f' TOC \\o "1-{DEPTH}" \\h \\z \\b {bookmark} '
    begin = [_char("begin"), e("w:r", {}, e("w:instrText", {"xml:space": "preserve"}, field)), _char("separate")]
    gallery = e("w:docPartObj", {}, val("w:docPartGallery", "Table of Contents"), e("w:docPartUnique"))
    return e(
        "w:sdt",
        {},
        e("w:sdtPr", {}, gallery),
        e(
            "w:sdtContent",
            {},
            paragraph("TOCHeading", run("Inhoud")),
            *(paragraph(style, *(begin if n == 0 else []), line) for n, (style, line) in enumerate(lines)),
            paragraph("Normal", _char("end")),
        ),
    )


def _lines(
    entries: Sequence[tuple[int, Paragraph]], writer: Writer, numbered: Mapping[Slot, Numbered]
) -> Iterator[tuple[str, Element]]:
    for level, heading in entries:
        place = numbered.get(heading.slot)
        number = heading.label.strip()
        gap = "\t" if place and place.scheme.behind == "tab" else " " if number else ""
        words = run(f"{number}{gap}{heading.content.text}")
        yield f"TOC{level}", e("w:hyperlink", {"w:anchor": writer.headings[heading.slot], "w:history": "1"}, words)


def _char(kind: str) -> Element:
    return e("w:r", {}, e("w:fldChar", {"w:fldCharType": kind}))
