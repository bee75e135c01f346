"""The tree of a text in which values were filled in, with a `Value` around the words that each of them brought.

What a text says is read from the text itself, as it is printed. Where its values stand is asked of the template: that
is parsed with a sign for each placeholder, a character that means nothing to a parser, and in its tree the signs give
way to the words. A paragraph that then says something else than the text gets no values, only words: a value that
begins with a bracket may keep a `*` beside it from being a mark, and an address with a placeholder holds no words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from schoolprotocol.text.myst import escape
from schoolprotocol.text.parse import MarkupError, parse, read
from schoolprotocol.text.template import PLACEHOLDER, capital
from schoolprotocol.text.tree import Block, Emphasis, Inline, Link, Listing, Paragraph, Value, Words, without_values

_FIRST_SIGN = 0xF0000
"""Of a plane for private use; to a parser a letter as any other."""
_SIGN = re.compile("([\U000f0000-\U000ffffd])")
_ADDRESS = re.compile(r"(?:\]\(|<)(?:\{\{[^{}]*\}\}|[^\s<>()])*")
"""What may be the address of a link."""


def read_filled(text: str, template: str, values: Mapping[str, str]) -> tuple[Block, ...]:
    """The blocks of a text; what cannot be parsed is one paragraph of words.

    Args:
        text: clause markup with its values filled in.
        template: the same text with its placeholders.
        values: what each name prints.
    """
    blocks = read(text)
    if "{{" not in template:
        return blocks
    used = dict.fromkeys(found[1] for found in PLACEHOLDER.finditer(template))
    return _with_values(text, template, tuple((name, values[name]) for name in used if name in values))


@lru_cache(maxsize=4_000)  # schools have clauses in the same words, and so have the versions of a text
def _with_values(text: str, template: str, values: tuple[tuple[str, str], ...]) -> tuple[Block, ...]:
    blocks = read(text)
    marked, signs = _marked(template, dict(values))
    # Most templates are a line of words: that need not be parsed to see where its values are.
    found = _blocks(blocks, (Paragraph((Words(marked.replace("\n", " ")),)),), signs)
    if found != blocks:
        return found
    try:
        return _blocks(blocks, parse(marked), signs)
    except MarkupError:
        return blocks


def _marked(template: str, values: Mapping[str, str]) -> tuple[str, Mapping[str, Value]]:
    """The template with signs for its placeholders, and what each sign stands for."""
    signs: dict[Value, str] = {}

    def sign(placeholder: re.Match[str]) -> str:
        value = Value(placeholder[1], (Words(_printed(placeholder, values)),))
        return signs.setdefault(value, chr(_FIRST_SIGN + len(signs)))

    def address(found: re.Match[str]) -> str:
        return PLACEHOLDER.sub(lambda placeholder: escape(_printed(placeholder, values)), found[0])

    marked = PLACEHOLDER.sub(sign, _ADDRESS.sub(address, template))
    return marked, {sign: value for value, sign in signs.items()}


def _printed(placeholder: re.Match[str], values: Mapping[str, str]) -> str:
    words = values.get(placeholder[1], "").strip(" \t")  # as `escape` has it
    return capital(words) if placeholder[2] else words


def _blocks(blocks: Sequence[Block], marked: Sequence[Block], signs: Mapping[str, Value]) -> tuple[Block, ...]:
    if len(blocks) != len(marked):
        return tuple(blocks)
    return tuple(_block(block, other, signs) for block, other in zip(blocks, marked, strict=True))


def _block(block: Block, marked: Block, signs: Mapping[str, Value]) -> Block:
    match block, marked:
        case Paragraph(children), Paragraph(with_signs):
            filled = tuple(_filled(with_signs, signs))
            return replace(block, children=filled) if without_values(filled) == children else block
        case Listing(items), Listing(others) if len(items) == len(others):
            return replace(block, items=tuple(_blocks(*pair, signs) for pair in zip(items, others, strict=True)))
    return block


def _filled(nodes: Sequence[Inline], signs: Mapping[str, Value]) -> Iterator[Inline]:
    for node in nodes:
        match node:
            case Words(text):
                yield from (signs.get(piece) or Words(piece) for piece in _SIGN.split(text) if piece)
            case Emphasis() | Link():
                yield replace(node, children=tuple(_filled(node.children, signs)))
            case _:
                yield node
