"""The tree of a text → MyST: `parse(serialise(tree)) == tree`, and a line of plain text is printed unchanged.

The words of a value are written as all other words: in the tree that is read back they stand among those.

Every character that could be a mark gets a backslash; white space that a parser would drop or read as a line end, and
letters that would keep `*` or `_` from being a mark, are written as `&#160;`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice, pairwise
from typing import Literal

from schoolprotocol.text.parse import MarkupError, parse
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
    without_values,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>{}&^$|~#]|!$)")
_LINE_START = re.compile(r"[-+=:%(]|\d+(?=[.)](?:\s|$))")
_NUMBERED = re.compile(r"^([ ]*(?:[-*+][ ]+)?\{\{[^{}]*\}\})(?=[.)](?:\s|$))", re.MULTILINE)
_LINE_ENDS = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]")
_PLAIN_ADDRESS = re.compile(r"[\w:/?#@!$'+,;=%.~-]+", re.ASCII)
_NEXT_LINE = "\x85"
_BULLETS, _POINTS = "-*", ".)"
_TRIES = 500
"""Ways of writing emphasis inside emphasis that are tried; nearly always the first one does."""


def escape(value: str) -> str:
    """A value as text that MyST prints unchanged: no markup, wherever it lands in a paragraph.

    Spaces around it go: before a text they would make it code, after a line they would break it.
    """
    return _guarded(_SPECIAL.sub(r"\\\1", value.strip(" \t")))


def _guarded(escaped: str) -> str:
    """An escaped text that may stand at the beginning of a line."""
    start = _LINE_START.match(escaped)
    if start is None:
        return escaped
    if start[0][0].isdigit():  # "1." would begin a list; a backslash before the dot prevents it
        return escaped[: start.end()] + "\\" + escaped[start.end() :]
    return "\\" + escaped


def guard(template: str) -> str:
    """The template, so written that a number filled in at the start of a line and followed by a dot begins no list."""
    return _NUMBERED.sub(r"\1\\", template)


def quoted(value: str) -> str:
    """A line as the value of an option of a directive: between quotes, all on one line of ASCII white space."""
    return _LINE_ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def role(name: str, content: str) -> str:
    """A role: `` {clause}`a.b` ``."""
    fence = "`"
    while fence in content:
        fence += "`"
    return f"{{{name}}}{fence}{content}{fence}"


def link(text: str, address: str) -> str:
    """A link with a text that is MyST already."""
    if not _PLAIN_ADDRESS.fullmatch(address):
        address = "<" + re.sub(r"([<>&\\])", r"\\\1", address) + ">"
    return f"[{text}]({address})"


@dataclass(frozen=True, slots=True)
class Writing:
    """How note calls and references to clauses are written, by the id of the note or the clause."""

    note: Callable[[str], str] = "[^{}]".format
    clause: Callable[[str], str] = lambda id_: role("clause", id_)


AS_WRITTEN = Writing()
"""As in the source: `[^note]` and `` {clause}`a.b` ``."""


def line(text: str) -> str:
    """One line of plain text as a paragraph, or as the rest of a line, which prints every character of it."""
    return inlines((Words(text),)) if text else ""


def serialise(blocks: Sequence[Block], writing: Writing = AS_WRITTEN) -> str:
    """The blocks as MyST, which `text.parse.parse` reads as the same blocks.

    Args:
        blocks: the tree of a text.
        writing: how note calls and references are written; read back only where that is as in the source.

    Raises:
        ValueError: for emphasis inside emphasis that no marks can express; `resolve` refuses a text with that.
    """
    return "\n\n".join(_blocks(blocks, writing))


@lru_cache(maxsize=20_000)
def can_be_written(text: str) -> bool:
    """Whether `serialise` can write the blocks of a text.

    Raises:
        MarkupError: as `parse`.
    """
    try:
        return all(bool(inlines(paragraph.children)) for paragraph in paragraphs(parse(text)))
    except ValueError:
        return False


def inlines(nodes: Sequence[Inline], writing: Writing = AS_WRITTEN) -> str:
    """The content of one paragraph as MyST."""
    nodes = without_values(nodes)
    usual = _usual_marks(nodes)
    if not _entangled(nodes):
        return _joined(list(_pieces(nodes, writing, iter(usual))))
    # Emphasis that touches other emphasis can be read in more than one way: marks are tried until it is read as meant.
    for marks in islice(_variations(usual), _TRIES):
        if _reads_as(_joined(list(_pieces(nodes, AS_WRITTEN, iter(marks)))), nodes):
            return _joined(list(_pieces(nodes, writing, iter(marks))))
    raise ValueError(nodes)


# -- blocks -----------------------------------------------------------------------------------------------------------


def _blocks(blocks: Sequence[Block], writing: Writing) -> Iterator[str]:
    marks = {False: 0, True: 0}
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            yield inlines(block.children, writing)
            continue
        before = blocks[index - 1] if index else None
        # Two lists in a row are two because their marks differ.
        follows = isinstance(before, Listing) and before.ordered == block.ordered
        marks[block.ordered] = 1 - marks[block.ordered] if follows else 0
        yield "\n".join(_items(block, marks[block.ordered], writing))


def _items(listing: Listing, mark: int, writing: Writing) -> Iterator[str]:
    for number, item in enumerate(listing.items, start=1):
        lead = f"{number}{_POINTS[mark]} " if listing.ordered else f"{_BULLETS[mark]} "
        written = list(_blocks(item, writing))
        text = written[0]
        for before, block, more in zip(item, item[1:], written[1:], strict=False):
            tight = isinstance(before, Paragraph) and isinstance(block, Listing)
            text += ("\n" if tight else "\n\n") + more
        yield lead + re.sub(r"\n(?!\n)", "\n" + " " * len(lead), text)


# -- inlines ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a line: plain text, a mark that opens or closes emphasis, MyST as it is, or the end of the line."""

    kind: Literal["text", "open", "close", "myst", "break"]
    text: str


