"""What stands around the text in documents that we printed ourselves, and is made anew: cover, contents, colophon, help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from schoolprotocol.intake.blocks import Block

DATA: Final = "Documentgegevens"
"""The heading above the tables of document control."""
_AROUND: Final = frozenset({"De eerste afspraken", "Hulp en vragen", "Noten", "Colofon"})
"""Headings of what no source says in so many words: rules in short, whom to ask, where the newest version stands."""
_SIGN: Final = "geeft geen juridisch advies. Kenmerk"
_ADDRESS: Final = "Vast adres: "
_PUBLISHED: Final = "Uitgave: "


def is_ours(blocks: Sequence[Block]) -> bool:
    """Whether we printed it: by its colophon, or what stands at the foot of each of our pages."""
    texts = [block.text for block in blocks]
    on_paper = any(_SIGN in text for text in texts)
    on_line = any(_ADDRESS in text for text in texts) and any(text.startswith(_PUBLISHED) for text in texts)
    has_data = any(block.kind == "heading" and block.text == DATA for block in blocks)
    return on_paper or (on_line and has_data)


def around(blocks: Sequence[Block]) -> set[int]:
    """Which blocks of a document of ours are no text of it; the tables of document control are not among them."""
    if not is_ours(blocks):
        return set()
    found: set[int] = set()
    headings = [n for n, block in enumerate(blocks) if block.kind == "heading"]
    text = next((n for n in headings if blocks[n].text not in _AROUND | {DATA}), len(blocks))
    for n, block in enumerate(blocks):
        heading = block.section[0] if block.section else ""
        is_of_body = block.kind not in {"note", "meta", "row", "title"}
        if block.kind == "heading":
            heading = block.text if block.level == 1 else heading
        if heading in _AROUND and is_of_body:
            found.add(n)
        elif n < text and is_of_body and heading != DATA:
            found.add(n)
        elif block.kind == "meta" and heading != DATA:
            found.add(n)  # the summary at the head of a page: the same data stand below their heading
        elif block.kind == "heading" and heading == DATA and block.level == 1:
            found.add(n)
    return found
