"""Where the parts of a YAML text begin and end: values, the lines that belong to them, what stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import yaml

from schoolprotocol.source.styles import Data, Form, Style

BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line in YAML."""
_BREAKS = "\n\r\x85\u2028\u2029"
_COMMENT = re.compile(r"(?:^|\s)#")


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a value: under a key, behind a dash, or the whole file."""

    node: yaml.Node
    column: int
    """Of the key or dash."""
    after: int
    """Offset right after `:` or `-`, where a value that is absent belongs."""
    kind: Literal["root", "entry", "item"]
    in_flow: bool = False
    start: int = 0
    """Offset of the key, the dash, or (inside `[]`) the value."""
    key_end: int = 0
    end: int = 0
    """Offset where the whole of it ends."""

    @property
    def is_flow(self) -> bool:
        """Whether the value is `{…}` or `[…]`."""
        return bool(getattr(self.node, "flow_style", False))

    def gap(self, text: str) -> str:
        """What parts a value that was absent from its key."""
        return " " if text[self.after - 1 : self.after] in {":", "-"} else ": "


def end(text: str, node: yaml.Node, after: int | None = None) -> int:
    """The offset where a value ends; libyaml counts comments and empty lines below it along.

    Args:
        text: the file.
        node: the value.
        after: where a value that is absent belongs.
    """
    start, stop = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode):
        if node.style in {"|", ">"}:
            header = BREAK.split(text[start:stop], maxsplit=1)[0]
            is_kept = "+" in header.split("#")[0]
            return start + (len(text[start:stop]) if is_kept else len(text[start:stop].rstrip()))
        return stop if start < stop or after is None else after
    if getattr(node, "flow_style", False) or not node.value:
        return stop
    last = node.value[-1]
    return end(text, last[1]) if isinstance(last, tuple) else end(text, last)


def content_end(text: str, node: yaml.Node) -> int:
    """As `end`, but before the empty lines that `|+` keeps: these stay when its text goes."""
    stop = end(text, node)
    return node.start_mark.index + len(text[node.start_mark.index : stop].rstrip())


def style(text: str, node: yaml.ScalarNode) -> Style:
    """How a scalar is written."""
    written = text[node.start_mark.index : end(text, node)]
    further = [line for line in BREAK.split(written)[1:] if line.strip()]
    return Style(node.style or "", node.value, tuple(re.match(r" *", line)[0] for line in further))  # type: ignore[index]


def layout(node: yaml.Node | None) -> Form:
    """By how many columns the parts of a file stand to the right, as far as it shows."""
    step = dash = None
    for inner, column in _nested(node, 0):
        if isinstance(inner, yaml.MappingNode) and not inner.flow_style:
            step = step or inner.start_mark.column - column or None
        if isinstance(inner, yaml.SequenceNode) and not inner.flow_style and dash is None:
            dash = inner.start_mark.column - column
    return Form(step=step or 2, dash=2 if dash is None else dash)


def _nested(node: yaml.Node | None, column: int) -> Iterator[tuple[yaml.Node, int]]:
    """Each value of a mapping, with the column of its key."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield value, name.start_mark.column
            yield from _nested(value, name.start_mark.column)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _nested(item, column)


# -- the parts of a list or mapping -----------------------------------------------------------------------------------


def items(text: str, slot: Slot) -> list[Slot]:
    """The items of a list."""
    node, found = slot.node, []
    column = node.start_mark.column
    for child in node.value:
        start, stop = child.start_mark.index, end(text, child)
        if slot.is_flow:
            found.append(Slot(child, column, start, "item", True, start, end=stop))  # noqa: FBT003
        else:
            dash = _dash(text, start, column)
            found.append(Slot(child, column, dash + 1, "item", start=dash, end=stop))
    return found


def _dash(text: str, start: int, column: int) -> int:
    """The offset of the dash before an item: on its line, or above it."""
    line = line_start(text, start)
    while True:
        at = line + column
        if text[at : at + 1] == "-" and at < max(start, line + column + 1) and not _is_comment(text, line):
            return at
        if line == 0:
            return start
        line = line_start(text, line - 1)


def _is_comment(text: str, line: int) -> bool:
    return text[line : line_end(text, line)].lstrip().startswith("#")


