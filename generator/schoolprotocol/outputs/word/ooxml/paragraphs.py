"""Paragraphs and runs whose look is that of their style."""

from __future__ import annotations

from collections.abc import Sequence

from schoolprotocol.outputs.word.ooxml.elements import Element, e, val
from schoolprotocol.outputs.word.ooxml.runs import text


def paragraph(style: str, *inside: Element, properties: Sequence[Element] = ()) -> Element:
    """A paragraph.

    Args:
        style: id of one of `styles.STYLES`.
        inside: its runs and what stands between them.
        properties: besides its style.
    """
    return e("w:p", {}, e("w:pPr", {}, val("w:pStyle", style), *properties), *inside)


def run(words: str, *properties: Element) -> Element:
    """Words with tabs and line breaks, in one look."""
    return e("w:r", {}, *([e("w:rPr", {}, *properties)] if properties else []), *text(words))
