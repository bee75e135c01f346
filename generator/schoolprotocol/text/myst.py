"""Text → MyST that prints it unchanged."""

from __future__ import annotations

import re
from collections.abc import Callable

_UNESCAPED = r"(?<!\\)((?:\\\\)*)"
_CALL = re.compile(rf"{_UNESCAPED}\[\^([^\]\s]+)\]")
_REFERENCE = re.compile(rf"{_UNESCAPED}\{{clause\}}`([^`]+)`")


def with_calls(text: str, written: Callable[[str], str]) -> str:
    """A text whose note calls are written in another way, by the note's id; what only looks like a call stays."""
    return _CALL.sub(lambda match: match[1] + written(match[2]), text)


def with_references(text: str, written: Callable[[str], str]) -> str:
    """A text whose references to clauses are written in another way, by the clause's id."""
    return _REFERENCE.sub(lambda match: match[1] + written(match[2]), text)


_SPECIAL = re.compile(r"([\\`*_\[\]<>{}&^$|~#]|!$)")
_LINE_START = re.compile(r"[-+=:%(]|\d+(?=[.)](?:\s|$))")
_NUMBERED = re.compile(r"^([ ]*(?:[-*+][ ]+)?\{\{[^{}]*\}\})(?=[.)](?:\s|$))", re.MULTILINE)


def escape(value: str) -> str:
    """A value as text that MyST prints unchanged: no markup, wherever it lands in a paragraph.

    Spaces around it go: before a text they would make it code, after a line they would break it.
    """
    escaped = _SPECIAL.sub(r"\\\1", value.strip(" \t"))
    start = _LINE_START.match(escaped)
    if start is None:
        return escaped
    if start[0][0].isdigit():  # "1." would begin a list; a backslash before the dot prevents it
        return escaped[: start.end()] + "\\" + escaped[start.end() :]
    return "\\" + escaped


def guard(template: str) -> str:
    """The template, so written that a number filled in at the start of a line and followed by a dot begins no list."""
    return _NUMBERED.sub(r"\1\\", template)
