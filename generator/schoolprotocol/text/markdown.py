"""Plain text → Markdown that shows it as it is, with a backslash only where Markdown would read a mark.

CommonMark, and of GitHub's additions strikethrough and tables. Clause texts are MyST and have their own escapes
(`text.parse`).
"""

from __future__ import annotations

import re

_MARK = re.compile(
    r"""
    [`*~|]                            # code, emphasis, strikethrough, cells
    | (?<!\w)_ | _(?!\w)              # emphasis; not inside a word
    | \\(?=[!-/:-@\[-`{-~]|$)         # an escape
    | <(?=[A-Za-z/!?])                # a tag or an address
    | &(?=\#?\w+;)                    # a named character
    | \[(?=[^\[\]]*\][(\[:])          # a link, or what it leads to
    | \[(?=\^)                        # a note
    """,
    re.VERBOSE,
)
_START = re.compile(r"(?:[-+](?=\s|$)|-+$|=+$|\#{1,6}(?=\s|$)|>|\d{1,9}(?=[.)](?:\s|$)))")


def inline(text: str) -> str:
    """A text on one line that something else stands before: a cell, what follows a mark."""
    return _MARK.sub(r"\\\g<0>", " ".join(text.split()))


def line(text: str) -> str:
    """A text on one line that may stand at the beginning: there a number or a dash would begin a list."""
    escaped = inline(text)
    start = _START.match(escaped)
    if start is None:
        return escaped
    at = start.end() if start[0].isdigit() else 0  # "1." would begin a list: the backslash stands before the dot
    return f"{escaped[:at]}\\{escaped[at:]}"