def _pieces(nodes: Sequence[Inline], writing: Writing, marks: Iterator[str]) -> Iterator[_Piece]:
    for node in nodes:
        match node:
            case Words(text):
                yield _Piece("text", text)
            case Emphasis(children, strong):
                mark = next(marks) * (2 if strong else 1)
                yield _Piece("open", mark)
                yield from _pieces(children, writing, marks)
                yield _Piece("close", mark)
            case Link(target, children):
                yield _Piece("myst", link(_joined(list(_pieces(children, writing, marks)), inside=True), target))
            case ClauseReference(clause):
                yield _Piece("myst", writing.clause(clause))
            case NoteCall(note):
                yield _Piece("myst", writing.note(note))
            case LineBreak():
                yield _Piece("break", "\\\n")


def _joined(pieces: Sequence[_Piece], *, inside: bool = False) -> str:
    """The pieces as one text.

    Args:
        pieces: of a paragraph, or of the text of a link.
        inside: whether brackets stand around them.
    """
    edge = _Piece("myst", "[]") if inside else None
    around = [edge, *pieces, edge]
    return "".join(
        _written(piece, around[index], around[index + 2]) if piece.kind == "text" else piece.text
        for index, piece in enumerate(pieces)
    )


def _written(piece: _Piece, before: _Piece | None, after: _Piece | None) -> str:
    """Plain text between two other pieces."""
    text = piece.text
    first = _as_number(text[0]) if _must_be_number(text[0], before, "close") else ""
    last = ""
    if len(text) > bool(first) and _must_be_number(text[-1], after, "open"):
        last = _as_number(text[-1])
    elif len(text) == 1 and not first and _must_be_number(text[0], after, "open"):
        first = _as_number(text[0])
    middle = text[bool(first) : len(text) - bool(last)]
    escaped = _SPECIAL.sub(r"\\\1", middle)
    if escaped.endswith("\\!") and (last or after is None or not after.text.startswith("[")):
        escaped = escaped[:-2] + "!"
    escaped = _LINE_ENDS.sub(lambda found: _as_number(found[0]), escaped)
    starts = before is None or before.kind == "break" or before.text.endswith("]")
    return first + (_guarded(escaped) if starts and not first else escaped) + last


def _must_be_number(character: str, beside: _Piece | None, outer: Literal["open", "close"]) -> bool:
    """Whether a character at an end of a text would be dropped, or would keep a mark beside it from being one.

    Args:
        character: the first or the last one.
        beside: what it stands beside.
        outer: the kind of mark that has the character outside what it emphasises.
    """
    if beside is None or (beside.kind in {"break", "open", "close"} and beside.kind != outer):
        return character.isspace()
    return beside.kind == outer and not character.isspace() and not _is_mark(character)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _as_number(character: str) -> str:
    # Markdown has no number for "next line" (U+0085), of which a reader sees white space only.
    return f"&#{32 if character == _NEXT_LINE else ord(character)};"


def _usual_marks(nodes: Sequence[Inline], around: str = "") -> list[str]:
    """`*` or `_` for each emphasis, nested ones after their parent: another one than around and beside it."""
    marks: list[str] = []
    beside = ""
    for node in nodes:
        own = ""
        if isinstance(node, Emphasis):
            own = "_" if "*" in (beside or around) else "*"
            marks.append(own)
        if isinstance(node, Emphasis | Link):
            marks += _usual_marks(node.children, own or around)
        beside = own
    return marks


def _variations(marks: Sequence[str]) -> Iterator[list[str]]:
    """The marks, then with one of them changed, with two, and so on."""
    for number in range(len(marks) + 1):
        for changed in combinations(range(len(marks)), number):
            yield ["*_"[mark == "*"] if index in changed else mark for index, mark in enumerate(marks)]


def _entangled(nodes: Sequence[Inline]) -> bool:
    """Whether emphasis stands inside emphasis, or right beside it."""
    beside = any(isinstance(a, Emphasis) and isinstance(b, Emphasis) for a, b in pairwise(nodes))
    return beside or any(
        (isinstance(node, Emphasis) and bool(_usual_marks(node.children)))
        or (isinstance(node, Link) and _entangled(node.children))
        for node in nodes
    )


def _reads_as(text: str, nodes: Sequence[Inline]) -> bool:
    try:
        return parse(text) == (Paragraph(tuple(nodes)),)
    except MarkupError:
        return False
