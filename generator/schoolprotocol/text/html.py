"""Clause markup → HTML, from its tree: nothing of the source reaches the output unescaped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup, escape

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
_LIST = {True: "ol", False: "ul"}
_EMPHASIS = {True: "strong", False: "em"}


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
    return Markup(_Html(labels, notes, href, note_href).blocks(blocks))  # noqa: S704 (it escapes)


def item_to_html(
    blocks: Sequence[Block],
    labels: Mapping[str, str] = _EMPTY,
    *,
    notes: Mapping[str, int] = _NO_NUMBERS,
    href: Callable[[str], str] | None = None,
    note_href: Callable[[int], str] | None = None,
) -> Markup:
    """Like `to_html`, for the inside of a list item: one paragraph comes without its `<p>`."""
    return Markup(_Html(labels, notes, href, note_href).item(blocks))  # noqa: S704 (it escapes)


class _Html:
    """Writes pieces of HTML as they are joined: whatever is not written here goes through `escape`."""

    def __init__(
        self,
        labels: Mapping[str, str],
        notes: Mapping[str, int],
        href: Callable[[str], str] | None,
        note_href: Callable[[int], str] | None,
    ) -> None:
        self.labels, self.notes, self.href, self.note_href = labels, notes, href, note_href

    def blocks(self, blocks: Sequence[Block]) -> str:
        return "\n".join([self.block(block) for block in blocks])

    def block(self, block: Block) -> str:
        if not isinstance(block, Listing):
            return f"<p>{self.inlines(block.children)}</p>"
        name = _LIST[block.ordered]
        return f"<{name}>{''.join([f'<li>{self.item(item)}</li>' for item in block.items])}</{name}>"

    def item(self, item: Sequence[Block]) -> str:
        """An item that begins with a paragraph and goes on with lists only is set tight."""
        if item and not isinstance(item[0], Listing) and all(isinstance(block, Listing) for block in item[1:]):
            return self.inlines(item[0].children) + self.blocks(item[1:])
        return self.blocks(item)

    def inlines(self, nodes: Sequence[Inline]) -> str:
        return "".join([self.inline(node) for node in nodes])

    def inline(self, node: Inline) -> str:
        match node:
            case Words(text):
                return escape(text)
            case Emphasis(children, strong):
                return f"<{_EMPHASIS[strong]}>{self.inlines(children)}</{_EMPHASIS[strong]}>"
            case Value(_name, children):
                return self.inlines(children)
            case Link(target, children):
                return f'<a href="{escape(target)}">{self.inlines(children)}</a>'
            case ClauseReference(clause):
                label = escape(self.labels.get(clause, clause))
                return f'<a href="{escape(self.href(clause))}">{label}</a>' if self.href else label
            case NoteCall(note):
                return self.call(self.notes.get(note))
            case LineBreak():
                return "<br>"

    def call(self, number: int | None) -> str:
        """The call of a note in the text."""
        if number is None:
            return ""
        if self.note_href is None:
            return f"<sup>{number}</sup>"
        return f'<sup><a href="{escape(self.note_href(number))}">[{number}]</a></sup>'
