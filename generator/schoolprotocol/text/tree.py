"""The nodes of a clause text: blocks, which hold inlines.

Paragraphs, lists, emphasis, links, note calls, references to clauses, line breaks and plain text: a clause has nothing
else. `text.parse` makes the tree of a text, `text.values` tells in it which words are values; `text.myst`, `text.html`
and `text.plain` write it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasised (`strong`: strongly) inline content."""

    children: tuple[Inline, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """What a placeholder was filled in with; every writer writes it as the inlines in it."""

    name: str
    """As the text uses it: `school.short`, `bewaarplek`."""
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a web, mail or telephone address."""

    target: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ClauseReference:
    """A reference to another clause by its id; printed as that clause's label."""

    clause: str


@dataclass(frozen=True, slots=True)
class NoteCall:
    """The call of a note of this clause."""

    note: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break."""


Inline = Words | Emphasis | Value | Link | ClauseReference | NoteCall | LineBreak


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    children: tuple[Inline, ...]
    line: int = field(default=0, compare=False, repr=False)
    """0-based line of the text on which it begins."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item holds blocks."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    line: int = field(default=0, compare=False, repr=False)
    """0-based line of the text on which it begins."""


Block = Paragraph | Listing


def paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """Every paragraph, also those of list items, in reading order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for item in block.items:
                yield from paragraphs(item)


def walk(blocks: Sequence[Block]) -> Iterator[Inline]:
    """Every inline node, in reading order, nested ones after their parent."""
    for paragraph in paragraphs(blocks):
        yield from _walk(paragraph.children)


def _walk(nodes: Sequence[Inline]) -> Iterator[Inline]:
    for node in nodes:
        yield node
        if isinstance(node, Emphasis | Value | Link):
            yield from _walk(node.children)


def without_values(nodes: Sequence[Inline]) -> tuple[Inline, ...]:
    """The same inlines with the words of values among the others, as a parser reads them."""
    plain: list[Inline] = []
    for node in nodes:
        match node:
            case Value(_name, children):
                inside = without_values(children)
            case Emphasis() | Link():
                inside = (replace(node, children=without_values(node.children)),)
            case _:
                inside = (node,)
        for one in inside:
            before = plain[-1] if plain else None
            if isinstance(one, Words) and isinstance(before, Words):
                plain[-1] = Words(before.text + one.text)
            else:
                plain.append(one)
    return tuple(plain)
