"""How a value is written as YAML: in the style of what stands around it, and so that our loader reads the same value.

A text can be written in several ways, and which of them YAML reads back is for YAML to say: each way is tried on the
loader, the finest first. Double quotes hold anything, so there always is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from schoolprotocol.source.yaml import parse_yaml

Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"
"""What a YAML file holds: all scalars are text; None is an empty value."""

WIDTH = 120
"""Columns of a line."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_ESCAPED = re.compile(r"[\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_NUMBER = re.compile(r"\d+\.\d+")
"""A version such as `1.0`: text to us, a number to every other program that reads YAML."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is laid out."""

    newline: str = "\n"
    step: int = 2
    """Columns by which a mapping stands to the right of the key above it."""
    dash: int = 2
    """Columns by which the dashes of a list stand to the right of the key above it."""
    plainly: bool = False
    """Write every text in double quotes on one line: always right, seldom fine."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a scalar is written now."""

    mark: str
    """`|`, `>`, `"`, `'`, or nothing."""
    value: str
    lines: tuple[str, ...] = ()
    """Of a scalar over several lines: the spaces before each but the first."""

    @property
    def indent(self) -> int | None:
        """Columns before its further lines; None where it has none."""
        return min((len(line) for line in self.lines), default=None)


@dataclass(frozen=True, slots=True)
class Written:
    """A scalar as YAML."""

    head: str
    """What stands on the line of its key or dash."""
    body: str = ""
    """The lines below, each after a line break: a comment can stand in between."""


def key(name: str, *, flow: bool = False) -> str:
    """A mapping's key."""
    line = f"{{{name}: m}}" if flow else f"{name}: m"
    return name if parse_yaml(line, "") == ({name: "m"}, []) else quoted(name)


def quoted(text: str) -> str:
    """A text in double quotes, on one line."""
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return _ESCAPES.get(match[0]) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def scalar(text: str | None, column: int, form: Form, *, flow: bool = False, like: Style | None = None) -> Written:
    """A scalar in the style of what stood there, or in the one that fits the text best.

    Args:
        text: the value.
        column: of the mapping or list that holds it.
        form: of the file.
        flow: whether it stands inside `{}` or `[]`.
        like: how it was written until now.
    """
    if text is None:
        return Written("null")
    if form.plainly:
        return Written(quoted(text))
    indent = like.indent if like is not None and like.indent else column + form.step
    for way in _ways(text, column, like):
        if flow and way in {"|", ">"}:
            continue
        written = _WRITERS[way](text, indent, form.newline)
        if written is not None and _reads_as(written, text, flow=flow):
            return written
    return Written(quoted(text))


def _ways(text: str, column: int, like: Style | None) -> Iterator[str]:
    """The styles to try, the finest first."""
    lines = "\n" in text
    if like is None:
        if lines:
            yield "|"
        elif column + len(text) > WIDTH - 20:
            yield ">"
        elif _NUMBER.fullmatch(text):
            yield '"'
    elif like.mark in {"|", ">"}:
        yield from "|>" if like.mark == "|" or (lines and "\n" not in like.value) else ">|"
    elif lines and "\n" not in like.value:
        yield "|"
    elif like.mark:
        yield like.mark
    elif like.lines:
        yield "wrapped"
    elif column + len(text) > WIDTH >= column + len(like.value):
        yield ">"
    yield "plain"


def _reads_as(written: Written, text: str, *, flow: bool) -> bool:
    value = written.head + written.body
    line = f"{{k: {value}, l: m}}" if flow else f"k: {value}\nl: m"
    return parse_yaml(line, "") == ({"k": text, "l": "m"}, [])


def _plain(text: str, _indent: int, _newline: str) -> Written:
    return Written(text)


def _single(text: str, _indent: int, _newline: str) -> Written | None:
    return None if "\n" in text else Written("'" + text.replace("'", "''") + "'")


def _double(text: str, _indent: int, _newline: str) -> Written:
    return Written(quoted(text))


def _wrapped(text: str, indent: int, newline: str) -> Written:
    return Written((newline + " " * indent).join(_wrap(text, WIDTH - indent)))


def _literal(text: str, indent: int, newline: str) -> Written | None:
    return _block("|", text, text.removesuffix("\n").split("\n"), indent, newline)


def _folded(text: str, indent: int, newline: str) -> Written | None:
    lines: list[str] = []
    for index, line in enumerate(text.removesuffix("\n").split("\n")):
        lines += [""] if index else []  # one line break of the text is an empty line here
        lines += _wrap(line, WIDTH - indent) if line else []
    return _block(">", text, lines, indent, newline)


def _block(mark: str, text: str, lines: list[str], indent: int, newline: str) -> Written | None:
    if text.endswith("\n\n") or not text.strip():
        return None  # `|+` would take the empty lines below it along
    head = mark + ("" if text.endswith("\n") else "-")
    return Written(head, "".join(newline + (" " * indent + line if line else "") for line in lines))


def _wrap(line: str, width: int) -> list[str]:
    """A line broken at single spaces, which YAML puts back."""
    words = re.split(r"(?<=[^\s]) (?=[^\s])", line)
    lines = words[:1]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= max(width, 40):
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


_WRITERS = {"plain": _plain, "'": _single, '"': _double, "wrapped": _wrapped, "|": _literal, ">": _folded}


# -- values with values in them ---------------------------------------------------------------------------------------


def flow(data: Data, form: Form) -> str:
    """A value on one line: `{a: b}`, `[a, b]`."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{key(name, flow=True)}: {flow(value, form)}" for name, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(flow(item, form) for item in data) + "]"
    return scalar(data, 0, form, flow=True).head


def after_key(data: Data, column: int, form: Form) -> str:
    """What follows `key:`, in a mapping at this column."""
    if isinstance(data, dict) and data:
        at = column + form.step
        return form.newline + " " * at + block(data, at, form)
    if isinstance(data, list) and data and not fits_line(data, column + 20, form):
        at = column + form.dash
        return form.newline + " " * at + block(data, at, form)
    return _inline(data, column, form)


def after_dash(data: Data, column: int, form: Form, *, in_line: bool | None = None) -> str:
    """What follows the dash of a list at this column.

    Args:
        data: the item.
        column: of the dash.
        form: of the file.
        in_line: whether the items around it are `{…}`; None: there are none.
    """
    if isinstance(data, dict) and data:
        is_plain = in_line is True or not any(isinstance(value, list) for value in data.values())
        if in_line is False or not is_plain or not fits_line(data, column + 2, form):
            return " " + block(data, column + 2, form)
    if isinstance(data, list) and data and not fits_line(data, column + 2, form):
        return " " + block(data, column + 2, form)
    return _inline(data, column, form)


def fits_line(data: Data, column: int, form: Form) -> bool:
    """Whether a list or mapping is simple and short enough to stand on one line."""
    if not isinstance(data, dict | list):
        return True
    items = list(data.values()) if isinstance(data, dict) else data
    deep = dict if isinstance(data, dict) else (dict, list)
    if any(isinstance(item, deep) or (isinstance(item, list) and not _scalars(item)) for item in items):
        return False
    texts = (item for item in items if isinstance(item, str))
    return not any("\n" in text for text in texts) and column + len(flow(data, form)) <= WIDTH


def _scalars(items: list[Data]) -> bool:
    return not any(isinstance(item, dict | list) for item in items)


def block(data: Data, column: int, form: Form) -> str:
    """The lines of a list or mapping at this column; the first without its spaces."""
    between = form.newline + " " * column
    if isinstance(data, dict):
        return between.join(f"{key(name)}:{after_key(value, column, form)}" for name, value in data.items())
    if isinstance(data, list):
        return between.join(f"-{after_dash(item, column, form)}" for item in data)
    written = scalar(data, column, form)
    return written.head + written.body


def _inline(data: Data, column: int, form: Form) -> str:
    if isinstance(data, dict | list):
        return " " + flow(data, form)
    written = scalar(data, column, form)
    return " " + written.head + written.body
