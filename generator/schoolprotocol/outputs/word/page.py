"""What our Word documents have in common around the text: page, footer, settings, the frame of the notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from schoolprotocol.outputs.word.layout import edition
from schoolprotocol.outputs.word.ooxml import styles
from schoolprotocol.outputs.word.ooxml.elements import NAMESPACES, Element, e, val
from schoolprotocol.outputs.word.ooxml.house import HOUSE, House
from schoolprotocol.outputs.word.ooxml.numbering import Lists
from schoolprotocol.outputs.word.ooxml.package import Part
from schoolprotocol.outputs.word.ooxml.paragraphs import paragraph, run
from schoolprotocol.outputs.word.ooxml.properties import MARGIN
from schoolprotocol.outputs.word.write import Writer
from schoolprotocol.policy.model import Policy

UNDATED: Final = date(2000, 1, 1)
"""Stands in properties, tracked changes and comments where the document has no date yet: there is no clock here."""


def timestamp(day: date | None) -> str:
    """`2026-11-01T00:00:00Z`."""
    return f"{(day or UNDATED).isoformat()}T00:00:00Z"


def page(
    *,
    edge: float = 1.25,
    margin: float = MARGIN,
    header: Literal["none", "always"] = "none",
    bottom: float | None = None,
    bare: bool = False,
    header_id: str = "rId2",
    own_notes: bool = False,
) -> Element:
    """An A4 page with the footer of `rId1`, and with a header.

    Args:
        edge: how far header and footer stand from the edge, in centimetres.
        margin: how far the text stands from it.
        header: on which pages it stands.
        bottom: how far the text stands from the edge below it, where that is not `margin`.
        bare: whether it has neither, as a cover.
        header_id: relationship of the header.
        own_notes: whether notes are counted anew from here.
    """
    margins = dict.fromkeys(("w:top", "w:right", "w:bottom", "w:left"), str(styles.twips(margin)))
    if bottom is not None:
        margins["w:bottom"] = str(styles.twips(bottom))
    edges = dict.fromkeys(("w:header", "w:footer"), str(styles.twips(edge)))
    return e(
        "w:sectPr",
        {},
        *([e("w:headerReference", {"w:type": "default", "r:id": header_id})] if header != "none" else []),
        *([] if bare else [e("w:footerReference", {"w:type": "default", "r:id": "rId1"})]),
        *([e("w:footnotePr", {}, val("w:numRestart", "eachSect"))] if own_notes else []),
        e("w:pgSz", {"w:w": str(styles.twips(21)), "w:h": str(styles.twips(29.7))}),
        e("w:pgMar", {**margins, **edges, "w:gutter": "0"}),
    )


def footer(policy: Policy) -> Element:
    """Title and version, and which page of how many."""
    return footer_of(f"{policy.title}, {edition(policy)}")


def footer_of(words: str) -> Element:
    """Some words, and which page of how many."""

    def page_field(name: str) -> Element:
        return e("w:fldSimple", {"w:instr": name}, run("1"))

    inside = (run(f"{words}\tpagina "), page_field("PAGE"), run(" van "), page_field("NUMPAGES"))
    return e("w:ftr", NAMESPACES, paragraph("Footer", *inside))


def settings() -> Element:
    """The part `word/settings.xml`."""
    mode = {"w:name": "compatibilityMode", "w:uri": "http://schemas.microsoft.com/office/word", "w:val": "15"}
    return e(
        "w:settings",
        NAMESPACES,
        val("w:defaultTabStop", styles.twips(1.25)),
        e("w:footnotePr", {}, *(e("w:footnote", {"w:id": str(number)}) for number in (-1, 0))),
        e("w:compat", {}, e("w:compatSetting", mode)),
        val("w:themeFontLang", styles.LANGUAGE),
        val("w:decimalSymbol", ","),
        val("w:listSeparator", ";"),
    )


def text_parts(writer: Writer, house: House = HOUSE, lists: Lists | None = None) -> list[Part]:
    """What a text that was written needs beside it: styles, lists, settings, notes.

    Args:
        writer: has written the text.
        house: colours and fonts.
        lists: those by which Word itself numbers.
    """
    schemes, uses = (lists.schemes(), lists.uses()) if lists else ((), ())
    return [
        Part("styles", styles.styles_xml(house)),
        Part("numbering", styles.numbering_xml(writer.lists.used(), schemes, uses)),
        Part("settings", settings()),
        Part("footnotes", footnotes(writer.footnotes), writer.note_text.links),
    ]


def footnotes(own: Sequence[Element]) -> Element:
    """The part `word/footnotes.xml`, with the lines that Word draws above notes."""
    lines = ((-1, "separator"), (0, "continuationSeparator"))
    separators = (
        e("w:footnote", {"w:type": kind, "w:id": str(number)}, e("w:p", {}, e("w:r", {}, e(f"w:{kind}"))))
        for number, kind in lines
    )
    return e("w:footnotes", NAMESPACES, *separators, *own)
