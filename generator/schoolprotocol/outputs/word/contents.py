"""The contents of a Word document: a field that Word updates, with its entries and their pages filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from schoolprotocol.outputs.word.model import Block, Paragraph
from schoolprotocol.outputs.word.ooxml import styles
from schoolprotocol.outputs.word.ooxml.elements import Element, e, val
from schoolprotocol.outputs.word.ooxml.numbering import Numbered
from schoolprotocol.outputs.word.ooxml.paragraphs import paragraph, run
from schoolprotocol.outputs.word.write import HEADING, Writer
from schoolprotocol.policy.slots import Slot

DEPTH: Final = styles.DEPTH
"""Levels of headings that the contents list: all that there are."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the headings."""

    numbered: Mapping[Slot, Numbered]
    """Those that Word numbers."""
    pages: Mapping[Slot, int]
    """On which page each comes, as reckoned (`paging`)."""


def contents(body: Sequence[Block], writer: Writer, known: Known, bookmark: str) -> Element:
    """The contents with their own heading, as Word's own gallery makes them, so that it offers to update them.

    Args:
        body: the text that they list.
        writer: knows the bookmarks of headings.
        known: of the headings.
        bookmark: stands around `body`.
    """
    lines = [_line(level, heading, writer, known) for level, heading in listed(body)]
    field = f' TOC \\o "1-{DEPTH}" \\h \\z \\b {bookmark} '
    begin = [_char("begin", dirty=True), _instruction(field), _char("separate")]
    gallery = e("w:docPartObj", {}, val("w:docPartGallery", "Table of Contents"), e("w:docPartUnique"))
    return e(
        "w:sdt",
        {},
        e("w:sdtPr", {}, gallery),
        e(
            "w:sdtContent",
            {},
            paragraph("TOCHeading", run("Inhoud")),
            *(
                paragraph(line.style, *(begin if n == 0 else []), line.entry, properties=line.aside)
                for n, line in enumerate(lines)
            ),
            paragraph("Normal", _char("end")),
        ),
    )


def listed(body: Sequence[Block]) -> list[tuple[int, Paragraph]]:
    """The headings that the contents list, with their level."""
    return [
        (int(block.style.removeprefix(HEADING)), block)
        for block in body
        if isinstance(block, Paragraph) and block.style.startswith(HEADING)
    ]


@dataclass(frozen=True, slots=True)
class _Line:
    style: str
    entry: Element
    aside: tuple[Element, ...] = ()
    """Where its text stands, behind a number."""


def _line(level: int, heading: Paragraph, writer: Writer, known: Known) -> _Line:
    place = known.numbered.get(heading.slot)
    number = heading.label.strip()
    is_apart = place is not None and place.scheme.behind == "tab"
    gap = "\t" if is_apart else " " if number else ""
    name = writer.headings[heading.slot]
    words = run(f"{number}{gap}{heading.content.text}\t")
    page = [_char("begin"), _instruction(f" PAGEREF {name} \\h "), _char("separate")]
    page += [run(str(known.pages[heading.slot])), _char("end")]
    entry = e("w:hyperlink", {"w:anchor": name, "w:history": "1"}, words, *page)
    # Only behind a number does the text stand aside: a short heading without one would end at that stop, and its page.
    left = styles.contents_indent(level)
    stop = e("w:tab", {"w:val": "left", "w:pos": str(styles.twips(left))})
    aside = (e("w:tabs", {}, stop), e("w:ind", styles.indent(left, 2 * styles.STEP))) if is_apart else ()
    return _Line(f"TOC{level}", entry, aside)


def _instruction(words: str) -> Element:
    return e("w:r", {}, e("w:instrText", {"xml:space": "preserve"}, words))


def _char(kind: str, *, dirty: bool = False) -> Element:
    return e("w:r", {}, e("w:fldChar", {"w:fldCharType": kind, **({"w:dirty": "true"} if dirty else {})}))
