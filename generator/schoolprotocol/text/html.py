"""Clause markup → HTML, from its tree: nothing of the source reaches the output unescaped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

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
)

_EMPTY: Mapping[str, str] = {}
_NO_NUMBERS: Mapping[str, int] = {}
_LIST = {True: Markup("<ol>{}</ol>"), False: Markup("<ul>{}</ul>")}
_EMPHASIS = {True: Markup("<strong>{}</strong>"), False: Markup("<em>{}</em>")}


def to_html(
    blocks: Sequence[Block],
    labels: Mapping[str, str] = _EMPTY,
    *,
    notes: Mapping[str, int] = _NO_NUMBERS,
    href: Callable[[str], str] | None = None,
    note_href: Callable[[int], str] | None = None,
) -> Markup:
    """Blocks as HTML: `<p>`, `<ul>`, `<ol>`, emphasis and links.

    Args:
        blocks: from `text.parse.parse`.
        labels: how a clause is referred to, by id; an unknown one shows its id.
        notes: number of a note by its id; a call of another note shows nothing.
        href: the address of a clause by its id; without it references are not links.
        note_href: the address of a note by its number; without it calls are not links.
    """
    return _Html(labels, notes, href, note_href).blocks(blocks)


def item_to_html(
    blocks: Sequence[Block],
    labels: Mapping[str, str] = _EMPTY,
    *,
    notes: Mapping[str, int] = _NO_NUMBERS,
    href: Callable[[str], str] | None = None,
    note_href: Callable[[int], str] | None = None,
) -> Markup:
    """Like `to_html`, for the inside of a list item: one paragraph comes without its `<p>`."""
    return _Html(labels, notes, href, note_href).item(blocks)


class _Html:
    def __init__(
        self,
        labels: Mapping[str, str],
        notes: Mapping[str, int],
        href: Callable[[str], str] | None,
        note_href: Callable[[int], str] | None,
    ) -> None:
        self.labels, self.notes, self.href, self.note_href = labels, notes, href, note_href

    def blocks(self, blocks: Sequence[Block]) -> Markup:
        return Markup("\n").join(self.block(block) for block in blocks)

    def block(self, block: Block) -> Markup:
        if not isinstance(block, Listing):
            return Markup("<p>{}</p>").format(self.inlines(block.children))
        items = Markup("").join(Markup("<li>{}</li>").format(self.item(item)) for item in block.items)
        return _LIST[block.ordered].format(items)

    def item(self, item: Sequence[Block]) -> Markup:
        """An item that begins with a paragraph and goes on with lists only is set tight."""
        if item and not isinstance(item[0], Listing) and all(isinstance(block, Listing) for block in item[1:]):
            return self.inlines(item[0].children) + self.blocks(item[1:])
        return self.blocks(item)

    def inlines(self, nodes: Sequence[Inline]) -> Markup:
        return Markup("").join(self.inline(node) for node in nodes)

    def inline(self, node: Inline) -> Markup:
        match node:
            case Words(text):
                return Markup.escape(text)
            case Emphasis(children, strong):
                return _EMPHASIS[strong].format(self.inlines(children))
            case Value(_name, children):
                return self.inlines(children)
            case Link(target, children):
                return Markup('<a href="{}">{}</a>').format(target, self.inlines(children))
            case ClauseReference(clause):
                label = self.labels.get(clause, clause)
                return (
                    Markup('<a href="{}">{}</a>').format(self.href(clause), label)
                    if self.href
                    else Markup.escape(label)
                )
            case NoteCall(note):
                return self.call(self.notes.get(note))
            case LineBreak():
                return Markup("<br>")

    def call(self, number: int | None) -> Markup:
        """The call of a note in the text."""
        if number is None:
            return Markup("")
        if self.note_href is None:
            return Markup("<sup>{}</sup>").format(number)
        return Markup('<sup><a href="{}">[{}]</a></sup>').format(self.note_href(number), number)
