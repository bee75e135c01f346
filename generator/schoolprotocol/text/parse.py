"""The little language of clause texts: a safe subset of MyST, as a tree.

Paragraphs, lists, emphasis, links, notes (`[^name]`) and clause references (`` {clause}`theme.topic` ``), and nothing
else: no HTML, no images, no directives, no other roles. Whatever is not on the list is refused, so that a clause can
neither run code nor read a file, in any output. The parser is the one that MyST itself uses, with the same plugins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from gettext import gettext as _
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from schoolprotocol.addresses import LINK
from schoolprotocol.messages import mark as N_
from schoolprotocol.text.characters import CONTROL
from schoolprotocol.text.tree import (
    Block,
    ClauseReference,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Listing,
    NoteCall,
    Paragraph,
    Words,
    paragraphs,
    walk,
)

_LINK = re.compile(LINK)


class MarkupError(ValueError):
    """The text holds something that a clause cannot have."""

    def __init__(self, what: str, line: int, *, link: bool = False) -> None:
        super().__init__(what)
        self.what = what
        self.line = line
        """0-based line inside the text."""
        self.link = link


def _parser() -> MarkdownIt:
    # The same plugins as MyST, so that nothing means more to Sphinx than it meant here.
    parser = (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .use(colon_fence_plugin)
        .use(myst_block_plugin)
        .use(myst_role_plugin)
        .use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    )
    # A link that MyST would print as plain text because of its address is refused with a reason instead.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    # It sets up its rules, and the signs of addresses, with the first text, and threads that come meanwhile would read
    # by half of them: this one is read before any of those.
    parser.parse("*a* [b](https://c.example)")
    return parser


_PARSER = _parser()
MAX_LISTS = 3
MAX_TEXT = 60_000
"""Characters of a text with its values filled in: three times the longest that can be written."""
MAX_CALLS = 300
"""Calls of notes in a text: the parser looks for each of them in all of the rest."""
_NOTHING = Paragraph(())


@lru_cache(maxsize=20_000)
def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a clause text (placeholders already filled in).

    Raises:
        MarkupError: for anything that is not in the little language.
    """
    if len(text) > MAX_TEXT:
        raise MarkupError(_("more than {limit} characters, with its values filled in").format(limit=MAX_TEXT), 0)
    if text.count("[^") > MAX_CALLS:
        raise MarkupError(_("more than {limit} calls of notes").format(limit=MAX_CALLS), 0)
    environment: dict[str, Any] = {}
    try:
        tree = SyntaxTreeNode(_PARSER.parse(text, environment))
        for definition in environment.get("references", {}).values():  # `[name]: address` would vanish from the text
            raise MarkupError(_("a link definition"), definition["map"][0])
        blocks = _blocks(tree)
    except RecursionError:
        raise MarkupError(_("emphasis inside emphasis without end"), 0) from None
    if "&" in text:
        _refuse_unprintable(blocks)
    return blocks


def _refuse_unprintable(blocks: tuple[Block, ...]) -> None:
    """No reference (`&#x202e;`) brings in a character that the file itself may not hold."""
    for paragraph in paragraphs(blocks):
        for node in walk((paragraph,)):
            found = CONTROL.search(node.text) if isinstance(node, Words) else None
            if found is not None:
                named = _("the invisible character U+{code}").format(code=f"{ord(found[0]):04X}")
                raise MarkupError(named, paragraph.line)


def read(text: str) -> tuple[Block, ...]:
    """The blocks of a text, whatever it is: what `parse` refuses is one paragraph of words.

    For who shows a text and does not judge it: the check reports a text that is not in the language, and a release that
    was edited by hand has another hash.
    """
    try:
        return parse(text)
    except MarkupError:
        return (Paragraph((Words(text),)),)


def _line(node: SyntaxTreeNode) -> int:
    found: SyntaxTreeNode | None = node
    while found is not None and found.parent is not None and not found.map:
        found = found.parent
    return found.map[0] if found is not None and found.parent is not None and found.map else 0


def _blocks(parent: SyntaxTreeNode, depth: int = 0) -> tuple[Block, ...]:
    blocks = (_block(node, depth) for node in parent.children)
    return tuple(block for block in blocks if block != _NOTHING)  # a line of non-breaking spaces


def _block(node: SyntaxTreeNode, depth: int = 0) -> Block:
    match node.type:
        case "paragraph":
            return Paragraph(tuple(_inlines(node.children[0])), _line(node))
        case "bullet_list" | "ordered_list":
            if node.type == "ordered_list" and node.attrs.get("start", 1) != 1:
                raise MarkupError(_("a list that does not start at 1"), _line(node))
            if depth == MAX_LISTS:  # far below the depth at which markdown-it drops text
                deep = _("a list more than {limit} levels deep").format(limit=MAX_LISTS)
                raise MarkupError(deep, _line(node))
            items = tuple(_blocks(item, depth + 1) for item in node.children)
            if not all(items):
                raise MarkupError(_("an empty list item"), _line(node))
            return Listing(items, node.type == "ordered_list", _line(node))
    raise MarkupError(_name(node), _line(node))


def _inlines(node: SyntaxTreeNode) -> Iterator[Inline]:
    pending = ""
    for child in node.children:
        if child.type == "softbreak":
            pending += " "
        elif child.type == "text":
            pending += child.content
        else:
            if pending:
                yield Words(pending)
            pending = ""
            yield _inline(child)
    if pending:
        yield Words(pending)


def _inline(node: SyntaxTreeNode) -> Inline:
    match node.type:
        case "em" | "strong":
            return Emphasis(tuple(_inlines(node)), strong=node.type == "strong")
        case "link":
            target = str(node.attrs.get("href", ""))
            if not _LINK.fullmatch(target):
                raise MarkupError(target, _line(node), link=True)
            if not node.children:
                raise MarkupError(_("a link without a text"), _line(node))
            if node.attrs.get("title"):
                raise MarkupError(_("a title in a link"), _line(node))
            children = tuple(_inlines(node))
            first = children[0] if children else None
            # `with_calls` would take such a link, or such an address, for a call.
            if "%5b%5e" in target.lower() or (isinstance(first, Words) and first.text.startswith("^")):
                raise MarkupError(_("a link that looks like a note"), _line(node))
            return Link(target, children)
        case "hardbreak":
            return LineBreak()
        case "myst_role" if node.meta.get("name") == "clause":
            return ClauseReference(node.content)
        case "footnote_ref":
            return NoteCall(str(node.meta.get("label", "")))
    raise MarkupError(_name(node), _line(node))


_NAMES = {
    "footnote_reference": N_("a note inside the text"),
    "html_block": N_("HTML"),
    "html_inline": N_("HTML"),
    "fence": N_("a code block or directive"),
    "colon_fence": N_("a directive (:::)"),
    "code_block": N_("a code block (or four spaces before the text)"),
    "code_inline": N_("code between backticks"),
    "image": N_("an image"),
    "heading": N_("a heading"),
    "table": N_("a table"),
    "hr": N_("a line across the page"),
    "blockquote": N_("a quotation block"),
    "myst_line_comment": N_("a comment"),
    "myst_block_break": N_("a block break"),
    "myst_target": N_("a link target"),
    "myst_role": N_("this role"),
    "footnote_block": N_("a note inside the text"),
    "footnote_reference_block": N_("a note inside the text"),
}


def _name(node: SyntaxTreeNode) -> str:
    return _(_NAMES[node.type]) if node.type in _NAMES else node.type
