"""The text of a block → inlines of a clause: bold and italic as the file has them, breaks, calls of notes.

A value or a reference may stand in the place of some words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from schoolprotocol.intake.blocks import Block
from schoolprotocol.intake.reading import Reading, solid
from schoolprotocol.text.tree import Emphasis, Inline, LineBreak, NoteCall, Words


@dataclass(frozen=True, slots=True)
class Look:
    """How a character looks."""

    bold: bool = False
    italic: bool = False


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Styled:
    """A text, with how each of its characters looks."""

    text: str
    looks: tuple[Look, ...]
    calls: tuple[tuple[int, str], ...] = ()
    """Notes that it calls: behind how many of its characters, and the key."""

    def cut(self, start: int, end: int | None = None) -> Styled:
        """A stretch of it, without white space around."""
        stop = len(self.text) if end is None else end
        while start < stop and self.text[start].isspace():
            start += 1
        while stop > start and self.text[stop - 1].isspace():
            stop -= 1
        calls = tuple(
            (max(at - start, 0), mark) for at, mark in self.calls if (at >= start or start == 0) and at <= stop
        )
        return Styled(self.text[start:stop], self.looks[start:stop], calls)

    def plain(self, start: int, end: int) -> Styled:
        """The same, with a stretch of it without bold."""
        looks = (replace(one, bold=False) if start <= n < end else one for n, one in enumerate(self.looks))
        return replace(self, looks=tuple(looks))

    @property
    def bold(self) -> tuple[int, int]:
        """Where its first bold stretch is; (0, 0) where nothing is, or all of it."""
        letters = [n for n, letter in enumerate(self.text) if not letter.isspace()]
        start = next((n for n in letters if self.looks[n].bold), None)
        if start is None or all(self.looks[n].bold for n in letters):
            return 0, 0
        end = next((n for n in letters if n > start and not self.looks[n].bold), len(self.text))
        while self.text[end - 1].isspace():
            end -= 1
        return start, end


ALIKE: Final = str.maketrans("☐☒◻▢❏❑❒⬜☑✔✅✘✖✕❌➢➔➜➤⇒⇨", "□✗□□□□□□✓✓✓✗✗✗✗→→→→→→")
"""Signs that fonts lack, and those that say the same and are in them."""
NO_SIGN: Final = "(teken weggelaten)"
"""What stands for a text of nothing but signs that cannot be printed."""


def plainly(text: str) -> Styled:
    """A text of which nobody knows how it looks."""
    return Styled(text, (PLAIN,) * len(text))


def calls_of(block: Block) -> tuple[tuple[int, str], ...]:
    """The notes that a block calls: behind how many characters, and the key."""
    return tuple((at, key) for (at, _mark), key in zip(block.calls, block.called, strict=True))


def styled(reading: Reading, block: Block, cell: int | None = None) -> Styled:
    """The text of a block, or of one of its cells."""
    text = block.text if cell is None else (block.cells or ())[cell]
    calls = calls_of(block) if cell is None else ()
    if not _is_stressed(reading, block):
        return replace(plainly(text), calls=calls)
    known = _looks(reading, block, cell)
    looks: list[Look] = []
    for letter in text:
        if solid(letter):
            found, look = next(known, ("", PLAIN))
            if found != letter:  # a reader that told the characters in another order: the text matters, not its look
                return replace(plainly(text), calls=calls)
            looks.append(look)
        else:
            looks.append(looks[-1] if looks else PLAIN)
    if all(look.bold for look, letter in zip(looks, text, strict=True) if solid(letter)):
        looks = [replace(look, bold=False) for look in looks]  # that is how the paragraph looks, and stresses nothing
    if all(look.italic for look, letter in zip(looks, text, strict=True) if solid(letter)):
        looks = [replace(look, italic=False) for look in looks]
    return Styled(text, tuple(looks), calls)


def _is_stressed(reading: Reading, block: Block) -> bool:
    """Whether anything in a block is bold or italic: most are not, and need no look at each character."""
    paragraphs = {span.paragraph for span in block.spans}
    return any(run.bold or run.italic for n in paragraphs for run in reading.paragraphs[n].runs)


def _looks(reading: Reading, block: Block, cell: int | None) -> Iterator[tuple[str, Look]]:
    place = ("text", 0) if cell is None else ("cell", cell)
    for span in block.spans:
        if (span.place, span.cell) != place:
            continue
        if span.computed:
            yield from ((letter, PLAIN) for letter in span.computed if solid(letter))
            continue
        paragraph = reading.paragraphs[span.paragraph]
        for at in range(span.start, span.end):
            if solid(paragraph.source[at]):
                run = paragraph.runs[bisect_right(paragraph.edges, at) - 1]
                yield paragraph.source[at], Look(run.bold, run.italic)


@dataclass(frozen=True, slots=True)
class Instead:
    """What stands in the place of some words."""

    start: int
    end: int
    node: Inline


def inlines(
    text: Styled, instead: Sequence[Instead] = (), notes: Mapping[str, str] | None = None
) -> tuple[Inline, ...]:
    """The inlines of a paragraph.

    Args:
        text: what it says.
        instead: what stands in the place of some of its words; none overlaps another.
        notes: id of each note that it calls, by its key.
    """
    if not (instead or text.calls or "\n" in text.text or any(look is not PLAIN for look in text.looks)):
        return (Words(text.text),) if text.text else ()
    return tuple(_emphasised(_atoms(text, instead, notes or {})))


def _atoms(text: Styled, instead: Sequence[Instead], notes: Mapping[str, str]) -> Iterator[tuple[Inline, Look]]:
    begins = {one.start: one for one in instead}
    calls: dict[int, list[str]] = {}
    for at, key in text.calls:
        inside = next((one for one in instead if one.start < at < one.end), None)
        calls.setdefault(inside.end if inside else at, []).append(key)
    at = 0
    while at <= len(text.text):
        for key in calls.get(at, ()):
            if key in notes:
                yield NoteCall(notes[key]), PLAIN
        if at == len(text.text):
            return
        one = begins.get(at)
        if one is not None:
            yield one.node, text.looks[at]
            at = max(one.end, at + 1)
            continue
        letter = text.text[at]
        yield (LineBreak() if letter == "\n" else Words(letter)), text.looks[at]
        at += 1


def _emphasised(atoms: Iterable[tuple[Inline, Look]]) -> Iterator[Inline]:
    for look, group in groupby(atoms, key=lambda atom: atom[1]):
        nodes = list(_joined(node for node, _look in group))
        if look == PLAIN or not any(_says(node) for node in nodes):
            yield from nodes
            continue
        before, after = "", ""
        if isinstance(nodes[0], Words):
            before = nodes[0].text[: len(nodes[0].text) - len(nodes[0].text.lstrip())]
            nodes[0] = Words(nodes[0].text.lstrip())
        if isinstance(nodes[-1], Words):
            after = nodes[-1].text[len(nodes[-1].text.rstrip()) :]
            nodes[-1] = Words(nodes[-1].text.rstrip())
        inner: tuple[Inline, ...] = tuple(node for node in nodes if node != Words(""))
        if look.italic:
            inner = (Emphasis(inner),)
        if look.bold:
            inner = (Emphasis(inner, strong=True),)
        yield from ((Words(before),) if before else ())
        yield from inner
        yield from ((Words(after),) if after else ())


def _says(node: Inline) -> bool:
    return not isinstance(node, Words) or any(letter.isalnum() for letter in node.text)


def _joined(nodes: Iterable[Inline]) -> Iterator[Inline]:
    words = ""
    for node in nodes:
        if isinstance(node, Words):
            words += node.text
            continue
        if words:
            yield Words(words)
        words = ""
        yield node
    if words:
        yield Words(words)
