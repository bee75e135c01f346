"""The blocks of a clause text → paragraphs of characters with looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from schoolprotocol.outputs.word.model import Look, Rich
from schoolprotocol.policy.slots import Slot
from schoolprotocol.text import tree

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of a clause text, or of an item of a list in it."""

    content: Rich
    depth: int = 0
    """How many lists it stands in."""
    begins: bool = True
    """Whether it is the first of its item."""
    listing: int | None = None
    """Which of the ordered lists of the text it is an item of; None where the list has bullets."""
    leads: bool = False
    """Whether it has no words: a list is the first of its item."""


@dataclass(frozen=True)
class Names:
    """What references and note calls of one clause print."""

    labels: Mapping[str, str]
    """By clause id."""
    notes: Mapping[str, tuple[Slot | None, int]]
    """Slot and number by note id; without a slot the number is text."""


def plain(text: str) -> Rich:
    """A text without markup."""
    return Rich(text, (Look(),) * len(text))


def pieces(blocks: Sequence[tree.Block], names: Names) -> list[Piece]:
    """The paragraphs of a clause text; never none."""
    return list(_Reader(names).blocks(blocks, Piece(Rich()))) or [Piece(Rich())]


class _Reader:
    def __init__(self, names: Names) -> None:
        self.names = names
        self.lists = 0
        self.called: set[str] = set()

    def blocks(self, blocks: Sequence[tree.Block], frame: Piece) -> Iterator[Piece]:
        for index, block in enumerate(blocks):
            if isinstance(block, tree.Paragraph):
                yield replace(frame, content=_rich(self.inlines(block.children, Look())), begins=index == 0)
                continue
            listing = self.lists if block.ordered else None
            self.lists += block.ordered
            for item in block.items:
                own = replace(frame, depth=frame.depth + 1, listing=listing)
                if isinstance(
                    item[0], tree.Listing
                ):  # A paragraph of Word has one number, so the item's needs its own.
                    yield replace(own, content=Rich(), begins=True, leads=True)
                yield from self.blocks(item, own)

    def inlines(self, nodes: Sequence[tree.Inline], look: Look) -> Iterator[tuple[str, Look]]:
        for node in nodes:
            yield from self.inline(node, look)

    def inline(self, node: tree.Inline, look: Look) -> Iterator[tuple[str, Look]]:
        match node:
            case tree.Words(text):
                yield text, look
            case tree.Emphasis(children, strong):
                emphasised = replace(look, bold=True) if strong else replace(look, italic=True)
                yield from self.inlines(children, emphasised)
            case tree.Value(_name, children):
                yield from self.inlines(children, look)
            case tree.Link(target, children):
                yield from self.link(target, children, replace(look, target=target))
            case tree.ClauseReference(clause):
                yield self.names.labels.get(clause, clause), replace(look, target=f"#{clause}")
            case tree.NoteCall(note) if note in self.names.notes:
                slot, number = self.names.notes[note]
                # Word would write a note that is called again once more, and give those behind it another number.
                slot = None if note in self.called else slot
                self.called.add(note)
                printed = str(number).translate(_SUPERSCRIPT)
                yield printed[:1], replace(look, note=slot)
                yield printed[1:], replace(look, note=slot, silent=slot is not None)
            case tree.LineBreak():
                yield "\n", look

    def link(self, target: str, children: Sequence[tree.Inline], look: Look) -> Iterator[tuple[str, Look]]:
        address = target.removeprefix("mailto:").removeprefix("tel:")
        if tree.without_values(children) == (tree.Words(target),):
            yield address, look
            return
        yield from self.inlines(children, look)
        yield f" ({address})", replace(look, silent=True)


def _rich(parts: Iterator[tuple[str, Look]]) -> Rich:
    found = list(parts)
    return Rich("".join(text for text, _look in found), tuple(look for text, look in found for _character in text))
