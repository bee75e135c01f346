"""The proof that nothing was lost: every character of the file has one place in the blocks, or the intake fails.

Two things are held against each other, each made in its own way. The characters of the paragraphs, in the order of the
file,
are those that its parts hold, counted straight from them. And the spans of the blocks cover the paragraphs, each
character
once; what a block says is what its spans hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from gettext import gettext as _

from schoolprotocol.errors import IntakeError
from schoolprotocol.intake.blocks import Block, Place
from schoolprotocol.intake.reading import Paragraph, Reading, solid

_AROUND = 30
"""How many characters are shown of a place where the sums differ."""


def prove(reading: Reading, blocks: Sequence[Block]) -> dict[str, int]:
    """How many characters went to each kind of block and place (`clause`, `clause number`, …); they are all.

    Raises:
        IntakeError: where a character has no place, or two; the message shows it.
    """
    _parts(reading)
    taken = _covered(reading, blocks)
    for number, paragraph in enumerate(reading.paragraphs):
        _all_taken(paragraph, taken[number])
    for block in blocks:
        _says_its_spans(reading, block)
    return _sums(reading, blocks)


def _parts(reading: Reading) -> None:
    """What the paragraphs hold is what the parts of the file hold, in its order."""
    held: dict[str, list[tuple[int, str]]] = {name: [] for name in reading.parts}
    for paragraph in reading.paragraphs:
        for run in paragraph.runs:
            held.setdefault(paragraph.at.part, []).append((run.order, run.text))
    for part, runs in held.items():
        is_told = solid(text for _order, text in sorted(runs, key=lambda run: run[0]))
        _same(part, solid(reading.parts.get(part, "")), is_told)


def _same(part: str, source: str, told: str) -> None:
    if source == told:
        return
    at = next((n for n, (one, other) in enumerate(zip(source, told, strict=False)) if one != other), None)
    at = min(len(source), len(told)) if at is None else at
    text = _(
        "{part}: after “{before}” the file says “{source}”, and what was read of it “{told}”. Nothing was taken in."
    )
    raise IntakeError(
        text.format(
            part=part,
            before=source[max(0, at - _AROUND) : at],
            source=source[at : at + _AROUND],
            told=told[at : at + _AROUND],
        ),
        _("This is a fault in the program: send the document, or one like it, to who makes it."),
    )


def _covered(reading: Reading, blocks: Sequence[Block]) -> list[bytearray]:
    """By paragraph how often each of its characters was placed."""
    taken = [bytearray(len(paragraph.source)) for paragraph in reading.paragraphs]
    for block in blocks:
        for span in block.spans:
            for place in range(span.start, span.end):
                taken[span.paragraph][place] += 1
    return taken


def _all_taken(paragraph: Paragraph, taken: bytearray) -> None:
    if taken.count(1) == len(taken):
        return
    for place, (letter, times) in enumerate(zip(paragraph.source, taken, strict=True)):
        if times != 1 and solid(letter):
            text = _(
                "{part}, paragraph {number}: “{around}” has {times} places, and should have one. Nothing was taken in."
            )
            raise IntakeError(
                text.format(
                    part=paragraph.at.part,
                    number=paragraph.at.paragraph or "?",
                    around=paragraph.source[place : place + _AROUND],
                    times=times,
                ),
                _("This is a fault in the program: send the document, or one like it, to who makes it."),
            )


def _says_its_spans(reading: Reading, block: Block) -> None:
    """What a block says stands in its spans: text and cells whole, and a number unless a program computed it."""
    held: dict[tuple[Place, int], list[str]] = {}
    for span in block.spans:
        source = span.computed or reading.paragraphs[span.paragraph].source[span.start : span.end]
        held.setdefault((span.place, span.cell), []).append(source)
    for cell, said in enumerate(block.cells or ()):
        _same(block.at.part, solid(held.get(("cell", cell), [])), solid(said))
    _same(block.at.part, solid(held.get(("text", 0), [])), solid(block.text))
    if ("number", 0) in held:
        _same(block.at.part, solid(held["number", 0]), solid(block.number or ""))


def _sums(reading: Reading, blocks: Sequence[Block]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for block in blocks:
        for span in block.spans:
            many = len(solid(reading.paragraphs[span.paragraph].source[span.start : span.end]))
            sums[block.kind if span.place in {"text", "cell"} else f"{block.kind} {span.place}"] += many
    return dict(sorted((name, many) for name, many in sums.items() if many))
