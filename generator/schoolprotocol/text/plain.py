"""Clause markup → plain text, from its tree."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schoolprotocol.text.tree import (
    Block,
    ClauseReference,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Listing,
    NoteCall,
    Value,
    Words,
    paragraphs,
)

_WHITE = re.compile(r"[ \t\r\n]+")
_EMPTY: Mapping[str, str] = {}
_NO_NUMBERS: Mapping[str, int] = {}


def to_text(
    blocks: Sequence[Block], labels: Mapping[str, str] = _EMPTY, *, notes: Mapping[str, int] = _NO_NUMBERS
) -> str:
    """Blocks as plain text: a blank line between paragraphs, `- ` or `1. ` before items, addresses in parentheses.

    Args:
        blocks: from `text.parse`.
        labels: how a clause is referred to, by id; an unknown one shows its id.
        notes: number of a note by its id, shown as `[1]`; a call of another note shows nothing.
    """
    printer = _Printer(labels, notes)
    return "\n\n".join(printer.lines(block) for block in blocks)


def bare(blocks: Sequence[Block], labels: Mapping[str, str] = _EMPTY) -> str:
    """The words alone, one line per paragraph or list item: no marks, addresses and numbers of notes.

    Args:
        blocks: from `text.parse`.
        labels: how a clause is referred to, by id; a reference to another prints nothing.
    """
    printer = _Printer(labels, _NO_NUMBERS, bare=True)
    return "\n".join(printer.words(paragraph.children) for paragraph in paragraphs(blocks))


def on_one_line(text: str) -> str:
    """The text with one space where it has spaces, tabs or line ends; a non-breaking space stays what it is."""
    return _WHITE.sub(" ", text).strip(" ")


@dataclass(frozen=True, slots=True)
class _Printer:
    labels: Mapping[str, str]
    notes: Mapping[str, int]
    bare: bool = False
    """Words only."""

    def lines(self, block: Block) -> str:
        if not isinstance(block, Listing):
            return self.words(block.children)
        lines = []
        for number, item in enumerate(block.items, start=1):
            mark = f"{number}. " if block.ordered else "- "
            inside = "\n".join(self.lines(child) for child in item)
            lines.append(mark + inside.replace("\n", "\n" + " " * len(mark)))
        return "\n".join(lines)

    def words(self, nodes: Sequence[Inline]) -> str:
        return "".join(self.word(node) for node in nodes)

    def word(self, node: Inline) -> str:
        match node:
            case Words(text):
                return text
            case Emphasis(children) | Value(_, children):
                return self.words(children)
            case Link(target, children):
                text = self.words(children)
                address = target.removeprefix("mailto:").removeprefix("tel:")
                return text if self.bare or text in {target, address} else f"{text} ({address})"
            case ClauseReference(clause):
                return self.labels.get(clause, "" if self.bare else clause)
            case NoteCall(note):
                return f"[{self.notes[note]}]" if note in self.notes else ""
            case LineBreak():
                return " " if self.bare else "\n"
