"""What stands around the text in documents of our own, and is made anew: cover, contents, colophon, help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from schoolprotocol.intake.blocks import Block
from schoolprotocol.model.outline import GroupForm

DATA: Final = "Documentgegevens"
"""The heading above the tables of document control."""
_AROUND: Final = frozenset({"De eerste afspraken", "Hulp en vragen", "Noten", "Colofon"})
"""Headings of what no source says in so many words: rules in short, whom to ask, where the newest version stands."""
_ABOVE: Final = frozenset(
    (
        "U ziet nu een deel van het protocol. De nummers blijven gelijk.",
        *(
            "PDF",
            "Word",
            "Druk deze pagina af",
            "Voor de schoolgids",
            "Kopieer de tekst",
            "tekst",
            "voor de schoolgids",
        ),
        *("Kopieer de tekst voor de schoolgids", "Word voor de schoolgids", "tekst voor de schoolgids"),
    )
)
"""What stands above the text on our pages; the last of these, right above it."""
_CONTENTS: Final = "Inhoud"
_DOUBT: Final = "Deze versie is bewaard terwijl de controle fouten in de tekst vond."
SIDES: Final[Mapping[str, GroupForm]] = {"Wel: ": "dos", "Niet: ": "donts", "niet ": "donts"}
"""What our pages say before what stands in a list of dos or of don'ts."""
_SIGN: Final = "geeft geen juridisch advies. Kenmerk"
_ADDRESS: Final = "Vast adres: "
_PUBLISHED: Final = "Uitgave: "


def is_ours(blocks: Sequence[Block]) -> bool:
    """Whether we printed it: by its colophon, or what stands at the foot of each of our pages."""
    texts = [block.text for block in blocks]
    on_paper = any(_SIGN in text for text in texts)
    on_line = any(text.startswith(_ADDRESS) for text in texts) and any(text.startswith(_PUBLISHED) for text in texts)
    return on_paper or on_line


def around(blocks: Sequence[Block]) -> set[int]:
    """Which blocks of a document of ours are no text of it; the tables of document control are not among them."""
    if not is_ours(blocks):
        return set()
    found: set[int] = set()
    text = _text(blocks)
    for n, block in enumerate(blocks):
        heading = block.section[0] if block.section else ""
        is_of_body = block.kind not in {"note", "meta", "row", "title"}
        if block.kind == "heading" and block.level == 1:
            heading = block.text
        is_data = heading == DATA
        is_around = is_of_body and (heading in _AROUND or n < text)
        is_summary = (
            block.kind == "meta" and not is_data
        )  # at the head of a page: the same data stand below their heading
        is_heading = block.kind == "heading" and block.level == 1 and is_data
        if is_around or is_summary or is_heading or block.text.startswith(_DOUBT):
            found.add(n)
    return found | _made_up(blocks)


def _made_up(blocks: Sequence[Block]) -> set[int]:
    """The rows that our documents have where the source gives no table of document control."""
    rows = [n for n, block in enumerate(blocks) if block.cells and block.section and block.section[-1] == DATA]
    keys = [(blocks[n].cells or ("",))[0] for n in rows[:2]]
    return {*rows} if keys in (["Document", "School"], ["Document", "Bestuur"]) else set()


def _text(blocks: Sequence[Block]) -> int:
    """The block with which the text begins: behind the contents on paper, behind help and downloads online."""
    above = [n for n, block in enumerate(blocks) if block.text in _ABOVE]
    if above:
        return above[-1] + 1
    contents = next(
        (n for n, block in enumerate(blocks) if block.kind == "furniture" and block.text == _CONTENTS), None
    )
    if contents is None:
        return next((n for n, block in enumerate(blocks) if block.kind == "heading" and block.level == 1), len(blocks))
    return next((n for n in range(contents, len(blocks)) if blocks[n].kind != "furniture"), len(blocks))
