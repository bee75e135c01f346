"""Trees and texts of the little language, for properties."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

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
    Value,
    Words,
    without_values,
)

CHARACTERS = st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn")) | st.sampled_from(
    " \\`*_[](){}<>#+-=:.!|~^&$%'\"1aé\u00a0\u2003\t\n;@"
)
WORDS = st.text(CHARACTERS, min_size=1, max_size=12).map(Words)
REFERENCES = st.sampled_from(["a.b", "thema.een-onderwerp"]).map(ClauseReference)
CALLS = st.sampled_from(["a", "bron-2"]).map(NoteCall)
ADDRESSES = st.sampled_from(
    [
        "https://a.example",
        "https://a.example/(b)?c=1&d=(#e_f*",
        "mailto:a@b.example",
        "tel:+31-20",
        "https://a.example/%5B",
    ]
)
_MARKS = r'* ** _ __ " ( ) 1. ` [ ] : # | $ ~~ ! \* &#32; &#160; &amp;'
_WHITE = ("a", "b c", " ", "\u00a0", "- ", "\n- ", "\n  - ", "\n1. ", "\n\n", "\\\n")
_OTHERS = "[^n] {clause}`a.b` [a](https://a.example) [*a*](<https://a.example/(>) <https://a.example>"
PIECES = st.sampled_from([*_MARKS.split(), *_OTHERS.split(), *_WHITE])
TEXTS = st.lists(PIECES, max_size=16).map("".join)
"""Texts that are often allowed, and sometimes not."""


def _tidy(nodes: list[Inline]) -> tuple[Inline, ...]:
    """As a parser gives them: words in one node; no line break at an end, no emphasis right beside emphasis."""
    tidy: list[Inline] = []
    for node in nodes:
        before = tidy[-1] if tidy else None
        if isinstance(node, Words) and isinstance(before, Words):
            tidy[-1] = Words(before.text + node.text)
        elif not (isinstance(node, LineBreak | Emphasis) and isinstance(before, LineBreak | Emphasis | None)):
            tidy.append(node)
    while tidy and isinstance(tidy[-1], LineBreak):
        tidy.pop()
    return tuple(tidy) or (Words("x"),)


def _lines(*, nested: bool) -> st.SearchStrategy[tuple[Inline, ...]]:
    plain: st.SearchStrategy[Inline] = WORDS | REFERENCES | CALLS
    inside = st.lists(plain, min_size=1, max_size=3).map(_tidy)
    linked = st.lists(WORDS, min_size=1, max_size=2).map(lambda words: _tidy([Words("x"), *words]))
    node: st.SearchStrategy[Inline] = (
        WORDS | REFERENCES | CALLS | st.just(LineBreak()) | st.builds(Link, ADDRESSES, linked)
    )
    if nested:
        node |= st.builds(Emphasis, inside, st.booleans())
    return st.lists(node, min_size=1, max_size=6).map(_tidy)


PARAGRAPHS = _lines(nested=True).map(Paragraph)


def _items(depth: int) -> st.SearchStrategy[tuple[Block, ...]]:
    block: st.SearchStrategy[Block] = PARAGRAPHS
    if depth < 3:
        block = PARAGRAPHS | _lists(depth + 1)
    return st.lists(block, min_size=1, max_size=3).map(tuple)


def _lists(depth: int) -> st.SearchStrategy[Listing]:
    return st.builds(Listing, st.lists(_items(depth), min_size=1, max_size=3).map(tuple), st.booleans())


TREES: st.SearchStrategy[tuple[Block, ...]] = st.lists(PARAGRAPHS | _lists(1), max_size=4).map(tuple)
"""Any tree; emphasis stands inside emphasis only in texts."""


def flat(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The tree without values."""
    return tuple(
        replace(block, children=without_values(block.children))
        if isinstance(block, Paragraph)
        else replace(block, items=tuple(flat(item) for item in block.items))
        for block in blocks
    )


def _with_values(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The same with a value in the middle of all words."""
    found: list[Inline] = []
    for node in nodes:
        if isinstance(node, Words):
            third = len(node.text) // 3
            before, own, after = node.text[:third], node.text[third : len(node.text) - third], node.text[-third:]
            found += [Words(before)] if third else []
            found += [Value("school.short", (Words(own),))]
            found += [Words(after)] if third else []
        elif isinstance(node, Emphasis | Link):
            found.append(replace(node, children=_with_values(node.children)))
        else:
            found.append(node)
    return tuple(found)


def _valued(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(
        replace(block, children=_with_values(block.children))
        if isinstance(block, Paragraph)
        else replace(block, items=tuple(_valued(item) for item in block.items))
        for block in blocks
    )


VALUED: st.SearchStrategy[tuple[Block, ...]] = TREES.map(_valued)
"""Any tree in which words are values."""
