"""Clause markup → plain text, from its tree."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from schoolprotocol.text.tree import Block, ClauseReference, Emphasis, Inline, LineBreak, Link, Listing, NoteCall, Words

_WHITE = re.compile(r"[ \t\r\n]+")
_EMPTY: Mapping[str, str] = {}
_NO_NUMBERS: Mapping[str, int] = {}


def to_text(
    blocks: Sequence[Block], labels: Mapping[str, str] = _EMPTY, *, notes: Mapping[str, int] = _NO_NUMBERS
) -> str:
    """Blocks as plain text: a blank line between paragraphs, `- ` or `1. ` before items, addresses in parentheses.

    Args:
        blocks: from `text.parse.parse`.
        labels: how a clause is referred to, by id; an unknown one shows its id.
        notes: number of a note by its id, shown as `[1]`; a call of another note shows nothing.
    """
    return "\n\n".join(_lines(block, labels, notes) for block in blocks)


def on_one_line(text: str) -> str:
    """The text with one space where it has spaces, tabs or line ends; a non-breaking space stays what it is."""
    return _WHITE.sub(" ", text).strip(" ")


def _lines(block: Block, labels: Mapping[str, str], notes: Mapping[str, int]) -> str:
    if not isinstance(block, Listing):
        return _words(block.children, labels, notes)
    lines = []
    for number, item in enumerate(block.items, start=1):
        mark = f"{number}. " if block.ordered else "- "
        inside = "\n".join(_lines(child, labels, notes) for child in item)
        lines.append(mark + inside.replace("\n", "\n" + " " * len(mark)))
    return "\n".join(lines)


def _words(nodes: Sequence[Inline], labels: Mapping[str, str], notes: Mapping[str, int]) -> str:
    return "".join(_word(node, labels, notes) for node in nodes)


def _word(node: Inline, labels: Mapping[str, str], notes: Mapping[str, int]) -> str:
    match node:
        case Words(text):
            return text
        case Emphasis(children):
            return _words(children, labels, notes)
        case Link(target, children):
            text = _words(children, labels, notes)
            address = target.removeprefix("mailto:").removeprefix("tel:")
            return text if text in {target, address} else f"{text} ({address})"
        case ClauseReference(clause):
            return labels.get(clause, clause)
        case NoteCall(note):
            return f"[{notes[note]}]" if note in notes else ""
        case LineBreak():
            return "\n"