def entries(text: str, slot: Slot) -> list[Slot]:
    """The entries of a mapping."""
    found = []
    for name, value in slot.node.value:
        begin, stop = name.start_mark.index, name.end_mark.index
        is_absent = value.start_mark.index == value.end_mark.index
        gap = text[stop:] if is_absent else text[stop : value.start_mark.index]
        colon = re.match(r"\s*:", gap)
        after = stop + colon.end() if colon else stop
        finish = after if is_absent else end(text, value)
        found.append(Slot(value, name.start_mark.column, after, "entry", slot.is_flow, begin, stop, finish))
    return found


def mappings(node: yaml.Node, data: Data) -> Iterator[tuple[Data, yaml.Node]]:
    """Every mapping in block style that is an item of a list, with what it holds."""
    children: list[tuple[Any, Any]] = []
    if isinstance(node, yaml.MappingNode) and isinstance(data, dict):
        children = [(value, data[name.value]) for name, value in node.value]
    elif isinstance(node, yaml.SequenceNode) and isinstance(data, list):
        children = list(zip(node.value, data, strict=True))
        for child, held in children:
            if isinstance(child, yaml.MappingNode) and not child.flow_style:
                yield held, child
    for child, held in children:
        yield from mappings(child, held)


# -- lines ------------------------------------------------------------------------------------------------------------


def line_end(text: str, at: int) -> int:
    """The offset of the next line break, or of the end."""
    found = BREAK.search(text, at)
    return found.start() if found else len(text)


def next_line(text: str, at: int) -> int:
    """The offset where the next line begins, or of the end."""
    found = BREAK.search(text, at)
    return found.end() if found else len(text)


def line_start(text: str, at: int) -> int:
    """The offset where the line begins in which this one lies; at a line break, the line that it ends."""
    return max(text.rfind(sign, 0, at) for sign in _BREAKS) + 1


def begins_line(text: str, at: int) -> bool:
    """Whether only spaces stand before it."""
    return not text[line_start(text, at) : at].strip(" ")


def below(text: str, last: int, column: int) -> int:
    """Where a new line goes after what ends here: below comments that stand deeper, for these belong to it."""
    at = _under(text, last)
    while at < len(text):
        line = text[at : line_end(text, at)]
        if not line.lstrip(" ").startswith("#") or len(line) - len(line.lstrip(" ")) <= column:
            break
        at = next_line(text, at)
    return at


def _under(text: str, stop: int) -> int:
    """Where the line begins below what ends here; `|+` ends there by itself."""
    return stop if stop and BREAK.match(text[stop - 1]) else next_line(text, stop)


def whole_lines(text: str, start: int, stop: int) -> tuple[int, int]:
    """The span of the lines from `start` to `stop`, with one of two empty lines that would be left around them."""
    first, last = line_start(text, start), _under(text, stop)
    above = line_start(text, first - 1 if text[max(first - 2, 0) : first] != "\r\n" else first - 2) if first else 0
    if first and last == len(text) and not BREAK.match(text[-1]):
        first -= 2 if text[first - 2 : first] == "\r\n" else 1  # a file without a last line break stays one
    elif (
        first and not text[above:first].strip() and (last == len(text) or not text[last : line_end(text, last)].strip())
    ):
        first = above
    return first, last


def is_spaced(text: str, slots: list[Slot]) -> bool:
    """Whether an empty line stands between all of these."""
    gaps = [text[one.end : other.start] for one, other in pairwise(slots)]
    return bool(gaps) and all(sum(not line.strip() for line in BREAK.split(gap)[1:-1]) for gap in gaps)


def lines(text: str, node: yaml.Node) -> list[str]:
    """The lines of a mapping in block style, without their indent."""
    stop = line_end(text, end(text, node))
    first, *rest = BREAK.split(text[node.start_mark.index : stop])
    indent = node.start_mark.column
    return [first, *(line[indent:] if not line[:indent].strip() else line.lstrip() for line in rest)]


def has_comment(text: str, node: yaml.Node) -> bool:
    """Whether a comment stands inside a list or mapping."""
    at, found = node.start_mark.index, ""
    for scalar in _scalars(node):
        found += text[at : scalar.start_mark.index] + "_"
        at = max(at, end(text, scalar))
        if isinstance(scalar, yaml.ScalarNode) and scalar.style in {"|", ">"}:
            header = text[scalar.start_mark.index : line_end(text, scalar.start_mark.index)]
            found += header if node is not scalar else ""
    if isinstance(node, yaml.ScalarNode):
        return False
    return bool(_COMMENT.search(found + text[at : end(text, node)]))


def _scalars(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    for child in node.value if isinstance(node, yaml.SequenceNode | yaml.MappingNode) else ():
        for part in child if isinstance(child, tuple) else (child,):
            yield from _scalars(part)
