"""What our own Word documents say comes back: headings with level and number, clauses, texts, tables and notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from schoolprotocol.intake.blocks import Block
from schoolprotocol.intake.taking import take_bytes
from schoolprotocol.outputs.word.document import DocumentInput, document_docx
from schoolprotocol.policy.model import Section
from tests.docx.document import BACK, FRONT, of_policy


def differences(one: DocumentInput) -> list[str]:
    """What of a policy does not come back from its document: nothing."""
    blocks = take_bytes("document.docx", document_docx(one)).blocks
    body = list(_between(blocks))
    wanted = of_policy(one.policy)[1:]
    numbers = [clause.number for clause in one.policy.clauses() if clause.number]
    notes = {b.anchor or "": b.text for b in blocks if b.kind == "note"}
    told = {text for block in blocks for text in _lines(block, notes)}
    return [
        *_unlike(
            [(b.level, b.number or "", _same(b.text)) for b in body if b.kind == "heading"],
            [(depth, number, _same(heading)) for depth, number, heading in _headings(one.policy.sections)],
        ),
        *_unlike([b.number for b in body if b.kind == "clause" and b.number in numbers], numbers),
        *_unlike([b.anchor for b in blocks if b.kind == "note"], [str(note.number) for note in one.policy.notes()]),
        *(f"missing: {text}" for text in map(_same, wanted) if text not in told),
    ]


def _unlike(found: Sequence[object], wanted: Sequence[object]) -> list[str]:
    pairs = zip_longest(found, wanted)
    return next(([f"{one} instead of {other}"] for one, other in pairs if one != other), [])


def _between(blocks: Sequence[Block]) -> Iterator[Block]:
    """What stands between the data of the document and the colophon."""
    names = [block.text if block.kind == "heading" else "" for block in blocks]
    begin, end = names.index(FRONT) + 1, len(names) - names[::-1].index(BACK) - 1
    first = next((n for n in range(begin, end) if blocks[n].kind == "heading" and blocks[n].level == 1), end)
    yield from blocks[first:end]


def _headings(sections: Sequence[Section], depth: int = 1) -> Iterator[tuple[int, str, str]]:
    for section in sections:
        if section.heading:
            yield depth, section.number, section.heading.text
        yield from _headings(section.sections, depth + 1)


def _lines(block: Block, notes: Mapping[str, str]) -> Iterator[str]:
    """What it says, with its notes where they are called."""
    whole = block.text
    for place, mark in reversed(block.calls):
        whole = f"{whole[:place]}{{{notes[mark]}}}{whole[place:]}"
    for text in block.cells or (whole,):
        for line in text.split("\n"):
            yield _same(line)
            if block.number:
                yield _same(f"{block.number} {line}")


def _same(text: str) -> str:
    return " ".join(text.split())
